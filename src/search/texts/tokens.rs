//! Takes texts apart. From: a text. To: its pieces, words and gaps in turn, and the tokens that a
//! coder writes.

use super::model::{CAPITAL, GAP, LONGEST_SPELT, PAGE_WORD, SPELT, START};
use std::borrow::Cow;

/// A piece of a text.
pub(super) enum TextPiece<'t> {
    Word(&'t str),
    Gap(&'t str),
}

/// Returns the words and gaps of a text. A single space between words is left out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = TextPiece<'_>> {
    TextPieces {
        text,
        rest: text,
        after_word: false,
    }
}

struct TextPieces<'t> {
    text: &'t str,
    rest: &'t str,
    after_word: bool,
}

impl<'t> Iterator for TextPieces<'t> {
    type Item = TextPiece<'t>;

    fn next(&mut self) -> Option<TextPiece<'t>> {
        loop {
            let before = self.rest;
            let is_word = before.chars().next()?.is_alphanumeric();
            // What lies beyond the longest piece is for the pieces that follow: a run of a megabyte
            // is read once, not once for each piece.
            let reach = before.floor_char_boundary(LONGEST_SPELT - 4);
            let (piece, after) = before.split_at(run(&before[..reach], is_word));
            if is_word {
                // Two words without a gap are the halves of one that was cut: said by an empty gap.
                if self.after_word && !self.follows_a_space() {
                    self.after_word = false;
                    return Some(TextPiece::Gap(""));
                }
                self.rest = after;
                self.after_word = true;
                return Some(TextPiece::Word(piece));
            }
            self.rest = after;
            if piece == " "
                && self.after_word
                && after.chars().next().is_some_and(char::is_alphanumeric)
            {
                continue;
            }
            self.after_word = false;
            return Some(TextPiece::Gap(piece));
        }
    }
}

impl TextPieces<'_> {
    /// Reports whether a space stands before the rest of the text.
    fn follows_a_space(&self) -> bool {
        self.text[..self.text.len() - self.rest.len()].ends_with(' ')
    }
}

/// Returns the length of the beginning of a text that has only signs of words, or only others.
fn run(text: &str, word: bool) -> usize {
    let mut end = 0;
    loop {
        end += text[end..]
            .bytes()
            .take_while(|byte| byte.is_ascii() && byte.is_ascii_alphanumeric() == word)
            .count();
        match text[end..].chars().next() {
            Some(c) if !c.is_ascii() && c.is_alphanumeric() == word => end += c.len_utf8(),
            _ => return end,
        }
    }
}

/// Returns a word as it is listed, and whether a capital goes before it.
pub(super) fn listed(word: &str) -> (Cow<'_, str>, bool) {
    if word.is_char_boundary(1)
        && let Some(small) = small(word)
    {
        return (small, true);
    }
    (Cow::Borrowed(word), false)
}

/// Returns the word with its first letter small, where that is all that sets it apart: `The`, not
/// `NHS`.
fn small(word: &str) -> Option<Cow<'_, str>> {
    let rest = &word[1..];
    let capital = word.as_bytes()[0].is_ascii_uppercase()
        && !rest.bytes().any(|byte| byte.is_ascii_uppercase());
    capital.then(|| Cow::Owned(word[..1].to_ascii_lowercase() + rest))
}

/// Replaces the bytes that mean something to the coder by spaces: 0 ends a word, 1 begins a gap
/// that is spelt.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(['\0', '\x01']) {
        Cow::Owned(text.replace(['\0', '\x01'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// One of the signs that a coder writes.
pub(super) enum Token<'a> {
    /// A word of the dictionary, by level and number.
    Word(u32, u32),
    /// A word or gap that was spelt before, by its number among these.
    Again(u32),
    /// A gap of the dictionary, by its number.
    Gap(u32),
    /// A word, or after byte 1 a gap, that is spelt.
    Spelt(Cow<'a, str>),
    /// The sign that the next word begins with a capital.
    Capital,
}

impl Token<'_> {
    /// Returns the kind of the token, as the model numbers it.
    pub(super) fn kind(&self) -> u32 {
        match self {
            Self::Word(level, _) => *level,
            Self::Again(_) => PAGE_WORD,
            Self::Gap(_) => GAP,
            Self::Spelt(_) => SPELT,
            Self::Capital => CAPITAL,
        }
    }

    /// Returns the context from which the kind of the next token is foretold.
    pub(super) fn context(&self) -> usize {
        match self {
            Self::Gap(gap) => START + 1 + *gap as usize,
            other => other.kind() as usize,
        }
    }
}
