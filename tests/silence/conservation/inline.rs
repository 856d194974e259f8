//! Words of a piece of running text. From: some lines of a source. To: words, those that may be
//! parts of marks among them, and titles of links apart.

use super::definitions::{bracket_end, folded, unescaped};
use super::page::split;
use super::{Fate, SourceWord};
use std::collections::BTreeSet;

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
const LETTERS: [(&str, &str); 24] = [
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("aacute", "á"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("oslash", "ø"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("AElig", "Æ"),
    ("aelig", "æ"),
    ("Dcaron", "Ď"),
    ("alpha", "α"),
    ("beta", "β"),
    ("pi", "π"),
    ("frac12", "½"),
    ("frac34", "¾"),
    ("HilbertSpace", "ℋ"),
    ("DifferentialD", "ⅆ"),
];

/// A piece of running text that is being read.
pub(super) struct InlineReader<'t> {
    text: &'t str,
    at: usize,
    /// Labels that stand for addresses.
    defined: &'t BTreeSet<String>,
    /// The number of the line in which the text begins.
    first_line: usize,
    word: String,
    pub(super) words: Vec<SourceWord>,
    pub(super) titles: Vec<SourceWord>,
}

impl<'t> InlineReader<'t> {
    /// Reads a text that begins in this line.
    pub(super) fn read(text: &'t str, first_line: usize, defined: &'t BTreeSet<String>) -> Self {
        let mut reader = Self::at_start(text, first_line, defined);
        while reader.at < text.len() {
            reader.step();
        }
        reader.end_word();
        reader
    }

    /// Reads a block of raw HTML that begins in this line, in which only tags are marks.
    pub(super) fn read_html(
        text: &'t str,
        first_line: usize,
        defined: &'t BTreeSet<String>,
    ) -> Self {
        let mut reader = Self::at_start(text, first_line, defined);
        while let Some(c) = reader.rest().chars().next() {
            if c.is_alphanumeric() || matches!(c, '<' | '&') {
                reader.step();
            } else {
                reader.end_word();
                reader.at += c.len_utf8();
            }
        }
        reader.end_word();
        reader
    }

    fn at_start(text: &'t str, first_line: usize, defined: &'t BTreeSet<String>) -> Self {
        Self {
            text,
            at: 0,
            defined,
            first_line,
            word: String::new(),
            words: Vec::new(),
            titles: Vec::new(),
        }
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
            '[' if is_note_or_notice(rest) => {
                let end = rest.find(']').map_or(1, |end| end + 1);
                self.take(end, Fate::Mark);
                if let Some(end) = self.label_end() {
                    self.take(end, Fate::Mark);
                }
            }
            ']' if rest.starts_with("](") => self.address(),
            ']' if rest.starts_with("][") => {
                self.at += 1;
                if let Some(end) = self.label_end() {
                    self.take(end, Fate::Mark);
                }
            }
            _ => self.at += c.len_utf8(),
        }
    }

    /// Returns the end of the label here that stands for an address.
    fn label_end(&self) -> Option<usize> {
        let end = bracket_end(self.rest())?;
        let label = folded(&self.rest()[1..end - 1]);
        (label.is_empty() || self.defined.contains(&label)).then_some(end)
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
            for text in InlineReader::read(title, line, self.defined).words {
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

/// Tells whether a text starts with the mark of a footnote or of a notice.
fn is_note_or_notice(text: &str) -> bool {
    let notice = text.strip_prefix("[!");
    text.starts_with("[^")
        || notice.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
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
    let address = text.len() - text.trim_ascii_start().len();
    let address_end = address + address_length(&text[address..])?;
    let after = text[address_end..].trim_ascii_start();
    let at = text.len() - after.len();
    if after.starts_with(')') {
        return Some((at + 1, None));
    }
    let quote = after
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '('))?;
    let close = if quote == '(' { ')' } else { quote };
    let title = &after[1..=unescaped(&after[1..], |c| c == close)?];
    let rest = &after[title.len() + 2..];
    let end = text.len() - rest.trim_ascii_start().len();
    rest.trim_ascii_start()
        .starts_with(')')
        .then_some((end + 1, Some(title)))
}

/// Returns the length of the address that a text starts with.
fn address_length(text: &str) -> Option<usize> {
    if text.starts_with('<') {
        return Some(unescaped(text, |c| c == '>')? + 1);
    }
    let mut depth = 0;
    let mut is_escaped = false;
    text.find(|c: char| {
        if std::mem::take(&mut is_escaped) && c.is_ascii_punctuation() {
            return false;
        }
        match c {
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth < 0 || c.is_ascii_whitespace()
    })
}
