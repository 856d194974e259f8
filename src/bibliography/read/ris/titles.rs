//! The titles of a record of RIS.

use super::mapping::{RisMapping, one_line};
use crate::bibliography::item::ItemType;
use crate::bibliography::read::tagged::TaggedField;

impl RisMapping<'_> {
    /// Maps the titles of a publication and of what it is part of.
    pub(super) fn titles(&mut self) {
        let book_part = matches!(
            self.item.kind,
            ItemType::Chapter | ItemType::EntryEncyclopedia | ItemType::EntryDictionary
        );
        let whole = matches!(
            self.item.kind,
            ItemType::Book
                | ItemType::Periodical
                | ItemType::MotionPicture
                | ItemType::Report
                | ItemType::Thesis
                | ItemType::Song
        );
        self.copy(
            "title",
            if whole {
                &["TI", "T1", "BT", "CT", "T2"]
            } else {
                &["TI", "T1", "CT", "TT"]
            },
        );
        if book_part {
            self.copy("container-title", &["T2", "BT", "JF", "JO"]);
        } else if whole {
            self.copy("collection-title", &["T3", "T2"]);
        } else {
            self.journal();
        }
        self.short_journal();
        self.copy("collection-title", &["T3"]);
        self.copy("title-short", &["ST"]);
        if self.item.text("title-short") == self.item.text("title") {
            self.item.texts.remove("title-short");
        }
    }

    /// Maps the title of a journal. Programs disagree on which tag holds it, so the longest title
    /// is taken as the full one.
    fn journal(&mut self) {
        let own = self.item.text("title").unwrap_or_default();
        let mut titles: Vec<&TaggedField> = ["JF", "T2", "JO", "JA", "J2", "BT"]
            .iter()
            .filter_map(|tag| self.first(&[tag]))
            .filter(|tagged| tagged.value.trim() != own)
            .collect();
        titles.sort_by_key(|tagged| std::cmp::Reverse(tagged.value.chars().count()));
        if let Some(title) = titles.first() {
            self.set("container-title", one_line(&title.value), title);
        }
    }

    /// Maps the short title of a journal.
    fn short_journal(&mut self) {
        if !self.item.kind.has_container() {
            return;
        }
        if let Some(short) = self.first(&["JA", "J2", "J1", "JO"]) {
            let words = one_line(&short.value);
            if self.item.text("container-title") != Some(&words) {
                self.set("container-title-short", words, short);
            }
        }
    }
}
