//! Reads the forms in which every line begins with a tag: RIS and PubMed's.
//!
//! This module takes the text of a file and gives records, each a list of tags with their values
//! and places. A line may end with `\n`, `\r\n` or `\r`, and a line without a tag continues the one
//! above.

use std::ops::Range;

/// The most bytes that one record may have.
pub(super) const LARGEST_RECORD: usize = 1 << 20;

/// A tag and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaggedField {
    /// The tag.
    pub(super) tag: String,
    /// The value, its lines joined by `\n`.
    pub(super) value: String,
    /// The place of the value.
    pub(super) range: Range<usize>,
}

/// One record.
#[derive(Debug, Default)]
pub(super) struct TaggedRecord {
    /// The tags, in the order of the file.
    pub(super) tags: Vec<TaggedField>,
    /// The place of the whole record.
    pub(super) range: Range<usize>,
}

impl TaggedRecord {
    /// Returns the first value under one of these tags, which are tried in order.
    pub(super) fn first<'r>(&'r self, tags: &[&str]) -> Option<&'r TaggedField> {
        tags.iter().find_map(|tag| {
            self.tags
                .iter()
                .find(|tagged| tagged.tag == *tag && !tagged.value.trim().is_empty())
        })
    }

    /// Returns every value under a tag.
    pub(super) fn all<'r>(&'r self, tag: &'r str) -> impl Iterator<Item = &'r TaggedField> {
        self.tags
            .iter()
            .filter(move |tagged| tagged.tag == tag && !tagged.value.trim().is_empty())
    }
}

/// Returns the lines of a text with their places, without their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        at += length
            + if rest[length..].starts_with("\r\n") {
                2
            } else {
                usize::from(length < rest.len())
            };
        Some((start, &rest[..length]))
    })
}

/// What a line of a file is.
pub(super) enum TaggedLine<'l> {
    /// A tag, with the place in the line where its value begins.
    Tag(&'l str, usize),
    /// The continuation of the value above.
    More,
}

/// Reads the records of a file. `line` tells tags from other lines, and `begins` and `ends` say
/// which tags separate records. Of every stretch of lines outside any record, the place of the
/// first one is returned.
pub(super) fn records<'t>(
    text: &'t str,
    mut line: impl FnMut(&'t str) -> TaggedLine<'t>,
    begins: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> (Vec<TaggedRecord>, Vec<Range<usize>>) {
    let mut collector = RecordCollector::default();
    for (start, words) in lines(text) {
        let range = start..start + words.len();
        match line(words) {
            TaggedLine::Tag(tag, _) if ends(tag) => collector.end(range.end),
            TaggedLine::Tag(tag, value_at) => {
                if begins(tag) {
                    collector.begin(range.clone());
                }
                collector.field(tag, &words[value_at..], value_at, range);
            }
            TaggedLine::More if words.trim().is_empty() => collector.blank_line(),
            TaggedLine::More => collector.more(words, range.end),
        }
    }
    let RecordCollector {
        mut records, stray, ..
    } = collector;
    for tagged in records.iter_mut().flat_map(|record| &mut record.tags) {
        tagged.value.truncate(tagged.value.trim_end().len());
    }
    (records, stray)
}

/// The state of going through a file line by line.
#[derive(Default)]
struct RecordCollector {
    /// The records so far.
    records: Vec<TaggedRecord>,
    /// The first line of each stretch outside any record.
    stray: Vec<Range<usize>>,
    /// Whether the last record goes on.
    is_open: bool,
    /// Whether the line before stands outside any record.
    is_astray: bool,
}

impl RecordCollector {
    /// Returns the record that goes on, if there is one.
    fn open_record(&mut self) -> Option<&mut TaggedRecord> {
        self.records.last_mut().filter(|_| self.is_open)
    }

    /// Begins a record with the line at `range`.
    fn begin(&mut self, range: Range<usize>) {
        self.records.push(TaggedRecord {
            tags: Vec::new(),
            range,
        });
        (self.is_open, self.is_astray) = (true, false);
    }

    /// Ends the record with the line that ends at `end`.
    fn end(&mut self, end: usize) {
        if let Some(record) = self.open_record() {
            record.range.end = end;
        }
        (self.is_open, self.is_astray) = (false, false);
    }

    /// Adds a tag from the line at `line`, in which its value begins at `value_at`.
    fn field(&mut self, tag: &str, value: &str, value_at: usize, line: Range<usize>) {
        if let Some(record) = self.open_record() {
            record.range.end = line.end;
            record.tags.push(TaggedField {
                tag: tag.to_owned(),
                value: value.trim().to_owned(),
                range: line.start + value_at..line.end,
            });
        } else if !self.is_astray {
            self.stray.push(line);
            self.is_astray = true;
        }
    }

    /// Adds a blank line to the last value, since abstracts have paragraphs.
    fn blank_line(&mut self) {
        if let Some(last) = self.open_record().and_then(|record| record.tags.last_mut()) {
            last.value.push('\n');
        }
    }

    /// Adds a line without a tag, which ends at `end`, to the last value.
    fn more(&mut self, words: &str, end: usize) {
        let Some(record) = self.open_record() else {
            // Databases write about themselves above the first record, and number records.
            let is_entry = !self.records.is_empty() && words.chars().any(char::is_alphabetic);
            if is_entry && !self.is_astray {
                self.stray.push(end - words.len()..end);
                self.is_astray = true;
            }
            return;
        };
        record.range.end = end;
        if let Some(last) = record.tags.last_mut() {
            last.value.push('\n');
            last.value.push_str(words.trim());
            last.range.end = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(
            lines("a\r\nb\rc\n\nd").collect::<Vec<_>>(),
            [(0, "a"), (3, "b"), (5, "c"), (7, ""), (8, "d")]
        );
    }
}
