//! Formats findings for a terminal: what is wrong, the line it is on, and what to type instead.
//! From: faults and the text of files. To: text.

use super::summary::verdict;
use super::{Colour, Likeness, Places, RepeatedFinding, Sources, one_line, repeats};
use crate::base::{Fault, Faults, LineIndex, Position, Severity, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::fmt::Write as _;
use std::ops::Range;

/// The most errors that are shown in full; the rest are only counted.
const ERRORS_SHOWN: usize = 100;
/// The number of findings that are shown in full, unless there are more errors.
const SHOWN: usize = 50;
/// The number of places that are named of a finding that is repeated.
const PLACES_NAMED: usize = 3;
/// The number of findings that have a line each, after a few like them are shown in full.
const LINES_SHOWN: usize = 20;
/// The number of further places of one finding that are shown; the rest are only counted.
const LABELS_SHOWN: usize = 3;
/// The longest line that is quoted, in bytes; for a longer one only the position is shown.
const LONGEST_LINE: usize = 20_000;

/// Formats all findings, which are errors before warnings: those that say the same once with their
/// places, the first fifty in full, all errors among them up to a hundred, and the rest as numbers.
#[must_use]
pub fn findings(findings: &Faults, sources: &Sources<'_>, colour: Colour) -> String {
    let places = Places::new(sources);
    let mut out = String::new();
    let (mut shown, mut left_out) = (0, Faults::new());
    for group in repeats(findings) {
        let is_error = group.told[0].severity == Severity::Error;
        if shown >= if is_error { ERRORS_SHOWN } else { SHOWN } {
            left_out.extend(group.told.into_iter().chain(group.others).cloned());
            continue;
        }
        shown += group.told.len();
        for (number, finding) in group.told.iter().enumerate() {
            let is_last = number + 1 == group.told.len();
            let note = same_elsewhere(&group, &places).filter(|_| is_last);
            out.push_str(&with_note(finding, note.as_deref(), sources, colour));
            out.push_str("\n\n");
        }
        if group.likeness == Likeness::Alike {
            out.push_str(&lines(&group, &places));
        }
    }
    if !left_out.is_empty() {
        let _ = writeln!(
            out,
            "… and {} more. Mend these first, or add `--format json` to see them all.\n",
            verdict(&left_out)
        );
    }
    out
}

/// Names the places at which a finding is repeated word by word.
fn same_elsewhere(group: &RepeatedFinding<'_>, places: &Places<'_>) -> Option<String> {
    if group.others.is_empty() || group.likeness != Likeness::Same {
        return None;
    }
    let others = group.others.iter().map(|finding| place(finding, places));
    let mut named: Vec<String> = others.take(PLACES_NAMED).collect();
    let more = group.others.len() - named.len();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let last = named.pop().unwrap_or_default();
    let list = if named.is_empty() {
        last
    } else {
        format!("{} and {last}", named.join(", "))
    };
    Some(format!("the same at {list}: {} places in all", group.len()))
}

/// Formats findings that are like others before them, one a line.
fn lines(group: &RepeatedFinding<'_>, places: &Places<'_>) -> String {
    let (first, findings) = (group.told[0], &group.others);
    if findings.is_empty() {
        return String::new();
    }
    let all: Faults = findings.iter().copied().cloned().collect();
    let name = first.code.name();
    let mut out = format!("{} more like these [{name}]:\n", verdict(&all));
    for finding in findings.iter().take(LINES_SHOWN) {
        let message = &finding.message;
        let is_told = |help: &&String| group.told.iter().any(|told| told.help.contains(*help));
        let words = match finding.help.first() {
            Some(help) if *message == first.message => help.clone(),
            Some(help) if !is_told(&help) => format!("{message}; {help}"),
            _ => message.clone(),
        };
        let _ = writeln!(out, "  {}: {}", place(finding, places), one_line(&words));
    }
    if findings.len() > LINES_SHOWN {
        let _ = writeln!(out, "  … and {} more", findings.len() - LINES_SHOWN);
    }
    out.push('\n');
    out
}

/// Names the place of a finding: the file, and the line and the column where they are known.
fn place(finding: &Fault, places: &Places<'_>) -> String {
    let Some(span) = &finding.span else {
        return "the whole site".to_owned();
    };
    let file = one_line(span.file.as_str());
    match places.of(span) {
        Some((start, _)) => format!("{file}:{}:{}", start.line, start.column),
        None => file,
    }
}

/// Formats one finding.
#[must_use]
pub fn one(finding: &Fault, sources: &Sources<'_>, colour: Colour) -> String {
    with_note(finding, None, sources, colour)
}

/// Formats one finding, with a note beneath it.
fn with_note(finding: &Fault, note: Option<&str>, sources: &Sources<'_>, colour: Colour) -> String {
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
    let more = finding.labels.len().saturating_sub(LABELS_SHOWN);
    let more = (more > 0).then(|| format!("there are {more} more such places"));
    if let Some(more) = more.as_deref() {
        group = group.element(Level::NOTE.message(more));
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(note));
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
    for label in finding.labels.iter().take(LABELS_SHOWN) {
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
