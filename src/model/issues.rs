//! Checks what issues of one newsletter have to say differently from each other.

use super::{Page, PageId};
use crate::base::{Code, Date, Fault, Faults};
use crate::kinds::newsletter::{self, IssueNumber};
use rustc_hash::FxHashMap;

/// Reports issues of one year with the same number, as when the file of the last one was copied. A
/// newsletter may count anew each year.
pub(super) fn same_numbers(pages: &[Page]) -> Faults {
    let mut issues: Vec<(&Page, IssueNumber)> = pages
        .iter()
        .filter_map(|page| Some((page, newsletter::number(&page.parsed)?)))
        .collect();
    issues.sort_by_key(|(page, _)| (page.date(), &page.parsed.source));
    let mut taken: FxHashMap<(Option<PageId>, Option<i16>, u64), &Page> = FxHashMap::default();
    let mut faults = Faults::new();
    for (page, number) in issues {
        let first = *taken
            .entry((page.parent, page.date().map(Date::year), number.value))
            .or_insert(page);
        if first.url != page.url {
            let message = format!(
                "`{}` is the number of another issue, `{}`, too",
                number.value, first.parsed.source
            );
            let warning = Fault::warning(Code::SameNumber, message).at(number.span.clone());
            faults.push(
                warning
                    .help("write this issue's own number, or take the line out of one of the two"),
            );
        }
    }
    faults
}
