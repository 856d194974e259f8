//! `masthead check`: everything `build` looks at, and nothing written.

use super::args::CheckArgs;
use super::listing::Listing;
use super::memory::{self, Use};
use super::run::{self, Run, Site};
use super::terminal::Progress;
use super::{Exit, Failure};
use crate::pipeline;
use crate::present::summary;
use crate::scan::Keep;
use crate::source::Discard;

/// Builds into nothing and reports.
pub(super) fn run(run: &Run, args: &CheckArgs) -> Result<Exit, Failure> {
    let site = Site::open(run, args.content.jobs, Keep::No)?;
    let options = site.options(&args.content)?;
    let former = run::former(&args.content)?;
    let listing = Listing::new(&Discard, Progress::start(run.terminal(), site.tree.texts.len()), former.is_some());
    // What builds remember is used and not added to: nothing is written.
    let outcome =
        super::threads(args.content.jobs, || pipeline::build(&site.tree, &options, &mut memory::load(&site.root, Use::Yes), &listing))?;
    let (addresses, found) = run::compare(former.as_ref(), &outcome, listing.finish());
    let mut all = outcome.diagnostics.clone();
    all.extend(found);
    let findings = site.findings(all, &args.content);
    let report = summary::Report {
        outcome: &outcome,
        findings: &findings,
        task: summary::Task::Check,
        published: None,
        addresses: addresses.as_ref(),
        output: &site.root,
        took: run.elapsed(),
    };
    run.print(&site, &findings, &report)?;
    Ok(run::exit(&findings))
}
