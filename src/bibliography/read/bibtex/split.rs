//! Finds where the entries of a BibTeX file start and end, before anything else looks at them, so
//! that one broken entry is one broken entry.
//!
//! This module takes the text of a file and gives its blocks, each with its place, and the places
//! of what cannot be a block. A block runs to the brace that closes it. When that brace is missing,
//! it runs to the next line that starts a block of a known type, because that is where the person
//! who typed it would say it ends.

use std::borrow::Cow;
use std::ops::Range;

/// The most bytes that one entry may have. The longest honest ones, with thousands of authors and a
/// long abstract, have a fifth of that.
pub(super) const LARGEST_ENTRY: usize = 1 << 20;

/// How many times the end of a `@comment` is sought in vain up to the end of the file.
const PATIENCE: usize = 64;

/// The sort of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A publication.
    Entry,
    /// Abbreviations (`@string`).
    Strings,
}

/// A block of a file.
#[derive(Debug)]
pub(super) struct BibtexBlock<'t> {
    /// The sort of the block.
    pub(super) kind: BlockKind,
    /// The place of the block in the file.
    pub(super) range: Range<usize>,
    /// The text between `{` and `}`, as long as it is in the file.
    pub(super) text: Cow<'t, str>,
}

/// The reason why something cannot be a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockFault {
    /// The opening brace is missing: `@article key, …`
    NoBrace,
    /// The closing brace is missing.
    Unclosed,
    /// The block is longer than [`LARGEST_ENTRY`].
    TooLong,
    /// More fields stand after the closing brace.
    EarlyEnd,
    /// The `@` is missing: `article{key, …`
    NoAtSign,
}

/// Finds the blocks of a file, and the places of what should have been one.
pub(super) fn split(text: &str) -> (Vec<BibtexBlock<'_>>, Vec<(BlockFault, Range<usize>)>) {
    let mut splitter = BlockSplitter {
        text,
        at: 0,
        line: LineState::Blank,
        patience: PATIENCE,
        blocks: Vec::new(),
        broken: Vec::new(),
    };
    while let Some(found) = text[splitter.at..].find('@') {
        splitter.at_sign(splitter.at + found);
    }
    splitter.between(text.len());
    (splitter.blocks, splitter.broken)
}

/// The state of going through a file from one `@` to the next.
struct BlockSplitter<'t> {
    /// The whole file.
    text: &'t str,
    /// The byte up to which the file is done.
    at: usize,
    /// What stands on the line before `at`.
    line: LineState,
    /// How many more searches for the end of a `@comment` may fail.
    patience: usize,
    /// The blocks so far.
    blocks: Vec<BibtexBlock<'t>>,
    /// The faults so far.
    broken: Vec<(BlockFault, Range<usize>)>,
}

impl BlockSplitter<'_> {
    /// Goes past the `@` at `start`, and past the block that it begins.
    fn at_sign(&mut self, start: usize) {
        self.between(start);
        let line = self.line.until(&self.text[self.at..start]);
        self.line = if line == LineState::Comment {
            LineState::Comment
        } else {
            LineState::Words
        };
        let (word, open) = head(self.text, start);
        self.at = start + 1 + word.len();
        if line == LineState::Comment || word.is_empty() {
            return;
        }
        match open {
            Some(open) if word.eq_ignore_ascii_case("comment") => self.comment(open),
            Some(open) => self.block(start, word, open),
            None if line == LineState::Blank && is_entry_type(word) => {
                self.broken.push((BlockFault::NoBrace, start..self.at));
            }
            None => {}
        }
    }

    /// Notes entries without their `@` in the free text up to `end`.
    fn between(&mut self, end: usize) {
        let mut at = self.at;
        let is_start = self.line == LineState::Blank;
        for (number, line) in self.text[self.at..end].split_inclusive('\n').enumerate() {
            let words = line.trim_start();
            let word = words.split(|c: char| !c.is_ascii_alphanumeric()).next();
            let word = word.unwrap_or_default();
            let rest = words[word.len()..].trim_start();
            if (number > 0 || is_start)
                && rest.starts_with(['{', '('])
                && (rest.contains(',') || rest.trim_end().len() == 1)
                && is_entry_type(word)
            {
                let start = at + line.len() - words.len();
                self.broken
                    .push((BlockFault::NoAtSign, start..at + line.len()));
            }
            at += line.len();
        }
    }

    /// Goes past a `@comment`: to the brace that closes it, else to the end of its line.
    fn comment(&mut self, open: usize) {
        let end = if self.patience > 0 {
            close(self.text, open, Escapes::Count, Limit::None).ok()
        } else {
            None
        };
        if end.is_none() {
            self.patience = self.patience.saturating_sub(1);
        }
        self.at = end.unwrap_or_else(|| line_end(self.text, open));
    }

    /// Goes past a block that begins at `start` and whose brace opens at `open`.
    fn block(&mut self, start: usize, word: &str, open: usize) {
        let (end, escapes) = match close(self.text, open, Escapes::Skip, Limit::NextBlock) {
            Ok(end) => (Ok(end), Escapes::Skip),
            Err(stop) => match close(self.text, open, Escapes::Count, Limit::NextBlock) {
                Ok(end) => (Ok(end), Escapes::Count),
                Err(_) => (Err(stop), Escapes::Skip),
            },
        };
        let (Ok(next) | Err(next)) = end;
        self.at = next;
        let range = start..next;
        let is_preamble = word.eq_ignore_ascii_case("preamble");
        match end {
            Err(_) if !is_preamble => self.broken.push((BlockFault::Unclosed, range)),
            Ok(_) if range.len() > LARGEST_ENTRY => self.broken.push((BlockFault::TooLong, range)),
            Ok(_) if !is_preamble => {
                let kind = if word.eq_ignore_ascii_case("string") {
                    BlockKind::Strings
                } else {
                    BlockKind::Entry
                };
                let after = &self.text[next..];
                if has_field(after) {
                    let start = next + after.len() - after.trim_start().len();
                    self.broken
                        .push((BlockFault::EarlyEnd, start..line_end(self.text, start)));
                }
                self.blocks.push(BibtexBlock {
                    kind,
                    text: braced(&self.text[range.clone()], open - start, escapes),
                    range,
                });
            }
            _ => {}
        }
    }
}

/// What stands on a line before an `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineState {
    /// Nothing but white space.
    Blank,
    /// The start of a comment (`%`).
    Comment,
    /// Anything else.
    Words,
}

impl LineState {
    /// Returns the state after more text.
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

/// Returns the word after the `@` at `start`, and the place of the brace or parenthesis after it.
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

/// Whether `\{` and `\}` count as braces. Most programs skip them and BibTeX counts them, so a
/// field such as `{C:\folder\}` is closed for BibTeX alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// Neither counts.
    Skip,
    /// Both count.
    Count,
}

/// How far the end of a block is sought.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Up to the end of the file.
    None,
    /// Up to the next line that starts a block of a known type.
    NextBlock,
}

/// Reports whether a text begins with a comma and a field, as it stands after a brace too many.
fn has_field(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix(',') else {
        return false;
    };
    let rest = rest.trim_start();
    let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    name > 0 && rest[name..].trim_start().starts_with('=')
}

/// Returns the byte after the brace or parenthesis that closes the one at `open`, else the byte
/// where the search stopped.
fn close(text: &str, open: usize, escapes: Escapes, limit: Limit) -> Result<usize, usize> {
    if text.as_bytes()[open] == b'(' {
        // A parenthesis in quotation marks closes nothing, unless a mark lacks its partner.
        search(text, open, escapes, limit, Quotes::Hide)
            .or_else(|_| search(text, open, escapes, limit, Quotes::Ignore))
    } else {
        search(text, open, escapes, limit, Quotes::Ignore)
    }
}

/// Whether quotation marks hide what stands between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Quotation marks hide commas, braces and everything else up to the next one.
    Hide,
    /// Quotation marks hide nothing.
    Ignore,
}

/// Searches what closes the brace or parenthesis at `open`.
fn search(
    text: &str,
    open: usize,
    escapes: Escapes,
    limit: Limit,
    quotes: Quotes,
) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let parenthesis = bytes[open] == b'(';
    let mut is_quoted = false;
    let mut depth = usize::from(!parenthesis);
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if escapes == Escapes::Skip => at += 1,
            b'{' => depth += 1,
            b'}' if depth == 1 && !parenthesis => return Ok(at + 1),
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 && quotes == Quotes::Hide => is_quoted = !is_quoted,
            b')' if parenthesis && depth == 0 && !is_quoted => return Ok(at + 1),
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

/// Returns the end of the line that holds the byte at `from`.
fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

/// Reports whether a word after an `@` starts a block that is no publication.
fn is_directive(word: &str) -> bool {
    ["string", "comment", "preamble"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Reports whether a word after an `@` is a known type of publication.
fn is_entry_type(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    !matches!(
        biblatex::EntryType::new(&word),
        biblatex::EntryType::Unknown(_)
    ) || super::kinds::is_known(&word)
}

/// Returns a block with braces around it, as the biblatex crate wants it; every byte keeps its
/// place.
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

    /// Returns the text of each block.
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
    fn a_parenthesis_in_quotation_marks_does_not_end_an_entry() {
        let text = "@article(a, title = \"One (two) three\", year = 2014)\n@book(b, title={a) b})";
        assert_eq!(split(text).0.len(), 2);
        assert!(split(text).0[0].text.ends_with("2014}"));
    }

    #[test]
    fn a_brace_too_many_and_a_missing_sign_are_noticed() {
        let text = "@book{a, title={x}}, year=2014}\narticle{b, title={y}}\n\
            Articles (since 2014)\n% book{c, title={z}}\n@book{d, title={w}}";
        let broken: Vec<_> = split(text)
            .1
            .into_iter()
            .map(|(why, at)| (why, at.start))
            .collect();
        assert_eq!(
            broken,
            [(BlockFault::EarlyEnd, 19), (BlockFault::NoAtSign, 32)]
        );
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
