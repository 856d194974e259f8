//! Every stem of the site with the pages that have it and how much it says about each.
//! From: analysed pages in their final order. To: terms, sorted.
//!
//! tinysearch stores that a page has a term, not how often. So what BM25 would make of the frequency is worked out here, length
//! of the page included, and rounded to a tier, which becomes part of the term: four tiers for the text, two of their own for
//! titles (a word in a title says more, in a short title most).
//! BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with the title as a field of weight 2.

use super::analyse::{Analysed, TITLE_WEIGHT};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// BM25's saturation of term frequency, and how far length counts: the usual values.
pub(super) const K1: f64 = 1.2;
pub(super) const B: f64 = 0.75;

/// How many tiers there are for the text. Twice as many add nothing that could be measured.
pub(super) const TEXT_TIERS: u8 = 4;
/// The tier of a word in a title, and in a title of few words.
pub(super) const TITLE_TIER: u8 = TEXT_TIERS;
pub(super) const SHORT_TITLE_TIER: u8 = TEXT_TIERS + 1;
/// All tiers.
pub(super) const TIERS: u8 = TEXT_TIERS + 2;
/// How many words a short title has at most.
const SHORT_TITLE: u32 = 6;

/// A stem, the words that have it, and the pages it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term<'a> {
    pub stem: &'a str,
    /// In order, each once.
    pub surfaces: Vec<&'a str>,
    /// Pages in order, each with its tier.
    pub pages: Vec<(u32, u8)>,
}

/// The terms of the site in the order of their stems.
pub(super) fn terms<'a>(pages: &[&'a Analysed], average: f64) -> Vec<Term<'a>> {
    // Few large parts: each has most of the site's words, and joining them costs as much as a part has.
    let part = pages.len().div_ceil(rayon::current_num_threads()).max(64);
    let found =
        pages.par_chunks(part).enumerate().map(|(number, chunk)| gather(chunk, number * part, average)).reduce(FxHashMap::default, join);
    let mut terms: Vec<Term<'a>> = found.into_values().collect();
    terms.par_iter_mut().for_each(|term| term.surfaces.sort_unstable());
    terms.par_sort_unstable_by(|a, b| a.stem.cmp(b.stem));
    terms
}

fn gather<'a>(pages: &[&'a Analysed], first: usize, average: f64) -> FxHashMap<&'a str, Term<'a>> {
    let mut terms: FxHashMap<&'a str, Term<'a>> = FxHashMap::default();
    for (number, page) in (first..).zip(pages) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        let norm = K1 * (1.0 - B + B * f64::from(page.length) / average);
        for stem in page.stems() {
            let term = terms.entry(stem.stem).or_insert_with(|| Term { stem: stem.stem, ..Term::default() });
            let times = TITLE_WEIGHT * u32::from(stem.in_title) + u32::from(stem.elsewhere);
            let tier = match (stem.in_title, page.title_words) {
                (0, _) => text_tier(page.boost * f64::from(times) / (f64::from(times) + norm)),
                (_, 0..=SHORT_TITLE) => SHORT_TITLE_TIER,
                _ => TITLE_TIER,
            };
            term.pages.push((number, tier));
            for surface in stem.surfaces.split('\t') {
                if !term.surfaces.contains(&surface) {
                    term.surfaces.push(surface);
                }
            }
        }
    }
    terms
}

/// The parts come in order, so pages stay in order.
fn join<'a>(a: FxHashMap<&'a str, Term<'a>>, b: FxHashMap<&'a str, Term<'a>>) -> FxHashMap<&'a str, Term<'a>> {
    if a.is_empty() {
        return b;
    }
    let mut joined = a;
    #[expect(clippy::iter_over_hash_type, reason = "each goes to its own place: the order does not matter")]
    for (stem, late) in b {
        let term = joined.entry(stem).or_insert_with(|| Term { stem, ..Term::default() });
        term.pages.extend(late.pages);
        for surface in late.surfaces {
            if !term.surfaces.contains(&surface) {
                term.surfaces.push(surface);
            }
        }
    }
    joined
}

fn text_tier(impact: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of tiers")]
    let tier = (impact * f64::from(TEXT_TIERS)) as u8;
    tier.min(TEXT_TIERS - 1)
}

/// The average length of a page, rounded up to the next of a coarse row of numbers: otherwise one edited page could move
/// every page's tiers, and with them every file of the index.
pub(super) fn coarse_average(pages: &[&Analysed]) -> f64 {
    let total: f64 = pages.iter().map(|page| f64::from(page.length)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of pages")]
    let average = total / pages.len().max(1) as f64;
    let mut coarse = 8.0_f64;
    while coarse < average {
        coarse = (coarse * 1.2).ceil();
    }
    coarse
}
