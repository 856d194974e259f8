//! The diagram of the crate as code: [`build`] runs every stage in order.
//! From: `SourceTree` and [`Options`]. To: finished files in a `Sink`, and an [`Outcome`].

mod again;
mod feeds;
mod list;
mod outputs;
mod plan;
mod publications;
mod search;
mod understand;

pub use again::FormerPlan;
pub use list::{PageState, PageSummary, list};
pub use plan::{BuildPlan, SideFiles};
pub use publications::{SitePublications, publications};

use crate::base::{Faults, SourcePath};
use crate::memo::Memo;
use crate::model::{DueReview, HeldBackPage, PageEntry, Release};
use crate::source::{Sink, SourceTree};
use std::collections::{BTreeMap, BTreeSet};

/// What a build should do; every value is decided at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub faults: Faults,
    /// Every page made, in the order of addresses.
    pub pages: Vec<PageEntry>,
    /// Pages left out, in the order of their files.
    pub held_back: Vec<HeldBackPage>,
    /// Pages whose `review_by` has come, those that wait longest first.
    pub due: Vec<DueReview>,
    /// How many pages of each kind were made, by the kind's name ("newsletter").
    pub by_kind: BTreeMap<String, usize>,
    /// The sink said stop: the output is not whole.
    pub stopped: bool,
}

/// Builds the site. Pure: no clock, no environment, no files but those of the tree. The same tree
/// and options give the same files and findings at any number of threads and whatever `memo` holds,
/// which only saves work. With an error among the findings the site is not whole, and nobody should
/// publish it.
pub fn build(tree: &SourceTree, options: &Options, memo: &mut Memo, sink: &dyn Sink) -> Outcome {
    build_again(tree, options, memo, None, &BTreeSet::new(), sink).0
}

/// The same, of a site of which these files `changed` since a former plan. Gives what the next can
/// be made from.
pub fn build_again(
    tree: &SourceTree,
    options: &Options,
    memo: &mut Memo,
    former: Option<FormerPlan>,
    changed: &BTreeSet<SourcePath>,
    sink: &dyn Sink,
) -> (Outcome, FormerPlan) {
    let mut plan = BuildPlan::after(former, changed, tree, options, memo);
    let mut faults = plan.faults().clone();
    if plan.is_theme_at_fault() {
        plan.remember(memo);
        return (finish(plan.outcome(), faults), plan.into_former());
    }
    let renderer = plan.renderer();
    let rest = || plan.write_rest(&renderer, memo, sink);
    let render = || renderer.render(plan.views(), memo, sink);
    let search = || (plan.write_search(memo, sink), plan.outcome());
    let ((rendered, rest), (searched, mut outcome)) =
        rayon::join(|| rayon::join(render, rest), search);
    faults.extend(plan.report(rendered.faults));
    let mut entries = rendered.entries;
    entries.extend(rest.entries);
    outcome.stopped = rest.stopped || searched.stopped;
    faults.extend(searched.faults);
    drop(renderer);
    plan.remember(memo);
    memo.remember_rendered(entries);
    if let Some(searched) = searched.searched {
        memo.remember_searched(searched);
    }
    (finish(outcome, faults), plan.into_former())
}

fn finish(mut outcome: Outcome, mut faults: Faults) -> Outcome {
    faults.sort();
    faults.dedup();
    outcome.faults = faults;
    outcome
}
