//! The findings that a page of the preview shows. It takes a state of the site and its findings,
//! and gives JSON: findings that say the same once with their places, each with its line.

use super::editor_links::EditorLinks;
use super::round::Round;
use crate::base::{Fault, Faults, Label, LineIndex, SourcePath, Span};
use crate::disk;
use crate::present::{Likeness, Places, RepeatedFinding, Sources, json, repeats};
use serde_json::{Value, json};
use std::sync::Arc;

/// The number of faults that are shown; nobody mends more in one go.
const SHOWN: usize = 100;
/// The number of places that are listed of a finding that is repeated.
const LISTED: usize = 50;
/// The number of further places of one finding that are shown.
const LABELS_SHOWN: usize = 10;
/// The number of characters that are shown of a line.
const LONGEST_LINE: usize = 240;

/// Describes the findings that the person who edits the site is shown, and counts the others.
pub(super) fn shown(
    round: &Round<'_>,
    findings: &Faults,
    opening: &EditorLinks,
) -> (Vec<Value>, usize) {
    let root = &round.standby.root;
    let sources = |path: &SourcePath| -> Option<Arc<str>> {
        let text = round.tree.readable(path);
        text.or_else(|| disk::shown_text(root, path))
    };
    let places = Places::new(&sources);
    let told = findings
        .iter()
        .filter(|found| !quotes_held_back(round, found));
    let (mut shown, mut counted) = (Vec::new(), 0);
    for group in repeats(told) {
        if shown.len() >= SHOWN {
            break;
        }
        counted += group.len();
        for (number, found) in group.told.iter().enumerate() {
            let mut value = finding(found, &places, &sources, opening);
            if number + 1 == group.told.len() && !group.others.is_empty() {
                value["others"] = others(&group, &places, opening);
            }
            shown.push(value);
        }
    }
    (shown, findings.len() - counted)
}

/// Describes the findings that are like the one before them: their number, and the first places.
fn others(group: &RepeatedFinding<'_>, places: &Places<'_>, opening: &EditorLinks) -> Value {
    let mut listed = Vec::new();
    for found in group.others.iter().take(LISTED) {
        let Some(span) = &found.span else { continue };
        let start = places.of(span).map(|(start, _)| start);
        let (line, column) = start.map_or((1, 1), |start| (start.line, start.column));
        let differs = group.likeness == Likeness::Alike;
        listed.push(json!({
            "file": span.file.as_str(),
            "line": start.map(|start| start.line),
            "open": opening.href(&span.file, line, column),
            "message": differs.then_some(&found.message),
        }));
    }
    json!({"number": group.others.len(), "places": listed})
}

/// Takes away places on pages that are held back from findings that have so many that each is only
/// an example, and leaves the first of the others.
pub(super) fn keep_few_labels(round: &Round<'_>, findings: &mut Faults) {
    let held_back = &round.plan.site().held_back;
    for found in findings.iter_mut() {
        if found.labels.len() > LABELS_SHOWN {
            let is_shown = |label: &Label| !held_back.contains_key(&label.span.file);
            found.labels.retain(is_shown);
            found.labels.truncate(LABELS_SHOWN);
        }
    }
}

/// Reports whether a finding quotes a page that is held back. Only the terminal tells it: what the
/// preview answers is what will be published, and nothing else.
fn quotes_held_back(round: &Round<'_>, found: &Fault) -> bool {
    let held_back = &round.plan.site().held_back;
    let labels = found.labels.iter().map(|label| &label.span);
    found
        .span
        .iter()
        .chain(labels)
        .any(|span| held_back.contains_key(&span.file))
}

/// Describes a finding with its line, and the address that opens it in an editor.
fn finding(
    found: &Fault,
    places: &Places<'_>,
    sources: &Sources<'_>,
    opening: &EditorLinks,
) -> Value {
    let mut value = json::finding(found, places);
    if let Some(span) = &found.span {
        if let Some((before, marked, after)) = excerpt(span, sources) {
            value["excerpt"] = json!([before, marked, after]);
        }
        let (line, column) = places
            .of(span)
            .map_or((1, 1), |(start, _)| (start.line, start.column));
        value["open"] = json!(opening.href(&span.file, line, column));
    }
    value
}

/// Cuts a text to the length that is shown, without control characters.
fn cut(text: &str) -> String {
    text.chars()
        .take(LONGEST_LINE)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Splits the line in which a span starts: the text before the span, the span, and the text after.
fn excerpt(span: &Span, sources: &Sources<'_>) -> Option<(String, String, String)> {
    let text = sources(&span.file)?;
    let lines = LineIndex::new(&text);
    let line = lines.line_range(&text, lines.position(&text, span.range.start).line)?;
    let from = text.floor_char_boundary(span.range.start.clamp(line.start, line.end));
    let to = text.floor_char_boundary(span.range.end.clamp(from, line.end));
    let before: String = text[line.start..from]
        .trim_start_matches('\u{feff}')
        .to_owned();
    let skipped = before.chars().count().saturating_sub(LONGEST_LINE / 2);
    let before = before.chars().skip(skipped).collect::<String>();
    let before = if skipped > 0 {
        format!("…{before}")
    } else {
        before
    };
    (!text[line].trim().is_empty()).then(|| {
        (
            cut(&before),
            cut(&text[from..to]),
            cut(text[to..].split('\n').next().unwrap_or_default()),
        )
    })
}
