//! A fault or a doubt about somebody's content, as data. Any stage makes them; `present` renders
//! them for a terminal, a program or a browser.

use super::{Code, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site cannot be published with this finding.
    Error,
    /// The site is published, and somebody should look. Under `--strict` this is an error.
    Warning,
}

/// A second place that belongs to the same fault.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The second place.
    pub span: Span,
    /// The words that explain what is at that place.
    pub text: String,
}

/// A change that mends the fault.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// The text to replace.
    pub span: Span,
    /// The text that takes its place.
    pub replacement: String,
}

/// A finding: what is wrong, where, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fault {
    /// The sort of finding; `masthead explain CODE` tells more.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The problem, in one plain sentence without a full stop.
    pub message: String,
    /// The place of the fault; absent only when no file is to blame.
    pub span: Option<Span>,
    /// Other places that belong to the fault.
    pub labels: Vec<Label>,
    /// The advice on what to do, in plain sentences.
    pub help: Vec<String>,
    /// The change that mends the fault, where one is certain.
    pub fix: Option<Fix>,
}

impl Fault {
    /// Makes a fault that stops publication.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// Makes a doubt, which does not stop publication.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Self {
            code,
            severity,
            message: cut(message),
            span: None,
            labels: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
    }

    /// Sets the place of the fault.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a sentence that says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(cut(text.into()));
        self
    }

    /// Adds a sentence that says what to do, when one is known.
    #[must_use]
    pub fn help_if(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Sets the change that mends the fault.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// Passes every range of the fault through `to_disk`, which turns offsets into a part of a file
    /// to offsets into the whole of it.
    #[must_use]
    pub fn map_ranges(mut self, to_disk: impl Fn(Range<usize>) -> Range<usize>) -> Self {
        let spans = self
            .span
            .iter_mut()
            .chain(self.labels.iter_mut().map(|label| &mut label.span));
        for span in spans.chain(self.fix.iter_mut().map(|fix| &mut fix.span)) {
            span.range = to_disk(span.range.clone());
        }
        self
    }
}

/// The number of bytes a sentence may have. Sentences repeat what somebody wrote, and that may be
/// long.
const LONGEST: usize = 1_000;

/// Cuts a sentence that is too long to read.
fn cut(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let mut start = text[..text.floor_char_boundary(LONGEST / 2)].to_owned();
    let in_quotes = start.matches('`').count() % 2 == 1;
    start.push('…');
    if in_quotes {
        start.push('`');
    }
    start
}
