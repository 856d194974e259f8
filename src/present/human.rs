//! Formats findings for a terminal: what is wrong, the line it is on, and what to type instead.
//! From: faults and the text of files. To: text.

use super::{Colour, Sources};
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
    let message = clean(&finding.message);
    let excerpts: Vec<(Excerpt, AnnotationKind, String)> = finding
        .span
        .iter()
        .map(|span| (span, AnnotationKind::Primary, String::new()))
        .chain(
            finding
                .labels
                .iter()
                .map(|label| (&label.span, AnnotationKind::Context, clean(&label.text))),
        )
        .filter_map(|(span, kind, text)| Some((Excerpt::new(span, sources)?, kind, text)))
        .collect();
    let mut group = Group::with_title(level.primary_title(&message).id(finding.code.name()));
    for (excerpt, kind, text) in &excerpts {
        let annotation = kind.span(excerpt.range.clone());
        let annotation = if text.is_empty() {
            annotation
        } else {
            annotation.label(text.as_str())
        };
        let Excerpt {
            file,
            position,
            text,
            ..
        } = excerpt;
        group = match text {
            Some(text) => group.element(
                Snippet::source(text.as_str())
                    .path(file.as_str())
                    .line_start(position.line)
                    .annotation(annotation),
            ),
            None => group.element(
                Origin::path(file.as_str())
                    .line(position.line)
                    .char_column(position.column),
            ),
        };
    }
    let help: Vec<String> = finding.help.iter().map(|help| clean(help)).collect();
    if excerpts.is_empty()
        && let Some(span) = &finding.span
    {
        group = group.element(Origin::path(clean(span.file.as_str())));
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

/// The line that a finding points at.
struct Excerpt {
    file: String,
    position: Position,
    /// The line itself; `None` if it is empty or too long.
    text: Option<String>,
    range: Range<usize>,
}

impl Excerpt {
    fn new(span: &Span, sources: &Sources<'_>) -> Option<Self> {
        let text = sources(&span.file)?;
        let lines = LineIndex::new(&text);
        let position = lines.position(&text, span.range.start);
        let line = lines.line_range(&text, position.line)?;
        let file = clean(span.file.as_str());
        if text.is_empty() || line.len() > LONGEST_LINE {
            return Some(Self {
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
        let before = clean(&text[line_start..from]);
        let marked = clean(&text[from..to]);
        let after = clean(&text[to..line_end]);
        let range = before.len()..before.len() + marked.len();
        Some(Self {
            file,
            position,
            text: Some(before + &marked + &after),
            range,
        })
    }
}

/// Replaces control characters, so that content cannot move the cursor or change colours.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            c => c,
        })
        .collect()
}
