//! Reads what a visitor typed: `client/query.js`, step by step. From: text. To: words, phrases,
//! exclusions and filters.

use super::request::{FIELDS, Filters};
use crate::search::words::{fold, words};

/// How many UTF-16 units of a query are looked at.
const LONGEST_QUERY: usize = 10_000;

/// A word of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryTerm {
    pub word: String,
    /// Whether it may be the beginning of a longer word.
    pub prefix: bool,
}

/// A query in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ParsedQuery {
    pub terms: Vec<QueryTerm>,
    pub phrases: Vec<Vec<String>>,
    /// Words and phrases that results must not have.
    pub without: Vec<Vec<String>>,
    pub filters: Filters,
}

/// Reads `words "a phrase" -without kind:report topic:"crisis care"`.
pub(super) fn parse(text: &str) -> ParsedQuery {
    let query = cut(text);
    let mut parsed = ParsedQuery::default();
    let mut ends_open = false;
    let mut at = 0;
    while let Some(part) = next_part(&query[at..]) {
        at += part.end;
        let found: Vec<String> = words(part.value)
            .map(|word| fold(word.text))
            .filter(|word| !word.is_empty())
            .collect();
        if found.is_empty() {
            continue;
        }
        ends_open = false;
        if let Some(field) = part.field {
            if !part.minus {
                let values = parsed.filters.values_mut(field);
                values.push(part.value.to_owned());
            }
        } else if part.minus {
            parsed.without.push(found);
        } else {
            if part.quoted && found.len() > 1 {
                parsed.phrases.push(found.clone());
            }
            ends_open = !part.quoted && at == query.len();
            parsed.terms.extend(found.into_iter().map(|word| QueryTerm {
                word,
                prefix: false,
            }));
        }
    }
    if let Some(last) = parsed.terms.last_mut() {
        last.prefix = ends_open;
    }
    parsed
}

/// Cuts the query at the same place as in the browser, which counts UTF-16 units.
fn cut(text: &str) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST_QUERY {
            return &text[..at];
        }
    }
    text
}

/// One part of a query: a word, a phrase, or the value of a filter.
struct QueryPart<'q> {
    minus: bool,
    field: Option<&'static str>,
    quoted: bool,
    value: &'q str,
    /// The end of the part in the text it was read from.
    end: usize,
}

fn next_part(text: &str) -> Option<QueryPart<'_>> {
    let start = text.find(|c: char| !c.is_whitespace())?;
    let mut at = start;
    let minus = text[at..].starts_with('-') && begins_with_a_sign(&text[at + 1..]);
    at += usize::from(minus);
    let field = FIELDS
        .into_iter()
        .find(|field| names_field(&text[at..], field));
    at += field.map_or(0, |field| field.len() + 1);
    let rest = &text[at..];
    let opening = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '“' | '”' | '„'));
    if let Some(opening) = opening {
        let inner = &rest[opening.len_utf8()..];
        let length = inner.find(['"', '“', '”']).unwrap_or(inner.len());
        let closing = inner[length..].chars().next().map_or(0, char::len_utf8);
        return Some(QueryPart {
            minus,
            field,
            quoted: true,
            value: &inner[..length],
            end: at + opening.len_utf8() + length + closing,
        });
    }
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some(QueryPart {
        minus,
        field,
        quoted: false,
        value: &rest[..length],
        end: at + length,
    })
}

fn begins_with_a_sign(text: &str) -> bool {
    text.chars().next().is_some_and(|c| !c.is_whitespace())
}

/// Reports whether a text begins with the name of a field, a colon and a value.
fn names_field(text: &str, field: &str) -> bool {
    let Some((name, after)) = text.split_at_checked(field.len()) else {
        return false;
    };
    name.eq_ignore_ascii_case(field) && after.strip_prefix(':').is_some_and(begins_with_a_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(query: &ParsedQuery) -> Vec<&str> {
        query.terms.iter().map(|term| term.word.as_str()).collect()
    }

    #[test]
    fn a_query_is_words_phrases_exclusions_and_filters() {
        let query = parse(concat!(
            r#"Crisis "home treatment" -draft -"old news" "#,
            r#"kind:report TOPIC:"crisis care" foo:bar rep"#,
        ));
        assert_eq!(
            words_of(&query),
            ["crisis", "home", "treatment", "foo", "bar", "rep"]
        );
        assert_eq!(query.phrases, [["home", "treatment"]]);
        assert_eq!(query.without, [vec!["draft"], vec!["old", "news"]]);
        assert_eq!(
            (query.filters.kind, query.filters.topic),
            (vec!["report".to_owned()], vec!["crisis care".to_owned()])
        );
        assert!(query.terms[5].prefix && !query.terms[0].prefix);
        assert!(!parse("rep ").terms[0].prefix);
    }

    #[test]
    fn unbalanced_and_empty_parts_are_no_fault() {
        assert_eq!(words_of(&parse("\"home treat")), ["home", "treat"]);
        for text in [
            "",
            "-",
            "\"",
            "\"\"",
            "kind:",
            "!!! — …",
            "- -",
            "-\"",
            "kind:\"",
            "😀",
        ] {
            let query = parse(text);
            assert!(query.phrases.is_empty(), "{text}: {query:?}");
        }
        assert_eq!(parse(&"a ".repeat(20_000)).terms.len(), 5_000);
    }
}
