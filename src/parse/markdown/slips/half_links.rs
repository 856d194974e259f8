//! Links and pictures of which a half is missing: `[words]address)`, `[words(address)`, `![words]`,
//! `[words][]`.

use super::brackets::{near, opening};
use super::links::as_text;
use super::text::{TextSlip, one_line};
use crate::base::Code;
use crate::parse::typed_address::is_address;
use std::ops::Range;

/// Finds `[words]address)`, without the bracket before its address, and `![words]`.
pub(super) fn find(source: &str, at: usize) -> Option<TextSlip> {
    let rest = near(&source[at + 1..]);
    let (start, lead) = opening(source, at)?;
    if source[..start].ends_with('\\') {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']'))
        .unwrap_or(rest.len());
    let address = &rest[..end];
    if rest[end..].starts_with(')') && is_address(address) {
        let mended = format!("{lead}({address})");
        let why = "the bracket before its address is missing";
        let help = format!("write `{}`", one_line(&mended));
        return Some(TextSlip {
            mended: Some(mended),
            ..as_text(start..at + 1 + end + 1, "link", why, help)
        });
    }
    if let Some(address) = rest
        .strip_prefix(" (")
        .and_then(|rest| rest.split_once(')'))
    {
        let address = address.0;
        if lead.starts_with("![") && is_address(address) {
            let mended = format!("{lead}({address})");
            let help = format!("write `{}`", one_line(&mended));
            let range = start..at + 1 + address.len() + " ()".len();
            return Some(TextSlip {
                mended: Some(mended),
                ..as_text(
                    range,
                    "picture",
                    "there is a space between its brackets",
                    help,
                )
            });
        }
    }
    if let Some(slip) = of_other_programs(source, start, lead) {
        return Some(slip);
    }
    let words = lead.strip_prefix("![")?.strip_suffix(']')?;
    let is_word = source[..start].ends_with(|c: char| c.is_alphanumeric() || c == '<');
    let is_picture = !words.is_empty()
        && !words.starts_with('[')
        && !rest.starts_with(['(', '[', ':'])
        && !is_word;
    is_picture.then(|| {
        let help = format!(
            "write the file of the picture in round brackets behind it: `{}(picture.jpg)`",
            one_line(lead)
        );
        as_text(start..at + 1, "picture", "its address is missing", help)
    })
}

/// Finds a link of a wiki, `[https://example.org words]`, and one of AsciiDoc:
/// `link:page.html[words]`, `image:house.jpg[words]`, `https://example.org[words]`.
fn of_other_programs(source: &str, start: usize, lead: &str) -> Option<TextSlip> {
    let words = lead.strip_prefix('[')?.strip_suffix(']')?;
    let end = start + lead.len();
    if let Some((address, words)) = words.split_once([' ', '|'])
        && (address.starts_with("http://") || address.starts_with("https://"))
        && words.starts_with(char::is_alphanumeric)
    {
        let mended = format!("[{words}]({address})");
        return Some(of_program(start..end, "a wiki", mended));
    }
    let before = &source[..start];
    let from = before
        .rfind(|c: char| c.is_whitespace() || c == '(')
        .map_or(0, |at| before.ceil_char_boundary(at + 1));
    let target = &before[from..];
    let name = ["link:", "xref:", "mailto:", "image:"]
        .iter()
        .find(|name| target.starts_with(**name));
    let is_address = target.starts_with("https://") || target.starts_with("http://");
    let address = match name {
        Some(&"mailto:") => target,
        // With two colons it is a mark that has a line of its own.
        Some(name) => &target[name.len()..],
        None if is_address && !words.is_empty() => target,
        None => return None,
    };
    let is_target =
        !address.is_empty() && !address.contains(['[', ']', '(']) && !address.starts_with(':');
    let sign = if name == Some(&"image:") { "!" } else { "" };
    is_target.then(|| {
        let mended = format!("{sign}[{words}]({address})");
        of_program(from..end, "AsciiDoc", mended)
    })
}

fn of_program(at: Range<usize>, program: &str, mended: String) -> TextSlip {
    let message = format!("this link is shown as it is typed, because it is one of {program}");
    TextSlip::mended(Code::BrokenLink, at, message, mended)
}

/// Finds `[words(address)`, without the brackets between them. `at` is the place of the last one.
pub(super) fn without_middle(source: &str, at: usize) -> Option<TextSlip> {
    let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let from = source.ceil_char_boundary(line_start.max(at.saturating_sub(200)));
    let round = from + source[from..at].rfind('(')?;
    let address = &source[round + 1..at];
    let start = from + source[from..round].rfind(['[', ']'])?;
    let words = &source[start + 1..round];
    let is_link = source[start..].starts_with('[')
        && !source[..start].ends_with(['\\', '!', '['])
        && words.starts_with(char::is_alphabetic)
        && is_address(address)
        && !near(&source[at + 1..])
            .split('\n')
            .next()
            .unwrap_or_default()
            .contains(']');
    is_link.then(|| {
        let mended = format!("[{}]({address})", words.trim_end());
        let help = format!("write `{}`", one_line(&mended));
        let why = "the bracket behind its words is missing";
        TextSlip {
            mended: Some(mended),
            ..as_text(start..at + 1, "link", why, help)
        }
    })
}

/// Makes the slip of `[words][]` without a line that says where it leads.
pub(super) fn without_line(start: usize, lead: &str) -> Option<TextSlip> {
    let words = lead.trim_start_matches(['!', '[']).trim_end_matches(']');
    let mut letters = words.chars();
    if words.is_empty() || letters.all(|c| !c.is_alphabetic()) {
        return None;
    }
    let what = if lead.starts_with('!') {
        "picture"
    } else {
        "link"
    };
    let why = format!(
        "there is no line `[{}]: …` that says where it leads",
        one_line(words)
    );
    let help = format!(
        "write the address in round brackets: `{}(address)`",
        one_line(lead)
    );
    Some(as_text(start..start + lead.len() + 2, what, &why, help))
}
