//! Finds every stem of the site with the pages that have it and how much it says about each. From:
//! analysed pages in their final order. To: terms, sorted.
//!
//! tinysearch stores that a page has a term, not how often. So what BM25 would make of the
//! frequency is worked out here, length of the page included, and rounded to a tier, which becomes
//! part of the term: four tiers for the text, two of their own for titles (a word in a title says
//! more, in a short title most). BM25: Robertson and Zaragoza, "The Probabilistic Relevance
//! Framework" (2009), with the title as a field of weight 2.

use super::analyse::AnalysedPage;
use super::lexicon::Lexicon;
use super::ranking::{RANKING, TEXT_TIERS};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The tier of a word in a title, and in a title of few words.
pub(super) const TITLE_TIER: u8 = TEXT_TIERS;
pub(super) const SHORT_TITLE_TIER: u8 = TEXT_TIERS + 1;
/// The most words of a short title.
const SHORT_TITLE: u32 = 6;

/// A stem, the words that have it, and the pages it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct IndexTerm<'a> {
    pub stem: &'a str,
    /// The words that have the stem, in order, each once.
    pub surfaces: Vec<&'a str>,
    /// The pages that have the stem in order, each with its tier.
    pub pages: Vec<Posting>,
}

/// A page and a tier, in four bytes: there are millions of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    /// Makes a posting. Tiers are below eight, and no site has half a milliard pages.
    pub(super) fn new(page: u32, tier: u8) -> Self {
        Self(page << 3 | u32::from(tier & 7))
    }

    pub(super) fn page(self) -> u32 {
        self.0 >> 3
    }

    pub(super) fn tier(self) -> u8 {
        self.0.to_le_bytes()[0] & 7
    }
}

/// Finds the terms of the site in the order of their stems.
pub(super) fn terms<'a>(pages: &[&'a AnalysedPage], average: f64) -> Vec<IndexTerm<'a>> {
    let lexicons = Lexicons::of(pages);
    let mut terms = lexicons.terms();
    let terms_of = lexicons.terms_of(&terms);
    let part = pages.len().div_ceil(rayon::current_num_threads()).max(64);
    let found: Vec<Vec<(u32, Posting)>> = pages
        .par_chunks(part)
        .enumerate()
        .map(|(number, chunk)| {
            let most = chunk.iter().map(|page| page.words.len()).sum();
            let mut counter = PostingCounter {
                times: vec![(0, 0); terms.len()],
                found: Vec::with_capacity(most),
            };
            for (page, own) in (number * part..).zip(chunk) {
                counter.page(
                    u32::try_from(page).unwrap_or(u32::MAX),
                    own,
                    &terms_of[lexicons.number[page]],
                    average,
                );
            }
            counter.found
        })
        .collect();
    let mut counts = vec![0_usize; terms.len()];
    for (term, _) in found.iter().flatten() {
        counts[*term as usize] += 1;
    }
    for (term, count) in terms.iter_mut().zip(counts) {
        term.pages.reserve_exact(count);
    }
    // The parts come in order, so pages stay in order.
    for (term, posting) in found.into_iter().flatten() {
        terms[term as usize].pages.push(posting);
    }
    terms
}

/// The different lexicons of some pages.
struct Lexicons<'a> {
    all: Vec<&'a Lexicon>,
    /// For each lexicon, which words a page has: it may be older than the pages, and have words
    /// that no page has any more.
    used: Vec<Vec<bool>>,
    /// The number of the lexicon of each page.
    number: Vec<usize>,
}

impl<'a> Lexicons<'a> {
    fn of(pages: &[&'a AnalysedPage]) -> Self {
        let mut numbers: FxHashMap<*const Lexicon, usize> = FxHashMap::default();
        let mut lexicons = Self {
            all: Vec::new(),
            used: Vec::new(),
            number: Vec::with_capacity(pages.len()),
        };
        for page in pages {
            let number = *numbers
                .entry(Arc::as_ptr(&page.lexicon))
                .or_insert_with(|| {
                    lexicons.all.push(&page.lexicon);
                    lexicons.used.push(vec![false; page.lexicon.len()]);
                    lexicons.all.len() - 1
                });
            for count in &page.words {
                lexicons.used[number][count.word as usize] = true;
            }
            lexicons.number.push(number);
        }
        lexicons
    }

    /// Returns the words of a lexicon that a page has, with their numbers and stems.
    fn words(&self, number: usize) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
        let lexicon = self.all[number];
        let used = (0_u32..).zip(&self.used[number]).filter(|(_, used)| **used);
        used.filter_map(|(word, _)| {
            lexicon
                .word(word)
                .map(|(surface, stem)| (word as usize, surface, stem))
        })
    }

    /// Returns every stem with its words, in order; pages are still to come.
    fn terms(&self) -> Vec<IndexTerm<'a>> {
        let mut found: Vec<(&'a str, &'a str)> = (0..self.all.len())
            .flat_map(|number| self.words(number))
            .map(|(_, surface, stem)| (stem, surface))
            .collect();
        found.par_sort_unstable();
        found.dedup();
        found
            .chunk_by(|a, b| a.0 == b.0)
            .map(|of_stem| IndexTerm {
                stem: of_stem[0].0,
                surfaces: of_stem.iter().map(|(_, surface)| *surface).collect(),
                pages: Vec::new(),
            })
            .collect()
    }

    /// Finds, for each word of each lexicon, the number of its term: from there on words are
    /// numbers.
    fn terms_of(&self, terms: &[IndexTerm<'a>]) -> Vec<Vec<u32>> {
        let numbers: FxHashMap<&str, u32> = (0..)
            .zip(terms)
            .map(|(number, term)| (term.stem, number))
            .collect();
        (0..self.all.len())
            .into_par_iter()
            .map(|number| self.terms_of_lexicon(number, &numbers))
            .collect()
    }

    fn terms_of_lexicon(&self, number: usize, numbers: &FxHashMap<&str, u32>) -> Vec<u32> {
        let mut own = vec![0; self.all[number].len()];
        for (word, _, stem) in self.words(number) {
            own[word] = numbers.get(stem).copied().unwrap_or(0);
        }
        own
    }
}

/// Counts the terms of pages, one page after another.
struct PostingCounter {
    /// How often the page in hand has each term, in its title and elsewhere.
    times: Vec<(u32, u32)>,
    /// Numbers of terms, each with a page that has it.
    found: Vec<(u32, Posting)>,
}

impl PostingCounter {
    fn page(&mut self, number: u32, page: &AnalysedPage, terms_of: &[u32], average: f64) {
        let facts = &page.facts;
        let (k1, b) = (RANKING.saturation, RANKING.length_share);
        let norm = k1 * (1.0 - b + b * f64::from(facts.length) / average);
        for count in &page.words {
            let times = &mut self.times[terms_of[count.word as usize] as usize];
            *times = (
                times.0 + u32::from(count.in_title),
                times.1 + u32::from(count.elsewhere),
            );
        }
        for count in &page.words {
            let term = terms_of[count.word as usize];
            // The first of a term's words takes the counts of all.
            let (in_title, elsewhere) = std::mem::take(&mut self.times[term as usize]);
            if (in_title, elsewhere) == (0, 0) {
                continue;
            }
            let times = f64::from(RANKING.title_weight * in_title + elsewhere);
            let tier = match (in_title, facts.title_words) {
                (0, _) => text_tier(facts.boost * times / (times + norm)),
                (_, 0..=SHORT_TITLE) => SHORT_TITLE_TIER,
                _ => TITLE_TIER,
            };
            self.found.push((term, Posting::new(number, tier)));
        }
    }
}

fn text_tier(impact: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of tiers"
    )]
    let tier = (impact * f64::from(TEXT_TIERS)) as u8;
    tier.min(TEXT_TIERS - 1)
}

/// Returns the average length of a page, rounded up to the next of a coarse row of numbers:
/// otherwise one edited page could move every page's tiers, and with them every file of the index.
pub(super) fn coarse_average(pages: &[&AnalysedPage]) -> f64 {
    let total: f64 = pages.iter().map(|page| f64::from(page.facts.length)).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of pages")]
    let average = total / pages.len().max(1) as f64;
    let mut coarse = 8.0_f64;
    while coarse < average {
        coarse = (coarse * 1.2).ceil();
    }
    coarse
}
