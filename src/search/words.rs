//! Finds the words of a text, the same ones that the browser finds: `client/words.js` does these
//! steps in the same order. From: any text. To: its words with their places, and words folded so
//! that case, accents and width do not matter.
//!
//! A word is a run of letters, digits and marks, with apostrophes inside. Scripts written without
//! spaces are cut into pairs of characters that overlap, which need no dictionary and cost every
//! language the same. The code of a country and the first figures after it are one word.

use super::dialled::{CountryCode, country_code};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is kept, in characters. Longer ones are cut, so that a file pasted into a
/// page stays harmless.
pub(super) const LONGEST_WORD: usize = 40;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextWord<'t> {
    /// The beginning of the word in the text, in bytes.
    pub start: usize,
    /// The word as written, cut at [`LONGEST_WORD`] characters. The first figures of a telephone
    /// number are as they are written at home.
    pub text: Cow<'t, str>,
    /// The end of the word in the text, in bytes.
    pub end: usize,
}

/// Finds the words of a text, in order.
pub(super) fn words(text: &str) -> TextWords<'_> {
    TextWords {
        text,
        at: 0,
        dense_end: 0,
    }
}

/// The iterator that [`words`] returns.
pub(super) struct TextWords<'t> {
    text: &'t str,
    at: usize,
    /// The end of the present run of characters that are written without spaces.
    dense_end: usize,
}

impl<'t> Iterator for TextWords<'t> {
    type Item = TextWord<'t>;

    fn next(&mut self) -> Option<TextWord<'t>> {
        loop {
            if self.at < self.dense_end {
                return Some(self.pair());
            }
            let rest = &self.text[self.at..];
            // Most signs between words, and most words, are ASCII.
            let skip = rest.bytes().position(|byte| {
                !byte.is_ascii() || byte.is_ascii_alphanumeric() || byte == b'+'
            })?;
            self.at += skip;
            if let Some(code) = country_code(&rest[skip..]) {
                return Some(self.dialled(code));
            }
            let first = rest[skip..].chars().next()?;
            if !is_word_char(first) {
                self.at += first.len_utf8();
                continue;
            }
            if is_dense(first) {
                self.dense_end = self.at + dense_run(&self.text[self.at..]);
                if self.text[self.at..self.dense_end].chars().nth(1).is_none() {
                    let (start, end) = (self.at, self.dense_end);
                    self.at = end;
                    return Some(TextWord {
                        start,
                        text: Cow::Borrowed(&self.text[start..end]),
                        end,
                    });
                }
                continue;
            }
            let start = self.at;
            let end = start + spaced_run(&self.text[start..]);
            self.at = end;
            return Some(TextWord {
                start,
                text: Cow::Borrowed(cut(&self.text[start..end])),
                end,
            });
        }
    }
}

impl<'t> TextWords<'t> {
    /// Takes the code of a country and the figures after it.
    fn dialled(&mut self, code: CountryCode) -> TextWord<'t> {
        let start = self.at;
        let figures = &self.text[start + code.length..];
        let length = figures.bytes().take_while(u8::is_ascii_digit).count();
        self.at = start + code.length + length;
        TextWord {
            start,
            text: Cow::Owned(cut(&(code.trunk.to_owned() + &figures[..length])).to_owned()),
            end: self.at,
        }
    }

    fn pair(&mut self) -> TextWord<'t> {
        let start = self.at;
        let mut signs = self.text[start..self.dense_end]
            .char_indices()
            .filter(|(_, c)| !is_zero_width(*c));
        signs.next();
        let (one, second) = signs.next().unwrap_or((0, ' '));
        let two = one + second.len_utf8();
        // The last character has been in a pair: the run is over.
        self.at = if start + two >= self.dense_end {
            self.dense_end
        } else {
            start + one
        };
        TextWord {
            start,
            text: Cow::Borrowed(&self.text[start..start + two]),
            end: start + two,
        }
    }
}

fn run(text: &str, inside: fn(char) -> bool) -> usize {
    text.char_indices()
        .find(|(_, c)| !inside(*c))
        .map_or(text.len(), |(at, _)| at)
}

/// Returns the length of the run of characters of dense scripts at the start of a text; signs
/// without width inside count with it.
fn dense_run(text: &str) -> usize {
    let inside = |c: char| is_dense(c) || is_zero_width(c);
    let length = text.find(|c| !inside(c)).unwrap_or(text.len());
    text[..length].trim_end_matches(is_zero_width).len()
}

fn spaced_run(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += text[end..]
            .bytes()
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        end += run(&text[end..], |c| is_word_char(c) && !is_dense(c));
        let rest = &text[end..];
        let mark = rest.trim_start_matches(is_zero_width);
        let after = mark.strip_prefix(['\'', '’']).unwrap_or(mark);
        let after = after.trim_start_matches(is_zero_width);
        match after.chars().next() {
            Some(next) if after.len() < rest.len() && is_word_char(next) && !is_dense(next) => {
                end = text.len() - after.len();
            }
            _ => return end,
        }
    }
}

/// Reports whether a sign takes no room and parts no words: the soft hyphen, the zero-width space,
/// joiners, marks of direction, the byte order mark and whatever else Unicode 15 calls a format
/// character (`\p{Cf}`).
fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{600}'..='\u{605}'
            | '\u{61c}'
            | '\u{6dd}'
            | '\u{70f}'
            | '\u{890}'..='\u{891}'
            | '\u{8e2}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{110bd}'
            | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0001}'
            | '\u{e0020}'..='\u{e007f}'
    )
}

fn cut(word: &str) -> &str {
    if word.len() <= LONGEST_WORD {
        return word;
    }
    word.char_indices()
        .nth(LONGEST_WORD)
        .map_or(word, |(at, _)| &word[..at])
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphabetic() || c.is_numeric() || is_combining_mark(c)
    }
}

/// Reports whether a character is of a script that is written without spaces between words: Thai,
/// Lao, Myanmar, Khmer, kana, Hangul and Han. Hangul has spaces, but particles hang on its words;
/// pairs find the word inside.
pub(super) fn is_dense(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Removes case, accents, apostrophes and differences of width from a word: `Größe’s` becomes
/// `grosses`. The result may be empty.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    let bare: String = word.nfkd().filter(|c| !is_accent(*c)).collect();
    let mut folded = String::with_capacity(bare.len());
    for c in bare.to_lowercase().nfc() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            c if is_word_char(c) => folded.push(c),
            _ => {}
        }
    }
    folded
}

/// Reports whether a character is an accent of the Latin, Greek and Cyrillic scripts, a vowel point
/// of Hebrew or Arabic, or a mark that only changes how a sign is drawn. Marks of other scripts are
/// letters of their words and stay.
fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| fold(&word.text)).collect()
    }

    #[test]
    fn case_accents_width_and_apostrophes_do_not_matter() {
        assert_eq!(
            folded("Größe, CAFÉ; people’s don't ﬁne Ｗｉｄｅ"),
            ["grosse", "cafe", "peoples", "dont", "fine", "wide"]
        );
        assert_eq!(
            folded("Œuvre Straße Łódź İstanbul ½"),
            ["oeuvre", "strasse", "lodz", "istanbul", "12"]
        );
        assert_eq!(folded("שָׁלוֹם مُحَمَّد"), ["שלום", "محمد"]);
    }

    #[test]
    fn digits_are_words_and_punctuation_separates() {
        assert_eq!(
            folded("6.57c (1,000) follow-up 2015/16"),
            ["6", "57c", "1", "000", "follow", "up", "2015", "16"]
        );
        assert_eq!(folded("'quoted' — … 😀 !!"), ["quoted"]);
        assert_eq!(folded(""), Vec::<String>::new());
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_overlapping_pairs() {
        assert_eq!(folded("研究報告 A型"), ["研究", "究報", "報告", "a", "型"]);
        assert_eq!(folded("학교에서"), ["학교", "교에", "에서"]);
        assert_eq!(folded("ไทย"), ["ไท", "ทย"]);
        assert_eq!(folded("字"), ["字"]);
    }

    #[test]
    fn signs_without_width_vanish() {
        assert_eq!(
            folded(
                "care\u{ad}fu\u{200e}lly \u{feff}zero\u{200b}width don\u{2060}’\u{2060}t \u{200d}"
            ),
            ["carefully", "zerowidth", "dont"]
        );
        assert_eq!(folded("研\u{200b}究報\u{200b}"), ["研究", "究報"]);
        assert_eq!(folded("字\u{200b} 字"), ["字", "字"]);
    }

    #[test]
    fn marks_that_are_letters_stay() {
        assert_eq!(folded("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn places_are_those_of_the_text_as_written() {
        let text = "Die Größe’s?";
        let places: Vec<&str> = words(text)
            .map(|word| &text[word.start..word.end])
            .collect();
        assert_eq!(places, ["Die", "Größe’s"]);
    }

    #[test]
    fn a_word_of_a_megabyte_is_cut() {
        let long = "x".repeat(1 << 20);
        let all: Vec<TextWord<'_>> = words(&long).collect();
        assert_eq!(
            (all.len(), all[0].text.len(), all[0].end),
            (1, LONGEST_WORD, 1 << 20)
        );
    }
}
