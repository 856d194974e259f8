//! Abstract, notes, keywords, publisher and language of a record of RIS.

use super::mapping::{RisMapping, one_line};
use crate::bibliography::item::{ItemType, Paragraphs, clean};
use crate::bibliography::read::entities::without_entities;
use crate::bibliography::read::language;

/// The starts of notes in which databases write about their own export.
const NOISE: [&str; 7] = [
    "cited by",
    "export date",
    "times cited",
    "coden:",
    "correspondence address",
    "record created",
    "accession number:",
];

impl RisMapping<'_> {
    /// Maps the tags that no other function maps.
    pub(super) fn other_fields(&mut self) {
        if let Some(words) = self.first(&["AB", "N2"]) {
            let text = clean(&without_entities(&words.value), Paragraphs::Keep);
            self.set("abstract", text, words);
        }
        self.notes();
        self.keywords();
        self.publisher();
        if let Some(words) = self.first(&["LA"]) {
            let tag = language::tag(&clean(&words.value, Paragraphs::Join));
            self.set("language", tag, words);
        }
        if let Some(genre) = self.first(&["M3"])
            && !genre.value.contains("10.")
            && self.item.kind != ItemType::ArticleJournal
        {
            self.set("genre", one_line(&genre.value), genre);
        }
        self.copy("call-number", &["CN"]);
        if self.item.kind == ItemType::PaperConference {
            self.copy("event-title", &["C3"]);
        }
    }

    /// Maps the notes, without those that only repeat the DOI.
    fn notes(&mut self) {
        let mut notes: Vec<String> = Vec::new();
        let tagged = ["N1", "RN"].iter().flat_map(|tag| self.record.all(tag));
        for line in tagged.flat_map(|tagged| tagged.value.split('\n')) {
            let note = without_entities(line);
            let is_doi = self
                .item
                .text("DOI")
                .is_some_and(|doi| note.contains(doi) && !note.contains(char::is_whitespace));
            if !is_doi && !is_noise(&note) {
                notes.push(note);
            }
        }
        self.item.set_text("note", notes.join("\n"));
    }

    /// Maps the keywords, separated by semicolons where one of them holds a comma.
    fn keywords(&mut self) {
        let keywords: Vec<String> = self
            .record
            .all("KW")
            .flat_map(|tagged| tagged.value.split('\n'))
            .map(one_line)
            .filter(|word| !word.is_empty())
            .collect();
        let has_comma = keywords.iter().any(|word| word.contains(','));
        let separator = if has_comma { "; " } else { ", " };
        self.item.set_text("keyword", keywords.join(separator));
    }

    /// Maps the publisher and its place.
    fn publisher(&mut self) {
        self.copy("publisher", &["PB"]);
        let place = if self.item.kind == ItemType::PaperConference {
            "event-place"
        } else {
            "publisher-place"
        };
        self.copy(place, &["CY"]);
        self.copy("publisher-place", &["PP"]);
        self.copy("original-publisher", &["OP"]);
    }
}

/// Reports whether a database wrote a note about its own export.
fn is_noise(note: &str) -> bool {
    let lower = note.trim().to_lowercase();
    NOISE.iter().any(|start| lower.starts_with(start))
}
