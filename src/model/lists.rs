//! The order of lists.

use super::{Page, PageId, entry_date};
use crate::base::{Date, NaturalText, natural_cmp};
use crate::parse::front::Sort;
use crate::parse::kind::Kind;
use std::cmp::{Ordering, Reverse};

/// Returns the order of a section that states no `sort`: for articles of an issue, as its editor
/// numbered or named the files; for everything else, by weight, then the newest first.
pub(super) fn default_sort(of: &Kind) -> Sort {
    if *of == Kind::Newsletter {
        Sort::Weight
    } else {
        Sort::Newest
    }
}

/// Puts entries of one list in order. The last criterion is the address, so the order never depends
/// on anything else.
pub(super) fn sort(ids: &mut [PageId], sort: Sort, pages: &[Page]) {
    // Numbers tell most pages apart, and stand close together.
    let mut keyed: Vec<((i64, i64), PageId)> = ids
        .iter()
        .map(|id| (numbers(sort, &pages[*id]), *id))
        .collect();
    keyed.sort_by(|(a, one), (b, other)| {
        a.cmp(b)
            .then_with(|| by_name(sort, &pages[*one], &pages[*other]))
    });
    for (place, (_, id)) in ids.iter_mut().zip(keyed) {
        *place = id;
    }
}

/// Puts entries from everywhere on the site in order, the newest first. A weight is a place among
/// the pages of a folder, and means nothing here; an article without a day of its own has that of
/// its issue.
pub(super) fn sort_newest<T: Copy>(entries: &mut [T], page: impl Fn(&T) -> PageId, pages: &[Page]) {
    let mut keyed: Vec<(Reverse<Option<Date>>, T)> = entries
        .iter()
        .map(|entry| (Reverse(entry_date(pages, page(entry))), *entry))
        .collect();
    keyed.sort_by(|(a, one), (b, other)| {
        a.cmp(b)
            .then_with(|| by_name(Sort::Newest, &pages[page(one)], &pages[page(other)]))
    });
    for (place, (_, entry)) in entries.iter_mut().zip(keyed) {
        *place = entry;
    }
}

/// Returns the numbers that an order goes by first: the weight, then the day. Pages without one
/// come last.
pub(super) fn numbers(sort: Sort, page: &Page) -> (i64, i64) {
    let common = page.common();
    let weight = common.weight.unwrap_or(i64::MAX);
    let day = common.date.as_ref().map(|date| day_number(date.value));
    match sort {
        Sort::Newest => (weight, day.map_or(i64::MAX, |day| -day)),
        Sort::Oldest => (weight, day.unwrap_or(i64::MAX)),
        Sort::Title => (0, 0),
        Sort::Weight => (weight, 0),
    }
}

/// Returns a number that grows with the day.
pub(super) fn day_number(day: Date) -> i64 {
    (i64::from(day.year()) * 16 + i64::from(day.month())) * 32 + i64::from(day.day())
}

/// Compares two pages by what an order looks at after numbers: the title, then the address.
pub(super) fn by_name(sort: Sort, a: &Page, b: &Page) -> Ordering {
    let title = if sort == Sort::Weight {
        Ordering::Equal
    } else {
        folded(a).cmp(folded(b))
    };
    title.then_with(|| natural_cmp(a.url.as_str(), b.url.as_str()))
}

/// Returns a title as a reader sorts it. It is computed once, because sorting a long list asks
/// often.
fn folded(page: &Page) -> &NaturalText {
    page.folded_title
        .get_or_init(|| NaturalText::of(page.title()))
}
