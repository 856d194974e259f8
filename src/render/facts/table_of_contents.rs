//! The table of contents of a page. The headings of its body become a tree for templates.

use super::page_sources::PageFile;
use super::record::record;
use crate::parse::document::Heading;
use minijinja::value::Value;

/// The fewest headings that make a table of contents worth its room.
const FEWEST_HEADINGS: usize = 3;

/// Returns the headings of levels 2 and 3 as a tree, or `None` for a page that has too few of them,
/// or that wants no table of contents.
pub(super) fn table_of_contents(page: PageFile<'_>) -> Option<Value> {
    if !page.front().common().toc {
        return None;
    }
    let shown: Vec<_> = page
        .outline()
        .headings
        .iter()
        .filter(|heading| heading.level <= 3)
        .collect();
    if shown.len() < FEWEST_HEADINGS {
        return None;
    }
    let mut tree = Vec::new();
    let mut at = 0;
    while at < shown.len() {
        let below = shown[at + 1..]
            .iter()
            .take_while(|heading| heading.level > shown[at].level)
            .count();
        let children = shown[at + 1..=at + below]
            .iter()
            .map(|heading| entry(heading, Vec::new()));
        tree.push(entry(shown[at], children.collect()));
        at += below + 1;
    }
    Some(tree.into())
}

fn entry(heading: &Heading, children: Vec<Value>) -> Value {
    record([
        ("id", Value::from(heading.id.as_str())),
        ("title", Value::from(heading.title.as_str())),
        ("level", Value::from(heading.level)),
        ("children", children.into()),
    ])
}
