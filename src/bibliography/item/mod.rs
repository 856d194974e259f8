//! A publication as data. The readers make [`Item`]s; checks, formatting and writers take them.
//!
//! The fields are those of CSL-JSON, for which the citation styles are written, so nothing is lost
//! between BibTeX, RIS and the styles.

pub mod date;
pub mod kind;
pub mod name;
pub mod published;
pub mod rich;
pub mod variable;

pub use date::{DateEnd, ItemDate, Point};
pub use kind::ItemType;
pub use name::Name;

use crate::base::{Fingerprint, SourcePath, Span};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The key by which pages cite the publication: `ellis2014`.
    pub key: String,
    /// The type.
    pub kind: ItemType,
    /// The fields of words and numbers, by their names: `title`, `volume`, `DOI`.
    pub texts: BTreeMap<String, String>,
    /// The fields of people and bodies, by their names: `author`.
    pub names: BTreeMap<String, Vec<Name>>,
    /// The fields of dates, by their names: `issued`.
    pub dates: BTreeMap<String, ItemDate>,
    /// The fields that CSL does not know, as they are in the file.
    pub other: BTreeMap<String, Value>,
    /// The place in the file.
    pub place: ItemPlace,
}

/// The place of a publication in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPlace {
    /// The place of the first line, for findings about the whole publication.
    pub span: Span,
    /// The place of the whole publication.
    pub whole: Range<usize>,
    /// The places of the fields, by their names in [`Item`].
    pub fields: BTreeMap<String, Range<usize>>,
    /// Whether the file gives no key, so that one is made from author and year.
    pub key_made_up: bool,
    /// The byte at which another field can be put in, if there is such a place.
    pub insert: Option<usize>,
}

impl ItemPlace {
    /// Returns the place of an entry whose fields have no places yet.
    #[must_use]
    pub fn new(file: &SourcePath, text: &str, whole: Range<usize>) -> Self {
        let entry = text.get(whole.clone()).unwrap_or_default();
        let line = entry.lines().next().unwrap_or_default().trim_end().len();
        Self {
            span: Span::new(file, whole.start..whole.start + line),
            whole,
            fields: BTreeMap::new(),
            key_made_up: false,
            insert: None,
        }
    }
}

impl Item {
    /// Makes a publication that says nothing yet.
    #[must_use]
    pub fn new(key: impl Into<String>, kind: ItemType, place: ItemPlace) -> Self {
        Self {
            key: key.into(),
            kind,
            texts: BTreeMap::new(),
            names: BTreeMap::new(),
            dates: BTreeMap::new(),
            other: BTreeMap::new(),
            place,
        }
    }

    /// Returns the words of a field, if there are any.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.texts.get(field).map(String::as_str)
    }

    /// Returns the words of a field without italics and other marks.
    #[must_use]
    pub fn plain(&self, field: &str) -> Option<String> {
        self.text(field).map(rich::plain)
    }

    /// Returns the people of a field.
    #[must_use]
    pub fn people(&self, field: &str) -> &[Name] {
        self.names.get(field).map_or(&[], Vec::as_slice)
    }

    /// Returns the authors, or else the people of the first role that is responsible for the whole.
    #[must_use]
    pub fn makers(&self) -> &[Name] {
        const ROLES: [&str; 10] = [
            "author",
            "editor",
            "editor-translator",
            "translator",
            "director",
            "composer",
            "collection-editor",
            "performer",
            "host",
            "interviewer",
        ];
        ROLES
            .iter()
            .map(|role| self.people(role))
            .find(|people| !people.is_empty())
            .unwrap_or_default()
    }

    /// Returns the date of publication.
    #[must_use]
    pub fn issued(&self) -> Option<&ItemDate> {
        self.dates.get("issued")
    }

    /// Returns the year of publication.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.issued().and_then(ItemDate::year)
    }

    /// Sets the words of a field that is still empty; blank words change nothing.
    pub fn set_text(&mut self, field: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() && !self.texts.contains_key(field) {
            self.texts.insert(field.to_owned(), words);
        }
    }

    /// Copies a field from another publication, if that one has it.
    pub fn copy_field(&mut self, field: &str, from: &Self) {
        if let Some(words) = from.texts.get(field) {
            self.texts.insert(field.to_owned(), words.clone());
        }
        if let Some(people) = from.names.get(field) {
            self.names.insert(field.to_owned(), people.clone());
        }
        if let Some(when) = from.dates.get(field) {
            self.dates.insert(field.to_owned(), when.clone());
        }
    }

    /// Returns a publication of the same type with a single field and no key.
    #[must_use]
    pub fn with_only(&self, field: &str) -> Self {
        let mut alone = Self::new("", self.kind.clone(), self.place.clone());
        alone.copy_field(field, self);
        alone
    }

    /// Returns the place of a field, or else that of the publication's first line.
    #[must_use]
    pub fn span_of(&self, field: &str) -> Span {
        self.place.fields.get(field).map_or_else(
            || self.place.span.clone(),
            |range| Span {
                range: range.clone(),
                ..self.place.span.clone()
            },
        )
    }

    /// Reports whether two publications say the same, wherever they stand.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        (
            &self.key,
            &self.kind,
            &self.texts,
            &self.names,
            &self.dates,
            &self.other,
        ) == (
            &other.key,
            &other.kind,
            &other.texts,
            &other.names,
            &other.dates,
            &other.other,
        )
    }

    /// Returns the publication as CSL-JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("id".to_owned(), Value::String(self.key.clone()));
        object.insert(
            "type".to_owned(),
            Value::String(self.kind.name().to_owned()),
        );
        object.extend(
            self.texts
                .iter()
                .map(|(field, words)| (field.clone(), Value::String(words.clone()))),
        );
        for (field, people) in &self.names {
            object.insert(field.clone(), people.iter().map(Name::to_json).collect());
        }
        object.extend(
            self.dates
                .iter()
                .map(|(field, date)| (field.clone(), date.to_json())),
        );
        object.extend(
            self.other
                .iter()
                .map(|(field, value)| (field.clone(), value.clone())),
        );
        Value::Object(object)
    }

    /// Returns a fingerprint, which is equal for publications that say the same.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.to_json().to_string().as_bytes())
    }
}

/// Cleans words as every reader keeps them: without control characters, characters that change the
/// direction of writing and private-use characters (which formatting uses), with single spaces for
/// white space, and with letters and accents composed (NFC).
#[must_use]
pub(crate) fn clean(text: &str, paragraphs: Paragraphs) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut lines = 0usize;
    for c in text.nfc() {
        match c {
            '\n' => (gap, lines) = (true, lines + 1),
            c if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') => gap = true,
            c if c.is_control() || is_unwanted(c) => {}
            c => {
                if gap && !out.is_empty() {
                    out.push_str(if paragraphs == Paragraphs::Keep && lines > 1 {
                        "\n\n"
                    } else {
                        " "
                    });
                }
                (gap, lines) = (false, 0);
                out.push(c);
            }
        }
    }
    out
}

/// Whether a text keeps its blank lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paragraphs {
    /// Blank lines separate paragraphs.
    Keep,
    /// Blank lines become spaces.
    Join,
}

/// Reports whether [`clean`] leaves a character out, apart from control characters.
fn is_unwanted(c: char) -> bool {
    let code = u32::from(c);
    // These are the zero-width space, the byte-order mark and the tags.
    let is_invisible = matches!(code, 0x200B | 0xFEFF | 0xE0000..=0xE007F);
    let turns_direction = matches!(code, 0x202A..=0x202E | 0x2066..=0x2069);
    let is_private = matches!(code, 0xE000..=0xF8FF | 0xF0000..=0x0010_FFFF);
    is_invisible || turns_direction || is_private
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cleaned_of_what_no_reader_should_meet() {
        assert_eq!(
            clean("  a \t b\u{202e}c\u{0}\n\nd ", Paragraphs::Join),
            "a bc d"
        );
        assert_eq!(
            clean("one\n\n two\nthree", Paragraphs::Keep),
            "one\n\ntwo three"
        );
        assert_eq!(
            clean("p.\u{a0}4 \u{e000}\u{f0041}x", Paragraphs::Join),
            "p.\u{a0}4 x"
        );
    }
}
