//! The turns of a round: it answers requests about one state of the site, and makes the rest of it
//! in the background, until something changes. It takes messages; gives answers and the reason for
//! its end. The thread that takes messages makes nothing itself.
#![allow(
    clippy::disallowed_methods,
    reason = "once a second it looks at what gives no notice"
)]

use super::desk::{EngineAnswer, Message, PendingRequest};
use super::hints::Hints;
use super::memory_store::{PageCounter, UntilOver};
use super::round::Round;
use super::sweep::{RoundEnd, RoundOutcome, Sweep, SweepProgress};
use crate::base::{Faults, SourcePath};
use crate::pipeline::SideFiles;
use crate::render::TemplateFault;
use crate::scan::{self, FolderSnapshot};
use rayon::{Scope, ThreadPool};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError};
use std::time::{Duration, Instant};

/// The number of pages in one step of the sweep, which takes some milliseconds.
const STEP: usize = 48;
/// The interval of looking at what gives no notice: files that could not be read, and the day.
const EVERY: Duration = Duration::from_secs(1);

/// What the engine does at certain points of a round.
pub(super) struct Reactions<'r> {
    /// Called when everything is made, with the number of pages made anew and the faults.
    pub(super) when_settled: &'r dyn Fn(usize, &Faults),
    /// Finds files which may have made a template fail and are not blamed yet.
    pub(super) suspects: &'r dyn Fn() -> BTreeSet<SourcePath>,
}

/// The threads that work for a round.
struct Crew<'c, 's> {
    /// Those that make what is asked for.
    answers: &'c Scope<'s>,
    /// Those that make the rest.
    making: &'c Scope<'s>,
    /// The number of pages made anew.
    made: &'s AtomicUsize,
}

impl Round<'_> {
    /// Answers requests and makes the rest of the site, until something changes. Pages that are
    /// asked for are made on `answering`, the others on the threads of the engine: one that takes
    /// long keeps neither requests nor changes waiting.
    pub(super) fn run(
        &self,
        answering: &ThreadPool,
        inbox: &Receiver<Message>,
        waiting: Vec<PendingRequest>,
        seen: &mut FolderSnapshot,
        reactions: &Reactions<'_>,
    ) -> RoundOutcome {
        let made = AtomicUsize::new(0);
        let mut sweep = Sweep::default();
        let ended = answering.in_place_scope(|answers| {
            rayon::in_place_scope(|making| {
                let crew = Crew {
                    answers,
                    making,
                    made: &made,
                };
                for ask in waiting {
                    answers.spawn(move |_| self.answer(ask));
                }
                let ended = self.turn(&crew, inbox, &mut sweep, seen, reactions);
                self.over.store(true, Ordering::Relaxed);
                self.status.leave();
                ended
            })
        });
        self.status.left();
        sweep.into_outcome(ended)
    }

    /// Takes messages until one ends the round.
    fn turn<'s>(
        &'s self,
        crew: &Crew<'_, 's>,
        inbox: &Receiver<Message>,
        sweep: &mut Sweep,
        seen: &mut FolderSnapshot,
        reactions: &Reactions<'_>,
    ) -> RoundEnd {
        let mut unannounced = RecheckTimes::default();
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
                .map_or_else(|| self.receive(inbox, sweep), Ok);
            self.status.beat();
            let ended = match message {
                Ok(Message::NotYet(round, ask)) if round == self.number => {
                    self.wait_for_rest(ask, crew, sweep);
                    None
                }
                Ok(Message::Stopped(round, ask, fault)) if round == self.number => {
                    self.stop(ask, fault, sweep, (reactions.suspects)())
                }
                Ok(
                    Message::Request(ask) | Message::NotYet(_, ask) | Message::Stopped(_, ask, _),
                ) => {
                    crew.answers.spawn(move |_| self.answer(ask));
                    None
                }
                Ok(Message::Swept(round, _) | Message::Made(round, _)) if round != self.number => {
                    None
                }
                Ok(Message::Swept(_, rendered)) => {
                    sweep.take_step(rendered);
                    None
                }
                Ok(Message::Made(_, rest)) => {
                    self.take_rest(rest, sweep);
                    for ask in sweep.waiting.drain(..) {
                        crew.answers.spawn(move |_| self.answer(ask));
                    }
                    None
                }
                Ok(Message::Hints(hints)) => {
                    let changed = self.look_at_hints(hints, inbox, sweep, seen);
                    (!changed.is_empty()).then_some(RoundEnd::Changed(changed))
                }
                Err(NoMessage::Now) => self.step(crew, sweep, reactions),
                Err(NoMessage::ForLong) => None,
                Ok(Message::Stop) | Err(NoMessage::Ever) => Some(RoundEnd::Stop),
            };
            if let Some(ended) = ended {
                return ended;
            }
        }
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
            scan::WATCHED.map(SourcePath::new).into_iter().collect()
        } else {
            hints.places
        };
        scan::update_snapshot(&self.standby.root, seen, &places)
    }

    /// Looks at what gives no notice: files that could not be read, and the day.
    fn look_for_the_unannounced(
        &self,
        unannounced: &mut RecheckTimes,
        seen: &mut FolderSnapshot,
    ) -> Option<RoundEnd> {
        let places = if unannounced.reads_again() {
            scan::unreadable(seen)
        } else {
            BTreeSet::new()
        };
        let changed = scan::update_snapshot(&self.standby.root, seen, &places);
        let same_day =
            (self.standby.decide)(&seen.tree).release.today == self.options.release.today;
        (!changed.is_empty() || !same_day).then_some(RoundEnd::Changed(changed))
    }

    fn receive(&self, inbox: &Receiver<Message>, sweep: &Sweep) -> Result<Message, NoMessage> {
        let pages_left = sweep.next < self.plan.views().len() && !self.theme_at_fault;
        let can_step = pages_left
            || sweep.rest == SweepProgress::NotBegun
            || (sweep.rest == SweepProgress::Done && !sweep.settled);
        if can_step && !sweep.is_stepping {
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

    /// Takes the next step of the sweep.
    fn step<'s>(
        &'s self,
        crew: &Crew<'_, 's>,
        sweep: &mut Sweep,
        reactions: &Reactions<'_>,
    ) -> Option<RoundEnd> {
        let views = self.plan.views();
        if sweep.next < views.len() && !self.theme_at_fault {
            let some = &views[sweep.next..(sweep.next + STEP).min(views.len())];
            sweep.next += some.len();
            sweep.is_stepping = true;
            let made = crew.made;
            crew.making.spawn(move |_| {
                let sink = PageCounter {
                    made,
                    over: &self.over,
                };
                let rendered = self.renderer.render(some, self.memo, &sink);
                let _ = self.outbox.send(Message::Swept(self.number, rendered));
            });
            return None;
        }
        if sweep.rest == SweepProgress::NotBegun {
            self.begin_rest(crew, sweep);
            return None;
        }
        sweep.settled = true;
        if !sweep.faults.is_empty() {
            sweep.stopped = true;
            let found = self.plan.report(std::mem::take(&mut sweep.faults));
            let blamed = (reactions.suspects)();
            if !blamed.is_empty() {
                sweep.settled = false;
                return Some(RoundEnd::Stopped(blamed, found));
            }
            self.add_findings(found);
        } else if !self.theme_at_fault && !self.status.is_retired() {
            self.standby
                .keep(self.shown.clone(), self.options, self.number);
        }
        self.status.settle();
        (reactions.when_settled)(crew.made.load(Ordering::Relaxed), &self.findings());
        None
    }

    fn begin_rest<'s>(&'s self, crew: &Crew<'_, 's>, sweep: &mut Sweep) {
        sweep.rest = SweepProgress::Begun;
        if self.theme_at_fault {
            let _ = self
                .outbox
                .send(Message::Made(self.number, SideFiles::default()));
            return;
        }
        crew.making.spawn(|_| {
            let sink = UntilOver {
                sink: self.held,
                over: &self.over,
            };
            let rest = self.plan.emit(self.renderer, self.memo, &sink);
            if !rest.stopped {
                self.held.complete();
            }
            let _ = self.outbox.send(Message::Made(self.number, rest));
        });
    }

    fn wait_for_rest<'s>(&'s self, ask: PendingRequest, crew: &Crew<'_, 's>, sweep: &mut Sweep) {
        if sweep.rest == SweepProgress::Done {
            crew.answers.spawn(move |_| self.answer_from_rest(ask));
            return;
        }
        sweep.waiting.push(ask);
        if sweep.rest == SweepProgress::NotBegun {
            self.begin_rest(crew, sweep);
        }
    }
}

/// The times of looking at what gives no notice.
struct RecheckTimes {
    looked: Instant,
    read: Instant,
    /// The pause before files that could not be read are tried again, which doubles each time.
    pause: Duration,
}

impl Default for RecheckTimes {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            looked: now,
            read: now,
            pause: EVERY,
        }
    }
}

impl RecheckTimes {
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
