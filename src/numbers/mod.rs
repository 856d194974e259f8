//! Figures of a site: files of data become tables of typed cells, tables become charts, and numbers
//! are written with the marks of the site's words.

pub mod benchmark;
pub mod charts;
pub mod disclosure;
pub mod spreadsheet;
pub mod tables;
mod totals;
pub mod written;

/// The name of the block that compares services.
pub const BENCHMARK: &str = "benchmark";
