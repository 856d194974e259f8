//! The services behind the codes of a benchmarking, as the stages may know them: to be compared
//! with what stands in `content/` and with what is published, and never to be shown. Nothing
//! formats what stands in private files, and only the search for secrets is given it.

use crate::base::{Digest, Fingerprint, SourcePath};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A value of a private file. Nothing formats it; the search for secrets compares it with what is
/// published.
#[derive(Clone)]
pub struct PrivateValue {
    text: String,
    /// What the value is.
    pub kind: PrivateKind,
    /// The file that it stands in.
    pub source: SourcePath,
}

/// What a private value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateKind {
    /// The name of a service.
    Name,
    /// An e-mail address.
    Address,
    /// A figure, a telephone number, a remark.
    Other,
}

impl PrivateValue {
    /// Takes a value over from a private file.
    #[must_use]
    pub fn new(text: &str, kind: PrivateKind, source: &SourcePath) -> Self {
        Self {
            text: text.to_owned(),
            kind,
            source: source.clone(),
        }
    }

    /// Returns the value to the search for secrets, which finds it and never tells it. Nothing else
    /// may ask: `tests/architecture` sees to that.
    #[must_use]
    pub fn as_secret(&self) -> &str {
        &self.text
    }
}

/// The services that `private/services.csv` lists, and the values of all files of figures in
/// `private/`.
#[derive(Clone, Default)]
pub struct PrivateServices {
    /// Names and e-mail addresses, as words in small letters with one space between them.
    phrases: BTreeSet<String>,
    /// The number of words of the longest phrase.
    longest: usize,
    /// The codes of the services, as they are published.
    codes: BTreeSet<String>,
    /// The values of private files, by their texts.
    values: BTreeMap<String, PrivateValue>,
    state: ListState,
    fingerprint: Option<Fingerprint>,
}

/// What is known of the list of services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListState {
    /// There is no list, as on the computer that publishes the site.
    #[default]
    Missing,
    /// The list was read.
    Read,
    /// There is a list, and it cannot be read.
    Broken,
}

impl PrivateServices {
    /// Makes an empty list in this state, of a file with this fingerprint.
    #[must_use]
    pub fn new(state: ListState, fingerprint: Fingerprint) -> Self {
        Self {
            state,
            fingerprint: Some(fingerprint),
            ..Self::default()
        }
    }

    /// Adds a service.
    pub fn add(&mut self, name: &str, address: &str, code: Option<String>) {
        for phrase in [words(name), words(address)] {
            // A name of one or two letters would be found everywhere.
            if phrase.concat().chars().count() > 2 {
                self.longest = self.longest.max(phrase.len());
                self.phrases.insert(phrase.join(" "));
            }
        }
        self.codes.extend(code);
    }

    /// Adds a value of a private file, unless another file has it, too.
    pub fn add_value(&mut self, value: PrivateValue) {
        self.values.entry(value.text.clone()).or_insert(value);
    }

    /// Lists the values of private files, in order.
    pub fn values(&self) -> impl Iterator<Item = &PrivateValue> {
        self.values.values()
    }

    /// Notes that another private file was read.
    pub fn note_file(&mut self, file: Fingerprint) {
        let digest = Digest::new().shown(&self.fingerprint);
        self.fingerprint = Some(digest.fingerprint(file).done());
    }

    /// Returns what is known of the list.
    #[must_use]
    pub const fn state(&self) -> ListState {
        self.state
    }

    /// Returns the fingerprint of the private files, if there are any.
    #[must_use]
    pub const fn fingerprint(&self) -> Option<Fingerprint> {
        self.fingerprint
    }

    /// Returns the codes, which are published anyway.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// Reports whether a service has this code.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// Reports whether a text holds the name or the e-mail address of a service, in whole words.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        if self.phrases.is_empty() {
            return false;
        }
        let words = words(text);
        (0..words.len()).any(|from| {
            let mut phrase = String::new();
            let end = words.len().min(from + self.longest);
            words[from..end].iter().any(|word| {
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(word);
                self.phrases.contains(&phrase)
            })
        })
    }
}

/// Returns the words of a text in small letters.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

impl fmt::Debug for PrivateServices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateServices")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services() -> PrivateServices {
        let mut services = PrivateServices::new(ListState::Read, Fingerprint::of(b""));
        services.add(
            "Camden & Islington Crisis Team",
            "crisis@camden.example",
            Some("K7QD-9XM4".to_owned()),
        );
        services.add("Leeds", "", None);
        services
    }

    #[test]
    fn names_are_found_in_whole_words_however_they_are_spelt() {
        let services = services();
        for text in [
            "camden & islington crisis team",
            "The CAMDEN  &  Islington crisis-team (north)",
            "write to Crisis@Camden.example",
            "Leeds",
            "in Leeds.",
        ] {
            assert!(services.is_named_in(text), "{text}");
        }
        for text in ["", "Camden", "Leedsbury", "Crisis Team", "K7QD-9XM4"] {
            assert!(!services.is_named_in(text), "{text}");
        }
    }

    #[test]
    fn nothing_private_is_formatted() {
        let shown = format!("{:?}", services());
        assert_eq!(shown, "PrivateServices { state: Read, .. }");
    }
}
