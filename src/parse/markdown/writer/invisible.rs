//! Signs that no text has, typed as they are or as entities: `&#27;`, `&#0;`.

use super::HtmlWriter;
use crate::base::{Code, Fault, code_point, invisible_sign};
use std::ops::Range;

/// The most findings of one body.
const MOST: usize = 20;

/// What a number that stands for no character at all becomes.
const REPLACEMENT: char = '\u{fffd}';

impl HtmlWriter<'_, '_> {
    /// Reports the first such sign that is typed into the source.
    pub(super) fn find_typed_signs(&mut self) {
        let Some((at, sign)) = invisible_sign(self.source) else {
            return;
        };
        let message = format!(
            "there is an invisible character here that no text has, {}",
            code_point(sign)
        );
        self.report_sign(
            message,
            at..at + sign.len_utf8(),
            "delete it: put the cursor before the next letter and press the backspace key",
        );
    }

    /// Reports an entity that stands for such a sign. `decoded` is what the parser makes of the
    /// source at `range`.
    pub(super) fn find_coded_signs(&mut self, decoded: &str, range: &Range<usize>) {
        if !self.has_numbers || self.signs >= MOST {
            return;
        }
        let written = self.source.get(range.clone()).unwrap_or_default();
        let sign = invisible_sign(decoded).map(|(_, sign)| sign);
        let sign = sign.or_else(|| decoded.contains(REPLACEMENT).then_some(REPLACEMENT));
        if let Some(sign) = sign.filter(|sign| !written.contains(*sign)) {
            self.report_coded(sign, range.clone());
        }
    }

    /// Reports entities of raw HTML that stand for such signs.
    pub(super) fn find_signs_in_html(&mut self, html: &str, range: &Range<usize>) {
        if !self.has_numbers {
            return;
        }
        for rest in html.split("&#").skip(1) {
            if self.signs >= MOST {
                return;
            }
            let digits = &rest[..rest.floor_char_boundary(10)];
            let sign = number(digits).map(|number| char::from_u32(number).unwrap_or('\0'));
            let sign = sign.filter(|sign| invisible_sign(sign.encode_utf8(&mut [0; 4])).is_some());
            if let Some(sign) = sign {
                self.report_coded(sign, range.clone());
            }
        }
    }

    /// Returns the quotation mark for a `"` at a range, for which no other one closes words: behind
    /// a number it stands for inches, and behind a word it closes what is opened elsewhere.
    pub(super) fn quote_at(&self, range: &Range<usize>) -> &'static str {
        let before = self.source[..range.start].chars().next_back();
        let after = self.source[range.end..].chars().next();
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        let is_typed = self.source[range.clone()] == *"\"";
        match before {
            Some(sign) if is_typed && sign.is_numeric() && !is_word(after) => "\"",
            Some(sign) if is_typed && sign.is_alphanumeric() && !is_word(after) => "”",
            _ => "“",
        }
    }

    fn report_coded(&mut self, sign: char, range: Range<usize>) {
        self.signs += 1;
        let what = if sign == REPLACEMENT {
            "no character at all".to_owned()
        } else {
            format!(
                "an invisible character that no text has, {}",
                code_point(sign)
            )
        };
        self.report_sign(
            format!("a number between `&#` and `;` stands for {what} here"),
            range,
            "take it out; where the signs themselves are meant, put them between backquotes: \
             `` `&#27;` ``",
        );
    }

    fn report_sign(&mut self, message: String, range: Range<usize>, help: &str) {
        let fault = Fault::error(Code::DamagedText, message).help(help);
        self.build.fault(fault, (self.place)(range));
    }
}

/// Reads the number of an entity, behind its `&#`.
fn number(text: &str) -> Option<u32> {
    let (digits, base) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let end = digits
        .find(|c: char| !c.is_digit(base))
        .unwrap_or(digits.len());
    u32::from_str_radix(&digits[..end], base).ok()
}
