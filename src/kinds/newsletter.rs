//! Issues of the newsletter. From: the page of an issue. To: its number, and checks of the numbers
//! of one series. Its articles are read with its text, in `parse::articles`.

use crate::base::Span;
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;

/// The number of an issue, with its place in the file.
#[derive(Clone, Debug)]
pub struct IssueNumber {
    /// The number.
    pub value: u64,
    /// The place of the number in the file.
    pub span: Span,
}

/// Returns the number of an issue in its series, or `None` for a page of another kind.
#[must_use]
pub fn number(page: &ParsedPage) -> Option<IssueNumber> {
    if page.front.kind != Kind::Newsletter {
        return None;
    }
    Some(IssueNumber {
        value: whole(page.fields.number("number")?),
        span: page.fields.get("number")?.span.clone(),
    })
}

/// Returns the number of an issue as a whole number.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the declaration asks for a whole number of at least zero"
)]
pub fn whole(number: f64) -> u64 {
    number as u64
}
