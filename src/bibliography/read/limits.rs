//! The limit on the publications of one list. From: a list, or its text before it is read. To: the
//! list as it is, or nothing but a fault.

use super::bibliography_file::BibliographyFile;
use super::item_format::ItemFormat;
use crate::base::{Code, Fault, SourcePath, Span, bytes};

/// The most publications of one list: formatting takes a millisecond or more for each, and longer
/// the more there are on one page.
pub(super) const MOST_ITEMS: usize = 2_500;

/// Refuses a list with more than [`MOST_ITEMS`] publications. Nothing else is said of it.
pub(super) fn refuse_too_many(list: &mut BibliographyFile) {
    if let Some(first) = list.items.get(MOST_ITEMS) {
        let fault = too_many(list.items.len(), first.place.span.clone());
        *list = BibliographyFile::faulty(fault);
    }
}

/// Returns the number of records in a list that has more than [`MOST_ITEMS`], and the place of the
/// first too many. They are counted before they are read, because a record is many times as large
/// in memory as in its file.
pub(super) fn too_many_records(
    file: &SourcePath,
    text: &str,
    format: ItemFormat,
) -> Option<(usize, Span)> {
    let tag = match format {
        ItemFormat::Ris => "TY",
        ItemFormat::Nbib => "PMID",
        ItemFormat::Bibtex | ItemFormat::CslJson | ItemFormat::Yaml => return None,
    };
    let (mut at, mut records, mut first) = (0, 0, None);
    for line in bytes::lines(text) {
        let rest = line.strip_prefix(tag);
        if rest.is_some_and(|rest| rest.trim_start().starts_with('-')) {
            records += 1;
            if records == MOST_ITEMS + 1 {
                first = Some(Span::new(file, at..at + line.trim_end().len()));
            }
        }
        at += line.len();
    }
    first.map(|span| (records, span))
}

/// Returns the fault of a list with so many publications; the first too many is at `span`.
pub(super) fn too_many(publications: usize, span: Span) -> Fault {
    let message = format!("this list has {publications} publications; {MOST_ITEMS} is the most");
    Fault::error(Code::FileTooLarge, message)
        .at(span)
        .help("divide it into several files, each in a folder of its own below `publications`")
}
