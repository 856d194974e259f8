//! Sections: the settings of their lists. From: the page of a section. To: what it says of its
//! list.

use crate::parse::front::{PageFields, Sort};
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;

/// Returns the fields of a section, or `None` for a page of another kind.
fn fields(page: &ParsedPage) -> Option<&PageFields> {
    (page.front.kind == Kind::Section).then_some(&page.fields)
}

/// Returns the number of entries on one page of a section's list, at least one.
#[must_use]
pub fn page_size(page: &ParsedPage) -> Option<usize> {
    whole(fields(page)?.number("page_size")?)
}

/// Returns the order of a section's list.
#[must_use]
pub fn sort(page: &ParsedPage) -> Option<Sort> {
    Sort::named(fields(page)?.text("sort")?)
}

/// Returns whether a section's list has a page for each year.
#[must_use]
pub fn years(page: &ParsedPage) -> Option<bool> {
    fields(page)?.yes_no("years")
}

/// Returns a number that the declaration of its field lets be whole and positive only.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the declaration asks for a whole number of at least one"
)]
fn whole(number: f64) -> Option<usize> {
    (number >= 1.0).then_some(number as usize)
}
