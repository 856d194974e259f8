//! `masthead check`: makes the whole site as `build` does, and writes nothing. From: the site's
//! folder and the options. To: findings and a summary.

use super::args::CheckArgs;
use super::exit::Exit;
use super::failure::Failure;
use super::listing_sink::{self, ListingSink};
use super::memory::{self, MemoUse};
use super::run::{self, CommandRun, SiteFolder};
use super::terminal::ProgressDisplay;
use crate::base::{Faults, OutputPath};
use crate::check::{SEARCH_TESTS, searches};
use crate::disk::{MemoryFolder, PictureStore};
use crate::parse::settings::{SETTINGS, read_settings};
use crate::pipeline;
use crate::present::summary;
use crate::scan::CachePolicy;
use crate::search::{FOLDER, Searcher};
use crate::source::{Artifact, Flow, PictureOrder, Sink, Stamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Builds the site without writing it, and reports the findings.
pub(super) fn run(run: &CommandRun, args: &CheckArgs) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let options = site.options(&args.content)?;
    let former = run::former(&args.content)?;
    let tests = site
        .tree
        .text(SEARCH_TESTS)
        .filter(|_| read_settings(site.tree.text(SETTINGS)).0.search.enabled);
    let index = IndexFiles::new(tests.is_some());
    let sink = CheckSink {
        pictures: PictureStore::open(&site.root),
        index,
    };
    let listing = ListingSink::new(
        &sink,
        ProgressDisplay::start(run.terminal(), listing_sink::expected_files(&site.tree)),
        former.is_some(),
    );
    // The memo of earlier builds is read and not saved: nothing is written.
    let (mut outcome, _) = pipeline::build(
        &site.tree,
        &options,
        &mut memory::load(&MemoryFolder::of(&site.root), MemoUse::Yes, options.search),
        &listing,
    );
    let (addresses, found) = run::compare(former.as_ref(), &outcome, listing.finish());
    pipeline::add_picture_faults(sink.pictures.faults(), &mut outcome.faults);
    let mut all = outcome.faults.clone();
    all.extend(found);
    if let Some(tests) = tests.filter(|_| !all.has_errors()) {
        all.extend(
            sink.index
                .ask(|searcher| searches(tests, searcher, &outcome.pages)),
        );
    }
    all.extend(site.unused_acceptances(&outcome, &all));
    let findings = site.findings(all, &outcome.acceptances, &args.content);
    let report = summary::Report {
        outcome: &outcome,
        findings: &findings,
        task: summary::Task::Check,
        published: None,
        addresses: addresses.as_ref(),
        output: &site.root,
        took: run.elapsed(),
    };
    run.print(&site, &findings, &report);
    Ok(run::exit(&findings))
}

/// A sink that decodes pictures nobody decoded before, and keeps only the files of the search
/// index.
struct CheckSink {
    pictures: PictureStore,
    index: IndexFiles,
}

/// The files of the search index, if the site has tests of its search.
struct IndexFiles(Option<Mutex<BTreeMap<OutputPath, Vec<u8>>>>);

impl IndexFiles {
    fn new(wanted: bool) -> Self {
        Self(wanted.then(Mutex::default))
    }

    fn is_wanted(&self, path: &OutputPath) -> bool {
        self.0.is_some()
            && path
                .as_str()
                .strip_prefix(FOLDER)
                .is_some_and(|rest| rest.starts_with('/'))
    }

    fn ask(self, ask: impl FnOnce(&Searcher<'_>) -> Faults) -> Faults {
        let files = self
            .0
            .map(|files| files.into_inner().unwrap_or_else(PoisonError::into_inner))
            .unwrap_or_default();
        let searcher = Searcher::open(|path: &OutputPath| files.get(path).cloned());
        searcher.map(|searcher| ask(&searcher)).unwrap_or_default()
    }
}

impl Sink for CheckSink {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        if let Some(files) = self.index.0.as_ref().filter(|_| self.index.is_wanted(path))
            && let Some(bytes) = artifact.whole()
        {
            files
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(path.clone(), bytes.to_vec());
        }
        Flow::Continue
    }

    fn order(&self, order: &PictureOrder) -> Flow {
        self.pictures.examine(order);
        Flow::Continue
    }

    fn holds(&self, path: &OutputPath, _: Stamp) -> bool {
        !self.index.is_wanted(path)
    }
}
