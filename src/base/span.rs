//! Places in source files. Byte offsets into a file as it stands on disk become lines and columns
//! as an editor counts them.

use super::SourcePath;
use std::ops::Range;

/// A stretch of a file: byte offsets as the file stands on disk, byte-order mark and front matter
/// included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// The file that holds the stretch.
    pub file: SourcePath,
    /// The offsets of the first byte and of the byte after the last.
    pub range: Range<usize>,
}

impl Span {
    /// Makes the span of `range` in `file`.
    #[must_use]
    pub fn new(file: &SourcePath, range: Range<usize>) -> Self {
        Self {
            file: file.clone(),
            range,
        }
    }

    /// Makes the span of the very start of a file, for faults that concern the whole of it.
    #[must_use]
    pub fn start_of(file: &SourcePath) -> Self {
        Self::new(file, 0..0)
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// The offsets at which the lines of one file start.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads a file's line ends (`\n`, with or without `\r` before it).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ends = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    /// Returns the line and column of a byte offset into `text`, the text this index was made from.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = text[self.starts[line]..offset].trim_start_matches('\u{feff}');
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }

    /// Returns the bytes of a line, counted from 1, without its line end, or `None` past the last
    /// line.
    #[must_use]
    pub fn line_range(&self, text: &str, line: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        Some(start..start + text[start..end].trim_end_matches(['\n', '\r']).len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let text = "\u{feff}title\r\nGrüße here";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 3), Position { line: 1, column: 1 });
        assert_eq!(
            index.position(text, text.find("here").unwrap_or(0)),
            Position { line: 2, column: 7 }
        );
        assert_eq!(
            index.position(text, 10_000),
            Position {
                line: 2,
                column: 11
            }
        );
    }

    #[test]
    fn a_line_is_found_without_its_end() {
        let text = "one\r\ntwo\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line_range(text, 1), Some(0..3));
        assert_eq!(index.line_range(text, 2), Some(5..8));
        assert_eq!(index.line_range(text, 4), None);
    }
}
