//! Limits of nesting: what nobody reads, and some libraries need minutes for. From: the text of a
//! body. To: the first place beyond a limit.

use crate::base::bytes;

/// The deepest nesting of quotes, lists and HTML.
pub(super) const DEEPEST: usize = 100;
/// The most spaces that a line may start with.
pub(super) const WIDEST_INDENT: usize = DEEPEST * 8;
/// The most tags of raw HTML in one body: ammonia's time grows with tags times nesting.
pub(super) const MOST_TAGS: usize = 20_000;

/// The most attributes of one tag of raw HTML: the parser compares each with all before it.
pub(super) const MOST_ATTRIBUTES: usize = 500;
/// The most headings of one body. Each stands in the list of contents, in search and in memory.
pub(super) const MOST_HEADINGS: usize = 10_000;
/// The most errors and the most warnings of one body that are kept. Nobody reads more.
pub(super) const MOST_FAULTS: usize = 1_000;

/// The most signs of one body that markdown may give a meaning. The parser keeps a hundred bytes
/// for each, and a book of a thousand pages has a tenth of them.
pub(super) const MOST_SIGNS: usize = 1_500_000;

/// A limit that a body goes beyond.
#[derive(Clone, Copy)]
pub(super) enum NestingLimit {
    /// More than [`DEEPEST`] levels.
    Nested,
    /// More than [`WIDEST_INDENT`] spaces before the text.
    Indented,
    /// More than [`MOST_TAGS`] tags of raw HTML.
    Tags,
    /// More than [`MOST_ATTRIBUTES`] in one tag.
    Attributes,
    /// More than [`MOST_HEADINGS`].
    Headings,
    /// More than [`MOST_SIGNS`].
    Signs,
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

/// Returns the offset of the first sign beyond [`MOST_SIGNS`]. A line end counts twice, because a
/// line is a piece of text as well.
pub(super) fn too_many_signs(text: &str) -> Option<(usize, NestingLimit)> {
    if text.len() < MOST_SIGNS / 2 {
        return None;
    }
    let mut signs = 0;
    let beyond = text.bytes().position(|byte| {
        signs += match byte {
            b'\n' | b'\r' => 2,
            b'<' | b'>' | b'-' | b'+' | b'[' | b']' | b'!' | b'*' | b'_' | b'~' | b'`' | b'\\'
            | b'&' | b'"' | b'\'' | b'|' | b'(' | b'@' => 1,
            _ => 0,
        };
        signs > MOST_SIGNS
    })?;
    Some((beyond, NestingLimit::Signs))
}
