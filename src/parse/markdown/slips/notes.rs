//! Footnotes that hold less than what is typed for them: a list right below one is no part of it.

use super::text::TextSlip;
use crate::base::Code;
use std::ops::Range;

/// Finds a footnote without a text, and one whose lines go on as a block of the page.
pub(in crate::parse::markdown) fn find(
    source: &str,
    range: &Range<usize>,
    is_empty: bool,
) -> Option<TextSlip> {
    let written = source.get(range.clone())?.trim_end();
    let end = range.start + written.len();
    let (name, _) = written.strip_prefix("[^")?.split_once("]:")?;
    if let Some((sort, below)) = block_below(source, range.start, end) {
        let message = format!(
            "{sort} right below the footnote `[^{name}]:` is no part of it: readers see it in the \
             text"
        );
        let help = "put four spaces before each of these lines; or leave an empty line above them \
                    if they belong to the text"
            .to_owned();
        return Some(TextSlip::warning(Code::UnmeantMarks, below, message, help));
    }
    is_empty.then(|| {
        let message = format!("the footnote `[^{name}]:` has no text");
        let help = "write the text behind the colon, and put four spaces before each further line"
            .to_owned();
        TextSlip::warning(Code::UnknownFootnote, range.start..end, message, help)
    })
}

/// Returns the list, the quotation or the code that begins on the line below a footnote, and what
/// to call it. A footnote within a list or a quotation has none.
fn block_below(source: &str, start: usize, end: usize) -> Option<(&'static str, Range<usize>)> {
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    if !source[line_start..start].trim().is_empty() {
        return None;
    }
    let from = end + source[end..].find('\n')? + 1;
    let below = &source[from..];
    let line = below.lines().next()?.trim_start_matches(' ');
    if below.find(|c| c != ' ').is_none_or(|indent| indent > 3) {
        return None;
    }
    let sort = if line.starts_with('>') {
        "the quotation"
    } else if line.starts_with("```") || line.starts_with("~~~") {
        "the block"
    } else if is_entry(line) {
        "the list"
    } else {
        return None;
    };
    let mut to = from;
    for line in below.split_inclusive('\n') {
        if line.trim().is_empty() || line.trim_start().starts_with("[^") {
            break;
        }
        to += line.len();
    }
    Some((sort, from..from + source[from..to].trim_end().len()))
}

/// Tells whether a line begins an entry of a list. A line of marks alone is drawn across the page.
fn is_entry(line: &str) -> bool {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[char] = if digits == 0 {
        &['-', '*', '+']
    } else {
        &['.', ')']
    };
    let behind = line[digits..].strip_prefix(marks);
    let is_drawn = line.chars().all(|c| matches!(c, '-' | '*' | ' ' | '\t'));
    !is_drawn && digits <= 9 && behind.is_some_and(|words| words.starts_with([' ', '\t']))
}
