//! Pages that belong together: named by their editors, or about the same subjects.

use super::{PageId, Site};
use crate::parse::kind::Kind;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Pages of one term that are looked at: of a subject with more, the newest.
const LOOKED_AT: usize = 200;

/// The pages that share most subjects with `page`, the closest first, then the newest. A subject that few pages have says
/// more than one that many have, so each counts 1 / number of its pages (in millionths, to stay in whole numbers).
/// The page's own section, issue and articles are not among them: they are shown elsewhere on it.
#[must_use]
pub fn by_subject(site: &Site, page: PageId, limit: usize) -> Vec<PageId> {
    let mut scores: BTreeMap<PageId, usize> = BTreeMap::new();
    for (taxonomy, term) in &site.pages[page].terms {
        let pages = &site.taxonomies[*taxonomy].terms[*term].pages;
        let worth = 1_000_000 / pages.len().max(1);
        for other in pages.iter().take(LOOKED_AT).filter(|other| **other != page) {
            *scores.entry(*other).or_default() += worth;
        }
    }
    let family = |other: PageId| site.pages[other].parent == Some(page) || site.pages[page].parent == Some(other);
    let mut found: Vec<(PageId, usize)> =
        scores.into_iter().filter(|(other, _)| !family(*other) && site.pages[*other].kind() != Kind::Section).collect();
    found.sort_by_key(|(other, score)| (Reverse(*score), Reverse(site.pages[*other].date()), *other));
    found.into_iter().take(limit).map(|(other, _)| other).collect()
}
