//! Reads what a visitor typed: `client/query.js`, step by step. From: text. To: words, phrases,
//! exclusions and filters.

use super::request::{FIELDS, Filters};
use crate::search::dialled::at_home;
use crate::search::words::{fold, words};
use std::collections::BTreeSet;

/// How many UTF-16 units of a query are looked at.
const LONGEST_QUERY: usize = 10_000;

/// The most words, such as those of `978-0-306-40615-7`, that may also be written in one.
const LONGEST_PART: usize = 8;

/// A word of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QueryTerm {
    pub word: String,
    /// Whether it may be the beginning of a longer word.
    pub prefix: bool,
    /// What the word and those beside it give in one: `covid19` for `covid` and for `19`.
    pub joined: BTreeSet<String>,
}

/// A query in parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ParsedQuery {
    pub terms: Vec<QueryTerm>,
    pub phrases: Vec<Vec<QueryTerm>>,
    /// Words and phrases that results must not have.
    pub without: Vec<Vec<QueryTerm>>,
    pub filters: Filters,
}

/// Reads `words "a phrase" -without kind:report topic:"crisis care"`. The words `apart` are read as
/// phrases: `section136` as `"section 136"`.
pub(super) fn parse(text: &str, apart: &BTreeSet<String>) -> ParsedQuery {
    let query = at_home(cut(text));
    let mut parsed = ParsedQuery::default();
    let mut phrases = Vec::new();
    let mut ends_open = false;
    let mut at = 0;
    while let Some(part) = next_part(&query[at..]) {
        at += part.end;
        let own: Vec<String> = words(part.value)
            .map(|word| fold(&word.text))
            .filter(|word| !word.is_empty())
            .collect();
        if own.is_empty() {
            continue;
        }
        // A page that says `section 136` says what `-section136` excludes.
        let terms = terms_of(&own, |word| part.minus || apart.contains(word));
        ends_open = false;
        if let Some(field) = part.field {
            if !part.minus {
                let values = parsed.filters.values_mut(field);
                values.push(part.value.to_owned());
            }
        } else if part.minus {
            parsed.without.push(terms);
        } else {
            let is_phrase = part.quoted || terms.len() > own.len();
            let first = parsed.terms.len();
            if is_phrase && terms.len() > 1 {
                phrases.push(first..first + terms.len());
            }
            ends_open = !is_phrase && at == query.len();
            parsed.terms.extend(terms);
        }
    }
    join_figures(&mut parsed.terms);
    for terms in &mut parsed.without {
        join_figures(terms);
    }
    let phrases = phrases.into_iter();
    parsed.phrases = phrases.map(|range| parsed.terms[range].to_vec()).collect();
    if let Some(last) = parsed.terms.last_mut() {
        last.prefix = ends_open;
    }
    parsed
}

/// Returns the terms of the words of one part of a query, of which some are read in pieces.
fn terms_of(words: &[String], is_apart: impl Fn(&String) -> bool) -> Vec<QueryTerm> {
    let mut terms = Vec::new();
    for word in words {
        let pieces = if is_apart(word) {
            pieces(word)
        } else {
            vec![word.as_str()]
        };
        terms.extend(pieces.into_iter().map(|piece| QueryTerm {
            word: piece.to_owned(),
            prefix: false,
            joined: BTreeSet::new(),
        }));
    }
    // `follow-up`, `1,234` and `SARS-CoV-2` are also written in one.
    if (2..=LONGEST_PART).contains(&terms.len()) {
        join(&mut terms);
    }
    terms
}

/// Parts a word where letters and figures meet.
pub(super) fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let is_other = |sign: char| sign.is_ascii_digit() != first.is_ascii_digit();
        let (piece, after) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Notes what some words give in one with each of them.
fn join(terms: &mut [QueryTerm]) {
    let whole: String = terms.iter().map(|term| term.word.as_str()).collect();
    for term in terms {
        term.joined.insert(whole.clone());
    }
}

/// Joins words that stand side by side and may also be written in one: letters and figures, and the
/// groups of a code and of a number.
fn join_figures(terms: &mut [QueryTerm]) {
    for first in 0..terms.len() {
        for last in first + 1..terms.len().min(first + LONGEST_PART) {
            if is_joined(&terms[first..=last]) {
                join(&mut terms[first..=last]);
            }
        }
    }
}

fn is_joined(terms: &[QueryTerm]) -> bool {
    let is_figures = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = |word: &str| {
        let has_figure = word.bytes().any(|byte| byte.is_ascii_digit());
        !has_figure || is_figures(word) && word.len() < 5
    };
    let words = || terms.iter().map(|term| term.word.as_str());
    if !words().all(is_figures) {
        let first = &terms[0].word;
        return match terms.len() {
            2 => words().all(is_short) && is_figures(first) != is_figures(&terms[1].word),
            3 => {
                first.chars().count() < 3
                    && !first.bytes().any(|byte| byte.is_ascii_digit())
                    && words().skip(1).all(is_figures)
            }
            _ => false,
        };
    }
    let figures: usize = words().map(str::len).sum();
    let is_thousands = terms[0].word.len() < 4 && words().skip(1).all(|word| word.len() == 3);
    (is_thousands || figures > 6) && figures < 16
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

    fn parse(text: &str) -> ParsedQuery {
        super::parse(text, &BTreeSet::new())
    }

    fn texts(phrases: &[Vec<QueryTerm>]) -> Vec<Vec<&str>> {
        let phrases = phrases.iter();
        phrases
            .map(|terms| terms.iter().map(|term| term.word.as_str()).collect())
            .collect()
    }

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
        assert_eq!(texts(&query.phrases), [["home", "treatment"]]);
        assert_eq!(texts(&query.without), [vec!["draft"], vec!["old", "news"]]);
        assert_eq!(
            (query.filters.kind, query.filters.topic),
            (vec!["report".to_owned()], vec!["crisis care".to_owned()])
        );
        assert!(query.terms[5].prefix && !query.terms[0].prefix);
        assert!(!parse("rep ").terms[0].prefix);
    }

    #[test]
    fn words_that_are_also_written_in_one_know_it() {
        let joined = |text| -> Vec<String> {
            let all = parse(text).terms.into_iter().flat_map(|term| term.joined);
            all.collect::<BTreeSet<_>>().into_iter().collect()
        };
        assert_eq!(joined("covid 19"), ["covid19"]);
        assert_eq!(
            joined("follow-up of SARS-CoV-2"),
            ["cov2", "followup", "sarscov2"]
        );
        assert_eq!(joined("4 mg"), ["4mg"]);
        assert_eq!(joined("1,234"), ["1234"]);
        assert_eq!(joined("1 234"), ["1234"]);
        assert!(joined("020 7946 0000").contains(&"02079460000".to_owned()));
        assert_eq!(
            joined("12 34 12345678901234567890 of"),
            Vec::<String>::new()
        );
        assert_eq!(joined("+5 points"), ["5points"]);
        assert!(joined("F 32.1").contains(&"f321".to_owned()));
        assert_eq!(
            parse("covid 19").terms[1].joined,
            parse("covid-19").terms[0].joined
        );
    }

    #[test]
    fn words_that_no_page_has_in_one_are_read_apart() {
        let apart = BTreeSet::from(["section136".to_owned()]);
        let query = super::parse("old section136", &apart);
        assert_eq!(words_of(&query), ["old", "section", "136"]);
        assert_eq!(query.phrases, [query.terms[1..].to_vec()]);
        assert_eq!(texts(&parse("-section136").without), [["section", "136"]]);
        assert_eq!(texts(&parse("old -s17").without), [["s", "17"]]);
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
