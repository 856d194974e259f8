//! The engine keeps the plan of a site current while its files change. It takes hints and
//! requests, and gives answers, each from one state of the site, and news.
//!
//! One thread works in rounds: it looks at the files, makes a plan, then answers while the rest is
//! made in the background, until the next change. A round holds its plan on its stack, so that no
//! two states ever mix: a request waits for the round that is being prepared, and is never
//! answered from the one before.
#![allow(
    clippy::disallowed_methods,
    reason = "the engine looks at the site's folder and measures how long it takes"
)]

use super::desk::{EngineAnswer, Message, PendingRequest};
use super::last_good::{self, LastGood};
use super::live::{Live, Tick};
use super::memory_store::MemoryStore;
use super::news::{News, Settled, Tell};
use super::round::{Round, RoundEnd};
use super::state::EditorLinks;
use crate::base::{Faults, SourcePath};
use crate::memo::Memo;
use crate::pipeline::{BuildPlan, FormerPlan, Options};
use crate::scan::{self, FolderSnapshot};
use crate::source::SourceTree;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Instant;

/// The function that decides, from the site's settings, which pages are released and which day it
/// is.
pub type OptionsProvider = Box<dyn Fn(&SourceTree) -> Options + Send + Sync>;

/// The worker that keeps the plan current, with everything it works with.
pub(super) struct Engine {
    pub(super) root: PathBuf,
    pub(super) decide: OptionsProvider,
    pub(super) memo: Memo,
    pub(super) inbox: Receiver<Message>,
    pub(super) outbox: Sender<Message>,
    pub(super) live: Arc<Live>,
    pub(super) tell: Tell,
    pub(super) opening: EditorLinks,
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
        let mut seen = scan::take_snapshot(&self.root);
        let mut carried = EngineState {
            first: true,
            ..EngineState::default()
        };
        let held = MemoryStore::default();
        let mut started = Instant::now();
        loop {
            carried.number += 1;
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

    #[expect(
        clippy::too_many_lines,
        reason = "grew past a hundred lines when it was laid out at 100 columns; still to be \
            divided"
    )]
    fn round(
        &mut self,
        seen: &mut FolderSnapshot,
        carried: &mut EngineState,
        held: &MemoryStore,
        started: Instant,
    ) -> RoundEnd {
        let tree = seen.tree.clone();
        let options = (self.decide)(&tree);
        let mut plan = BuildPlan::after(
            carried.former.take(),
            &carried.changed,
            &tree,
            &options,
            &self.memo,
        );
        let mut findings: Faults = seen
            .faults
            .iter()
            .chain(plan.faults())
            .chain(&carried.found)
            .cloned()
            .collect();
        findings.sort();
        findings.dedup();
        let mut at_fault =
            last_good::at_fault(&tree, &plan.misread(), plan.faults(), &carried.unsure);
        at_fault.extend(carried.blamed.iter().cloned());
        let repaired = if at_fault.is_empty() {
            None
        } else {
            carried.good.repaired(&tree, &at_fault)
        };
        if let Some(repaired) = &repaired {
            drop(plan);
            plan = BuildPlan::of(repaired, &options, &self.memo);
        }
        plan.remember(&mut self.memo);
        let renderer = plan.renderer();
        held.begin();
        let round = Round {
            number: carried.number,
            root: &self.root,
            tree: &tree,
            options: &options,
            decide: &self.decide,
            plan: &plan,
            renderer: &renderer,
            memo: &self.memo,
            held,
            outbox: &self.outbox,
            opening: &self.opening,
            theme_at_fault: plan.is_theme_at_fault(),
            findings: std::sync::RwLock::new(findings),
        };
        self.live.tell(Tick {
            round: carried.number,
            settled: false,
        });
        let settled = |made: usize, findings: &Faults| {
            self.live.tell(Tick {
                round: carried.number,
                settled: true,
            });
            let news = Settled {
                changed: carried.changed.iter().cloned().collect(),
                first: carried.first,
                made,
                pages: plan.views().len(),
                findings: findings.clone(),
                last_good: repaired.is_some(),
                took: started.elapsed(),
            };
            (self.tell)(&News::Settled(news, &tree));
        };
        let suspects = || {
            carried
                .good
                .suspects(&tree, &carried.unsure)
                .difference(&carried.blamed)
                .cloned()
                .collect()
        };
        let waiting = std::mem::take(&mut carried.waiting);
        let over = round.run(&self.inbox, waiting, seen, &settled, &suspects);
        drop(renderer);
        // The next plan must start from the files as they are, not from repaired ones.
        carried.former = if repaired.is_none() {
            Some(plan.into_former())
        } else {
            None
        };
        carried.changed.clear();
        carried.waiting = over.waiting;
        if let Some(entries) = over.entries {
            carried.first = false;
            self.memo.remember_rendered(entries);
        }
        if over.well {
            // Every page was made, so every file that is not at fault is good.
            let changed = if carried.knows_all {
                Some(&carried.unsure)
            } else {
                None
            };
            carried.good.note(&tree, changed, &at_fault);
            carried.unsure.retain(|file| at_fault.contains(file));
            carried.knows_all = true;
        }
        if let Some(searched) = over.searched {
            self.memo.remember_searched(searched);
        }
        self.memo.add_rendered(over.partly);
        over.ended
    }
}
