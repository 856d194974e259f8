//! The words of a text with their places, as names are compared with them: without regard to case,
//! accents, markup and hyphens. Takes a text, a path or an address; gives [`Word`]s.

use crate::base::slug;
use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in lower-case letters of the Latin alphabet.
    pub(super) plain: String,
    /// The word with `ae`, `oe` and `ue` for `ä`, `ö` and `ü`, where the word has any of them.
    pub(super) respelled: Option<String>,
    /// The place in the text.
    pub(super) range: Range<usize>,
    /// Whether the word begins with a capital.
    pub(super) is_capital: bool,
}

/// Signs that stand within a word and do not part it: emphasis, soft hyphens, signs of no width.
const WITHIN: [char; 7] = [
    '*', '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}',
];

/// Tags of HTML that part words: those of line breaks and blocks.
const PARTING: [&str; 17] = [
    "br", "dd", "desc", "div", "dt", "h1", "h2", "h3", "h4", "hr", "li", "p", "td", "text", "th",
    "title", "tr",
];

impl Word {
    /// Reports whether the word is this one.
    pub(super) fn is(&self, plain: &str) -> bool {
        self.plain == plain || self.respelled.as_deref() == Some(plain)
    }

    /// Reports whether the word is this one, or its genitive.
    pub(super) fn is_form_of(&self, plain: &str) -> bool {
        let spellings = [Some(self.plain.as_str()), self.respelled.as_deref()];
        let mut spellings = spellings.into_iter().flatten();
        spellings.any(|word| word == plain || word.strip_suffix('s') == Some(plain))
    }

    /// A word that is none, and keeps those around it apart.
    fn border(at: usize) -> Self {
        Self {
            plain: String::new(),
            respelled: None,
            range: at..at,
            is_capital: false,
        }
    }
}

/// Divides a text into words. Those within the tags of HTML come behind all others, so that a tag
/// does not part the words around it.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut in_tags = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let mut at = 0;
    while at < text.len() {
        if let Some(tag) = tag_at(text, at) {
            if let Some((start, word)) = open.take_if(|_| parts_words(&text[tag.clone()])) {
                add(&word, start..at, &mut words);
            }
            in_tags.push(Word::border(at));
            // Within the tag, no further tag begins, as its first sign is left out.
            let of_tag = words_of(&text[at + 1..tag.end], at + 1);
            in_tags.extend(of_tag);
            at = tag.end;
            continue;
        }
        at += take_letters(text, at, &mut open, &mut words);
    }
    if let Some((start, word)) = open {
        add(&word, start..text.len(), &mut words);
    }
    words.extend(in_tags);
    words
}

/// Divides the inside of a tag into words; it begins at a place of the text.
fn words_of(tag: &str, start: usize) -> Vec<Word> {
    let mut words = words(tag);
    for word in &mut words {
        word.range = word.range.start + start..word.range.end + start;
    }
    words
}

/// Takes the next letters of a text into the open word, or ends it; returns their length.
fn take_letters(
    text: &str,
    at: usize,
    open: &mut Option<(usize, String)>,
    words: &mut Vec<Word>,
) -> usize {
    let plain = text[at..].bytes().take_while(u8::is_ascii_alphanumeric);
    let length = plain.count();
    if length > 0 {
        let (_, word) = open.get_or_insert_with(|| (at, String::new()));
        word.push_str(&text[at..at + length]);
        return length;
    }
    let (letters, length) = next_letters(&text[at..]);
    for letter in letters.chars() {
        let is_accent = ('\u{300}'..='\u{36f}').contains(&letter) && open.is_some();
        if letter.is_alphanumeric() || is_accent {
            open.get_or_insert_with(|| (at, String::new()))
                .1
                .push(letter);
        } else if !WITHIN.contains(&letter)
            && let Some((start, word)) = open.take()
        {
            add(&word, start..at, words);
        }
    }
    length
}

/// Returns the range of the tag of HTML that begins at a place.
fn tag_at(text: &str, at: usize) -> Option<Range<usize>> {
    let inside = text[at..].strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let end = inside.find(['>', '<'])?;
    inside[end..].starts_with('>').then(|| at..at + end + 2)
}

/// Reports whether a tag parts the words around it.
pub(super) fn parts_words(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric());
    let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
    PARTING.contains(&name.as_str())
}

/// Returns a text with a blank for each tag of HTML.
pub(in crate::check) fn without_tags(text: &str) -> String {
    let mut plain = String::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|start| at + start) {
        plain.push_str(&text[at..start]);
        let tag = tag_at(text, start);
        plain.push(if tag.is_some() { ' ' } else { '<' });
        at = tag.map_or(start + 1, |tag| tag.end);
    }
    plain.push_str(&text[at..]);
    plain
}

/// Writes `ae`, `oe` and `ue` for `ä`, `ö` and `ü`; returns nothing where there is none of them.
pub(super) fn respelled(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mut respelled = lower.clone();
    for (sign, apart, letters) in [
        ("ä", "a\u{308}", "ae"),
        ("ö", "o\u{308}", "oe"),
        ("ü", "u\u{308}", "ue"),
        ("ø", "ø", "oe"),
        ("å", "a\u{30a}", "aa"),
    ] {
        respelled = respelled.replace(sign, letters).replace(apart, letters);
    }
    (respelled != lower).then_some(respelled)
}

/// Returns the letter or the escaped letters at the start of a text, and their length there: `%20`
/// in addresses, `&nbsp;` in HTML, `\u00fc` in JSON.
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
        // An escape of JSON.
        '\\' => {
            let digits = text.strip_prefix("\\u").and_then(|digits| digits.get(..4));
            let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            if let Some(letter) = code.and_then(char::from_u32) {
                return (letter.to_string(), 6);
            }
        }
        '&' => {
            let end = text
                .char_indices()
                .take(10)
                .find(|(_, letter)| *letter == ';');
            if let Some((end, _)) = end {
                let name = &text[1..end];
                let letter = numbered_letter(name).map_or_else(
                    || letter_of_entity(name).to_owned(),
                    |letter| letter.to_string(),
                );
                return (letter, end + 1);
            }
        }
        _ => {}
    }
    (first.to_string(), first.len_utf8())
}

/// Returns the letter of an entity of HTML that is a number: `#65`, `#x41`.
fn numbered_letter(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let code = match hexadecimal {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// Returns the letter that an entity of HTML stands for, without its marks; a blank for any other.
fn letter_of_entity(name: &str) -> &str {
    let marks = [
        "acute", "grave", "uml", "circ", "tilde", "cedil", "ring", "slash", "caron",
    ];
    if matches!(name, "shy" | "zwj" | "zwnj") {
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
            respelled: respelled(word).map(|word| slug(&word)),
            range: range.clone(),
            is_capital,
        });
    }
}
