//! The part of a memo that belongs to search.

use crate::base::{Fingerprint, OutputPath, UrlPath};
use crate::search::{AnalysedPage, CardFolder};
use crate::source::Stamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is remembered of search.
#[derive(Debug, Default)]
pub(crate) struct SearchMemo {
    /// The words that were read from each page, by its address.
    pub(crate) pages: BTreeMap<UrlPath, SearchEntry>,
    /// The files that were made from the pages.
    pub(crate) made: IndexMemo,
}

/// A page as search reads it: the page itself, and the articles in it.
#[derive(Clone, Debug)]
pub(crate) struct SearchEntry {
    /// The fingerprint of everything the entry was made from.
    pub(crate) key: Fingerprint,
    pub(crate) pages: Arc<Vec<AnalysedPage>>,
}

/// The files of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IndexMemo {
    /// The fingerprint of everything the index was made from.
    pub(crate) key: Fingerprint,
    /// Every file that is in none of the folders.
    pub(crate) files: BTreeMap<OutputPath, Stamp>,
    /// The folders of what is shown of pages, each by the fingerprint of what it was made from,
    /// with its files in order.
    pub(crate) folders: BTreeMap<Fingerprint, (CardFolder, Vec<Stamp>)>,
    /// The dictionary, after the fingerprint of what it was made from.
    pub(crate) dictionary: (Fingerprint, Vec<u8>),
}

impl SearchMemo {
    /// Returns what was read from a page, when it was made from the same things.
    pub(crate) fn page(&self, url: &UrlPath, key: Fingerprint) -> Option<&SearchEntry> {
        self.pages.get(url).filter(|entry| entry.key == key)
    }

    /// Reports whether both memos hold the same pages and files.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.made == other.made
            && self.pages.len() == other.pages.len()
            && self.pages.iter().zip(&other.pages).all(
                |((url, entry), (other_url, other_entry))| {
                    url == other_url && entry.key == other_entry.key
                },
            )
    }
}
