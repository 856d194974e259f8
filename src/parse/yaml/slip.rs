//! Slips of the pen in a block of YAML, told in plain English.

use crate::base::{Code, Fault, Severity, SourcePath, Span};
use std::ops::Range;

/// A slip of the pen in a block.
pub(super) struct Slip {
    severity: Severity,
    message: String,
    help: String,
    range: Range<usize>,
    /// The text that belongs in the place of `range`.
    fix: Option<String>,
}

impl Slip {
    /// Creates a slip that stops publication.
    pub(super) fn error(
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
            range,
            fix: None,
        }
    }

    /// Creates a slip that YAML reads without complaint.
    pub(super) fn warning(
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(range, message, help)
        }
    }

    /// Offers `text` to put in the place of the slip.
    pub(super) fn fix(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(text.into());
        self
    }

    /// Returns the slip's place in its block.
    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Turns the slip into the fault that reports it; `place` turns ranges of the block into ranges
    /// on disk.
    pub(super) fn into_fault(
        self,
        file: &SourcePath,
        place: &dyn Fn(Range<usize>) -> Range<usize>,
    ) -> Fault {
        let span = Span::new(file, place(self.range));
        let fault = match self.severity {
            Severity::Error => Fault::error(Code::YamlSyntax, self.message),
            Severity::Warning => Fault::warning(Code::YamlSyntax, self.message),
        };
        let fault = fault.at(span.clone()).help(self.help);
        match self.fix {
            Some(fix) => fault.fix(span, fix),
            None => fault,
        }
    }
}
