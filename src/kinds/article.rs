//! Articles. From: the page of an article. To: its writers.

use crate::parse::front::Byline;
use crate::parse::page::ParsedPage;

/// Returns the writers of an article, in the order of its byline. A page of another kind has none.
#[must_use]
pub fn bylines(page: &ParsedPage) -> &[Byline] {
    &page.front.bylines
}
