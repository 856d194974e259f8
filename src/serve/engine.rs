//! The engine keeps the plan of a site current while its files change. It takes hints and
//! requests, and gives answers, each from one state of the site, and news.
//!
//! One thread works in rounds: it looks at the files, makes a plan, then answers while the rest is
//! made in the background, until the next change. A round holds its plan on its stack, so that no
//! two states ever mix: a request waits for the round that is being prepared, and the engine never
//! answers it from the one before. Whoever waits for long is answered by the standby.
#![allow(
    clippy::disallowed_methods,
    reason = "the engine looks at the site's folder and measures how long it takes"
)]

use super::desk::{EngineAnswer, Message, PendingRequest};
use super::last_good::{self, LastGood};
use super::live::{Live, Tick};
use super::memory_store::MemoryStore;
use super::news::{News, Settled, Tell};
use super::round::Round;
use super::standby::Standby;
use super::status::EngineStatus;
use super::sweep::{RoundEnd, RoundOutcome};
use super::turns::Reactions;
use crate::base::{Faults, SourcePath};
use crate::memo::Memo;
use crate::pipeline::{self, BuildPlan, FormerPlan};
use crate::scan::{self, FolderSnapshot};
use crate::source::SourceTree;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

/// The worker that keeps the plan current, with everything it works with.
pub(super) struct Engine {
    pub(super) memo: Memo,
    pub(super) inbox: Receiver<Message>,
    pub(super) outbox: Sender<Message>,
    pub(super) live: Arc<Live>,
    pub(super) tell: Tell,
    /// The keeper of the last good site, and of what is the same for every engine.
    pub(super) standby: Arc<Standby>,
    pub(super) status: Arc<EngineStatus>,
    /// The threads on which pages are made that were asked for.
    pub(super) answers: rayon::ThreadPool,
}

/// The state that passes from one round to the next.
#[derive(Default)]
struct EngineState {
    good: LastGood,
    /// Files that changed since the last round without a fault.
    unsure: BTreeSet<SourcePath>,
    /// Files that made templates fail.
    blamed: BTreeSet<SourcePath>,
    found: Faults,
    waiting: Vec<PendingRequest>,
    /// Files that changed since the last round.
    changed: BTreeSet<SourcePath>,
    first: bool,
    /// Whether all files were searched once for good versions; since then only changed ones are.
    knows_all: bool,
    number: u64,
    /// The former plan, from which the next can be made.
    former: Option<FormerPlan>,
}

impl Engine {
    /// Works in rounds until it is told to stop, then returns what is to be remembered.
    pub(super) fn run(mut self) -> Memo {
        let mut seen = scan::take_snapshot(&self.standby.root);
        let mut carried = EngineState {
            first: true,
            ..EngineState::default()
        };
        let held = MemoryStore::default();
        let mut started = Instant::now();
        // An engine whose place another has taken does nothing more.
        while !self.status.is_retired() {
            carried.number = self.live.next_round();
            self.status.begin(&carried.changed, started);
            let ended = self.round(&mut seen, &mut carried, &held, started);
            started = Instant::now();
            match ended {
                RoundEnd::Stop => break,
                RoundEnd::Changed(changed) => {
                    carried.unsure.extend(changed.iter().cloned());
                    carried.changed = changed;
                    carried.blamed.clear();
                    carried.found.clear();
                }
                RoundEnd::Stopped(files, found) => {
                    carried.blamed.extend(files);
                    carried.found = found;
                }
            }
        }
        for ask in carried.waiting {
            let _ = ask.reply.send(EngineAnswer::Nothing);
        }
        self.memo
    }

    /// Makes a plan of the site, answers from it until something changes, and takes over what the
    /// round made.
    fn round(
        &mut self,
        seen: &mut FolderSnapshot,
        carried: &mut EngineState,
        held: &MemoryStore,
        started: Instant,
    ) -> RoundEnd {
        let tree = Arc::new(seen.tree.clone());
        let options = (self.standby.decide)(&tree);
        let mut plan = BuildPlan::after(
            carried.former.take(),
            &carried.changed,
            &tree,
            &options,
            &self.memo,
        );
        let findings = carried.findings(&seen.faults, &plan);
        let at_fault = carried.at_fault(&tree, &plan);
        let repaired = carried.good.repaired(&tree, &at_fault).map(Arc::new);
        if let Some(repaired) = &repaired {
            drop(plan);
            plan = pipeline::plan(repaired, &options, &self.memo);
        }
        plan.remember(&mut self.memo);
        let renderer = plan.renderer();
        held.begin();
        let waiting = std::mem::take(&mut carried.waiting);
        let round = Round {
            number: carried.number,
            tree: &tree,
            shown: repaired.as_ref().unwrap_or(&tree),
            options: &options,
            plan: &plan,
            renderer: &renderer,
            memo: &self.memo,
            held,
            outbox: &self.outbox,
            theme_at_fault: plan.is_theme_at_fault(),
            findings: std::sync::RwLock::new(findings),
            status: &self.status,
            standby: &self.standby,
            over: AtomicBool::new(false),
        };
        self.tell_tick(carried, false);
        let (pages, last_good) = (plan.views().len(), repaired.is_some());
        let reactions = Reactions {
            when_settled: &|made, findings| {
                let mut news = carried.settled(made, findings);
                (news.pages, news.last_good) = (pages, last_good);
                news.took = started.elapsed();
                self.tell_settled(carried, news, &tree);
            },
            suspects: &|| carried.suspects(&tree),
        };
        let outcome = round.run(&self.answers, &self.inbox, waiting, seen, &reactions);
        drop(renderer);
        // The next plan must start from the files as they are, not from repaired ones.
        carried.former = repaired.is_none().then(|| plan.into_former());
        self.take_over(outcome, carried, &tree, &at_fault)
    }

    fn tell_tick(&self, carried: &EngineState, settled: bool) {
        if self.status.is_retired() {
            return;
        }
        self.live.tell(Tick {
            round: carried.number,
            settled,
        });
    }

    fn tell_settled(&self, carried: &EngineState, news: Settled, tree: &SourceTree) {
        if self.status.is_retired() {
            return;
        }
        self.tell_tick(carried, true);
        (self.tell)(&News::Settled(news, tree));
    }

    /// Remembers what a round made, and returns the reason for its end.
    fn take_over(
        &mut self,
        outcome: RoundOutcome,
        carried: &mut EngineState,
        tree: &SourceTree,
        at_fault: &BTreeSet<SourcePath>,
    ) -> RoundEnd {
        carried.changed.clear();
        carried.waiting = outcome.waiting;
        if let Some(entries) = outcome.entries {
            carried.first = false;
            self.memo.remember_rendered(entries);
        }
        if outcome.well {
            carried.note_good(tree, at_fault);
        }
        if let Some(searched) = outcome.searched {
            self.memo.remember_searched(searched);
        }
        self.memo.add_rendered(outcome.partly);
        outcome.ended
    }
}

impl EngineState {
    /// Returns every finding of a round: those of the scan, of the plan, and of templates that
    /// failed in the round before.
    fn findings(&self, scanned: &Faults, plan: &BuildPlan<'_>) -> Faults {
        let mut findings: Faults = scanned
            .iter()
            .chain(plan.faults())
            .chain(&self.found)
            .cloned()
            .collect();
        plan.acceptances().sift(&mut findings);
        findings.sort();
        findings.dedup();
        findings
    }

    /// Returns the files that keep pages from being shown.
    fn at_fault(&self, tree: &SourceTree, plan: &BuildPlan<'_>) -> BTreeSet<SourcePath> {
        let mut at_fault = last_good::at_fault(tree, &plan.misread(), plan.faults(), &self.unsure);
        at_fault.extend(self.blamed.iter().cloned());
        at_fault
    }

    /// Returns the files that may have made a template fail and are not blamed yet.
    fn suspects(&self, tree: &SourceTree) -> BTreeSet<SourcePath> {
        self.good
            .suspects(tree, &self.unsure)
            .difference(&self.blamed)
            .cloned()
            .collect()
    }

    /// Returns the news of a round in which `made` pages were made anew. The engine fills in the
    /// rest.
    fn settled(&self, made: usize, findings: &Faults) -> Settled {
        Settled {
            changed: self.changed.iter().cloned().collect(),
            first: self.first,
            made,
            pages: 0,
            findings: findings.clone(),
            last_good: false,
            took: Duration::ZERO,
        }
    }

    /// Keeps every file as good that is not at fault, because every page was made.
    fn note_good(&mut self, tree: &SourceTree, at_fault: &BTreeSet<SourcePath>) {
        let changed = if self.knows_all {
            Some(&self.unsure)
        } else {
            None
        };
        self.good.note(tree, changed, at_fault);
        self.unsure.retain(|file| at_fault.contains(file));
        self.knows_all = true;
    }
}
