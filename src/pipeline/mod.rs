//! The diagram of the crate as code: [`build`] runs every stage in order.
//! From: `SourceTree` and [`Options`]. To: finished files in a `Sink`, and an [`Outcome`].

mod feeds;
mod list;
mod outputs;
mod publications;
mod search;
mod understand;

pub use list::{Listed, State, list};
pub use publications::{Found, publications};

use crate::base::{Code, Date, Diagnostic, OutputPath, Severity, has_errors, sort};
use crate::bibliography::format::Cache;
use crate::emit::{
    feeds::{feeds, is_entry},
    host_files,
};
use crate::memo::Memo;
use crate::model::{Due, HeldBack, PageEntry, Release, Site};
use crate::render::{self, Renderer, Surroundings, View};
use crate::resolve::{references, resolve};
use crate::source::{Artifact, Flow, Sink, SourceTree};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use understand::{Understanding, understand};

/// What a build should do; every value is decided at the edge.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is let through, and which day it is.
    pub release: Release,
    /// Replaces `base_url` of the settings; ends with `/`.
    pub base_url: Option<String>,
    /// Whether the site can be searched; its settings may say no.
    pub search: Search,
}

/// Whether a build makes a search index, and pages have a search field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// It does.
    Include,
    /// It does not.
    LeaveOut,
}

/// What a build found and made.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// Every finding, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// Every page made, in the order of addresses.
    pub pages: Vec<PageEntry>,
    /// Pages left out, in the order of their files.
    pub held_back: Vec<HeldBack>,
    /// Pages whose `review_by` has come, those that wait longest first.
    pub due: Vec<Due>,
    /// How many pages of each kind were made, by the kind's name ("newsletter").
    pub by_kind: BTreeMap<String, usize>,
    /// The sink said stop: the output is not whole.
    pub stopped: bool,
}

/// Builds the site. Pure: no clock, no environment, no files but those of the tree. The same tree and options give the same
/// files and findings at any number of threads and whatever `memo` holds, which only saves work. With an error among the
/// findings the site is not whole, and nobody should publish it.
pub fn build(tree: &SourceTree, options: &Options, memo: &mut Memo, sink: &dyn Sink) -> Outcome {
    let understanding = understand(tree, options, memo);
    let Understanding { theme, mut assets, site, style, mut claims, settings_text, given, entries, mut faults, .. } = understanding;
    let (mut resolved, found) = resolve(&site, tree, &settings_text);
    faults.extend(found);
    let mut answers = Cache::default();
    if let Some(style) = &style {
        let (references, given, found) = references(&site, &resolved.pages, style, &memo.references);
        faults.extend(found.into_iter().map(|finding| publications::placed(finding, &site.settings)));
        (resolved.references, answers) = (references, Cache::of(&given));
    }
    let resolved = Arc::new(resolved);

    let mut views = render::views(&site);
    views.retain(|view| theme.has_template(view.template(&site)));
    let feeds = feeds(&site);
    if site.settings.search.enabled {
        assets.add("search.js", crate::search::client::SCRIPT);
    }
    let copies = outputs::copies(tree, &resolved);
    // A file of the owner's own takes the place of the page that masthead makes.
    views.retain(|view| !matches!(view, render::View::NotFound) || !copies.contains_key(&view.url(&site).output()));
    let tables: Vec<(OutputPath, Artifact)> = outputs::tables(&site, &resolved).into_iter().chain(render::exports(&site)).collect();
    faults.extend(outputs::claim_rest(&site, &views, &copies, &tables, &assets.artifacts, &mut claims));
    let mut outcome = outcome(&site, &views, options.release.today);
    if has_errors(&faults) && faults.iter().any(|fault| is_of_theme(fault, tree)) {
        // Every page would repeat what is wrong with the theme.
        memo.remember_parsed(entries);
        memo.remember_references(answers);
        return finish(outcome, faults);
    }

    let surroundings = Surroundings {
        assets: assets.by_name,
        policy: Some(host_files::csp_for_page()),
        settings_text,
        feeds: feeds.iter().map(|feed| (feed.home.clone(), feed.title.clone())).collect(),
    };
    let script = surroundings.assets.get("search.js").cloned();
    let texts = surroundings.settings_text.clone();
    let renderer = Renderer::new(site.clone(), resolved.clone(), &theme, surroundings, given);
    let searched = || {
        let around = search::Surroundings { site: &site, resolved: &resolved, text: &texts, script: script.as_ref() };
        search::write(&around, &views, &|key| theme.word(key), memo, sink)
    };
    let copied = copies.into_iter().map(|(path, source)| (path, Artifact::Copy(tree.assets[&source].clone())));
    let rest = || {
        let beside = outputs::beside(&site, &views).into_iter().filter(|(path, _)| !claims.is_taken(path));
        let rest: Vec<(OutputPath, Artifact)> = assets.artifacts.into_iter().chain(copied).chain(tables).chain(beside).collect();
        let stopped = rest.into_par_iter().any(|(path, artifact)| sink.take(&path, artifact) == Flow::Stop);
        let feeds = self::feeds::write(&site, &feeds, &renderer, &claims, memo, sink);
        (stopped || feeds.is_none(), feeds.unwrap_or_default())
    };
    let render = || renderer.render(&views, memo, sink);
    let (((mut rendered, found), (stopped, of_feeds)), searched) = rayon::join(|| rayon::join(render, rest), searched);
    faults.extend(found);
    faults.extend(searched.faults);
    rendered.extend(of_feeds);
    outcome.stopped = stopped || searched.stopped;
    memo.remember_parsed(entries);
    memo.remember_references(answers);
    memo.remember_rendered(rendered);
    if let Some(searched) = searched.searched {
        memo.remember_searched(searched);
    }
    finish(outcome, faults)
}

fn finish(mut outcome: Outcome, mut faults: Vec<Diagnostic>) -> Outcome {
    sort(&mut faults);
    faults.dedup();
    outcome.diagnostics = faults;
    outcome
}

fn is_of_theme(fault: &Diagnostic, tree: &SourceTree) -> bool {
    fault.code == Code::MissingTheme
        || fault.span.as_ref().is_some_and(|span| {
            span.file.below("themes").is_some() && tree.texts.contains_key(&span.file) && fault.severity == Severity::Error
        })
}

fn outcome(site: &Site, views: &[View], today: Date) -> Outcome {
    let mut outcome = Outcome { held_back: site.held_back.values().cloned().collect(), ..Outcome::default() };
    for (id, page) in site.pages.iter().enumerate() {
        *outcome.by_kind.entry(page.kind().name().to_owned()).or_default() += 1;
        let mut entry = page.entry();
        if !is_entry(site, id) {
            entry.feed_id.clear();
        }
        outcome.pages.push(entry);
        outcome.due.extend(Due::of(page, today));
    }
    outcome.due.sort_by(|a, b| (a.review_by, &a.source).cmp(&(b.review_by, &b.source)));
    let made = views.iter().filter(|view| view.is_list()).count();
    if made > 0 {
        outcome.by_kind.insert("list".to_owned(), made);
    }
    outcome
}
