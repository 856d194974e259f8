//! Where things stand in a JSON text, which `serde_json` does not say. From: the text. To: the
//! places of the entries of its list, and of the fields of an entry. Knows only brackets and
//! strings.

use std::ops::Range;

/// The entries of the outermost list: a list, the one entry that stands alone, or the list under
/// `items` or `references`.
pub(super) fn entries(text: &str) -> JsonEntries {
    let start = skip_blank(text, 0);
    match text.as_bytes().get(start) {
        Some(b'[') => list(text, start),
        Some(b'{') => {
            let Some(end) = value_end(text, start, text.len()) else {
                return JsonEntries {
                    found: Vec::new(),
                    broken: Some(start..text.len()),
                };
            };
            // Crossref wraps what it answers in `message`, a list in `items` of that.
            let within = |object: Range<usize>, names: &[&str]| {
                members(text, object)
                    .into_iter()
                    .find(|member| names.contains(&member.name.as_str()))
            };
            let message = within(start..end, &["message"])
                .map(|member| member.value)
                .filter(|value| text[value.clone()].starts_with('{'));
            let object = message.unwrap_or(start..end);
            let inner = within(object.clone(), &["items", "references"]).filter(|member| {
                text[member.value.clone()].starts_with("[{")
                    || text[member.value.clone()]
                        .trim_start_matches('[')
                        .trim_start()
                        .starts_with(['{', ']'])
            });
            let (start, end) = (object.start, object.end);
            match inner {
                Some(member) => list(text, member.value.start),
                None => JsonEntries {
                    found: std::iter::once(start..end).collect(),
                    broken: None,
                },
            }
        }
        _ => JsonEntries {
            found: Vec::new(),
            broken: Some(start..text.len()),
        },
    }
}

/// The places of entries.
#[derive(Debug)]
pub(super) struct JsonEntries {
    pub(super) found: Vec<Range<usize>>,
    /// A stretch in which no entry can be told from the next.
    pub(super) broken: Option<Range<usize>>,
}

/// A field of an object.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct JsonMember {
    pub(super) name: String,
    pub(super) value: Range<usize>,
}

/// The entries of the list that starts at `open`.
fn list(text: &str, open: usize) -> JsonEntries {
    whole_list(text, open).map_or_else(
        || torn_list(text, open),
        |found| JsonEntries {
            found,
            broken: None,
        },
    )
}

/// The entries of a list whose brackets fit.
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

/// The entries of a list whose brackets do not fit: each ends at the latest at the next line that
/// starts with `{` as far to the right as the first entry does.
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
    JsonEntries {
        found,
        broken: None,
    }
}

/// The next byte after white space and commas.
fn next_value(text: &str, from: usize) -> usize {
    let mut at = skip_blank(text, from);
    while text[at..].starts_with(',') {
        at = skip_blank(text, at + 1);
    }
    at
}

/// The next line after `at` that starts with `{` in that column.
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

/// The fields of the object at `object`, as far as they can be told.
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

/// The byte after the value that starts at `start`, if it ends before `limit`.
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
