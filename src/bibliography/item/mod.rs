//! A publication as data. From: the readers. To: checks, formatting, writers. The fields are those
//! of CSL-JSON, so that nothing is lost between BibTeX, RIS and the styles, which are all written
//! for it.

pub mod date;
pub mod kind;
pub mod name;
pub mod rich;
pub mod variable;

pub use date::{DateEnd, ItemDate, Point};
pub use kind::ItemType;
pub use name::Name;

use crate::base::{Fingerprint, Span};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// One publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The key by which pages cite it: `ellis2014`.
    pub key: String,
    /// Its type.
    pub kind: ItemType,
    /// Words and numbers by the name of their field: `title`, `volume`, `DOI`.
    pub texts: BTreeMap<String, String>,
    /// People and bodies by the name of their field: `author`.
    pub names: BTreeMap<String, Vec<Name>>,
    /// Dates by the name of their field: `issued`.
    pub dates: BTreeMap<String, ItemDate>,
    /// What CSL has no field for, as it came.
    pub other: BTreeMap<String, Value>,
    /// Where it stands.
    pub place: ItemPlace,
}

/// Where a publication stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemPlace {
    /// Its first line, for findings that concern the whole of it.
    pub span: Span,
    /// All of it.
    pub whole: Range<usize>,
    /// Its fields, by their names in [`Item`].
    pub fields: BTreeMap<String, Range<usize>>,
    /// Whether its key stands nowhere in the file and was made from author and year.
    pub key_made_up: bool,
    /// Where another field can be put in, if there is such a place.
    pub insert: Option<usize>,
}

impl ItemPlace {
    /// An entry of a file; its first line is what a finding shows.
    #[must_use]
    pub fn new(file: &crate::base::SourcePath, text: &str, whole: Range<usize>) -> Self {
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
    /// A publication that says nothing yet.
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

    /// The words of a field, if there are any.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.texts.get(field).map(String::as_str)
    }

    /// The words of a field without italics and the like.
    #[must_use]
    pub fn plain(&self, field: &str) -> Option<String> {
        self.text(field).map(rich::plain)
    }

    /// The people of a field.
    #[must_use]
    pub fn people(&self, field: &str) -> &[Name] {
        self.names.get(field).map_or(&[], Vec::as_slice)
    }

    /// The people it is by: authors, else whoever else is responsible for the whole.
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

    /// When it was published.
    #[must_use]
    pub fn issued(&self) -> Option<&ItemDate> {
        self.dates.get("issued")
    }

    /// The year it was published.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.issued().and_then(ItemDate::year)
    }

    /// Sets words, if there are any and the field is still empty.
    pub fn set_text(&mut self, field: &str, words: impl Into<String>) {
        let words = words.into();
        if !words.trim().is_empty() && !self.texts.contains_key(field) {
            self.texts.insert(field.to_owned(), words);
        }
    }

    /// The place of a field, else of the whole entry.
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

    /// Whether both say the same, wherever they stand.
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

    /// As CSL-JSON.
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

    /// Equal for publications that say the same.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.to_json().to_string().as_bytes())
    }
}

/// Words as every reader keeps them: no control characters, none that turn the direction of
/// writing, no private-use ones (formatting uses those), white space as single spaces, letters and
/// their accents in one piece (NFC). `paragraphs` keeps blank lines.
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

/// Whether blank lines in a text mean something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paragraphs {
    Keep,
    Join,
}

fn is_unwanted(c: char) -> bool {
    matches!(u32::from(c), 0x200B | 0x202A..=0x202E | 0x2066..=0x2069 | 0xE000..=0xF8FF | 0xFEFF | 0xE0000..=0xE007F | 0xF0000..=0x0010_FFFF)
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
