//! The numbers of a record of RIS: volume, issue, edition and pages.

use super::mapping::RisMapping;
use crate::bibliography::item::{ItemType, Paragraphs, clean};
use crate::bibliography::read::numbers;

impl RisMapping<'_> {
    /// Maps every tag of numbers.
    pub(super) fn numbers(&mut self) {
        self.copy("volume", &["VL", "VO"]);
        let periodical = matches!(
            self.item.kind,
            ItemType::ArticleJournal
                | ItemType::ArticleMagazine
                | ItemType::ArticleNewspaper
                | ItemType::Periodical
                | ItemType::PaperConference
        );
        if periodical {
            self.copy("issue", &["IS", "CP", "M1"]);
        } else {
            let number = self
                .first(&["IS", "M1"])
                .filter(|number| number.value.trim() != "0");
            if number.is_some() {
                self.copy("number", &["IS", "M1"]);
            }
        }
        // In EndNote's exports of PubMed this tag holds a date.
        let edition = self
            .first(&["ET"])
            .filter(|edition| !edition.value.contains('/'));
        if let Some(edition) = edition.filter(|_| !periodical) {
            let words = clean(&numbers::edition(&edition.value), Paragraphs::Join);
            self.set("edition", words, edition);
        }
        self.copy("number-of-volumes", &["NV"]);
        self.copy("section", &["SE"]);
        self.pages();
        self.copy("page", &["C7"]);
    }

    /// Maps the first and the last page, or the length of a book.
    fn pages(&mut self) {
        let pages = match (self.first(&["SP"]), self.first(&["EP"])) {
            (Some(start), Some(end))
                if start.value.trim() != end.value.trim() && !start.value.contains('-') =>
            {
                Some((
                    format!("{}-{}", start.value.trim(), end.value.trim()),
                    start,
                ))
            }
            (Some(start), _) => Some((start.value.clone(), start)),
            (None, Some(end)) => Some((end.value.clone(), end)),
            (None, None) => None,
        };
        if let Some((pages, tagged)) = pages {
            let pages = clean(&numbers::pages(&pages), Paragraphs::Join);
            let length = pages
                .strip_suffix(" p.")
                .or(pages.strip_suffix(" pages"))
                .or(pages.strip_suffix(" p"))
                .map(str::to_owned);
            let field =
                if length.is_some() || (self.item.kind == ItemType::Book && !pages.contains('-')) {
                    "number-of-pages"
                } else {
                    "page"
                };
            self.set(field, length.unwrap_or(pages), tagged);
        }
    }
}
