//! Search for text that YAML reads without complaint and the writer did not mean. From: a block and
//! its tree. To: slips that are warnings.

use super::data::Data;
use super::slip::Slip;
use super::tree::{Node, NodeEntry, NodeValue, Scalar};
use super::wording::quoted;
use std::ops::Range;

/// Finds what the writer of a block probably did not mean.
pub(super) fn doubtful(text: &str, node: &Node) -> Vec<Slip> {
    let mut slips = Vec::new();
    check_node(text, node, ValueSort::Any, &mut slips);
    slips
}

/// What the value of a setting is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueSort {
    /// Words that readers see.
    Words,
    /// Words, a name of something, a day or another value.
    Any,
}

/// The settings whose values are words that readers see.
const OF_WORDS: [&str; 9] = [
    "title",
    "nav_title",
    "summary",
    "subtitle",
    "image_alt",
    "caption",
    "heading",
    "description",
    "alt",
];

fn check_node(text: &str, node: &Node, sort: ValueSort, slips: &mut Vec<Slip>) {
    match &node.value {
        NodeValue::Scalar(scalar) if scalar.plain => {
            slips.extend(lost_after_hash(text, node, scalar, sort));
            slips.extend(hyphens_in_text(text, node, scalar));
            slips.extend(curly_quotes(node, scalar));
        }
        NodeValue::Scalar(_) => {}
        NodeValue::List(nodes) => {
            for node in nodes {
                check_node(text, node, sort, slips);
            }
        }
        NodeValue::Map(entries) => {
            for entry in entries {
                if entry.value.is_nothing() {
                    slips.extend(lost_value(text, entry));
                }
                let sort = if OF_WORDS.contains(&entry.key.as_str()) {
                    ValueSort::Words
                } else {
                    ValueSort::Any
                };
                check_node(text, &entry.value, sort, slips);
            }
        }
    }
}

/// Finds text behind a space and `#`, which YAML takes for a comment.
fn lost_after_hash(text: &str, node: &Node, scalar: &Scalar, sort: ValueSort) -> Option<Slip> {
    let (rest, lost) = note_behind(&text[node.span.end..])?;
    let is_part = match lost.strip_prefix(' ') {
        Some(lost) => may_go_on(scalar, lost.trim_start(), sort),
        None => scalar.data != Data::Null && lost.starts_with(char::is_alphanumeric),
    };
    let range = node.span.start..node.span.end + rest.len();
    is_part.then(|| left_out(range, lost, &format!("{} #{lost}", scalar.text)))
}

/// Finds a value that starts with `#` and so is none: `title: #MeToo`, `title: # 4 of 5 agree`.
fn lost_value(text: &str, entry: &NodeEntry) -> Option<Slip> {
    let start = entry.key_span.end + 1;
    let (rest, lost) = note_behind(text.get(start..)?)?;
    let is_value = match lost.strip_prefix(' ') {
        Some(lost) => lost.starts_with(char::is_numeric),
        None => lost.starts_with(char::is_alphanumeric),
    };
    let range = start + rest.len() - lost.len() - 1..start + rest.len();
    is_value.then(|| left_out(range, lost, &format!("#{lost}")))
}

/// Returns the rest of the line that a text begins with, and what stands behind its `#`, where
/// nothing but blanks stands before.
fn note_behind(behind: &str) -> Option<(&str, &str)> {
    // Most values have no note behind them, and the line of a long list is not read for each entry.
    let note = behind.trim_start_matches([' ', '\t']).strip_prefix('#')?;
    let length = behind.len() - note.len();
    let lost = note.lines().next().unwrap_or_default().trim_end();
    Some((&behind[..length + lost.len()], lost))
}

fn left_out(range: Range<usize>, lost: &str, whole: &str) -> Slip {
    let whole = quoted(whole);
    let message =
        format!("`#{lost}` is left out: what follows a space and `#` is a note to yourself");
    let help = format!(
        "put quotes around the text: `{whole}`; a note to yourself stands on a line of its own"
    );
    Slip::warning(range, message, help).fix(whole)
}

/// Tells whether a value may go on behind a space, `#` and another space: `Issue # 4`. Notes stand
/// behind days, numbers and single words in small letters.
fn may_go_on(scalar: &Scalar, lost: &str, sort: ValueSort) -> bool {
    let text = scalar.text.as_str();
    let is_day = text.starts_with(|c: char| c.is_numeric()) && !text.contains(' ');
    let is_words =
        sort == ValueSort::Words || text.contains(' ') || text.starts_with(char::is_uppercase);
    matches!(scalar.data, Data::Text(_))
        && !is_day
        && lost.starts_with(char::is_alphanumeric)
        && (is_words || lost.starts_with(|c: char| c.is_numeric()))
}

/// Finds a list that is read as one text, or an entry without the space after its hyphen.
fn hyphens_in_text(text: &str, node: &Node, scalar: &Scalar) -> Option<Slip> {
    let range = node.span.clone();
    if let Some(entries) = entries_of_one(&text[range.clone()]) {
        let list: Vec<String> = entries.iter().map(|entry| format!("`- {entry}`")).collect();
        let message = format!(
            "these lines are read as one text, `{}`, and not as a list",
            short(&scalar.text)
        );
        let help = format!(
            "write each entry on a line of its own, with a hyphen and a space before it: {}",
            list.join(", ")
        );
        return Some(Slip::warning(range, message, help));
    }
    let entry = scalar.text.strip_prefix('-')?;
    if !entry.starts_with(char::is_alphabetic) {
        return None;
    }
    let message = format!(
        "this is shown as `{}`, with its hyphen: an entry of a list needs a space after it",
        scalar.text
    );
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let meant = if before.trim().is_empty() {
        format!("- {entry}")
    } else {
        // An entry of a list cannot stand behind a name.
        entry.to_owned()
    };
    let help =
        format!("write `{meant}`, or put quotes around the text if the hyphen belongs to it");
    Some(Slip::warning(range, message, help).fix(meant))
}

/// Finds quotes of a word processor, which YAML takes for part of the text.
fn curly_quotes(node: &Node, scalar: &Scalar) -> Option<Slip> {
    let inner = scalar
        .text
        .strip_prefix(['“', '‘'])?
        .strip_suffix(['”', '’'])?;
    if inner.is_empty() {
        return None;
    }
    let quoted = quoted(inner);
    let message = "these curly quotes will be seen on the page: only straight ones are taken away";
    let help = format!("write `{quoted}`, or no quotes at all");
    Some(Slip::warning(node.span.clone(), message, help).fix(quoted))
}

/// Returns the first entries of what looks like a list and is one text over several lines: all but
/// perhaps the first line start with a hyphen or with a mark that a word processor makes. A dash
/// alone may be meant, so there the first line needs one too.
fn entries_of_one(written: &str) -> Option<Vec<&str>> {
    if !written.contains('\n') {
        return None;
    }
    let lines: Vec<&str> = written
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let first = list_mark(lines.first()?);
    let others = lines.get(1..)?;
    let is_list = !others.is_empty()
        && others.iter().all(|line| {
            list_mark(line).is_some_and(|mark| !matches!(mark, '–' | '—') || first == Some(mark))
        });
    is_list.then(|| {
        lines
            .iter()
            .map(|line| without_mark(line))
            .take(5)
            .collect()
    })
}

/// Returns the sign that a line of a list starts with.
fn list_mark(line: &str) -> Option<char> {
    line.chars()
        .next()
        .filter(|c| matches!(c, '-' | '•' | '◦' | '▪' | '‣' | '·' | '–' | '—'))
}

fn without_mark(line: &str) -> &str {
    match list_mark(line) {
        Some(mark) => line.trim_start_matches(mark).trim(),
        None => line.trim(),
    }
}

/// Returns the beginning of a text, for a finding that repeats it.
fn short(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(80).collect();
    if characters.next().is_some() {
        start + "…"
    } else {
        start
    }
}
