//! Finds the lines and columns of many spans. From: spans, most of them in the order of files and
//! of places within them. To: positions. The lines of a file are counted once and the characters of
//! a line about once, so that ten thousand findings in one file take no longer than one finding in
//! each of ten thousand files.

use super::Sources;
use crate::base::{LineIndex, Position, SourcePath, Span};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Converts spans to positions in the files of a site.
pub struct Places<'s> {
    sources: &'s Sources<'s>,
    files: RefCell<BTreeMap<SourcePath, Option<FileLines>>>,
}

struct FileLines {
    text: Arc<str>,
    lines: LineIndex,
    /// The offset and position asked for last, from which the next is counted if possible.
    last: (usize, Position),
}

impl<'s> Places<'s> {
    /// Creates a converter for files with these texts.
    #[must_use]
    pub fn new(sources: &'s Sources<'s>) -> Self {
        Self {
            sources,
            files: RefCell::default(),
        }
    }

    /// Gives the positions at which a span starts and ends; `None` for a file that is not text.
    #[must_use]
    pub fn of(&self, span: &Span) -> Option<(Position, Position)> {
        let mut files = self.files.borrow_mut();
        let file = files
            .entry(span.file.clone())
            .or_insert_with(|| (self.sources)(&span.file).map(FileLines::new))
            .as_mut()?;
        let start = file.position(span.range.start);
        file.last = (span.range.start, start);
        Some((start, file.position(span.range.end)))
    }
}

impl FileLines {
    fn new(text: Arc<str>) -> Self {
        let lines = LineIndex::new(&text);
        Self {
            text,
            lines,
            last: (0, Position { line: 1, column: 1 }),
        }
    }

    fn position(&self, offset: usize) -> Position {
        let (from, known) = self.last;
        let between = self
            .text
            .get(from..offset)
            .filter(|between| from > 0 && !between.contains('\n'));
        between.map_or_else(
            || self.lines.position(&self.text, offset),
            |between| Position {
                column: known.column + between.chars().count(),
                ..known
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_each_has_alone_in_any_order() {
        let text = "\u{feff}Grüße here\r\nand  there, ü and ö\n\nlast";
        let sources = |_: &SourcePath| Some(Arc::from(text));
        let places = Places::new(&sources);
        let lines = LineIndex::new(text);
        let file = SourcePath::new("content/a.md");
        let offsets = || {
            (0..=text.len() + 2)
                .filter(|offset| text.is_char_boundary(*offset) || *offset > text.len())
        };
        for start in offsets().chain(offsets().collect::<Vec<_>>().into_iter().rev()) {
            for end in offsets().filter(|end| *end >= start) {
                let expected = (lines.position(text, start), lines.position(text, end));
                assert_eq!(
                    places.of(&Span::new(&file, start..end)),
                    Some(expected),
                    "{start}..{end}"
                );
            }
        }
    }
}
