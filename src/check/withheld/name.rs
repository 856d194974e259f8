//! A name that somebody withholds, taken apart: people, given and family names, other spellings.
//! Takes the name of a byline; gives [`SoughtName`]s.

use super::words::{respelled, words};

/// A name that is looked for.
#[derive(Clone, Debug)]
pub(super) struct SoughtName {
    /// The given names.
    pub(super) given: Vec<String>,
    /// The words of the family name; empty for a name of one word.
    pub(super) family: Vec<String>,
    /// Whether the name is written with capitals, so that texts must have them, too.
    pub(super) has_capitals: bool,
}

/// Words before a name that are no part of it.
pub(super) const TITLES: [&str; 16] = [
    "dr",
    "frau",
    "herr",
    "lady",
    "lord",
    "madame",
    "miss",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "rev",
    "sir",
];

/// Words that begin a family name.
pub(super) const PARTICLES: [&str; 14] = [
    "al", "bin", "da", "de", "del", "della", "der", "di", "du", "la", "le", "ten", "van", "von",
];

/// Words and signs between the names of two people.
const BETWEEN_PEOPLE: [&str; 7] = [" and ", " & ", " und ", " et ", " with ", "; ", " / "];

impl SoughtName {
    /// Finds the people in the name of a byline, each in every spelling that is looked for:
    /// `Anna Sample (a carer)`, `Anna Sample and Bill Poe`, `Anna Sample-Poe`.
    pub(super) fn all_of(name: &str) -> Vec<Self> {
        let mut people = vec![without_brackets(name)];
        for sign in BETWEEN_PEOPLE {
            let parted = people.iter().flat_map(|people| people.split(sign));
            people = parted.map(str::to_owned).collect();
        }
        let people = people.iter().flat_map(|person| at_commas(person));
        people.flat_map(Self::spellings).collect()
    }

    /// Returns one person's name with each part of a double family name, and with `ue` for `ü`.
    fn spellings(name: &str) -> Vec<Self> {
        let mut names = vec![name.to_owned()];
        names.extend(respelled(name).map(|name| capitals_as_in(&name)));
        let mut spellings = Vec::new();
        for name in names {
            let Some(sought) = Self::of(&name) else {
                continue;
            };
            spellings.extend(sought.with_parts_of_family(&name));
            spellings.push(sought);
        }
        spellings
    }

    /// Returns the name with each part of a family name such as `Sample-Poe`, and with all of it.
    fn with_parts_of_family(&self, name: &str) -> Vec<Self> {
        let family = match name.split_once(',') {
            Some((family, given)) if is_given(given) => family,
            Some((name, _)) => name,
            None => name,
        };
        let last = family.split_whitespace().last().unwrap_or_default();
        let parts = plain(last);
        if !last.contains(['-', '‐', '‑', '–']) || parts.len() < 2 || self.given.is_empty() {
            return Vec::new();
        }
        let of = |family: Vec<String>| {
            let given = self.given.iter().filter(|given| !parts.contains(given));
            Self {
                given: given.cloned().collect(),
                family,
                has_capitals: self.has_capitals,
            }
        };
        let mut names = vec![of(parts.clone())];
        names.extend(parts.iter().map(|part| of(vec![part.clone()])));
        names.retain(|name| !name.given.is_empty());
        names
    }

    /// Takes a name apart: `Dr Anna Sample`, `Sample, Anna`, `Anna van der Berg`.
    pub(super) fn of(name: &str) -> Option<Self> {
        let has_capitals = name.chars().any(char::is_uppercase);
        let (family, mut given) = match name.split_once(',') {
            Some((family, given)) if is_given(given) => (plain(family), plain(given)),
            Some((name, _)) => (Vec::new(), plain(name)),
            None => (Vec::new(), plain(name)),
        };
        let titles = given
            .iter()
            .take_while(|word| TITLES.contains(&word.as_str()))
            .count();
        given.drain(..titles);
        if !family.is_empty() && !given.is_empty() {
            return Some(Self {
                given,
                family,
                has_capitals,
            });
        }
        let particle = given
            .iter()
            .skip(1)
            .position(|word| PARTICLES.contains(&word.as_str()));
        let start = particle.map_or(given.len().saturating_sub(1).max(1), |at| at + 1);
        let family = given.split_off(start.min(given.len()));
        let is_name = given.first().is_some_and(|first| !first.is_empty());
        is_name.then_some(Self {
            given,
            family,
            has_capitals,
        })
    }

    /// Returns the name that an address may have as a part of it, which may be another word.
    pub(super) fn in_address(&self) -> String {
        let parts = if self.family.is_empty() {
            &self.given
        } else {
            &self.family
        };
        parts.join("-")
    }
}

/// Reports whether what stands behind a comma is a given name, and no degree such as `RN`.
fn is_given(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && (text.chars().any(char::is_lowercase) || !text.is_ascii())
}

/// Returns the words of a name without capitals and accents.
fn plain(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.plain).collect()
}

/// Takes out what a name has in round brackets.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in name.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parts names at commas: `Anna Sample, Bill Poe` are two, `Sample, Anna` is one, and
/// `Anna Sample, carer` may be either.
fn at_commas(names: &str) -> Vec<&str> {
    let parts: Vec<&str> = names.split(',').map(str::trim).collect();
    let first = parts.first().copied().unwrap_or_default();
    let is_family =
        first.split_whitespace().nth(1).is_none() || first.starts_with(char::is_lowercase);
    if parts.len() == 1 || is_family {
        return vec![names];
    }
    let people = parts[1..].iter().copied();
    let people = people.filter(|part| {
        part.split_whitespace().nth(1).is_some()
            && part.starts_with(char::is_uppercase)
            && is_given(part)
    });
    let mut people: Vec<&str> = std::iter::once(first).chain(people).collect();
    if people.len() == 1
        && parts.len() == 2
        && parts[1].starts_with(char::is_uppercase)
        && is_given(parts[1])
    {
        people.push(names);
    }
    people
}

/// Gives every word of a name a capital.
fn capitals_as_in(name: &str) -> String {
    let mut after_letter = false;
    let mut text = String::new();
    for letter in name.chars() {
        if after_letter || !letter.is_alphabetic() {
            text.push(letter);
        } else {
            text.extend(letter.to_uppercase());
        }
        after_letter = letter.is_alphabetic();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::SoughtName;

    /// The people of a byline, as given and family names.
    fn people(name: &str) -> Vec<String> {
        let people = SoughtName::all_of(name).into_iter();
        let parts =
            people.map(|name| format!("{}|{}", name.given.join(" "), name.family.join(" ")));
        parts.collect()
    }

    #[test]
    fn a_byline_is_taken_apart_into_people() {
        for (name, parts) in [
            ("Anna Sample", &["anna|sample"][..]),
            ("Sample, Anna", &["anna|sample"]),
            ("Dr Anna Maria Sample, RN", &["anna maria|sample"]),
            ("Anna van der Berg", &["anna|van der berg"]),
            ("Anna Sample (a carer)", &["anna|sample"]),
            ("Anna Sample & Bill Poe", &["anna|sample", "bill|poe"]),
            (
                "Anna Sample, Bill Poe and Cy Roe",
                &["anna|sample", "bill|poe", "cy|roe"],
            ),
            ("Anna", &["anna|"]),
            ("", &[]),
        ] {
            assert_eq!(people(name), parts, "{name}");
        }
    }

    #[test]
    fn a_double_name_is_known_by_each_half() {
        let people = people("Anna Sample-Poe");
        for half in ["anna|sample poe", "anna|sample", "anna|poe"] {
            assert!(people.iter().any(|name| name == half), "{half}: {people:?}");
        }
    }
}
