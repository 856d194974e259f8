//! The words of a text with their places, as names are compared with them: without regard to case,
//! accents, markup and hyphens. Takes a text, a path or an address; gives [`Word`]s.

use crate::base::slug;
use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in lower-case letters of the Latin alphabet.
    pub(super) plain: String,
    /// The place in the text.
    pub(super) range: Range<usize>,
    /// Whether the word begins with a capital.
    pub(super) is_capital: bool,
}

/// Signs that stand within a word and do not part it: emphasis, soft hyphens, signs of no width.
const WITHIN: [char; 7] = [
    '*', '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
];

/// Divides a text into words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let mut at = 0;
    while at < text.len() {
        let (letters, length) = next_letters(&text[at..]);
        for letter in letters.chars() {
            if letter.is_alphanumeric() {
                open.get_or_insert_with(|| (at, String::new()))
                    .1
                    .push(letter);
            } else if !WITHIN.contains(&letter)
                && let Some((start, word)) = open.take()
            {
                add(&word, start..at, &mut words);
            }
        }
        at += length;
    }
    if let Some((start, word)) = open {
        add(&word, start..text.len(), &mut words);
    }
    words
}

/// Returns the letter or the escaped letters at the start of a text, and their length there: `%20`
/// in addresses, `&nbsp;` in HTML. A tag counts as nothing, so that it does not part words.
fn next_letters(text: &str) -> (String, usize) {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '%' => {
            let mut length = 0;
            while let Some(code) = text.get(length + 1..length + 3)
                && text[length..].starts_with('%')
                && code.bytes().all(|byte| byte.is_ascii_hexdigit())
            {
                length += 3;
            }
            if length > 0 {
                return (
                    crate::base::percent_decode(&text[..length]).into_owned(),
                    length,
                );
            }
        }
        '&' => {
            let end = text
                .char_indices()
                .take(10)
                .find(|(_, letter)| *letter == ';');
            if let Some((end, _)) = end {
                return (letter_of_entity(&text[1..end]).to_owned(), end + 1);
            }
        }
        _ => {}
    }
    (first.to_string(), first.len_utf8())
}

/// Returns the letter that an entity of HTML stands for, without its marks; a blank for any other.
fn letter_of_entity(name: &str) -> &str {
    let marks = [
        "acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash", "caron",
    ];
    if matches!(name, "shy" | "zwj" | "zwnj" | "#173" | "#xad" | "#xAD") {
        return "";
    }
    match name.split_at_checked(1) {
        Some((letter, mark)) if marks.contains(&mark) => letter,
        _ => " ",
    }
}

/// Adds a word; one of a script without blanks is several.
fn add(word: &str, range: Range<usize>, words: &mut Vec<Word>) {
    let is_capital = word.starts_with(char::is_uppercase);
    for plain in slug(word).split('-').filter(|plain| !plain.is_empty()) {
        words.push(Word {
            plain: plain.to_owned(),
            range: range.clone(),
            is_capital,
        });
    }
}
