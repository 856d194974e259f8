//! Readers of publications, one for each form that reference managers and databases write.
//!
//! [`read()`] takes the text of a file and gives its publications as
//! [`Item`](crate::bibliography::Item)s, and a finding for each entry that cannot be read or field
//! that is not understood. It looks at no other file.
//!
//! Every reader first finds where the entries are and then reads them one by one, so a broken entry
//! costs only itself. Such findings are warnings, because the rest is published.

mod bibliography_file;
mod bibtex;
mod bodies;
pub mod encoding;
mod entities;
mod finish;
mod invisible;
mod item_format;
mod json;
mod json_scan;
mod language;
mod left_out;
mod limits;
mod markup;
mod nbib;
mod numbers;
mod ris;
mod tagged;
mod yaml;

pub use bibliography_file::BibliographyFile;
pub use item_format::ItemFormat;

use crate::base::{Code, Fault, Faults, SourcePath, Span, human_size};

/// The most bytes that a file may have; masthead reads no longer text anywhere.
pub const LARGEST_FILE: usize = 8 << 20;

/// Reads the publications of a file. `format` is the form that the file's name promises; a text
/// that is plainly in another form is read as that one.
#[must_use]
pub fn read(file: &SourcePath, text: &str, format: Option<ItemFormat>) -> BibliographyFile {
    if text.len() > LARGEST_FILE {
        return BibliographyFile::faulty(too_large(file, text.len()));
    }
    if let Some(at) = text.find('\0') {
        return BibliographyFile::faulty(nul_byte(file, at));
    }
    let sniffed = ItemFormat::of_text(text);
    let Some(format) = chosen(format, sniffed) else {
        return if text.trim().is_empty() {
            BibliographyFile::default()
        } else {
            BibliographyFile::faulty(foreign(file, text))
        };
    };
    if let Some((records, span)) = limits::too_many_records(file, text, format) {
        return BibliographyFile::faulty(limits::too_many(records, span));
    }
    let mut result = match format {
        ItemFormat::Bibtex => bibtex::read(file, text),
        ItemFormat::Ris => ris::read(file, text),
        ItemFormat::Nbib => nbib::read(file, text),
        ItemFormat::CslJson => json::read(file, text),
        ItemFormat::Yaml => yaml::read(file, text),
    };
    if result.items.is_empty() && result.faults.is_empty() && sniffed.is_none() && has_words(text) {
        return BibliographyFile::faulty(foreign(file, text));
    }
    invisible::check(file, text, format, &mut result.faults);
    limits::refuse_too_many(&mut result);
    finish::finish(&mut result);
    shorten(&mut result.faults);
    result
}

/// Returns the fault of a file that is too long to be read.
fn too_large(file: &SourcePath, length: usize) -> Fault {
    let message = format!(
        "this file is {} long; {} is the most",
        human_size(u64::try_from(length).unwrap_or(u64::MAX)),
        human_size(LARGEST_FILE as u64)
    );
    Fault::error(Code::FileTooLarge, message)
        .at(Span::start_of(file))
        .help("split it into several files")
}

/// Returns the fault of a file that holds an invisible NUL character at `at`.
fn nul_byte(file: &SourcePath, at: usize) -> Fault {
    let message = "there is an invisible character here that no text has";
    Fault::error(Code::DamagedText, message)
        .at(Span::new(file, at..at + 1))
        .help("export the file again as plain text in UTF-8")
}

/// The most findings that are reported about one file. Nobody reads more, and a file with that many
/// is not what its name says.
const MOST_FAULTS: usize = 1000;

/// Cuts the findings about a file at [`MOST_FAULTS`] and says how many more there are.
fn shorten(faults: &mut Faults) {
    if faults.len() <= MOST_FAULTS {
        return;
    }
    faults.sort();
    let more = faults.len() - MOST_FAULTS;
    faults.truncate(MOST_FAULTS);
    if let Some(last) = faults.last_mut() {
        last.help
            .push(format!("there are {more} more findings about this file"));
    }
}

/// Chooses between the form that a file's name promises and the form that its text shows: a text
/// that shows none is what its name says.
fn chosen(named: Option<ItemFormat>, sniffed: Option<ItemFormat>) -> Option<ItemFormat> {
    match (named, sniffed) {
        // A BibTeX file may begin with anything, even with a line such as `TY - …` in an abstract,
        // and YAML may look like anything.
        (Some(named @ (ItemFormat::Bibtex | ItemFormat::Yaml)), _) | (Some(named), None) => {
            Some(named)
        }
        (_, sniffed) => sniffed,
    }
}

/// Reports whether a text says anything outside comments and directives.
fn has_words(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .any(|line| !line.is_empty() && !line.starts_with(['%', '#']) && !line.starts_with('@'))
}

/// Returns the fault of a file in a form that is not read, with the way to export it again.
fn foreign(file: &SourcePath, text: &str) -> Fault {
    const XML: [&str; 3] = ["<?xml", "<xml", "<Pubmed"];
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let (message, help) = if XML.iter().any(|tag| start.starts_with(tag)) {
        (
            "this is XML, which is not read",
            concat!(
                "export the publications again: from EndNote or PubMed as RIS or nbib, ",
                "from Zotero as CSL JSON"
            ),
        )
    } else if start.starts_with("%0 ") {
        (
            "this is EndNote's own form (.enw), which is not read",
            concat!(
                "in EndNote choose \"Export\", ",
                "and there the output style \"RefMan (RIS) Export\""
            ),
        )
    } else if start.starts_with("<!DOCTYPE") || start.starts_with("<html") {
        (
            "this is a web page, not a list of publications",
            "on that page look for \"Export citation\", and choose RIS or BibTeX",
        )
    } else {
        (
            "no publications are found in this file",
            concat!(
                "publications are read as BibTeX (.bib), RIS (.ris), PubMed (.nbib), ",
                "CSL-JSON (.json) and YAML (.yaml)"
            ),
        )
    };
    Fault::warning(Code::ForeignBibliography, message)
        .at(Span::start_of(file))
        .help(help)
}
