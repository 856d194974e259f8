//! Where the entries of a BibTeX file start and end, found before anything else looks at them: so
//! one broken entry is one broken entry. From: the text of a file. To: its blocks, each with its
//! bytes, and what cannot be a block.
//!
//! A block runs to the brace that closes it. When that brace is missing, it runs to the next line
//! that starts a block of a known type, because that is where the person who typed it would say it
//! ends.

use std::borrow::Cow;
use std::ops::Range;

/// Most bytes of one entry. The longest honest ones, with thousands of authors and a long abstract,
/// are a fifth of it.
pub(super) const LARGEST_ENTRY: usize = 1 << 20;

/// How often the end of a `@comment` is sought in vain to the end of the file.
const PATIENCE: usize = 64;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A publication.
    Entry,
    /// `@string`: abbreviations.
    Strings,
}

/// A block and where it stands.
#[derive(Debug)]
pub(super) struct BibtexBlock<'t> {
    pub(super) kind: BlockKind,
    pub(super) range: Range<usize>,
    /// Its text with `{` and `}` around it, of the same length as in the file.
    pub(super) text: Cow<'t, str>,
}

/// Why something cannot be a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockFault {
    /// `@article key, …`
    NoBrace,
    /// The closing brace is missing.
    Unclosed,
    /// Longer than [`LARGEST_ENTRY`].
    TooLong,
}

/// The blocks of a file, and the places of what should have been one.
pub(super) fn split(text: &str) -> (Vec<BibtexBlock<'_>>, Vec<(BlockFault, Range<usize>)>) {
    let (mut blocks, mut broken) = (Vec::new(), Vec::new());
    let mut patience = PATIENCE;
    let mut line = LineState::Blank;
    let mut at = 0;
    while let Some(found) = text[at..].find('@') {
        let start = at + found;
        let here = line.until(&text[at..start]);
        line = if here == LineState::Comment {
            LineState::Comment
        } else {
            LineState::Words
        };
        let (word, open) = head(text, start);
        at = start + 1 + word.len();
        if here == LineState::Comment || word.is_empty() {
            continue;
        }
        let Some(open) = open else {
            if here == LineState::Blank && is_entry_type(word) {
                broken.push((BlockFault::NoBrace, start..at));
            }
            continue;
        };
        if word.eq_ignore_ascii_case("comment") {
            let end = if patience > 0 {
                close(text, open, Escapes::Count, Limit::None).ok()
            } else {
                None
            };
            patience = patience.saturating_sub(usize::from(end.is_none()));
            at = end.unwrap_or_else(|| line_end(text, open));
            continue;
        }
        let end = close(text, open, Escapes::Skip, Limit::NextBlock);
        let (end, escapes) = match end {
            Ok(end) => (Ok(end), Escapes::Skip),
            Err(stop) => match close(text, open, Escapes::Count, Limit::NextBlock) {
                Ok(end) => (Ok(end), Escapes::Count),
                Err(_) => (Err(stop), Escapes::Skip),
            },
        };
        let (Ok(next) | Err(next)) = end;
        at = next;
        let range = start..next;
        let preamble = word.eq_ignore_ascii_case("preamble");
        match end {
            Err(_) if !preamble => broken.push((BlockFault::Unclosed, range)),
            Ok(_) if range.len() > LARGEST_ENTRY => broken.push((BlockFault::TooLong, range)),
            Ok(_) if !preamble => {
                let kind = if word.eq_ignore_ascii_case("string") {
                    BlockKind::Strings
                } else {
                    BlockKind::Entry
                };
                blocks.push(BibtexBlock {
                    kind,
                    text: braced(&text[range.clone()], open - start, escapes),
                    range,
                });
            }
            _ => {}
        }
    }
    (blocks, broken)
}

/// What stands on a line before an `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineState {
    Blank,
    Comment,
    Words,
}

impl LineState {
    fn until(self, passed: &str) -> Self {
        let (line, text) = passed
            .rsplit_once('\n')
            .map_or((self, passed), |(_, text)| (Self::Blank, text));
        match line {
            Self::Blank if text.trim().is_empty() => Self::Blank,
            Self::Blank if text.trim_start().starts_with('%') => Self::Comment,
            Self::Blank => Self::Words,
            other => other,
        }
    }
}

/// The word after the `@` at `start`, and where the brace or parenthesis after it stands.
fn head(text: &str, start: usize) -> (&str, Option<usize>) {
    let rest = &text[start + 1..];
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        .count();
    let gap = rest[length..].len() - rest[length..].trim_start().len();
    let open = rest[length + gap..]
        .starts_with(['{', '('])
        .then_some(start + 1 + length + gap);
    (&rest[..length], open)
}

/// How `\{` and `\}` count. Most programs skip them, BibTeX counts them, and `C:\folder\}` is
/// closed only for BibTeX.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Skip,
    Count,
}

/// How far the end of a block may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    None,
    NextBlock,
}

/// The byte after the brace or parenthesis that closes the one at `open`; where to go on when there
/// is none.
fn close(text: &str, open: usize, escapes: Escapes, limit: Limit) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let parenthesis = bytes[open] == b'(';
    let mut depth = usize::from(!parenthesis);
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if escapes == Escapes::Skip => at += 1,
            b'{' => depth += 1,
            b'}' if depth == 1 && !parenthesis => return Ok(at + 1),
            b'}' => depth = depth.saturating_sub(1),
            b')' if parenthesis && depth == 0 => return Ok(at + 1),
            b'\n' if limit == Limit::NextBlock => {
                let line = text[at + 1..].trim_start_matches([' ', '\t']);
                if line.starts_with('@') {
                    let start = text.len() - line.len();
                    let (word, brace) = head(text, start);
                    if brace.is_some() && (is_entry_type(word) || is_directive(word)) {
                        return Err(start);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    Err(text.len())
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

fn is_directive(word: &str) -> bool {
    ["string", "comment", "preamble"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

fn is_entry_type(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    !matches!(
        biblatex::EntryType::new(&word),
        biblatex::EntryType::Unknown(_)
    ) || super::kinds::is_known(&word)
}

/// The block with braces around it, as the reader wants it; every byte stays where it is.
fn braced(block: &str, open: usize, escapes: Escapes) -> Cow<'_, str> {
    if block.as_bytes()[open] == b'{' && escapes == Escapes::Skip {
        return Cow::Borrowed(block);
    }
    let mut text = block.to_owned();
    text.replace_range(open..=open, "{");
    text.replace_range(block.len() - 1.., "}");
    if escapes == Escapes::Count {
        text = text.replace("\\}", "/}").replace("\\{", "/{");
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<&str> {
        split(text)
            .0
            .into_iter()
            .map(|block| &text[block.range])
            .collect()
    }

    #[test]
    fn blocks_are_found_between_free_text_and_comments() {
        let text = "Encoding: mail me@x.org\n@Book{a, title={x}}\n%@book{hidden, title={x}}\n\
            @comment{@book{b, title={y}}}\n@string(s = \"t\")  @misc {c,}";
        assert_eq!(
            entries(text),
            ["@Book{a, title={x}}", "@string(s = \"t\")", "@misc {c,}"]
        );
        assert_eq!(split(text).0[1].text, "@string{s = \"t\"}");
    }

    #[test]
    fn an_entry_without_its_last_brace_ends_where_the_next_one_starts() {
        let text = "@book{a, title={x}\n\n@article{b, title={y}}\n@misc c, title={z}}\n@book{d, \
            title={w}}";
        let (blocks, broken) = split(text);
        assert_eq!(
            blocks
                .into_iter()
                .map(|block| &text[block.range])
                .collect::<Vec<_>>(),
            ["@article{b, title={y}}", "@book{d, title={w}}"]
        );
        assert_eq!(
            broken
                .iter()
                .map(|(why, range)| (*why, range.start))
                .collect::<Vec<_>>(),
            [(BlockFault::Unclosed, 0), (BlockFault::NoBrace, 43)]
        );
    }

    #[test]
    fn a_windows_path_that_ends_with_a_backslash_closes_its_field() {
        let text = "@book{a, file={C:\\papers\\}, title={x}}\n@book{b, title={y}}";
        let (blocks, broken) = split(text);
        assert!(broken.is_empty());
        assert_eq!(blocks[0].text, "@book{a, file={C:\\papers/}, title={x}}");
    }

    #[test]
    fn files_made_to_waste_time_do_not() {
        split(&"@comment{\n".repeat(400_000));
        split(&"@article{".repeat(400_000));
        split(&"@article{\n".repeat(400_000));
        split(&"{".repeat(4_000_000));
        split(&format!("@book{{a, title={}", "{".repeat(4_000_000)));
    }
}
