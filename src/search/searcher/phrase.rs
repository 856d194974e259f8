//! Whether words stand side by side on a page: `hasPhrase` of `client/order.js`. From: the words of
//! a phrase, and a page. Letters and figures may stand in one or apart, as `4mg` and `4 mg`, and so
//! may the figures of a long number, as `1234` and `1 234`.

use super::document::{Doc, PlacedWord};
use super::query::QueryTerm;

/// The fewest figures of a number that may be written in groups.
const LONG_NUMBER: usize = 4;

/// Whether a word ends before a sign of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordBreak {
    Always,
    Sometimes,
    Never,
}

/// A phrase, by its signs.
pub(super) struct Phrase(Vec<(WordBreak, char)>);

impl Phrase {
    /// Makes a phrase of words.
    pub(super) fn new(terms: &[QueryTerm]) -> Self {
        let mut signs: Vec<(WordBreak, char)> = Vec::new();
        for term in terms {
            for (at, sign) in term.word.chars().enumerate() {
                let own = if at == 0 {
                    WordBreak::Always
                } else {
                    WordBreak::Never
                };
                signs.push((own, sign));
            }
        }
        let is_figure = |at: usize| signs[at].1.is_ascii_digit();
        let runs = (0..signs.len())
            .map(|at| length_of_run(&signs, at))
            .collect::<Vec<_>>();
        let loose: Vec<usize> = (1..signs.len())
            .filter(|at| match (is_figure(at - 1), is_figure(*at)) {
                (true, true) => runs[*at] >= LONG_NUMBER,
                (before, after) => before || after,
            })
            .collect();
        for at in loose {
            signs[at].0 = WordBreak::Sometimes;
        }
        Self(signs)
    }

    /// Reports whether a page has the phrase in one of its parts.
    pub(super) fn is_in(&self, doc: &Doc) -> bool {
        let parts = [&doc.title_words, &doc.body, &doc.rest].into_iter();
        parts.into_iter().any(|part| self.is_among(part))
    }

    fn is_among(&self, words: &[PlacedWord]) -> bool {
        (0..words.len()).any(|first| self.begins(&words[first..]))
    }

    /// Reports whether words begin with the phrase, which ends where one of them does.
    fn begins(&self, words: &[PlacedWord]) -> bool {
        let mut words = words.iter().map(|word| word.fold.as_str());
        let mut rest = "";
        for (at, (word_break, sign)) in self.0.iter().enumerate() {
            if rest.is_empty() {
                if *word_break == WordBreak::Never {
                    return false;
                }
                rest = words.next().unwrap_or_default();
            } else if at > 0 && *word_break == WordBreak::Always {
                return false;
            }
            let Some(after) = rest.strip_prefix(*sign) else {
                return false;
            };
            rest = after;
        }
        rest.is_empty()
    }
}

/// Returns how many figures stand in a row around a place, in one word or in several.
fn length_of_run(signs: &[(WordBreak, char)], at: usize) -> usize {
    let is_figure = |(_, sign): &&(WordBreak, char)| sign.is_ascii_digit();
    let before = signs[..at].iter().rev().take_while(is_figure).count();
    before + signs[at..].iter().take_while(is_figure).count()
}
