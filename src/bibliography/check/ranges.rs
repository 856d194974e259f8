//! Finds ranges of pages that run backwards, and years that lie far ahead.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::Item;

/// The last year that a publication may have; a later one is mistyped.
const LAST_YEAR: i32 = 2100;

/// Reports the impossible ranges and years of a publication.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    if let Some((first, last)) = item.text("page").and_then(backwards) {
        let message = format!(
            "the pages of `{}` run from {first} back to {last}",
            item.key
        );
        let fault = Fault::warning(Code::UnclearField, message).at(item.span_of("page"));
        findings.push(fault.help("write the first page before the last: `123-145`"));
    }
    for (field, when) in &item.dates {
        if let Some(year) = when.year().filter(|year| *year > LAST_YEAR) {
            let message = format!("the year {year} of `{}` lies far ahead", item.key);
            let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
            findings.push(fault.help("look it up; one of its figures is mistyped"));
        }
    }
}

/// Returns the first and the last page of a range of numbers that runs backwards.
fn backwards(pages: &str) -> Option<(u32, u32)> {
    let (first, last) = pages.split_once('-')?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (last < first).then_some((first, last))
}
