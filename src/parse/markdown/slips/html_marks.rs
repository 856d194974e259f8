//! Markdown between HTML tags, which stays as it is typed where no empty line parts it from them.

use super::text::{TextSlip, one_line};
use crate::base::Code;
use std::ops::Range;

/// Elements whose text is shown as it is typed, or not at all.
const LITERAL: [&str; 7] = [
    "<pre",
    "<code",
    "<script",
    "<style",
    "<textarea",
    "<svg",
    "<!--",
];

/// Finds marks in the text of a block of raw HTML.
pub(in crate::parse::markdown) fn find(source: &str, range: &Range<usize>) -> Option<TextSlip> {
    let html = source.get(range.clone())?;
    if let Some(at) = memchr::memmem::find(html.as_bytes(), b"[if !supportLists]") {
        let message = "this is what Word puts before the entry of a list, which makes no list here";
        let help =
            "take it out, with the sign behind it, and write `- ` before the entry".to_owned();
        let start = range.start + at;
        let at = start..start + "[if !supportLists]".len();
        return Some(TextSlip::warning(Code::WordLeftover, at, message, help));
    }
    let has_signs = memchr::memchr3(b'*', b'[', b'#', html.as_bytes()).is_some()
        || memchr::memmem::find(html.as_bytes(), b"\n- ").is_some()
        || memchr::memmem::find(html.as_bytes(), b"__").is_some();
    if !has_signs || !html.starts_with('<') {
        return None;
    }
    let lower = html.to_ascii_lowercase();
    if LITERAL.iter().any(|element| lower.contains(element)) {
        return None;
    }
    let mut at = 0;
    for piece in html.split_inclusive(['<', '>']) {
        let is_tag = piece.ends_with('>');
        if !is_tag && let Some(mark) = mark(piece.trim_end_matches('<'), at == 0) {
            let start = range.start + at + mark.start;
            let end = range.start + at + mark.end;
            let message = format!(
                "this is shown as it is typed, because it stands between HTML tags: `{}`",
                one_line(&source[start..end])
            );
            let help = "leave an empty line below the tag that opens and one above the tag that \
                        closes, or take the tags out"
                .to_owned();
            return Some(TextSlip::warning(
                Code::UnmeantMarks,
                start..end,
                message,
                help,
            ));
        }
        at += piece.len();
    }
    None
}

/// Returns the place of the first mark in a text.
fn mark(text: &str, is_first: bool) -> Option<Range<usize>> {
    bracketed(text)
        .or_else(|| bold(text))
        .or_else(|| line(text, is_first))
}

/// Finds `[words](address)`.
fn bracketed(text: &str) -> Option<Range<usize>> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')? + 1;
    (!text[start..end].contains("\n\n")).then_some(start..end)
}

/// Finds words between asterisks or underscores.
fn bold(text: &str) -> Option<Range<usize>> {
    for sign in ["**", "__", "*"] {
        let Some(start) = text.find(sign) else {
            continue;
        };
        let inner = &text[start + sign.len()..];
        let Some(end) = inner.find(sign) else {
            continue;
        };
        let words = &inner[..end];
        let before = text[..start].chars().next_back();
        let is_marked = words.starts_with(char::is_alphanumeric)
            && words.ends_with(|c: char| !c.is_whitespace())
            && !before.is_some_and(char::is_alphanumeric)
            && !words.contains("\n\n");
        if is_marked {
            return Some(start..start + end + 2 * sign.len());
        }
    }
    None
}

/// Finds a line that would be a heading or an entry of a list.
fn line(text: &str, is_first: bool) -> Option<Range<usize>> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let is_marked = words.starts_with("- ") || words.trim_start_matches('#').starts_with(' ');
        if is_marked && words.len() > 2 && (number > 0 || is_first) {
            let start = at + line.len() - line.trim_start().len();
            return Some(start..start + words.len());
        }
        at += line.len();
    }
    None
}
