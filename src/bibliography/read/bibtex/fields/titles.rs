//! The titles of a BibTeX entry: its own, those of the journal, book or series that it is part of,
//! and their short forms.

use super::BibtexMapping;
use crate::bibliography::item::ItemType;
use crate::bibliography::read::bibtex::latex;

/// The fields in which programs write the short title of a journal.
const SHORT_JOURNAL: [&str; 6] = [
    "shortjournal",
    "journalabbreviation",
    "journal-abbreviation",
    "j-abbreviation",
    "abbrev_source_title",
    "journal-iso",
];

impl BibtexMapping<'_> {
    /// Maps the titles of a publication and of what it is part of.
    pub(super) fn titles(&mut self) {
        // An entry that lacks its title has the words that should stand beside it.
        let title = self
            .title("")
            .or_else(|| self.rich(&["subtitle", "titleaddon"], latex::Braces::KeepCase));
        self.set("title", &["title", "subtitle", "titleaddon"], title);
        let short = self.rich(&["shorttitle"], latex::Braces::KeepCase);
        self.set("title-short", &["shorttitle"], short);
        self.container_titles();
        let words = self.rich(&SHORT_JOURNAL, latex::Braces::KeepCase);
        self.set("container-title-short", &SHORT_JOURNAL, words);
        for (to, from) in [
            ("collection-title", "series"),
            ("event-title", "eventtitle"),
            ("original-title", "origtitle"),
            ("volume-title", "issuetitle"),
        ] {
            let words = self.rich(&[from], latex::Braces::KeepCase);
            self.set(to, &[from], words);
        }
        if !self.item.texts.contains_key("title") && self.item.kind != ItemType::Periodical {
            // An entry of Mendeley's may have its title under this name alone.
            let issue = self.rich(&["issuetitle"], latex::Braces::KeepCase);
            self.set("title", &["issuetitle"], issue);
        }
    }

    /// Maps the titles of the journal, of the book and of the work in several volumes, which fill
    /// each other's places depending on which of them are there.
    fn container_titles(&mut self) {
        let journal = self
            .whole_title("journaltitle", "journalsubtitle")
            .or_else(|| self.whole_title("journal", "journalsubtitle"));
        let book = self.title("book");
        let main = self.title("main");
        match (journal, book, main) {
            (Some(journal), book, _)
                if !matches!(
                    self.item.kind,
                    ItemType::Chapter | ItemType::PaperConference
                ) || book.is_none() =>
            {
                self.set(
                    "container-title",
                    &["journaltitle", "journal"],
                    Some(journal),
                );
            }
            (journal, Some(book), Some(main)) => {
                self.set("container-title", &["maintitle"], Some(main));
                self.set("volume-title", &["booktitle"], Some(book));
                self.set("collection-title", &["journal"], journal);
            }
            (journal, Some(book), None) => {
                self.set("container-title", &["booktitle"], Some(book));
                self.set("collection-title", &["journal"], journal);
            }
            (_, None, main) => self.set("container-title", &["maintitle"], main),
        }
    }

    /// Joins `title`, `subtitle` and `titleaddon`, whose names may begin with `book` or `main`.
    fn title(&mut self, prefix: &str) -> Option<String> {
        let whole = self.whole_title(&format!("{prefix}title"), &format!("{prefix}subtitle"))?;
        Some(
            match self.rich(&[&format!("{prefix}titleaddon")], latex::Braces::KeepCase) {
                Some(addon) => format!("{whole}. {addon}"),
                None => whole,
            },
        )
    }

    /// Joins a title and its subtitle.
    fn whole_title(&mut self, title: &str, subtitle: &str) -> Option<String> {
        let title = self.rich(&[title], latex::Braces::KeepCase)?;
        Some(match self.rich(&[subtitle], latex::Braces::KeepCase) {
            Some(subtitle) if title.ends_with([':', '?', '!', '.', '–', '—']) => {
                format!("{title} {subtitle}")
            }
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title,
        })
    }
}
