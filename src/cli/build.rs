//! `masthead build`: the site into `public/`.

use super::args::BuildArgs;
use super::last_build::LastBuild;
use super::run::{self, Run, Site};
use super::terminal::Progress;
use super::{Exit, Failure};
use crate::base::{Diagnostic, OutputPath, has_errors};
use crate::pipeline::{self, Options, Outcome};
use crate::present::summary;
use crate::publish::{Published, Stage, Target};
use crate::source::{Artifact, Flow, Sink};

/// Builds and publishes. Content with faults is not published: the old site stays as it is.
pub(super) fn run(run: &Run, args: &BuildArgs) -> Result<Exit, Failure> {
    let site = Site::open(run, args.content.jobs)?;
    let options = site.options(&args.content)?;
    let output = args.output.clone().unwrap_or_else(|| site.root.join("public"));
    let target = Target::open(&output, &site.protected())?;
    let last = LastBuild::of(&site.root, &site.tree, &options);
    let (outcome, findings, published) = match super::threads(args.content.jobs, || last.same(&target))? {
        Some(outcome) => {
            let findings = site.findings(outcome.diagnostics.clone(), &args.content);
            let published = if has_errors(&findings) { None } else { Some(Published::nothing(target.files())) };
            (outcome, findings, published)
        }
        None => in_full(run, args, &site, &options, &target, last)?,
    };
    let report =
        summary::Report { outcome: &outcome, findings: &findings, published: published.as_ref(), output: &output, took: run.elapsed() };
    run.print(&site, &findings, &report)?;
    Ok(run::exit(&findings))
}

type Built = (Outcome, Vec<Diagnostic>, Option<Published>);

fn in_full(run: &Run, args: &BuildArgs, site: &Site, options: &Options, target: &Target, last: LastBuild) -> Result<Built, Failure> {
    let stage = target.stage(&site.root);
    let sink = Counting { stage: &stage, progress: Progress::start(run.terminal(), site.tree.texts.len()) };
    let outcome = super::threads(args.content.jobs, || pipeline::build(&site.tree, options, &sink))?;
    sink.progress.finish();

    let findings = site.findings(outcome.diagnostics.clone(), &args.content);
    if has_errors(&findings) {
        return Ok((outcome, findings, None));
    }
    let published = super::threads(args.content.jobs, || stage.commit(&outcome.pages))??;
    last.save(target, &outcome);
    Ok((outcome, findings, Some(published)))
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
