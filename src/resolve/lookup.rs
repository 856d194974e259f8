//! The places that a path or an address of the site can lead to: pages, files, and lists that the
//! theme makes.

use crate::base::{SourcePath, UrlPath, path_from, percent_decode};
use crate::model::{Page, PageId, Site};
use crate::numbers::disclosure::CountedFiles;
use crate::parse::document::Component;
use crate::parse::place::CONTENT;
use crate::source::{DataFile, SourceTree};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The indexes in which references are looked up.
pub(super) struct ReferenceLookup<'a> {
    pub(super) site: &'a Site,
    pub(super) tree: &'a SourceTree,
    /// Pages by their files. Every link is looked up here, and a hash is found faster than an
    /// order.
    by_source: FxHashMap<&'a str, PageId>,
    /// The paths that are not ASCII, by their composed form, since file names from a Mac come
    /// decomposed.
    composed: BTreeMap<String, SourcePath>,
    /// The addresses of lists that have no page of their own.
    made: BTreeSet<UrlPath>,
    /// The addresses at which pages stood before.
    pub(super) former: FxHashSet<&'a str>,
    /// What the blocks of the site say of files of figures that count people.
    pub(super) counted: CountedFiles<'a>,
}

/// The place that a path or an address leads to.
pub(super) enum Destination {
    Page(PageId),
    /// A page that the theme makes.
    Made(UrlPath),
    File(SourcePath),
    /// A page that is not published.
    HeldBack(SourcePath),
    /// A page that cannot be read, which is reported already.
    Faulty,
    Nothing,
}

impl Destination {
    /// Returns the destination, or `None` where it leads nowhere.
    fn found(self) -> Option<Self> {
        match self {
            Self::Nothing => None,
            found => Some(found),
        }
    }
}

impl<'a> ReferenceLookup<'a> {
    pub(super) fn new(site: &'a Site, tree: &'a SourceTree) -> Self {
        let paths = site.by_source.keys().chain(tree.assets.keys());
        let composed = paths
            .filter(|path| !path.as_str().is_ascii())
            .map(|path| (path.as_str().nfc().collect(), path.clone()))
            .collect();
        let by_source = site
            .by_source
            .iter()
            .map(|(source, page)| (source.as_str(), *page))
            .collect();
        let former = site.pages.iter().flat_map(|page| &page.former);
        let mut lookup = Self {
            site,
            tree,
            by_source,
            composed,
            made: site.lists().map(|(url, _)| url).collect(),
            former: former.map(|former| former.url.as_str()).collect(),
            counted: CountedFiles::new(site.settings.disclosure.as_ref()),
        };
        lookup.counted = lookup.counted_files();
        lookup
    }

    /// Returns what the blocks of all pages say of files of figures.
    fn counted_files(&self) -> CountedFiles<'a> {
        let mut counted = CountedFiles::new(self.site.settings.disclosure.as_ref());
        for page in &self.site.pages {
            let mut shown = Vec::new();
            for component in &page.parsed.body.outline.components {
                shown.extend(self.shown_by(page, component));
            }
            if !shown.is_empty() {
                counted.add_page(shown);
            }
        }
        counted.linked()
    }

    /// Returns the file of figures that a block of a page shows.
    fn shown_by(
        &self,
        page: &'a Page,
        component: &'a Component,
    ) -> Option<(&'a SourcePath, &'a DataFile, &'a Component)> {
        let reference = page.parsed.body.outline.references.get(component.data()?)?;
        let (path, _) = split_suffix(reference.target.trim());
        let path = percent_decode(path);
        let Destination::File(file) = self.find(&path, &page.parsed.source) else {
            return None;
        };
        let (source, file) = self.tree.data.get_key_value(&file)?;
        Some((source, file, component))
    }

    /// Returns the page of a publication that is named by its list and its key:
    /// `publications/ours.bib#ellis2014`.
    pub(super) fn publication(&self, path: &str, key: &str, source: &SourcePath) -> Option<PageId> {
        let at = self.site.publications.find(key)?;
        let list = path_from(folder_of(path, source), path)?;
        let is_its = self.site.publications.items[at].place.span.file.as_str() == list;
        self.site.publications.pages[at].filter(|_| is_its)
    }

    /// Finds the destination of `path` when it is written in the file `source`: a source file
    /// first, then an address of the site.
    pub(super) fn find(&self, path: &str, source: &SourcePath) -> Destination {
        let folder = folder_of(path, source);
        // Nearly all links lead to files of pages.
        let Some(wanted) = path_from(folder, path) else {
            return Destination::Nothing;
        };
        if let Some(page) = self.by_source.get(wanted.as_str()) {
            return Destination::Page(*page);
        }
        let Some(wanted) = SourcePath::new(folder).resolve(path) else {
            return Destination::Nothing;
        };
        self.known(&wanted)
            .found()
            .or_else(|| self.page_of_folder(&wanted))
            .or_else(|| self.at_the_top(path, &wanted))
            .unwrap_or(Destination::Nothing)
    }

    /// Returns the page that a path without `.md` means.
    fn page_of_folder(&self, wanted: &SourcePath) -> Option<Destination> {
        if wanted.extension() == "md" {
            return None;
        }
        let beside = || SourcePath::new(&format!("{wanted}.md"));
        self.known(&wanted.join("index.md"))
            .found()
            .or_else(|| self.known(&beside()).found())
    }

    /// Returns the page at an address, or the file in `content/static/`, that a path from the top
    /// means.
    fn at_the_top(&self, path: &str, wanted: &SourcePath) -> Option<Destination> {
        if !path.starts_with('/') {
            return None;
        }
        self.at_address(&UrlPath::typed(path)).found().or_else(|| {
            let verbatim = SourcePath::new(CONTENT)
                .join("static")
                .join(wanted.below(CONTENT).unwrap_or_default());
            let is_there = self.tree.assets.contains_key(&verbatim);
            is_there.then_some(Destination::File(verbatim))
        })
    }

    /// Returns the page or the list that stands at an address.
    pub(super) fn at_address(&self, url: &UrlPath) -> Destination {
        if let Some(page) = self.site.by_url.get(url) {
            return Destination::Page(*page);
        }
        match self.made.get(url) {
            Some(url) => Destination::Made(url.clone()),
            None => Destination::Nothing,
        }
    }

    fn known(&self, wanted: &SourcePath) -> Destination {
        if let Some(page) = self.by_source.get(wanted.as_str()) {
            return Destination::Page(*page);
        }
        if self.site.held_back.contains_key(wanted) {
            return Destination::HeldBack(wanted.clone());
        }
        if self.site.faulty.contains(wanted) || self.tree.is_unread(wanted) {
            return Destination::Faulty;
        }
        if wanted.below(CONTENT).is_some() && self.tree.assets.contains_key(wanted) {
            return Destination::File(wanted.clone());
        }
        if !wanted.as_str().is_ascii() {
            let composed: String = wanted.as_str().nfc().collect();
            if let Some(path) = self.composed.get(&composed).filter(|path| *path != wanted) {
                return self.known(path);
            }
        }
        Destination::Nothing
    }
}

/// Returns the folder that a path starts at when it is written in the file `source`.
pub(super) fn folder_of<'s>(path: &str, source: &'s SourcePath) -> &'s str {
    if path.starts_with('/') {
        CONTENT
    } else {
        source.folder_name()
    }
}

/// Splits a target before its `#` or `?`.
pub(super) fn split_suffix(written: &str) -> (&str, &str) {
    written
        .find(['#', '?'])
        .map_or((written, ""), |at| written.split_at(at))
}
