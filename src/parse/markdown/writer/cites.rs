//! Citations: `[@ellis2014, p. 4; see @carpenter2013]`, and `@ellis2014` in running text. Each
//! becomes a hole, because the keys are known only when the whole site is.

use super::HtmlWriter;
use crate::parse::cites::{KeyMention, is_group, mention_at};
use crate::parse::document::{Hole, Role};
use pulldown_cmark::{BrokenLink, CowStr};
use std::ops::Range;

/// The address that stands for a citation in the parser's events, and that no text can write.
const CITATION: &str = "\u{fdd4}citation";

/// The longest key, in bytes, with what stands around it.
const LONGEST_KEY: usize = 300;

/// Tells the parser that brackets with keys in them are a link of ours.
#[expect(clippy::needless_pass_by_value, reason = "the parser hands it over so")]
pub(in crate::parse::markdown) fn broken_link(
    link: BrokenLink<'_>,
) -> Option<(CowStr<'_>, CowStr<'_>)> {
    is_group(&link.reference).then(|| (CITATION.into(), "".into()))
}

impl HtmlWriter<'_, '_> {
    /// Leaves a hole for a link that is a citation, and tells whether it is one. What the parser
    /// makes of its inside is then passed over.
    pub(super) fn start_citation(&mut self, target: &str, range: &Range<usize>) -> bool {
        if target != CITATION {
            return false;
        }
        let written = self.source.get(range.clone()).unwrap_or_default();
        let inside = written
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next())
            .unwrap_or(written);
        if self.picture.is_some() || self.links > 0 {
            // HTML allows no link inside a link.
            let words = written.to_owned();
            self.words(&words);
            self.push_inline_escaped(&words);
        } else {
            let number = self.refer(inside.to_owned(), Role::Citation, range.clone());
            self.hole(Hole::Citation(number));
        }
        self.citing = Some(self.depth);
        true
    }

    /// Writes text that may name publications. The parser gives a key in pieces where it holds `_`,
    /// so keys are read from the source.
    pub(super) fn text_with_mentions(&mut self, text: &str, range: &Range<usize>) {
        let text = if text == "“" {
            self.quote_at(range)
        } else {
            text
        };
        if self.source.get(range.clone()) != Some(text) || self.picture.is_some() || self.links > 0
        {
            self.plain_text(text);
            return;
        }
        let mut done = 0;
        for at in memchr::memchr3_iter(b'@', b':', b'.', text.as_bytes()) {
            let start = range.start + at;
            if at < done || start < self.read_to || !self.may_be_address(start) {
                continue;
            }
            if let Some(end) = self.live_address(start, range.start + done) {
                done = (end - range.start).min(text.len());
                continue;
            }
            let is_key = text.as_bytes()[at] == b'@';
            let Some(KeyMention { length, key, .. }) = self.mention(start).filter(|_| is_key)
            else {
                continue;
            };
            self.plain_text(&text[done..at]);
            let written = self.source[start..start + length].to_owned();
            let number = self.refer(written, Role::Mention, start..start + length);
            self.hole(Hole::Citation(number));
            self.words(&key);
            self.read_to = start + length;
            done = (at + length).min(text.len());
        }
        self.plain_text(&text[done..]);
    }

    /// Tells whether the sign at an offset can be part of an address or begin a key.
    fn may_be_address(&self, at: usize) -> bool {
        let bytes = self.source.as_bytes();
        match bytes[at] {
            b':' => bytes[at..].starts_with(b"://"),
            b'.' => at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www"),
            _ => true,
        }
    }

    /// Reads the key behind the `@` at `start`.
    fn mention(&self, start: usize) -> Option<KeyMention> {
        let before = self.source[..start]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let most = (start + LONGEST_KEY).min(self.source.len());
        let end = (start..=most)
            .rev()
            .find(|end| self.source.is_char_boundary(*end))?;
        mention_at(&self.source[start - before..end], before)
    }

    pub(super) fn plain_text(&mut self, text: &str) {
        self.words(text);
        self.push_inline_escaped(text);
    }

    fn push_inline_escaped(&mut self, text: &str) {
        if self.picture.is_none() {
            self.push_escaped(text);
        }
    }
}
