//! Formulas in LaTeX, written as words.

use super::{Braces, DEEPEST, LatexDecoder};
use crate::bibliography::item::rich::{Marks, push_run};

impl LatexDecoder<'_> {
    /// Reads a formula between dollar signs; a dollar sign without its partner is a word.
    pub(super) fn math(&mut self, end: usize) {
        let rest = &self.source[self.at + 1..end];
        let display = rest.starts_with('$');
        let formula = if display { &rest[1..] } else { rest };
        let Some(close) = formula.find('$') else {
            self.sign("$", 1);
            return;
        };
        if is_money(&formula[..close]) {
            self.sign("$", 1);
            return;
        }
        self.at += 1 + usize::from(display) + close + 1;
        if display && self.rest().starts_with('$') {
            self.at += 1;
        }
        self.formula(&formula[..close]);
    }

    /// Writes a formula as far as words can show it: signs, letters, superscripts and subscripts.
    pub(super) fn formula(&mut self, formula: &str) {
        if self.depth >= DEEPEST {
            self.push(formula);
            return;
        }
        let mut inner = LatexDecoder {
            marks: self.marks,
            ..LatexDecoder::new(formula, Braces::Group, self.depth + 1)
        };
        inner.mathematics();
        for run in std::mem::take(&mut inner.out.runs) {
            push_run(&mut self.out.runs, &run.text, run.marks);
        }
        self.out.unknown.append(&mut inner.out.unknown);
    }

    /// Reads the source as a formula.
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
                Some(sign) => self.raised(sign, end),
            }
        }
        while !self.groups.is_empty() {
            self.close();
        }
    }

    /// Reads what stands higher (`^`) or lower (`_`).
    fn raised(&mut self, sign: char, end: usize) {
        self.at += 1;
        let argument = self.argument(end);
        let before = self.marks;
        if sign == '^' && argument == "\\circ" {
            // A raised circle is how degrees are written.
            self.push("°");
        } else {
            self.marks = before.with(if sign == '^' { Marks::SUP } else { Marks::SUB });
            self.formula(argument);
        }
        self.marks = before;
    }
}

/// Tells whether text between two dollar signs is a sum of money and words, as in `$5 to $6`.
fn is_money(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let has_figures = words.len() < text.len();
    let is_text = words
        .split_whitespace()
        .any(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    has_figures && words.starts_with(' ') && text.ends_with([' ', '(']) && is_text
}
