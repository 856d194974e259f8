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
    /// The codes of the services, as they are published, each with the phrases of whose it is.
    codes: BTreeMap<String, Vec<String>>,
    /// The values of private files, by their texts.
    values: BTreeMap<String, PrivateValue>,
    state: ListState,
    fingerprint: Option<Fingerprint>,
}

/// A service, as a line of the list has it.
pub struct ListedService<'s> {
    /// The name.
    pub name: &'s str,
    /// The e-mail address; empty where none is known.
    pub address: &'s str,
    /// The code, as it is published.
    pub code: Option<String>,
    /// Whether the name may stand beside figures.
    pub naming: ServiceNames,
}

/// Whether the names of a service may stand beside figures that are not those of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceNames {
    /// No figures may name the service.
    Private,
    /// The list says that figures may name the service. Its code still may not stand beside.
    Public,
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
    pub fn add(&mut self, service: &ListedService<'_>) {
        let phrases = [words(service.name), words(service.address)];
        // A name of one or two letters would be found everywhere.
        let phrases = phrases.map(|phrase| {
            let is_long = phrase.concat().chars().count() > 2;
            let longest = if is_long { phrase.len() } else { 0 };
            self.longest = self.longest.max(longest);
            is_long.then(|| phrase.join(" "))
        });
        let phrases = || phrases.iter().flatten().cloned();
        if service.naming == ServiceNames::Private {
            self.phrases.extend(phrases());
        }
        if let Some(code) = &service.code {
            self.codes.insert(code.clone(), phrases().collect());
        }
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
        self.codes.keys().map(String::as_str)
    }

    /// Reports whether a service has this code.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        self.codes.contains_key(code)
    }

    /// Reports whether a text holds the name or the e-mail address of a service, in whole words,
    /// but for the services that may stand beside figures.
    #[must_use]
    pub fn is_named_in(&self, text: &str) -> bool {
        !self.phrases.is_empty() && self.finds(text, |phrase| self.phrases.contains(phrase))
    }

    /// Reports whether a text holds the name or the e-mail address of the service of a code.
    #[must_use]
    pub fn has_holder_in(&self, code: &str, text: &str) -> bool {
        let phrases = self.codes.get(code);
        phrases
            .is_some_and(|phrases| self.finds(text, |phrase| phrases.iter().any(|p| p == phrase)))
    }

    /// Reports whether some words of a text that stand together are wanted.
    fn finds(&self, text: &str, is_wanted: impl Fn(&str) -> bool) -> bool {
        let words = words(text);
        (0..words.len()).any(|from| {
            let mut phrase = String::new();
            let end = words.len().min(from + self.longest);
            words[from..end].iter().any(|word| {
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(word);
                is_wanted(&phrase)
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
        let mut add = |name, address, code: Option<&str>, naming| {
            services.add(&ListedService {
                name,
                address,
                code: code.map(str::to_owned),
                naming,
            });
        };
        let camden = "Camden & Islington Crisis Team";
        let code = Some("K7QD-9XM4");
        add(camden, "crisis@camden.example", code, ServiceNames::Private);
        add("Leeds", "", None, ServiceNames::Private);
        add("York Team", "", Some("0DMH-EKGH"), ServiceNames::Public);
        assert!(!services.is_named_in("York Team"));
        assert!(services.has_holder_in("0DMH-EKGH", "the york team"));
        assert!(!services.has_holder_in("K7QD-9XM4", "the york team"));
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
