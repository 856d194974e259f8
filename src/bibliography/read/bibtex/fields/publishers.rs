//! The publishers of a BibTeX entry.

use super::BibtexMapping;
use crate::bibliography::item::ItemType;

impl BibtexMapping<'_> {
    /// Maps publishers, and the places of publishers and events.
    pub(super) fn publishers(&mut self) {
        let publishers: &[&str] = match self.item.kind {
            ItemType::Thesis => &["school", "institution", "publisher"],
            ItemType::Report => &["institution", "organization", "publisher", "school"],
            ItemType::Webpage | ItemType::Software | ItemType::Dataset | ItemType::Document => {
                &["publisher", "organization", "institution", "school"]
            }
            _ => &["publisher", "institution", "school", "organization"],
        };
        // For biblatex ` and ` separates publishers; for BibTeX it does not, nor for those who
        // write `Department of Health and Social Care`.
        self.copy("publisher", publishers);
        if !self.has_address("howpublished") {
            self.copy("publisher", &["howpublished"]);
        }
        self.copy(
            "publisher-place",
            &["location", "address", "city", "publocation"],
        );
        self.copy("event-place", &["venue"]);
        self.copy("original-publisher", &["origpublisher"]);
        self.copy("original-publisher-place", &["origlocation"]);
    }
}
