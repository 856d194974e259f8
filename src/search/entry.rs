//! The entries that the search index is made from: one for each page, or for each part of a page
//! with an address of its own.

use super::language::Language;
use crate::base::{Date, UrlPath};

/// A page as search sees it.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    /// The page's address.
    pub url: UrlPath,
    /// The part of the page, for an article that is a section of an issue: the `id` of its heading.
    pub anchor: Option<String>,
    /// The title, as plain text.
    pub title: String,
    /// The kind, in the words of the front matter: `newsletter`, `report`.
    pub kind: String,
    /// The day. Entries without one come last where results are sorted by date.
    pub date: Option<Date>,
    /// Whether only the year of the day is known: no more is shown.
    pub only_year: bool,
    /// The author's summary, if there is one: shown where no passage can be.
    pub summary: Option<String>,
    /// The topics, as shown.
    pub topics: Vec<String>,
    /// The authors, as shown.
    pub authors: Vec<String>,
    /// Everything that a visitor can read but the title: plain text, blocks separated by `\n`,
    /// headings among them.
    pub text: String,
    /// The headings that can be linked to, in order.
    pub headings: Vec<EntryHeading>,
    /// The language that the words are stemmed in.
    pub language: Language,
    /// How much the place among results is raised (above 1) or lowered (below 1).
    pub boost: f64,
}

/// A heading with an address of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryHeading {
    /// The heading's beginning in [`IndexEntry::text`], in bytes.
    pub offset: usize,
    /// The heading's `id` on the page.
    pub id: String,
}

impl IndexEntry {
    /// Makes an entry with an address, a title and a text. The other fields are filled in one by
    /// one.
    #[must_use]
    pub fn new(url: UrlPath, title: &str, text: &str) -> Self {
        Self {
            url,
            anchor: None,
            title: title.to_owned(),
            kind: "page".to_owned(),
            date: None,
            only_year: false,
            summary: None,
            topics: Vec::new(),
            authors: Vec::new(),
            text: text.to_owned(),
            headings: Vec::new(),
            language: Language::default(),
            boost: 1.0,
        }
    }
    /// Returns the address of the entry on the site, with its anchor.
    pub(super) fn address(&self) -> String {
        let mut url = self.url.absolute("/");
        if let Some(anchor) = &self.anchor {
            url.push('#');
            url.push_str(anchor);
        }
        url
    }
}
