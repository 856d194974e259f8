//! The places of a text that tell a name: in either order, with initials, in the names of files.
//! Takes a [`SoughtName`] and the words of a text; gives ranges.

use super::name::{PARTICLES, SoughtName, TITLES};
use super::words::{Word, without_tags, words};
use std::cmp::Reverse;
use std::ops::Range;

#[cfg(test)]
mod tests;

/// How surely a place tells a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Given and family name stand there.
    Sure,
    /// A part of the name stands there, which may be another person's.
    Perhaps,
}

/// Finds the places of a text that tell one of several names, in order. Of places that overlap,
/// the surest and longest counts.
pub(super) fn find_all(names: &[SoughtName], text: &str) -> Vec<(Range<usize>, Certainty)> {
    let words = words(text);
    let mut found: Vec<_> = names
        .iter()
        .flat_map(|name| name.find(text, &words))
        .collect();
    found.sort_by_key(|(range, certainty)| (*certainty != Certainty::Sure, Reverse(range.len())));
    let mut kept: Vec<(Range<usize>, Certainty)> = Vec::new();
    for (range, certainty) in found {
        if kept.iter().all(|(known, _)| are_apart(known, &range)) {
            kept.push((range, certainty));
        }
    }
    kept.sort_by_key(|(range, _)| range.start);
    kept
}

/// Reports whether two places of a text have nothing in common.
fn are_apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

impl SoughtName {
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
                if found.iter().all(|(known, _)| are_apart(known, &range)) {
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
            .or_else(|| {
                let part = self
                    .with_title(words)
                    .or_else(|| self.with_one_letter(text, words));
                Some((part?, Certainty::Perhaps))
            })
    }

    /// Finds `Anna S.`, who may be somebody else.
    fn with_one_letter(&self, text: &str, words: &[Word]) -> Option<usize> {
        let [given, letter, ..] = words else {
            return None;
        };
        let is_letter = letter.plain.len() == 1 && self.family[0].starts_with(&letter.plain);
        let is_near = between(text, given, letter) == " ";
        let is_short = is_letter && is_near && text[letter.range.end..].starts_with('.');
        let has_capitals = given.is_capital && letter.is_capital;
        (is_short && has_capitals && given.is(&self.given[0])).then_some(1)
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
            let is_loud = is_all_capitals(text, &words[..=last]) && between == " ";
            let is_name =
                is_comma || is_loud || !self.has_capitals || is_all_in_address(text, parts);
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
        let mut long = words
            .iter()
            .filter(|word| word.plain.len() > 1 && !PARTICLES.contains(&word.plain.as_str()));
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

/// Reports whether words are written in capitals alone, as family names are in lists.
fn is_all_capitals(text: &str, words: &[Word]) -> bool {
    words.iter().all(|word| {
        let letters = &text[word.range.clone()];
        letters.len() > 1 && !letters.contains(char::is_lowercase)
    })
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
