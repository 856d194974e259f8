//! Limits of nesting: what nobody reads, and some libraries need minutes for. From: the text of a
//! body. To: the first place beyond a limit.

use crate::base::bytes;

/// The deepest nesting of quotes, lists and HTML.
pub(super) const DEEPEST: usize = 100;
/// The most spaces that a line may start with.
pub(super) const WIDEST_INDENT: usize = DEEPEST * 8;
/// The most tags of raw HTML in one body: ammonia's time grows with tags times nesting.
pub(super) const MOST_TAGS: usize = 20_000;

/// A limit that a body goes beyond.
#[derive(Clone, Copy)]
pub(super) enum NestingLimit {
    /// More than [`DEEPEST`] levels.
    Nested,
    /// More than [`WIDEST_INDENT`] spaces before the text.
    Indented,
    /// More than [`MOST_TAGS`] tags of raw HTML.
    Tags,
}

/// Returns the offset of a line that opens more quotes and lists than [`DEEPEST`] on its own. The
/// parser's time grows with the square of such nesting, so it is looked for before parsing, in one
/// pass.
pub(super) fn deep_containers(text: &str) -> Option<(usize, NestingLimit)> {
    let mut at = 0;
    for line in bytes::lines(text) {
        if line.len() <= DEEPEST
            || !matches!(
                line.as_bytes()[0],
                b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'0'..=b'9'
            )
        {
            at += line.len();
            continue;
        }
        let markers = line
            .split([' ', '\t', '\n'])
            .flat_map(|word| word.split_inclusive('>'))
            .take_while(|word| matches!(*word, "" | ">" | "-" | "*" | "+") || is_ordinal(word))
            .filter(|word| !word.is_empty())
            .count();
        let indent = line
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        if markers > DEEPEST {
            return Some((at, NestingLimit::Nested));
        }
        if indent > WIDEST_INDENT && line.len() > indent + 1 {
            return Some((at, NestingLimit::Indented));
        }
        at += line.len();
    }
    None
}

/// Tells whether a word is the number of an entry in a list.
fn is_ordinal(word: &str) -> bool {
    word.strip_suffix(['.', ')']).is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
