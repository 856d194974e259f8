//! The letters of a field of names, after its LaTeX was decoded.

use crate::bibliography::item::rich::{Marks, TextRun};

/// A letter or another sign of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NameLetter {
    /// The sign.
    pub(super) sign: char,
    /// Whether braces hold the sign together with its neighbours.
    pub(super) is_held: bool,
}

impl NameLetter {
    /// Reports whether the letter is a blank between two words.
    fn is_gap(self) -> bool {
        !self.is_held && self.sign.is_whitespace()
    }

    /// Reports whether the letter is this sign outside braces.
    fn is(self, sign: char) -> bool {
        !self.is_held && self.sign.eq_ignore_ascii_case(&sign)
    }
}

/// Returns the letters of decoded words.
pub(super) fn of_runs(runs: &[TextRun]) -> Vec<NameLetter> {
    let letters = runs.iter().flat_map(|run| {
        run.text.chars().map(|sign| NameLetter {
            sign,
            is_held: run.marks.has(Marks::NO_CASE),
        })
    });
    letters.collect()
}

/// Returns the letters of a text without LaTeX.
pub(super) fn plain(text: &str) -> Vec<NameLetter> {
    let letter = |sign| NameLetter {
        sign,
        is_held: false,
    };
    text.chars().map(letter).collect()
}

/// What separates the parts of a name or of a list of names.
#[derive(Clone, Copy)]
pub(super) enum Separator {
    /// A word with blanks around it.
    Word(&'static str),
    /// White space.
    Space,
    /// One character.
    Character(char),
}

/// Splits letters at separators that stand outside braces.
pub(super) fn split(letters: &[NameLetter], separator: Separator) -> Vec<&[NameLetter]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(letter) = letters.get(at) {
        let length = match separator {
            Separator::Word(word) => word_length(&letters[at..], word),
            Separator::Space => usize::from(letter.is_gap()),
            Separator::Character(sign) => usize::from(letter.is(sign)),
        };
        if length > 0 {
            parts.push(&letters[start..at]);
            start = at + length;
        }
        at += length.max(1);
    }
    parts.push(&letters[start..]);
    parts
}

/// Returns the length of a blank and a word at the start of letters, or 0 when they do not stand
/// there. The blank after the word, which must be there too, is left for the next name.
fn word_length(letters: &[NameLetter], word: &str) -> usize {
    let Some((first, rest)) = letters.split_first() else {
        return 0;
    };
    let length = word.len();
    let is_word = first.is_gap()
        && rest.len() >= length
        && word.chars().zip(rest).all(|(sign, letter)| letter.is(sign))
        && rest.get(length).is_none_or(|letter| letter.is_gap());
    if is_word { length + 1 } else { 0 }
}

/// Returns letters without white space and commas around them.
pub(super) fn trimmed(letters: &[NameLetter]) -> &[NameLetter] {
    let is_outer = |letter: &NameLetter| letter.is_gap() || letter.is(',');
    let start = letters.iter().position(|letter| !is_outer(letter));
    let end = letters.iter().rposition(|letter| !is_outer(letter));
    match (start, end) {
        (Some(start), Some(end)) => &letters[start..=end],
        _ => &[],
    }
}

/// Splits letters into words.
pub(super) fn split_words(letters: &[NameLetter]) -> Vec<&[NameLetter]> {
    let mut words = split(letters, Separator::Space);
    words.retain(|word| !word.is_empty());
    words
}

/// Returns the text of letters, with one space between each two words.
pub(super) fn words(letters: &[NameLetter]) -> String {
    let text: String = letters.iter().map(|letter| letter.sign).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of several words.
pub(super) fn joined(parts: &[&[NameLetter]]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| words(part)).collect();
    parts.join(" ")
}
