//! Reading publications in every form that reference managers and databases write. From: the text
//! of a file. To: its publications as [`Item`]s, and a finding for each entry that cannot be read
//! or field that is not understood. Looks at no other file.
//!
//! Every reader first finds where the entries are, then reads them one by one, so a broken entry
//! costs only itself. Such findings are warnings: the rest is published.

mod bibtex;
mod bodies;
pub mod encoding;
mod finish;
mod json;
mod json_scan;
mod language;
mod nbib;
mod numbers;
mod ris;
mod tagged;
mod yaml;

use super::item::Item;
use crate::base::{Code, Fault, Faults, SourcePath, Span, human_size};

/// Most bytes of one file: as much as the rest of masthead reads of a text.
pub const LARGEST_FILE: usize = 8 << 20;

/// The forms that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemFormat {
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// RIS: most publishers and databases, EndNote.
    Ris,
    /// PubMed's own form.
    Nbib,
    /// CSL-JSON: Zotero, Crossref.
    CslJson,
    /// The same fields as YAML, for writing by hand.
    Yaml,
}

impl ItemFormat {
    /// The form that a file of this name has.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" | "biblatex" => Self::Bibtex,
            "ris" => Self::Ris,
            "nbib" | "medline" => Self::Nbib,
            "json" | "csljson" => Self::CslJson,
            "yaml" | "yml" => Self::Yaml,
            _ => return None,
        })
    }

    /// The form that a text has, by what stands in it: files lie about their names, and PubMed's
    /// are called `.txt`.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        let mut lines = start
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .take(200);
        if start.starts_with(['[', '{']) {
            return Some(Self::CslJson);
        }
        lines.find_map(|line| {
            let tag = line.split(['-', ' ']).next().unwrap_or_default();
            match tag {
                "TY" if line[2..].trim_start().starts_with('-') => Some(Self::Ris),
                "PMID" | "OWN" if line[tag.len()..].trim_start().starts_with('-') => {
                    Some(Self::Nbib)
                }
                _ if line.starts_with('@') && line.contains(['{', '(']) => Some(Self::Bibtex),
                _ if line.starts_with("- ") && line.contains(':') => Some(Self::Yaml),
                _ => None,
            }
        })
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
            Self::Nbib => "PubMed (nbib)",
            Self::CslJson => "CSL-JSON",
            Self::Yaml => "YAML",
        }
    }
}

/// What came of reading a file.
#[derive(Debug, Default)]
pub struct BibliographyFile {
    /// Its publications, in the order of the file.
    pub items: Vec<Item>,
    /// What is wrong.
    pub faults: Faults,
    /// Publications whose form should give them a key and which have none, by their index.
    keyless: Vec<usize>,
}

/// Reads a file. `format` is what the file's name promises; when the text is plainly something
/// else, that counts.
#[must_use]
pub fn read(file: &SourcePath, text: &str, format: Option<ItemFormat>) -> BibliographyFile {
    if text.len() > LARGEST_FILE {
        let size = human_size(u64::try_from(text.len()).unwrap_or(u64::MAX));
        let message = format!(
            "this file is {size} long; {} is the most",
            human_size(LARGEST_FILE as u64)
        );
        let fault = Fault::error(Code::FileTooLarge, message)
            .at(Span::start_of(file))
            .help("split it into several files");
        return BibliographyFile {
            faults: Faults::from(fault),
            ..BibliographyFile::default()
        };
    }
    if let Some(at) = text.find('\0') {
        let fault = Fault::error(
            Code::DamagedText,
            "there is a NUL character here, which no text has",
        )
        .at(Span::new(file, at..at + 1))
        .help("export the file again as plain text in UTF-8");
        return BibliographyFile {
            faults: Faults::from(fault),
            ..BibliographyFile::default()
        };
    }
    let sniffed = ItemFormat::of_text(text);
    let Some(format) = chosen(format, sniffed) else {
        return if text.trim().is_empty() {
            BibliographyFile::default()
        } else {
            foreign(file, text)
        };
    };
    let mut reading = match format {
        ItemFormat::Bibtex => bibtex::read(file, text),
        ItemFormat::Ris => ris::read(file, text),
        ItemFormat::Nbib => nbib::read(file, text),
        ItemFormat::CslJson => json::read(file, text),
        ItemFormat::Yaml => yaml::read(file, text),
    };
    if reading.items.is_empty() && reading.faults.is_empty() && sniffed.is_none() && has_words(text)
    {
        return foreign(file, text);
    }
    finish::finish(&mut reading);
    shorten(&mut reading.faults);
    reading
}

/// Most findings about one file. Nobody reads more, and a file that has them is not what its name
/// says.
const MOST_FAULTS: usize = 1000;

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

/// A text that is plainly RIS is RIS whatever it is called; what is plainly nothing is what its
/// name says.
fn chosen(named: Option<ItemFormat>, sniffed: Option<ItemFormat>) -> Option<ItemFormat> {
    match (named, sniffed) {
        // A BibTeX file may begin with anything, a line such as `TY - …` in an abstract included;
        // YAML may be anything.
        (Some(named @ (ItemFormat::Bibtex | ItemFormat::Yaml)), _) | (Some(named), None) => {
            Some(named)
        }
        (_, sniffed) => sniffed,
    }
}

/// Whether there is anything but comments.
fn has_words(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .any(|line| !line.is_empty() && !line.starts_with(['%', '#']) && !line.starts_with('@'))
}

/// The finding for a file that nobody here can read.
fn foreign(file: &SourcePath, text: &str) -> BibliographyFile {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let (message, help) = if start.starts_with("<?xml")
        || start.starts_with("<xml")
        || start.starts_with("<Pubmed")
    {
        (
            "this is XML, which is not read",
            "export the publications again: from EndNote or PubMed as RIS or nbib, from Zotero as \
             CSL JSON",
        )
    } else if start.starts_with("%0 ") {
        (
            "this is EndNote's own form (.enw), which is not read",
            "in EndNote choose \"Export\", and there the output style \"RefMan (RIS) Export\"",
        )
    } else if start.starts_with("<!DOCTYPE") || start.starts_with("<html") {
        (
            "this is a web page, not a list of publications",
            "on that page look for \"Export citation\", and choose RIS or BibTeX",
        )
    } else {
        (
            "no publications are found in this file",
            "publications are read as BibTeX (.bib), RIS (.ris), PubMed (.nbib), CSL-JSON (.json) \
             and YAML (.yaml)",
        )
    };
    let fault = Fault::warning(Code::ForeignBibliography, message)
        .at(Span::start_of(file))
        .help(help);
    BibliographyFile {
        faults: Faults::from(fault),
        ..BibliographyFile::default()
    }
}
