//! A name as texts may have it: in either order, with initials, in the names of files. Takes the
//! name that somebody withholds, and the words of a text; gives the places that tell it.

use super::words::{Word, respelled, without_tags, words};
use std::ops::Range;

/// How surely a place tells a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Given and family name stand there.
    Sure,
    /// A part of the name stands there, which may be another person's.
    Perhaps,
}

/// A name that is looked for.
#[derive(Clone, Debug)]
pub(super) struct SoughtName {
    /// The given names.
    given: Vec<String>,
    /// The words of the family name; empty for a name of one word.
    family: Vec<String>,
    /// Whether the name is written with capitals, so that texts must have them, too.
    has_capitals: bool,
}

/// Words before a name that are no part of it.
const TITLES: [&str; 16] = [
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
const PARTICLES: [&str; 14] = [
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

    /// Finds the family name by itself where it has a capital. Finds nothing if the text has it as
    /// a common word, too.
    pub(super) fn find_family(&self, words: &[Word]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.family.concat().len() < 3 || !self.has_capitals {
            return found;
        }
        for (at, word) in words.iter().enumerate() {
            let Some(last) = self.family_at(words, at) else {
                continue;
            };
            if words[last].is_capital {
                found.push(word.range.start..words[last].range.end);
            } else {
                return Vec::new();
            }
        }
        found
    }

    /// Finds the places of a text that tell the name.
    pub(super) fn find(&self, text: &str, words: &[Word]) -> Vec<(Range<usize>, Certainty)> {
        let mut found: Vec<(Range<usize>, Certainty)> = Vec::new();
        for at in 0..words.len() {
            if let Some((end, certainty)) = self.tells(text, &words[at..]) {
                let range = words[at].range.start..words[at + end].range.end;
                let is_apart =
                    |known: &Range<usize>| known.end <= range.start || range.end <= known.start;
                if found.iter().all(|(known, _)| is_apart(known)) {
                    found.push((range, certainty));
                }
            }
        }
        found
    }

    /// Returns the last of the words that tell the name, if it begins at the first.
    fn tells(&self, text: &str, words: &[Word]) -> Option<(usize, Certainty)> {
        if self.family.is_empty() {
            return self.tells_one_word(text, words);
        }
        if self.is_joined(text, &words[0]) {
            return Some((0, Certainty::Sure));
        }
        self.in_order(text, words)
            .or_else(|| self.turned(text, words))
            .map(|last| (last, Certainty::Sure))
            .or_else(|| Some((self.with_title(words)?, Certainty::Perhaps)))
    }

    /// Finds `AnnaSample`, `annasample.jpg` and `asample@example.org`.
    fn is_joined(&self, text: &str, word: &Word) -> bool {
        let given = self.given[0].as_str();
        let family = self.family.concat();
        let is_both = |given: &str| {
            word.is(&[given, &family].concat()) || word.is(&[&family, given].concat())
        };
        let letters = &text[word.range.clone()];
        let is_camel = letters
            .chars()
            .filter(|letter| letter.is_uppercase())
            .count()
            > 1
            && letters.chars().any(char::is_lowercase);
        if is_both(given) {
            return !self.has_capitals || is_camel || is_in_address(text, &word.range);
        }
        let initial = given.chars().next().map(String::from).unwrap_or_default();
        let is_account =
            text[word.range.end..].starts_with('@') || text[..word.range.start].ends_with('@');
        is_account && is_both(&initial)
    }

    /// Finds `Anna Sample`, `Anna M. Sample`, `A. Sample` and `anna_sample`.
    fn in_order(&self, text: &str, words: &[Word]) -> Option<usize> {
        let first = &words[0];
        let initial = self.given[0].chars().next().map(String::from);
        let is_initial = initial.as_ref() == Some(&first.plain);
        if !first.is(&self.given[0]) && !is_initial {
            return None;
        }
        // Further given names and initials may stand between.
        let between = words[1..].iter().take(3).take_while(|word| {
            !word.is(&self.family[0])
                && (word.plain.len() == 1 || self.given[1..].iter().any(|given| word.is(given)))
        });
        let start = 1 + between.count();
        let last = self.family_at(words, start)?;
        let parts = &words[..=last];
        if is_initial && !first.is(&self.given[0]) {
            return (is_initials(text, parts) || is_of_address(text, parts)).then_some(last);
        }
        self.is_one_name(text, parts).then_some(last)
    }

    /// Finds `Sample, Anna`, `Sample, A.`, `Sample A` and `sample-anna`.
    fn turned(&self, text: &str, words: &[Word]) -> Option<usize> {
        let last = self.family_at(words, 0)?;
        let given = words.get(last + 1)?;
        let between = between(text, &words[last], given);
        let is_comma = matches!(between.trim_matches(['"', ' ', '\n']), "," | ";" | "\t");
        let parts = &words[..=last + 1];
        if given.is(&self.given[0]) {
            let is_name = is_comma || !self.has_capitals || is_all_in_address(text, parts);
            return (is_name && self.is_one_name(text, parts)).then_some(last + 1);
        }
        let is_initial = given.plain.len() == 1 && self.given[0].starts_with(&given.plain);
        if is_initial && is_of_address(text, parts) {
            return Some(last + 1);
        }
        let dot = text[given.range.end..].starts_with('.');
        let is_clear = (is_comma && dot) || (!is_word(given) && (is_comma || between == " "));
        let is_name = is_initial && is_clear && given.is_capital && words[0].is_capital;
        is_name.then_some(last + 1)
    }

    /// Reports whether words may be one name: each has the capital that a name has in a text, and
    /// no sentence ends between them. In addresses and names of files, capitals do not matter.
    fn is_one_name(&self, text: &str, words: &[Word]) -> bool {
        let particle = |word: &Word| PARTICLES.contains(&word.plain.as_str());
        let mut long = words
            .iter()
            .filter(|word| word.plain.len() > 1 && !particle(word));
        if is_all_in_address(text, words) {
            return true;
        }
        (!self.has_capitals || long.all(|word| word.is_capital))
            && words.windows(2).all(|pair| {
                let between = between(text, &pair[0], &pair[1]);
                let between = without_tags(between);
                let ends = pair[0].plain.len() > 1
                    && between.starts_with(['.', '!', '?'])
                    && between.ends_with(char::is_whitespace);
                !ends && !between.contains("\n\n") && between.len() < 40
            })
    }

    /// Finds `Mrs Sample`, who may be somebody else.
    fn with_title(&self, words: &[Word]) -> Option<usize> {
        let is_title = TITLES.contains(&words[0].plain.as_str()) && words[0].is_capital;
        let last = self.family_at(words, 1).filter(|_| is_title)?;
        words[last].is_capital.then_some(last)
    }

    /// Returns the last word of the family name, if it begins at a word. It may have the ending of
    /// a genitive.
    fn family_at(&self, words: &[Word], start: usize) -> Option<usize> {
        for (number, part) in self.family.iter().enumerate() {
            let word = words.get(start + number)?;
            let is_last = number + 1 == self.family.len();
            if !(word.is(part) || (is_last && word.is_form_of(part))) {
                return None;
            }
        }
        Some(start + self.family.len() - 1)
    }

    /// Finds a name of one word, which may be another word too: it has a capital, and does not
    /// begin a sentence.
    fn tells_one_word(&self, text: &str, words: &[Word]) -> Option<(usize, Certainty)> {
        let word = &words[0];
        let is_name =
            self.given.len() == 1 && word.plain.len() > 2 && word.is_form_of(&self.given[0]);
        if !is_name || !word.is_capital {
            return None;
        }
        let before = text[..word.range.start].trim_end_matches([' ', '*', '_', '"', '“']);
        let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '\n', '-', '#']);
        (!begins).then_some((0, Certainty::Perhaps))
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
    let number = |text: &str| text.split_whitespace().count();
    let parts: Vec<&str> = names.split(',').map(str::trim).collect();
    let first = parts.first().copied().unwrap_or_default();
    let is_family = number(first) < 2 || first.starts_with(char::is_lowercase);
    if parts.len() == 1 || is_family {
        return vec![names];
    }
    let begins = |part: &str| part.starts_with(char::is_uppercase);
    let people = parts[1..].iter().copied();
    let people = people.filter(|part| number(part) > 1 && begins(part) && is_given(part));
    let mut people: Vec<&str> = std::iter::once(first).chain(people).collect();
    if people.len() == 1 && parts.len() == 2 && begins(parts[1]) && is_given(parts[1]) {
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

/// Reports whether a single letter is a word of its own in a text, as well as an initial.
fn is_word(letter: &Word) -> bool {
    matches!(letter.plain.as_str(), "a" | "i" | "o" | "y" | "e")
}

/// Reports whether a place of a text stands in an address or in the name of a file.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    let ends = |letter: char| {
        letter.is_whitespace() || matches!(letter, '(' | ')' | '<' | '>' | '[' | ']' | '"' | ',')
    };
    let start = text[..range.start].rfind(ends).map_or(0, |at| at + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[range.end..]
        .find(ends)
        .map_or(text.len(), |at| range.end + at);
    let token = &text[start..end];
    let dotted = token.match_indices('.').any(|(at, _)| {
        let before = &token[..at];
        let behind = &token[at + 1..];
        before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric)
    });
    dotted || token.contains(['/', '@', '_', '#', '%'])
}

/// Reports whether words stand in one address or in the name of one file.
fn is_all_in_address(text: &str, words: &[Word]) -> bool {
    let is_joined = words.windows(2).all(|pair| {
        let between = between(text, &pair[0], &pair[1]);
        between.len() < 4 && !between.contains(char::is_whitespace) && !between.contains(',')
    });
    is_joined && is_in_address(text, &words[0].range)
}

/// Reports whether words are initials and a family name: `A. Sample`, or `Z Sample`, but not the
/// first words of `A sample`.
fn is_initials(text: &str, words: &[Word]) -> bool {
    let first = &words[0];
    let dot = text[first.range.end..].starts_with('.');
    let is_near = words
        .windows(2)
        .all(|pair| between(text, &pair[0], &pair[1]).len() < 12);
    first.range.len() == 1
        && first.is_capital
        && words.last().is_some_and(|last| last.is_capital)
        && (dot || (is_near && !is_word(first)))
}

/// Reports whether words are the first part of an e-mail address: `a.sample@example.org`.
fn is_of_address(text: &str, words: &[Word]) -> bool {
    let is_joined = words
        .windows(2)
        .all(|pair| matches!(between(text, &pair[0], &pair[1]), "." | "-" | "_"));
    let end = words.last().map_or(0, |last| last.range.end);
    is_joined && text[end..].starts_with('@')
}

/// Returns what stands between two words: nothing between those of a script without blanks.
fn between<'t>(text: &'t str, first: &Word, second: &Word) -> &'t str {
    let range = first.range.end..second.range.start;
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<(String, Certainty)> {
        let sought = SoughtName::all_of(name);
        let words = words(text);
        let places = sought.iter().flat_map(|sought| sought.find(text, &words));
        places
            .map(|(range, certainty)| (text[range].to_owned(), certainty))
            .collect()
    }

    #[test]
    fn a_name_is_found_as_texts_and_files_have_it() {
        for text in [
            "by Anna Sample.",
            "by ANNA SAMPLE",
            "by Anna M. Sample",
            "Anna Sample's letter",
            "Sample, Anna (2016)",
            "by A. Sample",
            "Sample, A. (2016)",
            "Änna Sàmple",
            "**Anna** *Sample*",
            "An*na* Sample",
            "Anna&nbsp;Sample",
            "Anna\nSample",
            "images/anna-sample.jpg",
            "images/Anna_Sample.JPG",
            "AnnaSample.jpg",
            "sample-anna.pdf",
            "Anna%20Sample.pdf",
            "a.sample@example.org",
            "anna.sample@example.org",
            "/letters/anna-sample/",
        ] {
            let found = found("Anna Sample", text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].1, Certainty::Sure, "{text}");
        }
        for (name, text) in [
            ("Sample, Anna", "Anna Sample"),
            ("Dr Anna Maria Sample", "Anna Sample"),
            ("Anna van der Berg", "Anna van der Berg"),
            ("Anna van der Berg", "anna-van-der-berg.png"),
            ("Anna Sample, RN", "Anna Sample"),
            (
                "Anna Müller-Lüdenscheidt",
                "Anna Mueller Anna Müller-Lüdenscheidt",
            ),
            ("山田 太郎", "山田太郎"),
        ] {
            assert_eq!(found(name, text).len(), 1, "{name}: {text}");
        }
    }

    #[test]
    fn common_words_and_other_people_are_no_name() {
        for text in [
            "a sample of the questions",
            "A sample of Anna",
            "Anna samples the soup",
            "… said Anna. Sample sizes were small.",
            "we drew a sample. Anna did the rest",
            "Peter Sample and Anna Other",
            "the Sample family",
            "sample.jpg",
            "anna.jpg",
            "Annabel Sample",
        ] {
            assert_eq!(found("Anna Sample", text), [], "{text}");
        }
    }

    #[test]
    fn a_part_of_a_name_is_asked_about_with_good_reason() {
        for (name, text) in [
            ("Anna Sample", "thanks to Mrs Sample for this"),
            ("Anna", "said Anna at the end"),
        ] {
            let found = found(name, text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, Certainty::Perhaps);
        }
        for (name, text) in [
            ("May", "you may go"),
            ("Rose", "Rose from the bed"),
            ("Bo", "to Bo"),
        ] {
            assert_eq!(found(name, text), [], "{text}");
        }
    }
}
