//! The words of the site, in which the nearest to a misspelt word is looked for. From: terms. To:
//! slices by first letter, fetched only when a word is not found.
//!
//! A slice is front-coded: for each word in order a capital letter says how many characters it
//! shares with the word before (`A` none), the rest follows, and a digit ends it: how common the
//! word is, as the logarithm of its pages.

use super::terms::IndexTerm;
use super::words::is_dense;
use std::collections::BTreeMap;

/// The lengths of words that are corrected, in characters.
pub(super) const CORRECTED: std::ops::RangeInclusive<usize> = 4..=24;
/// The most words of a site whose rarest words, those on one page only, are offered as corrections.
const MANY_WORDS: usize = 60_000;
/// The number of endings that the browser knows.
const ENDINGS: usize = 24;

/// Makes the slices by first character, before gzip.
pub(super) fn slices<'a>(
    terms: impl Iterator<Item = &'a IndexTerm<'a>> + Clone,
) -> BTreeMap<char, String> {
    let many = terms.clone().map(|term| term.surfaces.len()).sum::<usize>() > MANY_WORDS;
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for term in terms.filter(|term| !many || term.pages.len() > 1) {
        for surface in term
            .surfaces
            .iter()
            .filter(|surface| is_correctable(surface))
        {
            let pages = words.entry(surface).or_default();
            *pages = term.pages.len().max(*pages);
        }
    }
    let mut slices: BTreeMap<char, String> = BTreeMap::new();
    let mut before = "";
    for (word, pages) in words {
        let Some(first) = word.chars().next() else {
            continue;
        };
        let shared = before
            .chars()
            .zip(word.chars())
            .take_while(|(a, b)| a == b)
            .count();
        let slice = slices.entry(first).or_default();
        let shared = if slice.is_empty() { 0 } else { shared };
        slice.push(char::from(b'A' + u8::try_from(shared).unwrap_or(0)));
        slice.extend(word.chars().skip(shared));
        slice.push(char::from(
            b'0' + u8::try_from(pages.ilog2().min(9)).unwrap_or(9),
        ));
        before = word;
    }
    slices
}

fn is_correctable(word: &str) -> bool {
    CORRECTED.contains(&word.chars().count())
        && !word
            .chars()
            .any(|c| c.is_numeric() || is_dense(c) || c > '\u{ffff}')
}

/// Reads the words of a slice with how common they are.
pub(super) fn read_slice(slice: &str) -> Vec<(String, u32)> {
    let mut words: Vec<(String, u32)> = Vec::new();
    let mut word = String::new();
    for c in slice.chars() {
        if c.is_ascii_uppercase() {
            let shared = usize::from(c as u8 - b'A');
            word = words.last().map_or_else(String::new, |(before, _)| {
                before.chars().take(shared).collect()
            });
        } else if let Some(digit) = c.to_digit(10) {
            words.push((std::mem::take(&mut word), digit));
        } else {
            word.push(c);
        }
    }
    words
}

/// Returns the endings that words of the site have beyond their stems, commonest first: for
/// inflections that no page has.
pub(super) fn endings<'a>(terms: impl Iterator<Item = &'a IndexTerm<'a>>) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for term in terms {
        for surface in &term.surfaces {
            let shared: usize = surface
                .chars()
                .zip(term.stem.chars())
                .take_while(|(a, b)| a == b)
                .map(|(c, _)| c.len_utf8())
                .sum();
            let ending = &surface[shared..];
            if shared >= 3
                && (1..=5).contains(&ending.chars().count())
                && !ending.chars().any(char::is_numeric)
            {
                *times.entry(ending).or_default() += 1;
            }
        }
    }
    let mut endings: Vec<(&str, usize)> =
        times.into_iter().filter(|(_, times)| *times > 2).collect();
    endings.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    endings
        .into_iter()
        .take(ENDINGS)
        .map(|(ending, _)| ending.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms::Posting;

    fn term<'t>(stem: &'t str, surfaces: &[&'t str], pages: u32) -> IndexTerm<'t> {
        IndexTerm {
            stem,
            surfaces: surfaces.to_vec(),
            pages: (0..pages).map(|page| Posting::new(page, 0)).collect(),
        }
    }

    #[test]
    fn slices_hold_every_word_that_can_be_corrected() {
        let terms = [
            term("care", &["cared", "carer", "cares", "car"], 9),
            term("éclair", &["éclair"], 1),
            term("2015s", &["2015s"], 1),
        ];
        let slices = slices(terms.iter());
        assert_eq!(slices[&'c'], "Acared3Er3Es3");
        assert_eq!(
            read_slice(&slices[&'c']),
            [
                ("cared".to_owned(), 3),
                ("carer".to_owned(), 3),
                ("cares".to_owned(), 3)
            ]
        );
        assert_eq!(slices.keys().collect::<Vec<_>>(), [&'c', &'é']);
    }

    #[test]
    fn common_endings_come_first() {
        let names: Vec<(String, String, String)> = (0..3)
            .map(|n| {
                (
                    format!("wor{n}x"),
                    format!("wor{n}xs"),
                    format!("wor{n}xing"),
                )
            })
            .collect();
        let mut terms: Vec<IndexTerm<'_>> = names
            .iter()
            .map(|(stem, s, ing)| term(stem, &[s.as_str(), ing.as_str()], 1))
            .collect();
        terms.push(term("word", &["words"], 1));
        assert_eq!(endings(terms.iter()), ["s", "ing"]);
    }
}
