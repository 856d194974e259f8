//! The type of a BibTeX entry, and its genre.

use super::BibtexMapping;
use crate::bibliography::item::ItemType;
use crate::bibliography::read::bibtex::kinds;

/// EndNote's names for its types of entries. It writes them into `type`, where they say nothing
/// about the genre.
const ENDNOTE_TYPES: [&str; 14] = [
    "journal article",
    "book",
    "book section",
    "edited book",
    "conference paper",
    "conference proceedings",
    "report",
    "thesis",
    "web page",
    "generic",
    "electronic article",
    "electronic book",
    "newspaper article",
    "magazine article",
];

impl BibtexMapping<'_> {
    /// Sets the type of the publication and, where the entry names one, its genre.
    pub(super) fn kind(&mut self) {
        let subtype = self.words(&["entrysubtype"]);
        let exact = subtype
            .as_deref()
            .map(ItemType::named)
            .filter(|kind| !matches!(kind, ItemType::Other(_)));
        let kind = match (&self.item.kind, subtype.as_deref()) {
            _ if exact.is_some() => exact.unwrap_or(ItemType::Document),
            (ItemType::ArticleJournal, Some("magazine")) => ItemType::ArticleMagazine,
            (ItemType::ArticleJournal, Some("newspaper")) => ItemType::ArticleNewspaper,
            (ItemType::ArticleJournal, _)
                if !self.has("journal") && !self.has("journaltitle") && self.has("eprint") =>
            {
                ItemType::Article
            }
            (ItemType::Document, _) if self.has("url") || self.has_address("howpublished") => {
                ItemType::Webpage
            }
            (ItemType::Document, _) if self.has("eprint") => ItemType::Article,
            // The title of BibTeX's `inbook` is that of the book, not that of the chapter.
            (ItemType::Chapter, _)
                if self.entry.kind == "inbook"
                    && !self.has("booktitle")
                    && !self.has("maintitle") =>
            {
                ItemType::Book
            }
            (kind, _) => kind.clone(),
        };
        self.item.kind = kind;
        let written = self
            .words(&["type"])
            .filter(|words| !ENDNOTE_TYPES.contains(&words.to_lowercase().as_str()));
        let written = written.map(|words| kinds::genre_words(&words).map_or(words, str::to_owned));
        let genre = written.or_else(|| kinds::genre(&self.entry.kind).map(str::to_owned));
        self.set("genre", &["type"], genre);
    }
}
