//! Tags that are opened and never closed, so that what they do goes on to the end of the page.

use super::tags::{has_attribute, tags};
use std::ops::Range;

/// Elements whose look or place what follows would take.
const NAMES: [&str; 28] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "cite",
    "code",
    "del",
    "details",
    "div",
    "em",
    "figure",
    "i",
    "ins",
    "mark",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "u",
    "ul",
];

/// The most findings of one body.
const MOST: usize = 5;

/// Tags that are open as a body is read.
#[derive(Default)]
pub(in crate::parse::markdown) struct OpenTags {
    open: Vec<(String, Range<usize>)>,
}

impl OpenTags {
    /// Takes note of what one piece opens and closes. `range` is its place in the source.
    pub(in crate::parse::markdown) fn add(&mut self, html: &str, range: &Range<usize>) {
        for tag in tags(html) {
            // An anchor that only names a place does nothing to what follows.
            let is_place = tag.name == "a" && !tag.closing && !has_attribute(&tag, "href");
            if !NAMES.contains(&tag.name.as_str()) || is_place {
                continue;
            }
            if !tag.closing {
                let is_whole = tag
                    .attributes
                    .split('>')
                    .next()
                    .is_some_and(|rest| rest.ends_with('/'));
                if !is_whole {
                    self.open.push((tag.name, range.clone()));
                }
            } else if let Some(at) = self.open.iter().rposition(|(name, _)| *name == tag.name) {
                self.open.remove(at);
            }
        }
    }

    /// Returns the names and places of the tags that nothing closes.
    pub(in crate::parse::markdown) fn never_closed(&mut self) -> Vec<(String, Range<usize>)> {
        let mut open = std::mem::take(&mut self.open);
        open.truncate(MOST);
        open
    }
}
