//! The files in which publications are offered to reference managers: one for each publication, and
//! one for a whole list. They are made from the site, as artifacts with their paths.

use crate::base::OutputPath;
use crate::bibliography::write;
use crate::bibliography::{Export, Item, export_url};
use crate::model::{Page, Site};
use crate::source::Artifact;
use rayon::prelude::*;

/// Returns every export of the site.
#[must_use]
pub fn exports(site: &Site) -> Vec<(OutputPath, Artifact)> {
    let pages = site.pages.par_iter();
    pages.flat_map_iter(|page| exports_of(site, page)).collect()
}

/// Returns the exports of one page: those of its publication, or of the list that it shows.
fn exports_of(site: &Site, page: &Page) -> Vec<(OutputPath, Artifact)> {
    let items = if page.groups.is_empty() {
        Vec::from_iter(item(site, page))
    } else {
        let pages = page.entries.iter().map(|id| &site.pages[*id]);
        pages.filter_map(|page| item(site, page)).collect()
    };
    if items.is_empty() {
        return Vec::new();
    }
    let exports = Export::ALL.into_iter();
    exports
        .map(|export| {
            (
                export_url(&page.url, export).output(),
                artifact(&items, export),
            )
        })
        .collect()
}

/// Returns the publication that a page shows.
fn item<'s>(site: &'s Site, page: &Page) -> Option<&'s Item> {
    page.publication.map(|at| &site.publications.items[at])
}

fn artifact(items: &[&Item], export: Export) -> Artifact {
    let text = write::list(items.iter().copied(), export.format());
    Artifact::bytes(text.into_bytes())
}
