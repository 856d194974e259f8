//! Signs that markdown takes for marks although they stand within words or numbers: `5*3*2`. They
//! are not on the page, and what stands between them looks otherwise than it is meant.

use super::text::{ShownText, TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// The fewest letters of words in bold that touch the next word by a slip.
const FEWEST: usize = 4;

/// Finds what is wrong with marks that stand at a range of a body.
pub(in crate::parse::markdown) fn find(source: &str, range: &Range<usize>) -> Option<TextSlip> {
    let written = source.get(range.clone())?;
    let run = ShownText {
        source,
        range: range.clone(),
        starts_line: false,
    };
    eaten(&run, written).or_else(|| glued(&run, written))
}

/// Splits what is marked into its marks and what they mark.
fn parts(written: &str) -> Option<(&str, &str)> {
    let sign = written
        .chars()
        .next()
        .filter(|c| matches!(c, '*' | '_' | '~'))?;
    let length = written.len() - written.trim_start_matches(sign).len();
    let length = length.min(2);
    let inner = written.get(length..written.len().checked_sub(length)?)?;
    (!inner.is_empty()).then_some((&written[..length], inner))
}

/// Finds signs that are part of numbers or words.
fn eaten(run: &ShownText<'_>, written: &str) -> Option<TextSlip> {
    let (mark, inner) = parts(written)?;
    let before = run.before(run.range.start);
    let after = run.after(run.range.end);
    let opens_within = is_word(before) && is_word(inner.chars().next());
    let closes_within = is_word(after) && is_word(inner.chars().next_back());
    let is_product = is_number(before) || is_number(after) || inner.chars().count() == 1;
    let is_name = mark == "__"
        && run.source[run.range.end..].starts_with('.')
        && is_word(run.source[run.range.end..].chars().nth(1))
        && !inner.contains(char::is_whitespace);
    let within = opens_within && closes_within;
    let is_eaten = within && (is_product || inner.contains(char::is_whitespace)) || is_name;
    is_eaten.then(|| {
        let escaped: String = mark.chars().flat_map(|sign| ['\\', sign]).collect();
        let message = format!(
            "these signs are taken for marks and are not on the page: `{mark}` before and after \
             `{}`",
            one_line(inner)
        );
        let mended = format!("{escaped}{inner}{escaped}");
        TextSlip::mended(Code::UnmeantMarks, run.range.clone(), message, mended)
    })
}

/// Finds words in bold or italic that touch the word beside them.
fn glued(run: &ShownText<'_>, written: &str) -> Option<TextSlip> {
    let (mark, inner) = parts(written)?;
    let is_long = inner.chars().count() >= FEWEST && (mark != "*" || inner.contains(' '));
    let lead = &run.source[..run.range.start];
    let before = lead
        .chars()
        .rev()
        .take(3)
        .take_while(|c| c.is_alphabetic())
        .count();
    let trail = &run.source[run.range.end..];
    let after = trail
        .chars()
        .take(3)
        .take_while(|c| c.is_alphabetic())
        .count();
    let touches_before = before >= 3 && is_word(inner.chars().next());
    let touches_after = after >= 3 && is_word(inner.chars().next_back());
    if !is_long || touches_before == touches_after {
        return None;
    }
    let (mended, side) = if touches_before {
        (format!(" {written}"), "before")
    } else {
        (format!("{written} "), "after")
    };
    let message = format!("a space is missing {side} `{}`", one_line(written));
    let slip = TextSlip::mended(Code::UnmeantMarks, run.range.clone(), message, mended);
    Some(TextSlip {
        help: format!("press the space bar {side} `{mark}`; `\\{mark}` shows the signs themselves"),
        ..slip
    })
}

fn is_word(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_alphanumeric)
}

fn is_number(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_numeric)
}
