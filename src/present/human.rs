//! Findings for a terminal: what is wrong, the line it stands on, what to type instead.

use super::{Colour, Sources};
use crate::base::{Diagnostic, LineIndex, Severity, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write as _;
use std::ops::Range;

/// Findings shown before the rest is only counted: nobody mends more in one go.
const SHOWN: usize = 50;
/// Bytes of a line shown around the place, at most.
const WIDEST: usize = 240;

/// All findings, the first [`SHOWN`] in full.
#[must_use]
pub fn findings(findings: &[Diagnostic], sources: &Sources<'_>, colour: Colour) -> String {
    let mut out = String::new();
    for finding in findings.iter().take(SHOWN) {
        out.push_str(&one(finding, sources, colour));
        out.push_str("\n\n");
    }
    if let Some(more) = findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = writeln!(out, "… and {more} more. Mend these first, or add `--format json` to see them all.\n");
    }
    out
}

/// One finding.
#[must_use]
pub fn one(finding: &Diagnostic, sources: &Sources<'_>, colour: Colour) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = clean(&finding.message);
    let excerpts: Vec<(Excerpt, AnnotationKind, String)> = finding
        .span
        .iter()
        .map(|span| (span, AnnotationKind::Primary, String::new()))
        .chain(finding.labels.iter().map(|label| (&label.span, AnnotationKind::Context, clean(&label.text))))
        .filter_map(|(span, kind, text)| Some((Excerpt::new(span, sources)?, kind, text)))
        .collect();
    let mut group = Group::with_title(level.primary_title(&message).id(finding.code.name()));
    for (excerpt, kind, text) in &excerpts {
        let annotation = kind.span(excerpt.range.clone());
        let annotation = if text.is_empty() { annotation } else { annotation.label(text.as_str()) };
        group = group
            .element(Snippet::source(excerpt.text.as_str()).path(excerpt.place.as_str()).line_start(excerpt.line).annotation(annotation));
    }
    let help: Vec<String> = finding.help.iter().map(|help| clean(help)).collect();
    if excerpts.is_empty()
        && let Some(span) = &finding.span
    {
        group = group.element(annotate_snippets::Origin::path(clean(span.file.as_str())));
    }
    for help in &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour == Colour::On { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(160).render(&[group])
}

/// The line that a finding points at, cut to a readable width.
struct Excerpt {
    place: String,
    text: String,
    line: usize,
    range: Range<usize>,
}

impl Excerpt {
    fn new(span: &Span, sources: &Sources<'_>) -> Option<Self> {
        let text = sources(&span.file)?;
        if text.is_empty() {
            return None;
        }
        let lines = LineIndex::new(&text);
        let start = lines.position(&text, span.range.start);
        let line = lines.line_range(&text, start.line)?;
        let mark = if start.line == 1 && text.starts_with('\u{feff}') { 3 } else { 0 };
        let (line_start, line_end) = ((line.start + mark).min(line.end), line.end);
        let from = text.floor_char_boundary(span.range.start.clamp(line_start, line_end));
        let to = text.floor_char_boundary(span.range.end.clamp(from, line_end));
        // The excerpt starts where the line does, unless the line is very long.
        let window_start = if from - line_start > WIDEST / 2 { text.floor_char_boundary(from - WIDEST / 4) } else { line_start };
        let window_end = text.floor_char_boundary((window_start + WIDEST).max(to.min(window_start + WIDEST)).min(line_end));
        let to = to.min(window_end);
        let before = clean(&text[window_start..from]);
        let marked = clean(&text[from..to]);
        let after = clean(&text[to..window_end]);
        let lead = if window_start > line_start { "…" } else { "" };
        let tail = if window_end < line_end { "…" } else { "" };
        let at = lead.len() + before.len();
        let range = at..at + marked.len();
        Some(Self { place: clean(span.file.as_str()), text: format!("{lead}{before}{marked}{after}{tail}"), line: start.line, range })
    }
}

/// Control characters shown instead of obeyed: content must not move the cursor or change colours.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => '\u{fffd}',
            c => c,
        })
        .collect()
}
