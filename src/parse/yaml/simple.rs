//! Reading of blocks in which every line is `name: value`, as most front matter is. From: a block
//! of text. To: the very tree that the parser would make, or nothing for a block with anything else
//! in it, which is left to the parser.

use super::tree::{Node, NodeEntry, NodeValue, scalar};

/// The longest name that is read here. The parser has limits of its own.
const LONGEST_NAME: usize = 64;
/// The most names of a block. Each is compared with those before it, so longer blocks are left to
/// the parser.
const MOST_NAMES: usize = 64;

/// Returns the tree of a block, if every line of it is simple: a name, and text without quotes,
/// text in quotes without a backslash, or a list in square brackets of texts without quotes.
pub(super) fn parse(text: &str) -> Option<Node> {
    let mut entries: Vec<NodeEntry> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let (key, rest) = line.split_once(": ")?;
        if !is_simple_name(key) {
            return None;
        }
        if entries.len() == MOST_NAMES || entries.iter().any(|entry| entry.key == key) {
            return None;
        }
        let written = rest.trim_start_matches(' ');
        let value = value(written, start + line.len() - written.len())?;
        entries.push(NodeEntry {
            key: key.to_owned(),
            key_span: start..start + key.len(),
            value,
        });
    }
    let span = entries.first()?.key_span.start..entries.last()?.value.span.end;
    Some(Node {
        span,
        value: NodeValue::Map(entries),
    })
}

fn is_simple_name(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Reads a value that starts at `at`.
fn value(written: &str, at: usize) -> Option<Node> {
    if !written.chars().all(is_plain_character) {
        return None;
    }
    match written.as_bytes().first()? {
        quote @ (b'"' | b'\'') => {
            let inner = written[1..]
                .strip_suffix(char::from(*quote))
                .filter(|inner| !inner.contains([char::from(*quote), '\\']))?;
            Some(scalar(inner.to_owned(), false, at..at + written.len()))
        }
        b'[' => list(written[1..].strip_suffix(']')?, at),
        _ => is_plain(written).then(|| scalar(written.to_owned(), true, at..at + written.len())),
    }
}

/// Reads the list between square brackets, the first of which is at `at`.
fn list(inner: &str, at: usize) -> Option<Node> {
    let mut nodes = Vec::new();
    let mut end = at + 1;
    for part in inner.split(',') {
        let start = end + part.len() - part.trim_start_matches(' ').len();
        let item = part.trim_matches(' ');
        if !is_plain(item) || item.contains([':', '"', '\'', '[', ']', '{', '}', '?', '-']) {
            return None;
        }
        nodes.push(scalar(item.to_owned(), true, start..start + item.len()));
        end += part.len() + 1;
    }
    Some(Node {
        span: at..end,
        value: NodeValue::List(nodes),
    })
}

/// Tells whether text without quotes means itself wherever it stands in a line, and stops at the
/// line's end.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains('#')
}

/// Tells whether a character is neither the end of a line, nor what some take for white space, nor
/// a sign that no text has.
fn is_plain_character(character: char) -> bool {
    matches!(character, ' '..='~')
        || (character > '\u{a0}' && !character.is_whitespace() && character != '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::parse;
    use proptest::prelude::*;

    #[test]
    fn front_matter_as_most_people_write_it_needs_no_parser() {
        for block in [
            "title: Findings: a note\n",
            "title: Findings #1\n",
            "title: Team\ntitle: Again\n",
            "topics:\n  - one\n",
            "title: |\n  Text\n",
            "title: *star\n",
            "title: \"a \\\" b\"\n",
            "date: 2015-03-01 # yes\n",
            "extra: {a: b}\n",
            "title: one\n  two\n",
            "",
        ] {
            assert!(parse(block).is_none(), "{block}");
        }
        let block = "title: \"Spring: news\"\n\ndate: 2015-03-01\ntopics: [staffing, home visits \
            ,2015]\nsummary: It’s – well – fine\ndraft: true\n";
        assert!(parse(block).is_some());
    }

    proptest! {
        #[test]
        fn what_is_read_without_the_parser_is_what_the_parser_reads(
            lines in proptest::collection::vec(
                prop_oneof![
                    "(title|date|a_b|n|true|x1)",
                    "[a-z\"'\\[#&*!|>%@`{}:,?~. -]{1,3}",
                ].prop_flat_map(|name| (Just(name), "(:|: |:  )?", prop_oneof![
                    "[ -~]{0,12}",
                    "[a-z0-9:#'\", éß–’\u{a0}\u{2028}\u{85}\u{feff}\\\\.-]{0,10}",
                    "['\"][a-z0-9:#', –\\\\\"]{0,8}['\"]? ?",
                    "\\[[a-z0-9 ,:#'\"-]{0,10}\\]? ?",
                    "\\[( ?[a-zé][a-z0-9 ]{0,3} ?)(, ?[a-z0-9][a-z ]{0,3}){0,3}\\]",
                    "(true|no|null|~|1|1.5|-3|0x1f|1e3|2015-03-01|12:30|\\.inf|yes|False)",
                ], "(\n|\n\n|\r\n|)")),
                0..5,
            )
        ) {
            let parts = lines
                .iter()
                .flat_map(|(name, colon, value, end)| [name, colon, value, end]);
            let block: String = parts.cloned().collect();
            if let Some(node) = parse(&block) {
                let parsed = tree::parse(&block);
                prop_assert!(parsed.is_ok(), "the parser refuses {block:?}");
                if let Ok((expected, duplicates)) = parsed {
                    prop_assert!(duplicates.is_empty());
                    prop_assert_eq!(node, expected, "{:?}", block);
                }
            }
        }
    }
}
