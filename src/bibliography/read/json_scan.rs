//! Finds the places of entries and fields in a JSON text, which `serde_json` does not tell.
//!
//! This module takes the text and gives the places of the entries of its list, and of the fields of
//! an entry. It knows only brackets and strings.

use std::ops::Range;

/// The places of the entries of a text.
#[derive(Debug)]
pub(super) struct JsonEntries {
    /// The entries, in the order of the text.
    pub(super) found: Vec<Range<usize>>,
    /// A stretch in which no entry can be told from the next.
    pub(super) broken: Option<Range<usize>>,
}

impl JsonEntries {
    /// Returns the result for a text without faults.
    fn whole(found: Vec<Range<usize>>) -> Self {
        Self {
            found,
            broken: None,
        }
    }

    /// Returns the result for a text in which nothing can be told apart.
    fn broken(range: Range<usize>) -> Self {
        Self {
            found: Vec::new(),
            broken: Some(range),
        }
    }
}

/// A field of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct JsonMember {
    /// The name of the field.
    pub(super) name: String,
    /// The place of its value.
    pub(super) value: Range<usize>,
}

/// Finds the entries of a text: those of its outermost list, the one entry that stands alone, or
/// those of the list under `items` or `references`.
pub(super) fn entries(text: &str) -> JsonEntries {
    let start = skip_blank(text, 0);
    match text.as_bytes().get(start) {
        Some(b'[') => list(text, start),
        Some(b'{') => match value_end(text, start, text.len()) {
            Some(end) => entries_of_object(text, start..end),
            None => JsonEntries::broken(start..text.len()),
        },
        _ => JsonEntries::broken(start..text.len()),
    }
}

/// Finds the entries of an object. Crossref wraps an answer in `message`, and a list of answers in
/// `items` inside it.
fn entries_of_object(text: &str, object: Range<usize>) -> JsonEntries {
    let message = member(text, object.clone(), &["message"])
        .filter(|value| text[value.clone()].starts_with('{'));
    let object = message.unwrap_or(object);
    let inner = member(text, object.clone(), &["items", "references"]).filter(|value| {
        text[value.clone()]
            .trim_start_matches('[')
            .trim_start()
            .starts_with(['{', ']'])
    });
    match inner {
        Some(value) => list(text, value.start),
        None => JsonEntries::whole(std::iter::once(object).collect()),
    }
}

/// Finds the value of the first of these fields that an object has.
fn member(text: &str, object: Range<usize>, names: &[&str]) -> Option<Range<usize>> {
    members(text, object)
        .into_iter()
        .find(|member| names.contains(&member.name.as_str()))
        .map(|member| member.value)
}

/// Finds the entries of the list that starts at `open`.
fn list(text: &str, open: usize) -> JsonEntries {
    match whole_list(text, open) {
        Some(found) => JsonEntries::whole(found),
        None => torn_list(text, open),
    }
}

/// Finds the entries of a list whose brackets fit.
fn whole_list(text: &str, open: usize) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let mut at = open + 1;
    loop {
        at = next_value(text, at);
        if *text.as_bytes().get(at)? == b']' {
            return Some(found);
        }
        let end = value_end(text, at, text.len())?;
        found.push(at..end);
        at = end;
    }
}

/// Finds the entries of a list whose brackets do not fit: each ends at the latest at the next line
/// that starts with `{` as far to the right as the first entry does.
fn torn_list(text: &str, open: usize) -> JsonEntries {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = next_value(text, open + 1);
    let indent = at - text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut next = next_line_at(text, at, indent);
    while at < text.len() && !text[at..].starts_with(']') {
        if next.is_some_and(|next| next <= at) {
            next = next_line_at(text, at, indent);
        }
        match (value_end(text, at, next.unwrap_or(text.len())), next) {
            (Some(end), _) | (None, Some(end)) => {
                found.push(at..end);
                at = next_value(text, end);
            }
            (None, None) => {
                return JsonEntries {
                    found,
                    broken: Some(at..text.len()),
                };
            }
        }
    }
    JsonEntries::whole(found)
}

/// Finds the next byte that is no white space and no comma.
fn next_value(text: &str, from: usize) -> usize {
    let mut at = skip_blank(text, from);
    while text[at..].starts_with(',') {
        at = skip_blank(text, at + 1);
    }
    at
}

/// Finds the next line after `at` that starts with `{` in that column.
fn next_line_at(text: &str, at: usize, column: usize) -> Option<usize> {
    let mut line = text[at..].find('\n').map(|end| at + end + 1)?;
    loop {
        let start = line + column;
        let blank = text
            .as_bytes()
            .get(line..start)
            .is_some_and(|before| before.iter().all(|byte| matches!(byte, b' ' | b'\t')));
        if blank && text.as_bytes().get(start) == Some(&b'{') {
            return Some(start);
        }
        line = text[line..].find('\n').map(|end| line + end + 1)?;
    }
}

/// Finds the fields of an object, as far as they can be told apart.
pub(super) fn members(text: &str, object: Range<usize>) -> Vec<JsonMember> {
    let mut members = Vec::new();
    if !text[object.clone()].starts_with('{') {
        return members;
    }
    let mut at = object.start + 1;
    loop {
        at = next_value(text, at);
        if at >= object.end || !text[at..].starts_with('"') {
            return members;
        }
        let Some(name_end) = value_end(text, at, object.end) else {
            return members;
        };
        let colon = skip_blank(text, name_end);
        if !text[colon..].starts_with(':') {
            return members;
        }
        let start = skip_blank(text, colon + 1);
        let Some(end) = value_end(text, start, object.end).filter(|end| *end > start) else {
            return members;
        };
        members.push(JsonMember {
            name: text[at + 1..name_end - 1].to_owned(),
            value: start..end,
        });
        at = end;
    }
}

/// Finds the next byte that is no white space and no byte-order mark.
fn skip_blank(text: &str, from: usize) -> usize {
    let blank = text.as_bytes()[from..]
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let at = from + blank;
    if text[at..].starts_with('\u{feff}') {
        skip_blank(text, at + 3)
    } else {
        at
    }
}

/// Finds the byte after the value that starts at `start`, if the value ends before `limit`.
fn value_end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[..limit];
    let mut depth = 0usize;
    let mut at = start;
    loop {
        match bytes.get(at) {
            None => return (depth == 0 && at > start).then_some(bytes.len()),
            Some(b'"') => {
                at += 1;
                while *bytes.get(at)? != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            Some(b'[' | b'{') => depth += 1,
            Some(b']' | b'}' | b',') if depth == 0 => return (at > start).then_some(at),
            Some(b']' | b'}') => depth -= 1,
            Some(byte) if depth == 0 && byte.is_ascii_whitespace() => {
                return (at > start).then_some(at);
            }
            Some(_) => {}
        }
        at += 1;
        if depth == 0 && matches!(bytes[at - 1], b'"' | b']' | b'}') {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the text of each entry.
    fn shown(text: &str) -> Vec<&str> {
        entries(text)
            .found
            .into_iter()
            .map(|range| text[range].trim())
            .collect()
    }

    #[test]
    fn entries_are_found_in_every_shape_that_programs_write() {
        assert_eq!(
            shown("[{\"a\": \"]}\\\"\"}, {\"b\": [1, {}]}]"),
            ["{\"a\": \"]}\\\"\"}", "{\"b\": [1, {}]}"]
        );
        assert_eq!(shown("\u{feff} {\"items\": [{\"a\":1}]}"), ["{\"a\":1}"]);
        assert_eq!(shown("{\"id\": \"x\"}"), ["{\"id\": \"x\"}"]);
        assert_eq!(shown("[]"), [""; 0]);
    }

    #[test]
    fn after_a_broken_entry_the_next_line_that_looks_like_one_is_read() {
        let text =
            "[\n  {\"id\": \"a\", \"title\": \"x},\n  {\"id\": \"b\"},\n  {\"id\": \"c\"}\n]";
        assert_eq!(
            shown(text),
            [
                "{\"id\": \"a\", \"title\": \"x},",
                "{\"id\": \"b\"}",
                "{\"id\": \"c\"}"
            ]
        );
        assert_eq!(
            shown("[\n{\"id\": \"a\"},\n{\"id\": \"b\"}"),
            ["{\"id\": \"a\"}", "{\"id\": \"b\"}"]
        );
    }

    #[test]
    fn fields_have_their_places() {
        let text = "{ \"title\" : \"x\", \"year\": 2014 , \"issued\": {\"date-parts\": [[1]]}}";
        let names: Vec<_> = members(text, 0..text.len())
            .into_iter()
            .map(|member| (member.name, &text[member.value]))
            .collect();
        let wanted = [
            ("title", "\"x\""),
            ("year", "2014"),
            ("issued", "{\"date-parts\": [[1]]}"),
        ];
        assert_eq!(names, wanted.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn files_made_to_waste_time_do_not() {
        entries(&"[".repeat(2_000_000));
        entries(&"[{\n".repeat(300_000));
        entries(&format!("[{}", "{},\n".repeat(300_000)));
        entries(&format!("[\n{}", "{\"a\n".repeat(20_000)));
        entries(&format!("[\n{}", "{},\n".repeat(300_000)));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "([\\[\\]{},:\"\\\\ \n]|id|\\PC){0,40}") {
            for range in entries(&text).found {
                prop_assert!(text.get(range.clone()).is_some());
                let _ = members(&text, range);
            }
        }
    }
}
