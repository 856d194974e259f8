//! The diagram of the crate as code: [`plan`] and [`build`] run every stage in order, from a
//! `SourceTree` and [`Options`] to finished files in a `Sink` and an [`Outcome`]. The long-lived
//! state of the preview wraps the same stages and stands apart from them, in [`FormerPlan`].

mod acceptances;
mod active_files;
mod calendars;
mod cards;
mod content;
mod counted_files;
mod document_files;
mod feeds;
mod first_words;
mod former_plan;
mod habits;
mod list;
mod options;
mod outcome;
mod outputs;
mod picture_files;
mod plan;
mod publications;
mod root_files;
mod rules;
mod search;
mod secrets;
mod side_files;
mod site_model;
mod slips;
mod unread_files;

pub use acceptances::Acceptances;
pub use first_words::FIRST_SITE;
pub use former_plan::FormerPlan;
pub use list::{PageState, PageSummary, list};
pub use options::{Options, Search};
pub use outcome::Outcome;
pub use picture_files::add_picture_faults;
pub use plan::BuildPlan;
pub use publications::{SitePublications, publications};
pub use secrets::SearchedSink;
pub use side_files::SideFiles;

use crate::memo::Memo;
use crate::source::{Sink, SourceTree};
use content::parse_content;
use publications::read_publications;
use rules::read_rules;
use site_model::{assemble_site, list_outputs, resolve_site};

/// Builds the site. Pure: no clock, no environment, no files but those of the tree. The same tree
/// and options give the same files and faults at any number of threads and whatever `memo` holds,
/// which only saves work. With an error among the faults the site is not whole, and nobody should
/// publish it.
pub fn build<'t>(
    tree: &'t SourceTree,
    options: &Options,
    memo: &mut Memo,
    sink: &dyn Sink,
) -> (Outcome, BuildPlan<'t>) {
    let mut plan = plan(tree, options, memo);
    plan.remember(memo);
    let renderer = plan.renderer();
    let searched = plan.searched(memo, sink);
    let (pages, files) = rayon::join(
        || plan.render(&renderer, memo, &searched),
        || plan.emit(&renderer, memo, &searched),
    );
    let leaks = searched.into_leaks();
    drop(renderer);
    (plan.finish(pages, files, leaks, memo), plan)
}

/// Plans a site: takes its files through the stages up to the decision which file each thing
/// becomes. Nothing is rendered.
#[must_use]
pub fn plan<'t>(tree: &'t SourceTree, options: &Options, memo: &Memo) -> BuildPlan<'t> {
    let rules = read_rules(tree, options);
    let content = parse_content(tree, &rules, memo);
    let lists = read_publications(tree, &rules.settings, &rules.kinds);
    let model = assemble_site(tree, &rules, &content, lists, options);
    let (resolved, listing) = rayon::join(
        || resolve_site(tree, &rules, &model, memo),
        || list_outputs(&model.site),
    );
    BuildPlan::new(tree, options, rules, content, model, listing, resolved)
}
