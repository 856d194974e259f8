//! Finds pages that belong together: those that editors name, or those about the same subjects.

use super::{Page, PageId, Site, entry_date};
use crate::base::Date;
use crate::parse::kind::Kind;
use std::cmp::Reverse;

/// The number of pages of one term that are compared: of a subject with more, the newest.
pub(super) const LOOKED_AT: usize = 100;

/// The facts that are compared of a page that may be related to another. For most pages nothing
/// else is read, so they stand close together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    date: Option<Date>,
    parent: Option<PageId>,
    is_section: bool,
}

impl Candidate {
    pub(super) fn of(pages: &[Page], id: PageId) -> Self {
        let page = &pages[id];
        Self {
            date: entry_date(pages, id),
            parent: page.parent,
            is_section: *page.kind() == Kind::Section,
        }
    }
}

/// Returns the pages that are closest to `page` in what they are about, those that share most
/// subjects with it first, then the newest. A subject that few pages have says more than one that
/// many have, so each counts 1 / number of its pages (in millionths, to stay in whole numbers). The
/// page's own section, issue and articles are left out: they are shown elsewhere on it.
#[must_use]
#[expect(
    clippy::stable_sort_primitive,
    reason = "a stable sort makes use of stretches that are in order already"
)]
pub fn related(site: &Site, page: PageId, limit: usize) -> Vec<PageId> {
    // Each number holds a page in its upper half and the worth of a subject in its lower half:
    // single numbers are sorted in half the time of pairs.
    let mut worths: Vec<u64> = Vec::new();
    for (taxonomy, term) in &site.pages[page].terms {
        let term = &site.taxonomies[*taxonomy].terms[*term];
        let worth = 1_000_000 / term.pages.len().max(1) as u64;
        worths.extend(term.newest.iter().map(|page| (*page as u64) << 32 | worth));
    }
    worths.sort();
    let parent = site.candidates[page].parent;
    let fits = |id: PageId, other: &Candidate| {
        id != page && other.parent != Some(page) && parent != Some(id) && !other.is_section
    };
    let mut best: Vec<(Reverse<u64>, Reverse<Option<Date>>, PageId)> =
        Vec::with_capacity(limit.min(LOOKED_AT) + 1);
    for of_page in worths.chunk_by(|a, b| a >> 32 == b >> 32) {
        let Ok(other) = PageId::try_from(of_page[0] >> 32) else {
            continue;
        };
        let score = Reverse(of_page.iter().map(|both| both & u64::from(u32::MAX)).sum());
        let is_worse = best.len() == limit && best.last().is_some_and(|worst| worst.0 < score);
        let candidate = &site.candidates[other];
        if !is_worse && fits(other, candidate) {
            let entry = (score, Reverse(candidate.date), other);
            best.insert(best.partition_point(|better| *better < entry), entry);
            best.truncate(limit);
        }
    }
    best.into_iter().map(|(_, _, page)| page).collect()
}
