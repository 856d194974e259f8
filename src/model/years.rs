//! Years of a section: its dated entries, with a list for each year.

use super::{Page, PageId};

/// The entries of one year, in the order of the section's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The number of the year.
    pub year: i16,
    /// The entries, in the order of the section's list.
    pub pages: Vec<PageId>,
}

/// Puts entries into years, the latest first. Entries without a date are in no year.
pub(super) fn by_year(pages: &[Page], entries: &[PageId]) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for id in entries {
        let Some(date) = pages[*id].date() else {
            continue;
        };
        match years.iter_mut().find(|year| year.year == date.year()) {
            Some(year) => year.pages.push(*id),
            None => years.push(Year {
                year: date.year(),
                pages: vec![*id],
            }),
        }
    }
    years.sort_by_key(|year| std::cmp::Reverse(year.year));
    years
}
