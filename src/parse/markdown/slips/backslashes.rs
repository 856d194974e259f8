//! Backslashes that are not on the page although they are part of a path, `C:\_data`, and those at
//! the end of a paragraph, which readers see.

use super::text::{ShownText, TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// Finds the path of a file whose backslashes are taken for marks. `at` is a sign behind one.
pub(in crate::parse::markdown) fn path(source: &str, at: usize) -> Option<TextSlip> {
    const LONGEST: usize = 300;
    let from = source.ceil_char_boundary(at.saturating_sub(LONGEST));
    let start = source[from..at]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘'))
        .map_or(from, |blank| source.ceil_char_boundary(from + blank + 1));
    let reach = source.floor_char_boundary(at + LONGEST);
    let word = source[start..reach].split(char::is_whitespace).next()?;
    let lead = word.trim_start_matches('(');
    let start = start + word.len() - lead.len();
    let lead = lead.trim_end_matches(['.', ',', ';', '"', '”', '’']);
    let is_open = lead.contains('(');
    let lead = if is_open {
        lead
    } else {
        lead.trim_end_matches(')')
    };
    let is_drive =
        lead.starts_with(|c: char| c.is_ascii_alphabetic()) && lead[1..].starts_with(":\\");
    let server = lead.strip_prefix("\\\\").unwrap_or_default();
    let is_server =
        server.starts_with(|c: char| c.is_ascii_alphanumeric()) && server.contains('\\');
    if !(is_drive || is_server) || lead.contains('`') {
        return None;
    }
    let message = format!(
        "a backslash before a sign is taken for a mark, so readers do not see all of those in \
         `{}`",
        one_line(lead)
    );
    let mended = format!("`{lead}`");
    let help = format!("put it between backquotes: `` {} ``", one_line(&mended));
    let at = start..start + lead.len();
    Some(TextSlip {
        help,
        ..TextSlip::mended(Code::UnmeantMarks, at, message, mended)
    })
}

/// Finds a backslash that ends a paragraph: there is no line below that it could begin.
pub(in crate::parse::markdown) fn at_end(run: &ShownText<'_>) -> Option<TextSlip> {
    let text = run.text();
    if !text.ends_with('\\') || text.ends_with("\\\\") {
        return None;
    }
    let rest = &run.source[run.range.end..];
    let line_rest = rest.split('\n').next().unwrap_or_default();
    let below = rest[line_rest.len()..].get(1..).unwrap_or_default();
    let next = below.split('\n').next().unwrap_or_default();
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_path = word.trim_end_matches('\\').contains('\\') || word.len() == 3;
    let is_last = line_rest.trim().is_empty() && next.trim().is_empty();
    if is_path || !is_last {
        return None;
    }
    let end = run.range.end;
    let at: Range<usize> = end - 1..end;
    let message = "this backslash ends a paragraph, so readers see it";
    let help = "take it out: an empty line is enough".to_owned();
    let slip = TextSlip::warning(Code::MarkLeftOver, at, message, help);
    Some(TextSlip {
        mended: Some(String::new()),
        ..slip
    })
}
