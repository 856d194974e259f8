//! Decodes LaTeX as it stands in the fields of a BibTeX file.
//!
//! This module takes the source of a field and gives words with their marks, and the commands that
//! it does not know. It accepts anything: what is no LaTeX is words, an open brace is closed at the
//! end, and depth is bounded.

mod capitals;
mod math;
#[cfg(test)]
mod tests;
mod verbatim;

pub(super) use verbatim::unescaped;

use super::commands::{self, LatexCommand};
use crate::bibliography::item::rich::{Marks, TextRun, compose, push_run};
use std::collections::BTreeSet;
use unicode_normalization::char::compose as combined;

/// How many accents or formulas may be nested in one another; deeper ones are taken as words.
const DEEPEST: usize = 32;

/// The most bytes that the option in brackets after a command may have.
const LONGEST_OPTION: usize = 200;

/// The meaning of braces in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// Braces protect the capitals of a title: `{NHS}`.
    KeepCase,
    /// Braces only group.
    Group,
    /// Braces hold the words of a name together: `{World Health Organization}`. Such words are
    /// marked as if their capitals were protected.
    HoldTogether,
}

/// The decoded words of a field.
#[derive(Default)]
pub(super) struct LatexText {
    /// The words with their marks.
    pub(super) runs: Vec<TextRun>,
    /// The commands that were left out.
    pub(super) unknown: BTreeSet<String>,
}

impl LatexText {
    /// Returns the words with their marks, as CSL-JSON writes them.
    pub(super) fn rich(&self) -> String {
        compose(&self.runs)
    }

    /// Returns the words without their marks.
    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Decodes the LaTeX of a field.
pub(super) fn decode(source: &str, braces: Braces) -> LatexText {
    let mut decoder = LatexDecoder::new(source, braces, 0);
    decoder.text(source.len());
    let mut out = decoder.out;
    if braces == Braces::KeepCase {
        out.runs = capitals::whole_words(&out.runs);
    }
    out
}

/// Accents, and the characters that show them without a letter.
const ACCENTS_ALONE: [(char, &str); 12] = [
    ('\u{300}', "`"),
    ('\u{301}', "'"),
    ('\u{302}', "^"),
    ('\u{303}', "~"),
    ('\u{304}', "¯"),
    ('\u{306}', "˘"),
    ('\u{307}', "˙"),
    ('\u{308}', "¨"),
    ('\u{30a}', "˚"),
    ('\u{30b}', "˝"),
    ('\u{30c}', "ˇ"),
    ('\u{328}', "˛"),
];

/// The state of going through a source.
struct LatexDecoder<'s> {
    /// The source.
    source: &'s str,
    /// The byte that is read next.
    at: usize,
    /// The marks to restore at the end of each open group, and the words to add there.
    groups: Vec<(Marks, &'static str)>,
    /// The marks of the words that are read next.
    marks: Marks,
    /// The words so far.
    out: LatexText,
    /// The meaning of braces.
    braces: Braces,
    /// The number of decoders around this one.
    depth: usize,
}

impl<'s> LatexDecoder<'s> {
    /// Makes a decoder at the start of a source.
    fn new(source: &'s str, braces: Braces, depth: usize) -> Self {
        Self {
            source,
            at: 0,
            groups: Vec::new(),
            marks: Marks::NONE,
            out: LatexText::default(),
            braces,
            depth,
        }
    }

    /// Adds words with the present marks.
    fn push(&mut self, text: &str) {
        push_run(&mut self.out.runs, text, self.marks);
    }

    /// Returns the source that is not read yet.
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// Reads text up to `end`, and closes the groups that are still open there.
    fn text(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.source[self.at..end];
            let special = rest
                .find(['\\', '{', '}', '$', '~', '-', '`', '\''])
                .unwrap_or(rest.len());
            self.push(&rest[..special]);
            self.at += special;
            match rest[special..].chars().next() {
                None => {}
                Some('\\') => self.command(end),
                Some('{') => self.open(Marks::NONE, ""),
                Some('}') => self.close(),
                Some('$') => self.math(end),
                Some('~') => self.sign("\u{a0}", 1),
                Some(_) => self.ligature(),
            }
        }
        while !self.groups.is_empty() {
            self.close();
        }
    }

    /// Adds words that stand for the next `length` bytes.
    fn sign(&mut self, letters: &str, length: usize) {
        self.push(letters);
        self.at += length;
    }

    /// Reads a dash or a quotation mark, which may consist of several characters.
    fn ligature(&mut self) {
        let rest = self.rest();
        let known = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            ("`", "‘"),
        ];
        let (sign, letters) = known
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign))
            .unwrap_or((&rest[..1], &rest[..1]));
        self.sign(letters, sign.len());
    }

    /// Opens a group at a brace. `ending` are words to add at its end.
    fn open(&mut self, marks: Marks, ending: &'static str) {
        self.at += 1;
        self.groups.push((self.marks, ending));
        let special = self.rest().starts_with('\\');
        if self.braces == Braces::HoldTogether && self.groups.len() == 1 {
            self.hold_together();
        }
        if self.braces == Braces::KeepCase && marks == Marks::NONE && ending.is_empty() && !special
        {
            self.marks = self.marks.with(Marks::NO_CASE);
        }
        self.marks = self.marks.with(marks);
    }

    /// Marks the words of the group that starts here, unless it holds a single letter with its
    /// accent or a name without a space, such as `{\L}` in `{\L}ukasiewicz`.
    fn hold_together(&mut self) {
        let rest = self.rest();
        let group = &rest[..closing(rest).unwrap_or(rest.len())];
        let is_letter = group.starts_with('\\') && !self.inner(group).contains(char::is_whitespace);
        if !is_letter {
            self.marks = self.marks.with(Marks::NO_CASE);
        }
    }

    /// Closes the innermost group, and goes past its brace.
    fn close(&mut self) {
        if let Some((marks, ending)) = self.groups.pop() {
            self.push(ending);
            self.marks = marks;
        }
        if self.rest().starts_with('}') {
            self.at += 1;
        }
    }

    /// Reads the command at a backslash, with its argument.
    fn command(&mut self, end: usize) {
        self.at += 1;
        let Some((name, command)) = self.command_name(end) else {
            return;
        };
        match command {
            LatexCommand::Letters(letters) => {
                self.push(letters);
                self.skip_empty_group();
            }
            LatexCommand::Accent(accent) => {
                self.accent(accent, end);
                let is_sign = !name.starts_with(|c: char| c.is_ascii_alphabetic());
                if is_sign && self.braces == Braces::HoldTogether {
                    self.skip_space_in_name(end);
                }
            }
            LatexCommand::Switch(marks) => self.marks = self.marks.with(marks),
            LatexCommand::Nothing => self.skip_empty_group(),
            LatexCommand::Mark(marks) => self.group_with(marks, "", end),
            LatexCommand::Content => self.group_with(Marks::NONE, "", end),
            LatexCommand::Between(opening, closing) => {
                self.push(opening);
                self.group_with(Marks::NONE, closing, end);
            }
            LatexCommand::Verbatim => {
                let argument = self.argument(end);
                self.push(&unescaped(argument));
            }
            LatexCommand::Second => {
                self.option(end);
                self.argument(end);
                self.skip_space(end);
            }
            LatexCommand::First => {
                let argument = self.argument(end);
                let words = self.inner(argument);
                self.push(&words);
                self.skip_space(end);
                self.argument(end);
            }
            LatexCommand::Swapped => {
                let late = self.argument(end);
                self.skip_space(end);
                let early = self.argument(end);
                let words = self.inner(early) + &self.inner(late);
                self.push(&words);
            }
            LatexCommand::Drop => {
                self.option(end);
                self.argument(end);
            }
            LatexCommand::Math => {
                let argument = self.argument(end);
                self.formula(argument);
            }
            LatexCommand::Unknown => {
                self.out.unknown.insert(name.to_owned());
            }
        }
    }

    /// Reads the name of a command, which is one sign, or letters with the white space after them.
    fn command_name(&mut self, end: usize) -> Option<(&'s str, LatexCommand)> {
        let rest = &self.source[self.at..end];
        let first = rest.chars().next()?;
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if length == 0 {
            let name = &rest[..first.len_utf8()];
            self.at += name.len();
            return Some((name, commands::sign(first)));
        }
        let name = &rest[..length];
        self.at += length;
        // `\enquote*{…}` is another way of doing the same.
        if self.rest().starts_with("*{") {
            self.at += 1;
        }
        self.skip_space(end);
        Some((name, commands::named(name)))
    }

    /// Goes past a blank that tears the start of a name off: `G\"o teborg`. LaTeX shows it, but no
    /// name starts with a capital and an accented letter alone.
    fn skip_space_in_name(&mut self, end: usize) {
        const SHORTEST_REST: usize = 4;
        let before = self.out.runs.last().map(|run| run.text.as_str());
        let start = before.and_then(|text| text.rsplit(char::is_whitespace).next());
        let mut letters = start.unwrap_or_default().chars();
        let is_torn = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && letters.next().is_none();
        let after = &self.source[self.at..end];
        if is_torn && let Some(rest) = after.strip_prefix(' ') {
            let small = rest.bytes().take_while(u8::is_ascii_lowercase).count();
            self.at += usize::from(small >= SHORTEST_REST);
        }
    }

    /// Goes past white space.
    fn skip_space(&mut self, end: usize) {
        let after = &self.source[self.at..end];
        self.at += after.len() - after.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Goes past an empty group, which only ends the command before it: `\LaTeX{}`.
    fn skip_empty_group(&mut self) {
        if self.rest().starts_with("{}") {
            self.at += 2;
        }
    }

    /// Goes past an option in brackets.
    fn option(&mut self, end: usize) {
        let rest = &self.source.as_bytes()[self.at..end];
        if rest.first() == Some(&b'[')
            && let Some(close) = rest
                .iter()
                .take(LONGEST_OPTION)
                .position(|byte| *byte == b']')
        {
            self.at += close + 1;
        }
    }

    /// Reads the group after a command with more marks, and adds `ending` after it.
    fn group_with(&mut self, marks: Marks, ending: &'static str, end: usize) {
        self.option(end);
        if self.source[self.at..end].starts_with('{') {
            self.open(marks, ending);
            let is_plain = marks == Marks::NONE && ending.is_empty();
            if is_plain && self.braces != Braces::HoldTogether {
                // `\mbox{NHS}` protects capitals no more than `NHS` does.
                self.marks = self.groups.last().map_or(self.marks, |(marks, _)| *marks);
            }
        } else {
            // Without braces, a command such as `\textsuperscript2` takes one character.
            let argument = self.argument(end);
            let before = self.marks;
            self.marks = before.with(marks);
            self.push(argument);
            self.push(ending);
            self.marks = before;
        }
    }

    /// Reads the argument of a command: a group without its braces, another command, or a
    /// character.
    fn argument(&mut self, end: usize) -> &'s str {
        let rest = &self.source[self.at..end];
        let (argument, length) = match rest.chars().next() {
            Some('{') => match matching(rest) {
                Some(close) => (&rest[1..close], close + 1),
                None => (&rest[1..], rest.len()),
            },
            Some('}') | None => ("", 0),
            Some('\\') => {
                let letters = rest[1..]
                    .bytes()
                    .take_while(u8::is_ascii_alphabetic)
                    .count();
                let length = 1 + if letters > 0 {
                    letters
                } else {
                    rest[1..].chars().next().map_or(0, char::len_utf8)
                };
                // The blank after a command of letters belongs to it: `Mart\'\i nez`.
                let after = rest[length..].trim_start_matches([' ', '\t', '\n', '\r']);
                let past = if letters > 0 {
                    rest.len() - after.len()
                } else {
                    length
                };
                (&rest[..length], past)
            }
            Some(sign) => (&rest[..sign.len_utf8()], sign.len_utf8()),
        };
        self.at += length;
        argument
    }

    /// Puts an accent on the first letter of the argument.
    fn accent(&mut self, accent: char, end: usize) {
        self.skip_space(end);
        let argument = self.argument(end);
        let letters = if self.depth < DEEPEST {
            self.inner(argument)
        } else {
            argument.to_owned()
        };
        let mut characters = letters.chars();
        let Some(first) = characters.next() else {
            // `\~{}` and `\^{}` are the characters themselves.
            let alone = ACCENTS_ALONE.iter().find(|(known, _)| *known == accent);
            self.push(alone.map_or("", |(_, letters)| letters));
            return;
        };
        let first = match first {
            'ı' => 'i',
            'ȷ' => 'j',
            other => other,
        };
        let mut text = String::with_capacity(letters.len() + 2);
        match combined(first, accent) {
            Some(letter) => text.push(letter),
            None if first.is_whitespace() => text.push(first),
            None => text.extend([first, accent]),
        }
        text.push_str(characters.as_str());
        self.push(&text);
    }

    /// Decodes a part of the source on its own, without marks.
    fn inner(&mut self, source: &str) -> String {
        let mut decoder = LatexDecoder::new(source, Braces::Group, self.depth + 1);
        decoder.text(source.len());
        self.out.unknown.append(&mut decoder.out.unknown);
        decoder.out.plain()
    }
}

/// Returns the place of the brace that closes the one with which a text starts.
pub(super) fn matching(text: &str) -> Option<usize> {
    closing(text.get(1..)?).map(|at| at + 1)
}

/// Returns the place of the brace that closes the one before a text.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (1usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' if depth <= 1 => return Some(at),
            b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}
