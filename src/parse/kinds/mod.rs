//! The kinds of page that a theme declares. From: the files `kinds/NAME.yaml` of a theme, laid over
//! those of the default theme. To: [`set::Kinds`], by which front matter is read, and everything
//! that depends on a kind is decided.
//!
//! `declaration` and `set` are what other files build on; `loading`, `reading` and `mapping` read
//! the files.

pub mod declaration;
pub mod loading;
mod mapping;
mod reading;
pub mod set;
#[cfg(test)]
pub(crate) mod tests;
