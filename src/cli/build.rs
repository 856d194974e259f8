//! `masthead build`: builds the site into `public/`. From: the site's folder, the options, and what
//! the last build saved. To: the output folder, findings and a summary.

use super::args::BuildArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::last_build::LastBuild;
use super::listing_sink::{self, ListingSink};
use super::memory::{self, MemoUse};
use super::run::{self, CommandRun, SiteFolder};
use super::terminal::ProgressDisplay;
use crate::base::Faults;
use crate::check::AddressChanges;
use crate::disk::MemoryFolder;
use crate::pipeline::{self, Options, Outcome, Search};
use crate::present::summary;
use crate::publish::{NotesUse, OutputTarget, PublishReport};
use crate::scan::CachePolicy;

/// Builds and publishes the site. If the content has errors, the old site stays as it is.
pub(super) fn run(run: &CommandRun, args: &BuildArgs) -> Result<Exit, Failure> {
    let root = run.root()?;
    let output = args.output.clone().unwrap_or_else(|| root.join("public"));
    let notes = if args.no_cache {
        NotesUse::No
    } else {
        NotesUse::Yes
    };
    let (site, target) = rayon::join(
        || SiteFolder::read(&root, CachePolicy::Save),
        || OutputTarget::open(&output, &run::protected(&root), notes),
    );
    let mut options = site.options(&args.content)?;
    if args.no_search {
        options.search = Search::LeaveOut;
    }
    let target = target?;
    let memory = MemoryFolder::of(&site.root);
    let last = LastBuild::of(&memory, &site.tree, &options);
    let last_outcome = if args.content.against.is_some() || args.no_cache {
        None
    } else {
        last.same(&target)
    };
    let BuildResult {
        outcome,
        findings,
        published,
        addresses,
    } = match last_outcome {
        Some(outcome) => {
            let findings =
                site.findings(outcome.faults.clone(), &outcome.acceptances, &args.content);
            let published = if findings.has_errors() {
                None
            } else {
                target
                    .manifest_fingerprint()
                    .map(|manifest| PublishReport::nothing(target.files(), manifest))
            };
            BuildResult {
                outcome,
                findings,
                published,
                addresses: None,
            }
        }
        None => in_full(run, args, &site, &options, &target, &last)?,
    };
    let report = summary::Report {
        outcome: &outcome,
        findings: &findings,
        task: summary::Task::Build,
        published: published.as_ref(),
        addresses: addresses.as_ref(),
        output: &output,
        took: run.elapsed(),
    };
    run.print(&site, &findings, &report);
    // The process ends here: freeing thousands of files one by one would waste time.
    std::mem::forget(site);
    Ok(run::exit(&findings))
}

struct BuildResult {
    outcome: Outcome,
    findings: Faults,
    published: Option<PublishReport>,
    addresses: Option<AddressChanges>,
}

fn in_full(
    run: &CommandRun,
    args: &BuildArgs,
    site: &SiteFolder,
    options: &Options,
    target: &OutputTarget,
    last: &LastBuild<'_>,
) -> Result<BuildResult, Failure> {
    let former = run::former(&args.content)?;
    let stage = target.stage(&site.root)?;
    let listing = ListingSink::new(
        &stage,
        ProgressDisplay::start(run.terminal(), listing_sink::expected_files(&site.tree)),
        former.is_some(),
    );
    let used = if args.no_cache {
        MemoUse::No
    } else if target.is_new() {
        MemoUse::Costly
    } else {
        MemoUse::Yes
    };
    let mut memo = memory::load(last.memory(), used, options.search);
    let (mut outcome, plan) = pipeline::build(&site.tree, options, &mut memo, &listing);
    // The process ends soon: freeing what every page points at would waste time.
    std::mem::forget(plan);
    let files = listing.finish();
    pipeline::add_picture_faults(stage.picture_faults(), &mut outcome.faults);

    let (addresses, found) = run::compare(former.as_ref(), &outcome, files);
    let mut all = outcome.faults.clone();
    all.extend(found);
    let findings = site.findings(all, &outcome.acceptances, &args.content);
    if findings.has_errors() {
        stage.abandon();
        if used != MemoUse::No {
            memory::save(last.memory(), &memo, options.search, Some(last.inputs()));
        }
        return Ok(BuildResult {
            outcome,
            findings,
            published: None,
            addresses,
        });
    }
    // From here on the manifest owns the pages.
    let pages = std::mem::take(&mut outcome.pages);
    let remember = || {
        (used != MemoUse::No).then(|| {
            memory::save(last.memory(), &memo, options.search, Some(last.inputs()));
            last.record(&outcome)
        })
    };
    let (published, record) = rayon::join(|| stage.commit(pages), remember);
    let published = published?;
    std::mem::forget(memo);
    if let Some(record) = record {
        record.save(published.manifest);
    }
    Ok(BuildResult {
        outcome,
        findings,
        published: Some(published),
        addresses,
    })
}
