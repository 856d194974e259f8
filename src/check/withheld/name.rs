//! A name as texts may have it: in either order, with initials, in the names of files. Takes the
//! name that somebody withholds, and the words of a text; gives the places that tell it.

use super::words::{Word, words};
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

impl SoughtName {
    /// Takes a name apart: `Dr Anna Sample`, `Sample, Anna`, `Anna van der Berg`.
    pub(super) fn of(name: &str) -> Option<Self> {
        let plain = |text: &str| -> Vec<String> {
            words(text).into_iter().map(|word| word.plain).collect()
        };
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
            return Some(Self { given, family });
        }
        let particle = given
            .iter()
            .skip(1)
            .position(|word| PARTICLES.contains(&word.as_str()));
        let start = particle.map_or(given.len().saturating_sub(1).max(1), |at| at + 1);
        let family = given.split_off(start.min(given.len()));
        given
            .first()
            .is_some_and(|first| !first.is_empty())
            .then_some(Self { given, family })
    }

    /// Finds the places of a text that tell the name.
    pub(super) fn find(&self, text: &str, words: &[Word]) -> Vec<(Range<usize>, Certainty)> {
        let mut found: Vec<(Range<usize>, Certainty)> = Vec::new();
        for at in 0..words.len() {
            if let Some((end, certainty)) = self.tells(text, &words[at..]) {
                let range = words[at].range.start..words[at + end].range.end;
                if found.last().is_none_or(|(last, _)| last.end <= range.start) {
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
        let joined = [self.given[0].as_str(), &self.family.concat()];
        let first = &words[0];
        if first.plain == joined.concat() || first.plain == [joined[1], joined[0]].concat() {
            return Some((0, Certainty::Sure));
        }
        self.in_order(text, words)
            .or_else(|| self.turned(text, words))
            .map(|last| (last, Certainty::Sure))
            .or_else(|| Some((self.with_title(words)?, Certainty::Perhaps)))
    }

    /// Finds `Anna Sample`, `Anna M. Sample`, `A. Sample` and `anna_sample`.
    fn in_order(&self, text: &str, words: &[Word]) -> Option<usize> {
        let first = &words[0];
        let initial = self.given[0].chars().next().map(String::from);
        let is_initial = initial.as_ref() == Some(&first.plain);
        if first.plain != self.given[0] && !is_initial {
            return None;
        }
        // Further given names and initials may stand between.
        let between = words[1..].iter().take(3).take_while(|word| {
            word.plain != self.family[0]
                && (word.plain.len() == 1 || self.given[1..].contains(&word.plain))
        });
        let start = 1 + between.count();
        let last = self.family_at(words, start)?;
        let parts = &words[..=last];
        if is_initial && first.plain != self.given[0] {
            return (is_initials(text, parts) || is_of_address(text, parts)).then_some(last);
        }
        is_one_name(text, parts).then_some(last)
    }

    /// Finds `Sample, Anna`, `Sample, A.` and `sample-anna`.
    fn turned(&self, text: &str, words: &[Word]) -> Option<usize> {
        let last = self.family_at(words, 0)?;
        let given = words.get(last + 1)?;
        let between = between(text, &words[last], given);
        let is_comma = between.trim() == ",";
        let parts = &words[..=last + 1];
        if given.plain == self.given[0] {
            let is_name = is_comma || !between.contains(['.', ',', ';', ':']);
            return (is_name && is_one_name(text, parts)).then_some(last + 1);
        }
        let is_initial = given.plain.len() == 1 && self.given[0].starts_with(&given.plain);
        let dot = text[given.range.end..].starts_with('.');
        (is_initial && is_comma && dot && given.is_capital && words[0].is_capital)
            .then_some(last + 1)
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
            let is_part = word.plain == *part
                || (is_last && word.plain.strip_suffix('s') == Some(part.as_str()));
            if !is_part {
                return None;
            }
        }
        Some(start + self.family.len() - 1)
    }

    /// Finds a name of one word, which may be another word too: it has a capital, and does not
    /// begin a sentence.
    fn tells_one_word(&self, text: &str, words: &[Word]) -> Option<(usize, Certainty)> {
        let word = &words[0];
        let is_name = self.given.len() == 1
            && word.plain.len() > 2
            && (word.plain == self.given[0]
                || word.plain.strip_suffix('s') == Some(self.given[0].as_str()));
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

/// Reports whether words may be one name: all have capitals or none has, and no sentence ends
/// between them.
fn is_one_name(text: &str, words: &[Word]) -> bool {
    let long: Vec<&Word> = words.iter().filter(|word| word.plain.len() > 1).collect();
    let particle = |word: &Word| PARTICLES.contains(&word.plain.as_str());
    let alike = long
        .iter()
        .filter(|word| !particle(word))
        .all(|word| word.is_capital == long[0].is_capital);
    alike
        && words.windows(2).all(|pair| {
            let between = between(text, &pair[0], &pair[1]);
            let ends = pair[0].plain.len() > 1
                && between.starts_with(['.', '!', '?'])
                && between.ends_with(char::is_whitespace);
            !ends && !between.contains("\n\n") && between.len() < 40
        })
}

/// Reports whether words are initials and a family name: `A. Sample`.
fn is_initials(text: &str, words: &[Word]) -> bool {
    let first = &words[0];
    first.range.len() == 1
        && first.is_capital
        && words.last().is_some_and(|last| last.is_capital)
        && text[first.range.end..].starts_with('.')
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
        let sought = SoughtName::of(name).expect(name);
        let places = sought.find(text, &words(text)).into_iter();
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
