//! LaTeX as it stands in the fields of a BibTeX file. From: the source of a field. To: words with
//! their marks, and the commands nobody knows. Anything is accepted: what is no LaTeX is words, an
//! open brace is closed at the end, and depth is bounded.

use super::commands::{self, LatexCommand};
use crate::bibliography::item::rich::{Marks, TextRun, compose, push_run};
use std::collections::BTreeSet;
use unicode_normalization::char::compose as combined;

/// How deep an accent or a group may stand in another; what is deeper is words.
const DEEPEST: usize = 32;

/// Most bytes of what stands in brackets after a command.
const LONGEST_OPTION: usize = 200;

/// What braces mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// They keep the capitals of a title: `{NHS}`.
    KeepCase,
    /// Nothing.
    Group,
}

/// The words of a field.
#[derive(Default)]
pub(super) struct LatexText {
    pub(super) runs: Vec<TextRun>,
    /// Commands that were left out.
    pub(super) unknown: BTreeSet<String>,
}

impl LatexText {
    /// With marks, as CSL-JSON writes them.
    pub(super) fn rich(&self) -> String {
        compose(&self.runs)
    }

    /// Without marks.
    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Reads LaTeX.
pub(super) fn decode(source: &str, braces: Braces) -> LatexText {
    let mut reading = LatexDecoder {
        source,
        at: 0,
        groups: Vec::new(),
        marks: Marks::NONE,
        out: LatexText::default(),
        braces,
        depth: 0,
    };
    reading.text(source.len());
    let mut out = reading.out;
    if braces == Braces::KeepCase {
        out.runs = whole_words(&out.runs);
    }
    out
}

/// Reads LaTeX where marks have no place.
pub(super) fn plain(source: &str) -> String {
    if source.contains(['\\', '{', '}', '$', '~', '-', '`', '\'']) {
        decode(source, Braces::Group).plain()
    } else {
        source.to_owned()
    }
}

struct LatexDecoder<'s> {
    source: &'s str,
    at: usize,
    /// What to put back at the end of each open group: the marks, and a closing quotation mark.
    groups: Vec<(Marks, &'static str)>,
    marks: Marks,
    out: LatexText,
    braces: Braces,
    depth: usize,
}

impl<'s> LatexDecoder<'s> {
    fn push(&mut self, text: &str) {
        push_run(&mut self.out.runs, text, self.marks);
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

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

    fn sign(&mut self, letters: &str, length: usize) {
        self.push(letters);
        self.at += length;
    }

    /// Dashes and quotation marks of several signs.
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

    fn open(&mut self, marks: Marks, ending: &'static str) {
        self.at += 1;
        self.groups.push((self.marks, ending));
        let special = self.rest().starts_with('\\');
        if self.braces == Braces::KeepCase && marks == Marks::NONE && ending.is_empty() && !special
        {
            self.marks = self.marks.with(Marks::NO_CASE);
        }
        self.marks = self.marks.with(marks);
    }

    fn close(&mut self) {
        if let Some((marks, ending)) = self.groups.pop() {
            self.push(ending);
            self.marks = marks;
        }
        if self.rest().starts_with('}') {
            self.at += 1;
        }
    }

    fn command(&mut self, end: usize) {
        self.at += 1;
        let rest = &self.source[self.at..end];
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some(first) = rest.chars().next() else {
            return;
        };
        let (name, command) = if length == 0 {
            self.at += first.len_utf8();
            (&rest[..first.len_utf8()], commands::sign(first))
        } else {
            self.at += length;
            let space = self.rest().len()
                - self
                    .rest()
                    .trim_start_matches([' ', '\t', '\n', '\r'])
                    .len();
            self.at = (self.at + space).min(end);
            (&rest[..length], commands::named(&rest[..length]))
        };
        match command {
            LatexCommand::Letters(letters) => {
                self.push(letters);
                self.skip_empty_group();
            }
            LatexCommand::Accent(accent) => self.accent(accent, end),
            LatexCommand::Switch(marks) => self.marks = self.marks.with(marks),
            LatexCommand::Nothing => self.skip_empty_group(),
            LatexCommand::Mark(marks) => self.group_with(marks, "", end),
            LatexCommand::Content => self.group_with(Marks::NONE, "", end),
            LatexCommand::Quote => {
                self.push("“");
                self.group_with(Marks::NONE, "”", end);
            }
            LatexCommand::Verbatim => {
                let argument = self.argument(end);
                self.push(&unescaped(argument));
            }
            LatexCommand::Second => {
                self.argument(end);
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

    /// `\LaTeX{}` and `{\ss}`: an empty group only ends the command.
    fn skip_empty_group(&mut self) {
        if self.rest().starts_with("{}") {
            self.at += 2;
        }
    }

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

    fn group_with(&mut self, marks: Marks, ending: &'static str, end: usize) {
        self.option(end);
        if self.source[self.at..end].starts_with('{') {
            self.open(marks, ending);
            if marks == Marks::NONE && ending.is_empty() {
                // `\mbox{NHS}` keeps capitals no more than `NHS` does.
                self.marks = self.groups.last().map_or(self.marks, |(marks, _)| *marks);
            }
        } else {
            // `\textsuperscript2`: the next sign alone.
            let argument = self.argument(end);
            let before = self.marks;
            self.marks = before.with(marks);
            self.push(argument);
            self.push(ending);
            self.marks = before;
        }
    }

    /// What a command takes: a group without its braces, another command, or a sign.
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
                (&rest[..length], length)
            }
            Some(sign) => (&rest[..sign.len_utf8()], sign.len_utf8()),
        };
        self.at += length;
        argument
    }

    fn accent(&mut self, accent: char, end: usize) {
        if self.source[self.at..end].starts_with([' ', '\t', '\n', '\r']) {
            self.at += 1;
        }
        let argument = self.argument(end);
        let letters = if self.depth < DEEPEST {
            self.inner(argument)
        } else {
            argument.to_owned()
        };
        let mut characters = letters.chars();
        let Some(first) = characters.next() else {
            // `\~{}` and `\^{}` are the signs themselves.
            match accent {
                '\u{303}' => self.push("~"),
                '\u{302}' => self.push("^"),
                '\u{300}' => self.push("`"),
                '\u{301}' => self.push("'"),
                _ => {}
            }
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

    /// The words of a part of the source, read on its own.
    fn inner(&mut self, source: &str) -> String {
        let mut reading = LatexDecoder {
            source,
            at: 0,
            groups: Vec::new(),
            marks: Marks::NONE,
            out: LatexText::default(),
            braces: Braces::Group,
            depth: self.depth + 1,
        };
        reading.text(source.len());
        self.out
            .unknown
            .extend(std::mem::take(&mut reading.out.unknown));
        reading.out.plain()
    }

    fn math(&mut self, end: usize) {
        let rest = &self.source[self.at + 1..end];
        let display = rest.starts_with('$');
        let formula = if display { &rest[1..] } else { rest };
        let Some(close) = formula.find('$') else {
            self.sign("$", 1);
            return;
        };
        self.at += 1 + usize::from(display) + close + 1;
        if display && self.rest().starts_with('$') {
            self.at += 1;
        }
        self.formula(&formula[..close]);
    }

    /// A formula as far as words can show it: signs, letters, what stands higher and lower.
    fn formula(&mut self, formula: &str) {
        if self.depth >= DEEPEST {
            self.push(formula);
            return;
        }
        let mut reading = LatexDecoder {
            source: formula,
            at: 0,
            groups: Vec::new(),
            marks: self.marks,
            out: LatexText::default(),
            braces: Braces::Group,
            depth: self.depth + 1,
        };
        reading.mathematics();
        for run in std::mem::take(&mut reading.out.runs) {
            push_run(&mut self.out.runs, &run.text, run.marks);
        }
        self.out.unknown.append(&mut reading.out.unknown);
    }

    fn mathematics(&mut self) {
        let end = self.source.len();
        while self.at < end {
            let rest = self.rest();
            let special = rest
                .find(['\\', '{', '}', '^', '_', '~', '-', '\''])
                .unwrap_or(rest.len());
            self.push(&rest[..special]);
            self.at += special;
            match rest[special..].chars().next() {
                None => {}
                Some('\\') => self.command(end),
                Some('{') => {
                    self.at += 1;
                    self.groups.push((self.marks, ""));
                }
                Some('}') => self.close(),
                Some('~') => self.sign("\u{a0}", 1),
                Some('-') => self.sign("−", 1),
                Some('\'') => self.sign("′", 1),
                Some(sign) => {
                    self.at += 1;
                    let argument = self.argument(end);
                    let before = self.marks;
                    self.marks = before.with(if sign == '^' { Marks::SUP } else { Marks::SUB });
                    if sign == '^' && argument == "\\circ" {
                        // Degrees are written like this.
                        self.marks = before;
                        self.push("°");
                    } else {
                        self.formula(argument);
                    }
                    self.marks = before;
                }
            }
        }
        while !self.groups.is_empty() {
            self.close();
        }
    }
}

/// Where the brace that `text` starts with is closed.
pub(super) fn matching(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 0);
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

/// An address or identifier: not LaTeX, but some programs escape it all the same.
pub(super) fn unescaped(source: &str) -> String {
    let mut text = source.trim();
    while let Some(inner) = text
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'))
        .filter(|_| matching(text) == Some(text.len() - 1))
    {
        text = inner.trim();
    }
    if let Some(inner) = ["\\url{", "\\nolinkurl{", "\\path{"]
        .iter()
        .find_map(|start| text.strip_prefix(start))
    {
        text = inner.strip_suffix('}').unwrap_or(inner);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['\\', '{', '}']) {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let known = [
            ("\\textunderscore", "_"),
            ("\\textasciitilde", "~"),
            ("\\string", ""),
            ("\\~{}", "~"),
            ("$\\sim$", "~"),
            ("\\_", "_"),
            ("\\%", "%"),
            ("\\&", "&"),
            ("\\#", "#"),
            ("\\$", "$"),
            ("\\~", "~"),
            ("\\:", ":"),
            ("\\-", "-"),
            ("{", ""),
            ("}", ""),
        ];
        if let Some((sign, letters)) = known.into_iter().find(|(sign, _)| rest.starts_with(sign)) {
            out.push_str(letters);
            rest = &rest[sign.len()..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Capitals are kept by the word: `{B}ayesian` means Bayesian. A title that is protected as a whole
/// says nothing about any word.
fn whole_words(runs: &[TextRun]) -> Vec<TextRun> {
    let cased = |c: &char| c.is_lowercase() || c.is_uppercase();
    let unprotected = runs
        .iter()
        .any(|run| !run.marks.has(Marks::NO_CASE) && run.text.chars().any(|c| cased(&c)));
    if !unprotected {
        let mut out = Vec::new();
        for run in runs {
            push_run(&mut out, &run.text, run.marks.without(Marks::NO_CASE));
        }
        return out;
    }
    let letters: Vec<(char, Marks)> = runs
        .iter()
        .flat_map(|run| run.text.chars().map(|c| (c, run.marks)))
        .collect();
    let mut out: Vec<TextRun> = Vec::new();
    for word in letters.chunk_by(|(a, _), (b, _)| is_word(*a) == is_word(*b)) {
        let is_kept = word.iter().any(|(_, marks)| marks.has(Marks::NO_CASE));
        let has_case = word.iter().any(|(c, _)| cased(c));
        for (c, marks) in word {
            let marks = match (is_word(*c), is_kept && has_case) {
                (true, true) => marks.with(Marks::NO_CASE),
                (true, false) => marks.without(Marks::NO_CASE),
                (false, _) => *marks,
            };
            push_run(&mut out, c.encode_utf8(&mut [0; 4]), marks);
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests;
