//! Marks of words that do not match: one asterisk where two are needed, and words in bold that
//! touch each other.

use super::text::{ShownText, TextSlip};
use crate::base::Code;
use std::ops::Range;

/// Finds a sign that stands beside a mark of the same sign and is shown: `**so*`, `*so**`.
pub(super) fn beside_mark(run: &ShownText<'_>, at: &Range<usize>) -> Option<TextSlip> {
    let sign = run.after(at.start)?;
    let is_at_end = at.end == run.range.end && run.after(at.end) == Some(sign);
    let is_at_start = at.start == run.range.start && run.before(at.start) == Some(sign);
    if !(is_at_end || is_at_start) {
        return None;
    }
    let signs = &run.source[at.clone()];
    let message = format!(
        "there are more signs at one end of the words than at the other: `{signs}` is shown"
    );
    let help = format!(
        "write as many before the words as behind them, or a backslash before the ones to show: \
         `\\{signs}`"
    );
    Some(TextSlip::warning(
        Code::MarkLeftOver,
        at.clone(),
        message,
        help,
    ))
}

/// Finds four asterisks between words in bold: `**so****and**`.
pub(super) fn doubled(run: &ShownText<'_>, at: &Range<usize>) -> Option<TextSlip> {
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_between = is_word(run.before(at.start)) && is_word(run.after(at.end));
    is_between.then(|| {
        let message = "two words in bold touch each other, so readers see these signs: `****`";
        TextSlip::mark(at.clone(), message, "** **".to_owned())
    })
}
