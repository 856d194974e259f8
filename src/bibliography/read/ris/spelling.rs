//! The ways in which programs spell the tags of RIS.
//!
//! The specification wants two spaces, a hyphen and a space: `TY  - JOUR`. Programs write fewer
//! spaces, tabs, dashes and small letters. A record is read in the spelling of its own first line,
//! so an abstract may hold a line such as `AB-test`, and a file may hold records of two programs.

use super::kind;
use crate::bibliography::read::left_out;
use crate::bibliography::read::tagged::TaggedLine;

/// Tags whose text may go on with lines that look like tags.
const LONG: [&str; 5] = ["AB", "N1", "N2", "RN", "KW"];

/// The spelling of the record that is being read.
pub(super) struct TagSpelling<'t> {
    /// Whether the record keeps to the specification.
    is_strict: bool,
    /// Whether the record has no blanks around the hyphen: `TY-JOUR`.
    is_tight: bool,
    /// The tag of the line before.
    before: &'t str,
}

/// A line that may have a tag.
struct TagCandidate<'l> {
    /// The tag as written.
    tag: &'l str,
    /// The place of the value in the line.
    value: usize,
    /// Whether the signs between tag and value are those of the specification.
    is_exact: bool,
    /// Whether a blank or nothing stands after the dash.
    has_gap: bool,
}

impl<'t> TagSpelling<'t> {
    /// Makes the spelling of a text before its first record.
    pub(super) fn of(text: &str) -> Self {
        let first = crate::bibliography::read::tagged::lines(text)
            .filter_map(|(_, line)| candidate(line))
            .find(|line| line.tag.eq_ignore_ascii_case("TY"));
        Self {
            is_strict: first.as_ref().is_none_or(|line| line.is_exact),
            is_tight: first.is_some_and(|line| !line.has_gap),
            before: "",
        }
    }

    /// Reads the tag of the next line.
    pub(super) fn read<'l>(&mut self, line: &'l str) -> TaggedLine<'l>
    where
        'l: 't,
    {
        let Some(candidate) = candidate(line) else {
            return TaggedLine::More;
        };
        let Some(tag) = known_tag(candidate.tag) else {
            return self.unknown(line, &candidate);
        };
        let value = line[candidate.value..].trim();
        let is_type = tag == "TY" && kind::named(&value.to_ascii_uppercase()).is_some();
        let is_end = tag == "ER" && value.is_empty();
        let is_tag = if is_type || is_end || (candidate.is_exact && candidate.tag == tag) {
            true
        } else if self.is_strict {
            // A line with a blank too few is a tag where no long text goes on.
            candidate.has_gap && !LONG.contains(&self.before) && candidate.tag == tag
        } else {
            let is_tight = self.is_tight && candidate.tag == tag && !LONG.contains(&self.before);
            candidate.has_gap || is_tight
        };
        if !is_tag {
            return TaggedLine::More;
        }
        if tag == "TY" {
            self.is_strict = candidate.is_exact && candidate.tag == tag;
            self.is_tight = !candidate.has_gap;
        }
        self.before = tag;
        TaggedLine::Tag(tag, candidate.value)
    }

    /// Reads a line whose tag RIS does not know.
    fn unknown<'l>(&mut self, line: &'l str, candidate: &TagCandidate<'l>) -> TaggedLine<'l>
    where
        'l: 't,
    {
        let is_upper = !line
            .trim_start()
            .starts_with(|c: char| c.is_ascii_lowercase())
            && candidate.tag.bytes().all(|byte| !byte.is_ascii_lowercase());
        if candidate.is_exact && is_upper {
            self.before = candidate.tag;
            TaggedLine::Tag(candidate.tag, candidate.value)
        } else {
            TaggedLine::More
        }
    }
}

/// Returns the tag that is spelt in this way, in capitals, if RIS has it.
fn known_tag(written: &str) -> Option<&'static str> {
    left_out::RIS_READ
        .iter()
        .chain(left_out::RIS_LEFT_OUT)
        .find(|known| known.eq_ignore_ascii_case(written))
        .copied()
}

/// Takes a line apart at the dash after two letters, if there is one.
fn candidate(line: &str) -> Option<TagCandidate<'_>> {
    let words = line.trim_start_matches('\u{feff}').trim_start();
    let indent = line.len() - words.len();
    let [first, second, ..] = words.as_bytes() else {
        return None;
    };
    if !first.is_ascii_alphabetic() || !second.is_ascii_alphanumeric() {
        return None;
    }
    let rest = &words[2..];
    let after = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let gap = &rest[..rest.len() - after.len()];
    let dash = after
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '–' | '—'))?;
    if gap.chars().count() > 4 {
        return None;
    }
    let value = &after[dash.len_utf8()..];
    let bare = value.trim_start();
    Some(TagCandidate {
        tag: &words[..2],
        value: indent + words.len() - bare.len(),
        is_exact: gap == "  " && dash == '-',
        has_gap: value.is_empty() || value.starts_with([' ', '\t', '\u{a0}']),
    })
}
