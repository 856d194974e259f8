//! A fault or a doubt about somebody's content, as data.
//! From: any stage. To: `present`, which renders it for a terminal, a program or a browser.

use super::{Code, Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// The site is published; somebody should look. An error under `--strict`.
    Warning,
}

/// A second place that belongs to the same fault.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// A change that mends the fault.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// With what.
    pub replacement: String,
}

/// One finding: what is wrong, where, and what to type instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fault {
    /// Which sort of finding; `masthead explain CODE` tells more.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one plain sentence without a full stop.
    pub message: String,
    /// Where; absent only when no file is to blame.
    pub span: Option<Span>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do, each a plain sentence.
    pub help: Vec<String>,
    /// The change that mends it, where one is certain.
    pub fix: Option<Fix>,
}

impl Fault {
    /// A fault that stops publication.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// A doubt that does not.
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

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(cut(text.into()));
        self
    }

    /// Says what to do, when something is known.
    #[must_use]
    pub fn help_if(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Gives the change that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// Moves every place in its own file through `to_disk`, from offsets in a part to offsets in
    /// the file.
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

/// Characters of one sentence: what somebody wrote is repeated in it, and that may be long.
const LONGEST: usize = 1_000;

/// The beginning of a sentence that is too long to read.
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
