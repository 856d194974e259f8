//! Lines such as `[label]: address`, which keep an address for links elsewhere on the page and are
//! not shown. From: the definitions that the parser found. To: those that something uses, and
//! places that are not shown.

use pulldown_cmark::{LinkType, RefDefs};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most bytes of a text that are looked at for a finding that repeats its beginning.
const LONGEST_QUOTE: usize = 400;
/// The most bytes of a label or of a title that are looked at.
const LONGEST_PART: usize = 1000;

/// The definitions of a body, and places in it that look like one and are not shown so far.
#[derive(Default)]
pub(super) struct Definitions {
    /// Definitions by label, folded.
    pub(super) by_label: BTreeMap<String, Definition>,
    /// Offsets of `]:` behind a bracket at the start of a line, and whether each is shown.
    pub(super) ends: Vec<(usize, bool)>,
}

/// A definition that counts: the first of its label.
pub(super) struct Definition {
    pub(super) target: String,
    pub(super) range: Range<usize>,
    pub(super) is_used: bool,
}

impl Definitions {
    /// Keeps the definitions of a text. Most texts have none.
    pub(super) fn new(text: &str, found: &RefDefs<'_>) -> Self {
        if memchr::memmem::find(text.as_bytes(), b"]:").is_none() {
            return Self::default();
        }
        let by_label = found.iter().map(|(label, definition)| {
            let definition = Definition {
                target: definition.dest.to_string(),
                range: definition.span.clone(),
                is_used: false,
            };
            (folded(label), definition)
        });
        let ends = memchr::memmem::find_iter(text.as_bytes(), b"]:");
        Self {
            by_label: by_label.collect(),
            ends: ends
                .filter(|end| label_before(text, *end).is_some())
                .map(|end| (end, false))
                .collect(),
        }
    }

    /// Notes that a piece of the source is shown.
    pub(super) fn shown(&mut self, range: &Range<usize>) {
        if self.ends.is_empty() {
            return;
        }
        let start = self.ends.partition_point(|(at, _)| *at < range.start);
        let inside = self.ends[start..].iter_mut();
        for (_, is_shown) in inside.take_while(|(at, _)| *at < range.end) {
            *is_shown = true;
        }
    }

    /// Notes that a link or a picture takes its address from a definition.
    pub(super) fn used(&mut self, link_type: LinkType, label: &str) {
        if matches!(
            link_type,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
        ) && let Some(definition) = self.by_label.get_mut(&folded(label))
        {
            definition.is_used = true;
        }
    }
}

/// Returns the offset of the bracket that opens the label which ends at `end`, where the label
/// begins at the start of a line. Marks of quotes and lists may stand before it.
pub(super) fn label_before(text: &str, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = end.saturating_sub(LONGEST_PART);
    let mut start = from + memchr::memrchr2(b'[', b']', &bytes[from..end])?;
    while bytes[..start].ends_with(b"\\") {
        start = from + memchr::memrchr2(b'[', b']', &bytes[from..start])?;
    }
    let label = &text[start + 1..end];
    let is_note = label.starts_with('^') && !label[1..].trim().contains(char::is_whitespace);
    let is_label = bytes[start] == b'['
        && !label.trim().is_empty()
        && !is_note
        && !bytes[..end].ends_with(b"\\")
        && !label.contains("\n\n");
    let before = bytes[..start].iter().rev();
    let is_start = before.take_while(|byte| **byte != b'\n').all(
        |byte| matches!(byte, b' ' | b'\t' | b'>' | b'-'..=b'.' | b'*'..=b'+' | b')' | b'0'..=b'9'),
    );
    (is_label && is_start).then_some(start)
}

/// Returns the end of the definition whose label ends at `end`: that of its address, or of its
/// title.
pub(super) fn definition_end(text: &str, end: usize) -> usize {
    let address = next_word(text, end + 2);
    let rest = &text[address..];
    let length = if rest.starts_with('<') {
        let line = rest.lines().next().unwrap_or_default();
        line.find('>').map(|at| at + 1)
    } else {
        rest.find(|c: char| c.is_ascii_whitespace())
    };
    let address_end = address + length.unwrap_or(rest.len());
    let title = next_word(text, address_end);
    let close = match text[title..].chars().next() {
        Some('(') => ')',
        Some(quote @ ('"' | '\'')) => quote,
        _ => return address_end,
    };
    let inside = &text[title + 1..];
    let near = &inside[..inside.floor_char_boundary(LONGEST_PART)];
    let mut closing = near.match_indices(close);
    let Some((length, _)) = closing.find(|(at, _)| !near[..*at].ends_with('\\')) else {
        return address_end;
    };
    let line_rest = inside[length + 1..].lines().next().unwrap_or_default();
    if line_rest.trim().is_empty() && !inside[..length].contains("\n\n") {
        title + length + 2
    } else {
        address_end
    }
}

/// Returns the start of the next word, on this line or the next. Marks of quotes stand before it.
fn next_word(text: &str, from: usize) -> usize {
    let behind = text[from..].trim_start_matches([' ', '\t']);
    let next = behind.strip_prefix('\n').unwrap_or(behind);
    let word = if next.len() < behind.len() {
        next.trim_start_matches([' ', '\t', '>'])
    } else {
        behind
    };
    text.len() - word.len()
}

/// Returns a label as the parser compares it: `ß` is `SS` to it. Marks of quotes do not count.
pub(super) fn folded(label: &str) -> String {
    let words = label.split_whitespace().filter(|word| *word != ">");
    let words: Vec<&str> = words.collect();
    words.join(" ").to_lowercase().to_uppercase()
}

/// Reports whether a definition is written as a note to oneself: `[//]: # (Ask Priya)`.
pub(super) fn is_comment(definition: &Definition) -> bool {
    matches!(definition.target.as_str(), "#" | "")
}

/// Reports whether the target of a definition looks like an address, and not like a word.
pub(super) fn is_address(target: &str) -> bool {
    target.contains(['/', '#', ':', '@']) || target.trim_end_matches('.').contains('.')
}

/// Returns the beginning of a text on one line.
pub(super) fn start_of(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LONGEST_QUOTE)];
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(80).collect();
    if letters.next().is_some() {
        start + "…"
    } else {
        start
    }
}
