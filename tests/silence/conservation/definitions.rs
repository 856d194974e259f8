//! Addresses that a source keeps for its links: `[label]: address "title"`, over one line or more.
//! From: a paragraph, or a whole source. To: the definition that it starts with, and labels.

use std::collections::{BTreeMap, BTreeSet};

/// A definition at the beginning of a paragraph.
pub(super) struct Definition<'t> {
    pub(super) label: &'t str,
    pub(super) address: &'t str,
    /// The title, and where it starts.
    pub(super) title: Option<(usize, &'t str)>,
    /// The end of its last line.
    pub(super) end: usize,
}

/// Reads the definition that a paragraph starts with.
pub(super) fn read(text: &str) -> Option<Definition<'_>> {
    let label_end = bracket_end(text)?;
    let label = &text[1..label_end - 1];
    let behind = text[label_end..].strip_prefix(':')?;
    if label.trim().is_empty() {
        return None;
    }
    let rest = behind.trim_ascii_start();
    let address = if rest.starts_with('<') {
        let address = &rest[..=rest.find('>')?];
        Some(address).filter(|address| !address.contains('\n'))?
    } else {
        let end = rest.find(|c: char| c.is_ascii_whitespace());
        &rest[..end.unwrap_or(rest.len())]
    };
    if address.is_empty() {
        return None;
    }
    let address_end = text.len() - rest.len() + address.len();
    let titled = title(&text[address_end..]);
    let titled = titled.and_then(|(start, title)| {
        let title_end = address_end + start + title.len() + 1;
        line_rest(&text[title_end..]).map(|end| (address_end + start, title, title_end + end))
    });
    if let Some((start, title, end)) = titled {
        let title = Some((start, title));
        return Some(Definition {
            label,
            address,
            title,
            end,
        });
    }
    let end = address_end + line_rest(&text[address_end..])?;
    Some(Definition {
        label,
        address,
        title: None,
        end,
    })
}

/// Returns the start of a title behind an address, and the title.
fn title(text: &str) -> Option<(usize, &str)> {
    let quoted = text.trim_ascii_start();
    let start = text.len() - quoted.len();
    let close = match quoted.chars().next().filter(|_| start > 0)? {
        '(' => ')',
        quote @ ('"' | '\'') => quote,
        _ => return None,
    };
    let inside = &quoted[1..];
    let end = unescaped(inside, |c| c == close)?;
    Some((start + 1, &inside[..end]))
}

/// Returns the end of a line of which nothing but spaces is left.
fn line_rest(text: &str) -> Option<usize> {
    let end = text.find('\n').map_or(text.len(), |end| end + 1);
    text[..end].trim_ascii().is_empty().then_some(end)
}

/// Returns the place of the first sign of a kind that has no backslash before it.
pub(super) fn unescaped(text: &str, is_sought: impl Fn(char) -> bool) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if is_sought(c) {
            return Some(at);
        }
    }
    None
}

/// Returns the end of the square brackets that a text starts with and that hold no others.
pub(super) fn bracket_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let end = unescaped(inside, |c| matches!(c, '[' | ']'))?;
    inside[end..].starts_with(']').then_some(end + 2)
}

/// What stands in square brackets in a source.
#[derive(Default)]
pub(super) struct Labels {
    /// The lines in which each label stands for an address that is kept elsewhere.
    pub(super) uses: BTreeMap<String, Vec<usize>>,
    /// Labels with a colon behind them.
    pub(super) defined: BTreeSet<String>,
}

impl Labels {
    /// Reads the labels of a source.
    pub(super) fn read(text: &str) -> Self {
        let mut found = Self::default();
        let mut at = 0;
        while let Some(open) = unescaped(&text[at..], |c| c == '[') {
            at += open;
            if let Some(end) = bracket_end(&text[at..]) {
                found.add(text, at, at + end);
            }
            at += 1;
        }
        found
    }

    /// Adds the label in the brackets there.
    fn add(&mut self, text: &str, start: usize, end: usize) {
        let label = folded(&text[start + 1..end - 1]);
        let is_defined = text[end..].starts_with(':');
        if is_defined {
            self.defined.insert(label.clone());
        }
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let is_inside = text[line_start..start].contains(|c: char| c.is_alphabetic() || c == ']');
        if !is_defined || is_inside {
            let line = 1 + text[..start].matches('\n').count();
            self.uses.entry(label).or_default().push(line);
        }
    }
}

/// Folds a label: capital letters, spaces and the marks of quotations do not count.
pub(super) fn folded(label: &str) -> String {
    let words: Vec<&str> = label
        .split_whitespace()
        .filter(|word| *word != ">")
        .collect();
    words.join(" ").to_lowercase().to_uppercase()
}
