//! Words that stand in the place of others, which somebody meant to write later: `[insert name]`,
//! `Lorem ipsum`, `£XX`. From: a text that readers see. To: where such words stand.

use super::brackets::opening;
use super::text::{ShownText, TextSlip, one_line};
use crate::base::Code;
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Parts of such words, by which they are found.
const PARTS: [&str; 23] = [
    "Dear {",
    "Dear «",
    "Dear $",
    "Dear @@",
    "Dear %",
    "{",
    "igure ??",
    "able ??",
    "ection ??",
    "age ??",
    "dd text here",
    "orem ipsum",
    "LOREM IPSUM",
    "o enter text",
    "ookmark not defined",
    "eference source not found",
    "our text here",
    "our title here",
    "XXX",
    "£XX",
    "€XX",
    "TODO",
    "???",
];

/// What stands alone in square brackets in the place of something.
const IN_BRACKETS: [&str; 26] = [
    "address",
    "amount",
    "citation needed",
    "company",
    "contact details",
    "date",
    "day",
    "email",
    "e-mail",
    "first name",
    "firstname",
    "image",
    "last name",
    "link",
    "location",
    "month",
    "name",
    "number",
    "photo",
    "picture",
    "place",
    "pagebreak",
    "surname",
    "time",
    "title",
    "venue",
];

/// The first words in square brackets that ask somebody to write something.
const ASKING: [&str; 8] = ["insert", "add", "enter", "your", "tbc", "tbd", "todo", "xx"];

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PARTS).ok());

/// Tells whether a text may hold such words outside of brackets.
pub(in crate::parse::markdown) fn may_hold(text: &str) -> bool {
    SEARCH.as_ref().is_some_and(|search| search.is_match(text))
}

/// Finds the first such words in a run.
pub(in crate::parse::markdown) fn in_text(run: &ShownText<'_>) -> Option<TextSlip> {
    let found = find(run.text())?;
    let start = run.range.start;
    Some(slip(run.source, start + found.start..start + found.end))
}

/// Finds words in square brackets, of which `end` is the last one.
pub(super) fn in_brackets(source: &str, end: usize) -> Option<TextSlip> {
    let (start, lead) = opening(source, end)?;
    let inner = lead.strip_prefix('[')?.strip_suffix(']')?;
    let is_meant = source[..start].ends_with('\\');
    (!is_meant && stands_for_something(inner)).then(|| slip(source, start..end + 1))
}

/// The message of such words.
pub(in crate::parse::markdown) fn message(written: &str) -> String {
    let written = one_line(written);
    format!("`{written}` stands in the place of something that is still to be written")
}

/// The help for such words.
pub(in crate::parse::markdown) const HELP: &str = "write what readers should see, or take it out";

fn slip(source: &str, at: Range<usize>) -> TextSlip {
    let message = message(&source[at.clone()]);
    TextSlip::warning(Code::Placeholder, at, message, HELP.to_owned())
}

/// Finds the first such words outside of brackets.
pub(in crate::parse::markdown) fn find(text: &str) -> Option<Range<usize>> {
    let found = SEARCH.as_ref()?.find_iter(text);
    let mut ranges = found.map(|part| part.range());
    ranges.find_map(|range| words_around(text, &range))
}

/// Returns the words that a part belongs to, unless it is one of something else.
fn words_around(text: &str, part: &Range<usize>) -> Option<Range<usize>> {
    let written = &text[part.clone()];
    let before = text[..part.start].chars().next_back();
    let after = text[part.end..].chars().next();
    let is_in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match written {
        _ if written.starts_with("Dear") => {
            let line = text[part.start..].split('\n').next().unwrap_or_default();
            Some(part.start..part.start + line.trim_end().len())
        }
        "???" if before.is_some_and(|c| !c.is_whitespace() && !"([£€$".contains(c)) => None,
        "TODO" => {
            let is_note = after.is_none_or(|c| c == ':' || c == ' ');
            let begins = text[..part.start]
                .trim_matches([' ', '*', '(', '['])
                .is_empty();
            (is_note && begins).then(|| part.clone())
        }
        "{" if before.is_some_and(|c| "{$%#&<".contains(c)) => None,
        "{" => {
            let inner = &text[part.end..];
            let inner = &inner[..inner.find('}')?];
            let words = inner.replace('_', " ");
            stands_for_something(&words).then_some(part.start..part.end + inner.len() + 1)
        }
        "XXX" if is_in_word(before) || is_roman(text, part) => None,
        "XXX" | "£XX" | "€XX" | "???" => {
            let rest = &text[part.end..];
            let more = rest.len() - rest.trim_start_matches(['X', '?']).len();
            let is_word = rest[more..].starts_with(|c: char| c.is_alphabetic());
            (!is_word).then_some(part.start..part.end + more)
        }
        _ => {
            let start = text[..part.start]
                .rfind(|c: char| c.is_whitespace() || "(“\"‘'".contains(c))
                .map_or(0, |at| text.ceil_char_boundary(at + 1));
            Some(start..part.end)
        }
    }
}

/// Tells whether `XXX` may be a number: it is one behind a name, `Volume XXX`, and before others.
fn is_roman(text: &str, part: &Range<usize>) -> bool {
    let word = text[..part.start].split_whitespace().next_back();
    let is_named = word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let rest = &text[part.end..];
    let is_longer = rest.starts_with(['I', 'V', 'L', 'C']);
    let goes_on = rest
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    !rest.starts_with('X') && (is_named || is_longer || !goes_on)
}

/// Tells whether what stands in square brackets stands in the place of something.
pub(in crate::parse::markdown) fn stands_for_something(inner: &str) -> bool {
    const LONGEST: usize = 80;
    if inner.len() > LONGEST || !inner.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let lower = inner.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let asks = ASKING.contains(&first) || first.starts_with("xx");
    asks || IN_BRACKETS.contains(&lower.as_str())
}
