//! Every page of a site, published or not, as its editors want to see it in a list.

use super::acceptances::Acceptances;
use super::content::parse_content;
use super::habits;
use super::options::Options;
use super::publications::read_publications;
use super::rules::read_rules;
use super::site_model::{SiteModel, assemble_site};
use super::slips;
use crate::base::{Date, Faults, SourcePath, UrlPath};
use crate::memo::Memo;
use crate::model::{HeldReason, Release, Site};
use crate::parse::page::ParsedPage;
use crate::render::kind_slips;
use crate::source::SourceTree;
use serde::Serialize;
use std::collections::BTreeSet;

/// One page as its editors see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageSummary {
    /// The file of the page.
    pub source: SourcePath,
    /// The name of the page's kind: `newsletter`.
    pub kind: String,
    /// The title of the page.
    pub title: String,
    /// The address of the page, when it is published.
    pub url: Option<UrlPath>,
    /// Whether the page is published, and if not, why.
    pub state: PageState,
    /// The day on which the page appears, or on which it disappeared.
    pub state_date: Option<Date>,
    /// The day of the page, as its file says.
    pub date: Option<Date>,
    /// The day on which the page disappears.
    pub expires_on: Option<Date>,
    /// The day by which somebody should look at the page.
    pub review_by: Option<Date>,
    /// The person who looks after the page.
    pub owner: Option<String>,
    /// Whether the day of `review_by` has come.
    pub stale: bool,
}

/// The state of a page: published, or the reason why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageState {
    /// The page is published.
    Published,
    /// The page, or the issue or section it belongs to, is a draft.
    Draft,
    /// The page waits for its day.
    Scheduled,
    /// The last day of the page is over.
    Expired,
}

/// Lists every page that can be read, in the order of files. Nothing is rendered, so only faults of
/// reading are found; what is accepted is among them, and returned beside them.
#[must_use]
pub fn list(tree: &SourceTree, options: &Options) -> (Vec<PageSummary>, Faults, Acceptances) {
    let rules = read_rules(tree, options);
    let mut content = parse_content(tree, &rules, &Memo::default());
    let lists = read_publications(tree, &rules.settings, &rules.kinds);
    let SiteModel { site, faults, .. } = assemble_site(tree, &rules, &content, lists, options);
    let mut all: Vec<PageSummary> = content
        .pages()
        .map(|page| summary(&site, page, options.release))
        .collect();
    let has_file: BTreeSet<&SourcePath> = content.pages().map(|page| &page.source).collect();
    for page in &site.pages {
        if page.publication.is_some() && !has_file.contains(&page.parsed.source) {
            all.push(summary(&site, &page.parsed, options.release));
        }
    }
    all.sort_by(|a, b| a.source.cmp(&b.source));
    let mut all_faults = rules.faults;
    all_faults.extend(std::mem::take(&mut content.faults));
    habits::merge_settings(&mut all_faults, tree);
    all_faults.extend(faults);
    slips::unknown_templates(&site, &rules.theme, &mut all_faults);
    all_faults.extend(kind_slips(&rules.theme, tree));
    content.acceptances.add(&rules.settings.accept);
    all_faults.sort();
    (all, all_faults, content.acceptances)
}

fn summary(site: &Site, read: &ParsedPage, release: Release) -> PageSummary {
    let published = site.by_source.get(&read.source).map(|id| &site.pages[*id]);
    let held_back = site.held_back.get(&read.source);
    // What a publication's file leaves to its list is known where it is published.
    let page = published.map_or(read, |page| &*page.parsed);
    let common = &page.front.common;
    let (state, state_date) = match held_back.map(|page| page.reason) {
        None => (PageState::Published, None),
        Some(HeldReason::Draft) => (PageState::Draft, None),
        Some(HeldReason::Until(date) | HeldReason::Dated(date)) => {
            (PageState::Scheduled, Some(date))
        }
        Some(HeldReason::Expired(date)) => (PageState::Expired, Some(date)),
    };
    let review_by = common.review_by.as_ref().map(|date| date.value);
    PageSummary {
        source: page.source.clone(),
        kind: page.front.kind.name().to_owned(),
        title: held_back.map_or_else(|| common.title.value.clone(), |held| held.title.clone()),
        url: published.map(|page| page.url.clone()),
        state,
        state_date,
        date: common.date.as_ref().map(|date| date.value),
        expires_on: common.expires_on.as_ref().map(|date| date.value),
        review_by,
        owner: common.owner.clone(),
        stale: review_by.is_some_and(|date| date <= release.today),
    }
}
