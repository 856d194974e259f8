//! Bounds on a drawing, so that the time to read it grows with its size and never with its square.
//! Counted in its text, before it is read.

use std::collections::BTreeSet;

/// The largest number of elements, texts and comments.
pub(super) const MOST_NODES: u32 = 2_000_000;
/// The largest number of attributes of one element: each is compared with those before it.
const MOST_ATTRIBUTES: usize = 250;
/// The length of the shortest attribute: ` a=""`.
const SHORTEST_ATTRIBUTE: usize = 5;
/// The largest number of prefixes: each element may look through all of them.
const MOST_PREFIXES: usize = 200;

/// The largest number of bytes that all entities together may be replaced by.
const MOST_REPLACED: usize = 64 << 20;
/// The largest number of entities that the reader replaces within one.
const NESTED: usize = 255;

/// Checks the text of a drawing.
///
/// # Errors
/// Returns what there is too much of.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    if replaced_at_most(text) > MOST_REPLACED {
        return Err("its entities stand for too much text");
    }
    let mut prefixes = BTreeSet::new();
    for tag in text.split('<') {
        if tag.len() > MOST_ATTRIBUTES * SHORTEST_ATTRIBUTE && attributes(tag) > MOST_ATTRIBUTES {
            return Err("one of its elements has more than 250 attributes");
        }
        for declared in tag.split("xmlns:").skip(1) {
            let end = declared.find(|c: char| c == '=' || c.is_whitespace());
            prefixes.insert(&declared[..end.unwrap_or(declared.len()).min(64)]);
        }
        if prefixes.len() > MOST_PREFIXES {
            return Err("it has more than 200 prefixes");
        }
    }
    Ok(())
}

/// Returns the number of attributes of a tag, or a little more.
fn attributes(tag: &str) -> usize {
    let values = tag
        .match_indices('=')
        .filter(|(at, _)| tag[at + 1..].trim_start().starts_with(['"', '\'']));
    values.count()
}

/// Returns a number of bytes that the entities of a drawing cannot exceed once they are replaced.
fn replaced_at_most(text: &str) -> usize {
    let (Some(first), Some(last)) = (text.find("<!ENTITY"), text.rfind("<!ENTITY")) else {
        return 0;
    };
    let end = text[last..].find('>').map_or(text.len(), |end| last + end);
    let references = text.bytes().filter(|byte| *byte == b'&').count();
    (end - first)
        .saturating_mul(NESTED)
        .saturating_mul(references)
}
