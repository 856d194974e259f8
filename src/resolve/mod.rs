//! Finds out what every reference of the site means. Takes a `Site` and the files there are; gives
//! [`Resolved`]: a target for each reference, and the files that are published because something
//! points at them. It never touches the network, because what a build checks must be reproducible.

mod blocks;
mod circles;
mod citations;
mod contacts;
mod files;
mod lookup;
mod nearest;
mod page;
mod references;
mod scheme;
mod settings;
mod slips;
mod target;
mod targets;

pub use blocks::{PUBLICATIONS, PublicationsBlock};
pub use citations::{CitedPublication, PageCitation};
pub use files::asset_url;
pub use references::{PageReference, PageReferences, References, references};
pub use target::Target;
pub use targets::{PageTargets, SettingsTargets, SettingsText};

use crate::base::{Fault, Faults, SourcePath, UrlPath};
use crate::model::{PageId, Site};
use crate::source::{PictureSet, SourceTree};
use lookup::ReferenceLookup;
use page::resolve_page;
use rayon::prelude::*;
use settings::resolve_settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The targets of every reference of a site.
#[derive(Debug)]
pub struct Resolved {
    /// The targets of pages, by page number.
    pub pages: Vec<PageTargets>,
    /// The targets of the settings.
    pub settings: SettingsTargets,
    /// Files of `content/` that something points at, by their addresses. A publication's PDF has
    /// one in the folder of its page.
    pub assets: BTreeMap<UrlPath, SourcePath>,
    /// Smaller pictures that are made of pictures of `content/`, by the picture.
    pub pictures: BTreeMap<SourcePath, Arc<PictureSet>>,
    /// Files of figures that count people; none of them is published as it is.
    pub counted: BTreeSet<SourcePath>,
    /// Publications as the site's style writes them; empty until they are formatted.
    pub references: References,
    /// The faults of each page's references, by page number.
    faults: Vec<Faults>,
    /// The faults of the settings' references, and of fields that lead in circles.
    other_faults: Faults,
}

/// The extent to which a change of a page's text shows on other pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageReach {
    /// The change shows on no other page.
    Page,
    /// The page cites other publications, which shows on the pages of these, too.
    Citations,
}

/// Resolves every reference of a site.
#[must_use]
pub fn resolve(site: &Site, tree: &SourceTree, text: &SettingsText) -> Resolved {
    let lookup = ReferenceLookup::new(site, tree);
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    (0..site.pages.len())
        .into_par_iter()
        .with_max_len(64)
        .map(|id| resolve_page(&lookup, id))
        .unzip_into_vecs(&mut pages, &mut faults);
    let mut other_faults = circles::find(site, &pages);
    let settings = resolve_settings(&lookup, text, &mut other_faults);
    let mut resolved = Resolved {
        pages,
        settings,
        assets: BTreeMap::new(),
        pictures: BTreeMap::new(),
        counted: lookup.counted.sources().cloned().collect(),
        references: References::default(),
        faults,
        other_faults,
    };
    resolved.find_assets(site);
    resolved
}

impl Resolved {
    /// Returns the faults of references, with places and the nearest thing that exists.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().flatten().chain(&self.other_faults)
    }

    /// Resolves the references of one page again after its text changed and nothing else did that
    /// references lead to. Returns how far the change reaches.
    #[must_use]
    pub fn resolve_again(&mut self, site: &Site, tree: &SourceTree, id: PageId) -> PageReach {
        let (targets, faults) = resolve_page(&ReferenceLookup::new(site, tree), id);
        let former = std::mem::replace(&mut self.pages[id], targets);
        let targets = &self.pages[id];
        let same_files = targets.files().eq(former.files());
        let same_citations = targets.citations == former.citations;
        self.faults[id] = faults;
        if !same_files {
            self.find_assets(site);
        }
        if same_citations {
            PageReach::Page
        } else {
            PageReach::Citations
        }
    }

    /// Gathers the files that something points at. Only people with a page count: files that only
    /// the texts about others name are not published.
    fn find_assets(&mut self, site: &Site) {
        let settings = &self.settings;
        let of_writers = site
            .writers
            .iter()
            .flat_map(|writer| settings.about(writer.declared));
        let targets = self
            .pages
            .iter()
            .flat_map(PageTargets::all)
            .chain(settings.on_every_page())
            .chain(of_writers);
        let mut assets = BTreeMap::new();
        let mut pictures: BTreeMap<SourcePath, Arc<PictureSet>> = BTreeMap::new();
        for target in targets {
            let Some((source, url)) = target.as_file() else {
                continue;
            };
            if let Some(set) = target.smaller() {
                let known = pictures.entry(source.clone());
                known
                    .and_modify(|known| Arc::make_mut(known).add(set))
                    .or_insert_with(|| set.clone());
            } else {
                assets.entry(url.clone()).or_insert_with(|| source.clone());
            }
        }
        self.assets = assets;
        self.pictures = pictures;
    }
}
