//! Reads how pages cite: `[@ellis2014, p. 4; see also @carpenter2013]` and `[-@ellis2014]`.
//!
//! This module takes the text between the brackets and gives keys with their places, the parts that
//! are meant, and the writer's own words. It does not know which keys exist. Source: the citation
//! syntax of pandoc, which other programs have taken up.

use super::format::{Authors, Locator};
use crate::parse::cites::{KeyMention, mentions};
use std::ops::Range;

/// One publication in a citation, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteSyntax {
    /// The key.
    pub key: String,
    /// The place of the key with its `@`, from the start of the text that is read.
    pub range: Range<usize>,
    /// The words before the key.
    pub prefix: String,
    /// The part of the publication that is meant.
    pub locator: Option<Locator>,
    /// The words after the key and the part.
    pub suffix: String,
    /// Whether the authors are named.
    pub authors: Authors,
}

/// The words that people write before the number of a page, a chapter and so on, each with CSL's
/// name for it.
const LABELS: [(&str, &str); 50] = [
    ("pp.", "page"),
    ("p.", "page"),
    ("pp", "page"),
    ("pages", "page"),
    ("page", "page"),
    ("chaps.", "chapter"),
    ("chap.", "chapter"),
    ("chapters", "chapter"),
    ("chapter", "chapter"),
    ("ch.", "chapter"),
    ("secs.", "section"),
    ("sec.", "section"),
    ("sections", "section"),
    ("section", "section"),
    ("§§", "section"),
    ("§", "section"),
    ("paras.", "paragraph"),
    ("para.", "paragraph"),
    ("paragraphs", "paragraph"),
    ("paragraph", "paragraph"),
    ("¶¶", "paragraph"),
    ("¶", "paragraph"),
    ("figs.", "figure"),
    ("fig.", "figure"),
    ("figures", "figure"),
    ("figure", "figure"),
    ("tables", "table"),
    ("table", "table"),
    ("vols.", "volume"),
    ("vol.", "volume"),
    ("volumes", "volume"),
    ("volume", "volume"),
    ("ll.", "line"),
    ("l.", "line"),
    ("lines", "line"),
    ("line", "line"),
    ("nn.", "note"),
    ("n.", "note"),
    ("notes", "note"),
    ("note", "note"),
    ("nos.", "issue"),
    ("no.", "issue"),
    ("cols.", "column"),
    ("col.", "column"),
    ("pts.", "part"),
    ("pt.", "part"),
    ("part", "part"),
    ("appendix", "appendix"),
    ("app.", "appendix"),
    ("s.v.", "sub-verbo"),
];

/// Reads the text between the brackets; `None` when it is no citation, because a part of it names
/// no key.
#[must_use]
pub fn group(text: &str) -> Option<Vec<CiteSyntax>> {
    let mut start = 0;
    let cites = text.split(';').map(|part| {
        let at = start;
        start += part.len() + 1;
        one(part, at)
    });
    cites.collect()
}

/// Reads one part of a citation, which starts at `offset` in the text.
fn one(part: &str, offset: usize) -> Option<CiteSyntax> {
    let KeyMention { at, length, key } = mentions(part).next()?;
    let before = &part[..at];
    let (prefix, authors) = match before.strip_suffix('-') {
        Some(prefix) if prefix.is_empty() || prefix.ends_with(char::is_whitespace) => {
            (prefix, Authors::Suppress)
        }
        _ => (before, Authors::Show),
    };
    let (locator, suffix) = locator(&part[at + length..]);
    Some(CiteSyntax {
        key,
        range: offset + at..offset + at + length,
        prefix: prefix.trim().to_owned(),
        locator,
        suffix,
        authors,
    })
}

/// Reads the part of a publication that is meant, and the words after it.
fn locator(after: &str) -> (Option<Locator>, String) {
    let words = after.trim_start();
    let words = words.strip_prefix(',').unwrap_or(words).trim_start();
    let lower = words.to_lowercase();
    let label = LABELS.iter().find(|(written, _)| {
        lower.len() == words.len()
            && lower.starts_with(written)
            && lower[written.len()..].starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit())
    });
    let (label, rest) = label.map_or(("page", words), |(written, label)| {
        (*label, words[written.len()..].trim_start())
    });
    if let Some((braced, suffix)) = rest
        .strip_prefix('{')
        .and_then(|inner| inner.split_once('}'))
    {
        let value = braced.trim();
        return (
            Some(Locator {
                label,
                value: value.to_owned(),
            })
            .filter(|_| !value.is_empty()),
            suffix.trim().to_owned(),
        );
    }
    let named = !std::ptr::eq(rest, words) || label != "page";
    let length = value_length(rest, named);
    if length == 0 {
        return (None, after.trim().to_owned());
    }
    (
        Some(Locator {
            label,
            value: rest[..length].trim_end_matches([',', ' ']).to_owned(),
        }),
        rest[length..].trim().to_owned(),
    )
}

/// Returns the length of the numbers at the start of a text: `4`, `12-15, 20`, `2a`. After a label,
/// a Roman number counts too: `p. iv`.
fn value_length(text: &str, named: bool) -> usize {
    let mut end = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end().trim_end_matches(',');
        let number = bare.chars().any(|c| c.is_ascii_digit())
            && bare
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '–' | ':' | '.'));
        let roman = named
            && at == 0
            && !bare.is_empty()
            && bare.chars().all(|c| "ivxlcdmIVXLCDM-–".contains(c));
        let joiner = at > 0 && matches!(bare, "&" | "and" | "-" | "–");
        if !(number || roman || joiner) {
            break;
        }
        at += word.len();
        if !joiner {
            end = at - (word.len() - word.trim_end().len());
        }
        if (number || roman)
            && !word.trim_end().ends_with(',')
            && !text[at..].starts_with(['&', '-', '–'])
            && !text[at..].starts_with("and ")
        {
            break;
        }
    }
    text[..end].trim_end_matches(',').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns each citation of a text on one line.
    fn shown(text: &str) -> Vec<String> {
        group(text)
            .unwrap_or_default()
            .into_iter()
            .map(|cite| {
                let locator = cite
                    .locator
                    .map(|locator| format!("{}:{}", locator.label, locator.value))
                    .unwrap_or_default();
                format!(
                    "{}|{}|{locator}|{}|{:?}",
                    cite.prefix, cite.key, cite.suffix, cite.authors
                )
            })
            .collect()
    }

    #[test]
    fn a_group_has_keys_parts_and_words() {
        assert_eq!(
            shown("@ellis2014, p. 4; see also @carpenter2013"),
            ["|ellis2014|page:4||Show", "see also|carpenter2013|||Show"]
        );
        assert_eq!(shown("-@ellis2014"), ["|ellis2014|||Suppress"]);
        assert_eq!(
            shown("e.g., -@a, pp. 33-35, 38 and 40 for more"),
            ["e.g.,|a|page:33-35, 38 and 40|for more|Suppress"]
        );
        assert_eq!(shown("@a chap. 3"), ["|a|chapter:3||Show"]);
        assert_eq!(shown("@a, 12"), ["|a|page:12||Show"]);
        assert_eq!(shown("@a, p. iv"), ["|a|page:iv||Show"]);
        assert_eq!(shown("@a, § 5"), ["|a|section:5||Show"]);
        assert_eq!(
            shown("@a, fig. 2a, and elsewhere"),
            ["|a|figure:2a|, and elsewhere|Show"]
        );
        assert_eq!(shown("@a and others"), ["|a||and others|Show"]);
        assert_eq!(shown("@a, p. {A 4-5} there"), ["|a|page:A 4-5|there|Show"]);
        assert_eq!(shown("@{doi:10.1000/x;y}"), [""; 0]);
        assert_eq!(shown("@{a b}, n. 3"), ["|a b|note:3||Show"]);
    }

    #[test]
    fn what_names_no_key_is_no_citation() {
        for text in ["", "x", "me@example.org", "@", "@a; and more", "@ a"] {
            assert_eq!(group(text), None, "{text}");
        }
    }

    #[test]
    fn keys_in_running_text_end_where_the_sentence_does() {
        let text = "As @ellis2014: says, (@DBLP:conf/x.) and me@x.org or @élan.";
        let found: Vec<(String, &str)> = mentions(text)
            .map(|KeyMention { at, length, key }| (key, &text[at..at + length]))
            .collect();
        assert_eq!(
            found,
            [
                ("ellis2014".to_owned(), "@ellis2014"),
                ("DBLP:conf/x".to_owned(), "@DBLP:conf/x"),
                ("élan".to_owned(), "@élan")
            ]
        );
    }

    #[test]
    fn places_point_into_the_text() {
        let text = "see @a, p. 1; -@b";
        let ranges: Vec<&str> = group(text)
            .unwrap_or_default()
            .into_iter()
            .map(|cite| &text[cite.range])
            .collect();
        assert_eq!(ranges, ["@a", "@b"]);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "(@[a-z0-9:.{}]{0,4}|p\\. |[0-9]{1,2}|[;,&-]| \
            |\\PC){0,20}") {
            for cite in group(&text).unwrap_or_default() {
                prop_assert!(text[cite.range].starts_with('@'));
            }
        }
    }
}
