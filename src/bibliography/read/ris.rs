//! The reader of RIS, as publishers, databases, EndNote, Mendeley and Zotero write it.
//!
//! It takes the text of a `.ris` file and gives its publications, and a finding for each record
//! that is not understood. Sources: the RIS specification of 2001 and its form of 2011 (EndNote),
//! and what the named programs really write.
//!
//! biblib's reader is not used: it takes editors for authors and divides `Department of Health and
//! Social Care` at the `and` (see
//! `docs/decisions/0007-publications-are-read-by-our-own-readers.md`).

mod dates;
mod identifiers;
mod kind;
mod mapping;
mod numbers;
mod other_fields;
mod people;
mod spelling;
#[cfg(test)]
mod tests;
mod titles;

use super::bibliography_file::BibliographyFile;
use super::item_format::ItemFormat;
use super::left_out::UnknownFields;
use super::tagged::{self, LARGEST_RECORD, TaggedRecord};
use crate::base::{Code, Fault, SourcePath, Span};
use crate::bibliography::item::ItemPlace;
use spelling::TagSpelling;

/// Reads a `.ris` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let mut spelling = TagSpelling::of(text);
    let (records, stray) = tagged::records(
        text,
        |line| spelling.read(line),
        |tag| tag == "TY",
        |tag| tag == "ER",
    );
    let mut result = BibliographyFile::default();
    let mut unknown = UnknownFields::of(ItemFormat::Ris);
    for line in stray {
        let message = "this line belongs to no record, because there is no `TY` line above it";
        let fault = Fault::warning(Code::BrokenEntry, message)
            .at(Span::new(file, line))
            .help("a record starts with its type, such as `TY  - JOUR`, and ends with `ER  - `");
        result.faults.push(fault);
    }
    for record in records {
        let mut place = ItemPlace::new(file, text, record.range.clone());
        // Fields can be put in after the line of the type.
        place.insert = tagged::lines(&text[place.whole.start..])
            .nth(1)
            .map(|(start, _)| place.whole.start + start);
        if let Some((message, help)) = unreadable(&record) {
            let fault = Fault::warning(Code::BrokenEntry, message).at(place.span);
            result.faults.push(fault.help(help));
            continue;
        }
        for tagged in record.tags.iter().filter(|tagged| !tagged.value.is_empty()) {
            unknown.note(&tagged.tag, &tagged.range);
        }
        let item = mapping::item(&record, place, file);
        let item = result.faults.take(item);
        result.items.push(item);
    }
    unknown.report(file, &mut result.faults);
    result
}

/// Returns why a record is left out and what to do about it, or `None` when it can be read.
fn unreadable(record: &TaggedRecord) -> Option<(&'static str, &'static str)> {
    if record.range.len() > LARGEST_RECORD {
        return Some((
            "this record is longer than 1 MB, so it is left out",
            "each record ends with a line `ER  - `",
        ));
    }
    let filled = record.tags.iter().filter(|tagged| !tagged.value.is_empty());
    (filled.count() < 2).then_some((
        "there is nothing in this record but its type, so it is left out",
        "export it again, or delete it",
    ))
}
