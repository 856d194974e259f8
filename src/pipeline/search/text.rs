//! The text of an entry in the making: what a visitor can read, with the headings that can be
//! linked to, from parsed bodies and the tables that they show.

use crate::numbers::tables::Table;
use crate::parse::document::Outline;
use crate::search::EntryHeading;
use std::collections::BTreeMap;
use std::ops::Range;

/// Text with its headings.
#[derive(Debug, Default)]
pub(super) struct EntryText {
    pub(super) text: String,
    pub(super) headings: Vec<EntryHeading>,
}

impl EntryText {
    /// Adds a line, unless it is empty.
    pub(super) fn line(&mut self, line: &str) {
        if !line.trim().is_empty() {
            self.end_line();
            self.text.push_str(line);
        }
    }

    /// Adds a heading.
    pub(super) fn heading(&mut self, id: &str, title: &str) {
        self.end_line();
        self.headings.push(EntryHeading {
            offset: self.text.len(),
            id: id.to_owned(),
        });
        self.text.push_str(title);
    }

    /// Adds the part of a body that stands at `range` of its text. Tables made from files of
    /// figures stand where their blocks do: before the next heading.
    pub(super) fn body(
        &mut self,
        outline: &Outline,
        words: &str,
        range: Range<usize>,
        tables: &BTreeMap<usize, Table>,
    ) {
        // Headings are in the order of their places.
        let headings = outline.headings.as_slice();
        let start = headings.partition_point(|heading| heading.text_at < range.start);
        let end = headings.partition_point(|heading| heading.text_at < range.end);
        // What stands before the first heading of the part belongs to the heading before, unless
        // the part begins with one.
        let before =
            headings[..headings.partition_point(|heading| heading.text_at <= range.start)].last();
        let mut at = range.start;
        let mut shown = before.map_or(0, |heading| heading.components_before);
        for heading in &headings[start..end.max(start)] {
            self.piece(words, at..heading.text_at);
            self.tables(tables, shown..heading.components_before);
            (at, shown) = (heading.text_at, heading.components_before);
            self.end_line();
            self.headings.push(EntryHeading {
                offset: self.text.len(),
                id: heading.id.clone(),
            });
        }
        self.piece(words, at..range.end);
        let after = headings.get(end).map(|heading| heading.components_before);
        self.tables(tables, shown..after.unwrap_or(outline.components.len()));
    }

    fn piece(&mut self, words: &str, range: Range<usize>) {
        let piece = words.get(range).unwrap_or_default();
        if self
            .headings
            .last()
            .is_none_or(|heading| heading.offset != self.text.len())
        {
            self.end_line();
        }
        self.text.push_str(piece);
    }

    fn tables(&mut self, tables: &BTreeMap<usize, Table>, components: Range<usize>) {
        if components.start < components.end {
            for (_, table) in tables.range(components) {
                self.line(&table.text());
            }
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
