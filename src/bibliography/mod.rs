//! Publications: reading, checking, formatting and writing references.
//!
//! This room takes files of BibTeX, RIS, PubMed, CSL-JSON and YAML, and the citations of pages. It
//! gives publications as data, findings about them, references in any citation style as safe HTML
//! and plain text, and the publications in every form again.
//!
//! ```text
//! read ─► items ─┬► check    findings: identifiers, duplicates, missing fields, keys
//!                ├► format   references and citations in a style, with a cache
//!                ├► write    BibTeX, RIS, CSL-JSON, YAML
//!                ├► merge    several files into one, without touching edits made by hand
//!                └► scholar, json_ld   what machines read on a page
//! ```
//!
//! The room is pure: it opens no file, and a panic of a library that it uses ends in a finding. The
//! fields of a publication are those of CSL-JSON.

pub mod authors;
pub mod check;
pub mod cite;
mod export;
pub mod format;
pub mod identifier;
pub mod item;
pub mod json_ld;
pub mod key;
pub mod merge;
pub mod read;
pub mod scholar;
pub mod write;

pub use export::{Export, export_url};
pub use item::Item;
pub use read::{BibliographyFile, ItemFormat, read};
