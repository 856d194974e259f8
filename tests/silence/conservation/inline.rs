//! Words of a piece of running text. From: some lines of a source. To: words, those that may be
//! parts of marks among them, and titles of links apart.

use super::page::split;
use super::{Fate, SourceWord};

/// Elements of HTML. What stands in pointed brackets under another name is text.
const ELEMENTS: &str = "a abbr acronym address article aside audio b bdi bdo big \
    blockquote body br button canvas caption center cite code col colgroup data dd del \
    details dfn dialog div dl dt em embed fieldset figcaption figure font footer form \
    frame h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label \
    legend li link main map mark math meta nav noscript object ol optgroup option p param \
    picture pre q rp rt ruby s samp script section select small source span strike strong \
    style sub summary sup svg table tbody td template textarea tfoot th thead time title \
    tr tt u ul var video wbr";

/// Names of entities that stand for letters, and the letters.
const LETTERS: [(&str, &str); 12] = [
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("aacute", "á"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("oslash", "ø"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
];

/// A piece of running text that is being read.
pub(super) struct InlineReader<'t> {
    text: &'t str,
    at: usize,
    /// The number of the line in which the text begins.
    first_line: usize,
    word: String,
    pub(super) words: Vec<SourceWord>,
    pub(super) titles: Vec<SourceWord>,
}

impl<'t> InlineReader<'t> {
    /// Reads a text that begins in this line.
    pub(super) fn read(text: &'t str, first_line: usize) -> Self {
        let mut reader = Self {
            text,
            at: 0,
            first_line,
            word: String::new(),
            words: Vec::new(),
            titles: Vec::new(),
        };
        while reader.at < text.len() {
            reader.step();
        }
        reader.end_word();
        reader
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn line(&self) -> usize {
        self.first_line + self.text[..self.at].matches('\n').count()
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            let text = std::mem::take(&mut self.word);
            let line = self.line();
            self.words.push(SourceWord {
                text,
                fate: Fate::Shown,
                line,
            });
        }
    }

    /// Takes the words of the next `length` bytes as they stand.
    fn take(&mut self, length: usize, fate: Fate) {
        let piece = &self.rest()[..length];
        for (number, line) in piece.split('\n').enumerate() {
            let line_number = self.line() + number;
            for text in split(line) {
                self.words.push(SourceWord {
                    text,
                    fate,
                    line: line_number,
                });
            }
        }
        self.at += length;
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        if c == '&' && self.entity() {
            return;
        }
        if c.is_alphanumeric() {
            self.word.push(c);
            self.at += c.len_utf8();
            return;
        }
        self.end_word();
        match c {
            '\\' => {
                let next = rest[1..].chars().next();
                let skipped = next.filter(char::is_ascii_punctuation);
                self.at += 1 + skipped.map_or(0, char::len_utf8);
            }
            '`' => self.code(),
            '<' => self.pointed(),
            '[' if rest.starts_with("[^") || rest.starts_with("[!") => {
                let end = rest.find(']').map_or(1, |end| end + 1);
                self.take(end, Fate::Mark);
            }
            ']' if rest.starts_with("](") => self.address(),
            ']' if rest.starts_with("][") => {
                self.at += 1;
                let end = self.rest().find(']').map_or(1, |end| end + 1);
                self.take(end, Fate::Mark);
            }
            _ => self.at += c.len_utf8(),
        }
    }

    /// Takes a code span, or signs that begin none.
    fn code(&mut self) {
        let rest = self.rest();
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let mut at = ticks;
        while let Some(open) = rest[at..].find('`').map(|open| at + open) {
            let run = rest[open..].len() - rest[open..].trim_start_matches('`').len();
            at = open + run;
            if run == ticks {
                return self.take(at, Fate::Shown);
            }
        }
        self.at += ticks;
    }

    /// Takes a comment, an address or a tag in pointed brackets, or the bracket alone.
    fn pointed(&mut self) {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |end| end + 7);
            return self.take(end, Fate::Mark);
        }
        let Some(end) = tag_end(rest) else {
            self.at += 1;
            return;
        };
        let inside = &rest[1..end - 1];
        let name = inside.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let is_known = ELEMENTS.split_whitespace().any(|known| known == name);
        let is_address = !inside.contains(char::is_whitespace) && inside.contains([':', '@']);
        let is_mark = is_known && !is_address;
        self.take(end, if is_mark { Fate::Mark } else { Fate::Shown });
    }

    /// Takes `](address "title")`.
    fn address(&mut self) {
        let rest = self.rest();
        let Some((end, title)) = link_end(&rest[2..]) else {
            self.at += 2;
            return;
        };
        if let Some(title) = title {
            let line = self.line();
            for text in InlineReader::read(title, line).words {
                self.titles.push(SourceWord { line, ..text });
            }
        }
        self.take(2 + end, Fate::Mark);
    }

    /// Adds the letter of an entity to the word, or passes over another sign.
    fn entity(&mut self) -> bool {
        let rest = &self.rest()[1..];
        let Some(end) = rest.find(';').filter(|end| (2..=32).contains(end)) else {
            return false;
        };
        let name = &rest[..end];
        let number =
            name.strip_prefix('#')
                .and_then(|number| match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok(),
                    None => number.parse().ok(),
                });
        let letter = LETTERS.iter().find(|(known, _)| *known == name);
        if let Some(c) = number
            .and_then(char::from_u32)
            .filter(|c| c.is_alphanumeric())
        {
            self.word.push(c);
        } else if let Some((_, letter)) = letter {
            self.word.push_str(letter);
        } else if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
            self.end_word();
            self.take(end + 2, Fate::Mark);
            return true;
        } else {
            return false;
        }
        self.at += end + 2;
        true
    }
}

/// Returns the end of the tag that a text starts with, quotation marks counted.
fn tag_end(text: &str) -> Option<usize> {
    let name = text[1..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '?' || c == '!') {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices().skip(1) {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '>' => return Some(at + 1),
            None if c == '<' => return None,
            None if matches!(c, '"' | '\'') && text[..at].ends_with('=') => quote = Some(c),
            _ => {}
        }
    }
    None
}

/// Returns the end of an address behind its opening bracket, and the title in it.
fn link_end(text: &str) -> Option<(usize, Option<&str>)> {
    let address = text.len() - text.trim_start().len();
    let address_end = if text[address..].starts_with('<') {
        address + text[address..].find('>')? + 1
    } else {
        let mut depth = 0;
        let end = text[address..].find(|c: char| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth < 0 || c.is_whitespace()
        })?;
        address + end
    };
    let after = text[address_end..].trim_start();
    let at = text.len() - after.len();
    if after.starts_with(')') {
        return Some((at + 1, None));
    }
    let quote = after
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '('))?;
    let close = if quote == '(' { ')' } else { quote };
    let title = &after[1..=after[1..].find(close)?];
    let rest = &after[title.len() + 2..];
    let end = text.len() - rest.trim_start().len();
    rest.trim_start()
        .starts_with(')')
        .then_some((end + 1, Some(title)))
}
