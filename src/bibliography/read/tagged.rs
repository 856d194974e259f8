//! Forms in which every line begins with a tag: RIS and PubMed's. From: the text of a file. To:
//! records, each a list of tags with their values and places. Lines may end in any of the three
//! ways that there are, and a line without a tag goes on from the one above.

use std::ops::Range;

/// Most bytes of one record.
pub(super) const LARGEST_RECORD: usize = 1 << 20;

/// A tag and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TaggedField {
    pub(super) tag: String,
    /// The words, lines joined by `\n`.
    pub(super) value: String,
    /// Where the words stand.
    pub(super) range: Range<usize>,
}

/// One record.
#[derive(Debug, Default)]
pub(super) struct TaggedRecord {
    pub(super) tags: Vec<TaggedField>,
    /// All of it.
    pub(super) range: Range<usize>,
}

impl TaggedRecord {
    /// The first words under one of these tags, tried in order.
    pub(super) fn first<'r>(&'r self, tags: &[&str]) -> Option<&'r TaggedField> {
        tags.iter().find_map(|tag| {
            self.tags
                .iter()
                .find(|tagged| tagged.tag == *tag && !tagged.value.trim().is_empty())
        })
    }

    /// Everything under a tag.
    pub(super) fn all<'r>(&'r self, tag: &'r str) -> impl Iterator<Item = &'r TaggedField> {
        self.tags
            .iter()
            .filter(move |tagged| tagged.tag == tag && !tagged.value.trim().is_empty())
    }
}

/// The lines of a text with their places, without their ends.
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

/// How far a line is a line with a tag.
pub(super) enum TaggedLine<'l> {
    /// A tag, and where its value begins in the line.
    Tag(&'l str, usize),
    /// More of the value above.
    More,
}

/// Reads records. `line` tells tags from other lines, `begins` and `ends` say which tags separate
/// records. Of every stretch of lines outside of any record, the first is returned by its place.
pub(super) fn records<'t>(
    text: &'t str,
    line: impl Fn(&'t str) -> TaggedLine<'t>,
    begins: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> (Vec<TaggedRecord>, Vec<Range<usize>>) {
    let mut records: Vec<TaggedRecord> = Vec::new();
    let mut stray: Vec<Range<usize>> = Vec::new();
    let (mut open, mut astray) = (false, false);
    for (start, words) in lines(text) {
        let end = start + words.len();
        match line(words) {
            TaggedLine::Tag(tag, _) if ends(tag) => {
                if let Some(record) = records.last_mut().filter(|_| open) {
                    record.range.end = end;
                }
                (open, astray) = (false, false);
            }
            TaggedLine::Tag(tag, value_at) => {
                if begins(tag) {
                    records.push(TaggedRecord {
                        tags: Vec::new(),
                        range: start..end,
                    });
                    (open, astray) = (true, false);
                }
                let range = start + value_at..end;
                match records.last_mut().filter(|_| open) {
                    Some(record) => {
                        record.range.end = end;
                        let value = words[value_at..].trim();
                        record.tags.push(TaggedField {
                            tag: tag.to_owned(),
                            value: value.to_owned(),
                            range,
                        });
                    }
                    None if astray => {}
                    None => {
                        stray.push(start..end);
                        astray = true;
                    }
                }
            }
            TaggedLine::More if words.trim().is_empty() => {
                // Blank lines stand within records too: between the paragraphs of an abstract.
                if let Some(last) = records
                    .last_mut()
                    .filter(|_| open)
                    .and_then(|record| record.tags.last_mut())
                {
                    last.value.push('\n');
                }
            }
            TaggedLine::More => {
                if let Some(record) = records.last_mut().filter(|_| open) {
                    record.range.end = end;
                    if let Some(last) = record.tags.last_mut() {
                        last.value.push('\n');
                        last.value.push_str(words.trim());
                        last.range.end = end;
                    }
                }
            }
        }
    }
    for tagged in records.iter_mut().flat_map(|record| &mut record.tags) {
        tagged.value.truncate(tagged.value.trim_end().len());
    }
    (records, stray)
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
