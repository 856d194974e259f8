//! BibTeX and BibLaTeX. From: the text of a `.bib` file. To: its publications, and a finding for
//! each entry or field that is not understood.
//!
//! split (where entries stand) → entry (raw syntax, through the biblatex crate) → inherit
//! (`crossref`) → fields (to CSL, with latex and names). Nothing an entry does can keep another one
//! from being read.

mod commands;
mod entry;
mod fields;
mod inherit;
mod kinds;
mod latex;
mod names;
mod split;
#[cfg(test)]
mod tests;

use super::BibliographyFile;
use crate::base::{Code, Fault, SourcePath, Span};
use entry::Strings;
use rayon::prelude::*;
use split::{BlockFault, BlockKind};
use std::ops::Range;

/// Reads a `.bib` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let mut reading = BibliographyFile::default();
    let (blocks, broken) = split::split(text);
    reading.faults.extend(
        broken
            .into_iter()
            .map(|(why, range)| unsplit(file, text, why, range)),
    );
    let mut strings = Strings::new();
    let mut entries = Vec::new();
    for block in &blocks {
        let result = match block.kind {
            BlockKind::Strings => entry::read_strings(block, &mut strings),
            BlockKind::Entry => entry::read(block, &strings).map(|entry| entries.push(entry)),
        };
        if let Err(fault) = result {
            reading
                .faults
                .push(unread(file, text, &block.range, &fault));
        }
    }
    for (at, key) in inherit::inherit(&mut entries) {
        let span = entries[at].fields.get("crossref").map_or_else(
            || head(text, &entries[at].range),
            |field| field.range.clone(),
        );
        let nearest = crate::base::nearest(
            &key,
            entries
                .iter()
                .map(|entry| entry.key.as_str())
                .filter(|known| !known.is_empty()),
        );
        let fault = Fault::warning(
            Code::UnclearField,
            format!("there is no entry `{key}` in this file to take fields from"),
        )
        .at(Span::new(file, span))
        .help_if(nearest.map(|nearest| format!("did you mean `{nearest}`?")));
        reading
            .faults
            .push(fault.help("put the entry into the same file, or delete the `crossref` field"));
    }
    let read: Vec<_> = entries
        .par_iter()
        .map(|entry| fields::item(entry, file, text))
        .collect();
    for (entry, read) in entries.iter().zip(read) {
        if let Some((mut item, faults)) = read {
            reading.faults.extend(faults);
            if item.key.is_empty() {
                item.place.key_made_up = true;
                reading.keyless.push(reading.items.len());
            }
            reading.items.push(item);
        } else if entry.kind == "set" {
            reading.faults.push(set(file, head(text, &entry.range)));
        }
    }
    reading
}

/// A set of biblatex: several entries under one key, which has no counterpart in CSL.
fn set(file: &SourcePath, head: Range<usize>) -> Fault {
    Fault::warning(
        Code::BrokenEntry,
        "a set of other entries is no publication of its own, so it is left out",
    )
    .at(Span::new(file, head))
    .help("the entries in it are listed one by one; cite those, and delete the set")
}

/// The first line of a block.
fn head(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()]
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end()
        .len();
    range.start..range.start + line
}

fn unsplit(file: &SourcePath, text: &str, why: BlockFault, range: Range<usize>) -> Fault {
    let (message, help) = match why {
        BlockFault::NoBrace => (
            "an opening brace `{` is missing after the type of this entry",
            "an entry looks like `@article{key, title = {…}, …}`",
        ),
        BlockFault::Unclosed => (
            "this entry has no end: there is one `}` too few in it",
            "look for a field whose `{` has no `}` to close it, and end the entry with a `}` on a \
             line of its own",
        ),
        BlockFault::TooLong => (
            "this entry is longer than 1 MB",
            "split it, or shorten its abstract or notes",
        ),
    };
    Fault::warning(Code::BrokenEntry, format!("{message}, so it is left out"))
        .at(Span::new(file, head(text, &range)))
        .help(help)
}

fn unread(
    file: &SourcePath,
    text: &str,
    entry: &Range<usize>,
    malformed: &entry::MalformedBlock,
) -> Fault {
    let head = head(text, entry);
    // A fault is noticed at the start of the line after it more often than not; an empty place
    // would show nothing.
    let at = text.floor_char_boundary(malformed.range.start.min(text.len()));
    let length = text[at..]
        .chars()
        .next()
        .filter(|c| !c.is_whitespace())
        .map_or(0, char::len_utf8);
    let fault = Fault::warning(
        Code::BrokenEntry,
        format!("{}, so this entry is left out", malformed.message),
    )
    .at(Span::new(file, at..at + length));
    let fault = if at > head.end {
        fault.label(Span::new(file, head), "the entry starts here")
    } else {
        fault
    };
    fault.help(malformed.help)
}
