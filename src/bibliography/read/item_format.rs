//! The file forms that publications are read from, recognised by a file's name or by its text.
//!
//! Files lie about their names, and PubMed's are called `.txt`, so the text has a say too.

/// A file form that holds publications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemFormat {
    /// BibTeX and BibLaTeX.
    Bibtex,
    /// RIS, which most publishers and databases and EndNote write.
    Ris,
    /// PubMed's own form.
    Nbib,
    /// CSL-JSON, which Zotero and Crossref write.
    CslJson,
    /// The fields of CSL-JSON as YAML, for writing by hand.
    Yaml,
}

impl ItemFormat {
    /// Returns the form that a file name with this extension promises.
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

    /// Recognises the form of a text by its first lines that say anything.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with(['[', '{']) {
            return Some(Self::CslJson);
        }
        let lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.take(200).find_map(Self::of_line)
    }

    /// Recognises the form that a line can only stand in.
    fn of_line(line: &str) -> Option<Self> {
        let tag = line.split(['-', ' ']).next().unwrap_or_default();
        let is_tagged = line[tag.len()..].trim_start().starts_with('-');
        match tag {
            "TY" if is_tagged => Some(Self::Ris),
            "PMID" | "OWN" if is_tagged => Some(Self::Nbib),
            _ if line.starts_with('@') && line.contains(['{', '(']) => Some(Self::Bibtex),
            _ if line.starts_with("- ") && line.contains(':') => Some(Self::Yaml),
            _ => None,
        }
    }

    /// Returns the name that people call the form by.
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
