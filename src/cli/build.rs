//! `masthead build`: the site into `public/`.

use super::args::BuildArgs;
use super::run::{self, Run, Site};
use super::terminal::Progress;
use super::{Exit, Failure};
use crate::base::{OutputPath, has_errors};
use crate::pipeline;
use crate::present::summary;
use crate::publish::{Stage, Target};
use crate::source::{Artifact, Flow, Sink};

/// Builds and publishes. Content with faults is not published: the old site stays as it is.
pub(super) fn run(run: &Run, args: &BuildArgs) -> Result<Exit, Failure> {
    let site = Site::open(run, args.content.jobs)?;
    let options = site.options(&args.content)?;
    let output = args.output.clone().unwrap_or_else(|| site.root.join("public"));
    let target = Target::open(&output, &site.protected())?;
    let stage = target.stage(&site.root);
    let sink = Counting { stage: &stage, progress: Progress::start(run.terminal(), site.tree.texts.len()) };
    let outcome = super::threads(args.content.jobs, || pipeline::build(&site.tree, &options, &sink))?;
    sink.progress.finish();

    let findings = site.findings(outcome.diagnostics.clone(), &args.content);
    let published = if has_errors(&findings) { None } else { Some(super::threads(args.content.jobs, || stage.commit(&outcome.pages))??) };
    let report =
        summary::Report { outcome: &outcome, findings: &findings, published: published.as_ref(), output: &output, took: run.elapsed() };
    run.print(&site, &findings, &report)?;
    Ok(run::exit(&findings))
}

/// Counts files as they pass, for the progress bar.
struct Counting<'s> {
    stage: &'s Stage<'s>,
    progress: Progress,
}

impl Sink for Counting<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.progress.tick();
        self.stage.take(path, artifact)
    }
}
