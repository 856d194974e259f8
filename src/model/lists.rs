//! The order of lists.

use super::{Page, PageId};
use crate::parse::front::Sort;
use crate::parse::kind::Kind;
use std::cmp::{Ordering, Reverse};

/// The order a section without a `sort` of its own gets: articles of an issue as its editor numbered or named the files,
/// everything else by weight, then the newest first.
pub(super) fn default_sort(of: Kind) -> Sort {
    if of == Kind::Newsletter { Sort::Weight } else { Sort::Newest }
}

/// Puts entries of one list in order. Ends in the address, so the order never depends on anything else.
pub(super) fn sort(ids: &mut [PageId], sort: Sort, pages: &[Page]) {
    ids.sort_by(|a, b| compare(sort, &pages[*a], &pages[*b]));
}

pub(super) fn compare(sort: Sort, a: &Page, b: &Page) -> Ordering {
    let date = |page: &Page| page.common().date.as_ref().map(|date| date.value);
    let weight = |page: &Page| page.common().weight.unwrap_or(i64::MAX);
    let order = match sort {
        Sort::Newest => weight(a).cmp(&weight(b)).then_with(|| Reverse(date(a)).cmp(&Reverse(date(b)))),
        Sort::Oldest => weight(a).cmp(&weight(b)).then_with(|| undated_last(date(a)).cmp(&undated_last(date(b)))),
        Sort::Title => folded(a).cmp(folded(b)),
        Sort::Weight => weight(a).cmp(&weight(b)),
    };
    order.then_with(|| if sort == Sort::Weight { Ordering::Equal } else { folded(a).cmp(folded(b)) }).then_with(|| a.url.cmp(&b.url))
}

fn undated_last<T: Ord>(date: Option<T>) -> (bool, Option<T>) {
    (date.is_none(), date)
}

/// A title as a reader sorts it, without regard to case and accents: found once, for a long list asks often.
fn folded(page: &Page) -> &str {
    page.folded_title.get_or_init(|| crate::base::slug(page.title()))
}
