//! `masthead check`: everything `build` looks at, and nothing written.

use super::args::CheckArgs;
use super::run::{self, Run, Site};
use super::{Exit, Failure};
use crate::pipeline;
use crate::present::summary;
use crate::source::Discard;

/// Builds into nothing and reports.
pub(super) fn run(run: &Run, args: &CheckArgs) -> Result<Exit, Failure> {
    let site = Site::open(run, args.content.jobs)?;
    let options = site.options(&args.content)?;
    let outcome = super::threads(args.content.jobs, || pipeline::build(&site.tree, &options, &Discard))?;
    let findings = site.findings(outcome.diagnostics.clone(), &args.content);
    let report = summary::Report { outcome: &outcome, findings: &findings, published: None, output: &site.root, took: run.elapsed() };
    run.print(&site, &findings, &report)?;
    Ok(run::exit(&findings))
}
