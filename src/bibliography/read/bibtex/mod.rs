//! The reader of BibTeX and BibLaTeX.
//!
//! It takes the text of a `.bib` file and gives its publications, and a finding for each entry or
//! field that is not understood. Nothing that an entry does can keep another one from being read.
//!
//! ```text
//! split    where entries start and end
//!   ↓
//! entry    fields with their places, through syntax
//!   ↓
//! inherit  fields taken from other entries (`crossref`)
//!   ↓
//! fields   fields of CSL, through latex, names and kinds
//! ```

mod commands;
mod entry;
mod fields;
mod inherit;
mod kinds;
mod latex;
mod names;
mod split;
mod syntax;
#[cfg(test)]
mod tests;

use super::bibliography_file::BibliographyFile;
use super::item_format::ItemFormat;
use super::left_out::UnknownFields;
use super::limits::{MOST_ITEMS, too_many};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use entry::{AddedText, RawEntry, Strings};
pub(in crate::bibliography::read) use names::several_names;
use rayon::prelude::*;
use split::{BlockFault, BlockKind};
use std::ops::Range;

/// The number of missing entries for which the nearest that exists is looked for among all others.
const MOST_GUESSES: usize = 20;

/// Reads a `.bib` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let mut result = BibliographyFile::default();
    let (blocks, broken) = split::split(text);
    let mut listed = blocks.iter().filter(|block| block.kind == BlockKind::Entry);
    if let Some(first) = listed.nth(MOST_ITEMS) {
        let all = MOST_ITEMS + 1 + listed.count();
        let place = Span::new(file, head(text, &first.range));
        return BibliographyFile::faulty(too_many(all, place));
    }
    for (why, range) in broken {
        result.faults.push(unsplit(file, text, why, &range));
    }
    let mut strings = Strings::new();
    let mut added = AddedText::of_file();
    let mut entries = Vec::new();
    for block in &blocks {
        let outcome = match block.kind {
            BlockKind::Strings => entry::read_strings(block, &mut strings, &mut added),
            BlockKind::Entry => {
                entry::read(block, &strings, &mut added).map(|entry| entries.push(entry))
            }
        };
        if let Err(malformed) = outcome {
            let fault = unread(file, text, &block.range, &malformed);
            result.faults.push(fault);
        }
    }
    report_unknown_fields(&entries, file, &mut result.faults);
    let (orphans, burdened) = inherit::inherit(&mut entries, &mut added);
    for (number, (at, key)) in orphans.into_iter().enumerate() {
        let keys = (number < MOST_GUESSES).then_some(&entries[..]);
        let nearest = nearest_key(&key, keys.unwrap_or_default());
        result
            .faults
            .push(orphan(file, text, &entries[at], &key, nearest));
    }
    for at in burdened {
        let place = head(text, &entries[at].range);
        result.faults.push(burden(file, place));
    }
    let mapped: Vec<_> = entries
        .par_iter()
        .map(|entry| fields::item(entry, file, text))
        .collect();
    for (entry, mapped) in entries.iter().zip(mapped) {
        if let Some(mut item) = result.faults.take(mapped) {
            if item.key.is_empty() {
                item.place.key_made_up = true;
                result.keyless.push(result.items.len());
            }
            result.items.push(item);
        } else if entry.kind == "set" {
            result.faults.push(set(file, head(text, &entry.range)));
        }
    }
    result
}

/// Reports the fields of a file that nobody knows.
fn report_unknown_fields(entries: &[RawEntry], file: &SourcePath, faults: &mut Faults) {
    let mut unknown = UnknownFields::of(ItemFormat::Bibtex);
    for (name, field) in entries.iter().flat_map(|entry| &entry.fields) {
        if !field.source.trim().is_empty() {
            unknown.note(name, &field.range);
        }
    }
    unknown.report(file, faults);
}

/// Returns the fault of an entry that takes fields from one which does not exist.
fn orphan(
    file: &SourcePath,
    text: &str,
    entry: &RawEntry,
    key: &str,
    nearest: Option<&str>,
) -> Fault {
    let place = match entry.fields.get("crossref") {
        Some(field) => field.range.clone(),
        None => head(text, &entry.range),
    };
    let message = format!("there is no entry `{key}` in this file to take fields from");
    Fault::warning(Code::UnclearField, message)
        .at(Span::new(file, place))
        .help_if(nearest.map(|nearest| format!("did you mean `{nearest}`?")))
        .help("put the entry into the same file, or delete the `crossref` field")
}

/// Returns the key of an entry that was probably meant.
fn nearest_key<'e>(key: &str, entries: &'e [RawEntry]) -> Option<&'e str> {
    let keys = entries.iter().map(|entry| entry.key.as_str());
    nearest(key, keys.filter(|known| !known.is_empty()))
}

/// Returns the fault of an entry that takes more text from others than a file may have added.
fn burden(file: &SourcePath, head: Range<usize>) -> Fault {
    Fault::warning(
        Code::BrokenEntry,
        "this entry takes its fields from another one, and all such fields together are too much \
         text, so it has only its own",
    )
    .at(Span::new(file, head))
    .help("shorten the fields of the entry that `crossref` names, or write them out here")
}

/// Returns the fault of a set of biblatex: several entries under one key, for which CSL has no
/// counterpart.
fn set(file: &SourcePath, head: Range<usize>) -> Fault {
    Fault::warning(
        Code::BrokenEntry,
        "a set of other entries is no publication of its own, so it is left out",
    )
    .at(Span::new(file, head))
    .help("the entries in it are listed one by one; cite those, and delete the set")
}

/// Returns the place of the first line of a block.
fn head(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = text[range.clone()]
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end()
        .len();
    range.start..range.start + line
}

/// Returns the fault of a stretch that should be a block and is none.
fn unsplit(file: &SourcePath, text: &str, why: BlockFault, range: &Range<usize>) -> Fault {
    let (message, help) = match why {
        BlockFault::NoBrace => (
            "an opening brace `{` is missing after the type of this entry, so it is left out",
            "an entry looks like `@article{key, title = {…}, …}`",
        ),
        BlockFault::Unclosed => (
            "this entry has no end: there is one `}` too few in it, so it is left out",
            "look for a field whose `{` has no `}` to close it, and end the entry with a `}` on a \
             line of its own",
        ),
        BlockFault::TooLong => (
            "this entry is longer than 1 MB, so it is left out",
            "split it, or shorten its abstract or notes",
        ),
        BlockFault::EarlyEnd => (
            "the entry ends before this, because there is one `}` too many above, so these fields \
             are left out",
            "delete the second one of two `}}` that no two `{{` belong to",
        ),
        BlockFault::NoAtSign => (
            "an `@` is missing before the type of this entry, so it is left out",
            "an entry looks like `@article{key, title = {…}, …}`",
        ),
    };
    Fault::warning(Code::BrokenEntry, message)
        .at(Span::new(file, head(text, range)))
        .help(help)
}

/// Returns the fault of a block whose syntax is broken, shown at the character where reading
/// stopped.
fn unread(
    file: &SourcePath,
    text: &str,
    entry: &Range<usize>,
    malformed: &entry::MalformedBlock,
) -> Fault {
    let head = head(text, entry);
    // Reading often stops at the start of the line after the slip, where a place of one character
    // would show nothing but white space.
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
