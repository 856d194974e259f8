//! Pages that belong together: named by their editors, or about the same subjects.

use super::{PageId, Site};
use crate::base::Date;
use crate::parse::kind::Kind;
use std::cmp::Reverse;

/// Pages of one term that are looked at: of a subject with more, the newest.
const LOOKED_AT: usize = 100;

/// The pages that are closest to `page` in what they are about, those that share most subjects with it first, then the newest.
/// A subject that few pages have says more than one that many have, so each counts 1 / number of its pages (in millionths, to
/// stay in whole numbers). The page's own section, issue and articles are left out: they are shown elsewhere on it.
#[must_use]
pub fn related(site: &Site, page: PageId, limit: usize) -> Vec<PageId> {
    // A page above, what a subject is worth below: single numbers are sorted in half the time of pairs.
    let mut worths: Vec<u64> = Vec::new();
    for (taxonomy, term) in &site.pages[page].terms {
        let pages = &site.taxonomies[*taxonomy].terms[*term].pages;
        let worth = 1_000_000 / pages.len().max(1) as u64;
        worths.extend(pages.iter().take(LOOKED_AT).map(|page| (*page as u64) << 32 | worth));
    }
    worths.sort_unstable();
    let family = |other: PageId| site.pages[other].parent == Some(page) || site.pages[page].parent == Some(other);
    let fits = |other: PageId| other != page && !family(other) && site.pages[other].kind() != Kind::Section;
    let mut best: Vec<(Reverse<u64>, Reverse<Option<Date>>, PageId)> = Vec::with_capacity(limit.min(LOOKED_AT) + 1);
    for of_page in worths.chunk_by(|a, b| a >> 32 == b >> 32) {
        let Ok(other) = PageId::try_from(of_page[0] >> 32) else { continue };
        let score = Reverse(of_page.iter().map(|both| both & u64::from(u32::MAX)).sum());
        let is_worse = best.len() == limit && best.last().is_some_and(|worst| worst.0 < score);
        if !is_worse && fits(other) {
            let entry = (score, Reverse(site.pages[other].date()), other);
            best.insert(best.partition_point(|better| *better < entry), entry);
            best.truncate(limit);
        }
    }
    best.into_iter().map(|(_, _, page)| page).collect()
}
