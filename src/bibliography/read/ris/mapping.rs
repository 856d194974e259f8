//! Maps a record of RIS to a publication. The other modules of this folder each map one group of
//! tags.

use super::kind;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::bibliography::item::{Item, ItemPlace, ItemType, Paragraphs, clean};
use crate::bibliography::read::entities::without_entities;
use crate::bibliography::read::tagged::{TaggedField, TaggedRecord};

/// Turns a record into a publication.
pub(super) fn item(record: &TaggedRecord, place: ItemPlace, file: &SourcePath) -> (Item, Faults) {
    let mut mapping = RisMapping {
        item: Item::new("", ItemType::Document, place),
        record,
        faults: Faults::new(),
        file,
    };
    mapping.kind();
    mapping.key();
    mapping.titles();
    mapping.people();
    mapping.dates();
    mapping.numbers();
    mapping.identifiers();
    mapping.other_fields();
    mapping.report_doubled_tags();
    let mut item = mapping.item;
    item.place.key_made_up = item.key.is_empty();
    (item, mapping.faults)
}

/// A record on its way to becoming a publication.
pub(super) struct RisMapping<'r> {
    /// The publication so far.
    pub(super) item: Item,
    /// The record as it is written.
    pub(super) record: &'r TaggedRecord,
    /// The findings so far.
    pub(super) faults: Faults,
    /// The file of the record.
    pub(super) file: &'r SourcePath,
}

impl<'r> RisMapping<'r> {
    /// Returns the first of these tags that says anything.
    pub(super) fn first(&self, tags: &[&str]) -> Option<&'r TaggedField> {
        self.record.first(tags)
    }

    /// Remembers where the words of a field stand.
    pub(super) fn place(&mut self, field: &str, tagged: &TaggedField) {
        self.item
            .place
            .fields
            .entry(field.to_owned())
            .or_insert(tagged.range.clone());
    }

    /// Sets a field that is still empty to the words of a tag.
    pub(super) fn set(&mut self, field: &str, words: impl Into<String>, tagged: &TaggedField) {
        self.item.set_text(field, words);
        self.place(field, tagged);
    }

    /// Copies the words of the first of these tags to a field that is still empty.
    pub(super) fn copy(&mut self, field: &str, tags: &[&str]) {
        if let Some(tagged) = self.first(tags) {
            self.set(field, one_line(&tagged.value), tagged);
        }
    }

    /// Reports a tag that stands twice with different words though a record has one at most: two
    /// records that run into each other have it.
    fn report_doubled_tags(&mut self) {
        const SINGLE: [&str; 12] = [
            "TY", "TI", "T1", "PY", "Y1", "VL", "IS", "SP", "EP", "AB", "PB", "ID",
        ];
        for tag in SINGLE {
            // PubMed Central writes when an article was received and accepted, too.
            let is_date = matches!(tag, "PY" | "Y1");
            let said = |one: &TaggedField| {
                let end = if is_date { 4 } else { usize::MAX };
                one.value.chars().take(end).collect::<String>()
            };
            let mut all = self.record.all(tag);
            let first = all.next().map(said);
            let again = all.find(|one| Some(said(one)) != first);
            if let Some(again) = again {
                let message =
                    format!("`{tag}` stands twice in this record; the first one is shown");
                let fault = Fault::warning(Code::UnclearField, message)
                    .at(Span::new(self.file, again.range.clone()))
                    .help("delete one of the two; between two publications stands `ER  - `");
                self.faults.push(fault);
            }
        }
    }

    /// Maps the key. EndNote and PubMed write the number of the record in its place, which is no
    /// key that anybody would cite.
    fn key(&mut self) {
        let Some(id) = self.first(&["ID"]) else {
            return;
        };
        let key = clean(&id.value, Paragraphs::Join);
        if !key.bytes().all(|byte| byte.is_ascii_digit())
            && !key.contains("://")
            && !key.contains(char::is_whitespace)
        {
            self.item.key = key;
        }
    }

    /// Maps the type. A type that is not known makes the publication a document.
    fn kind(&mut self) {
        let Some(tagged) = self.first(&["TY"]) else {
            return;
        };
        let first_word = tagged.value.split_whitespace().next().unwrap_or_default();
        let name = first_word.to_ascii_uppercase();
        if let Some(kind) = kind::named(&name) {
            self.item.kind = kind;
        } else {
            let message = format!(
                "`{name}` is no type of publication in RIS; it is taken as a document of no \
                 special sort"
            );
            let help = concat!(
                "types are, for example, JOUR (journal article), BOOK, CHAP (book chapter), ",
                "RPRT (report) and THES (thesis)"
            );
            self.faults.push(
                Fault::warning(Code::UnclearField, message)
                    .at(Span::new(self.file, tagged.range.clone()))
                    .help(help),
            );
        }
        if name == "INPR" {
            self.item.set_text("status", "in press");
        }
    }
}

/// Returns words on one line, without the entities that some databases write for `&` and the like.
pub(super) fn one_line(words: &str) -> String {
    clean(&without_entities(words), Paragraphs::Join)
}
