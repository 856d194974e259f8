//! The people and bodies behind a publication.
//!
//! This module reads and writes names of CSL-JSON, and names in one piece, such as
//! `van der Berg, Jan, Jr`.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A person or a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The family name, without particles.
    pub family: Option<String>,
    /// The given names or initials.
    pub given: Option<String>,
    /// The particle that always goes with the family name: `van der` in `van der Berg`.
    pub particle: Option<String>,
    /// The particle that is dropped when only the family name is shown: `von` in `von Humboldt`.
    pub dropping_particle: Option<String>,
    /// The suffix: `Jr`, `III`.
    pub suffix: Option<String>,
    /// The name of a body, or of somebody with a single name, in one piece.
    pub literal: Option<String>,
    /// Other facts that the file gives with the name, such as ORCID and affiliation.
    pub other: BTreeMap<String, Value>,
}

/// Words that end a personal name.
const SUFFIXES: [&str; 10] = [
    "jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "filho", "neto",
];

/// Reports whether a word ends a personal name.
#[must_use]
pub fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

impl Name {
    /// The name under which files give an ORCID iD.
    pub const ORCID: &str = "ORCID";

    /// Rewrites every part of the name. A part that says nothing then is left out.
    pub(in crate::bibliography) fn rewrite_parts(&mut self, rewrite: impl Fn(&str) -> String) {
        for part in [
            &mut self.family,
            &mut self.given,
            &mut self.particle,
            &mut self.dropping_particle,
            &mut self.suffix,
            &mut self.literal,
        ] {
            *part = part
                .take()
                .map(|words| rewrite(&words))
                .filter(|words| !words.is_empty());
        }
    }

    /// Makes the name of a body, or a name that has no parts.
    #[must_use]
    pub fn body(name: impl Into<String>) -> Self {
        Self {
            literal: Some(name.into()),
            ..Self::default()
        }
    }

    /// Makes the name of a person. Words in lower case at the start of the family name become its
    /// particle.
    #[must_use]
    pub fn person(family: &str, given: &str) -> Self {
        let (particle, family) = split_particle(family.trim());
        Self {
            family: filled(family),
            given: filled(given),
            particle: filled(particle),
            ..Self::default()
        }
    }

    /// Reads a name in one piece, as RIS and hand-written files have it: `Family, Given` or
    /// `Family, Given, Jr`. A name without a comma is that of a body.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches([',', ';']).trim();
        if text.is_empty() {
            return None;
        }
        let mut parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let family = parts.next()?;
        let Some(given) = parts.next() else {
            return Some(Self::body(family));
        };
        let (mut given, mut suffix) = (given.to_owned(), None);
        for part in parts {
            if is_suffix(part) {
                suffix = Some(part.to_owned());
            } else if is_suffix(&given) {
                suffix = Some(std::mem::replace(&mut given, part.to_owned()));
            } else {
                given = format!("{given}, {part}");
            }
        }
        Some(Self {
            suffix,
            ..Self::person(family, &given)
        })
    }

    /// Reads a name of CSL-JSON. Returns `None` when it says nothing.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let object = match value {
            Value::String(text) => return Self::from_text(text),
            Value::Object(object) => object,
            _ => return None,
        };
        let mut name = Self::default();
        for (key, value) in object {
            let text = value
                .as_str()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned);
            match key.as_str() {
                "family" => name.family = text,
                "given" => name.given = text,
                "non-dropping-particle" => name.particle = text,
                "dropping-particle" => name.dropping_particle = text,
                "suffix" => name.suffix = text,
                // Crossref calls the name of a body `name`.
                "literal" | "name" => name.literal = text.or(name.literal),
                _ if value.is_null() => {}
                _ => {
                    name.other.insert(key.clone(), value.clone());
                }
            }
        }
        if name.particle.is_none()
            && name.dropping_particle.is_none()
            && let Some(family) = name.family.take()
        {
            // Zotero and Crossref leave particles in the family name.
            let (particle, rest) = split_particle(&family);
            name.particle = (!particle.is_empty()).then(|| particle.to_owned());
            name.family = Some(rest.to_owned());
        }
        if name.family.is_none() && name.literal.is_none() {
            name.literal = name.given.take();
        }
        (name.family.is_some() || name.literal.is_some()).then_some(name)
    }

    /// Returns the name as CSL-JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        let parts = [
            ("family", &self.family),
            ("given", &self.given),
            ("non-dropping-particle", &self.particle),
            ("dropping-particle", &self.dropping_particle),
            ("suffix", &self.suffix),
            ("literal", &self.literal),
        ];
        for (key, part) in parts {
            if let Some(part) = part {
                object.insert(key.to_owned(), Value::String(part.clone()));
            }
        }
        object.extend(
            self.other
                .iter()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
        Value::Object(object)
    }

    /// Returns the family name with the particle that belongs to it, or the whole name of a body.
    #[must_use]
    pub fn family_name(&self) -> String {
        match (&self.literal, &self.particle, &self.family) {
            (Some(literal), _, _) => literal.clone(),
            (None, Some(particle), Some(family)) => joined_particle(particle, family),
            (None, None, family) | (None, Some(_), family @ None) => {
                family.clone().unwrap_or_default()
            }
        }
    }

    /// Returns the name in the order in which people say it: `Jan van der Berg Jr`.
    #[must_use]
    pub fn full(&self) -> String {
        if let Some(literal) = &self.literal {
            return literal.clone();
        }
        let family = self.family_name();
        let parts = [
            self.given.as_deref(),
            self.dropping_particle.as_deref(),
            Some(family.as_str()),
            self.suffix.as_deref(),
        ];
        parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the name with the family name first, as libraries sort it and RIS writes it:
    /// `van der Berg, Jan, Jr`.
    #[must_use]
    pub fn inverted(&self) -> String {
        if let Some(literal) = &self.literal {
            return literal.clone();
        }
        let given = match (&self.given, &self.dropping_particle) {
            (Some(given), Some(particle)) => Some(format!("{given} {particle}")),
            (given, particle) => given.clone().or(particle.clone()),
        };
        let parts = [Some(self.family_name()), given, self.suffix.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Returns the ORCID iD that the file gives with the name, as it is spelt there.
    #[must_use]
    pub fn orcid(&self) -> Option<&str> {
        self.other
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(Self::ORCID))
            .and_then(|(_, value)| value.as_str())
    }

    /// Returns the words before the family name, whether or not some styles leave them out.
    #[must_use]
    pub fn any_particle(&self) -> Option<&str> {
        let dropping = self.dropping_particle.as_deref();
        self.particle.as_deref().or(dropping)
    }

    /// Reports whether the name stands for "and others".
    #[must_use]
    pub fn is_others(&self) -> bool {
        let plain = self.full().trim_end_matches('.').to_lowercase();
        let is_marked = self.literal.is_some() || self.given.is_none() || plain == "et al";
        is_marked && matches!(plain.as_str(), "others" | "et al" | "et.al" | "and others")
    }
}

/// Returns a text without white space around it, unless nothing is left.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Joins a particle and a family name, with a space unless the particle ends with an apostrophe or
/// a hyphen: `van der Berg`, `d'Ambrosio`.
pub(crate) fn joined_particle(particle: &str, family: &str) -> String {
    if particle.ends_with(['\'', '’', '-']) {
        format!("{particle}{family}")
    } else {
        format!("{particle} {family}")
    }
}

/// Splits a family name after the words in lower case at its start. A name all in lower case has no
/// particle.
pub(crate) fn split_particle(family: &str) -> (&str, &str) {
    let mut end = 0;
    let mut at = 0;
    for word in family.split_inclusive(' ') {
        let starts_low = word.chars().next().is_some_and(char::is_lowercase);
        let apostrophe = word.find(['\'', '’']).filter(|at| *at <= 2);
        if let Some(mark) = apostrophe.filter(|_| starts_low) {
            let length = word[mark..].chars().next().map_or(1, char::len_utf8);
            if word[mark + length..]
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
            {
                let cut = at + mark + length;
                return (&family[..cut], &family[cut..]);
            }
        }
        if !starts_low {
            break;
        }
        at += word.len();
        end = at;
    }
    if end == 0 || end >= family.len() {
        ("", family)
    } else {
        (family[..end].trim_end(), &family[end..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_told_from_family_names() {
        assert_eq!(split_particle("van der Berg"), ("van der", "Berg"));
        assert_eq!(split_particle("d'Ambrosio"), ("d'", "Ambrosio"));
        assert_eq!(split_particle("de la d’Estaing"), ("de la d’", "Estaing"));
        assert_eq!(split_particle("Van Dyke"), ("", "Van Dyke"));
        assert_eq!(split_particle("hooks"), ("", "hooks"));
        assert_eq!(split_particle("al-Hakim"), ("", "al-Hakim"));
        assert_eq!(split_particle(""), ("", ""));
    }

    #[test]
    fn a_name_in_one_piece_has_parts() {
        let name = Name::from_text("van der Berg, Jan, Jr.").expect("a name");
        assert_eq!(
            (
                name.family.as_deref(),
                name.particle.as_deref(),
                name.suffix.as_deref()
            ),
            (Some("Berg"), Some("van der"), Some("Jr."))
        );
        assert_eq!(name.inverted(), "van der Berg, Jan, Jr.");
        assert_eq!(name.full(), "Jan van der Berg Jr.");
        assert_eq!(
            Name::from_text("King, Jr, Martin").expect("a name").full(),
            "Martin King Jr"
        );
        assert_eq!(
            Name::from_text("Royal College of Psychiatrists").expect("a body"),
            Name::body("Royal College of Psychiatrists")
        );
        assert_eq!(Name::from_text(" , "), None);
    }

    #[test]
    fn what_came_with_a_name_is_kept() {
        let value = serde_json::json!({
            "family": "van Gogh",
            "given": "V",
            "ORCID": "0000-0002-1825-0097",
            "sequence": "first"
        });
        let name = Name::from_json(&value).expect("a name");
        assert_eq!(name.particle.as_deref(), Some("van"));
        assert_eq!(name.orcid(), Some("0000-0002-1825-0097"));
        assert_eq!(Name::from_json(&name.to_json()), Some(name));
        assert_eq!(
            Name::from_json(&serde_json::json!({"given": "Madonna"})),
            Some(Name::body("Madonna"))
        );
        assert!(Name::body("et al.").is_others());
    }
}
