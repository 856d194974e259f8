//! Formats findings for a terminal: what is wrong, the line it is on, and what to type instead.
//! From: faults and the text of files. To: text.

use super::{Colour, Sources, one_line};
use crate::base::{Fault, Faults, LineIndex, Position, Severity, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt::Write as _;
use std::ops::Range;

/// The number of findings that are shown; the rest are only counted.
const SHOWN: usize = 50;
/// The longest line that is quoted, in bytes; for a longer one only the position is shown.
const LONGEST_LINE: usize = 20_000;

/// Formats all findings: the first fifty in full, the rest as a number.
#[must_use]
pub fn findings(findings: &Faults, sources: &Sources<'_>, colour: Colour) -> String {
    let mut out = String::new();
    for finding in findings.iter().take(SHOWN) {
        out.push_str(&one(finding, sources, colour));
        out.push_str("\n\n");
    }
    if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(
            out,
            "… and {more} more. Mend these first, or add `--format json` to see them all.\n"
        );
    }
    out
}

/// Formats one finding.
#[must_use]
pub fn one(finding: &Fault, sources: &Sources<'_>, colour: Colour) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = one_line(&finding.message);
    let excerpts = excerpts(finding, sources);
    let mut group = Group::with_title(level.primary_title(&message).id(finding.code.name()));
    for excerpt in &excerpts {
        group = excerpt.add_to(group);
    }
    let help: Vec<String> = finding.help.iter().map(|help| one_line(help)).collect();
    if excerpts.is_empty()
        && let Some(span) = &finding.span
    {
        group = group.element(Origin::path(one_line(span.file.as_str())));
    }
    for help in &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour == Colour::On {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer
        .decor_style(DecorStyle::Ascii)
        .term_width(160)
        .render(&[group])
}

/// Returns the lines that a finding points at: where it stands, and its labels.
fn excerpts(finding: &Fault, sources: &Sources<'_>) -> Vec<Excerpt> {
    let mut excerpts = Vec::new();
    if let Some(span) = &finding.span {
        excerpts.extend(Excerpt::new(span, None, sources));
    }
    for label in &finding.labels {
        excerpts.extend(Excerpt::new(&label.span, Some(&label.text), sources));
    }
    excerpts
}

/// The line that a finding points at.
struct Excerpt {
    /// The words of a label; `None` for the place of the finding itself.
    label: Option<String>,
    file: String,
    position: Position,
    /// The line itself; `None` if it is empty or too long.
    text: Option<String>,
    range: Range<usize>,
}

impl Excerpt {
    /// Adds the line to what is shown of a finding.
    fn add_to<'e>(&'e self, group: Group<'e>) -> Group<'e> {
        let Some(text) = &self.text else {
            return group.element(
                Origin::path(self.file.as_str())
                    .line(self.position.line)
                    .char_column(self.position.column),
            );
        };
        let mut annotation = match &self.label {
            Some(_) => AnnotationKind::Context.span(self.range.clone()),
            None => AnnotationKind::Primary.span(self.range.clone()),
        };
        if let Some(label) = self.label.as_deref().filter(|label| !label.is_empty()) {
            annotation = annotation.label(label);
        }
        group.element(
            Snippet::source(text.as_str())
                .path(self.file.as_str())
                .line_start(self.position.line)
                .annotation(annotation),
        )
    }

    /// Cuts out the line at a span; `None` where its file is not text.
    fn new(span: &Span, label: Option<&str>, sources: &Sources<'_>) -> Option<Self> {
        let label = label.map(one_line);
        let text = sources(&span.file)?;
        let lines = LineIndex::new(&text);
        let position = lines.position(&text, span.range.start);
        let line = lines.line_range(&text, position.line)?;
        let file = one_line(span.file.as_str());
        if text.is_empty() || line.len() > LONGEST_LINE {
            return Some(Self {
                label,
                file,
                position,
                text: None,
                range: 0..0,
            });
        }
        let mark = if position.line == 1 && text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let (line_start, line_end) = ((line.start + mark).min(line.end), line.end);
        let from = text.floor_char_boundary(span.range.start.clamp(line_start, line_end));
        let to = text.floor_char_boundary(span.range.end.clamp(from, line_end));
        let before = one_line(&text[line_start..from]);
        let marked = one_line(&text[from..to]);
        let after = one_line(&text[to..line_end]);
        let range = before.len()..before.len() + marked.len();
        Some(Self {
            label,
            file,
            position,
            text: Some(before + &marked + &after),
            range,
        })
    }
}
