//! Pages that belong together: named by their editors, or about the same subjects.

use super::{PageId, Site, TermId};
use crate::base::Date;
use crate::parse::kind::Kind;
use std::cmp::Reverse;

/// Pages of one term that are looked at: of a subject with more, the newest.
const LOOKED_AT: usize = 100;

/// Pages about any of these subjects, those that share most of them first, then the newest. A subject that few pages have says
/// more than one that many have, so each counts 1 / number of its pages (in millionths, to stay in whole numbers).
#[must_use]
pub fn ranked_by_subject(site: &Site, terms: &[TermId]) -> Vec<PageId> {
    let mut worths: Vec<(PageId, usize)> = Vec::new();
    for (taxonomy, term) in terms {
        let pages = &site.taxonomies[*taxonomy].terms[*term].pages;
        let worth = 1_000_000 / pages.len().max(1);
        worths.extend(pages.iter().take(LOOKED_AT).map(|page| (*page, worth)));
    }
    worths.sort_unstable();
    let mut scores: Vec<(Reverse<usize>, Reverse<Option<Date>>, PageId)> = worths
        .chunk_by(|a, b| a.0 == b.0)
        .map(|of_page| (Reverse(of_page.iter().map(|(_, worth)| worth).sum()), Reverse(site.pages[of_page[0].0].date()), of_page[0].0))
        .collect();
    scores.sort_unstable();
    scores.into_iter().map(|(_, _, page)| page).collect()
}

/// The first of `ranked` that can stand beside `page`. Its own section, issue and articles cannot: they are shown elsewhere on it.
#[must_use]
pub fn related_to(site: &Site, page: PageId, ranked: &[PageId], limit: usize) -> Vec<PageId> {
    let family = |other: PageId| site.pages[other].parent == Some(page) || site.pages[page].parent == Some(other);
    let fits = |other: &PageId| *other != page && !family(*other) && site.pages[*other].kind() != Kind::Section;
    ranked.iter().copied().filter(fits).take(limit).collect()
}
