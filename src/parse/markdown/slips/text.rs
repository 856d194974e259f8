//! A slip in a text, and the text that it is looked for in.

use crate::base::{Code, Severity};
use std::ops::Range;

/// The most findings of one body: a text that is full of brackets is no text with a slip in it.
pub(in crate::parse::markdown) const MOST: usize = 100;

/// A slip in a text: where it is, what is wrong, and what to type instead.
pub(in crate::parse::markdown) struct TextSlip {
    pub(in crate::parse::markdown) code: Code,
    pub(in crate::parse::markdown) severity: Severity,
    pub(in crate::parse::markdown) at: Range<usize>,
    pub(in crate::parse::markdown) message: String,
    pub(in crate::parse::markdown) help: String,
    /// The text that takes the place of what stands there, where it is certain.
    pub(in crate::parse::markdown) mended: Option<String>,
}

impl TextSlip {
    /// Makes a slip that does not stop publication.
    pub(in crate::parse::markdown) fn warning(
        code: Code,
        at: Range<usize>,
        message: impl Into<String>,
        help: String,
    ) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            at,
            message: message.into(),
            help,
            mended: None,
        }
    }

    /// Makes a slip whose place should hold `mended` instead.
    pub(in crate::parse::markdown) fn mended(
        code: Code,
        at: Range<usize>,
        message: impl Into<String>,
        mended: String,
    ) -> Self {
        let help = format!("write `{}`", one_line(&mended));
        Self {
            mended: Some(mended),
            ..Self::warning(code, at, message, help)
        }
    }

    /// Makes a mark that readers see as it is typed.
    pub(in crate::parse::markdown) fn mark(
        at: Range<usize>,
        message: impl Into<String>,
        mended: String,
    ) -> Self {
        Self::mended(Code::MarkLeftOver, at, message, mended)
    }

    /// Says what else can be done.
    pub(in crate::parse::markdown) fn or(mut self, words: &str) -> Self {
        self.help.push_str(words);
        self
    }
}

/// A run of text that readers see as it is typed, in the source of its body.
#[derive(Clone)]
pub(in crate::parse::markdown) struct ShownText<'s> {
    pub(in crate::parse::markdown) source: &'s str,
    pub(in crate::parse::markdown) range: Range<usize>,
    /// Whether the run is the beginning of a line of text.
    pub(in crate::parse::markdown) starts_line: bool,
}

impl<'s> ShownText<'s> {
    pub(in crate::parse::markdown) fn text(&self) -> &'s str {
        &self.source[self.range.clone()]
    }

    /// Returns the sign before an offset of the source.
    pub(in crate::parse::markdown) fn before(&self, at: usize) -> Option<char> {
        self.source[..at].chars().next_back()
    }

    /// Returns the sign at an offset of the source.
    pub(in crate::parse::markdown) fn after(&self, at: usize) -> Option<char> {
        self.source[at..].chars().next()
    }

    /// Tells whether a backslash says that the sign at an offset is meant.
    pub(in crate::parse::markdown) fn is_meant(&self, at: usize) -> bool {
        self.source[..at].ends_with('\\')
    }

    /// Tells whether the run begins a paragraph, after an empty line or at the top.
    pub(in crate::parse::markdown) fn starts_paragraph(&self) -> bool {
        let before = self.source[..self.range.start].trim_end_matches([' ', '>']);
        before.ends_with("\n\n") || before.trim_end_matches('\n').is_empty()
    }

    /// Returns the line of the source in which the run begins, from the run on.
    pub(in crate::parse::markdown) fn line(&self) -> &'s str {
        let rest = &self.source[self.range.start..];
        &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }
}

/// Returns the beginning of a text on one line, for a finding that repeats it.
pub(in crate::parse::markdown) fn one_line(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut characters = text.trim_end_matches('\n').chars();
    let start: String = characters
        .by_ref()
        .take(LONGEST)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if characters.next().is_some() {
        start + "…"
    } else {
        start
    }
}
