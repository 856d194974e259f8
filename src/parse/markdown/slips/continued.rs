//! Lines of a text that a sign at their beginning takes out of it: `- 5 degrees` in the middle of a
//! sentence makes a list, `> 5` a quotation, `:30` a definition; and text that a table takes in.

use super::text::{TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// Returns the line above the one in which `at` stands, and the line up to `at`.
fn above(source: &str, at: usize) -> Option<(&str, &str)> {
    let line_start = source[..at].rfind('\n')? + 1;
    let lead = &source[line_start..at];
    let above = source[..line_start - 1].rsplit('\n').next()?;
    Some((above.trim(), lead))
}

/// Finds a list or a quotation of one line that goes on with the sentence above it.
pub(in crate::parse::markdown) fn block(source: &str, range: &Range<usize>) -> Option<TextSlip> {
    let (above, lead) = above(source, range.start)?;
    let written = source.get(range.clone())?.trim_end();
    if written.contains('\n') || !lead.trim().is_empty() || !is_open_sentence(above) {
        return None;
    }
    let digits = written.len()
        - written
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let sign = written[digits..].chars().next()?;
    let words = written[digits + sign.len_utf8()..].trim_start();
    let goes_on = words.starts_with(|c: char| c.is_numeric() || c.is_lowercase());
    let is_address = words.starts_with("http") || words.starts_with("www.");
    let is_number = digits > 0 && !words.is_empty();
    if !(goes_on || is_number) || is_address || written.starts_with("> [!") {
        return None;
    }
    let (mark, what) = match sign {
        '>' => (&written[..1], "a quotation"),
        _ => (&written[..=digits], "a list"),
    };
    let message = format!("`{mark}` at the start of this line makes {what} of it");
    let mended = format!("{}\\{}", &written[..digits], &written[digits..]);
    let start = range.start;
    let slip = TextSlip::mended(
        Code::UnmeantMarks,
        start..start + written.len(),
        message,
        mended,
    );
    let or = format!("; or leave an empty line above it, if {what} is meant");
    Some(slip.or(&or))
}

/// Tells whether a line is text of a sentence that has not ended.
fn is_open_sentence(line: &str) -> bool {
    let is_text = line.starts_with(char::is_alphanumeric)
        && !line.contains('|')
        && line.split_whitespace().count() > 1
        && !line.starts_with(|c: char| c.is_ascii_digit());
    is_text && line.ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// Finds a definition that nobody meant: the sign `:` has no space behind it, or the text above is
/// no name.
pub(in crate::parse::markdown) fn definition(
    source: &str,
    range: &Range<usize>,
) -> Option<TextSlip> {
    let written = source.get(range.clone())?;
    let line = written.lines().next()?.trim_end();
    let (colon, words) = line.split_at_checked(line.find(':')? + 1)?;
    let is_apart = words.starts_with([' ', '\t']);
    if words.is_empty()
        || !colon.trim_end_matches(':').is_empty()
        || is_apart && !is_below_sentence(source, range.start)
    {
        return None;
    }
    let at = range.start..range.start + line.len();
    let message = "`:` at the start of this line makes a definition of it, and readers do not see \
                   the sign";
    let slip = TextSlip::mended(Code::UnmeantMarks, at, message, format!("\\{line}"));
    let words = words.trim_start();
    Some(slip.or(&format!("; `: {words}` explains the words above it")))
}

/// Tells whether a definition stands below a sentence, which is no name of a thing.
fn is_below_sentence(source: &str, at: usize) -> bool {
    const MOST_WORDS: usize = 9;
    let lead = source[..at].trim_end_matches([' ', '\t', '>', '\n']);
    let line = lead.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_start_matches([' ', '>']);
    let words = line.split_whitespace().count();
    let ends = line.ends_with(['.', '!', '?', '…', ',', ';']);
    !line.starts_with(':') && (words > MOST_WORDS || ends && words > 2)
}

/// Finds a row of a table that is text below it.
pub(in crate::parse::markdown) fn row(
    source: &str,
    range: &Range<usize>,
    columns: usize,
) -> Option<TextSlip> {
    let row = source.get(range.clone())?.trim_end();
    if columns < 2 || row.is_empty() || row.contains(['|', '\n']) {
        return None;
    }
    let line_start = source[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let is_plain = source[line_start..range.start].trim().is_empty();
    let message = format!(
        "this line becomes a row of the table above it: `{}`",
        one_line(row)
    );
    let help = "leave an empty line above it".to_owned();
    let at = range.start..range.start + row.len();
    let slip = TextSlip::warning(Code::UnmeantMarks, at, message, help);
    Some(TextSlip {
        mended: is_plain.then(|| format!("\n{row}")),
        ..slip
    })
}
