//! Publications: references done properly. From: files of BibTeX, RIS, PubMed, CSL-JSON and YAML,
//! and what pages cite. To: publications as data, findings about them, references in any citation
//! style as safe HTML and plain text, and the same publications in every form again.
//!
//! ```text
//! read ─► items ─┬► check    findings: identifiers, duplicates, missing fields, keys
//!                ├► format   references and citations in a style, through a cache that is a plain value
//!                ├► write    BibTeX, RIS, CSL-JSON, YAML
//!                ├► merge    several files into one, without touching what a hand has edited
//!                └► scholar, json_ld   what machines read on a page
//! ```
//!
//! Pure: opens no file, and a panic of a library it uses ends in a finding. The fields inside are
//! those of CSL-JSON.

pub mod check;
pub mod cite;
pub mod format;
pub mod identifier;
pub mod item;
pub mod json_ld;
pub mod key;
pub mod merge;
pub mod read;
pub mod scholar;
pub mod write;

pub use item::Item;
pub use read::{BibliographyFile, ItemFormat, read};
