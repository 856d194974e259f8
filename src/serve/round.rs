//! A round is one state of the site: it answers requests about that state, and makes the rest of
//! it in the background, until something changes. It takes a plan and messages; gives answers and
//! the reason for its end.
#![allow(
    clippy::disallowed_methods,
    reason = "once a second it looks at what gives no notice"
)]

use super::desk::{EngineAnswer, Message, PendingRequest};
use super::engine::OptionsProvider;
use super::hints::Hints;
use super::memory_store::{MemoryStore, PageCounter};
use super::state::EditorLinks;
use super::sweep::{RoundEnd, RoundOutcome, Sweep, SweepProgress};
use crate::base::{Faults, SourcePath};
use crate::memo::Memo;
use crate::pipeline::{BuildPlan, Options, SideFiles};
use crate::render::{Renderer, TemplateFault};
use crate::scan::{self, FolderSnapshot};
use crate::source::SourceTree;
use rayon::Scope;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

/// The number of pages in one step of the sweep. Requests are answered and changes seen between
/// steps; a step takes some milliseconds.
const STEP: usize = 48;
/// The interval of looking at what gives no notice: files that could not be read, and the day.
const EVERY: Duration = Duration::from_secs(1);

/// A state of the site, with everything that is needed to answer from it.
pub(super) struct Round<'r> {
    pub(super) number: u64,
    pub(super) root: &'r Path,
    /// The files as they are on disk.
    pub(super) tree: &'r SourceTree,
    pub(super) options: &'r Options,
    pub(super) decide: &'r OptionsProvider,
    /// The plan of the site that is shown, from the files as they are or from their good versions.
    pub(super) plan: &'r BuildPlan<'r>,
    pub(super) renderer: &'r Renderer<'r>,
    pub(super) memo: &'r Memo,
    pub(super) held: &'r MemoryStore,
    pub(super) outbox: &'r Sender<Message>,
    /// The editor that opens files where the settings name none.
    pub(super) opening: &'r EditorLinks,
    /// Whether the theme has a fault that every page would repeat, so that nothing can be shown.
    pub(super) theme_at_fault: bool,
    pub(super) findings: RwLock<Faults>,
}

/// The function called when everything is made, with the number of pages made anew and the faults.
pub(super) type SettledCallback<'r> = dyn Fn(usize, &Faults) + 'r;
/// The function that finds files which may have made a template fail and are not blamed yet.
pub(super) type SuspectLookup<'r> = dyn Fn() -> BTreeSet<SourcePath> + 'r;

impl Round<'_> {
    /// Returns the editor that opens files: the one in the settings, else the one in the
    /// environment.
    pub(super) fn opening(&self) -> EditorLinks {
        let editor = self
            .plan
            .site()
            .settings
            .editor
            .unwrap_or(self.opening.editor);
        EditorLinks {
            editor,
            ..self.opening.clone()
        }
    }

    /// Answers requests and makes the rest of the site, until something changes.
    pub(super) fn run(
        &self,
        inbox: &Receiver<Message>,
        waiting: Vec<PendingRequest>,
        seen: &mut FolderSnapshot,
        when_settled: &SettledCallback<'_>,
        suspects: &SuspectLookup<'_>,
    ) -> RoundOutcome {
        let made = AtomicUsize::new(0);
        let mut sweep = Sweep::default();
        let ended = rayon::in_place_scope(|scope| {
            for ask in waiting {
                scope.spawn(move |_| self.answer(ask));
            }
            let mut unannounced = Unannounced::default();
            loop {
                // The time is checked even while requests keep coming.
                if unannounced.is_due()
                    && let Some(ended) = self.look_for_the_unannounced(&mut unannounced, seen)
                {
                    return ended;
                }
                let message = sweep
                    .queued
                    .pop_front()
                    .map_or_else(|| self.receive(inbox, &sweep), Ok);
                match message {
                    Ok(Message::NotYet(round, ask)) if round == self.number => {
                        self.wait_for_rest(ask, scope, &mut sweep);
                    }
                    Ok(Message::Stopped(round, ask, fault)) if round == self.number => {
                        if let Some(ended) = self.stop(ask, fault, &mut sweep, suspects()) {
                            return ended;
                        }
                    }
                    Ok(
                        Message::Request(ask)
                        | Message::NotYet(_, ask)
                        | Message::Stopped(_, ask, _),
                    ) => {
                        scope.spawn(move |_| self.answer(ask));
                    }
                    Ok(Message::Made(round, _)) if round != self.number => {}
                    Ok(Message::Made(_, rest)) => {
                        self.take_rest(rest, &mut sweep);
                        for ask in sweep.waiting.drain(..) {
                            scope.spawn(move |_| self.answer(ask));
                        }
                    }
                    Ok(Message::Hints(hints)) => {
                        let changed = self.look_at_hints(hints, inbox, &mut sweep, seen);
                        if !changed.is_empty() {
                            return RoundEnd::Changed(changed);
                        }
                    }
                    Err(NoMessage::Now) => {
                        if let Some(ended) =
                            self.step(scope, &mut sweep, &made, when_settled, suspects)
                        {
                            return ended;
                        }
                    }
                    Err(NoMessage::ForLong) => {}
                    Ok(Message::Stop) | Err(NoMessage::Ever) => return RoundEnd::Stop,
                }
            }
        });
        sweep.into_outcome(ended)
    }

    /// Ends the round after a template failed, where files may be to blame for that.
    fn stop(
        &self,
        ask: PendingRequest,
        fault: TemplateFault,
        sweep: &mut Sweep,
        suspects: BTreeSet<SourcePath>,
    ) -> Option<RoundEnd> {
        if suspects.is_empty() {
            let _ = ask.reply.send(EngineAnswer::NoPage);
            return None;
        }
        sweep.waiting.push(ask);
        Some(RoundEnd::Stopped(suspects, self.plan.report(vec![fault])))
    }

    /// Takes over the files beside the pages, once they are made.
    fn take_rest(&self, rest: SideFiles, sweep: &mut Sweep) {
        sweep.entries.extend(rest.entries);
        sweep.faults.extend(rest.template_faults);
        sweep.searched = rest.searched;
        self.add_findings(rest.faults);
        sweep.rest = SweepProgress::Done;
        self.held.finish();
    }

    /// Looks at the places that hints name, and returns the files that changed.
    fn look_at_hints(
        &self,
        mut hints: Hints,
        inbox: &Receiver<Message>,
        sweep: &mut Sweep,
        seen: &mut FolderSnapshot,
    ) -> BTreeSet<SourcePath> {
        // Hints that came since are looked at in one go: making a plan may take longer than a
        // burst.
        for message in inbox.try_iter() {
            match message {
                Message::Hints(more) => hints.extend(more),
                other => sweep.queued.push_back(other),
            }
        }
        let places = if hints.everything {
            scan::TOPS.map(SourcePath::new).into_iter().collect()
        } else {
            hints.places
        };
        scan::update_snapshot(self.root, seen, &places)
    }

    /// Looks at what gives no notice: files that could not be read, and the day.
    fn look_for_the_unannounced(
        &self,
        unannounced: &mut Unannounced,
        seen: &mut FolderSnapshot,
    ) -> Option<RoundEnd> {
        let places = if unannounced.reads_again() {
            scan::unreadable(seen)
        } else {
            BTreeSet::new()
        };
        let changed = scan::update_snapshot(self.root, seen, &places);
        let same_day = (self.decide)(&seen.tree).release.today == self.options.release.today;
        (!changed.is_empty() || !same_day).then_some(RoundEnd::Changed(changed))
    }

    fn receive(&self, inbox: &Receiver<Message>, sweep: &Sweep) -> Result<Message, NoMessage> {
        let pages_left = sweep.next < self.plan.views().len() && !self.theme_at_fault;
        if pages_left
            || sweep.rest == SweepProgress::NotBegun
            || (sweep.rest == SweepProgress::Done && !sweep.settled)
        {
            return inbox.try_recv().map_err(|error| {
                if error == TryRecvError::Empty {
                    NoMessage::Now
                } else {
                    NoMessage::Ever
                }
            });
        }
        inbox.recv_timeout(EVERY).map_err(|error| {
            if error == RecvTimeoutError::Timeout {
                NoMessage::ForLong
            } else {
                NoMessage::Ever
            }
        })
    }

    /// Takes one step of the sweep.
    fn step<'s>(
        &'s self,
        scope: &Scope<'s>,
        sweep: &mut Sweep,
        made: &AtomicUsize,
        when_settled: &SettledCallback<'_>,
        suspects: &SuspectLookup<'_>,
    ) -> Option<RoundEnd> {
        let views = self.plan.views();
        if sweep.next < views.len() && !self.theme_at_fault {
            let some = &views[sweep.next..(sweep.next + STEP).min(views.len())];
            let rendered = self.renderer.render(some, self.memo, &PageCounter { made });
            sweep.next += some.len();
            sweep.entries.extend(rendered.entries);
            sweep.faults.extend(rendered.faults);
            return None;
        }
        if sweep.rest == SweepProgress::NotBegun {
            self.begin_rest(scope, sweep);
            return None;
        }
        sweep.settled = true;
        if !sweep.faults.is_empty() {
            sweep.stopped = true;
            let found = self.plan.report(std::mem::take(&mut sweep.faults));
            let blamed = suspects();
            if !blamed.is_empty() {
                sweep.settled = false;
                return Some(RoundEnd::Stopped(blamed, found));
            }
            self.add_findings(found);
        }
        when_settled(made.load(Ordering::Relaxed), &self.findings());
        None
    }

    fn begin_rest<'s>(&'s self, scope: &Scope<'s>, sweep: &mut Sweep) {
        sweep.rest = SweepProgress::Begun;
        if self.theme_at_fault {
            let _ = self
                .outbox
                .send(Message::Made(self.number, SideFiles::default()));
            return;
        }
        scope.spawn(|_| {
            let rest = self.plan.emit(self.renderer, self.memo, self.held);
            if !rest.stopped {
                self.held.complete();
            }
            let _ = self.outbox.send(Message::Made(self.number, rest));
        });
    }

    fn wait_for_rest<'s>(&'s self, ask: PendingRequest, scope: &Scope<'s>, sweep: &mut Sweep) {
        if sweep.rest == SweepProgress::Done {
            scope.spawn(move |_| self.answer_from_rest(ask));
            return;
        }
        sweep.waiting.push(ask);
        if sweep.rest == SweepProgress::NotBegun {
            self.begin_rest(scope, sweep);
        }
    }

    fn add_findings(&self, found: Faults) {
        let mut findings = self
            .findings
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        findings.extend(found);
        findings.sort();
        findings.dedup();
    }

    /// Returns the faults of the site.
    pub(super) fn findings(&self) -> Faults {
        self.findings
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

/// The times of looking at what gives no notice.
struct Unannounced {
    looked: Instant,
    read: Instant,
    /// The pause before files that could not be read are tried again, which doubles each time.
    pause: Duration,
}

impl Default for Unannounced {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            looked: now,
            read: now,
            pause: EVERY,
        }
    }
}

impl Unannounced {
    /// Reports whether it is time to look, and takes note of that.
    fn is_due(&mut self) -> bool {
        let is_due = self.looked.elapsed() >= EVERY;
        if is_due {
            self.looked = Instant::now();
        }
        is_due
    }

    /// Reports whether it is time to read again what could not be read, and takes note of that.
    fn reads_again(&mut self) -> bool {
        let is_due = self.read.elapsed() >= self.pause;
        if is_due {
            self.read = Instant::now();
            self.pause *= 2;
        }
        is_due
    }
}

/// The reason why no message was received.
enum NoMessage {
    Now,
    ForLong,
    Ever,
}
