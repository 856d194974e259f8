//! The files in which publications are offered to reference managers: their forms and addresses.

use super::read::ItemFormat;
use crate::base::UrlPath;

/// A form in which publications are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    CslJson,
}

impl Export {
    /// All forms.
    pub const ALL: [Self; 3] = [Self::Bibtex, Self::Ris, Self::CslJson];

    /// Returns the name of the form in plain words.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.format().name()
    }

    /// Returns the format of its files.
    #[must_use]
    pub fn format(self) -> ItemFormat {
        match self {
            Self::Bibtex => ItemFormat::Bibtex,
            Self::Ris => ItemFormat::Ris,
            Self::CslJson => ItemFormat::CslJson,
        }
    }

    /// Returns the extension of its files.
    fn extension(self) -> &'static str {
        match self {
            Self::Bibtex => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
        }
    }
}

/// Returns the address of an export: in the folder of the page it belongs to, under the folder's
/// name.
#[must_use]
pub fn export_url(page: &UrlPath, export: Export) -> UrlPath {
    let name = page
        .as_str()
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .filter(|name| !name.is_empty())
        .unwrap_or("publications");
    UrlPath::new(&format!("{page}{name}.{}", export.extension()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_name_of_its_folder() {
        assert_eq!(
            export_url(&UrlPath::new("/publications/ellis2014/"), Export::Ris).as_str(),
            "/publications/ellis2014/ellis2014.ris"
        );
        assert_eq!(
            export_url(&UrlPath::root(), Export::CslJson).as_str(),
            "/publications.json"
        );
    }
}
