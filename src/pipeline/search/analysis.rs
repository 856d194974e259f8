//! The analysis of pages for search: pages that are remembered are taken from the memo, all others
//! are read in parallel.

use super::entries::EntrySource;
use crate::base::Fingerprint;
use crate::memo::{Memo, SearchEntry};
use crate::search::{self, AnalysedPage, IndexSettings};
use rayon::prelude::*;
use std::sync::Arc;

/// The fewest pages that are read together: enough that they share their words.
const TOGETHER: usize = 256;

/// Returns every page as search reads it, in the order of the source.
pub(super) fn analyse_pages(
    source: &EntrySource<'_>,
    settings: &IndexSettings,
    memo: &Memo,
) -> Vec<SearchEntry> {
    let keys: Vec<Fingerprint> = source
        .subjects
        .par_iter()
        .map(|subject| source.key(*subject))
        .collect();
    let mut entries = Vec::with_capacity(keys.len());
    let mut stale = Vec::new();
    for (at, (subject, key)) in source.subjects.iter().zip(&keys).enumerate() {
        let known = memo.searched.page(source.url(*subject), *key).cloned();
        if known.is_none() {
            stale.push(at);
        }
        entries.push(known);
    }
    // Few large parts, so that most words are looked at once; enough that no thread waits for
    // another's last.
    let parts = rayon::current_num_threads() * 4;
    let together = stale.len().div_ceil(parts).max(TOGETHER);
    let analysed: Vec<Vec<Vec<AnalysedPage>>> = stale
        .par_chunks(together)
        .map(|part| analyse_together(part, source, settings))
        .collect();
    for (at, pages) in stale.into_iter().zip(analysed.into_iter().flatten()) {
        entries[at] = Some(SearchEntry {
            key: keys[at],
            pages: Arc::new(pages),
        });
    }
    entries.into_iter().flatten().collect()
}

/// Analyses the entries of several subjects, by their numbers, and gives those of each subject.
fn analyse_together(
    numbers: &[usize],
    source: &EntrySource<'_>,
    settings: &IndexSettings,
) -> Vec<Vec<AnalysedPage>> {
    let subjects = numbers.iter().map(|number| source.subjects[*number]);
    let counts: Vec<usize> = subjects
        .clone()
        .map(|subject| source.count(subject))
        .collect();
    let entries = subjects
        .zip(&counts)
        .flat_map(|(subject, count)| (0..*count).map(move |part| source.entry(subject, part)));
    let mut analysed = search::analyse(entries, settings).into_iter();
    let mut pages = Vec::with_capacity(counts.len());
    for count in &counts {
        pages.push(analysed.by_ref().take(*count).collect());
    }
    pages
}
