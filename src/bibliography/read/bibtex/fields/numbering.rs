//! The numbers of a BibTeX entry: volume, issue, edition and pages.

use super::BibtexMapping;
use crate::bibliography::item::ItemType;
use crate::bibliography::read::numbers;

/// The fields of the number that an article has instead of pages.
const ARTICLE_NUMBER: [&str; 4] = ["eid", "articleno", "article-number", "art_number"];

impl BibtexMapping<'_> {
    /// Maps volume, number, edition, pages and other numbers.
    pub(super) fn numbering(&mut self) {
        use ItemType as K;
        let kind = &self.item.kind;
        let periodical = matches!(
            kind,
            K::ArticleJournal
                | K::ArticleMagazine
                | K::ArticleNewspaper
                | K::Periodical
                | K::Review
                | K::ReviewBook
                | K::Article
        );
        let in_series = self.item.texts.contains_key("collection-title")
            && matches!(
                kind,
                K::Book | K::Chapter | K::PaperConference | K::Pamphlet
            );
        let number = if periodical {
            "issue"
        } else if in_series {
            "collection-number"
        } else {
            "number"
        };
        self.copy(number, &["number"]);
        let issue = self.item.text("issue").map(str::to_owned);
        self.copy("issue", &["issue"]);
        if periodical {
            self.report_second_number(issue);
        }
        self.copy("number", &["reportnumber"]);
        for (to, from) in [
            ("volume", "volume"),
            ("number-of-volumes", "volumes"),
            ("part-number", "part"),
            ("chapter-number", "chapter"),
            ("version", "version"),
            ("supplement-number", "supplement"),
            ("section", "section"),
        ] {
            self.copy(to, &[from]);
        }
        let edition = self
            .words(&["edition"])
            .map(|words| numbers::edition(&words));
        self.set("edition", &["edition"], edition);
        self.pages();
    }

    /// Reports an article with two numbers of an issue, of which one is shown.
    fn report_second_number(&mut self, number: Option<String>) {
        let (Some(number), Some(issue)) = (number, self.words(&["issue"])) else {
            return;
        };
        if number != issue
            && let Some(field) = self.field(&["issue"])
        {
            let shown = self.item.text("issue").unwrap_or_default();
            let message = format!("`number` is {number} and `issue` is {issue}; {shown} is shown");
            self.unclear(
                field,
                message,
                "delete one of the two, or write `4, Spring` in one",
            );
        }
    }

    /// Maps pages, or the length of a book.
    fn pages(&mut self) {
        let pages = self.words(&["pages"]).map(|words| numbers::pages(&words));
        match pages {
            // Mendeley and EndNote give the length of a book in this field.
            Some(pages)
                if self.item.kind == ItemType::Book
                    && !pages.contains(['-', ','])
                    && self.entry.kind == "book" =>
            {
                self.set("number-of-pages", &["pages"], Some(pages));
            }
            pages => self.set("page", &["pages"], pages),
        }
        let article = self.words(&ARTICLE_NUMBER);
        self.set("page", &ARTICLE_NUMBER, article);
        self.copy("number-of-pages", &["pagetotal", "numpages"]);
    }
}
