//! Attributes of a tag, as a browser reads them.

use crate::parse::markdown::limits::MOST_ATTRIBUTES;
use std::borrow::Cow;
use std::ops::Range;

/// An attribute of a tag.
pub(super) struct RawAttribute<'a> {
    /// The name in lower-case letters.
    pub(super) name: String,
    /// The value without its quotation marks; empty where there is none.
    pub(super) value: &'a str,
    /// The place of the name in the text that was read.
    name_at: Range<usize>,
}

/// Returns the attributes in `text`, which starts behind the name of a tag and may go on beyond its
/// end.
pub(super) fn attributes(text: &str) -> Vec<RawAttribute<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() < MOST_ATTRIBUTES {
        at += prefix(&text[at..], |c| c.is_ascii_whitespace() || c == '/');
        let name_at = at..at + prefix(&text[at..], is_name);
        if name_at.is_empty() {
            break;
        }
        at = name_at.end;
        let equals = at + prefix(&text[at..], |c| c.is_ascii_whitespace());
        let mut value = "";
        if text[equals..].starts_with('=') {
            let start = equals + 1;
            let start = start + prefix(&text[start..], |c| c.is_ascii_whitespace());
            let quote = text[start..].chars().next();
            let inside = match quote.filter(|c| matches!(c, '"' | '\'')) {
                Some(quote) => {
                    let inside = &text[start + 1..];
                    &inside[..inside.find(quote).unwrap_or(inside.len())]
                }
                None => &text[start..start + prefix(&text[start..], is_bare)],
            };
            let is_quoted = quote.is_some_and(|c| matches!(c, '"' | '\''));
            at = start + inside.len() + if is_quoted { 2 } else { 0 };
            at = at.min(text.len());
            value = inside;
        }
        found.push(RawAttribute {
            name: text[name_at.clone()].to_ascii_lowercase(),
            value,
            name_at,
        });
    }
    found
}

/// Returns the length of the beginning of which every character is `wanted`.
fn prefix(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

fn is_name(c: char) -> bool {
    !c.is_ascii_whitespace() && !matches!(c, '/' | '>' | '=' | '<')
}

fn is_bare(c: char) -> bool {
    !c.is_ascii_whitespace() && c != '>'
}

/// Returns a piece of HTML in which a link's `name`, by which old pages say what a place is called,
/// is its `id`.
pub(in crate::parse::markdown) fn named_places(html: &str) -> Cow<'_, str> {
    let mut changed = String::new();
    let mut copied = 0;
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        if at < copied
            || !rest.starts_with(['a', 'A'])
            || !rest[1..].starts_with(|c: char| c.is_ascii_whitespace())
        {
            continue;
        }
        let found = attributes(&rest[1..]);
        if found.iter().any(|attribute| attribute.name == "id") {
            continue;
        }
        if let Some(name) = found.iter().find(|attribute| attribute.name == "name") {
            let start = at + 2;
            changed.push_str(&html[copied..start + name.name_at.start]);
            changed.push_str("id");
            copied = start + name.name_at.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    changed.push_str(&html[copied..]);
    Cow::Owned(changed)
}

#[cfg(test)]
mod tests {
    use super::{attributes, named_places};

    #[test]
    fn attributes_are_read_as_browsers_read_them() {
        let read = attributes(" a=1 B = 'x > y' c=\"d e=f\" g/h>i=j");
        let read: Vec<(&str, &str)> = read
            .iter()
            .map(|attribute| (attribute.name.as_str(), attribute.value))
            .collect();
        assert_eq!(
            read,
            [
                ("a", "1"),
                ("b", "x > y"),
                ("c", "d e=f"),
                ("g", ""),
                ("h", "")
            ]
        );
    }

    #[test]
    fn names_of_links_become_ids() {
        for (written, becomes) in [
            ("<a name=\"x\"></a>", "<a id=\"x\"></a>"),
            (
                "<A class=b NAME=x>y</A><a name='z'>",
                "<A class=b id=x>y</A><a id='z'>",
            ),
            ("<a id=x name=y>", "<a id=x name=y>"),
            ("<abbr name=x>", "<abbr name=x>"),
            ("<a title=\" name=x\">", "<a title=\" name=x\">"),
        ] {
            assert_eq!(named_places(written), becomes);
        }
    }
}
