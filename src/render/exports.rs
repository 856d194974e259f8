//! The files in which publications are offered to reference managers: one for each publication, and
//! one for a whole list.

use crate::base::{OutputPath, UrlPath};
use crate::bibliography::Item;
use crate::bibliography::read::ItemFormat;
use crate::bibliography::write::{self, Audience};
use crate::model::{PageId, Site};
use crate::source::Artifact;
use rayon::prelude::*;

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

    fn format(self) -> ItemFormat {
        match self {
            Self::Bibtex => ItemFormat::Bibtex,
            Self::Ris => ItemFormat::Ris,
            Self::CslJson => ItemFormat::CslJson,
        }
    }

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

/// Lists every export of the site.
#[must_use]
pub fn exports(site: &Site) -> Vec<(OutputPath, Artifact)> {
    let item = |id: PageId| {
        site.pages[id]
            .publication
            .map(|at| &site.publications.items[at])
    };
    let of_page = |id: PageId| -> Vec<&Item> {
        let page = &site.pages[id];
        if page.groups.is_empty() {
            item(id).into_iter().collect()
        } else {
            page.entries.iter().filter_map(|id| item(*id)).collect()
        }
    };
    let pages: Vec<PageId> = (0..site.pages.len())
        .filter(|id| !of_page(*id).is_empty())
        .collect();
    let files = pages.into_par_iter().flat_map_iter(|id| {
        let items = of_page(id);
        Export::ALL.into_iter().map(move |export| {
            let text = write::list(items.iter().copied(), export.format(), Audience::Readers);
            (
                export_url(&site.pages[id].url, export).output(),
                Artifact::bytes(text.into_bytes()),
            )
        })
    });
    files.collect()
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
