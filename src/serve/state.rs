//! Describes a page for the preview's script: the faults of the site, and facts that an editor
//! wants to see of this page. It takes a state of the site, and gives JSON, which the script shows
//! as text and never as HTML.
#![allow(
    clippy::disallowed_methods,
    reason = "when a file was last edited is in the file system"
)]

use super::editor_links::EditorLinks;
use super::overlay;
use super::round::Round;
use crate::base::{Severity, SourcePath};
use crate::model::{PageId, Release, Withhold};
use crate::render::View;
use crate::resolve::Target;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The number of links that are listed of one page.
const LISTED: usize = 50;

/// Describes the site and the page at `view`. Findings quote lines of files that may not be
/// published, so only a browser on this machine, a `local` one, is told about them.
/// `working` says what is going on, when the state is that of the site as it last was well.
pub(super) fn of(
    round: &Round<'_>,
    view: Option<&View>,
    local: bool,
    working: Option<&str>,
) -> String {
    let mut state = if local {
        for_the_editor(round, view)
    } else {
        for_the_network(round, view)
    };
    state["working"] = json!(working);
    state.to_string()
}

/// Describes a page for others on the network: facts that they can see anyway. Neither files nor
/// lines are named, nor is anything that is wrong with them.
fn for_the_network(round: &Round<'_>, view: Option<&View>) -> Value {
    json!({
        "round": round.number,
        "network": true,
        "errors": 0,
        "warnings": 0,
        "more": 0,
        "findings": [],
        "page": view.and_then(|view| page_facts(round, view)),
        "own_findings": 0,
    })
}

/// Describes everything that the person who edits the site wants to see beside a page.
fn for_the_editor(round: &Round<'_>, view: Option<&View>) -> Value {
    let opening = round.opening();
    let mut findings = round.findings();
    overlay::keep_few_labels(round, &mut findings);
    let (shown, more) = overlay::shown(round, &findings, &opening);
    let errors = findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let page = view.and_then(|view| editor_facts(round, view, &opening));
    let source = view.and_then(|view| view.source(round.plan.site()));
    let own = findings
        .iter()
        .filter(|found| source.is_some() && found.span.as_ref().map(|span| &span.file) == source)
        .count();
    json!({
        "round": round.number,
        "errors": errors,
        "warnings": findings.len() - errors,
        "more": more,
        "findings": shown,
        "page": page,
        "own_findings": own,
    })
}

/// Returns what an editor wants to know of a page: the facts, its file, and when that was last
/// edited.
fn editor_facts(round: &Round<'_>, view: &View, opening: &EditorLinks) -> Option<Value> {
    let mut facts = page_facts(round, view)?;
    let source = view.source(round.plan.site())?;
    let is_written = round.tree.texts.contains_key(source);
    facts["source"] = json!(source.as_str());
    facts["written"] = json!(is_written);
    facts["open"] = json!(is_written.then(|| opening.href(source, 1, 1)).flatten());
    facts["edited"] = json!(edited(round, source));
    Some(facts)
}

/// Returns facts about a page that name no file.
fn page_facts(round: &Round<'_>, view: &View) -> Option<Value> {
    let site = round.plan.site();
    let source = view.source(site)?;
    let id = *site.by_source.get(source)?;
    let page = &site.pages[id];
    let everything = Release {
        drafts: Withhold::Yes,
        future: Withhold::Yes,
        ..round.options.release
    };
    let state = everything
        .holds_back(&page.parsed.front)
        .map_or_else(|| "published".to_owned(), |reason| reason.to_string());
    let outline = &page.parsed.body.outline;
    Some(json!({
        "kind": page.kind().name(),
        "title": page.title(),
        "state": state,
        "template": view.template(site),
        "words": outline.words,
        "minutes": outline.minutes(),
        "links": listed(round, &links_of(round, id)),
        "linked_from": listed(round, &links_to(round, id)),
    }))
}

/// Returns the pages that a page links to.
fn links_of(round: &Round<'_>, id: PageId) -> BTreeSet<PageId> {
    let targets = round.plan.resolved().pages[id].all();
    targets
        .filter_map(|target| {
            if let Target::Page { page, .. } = target {
                Some(*page)
            } else {
                None
            }
        })
        .filter(|other| *other != id)
        .collect()
}

fn leads_to(target: &Target, id: PageId) -> bool {
    matches!(target, Target::Page { page, .. } if *page == id)
}

/// Returns the pages that link to a page.
fn links_to(round: &Round<'_>, id: PageId) -> BTreeSet<PageId> {
    let pages = round.plan.resolved().pages.iter().enumerate();
    pages
        .filter(|(other, targets)| *other != id && targets.all().any(|target| leads_to(target, id)))
        .map(|(other, _)| other)
        .collect()
}

fn listed(round: &Round<'_>, pages: &BTreeSet<PageId>) -> Value {
    let site = round.plan.site();
    let base = site
        .settings
        .base_url
        .as_deref()
        .map_or("/", crate::base::sub_path);
    let mut listed = Vec::new();
    for id in pages.iter().take(LISTED) {
        let page = &site.pages[*id];
        listed.push(json!({"title": page.title(), "url": page.url.absolute(base)}));
    }
    json!({"number": pages.len(), "pages": listed})
}

/// Returns the time at which a file was last written, in seconds since 1970.
fn edited(round: &Round<'_>, source: &SourcePath) -> Option<u64> {
    let changed = std::fs::metadata(round.standby.root.join(source.as_str()))
        .ok()?
        .modified()
        .ok()?;
    Some(
        changed
            .duration_since(std::time::UNIX_EPOCH)
            .ok()?
            .as_secs(),
    )
}
