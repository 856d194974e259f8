//! Search finds the right page first, with the passage that answers, in few bytes. From: pages as
//! [`IndexEntry`]s. To: an index of small files, the script that reads it in the browser, and a
//! searcher that reads the same files natively. Never depends on a server: the files are published
//! beside the pages.
//!
//! ```text
//! Entry ─► analyse ─► Analysed ─► index ─► files below search/ ─┬► client/search.js
//!       └► card, when it is written ─┘                           └► Searcher
//! ```
//!
//! `docs/decisions/` tells why the index is what it is; `docs/search.md` what a visitor can type
//! and what a script can call.

mod analyse;
mod card;
pub mod client;
mod dialled;
mod documents;
mod entry;
mod facets;
mod gzip;
mod index;
mod joined;
mod language;
mod lexicon;
mod lookup;
mod manifest;
mod packed;
mod ranking;
mod searcher;
mod settings;
mod shards;
mod spelling;
mod storage;
mod terms;
mod texts;
mod tiny;
mod words;

#[cfg(test)]
mod tests;

pub use analyse::{AnalysedPage, analyse};
pub use card::card;
pub use documents::{CardBlock, CardFolder, CardFolderOutput, CardSource, IndexedPage};
pub use entry::{EntryHeading, IndexEntry};
pub use index::{Index, index, index_entries};
pub use language::Language;
pub use manifest::{BUNDLE, FOLDER, IndexFile, MANIFEST, index_path};
pub use packed::PackedPages;
pub use searcher::{Filters, Hit, ResultOrder, SearchAnswer, SearchRequest, Searcher, Spelling};
pub use settings::{IndexSettings, SynonymGroup};
pub use storage::{Corrupt, restore};
