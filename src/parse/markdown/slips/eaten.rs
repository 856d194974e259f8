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
    switch(&run, written)
        .or_else(|| blank(&run, written))
        .or_else(|| paired_across(&run, written))
        .or_else(|| eaten(&run, written))
        .or_else(|| glued(&run, written))
}

/// Finds a switch of a wiki, such as `__TOC__`, which becomes a word in bold.
fn switch(run: &ShownText<'_>, written: &str) -> Option<TextSlip> {
    let name = written.strip_prefix("__")?.strip_suffix("__")?;
    let is_switch = matches!(
        name,
        "TOC" | "NOTOC" | "FORCETOC" | "NOEDITSECTION" | "NOINDEX"
    );
    is_switch.then(|| {
        let message = format!("readers see the word {name} in bold: `{written}` is one of a wiki");
        let help = "take it out".to_owned();
        TextSlip::warning(Code::UnmeantMarks, run.range.clone(), message, help)
    })
}

/// Finds blanks to be filled in, `__/__/____`, of which a part is taken for marks.
fn blank(run: &ShownText<'_>, written: &str) -> Option<TextSlip> {
    let is_blank = written.trim_matches(['_', '/', '.', '-', ':']).is_empty();
    if !written.starts_with("__") || !is_blank {
        return None;
    }
    let rest = &run.source[run.range.end..];
    let tail = rest.len() - rest.trim_start_matches(['_', '/']).len();
    let at = run.range.start..run.range.end + tail;
    let whole = &run.source[at.clone()];
    let message =
        format!("some signs of this blank are taken for marks and are not on the page: `{whole}`");
    let mended = whole.replace('_', "\\_");
    Some(TextSlip::mended(Code::UnmeantMarks, at, message, mended))
}

/// Finds two asterisks that open something, or stand for something, each by itself: `/*.md or
/// /*.txt`, `(*) or [*]`.
fn paired_across(run: &ShownText<'_>, written: &str) -> Option<TextSlip> {
    let inner = written.strip_prefix('*')?.strip_suffix('*')?;
    let last = inner.chars().next_back()?;
    let first = inner.chars().next()?;
    let opens_twice = matches!(
        last,
        '/' | '\\' | '(' | '[' | '{' | '£' | '$' | '€' | '“' | '‘'
    );
    let closes_first = matches!(first, ')' | ']' | '}' | ',' | ';');
    if inner.contains('*')
        || !(opens_twice || closes_first || is_note(run, inner))
        || !inner.contains(char::is_alphanumeric)
    {
        return None;
    }
    let message = format!(
        "these two asterisks are taken for marks and are not on the page: `{}`",
        one_line(written)
    );
    let mended = format!("\\*{inner}\\*");
    Some(TextSlip::mended(
        Code::UnmeantMarks,
        run.range.clone(),
        message,
        mended,
    ))
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

/// Tells whether a line begins with the star of a note, and a later price has one, too: `*Terms
/// apply. Was £10, now £5* for members`.
fn is_note(run: &ShownText<'_>, inner: &str) -> bool {
    let begins = run.range.start == 0 || run.source[..run.range.start].ends_with('\n');
    let number = inner
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    let goes_on = run.source[run.range.end..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    begins && goes_on && (1..=3).contains(&number.len()) && inner.split_whitespace().count() > 4
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
