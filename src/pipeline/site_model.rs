//! The third and fourth stage of a build: the whole site, and what every reference of it means.
//! They take parsed content, and give [`SiteModel`], [`SiteListing`] and [`ResolvedSite`]. All are
//! made anew with every build, since they look at outlines and never at texts; only references in
//! the style of the site are dear, and taken from the memo where they are remembered.

use super::content::ParsedContent;
use super::habits;
use super::options::Options;
use super::publications::{self, PublicationLists};
use super::rules::SiteRules;
use super::slips;
use crate::base::{Faults, OutputPath};
use crate::bibliography::format::{Cache, Style};
use crate::emit::exports;
use crate::emit::feeds::{Feed, feeds};
use crate::memo::Memo;
use crate::model::{Assembly, Claims, Site, assemble};
use crate::render::{self, View};
use crate::resolve::{Resolved, references, resolve};
use crate::source::{Artifact, SourceTree};
use std::sync::Arc;

/// A site as its files describe it: which pages it has, where they stand and what belongs to what.
pub(super) struct SiteModel {
    pub(super) site: Arc<Site>,
    /// The owners of the output files that pages and lists become.
    pub(super) claims: Arc<Claims>,
    /// The style of references, where the site has publications.
    pub(super) style: Option<Style>,
    /// The faults in how pages fit together.
    pub(super) faults: Faults,
}

/// What a site lists, whatever the texts of its pages say.
pub(super) struct SiteListing {
    /// Every HTML file that the site could have.
    pub(super) views: Vec<View>,
    pub(super) feeds: Vec<Feed>,
    /// Publications as files for other programs.
    pub(super) exports: Vec<(OutputPath, Artifact)>,
}

/// A target for every reference of a site.
pub(super) struct ResolvedSite {
    pub(super) resolved: Arc<Resolved>,
    /// References as they were formatted, until the memo has them.
    pub(super) formatted: Option<Cache>,
    /// The faults found while references were formatted.
    pub(super) faults: Faults,
}

/// Puts parsed pages and lists of publications together into a site.
pub(super) fn assemble_site(
    tree: &SourceTree,
    rules: &SiteRules<'_>,
    content: &ParsedContent,
    lists: PublicationLists,
    options: &Options,
) -> SiteModel {
    let PublicationLists {
        mut listed,
        style,
        mut faults,
    } = lists;
    // From here on nobody can publish what reference managers keep for their owner.
    for listing in &mut listed {
        listing.item = listing.item.published();
    }
    let style = style.filter(|_| !listed.is_empty());
    let Assembly { site, claims } = faults.take(assemble(
        content.pages().cloned().collect(),
        content.faulty(),
        listed,
        rules.settings.clone(),
        rules.people.clone(),
        rules.kinds.clone(),
        options.release,
    ));
    if tree.unread.is_empty() {
        slips::no_pages(&site, &mut faults);
    }
    slips::unknown_folders(tree, &site.settings, &mut faults);
    habits::foreign_files(tree, &site, &mut faults);
    habits::days_in_names(tree, &site, &mut faults);
    SiteModel {
        site: Arc::new(site),
        claims: Arc::new(claims),
        style,
        faults,
    }
}

/// Lists what a site has beside the texts of its pages.
pub(super) fn list_outputs(site: &Site) -> SiteListing {
    SiteListing {
        views: render::views(site),
        feeds: feeds(site),
        exports: exports(site),
    }
}

/// Finds out what every reference means, and formats publications in the style of the site.
pub(super) fn resolve_site(
    tree: &SourceTree,
    rules: &SiteRules<'_>,
    model: &SiteModel,
    memo: &Memo,
) -> ResolvedSite {
    let site = &model.site;
    let mut resolved = resolve(site, tree, &rules.settings_text);
    let mut formatted = Cache::default();
    let mut faults = Faults::new();
    if let Some(style) = &model.style {
        let (references, responses, found) =
            references(site, &resolved.pages, style, &memo.references);
        let found = found.into_iter();
        faults.extend(found.map(|fault| publications::placed(fault, &site.settings)));
        formatted = Cache::of(&responses);
        resolved.references = references;
    }
    ResolvedSite {
        resolved: Arc::new(resolved),
        formatted: Some(formatted),
        faults,
    }
}
