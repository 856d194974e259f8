//! Reads names in BibTeX's form: `Jan van der Berg and {World Health Organization} and others`.
//!
//! This module takes the source of a field and gives people and bodies, a remark for each that had
//! to be guessed, and the LaTeX commands that are not known. The LaTeX is decoded before names are
//! told apart, so the blank in `S\o rensen` is none. Source: the rules of BibTeX's name parts
//! ("First von Last", "von Last, First", "von Last, Jr, First"), and biblatex's extended form
//! (`family=Berg, given=Jan, prefix=van der`).

mod footmarks;
mod letters;
mod lists;
#[cfg(test)]
mod tests;

use super::latex::{self, Braces};
use crate::bibliography::item::Name;
use crate::bibliography::item::name::is_suffix;
use crate::bibliography::read::bodies::looks_like_body;
use crate::bibliography::read::entities::without_entities;
use letters::{NameLetter, Separator};
use std::collections::BTreeSet;

/// The names of a field.
#[derive(Default)]
pub(super) struct FieldNames {
    /// The people and bodies.
    pub(super) names: Vec<Name>,
    /// A remark for each name that was guessed.
    pub(super) guesses: Vec<String>,
    /// The LaTeX commands that were left out.
    pub(super) unknown: BTreeSet<String>,
}

/// Reads the names of a field.
pub(super) fn read(source: &str) -> FieldNames {
    let plain = without_entities(source);
    let (bare, marks) = footmarks::without_footmarks(&plain);
    let decoded = latex::decode(&bare, Braces::HoldTogether);
    let letters = letters::of_runs(&decoded.runs);
    let mut found = FieldNames {
        unknown: decoded.unknown,
        ..FieldNames::default()
    };
    for piece in letters::split(&letters, Separator::Word("and")) {
        found.take(piece);
    }
    if let Some(mark) = marks {
        found.guesses.push(format!(
            "`{mark}` behind a name is left out, because it only leads to a note or an address"
        ));
    }
    found
}

/// Reads several people in one text that only commas separate, as in `Smith J, van der Berg P`.
/// Returns `None` for a text that can hardly be such a list.
fn between_commas(text: &str) -> Option<Vec<Name>> {
    let letters = letters::plain(text);
    let parts = comma_parts(&letters);
    lists::people(&parts).filter(|people| people.len() > 1)
}

/// Reads several people in one text: `Smith J, van der Berg P`, `Bee, C. and Cat, D.`, `Fox F & Gnu
/// G`. Returns `None` for a text that can hardly be such a list.
pub(in crate::bibliography::read) fn several_names(text: &str) -> Option<Vec<Name>> {
    let parts = text.split(" and ").flat_map(|part| part.split('&'));
    let parts: Vec<&str> = parts
        .map(|part| part.trim().trim_end_matches([',', ';']).trim())
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 2 {
        return between_commas(text);
    }
    let mut people = Vec::new();
    for part in parts {
        people.extend(between_commas(part).or_else(|| Some(vec![one_person(part)?]))?);
    }
    Some(people)
}

/// Reads the name of a person who is one for certain: `Bee, C.`, `Fox F`.
fn one_person(part: &str) -> Option<Name> {
    if looks_like_body(part) {
        return None;
    }
    let letters = letters::plain(part);
    if let Some((family, given)) = part.split_once(',') {
        let is_given = given.trim().starts_with(char::is_uppercase) && !given.contains(',');
        let words = given.split_whitespace().count();
        let is_family = family.split_whitespace().count() <= 3;
        return (is_given && is_family && words <= 3)
            .then(|| Name::from_text(part))
            .flatten();
    }
    let parts = comma_parts(&letters);
    lists::people(&parts)?.into_iter().next()
}

/// Returns what stands between commas.
fn comma_parts(piece: &[NameLetter]) -> Vec<&[NameLetter]> {
    letters::split(piece, Separator::Character(','))
        .into_iter()
        .map(letters::trimmed)
        .filter(|part| !part.is_empty())
        .collect()
}

impl FieldNames {
    /// Reads what stands between two ` and `: nearly always one name.
    fn take(&mut self, piece: &[NameLetter]) {
        let piece = letters::trimmed(piece);
        let shown = letters::words(piece);
        if shown.is_empty() {
            return;
        }
        if piece.iter().all(|letter| letter.is_held) {
            self.names.push(Name::body(shown));
        } else if shown.contains("family=") || shown.contains("family =") {
            self.names.extend(extended(piece));
        } else if let Some(bare) = lists::before_others(piece) {
            self.take(bare);
            self.names.push(Name::body("others"));
        } else if let Some(pieces) = lists::pieces(piece) {
            self.guesses.push(lists::WRONG_SEPARATOR.to_owned());
            for piece in pieces {
                self.take(piece);
            }
        } else {
            self.one(piece, shown);
        }
    }

    /// Reads a name whose parts are separated by commas, or several such names in a row.
    fn one(&mut self, piece: &[NameLetter], shown: String) {
        let parts = comma_parts(piece);
        if let Some(people) = lists::people(&parts) {
            let first = people.first().map(Name::inverted).unwrap_or_default();
            self.guesses.push(if people.len() == 1 {
                format!("`{shown}` is read as `{first}`; write the comma to be sure")
            } else {
                lists::BY_COMMAS.to_owned()
            });
            self.names.extend(people);
            return;
        }
        match parts[..] {
            [] => {}
            [_] if looks_like_body(&shown) || shown.contains(" & ") => {
                self.guesses.push(format!(
                    "`{shown}` is read as the name of a body; write `{{{shown}}}` to be sure"
                ));
                self.names.push(Name::body(shown));
            }
            [one] => self.names.push(given_first(one)),
            [family, given] => self.names.push(person(family, given, None)),
            [family, given, suffix] if is_last(suffix) && !is_last(given) => {
                self.names.push(person(family, given, Some(suffix)));
            }
            [family, suffix, given] => {
                if !is_last(suffix) {
                    let suffix = letters::words(suffix);
                    self.guesses.push(format!(
                        "`{shown}` has two commas, so `{suffix}` is read as a suffix like `Jr`"
                    ));
                }
                self.names.push(person(family, given, Some(suffix)));
            }
            [family, ref given @ ..] => {
                self.guesses
                    .push(format!("`{shown}` has too many commas for one name"));
                let given: Vec<String> = given.iter().map(|part| letters::words(part)).collect();
                let person = person(family, &[], None);
                self.names.push(Name {
                    given: filled(given.join(", ")),
                    ..person
                });
            }
        }
    }
}

/// Reports whether a part of a name ends one: a suffix such as `Jr`, or a degree.
fn is_last(part: &[NameLetter]) -> bool {
    const DEGREES: [&str; 14] = [
        "ba", "bsc", "dphil", "dr", "edd", "frcpsych", "ma", "mba", "mbbs", "md", "mph", "msc",
        "phd", "rn",
    ];
    let words = letters::words(part);
    let bare: String = words.to_lowercase().chars().filter(|c| *c != '.').collect();
    is_suffix(&words) || DEGREES.binary_search(&bare.as_str()).is_ok()
}

/// Returns a text, unless it is empty.
fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Makes a person of a family name such as `van der Berg`, a given name and a suffix.
fn person(family: &[NameLetter], given: &[NameLetter], suffix: Option<&[NameLetter]>) -> Name {
    let parts = letters::split_words(family);
    let particles = parts
        .iter()
        .take(parts.len().saturating_sub(1))
        .take_while(|word| is_low(word))
        .count();
    let given = letters::words(given);
    name_of(&parts[..particles], &parts[particles..], &given, suffix)
}

/// Makes a person of the words of a particle and of a family name. Without a particle, the family
/// name is searched for one.
fn name_of(
    particle: &[&[NameLetter]],
    family: &[&[NameLetter]],
    given: &str,
    suffix: Option<&[NameLetter]>,
) -> Name {
    let suffix = suffix.map(letters::words).and_then(filled);
    if particle.is_empty() {
        return Name {
            suffix,
            ..Name::person(&letters::joined(family), given)
        };
    }
    Name {
        family: filled(letters::joined(family)),
        particle: filled(letters::joined(particle)),
        suffix,
        ..Name::person("", given)
    }
}

/// Reads a name that begins with the given name: `Jan van der Berg`.
fn given_first(piece: &[NameLetter]) -> Name {
    let mut parts = letters::split_words(piece);
    let suffix = if parts.len() > 2 && is_suffix(&letters::words(parts[parts.len() - 1])) {
        parts.pop()
    } else {
        None
    };
    // The particle goes from the first to the last word in lower case; the last word of all is the
    // family name in any case.
    let last = parts.len().saturating_sub(1);
    let before_last = &parts[..last];
    let start = before_last.iter().position(|word| is_low(word));
    let end = before_last.iter().rposition(|word| is_low(word));
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end + 1),
        _ => (last, last),
    };
    let given = letters::joined(&parts[..start]);
    name_of(&parts[start..end], &parts[end..], &given, suffix)
}

/// Reports whether a word begins in lower case. A word in braces does not.
fn is_low(word: &[NameLetter]) -> bool {
    word.iter()
        .find(|letter| letter.is_held || letter.sign.is_alphabetic())
        .is_some_and(|letter| !letter.is_held && letter.sign.is_lowercase())
}

/// Reads a name in biblatex's extended form.
fn extended(piece: &[NameLetter]) -> Option<Name> {
    let mut name = Name::default();
    let mut keeps_particle = true;
    for part in letters::split(piece, Separator::Character(',')) {
        let part = letters::words(part);
        let Some((key, value)) = part.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches('"').to_owned();
        match key.trim() {
            "family" => name.family = filled(value),
            "given" => name.given = filled(value),
            "prefix" => name.particle = filled(value),
            "suffix" => name.suffix = filled(value),
            "useprefix" => keeps_particle = value == "true",
            _ => {}
        }
    }
    if !keeps_particle {
        name.dropping_particle = name.particle.take();
    }
    name.family.is_some().then_some(name)
}
