//! What there is on a site, published or not, for its editors.

use super::Options;
use super::understand::{ground, understand};
use crate::base::{Date, Faults, SourcePath, UrlPath};
use crate::memo::Memo;
use crate::model::{HeldReason, Release};
use crate::parse::page::ParsedPage;
use crate::source::SourceTree;
use serde::Serialize;
use std::collections::BTreeSet;

/// One page as its editors see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageSummary {
    /// Its file.
    pub source: SourcePath,
    /// Its kind: `newsletter`.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// Its address, when it is published.
    pub url: Option<UrlPath>,
    /// Whether it is published, and if not, why.
    pub state: PageState,
    /// The day it waits for or was gone.
    pub state_date: Option<Date>,
    /// The day it was published or is about.
    pub date: Option<Date>,
    /// The day it goes, if that is still to come.
    pub expires_on: Option<Date>,
    /// The day by which somebody should look at it.
    pub review_by: Option<Date>,
    /// Who looks.
    pub owner: Option<String>,
    /// That day has come.
    pub stale: bool,
}

/// Whether a page is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageState {
    /// It is.
    Published,
    /// It, or the issue or section it belongs to, is a draft.
    Draft,
    /// It waits for its day.
    Scheduled,
    /// Its day is over.
    Expired,
}

/// Lists every page that can be read, in the order of files. Nothing is rendered, so only faults of
/// reading are found.
#[must_use]
pub fn list(tree: &SourceTree, options: &Options) -> (Vec<PageSummary>, Faults) {
    let understanding = understand(ground(tree, options), tree, options, &Memo::default());
    let mut faults = understanding.all_faults();
    let site = &understanding.site;
    let one = |page: &ParsedPage| {
        let held = site.held_back.get(&page.source);
        let published = site.by_source.get(&page.source).map(|id| &site.pages[*id]);
        // What a publication's file leaves to its list is known where it is published.
        let known = published.map_or(page, |page| &*page.parsed);
        let mut listed = listed(
            known,
            held.map(|held| held.reason),
            published.map(|page| page.url.clone()),
            options.release,
        );
        listed.title = held.map_or(listed.title, |held| held.title.clone());
        listed
    };
    let mut all: Vec<PageSummary> = understanding.read.iter().map(|page| one(page)).collect();
    let has_file: BTreeSet<&SourcePath> =
        understanding.read.iter().map(|page| &page.source).collect();
    let of_lists = site
        .pages
        .iter()
        .filter(|page| page.publication.is_some() && !has_file.contains(&page.parsed.source));
    all.extend(of_lists.map(|page| one(&page.parsed)));
    all.sort_by(|a, b| a.source.cmp(&b.source));
    faults.sort();
    (all, faults)
}

fn listed(
    page: &ParsedPage,
    held: Option<HeldReason>,
    url: Option<UrlPath>,
    release: Release,
) -> PageSummary {
    let common = &page.front.common;
    let day =
        |date: &Option<crate::parse::front::Spanned<Date>>| date.as_ref().map(|date| date.value);
    let (state, state_date) = match held {
        None => (PageState::Published, None),
        Some(HeldReason::Draft) => (PageState::Draft, None),
        Some(HeldReason::Until(date)) => (PageState::Scheduled, Some(date)),
        Some(HeldReason::Expired(date)) => (PageState::Expired, Some(date)),
    };
    PageSummary {
        source: page.source.clone(),
        kind: page.front.kind.name(),
        title: common.title.value.clone(),
        url,
        state,
        state_date,
        date: day(&common.date),
        expires_on: day(&common.expires_on),
        review_by: day(&common.review_by),
        owner: common.owner.clone(),
        stale: day(&common.review_by).is_some_and(|date| date <= release.today),
    }
}
