//! One state of the site: answers questions about it, and makes the rest of it in the background,
//! until something changes.
#![allow(
    clippy::disallowed_methods,
    reason = "once a second it looks at what gives no notice"
)]

use super::desk::{EngineAnswer, Message, PendingQuestion, Question};
use super::engine::OptionsProvider;
use super::memory_store::{MemoryStore, PageCounter};
use super::state::{self, EditorLinks};
use crate::base::{Faults, OutputPath, SourcePath, UrlPath, sub_path};
use crate::memo::{Memo, RenderEntry, SearchMemo};
use crate::pipeline::{BuildPlan, Options, SideFiles};
use crate::render::{Renderer, TemplateFault, View};
use crate::scan::{self, FolderSnapshot};
use crate::source::{Artifact, SourceTree};
use rayon::Scope;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;
use std::sync::RwLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

/// Pages of one step of the sweep: questions are answered and changes seen between steps. A step
/// takes some milliseconds.
const STEP: usize = 48;
/// How often is looked for what gives no notice: links, and the day.
const EVERY: Duration = Duration::from_secs(1);

/// A state of the site.
pub(super) struct Round<'r> {
    pub(super) number: u64,
    pub(super) root: &'r Path,
    /// The files as they are.
    pub(super) tree: &'r SourceTree,
    pub(super) options: &'r Options,
    pub(super) decide: &'r OptionsProvider,
    /// The site that is shown: of the files as they are, or as they were when they were good.
    pub(super) plan: &'r BuildPlan<'r>,
    pub(super) renderer: &'r Renderer<'r>,
    pub(super) memo: &'r Memo,
    pub(super) held: &'r MemoryStore,
    pub(super) outbox: &'r Sender<Message>,
    /// What opens files where the settings do not say.
    pub(super) opening: &'r EditorLinks,
    /// The theme has a fault that every page would repeat: nothing can be shown.
    pub(super) theme_at_fault: bool,
    pub(super) findings: RwLock<Faults>,
}

/// Why a round ended.
pub(super) enum RoundEnd {
    /// These files changed, or the day did.
    Changed(BTreeSet<SourcePath>),
    /// Templates stopped pages, and these files may be to blame.
    Stopped(BTreeSet<SourcePath>, Faults),
    /// It is over.
    Stop,
}

/// What a round leaves.
pub(super) struct RoundOutcome {
    pub(super) ended: RoundEnd,
    /// Who is still waiting.
    pub(super) waiting: Vec<PendingQuestion>,
    /// What to remember of everything, when everything was made.
    pub(super) entries: Option<BTreeMap<OutputPath, RenderEntry>>,
    /// Everything was made, and no template stopped.
    pub(super) well: bool,
    /// What to remember of search, where it was made.
    pub(super) searched: Option<SearchMemo>,
    /// What to remember beside what is known, when it was not.
    pub(super) partly: BTreeMap<OutputPath, RenderEntry>,
}

/// How far the sweep is.
#[derive(Default)]
struct Sweep {
    next: usize,
    entries: BTreeMap<OutputPath, RenderEntry>,
    faults: Vec<TemplateFault>,
    rest: SweepProgress,
    /// Wait for the files beside the pages.
    waiting: Vec<PendingQuestion>,
    settled: bool,
    /// Messages that came with others and are not looked at yet.
    queued: VecDeque<Message>,
    stopped: bool,
    searched: Option<SearchMemo>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum SweepProgress {
    #[default]
    NotBegun,
    Begun,
    Done,
}

/// Tells what came of it when everything is made: how many pages were made anew, and what is wrong.
pub(super) type SettledCallback<'r> = dyn Fn(usize, &Faults) + 'r;
/// Files that may be to blame for a template that stops, and that are not blamed yet.
pub(super) type SuspectLookup<'r> = dyn Fn() -> BTreeSet<SourcePath> + 'r;

impl Round<'_> {
    /// What opens files: the editor that the settings name, else that of the surroundings.
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

    /// Answers and makes, until something changes.
    #[expect(
        clippy::too_many_lines,
        reason = "grew past a hundred lines when it was laid out at 100 columns; still to be divided"
    )]
    pub(super) fn run(
        &self,
        inbox: &Receiver<Message>,
        waiting: Vec<PendingQuestion>,
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
            let mut looked = Instant::now();
            loop {
                // However many questions there are.
                if looked.elapsed() >= EVERY {
                    looked = Instant::now();
                    if let Some(ended) = self.look_for_the_unannounced(seen) {
                        return ended;
                    }
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
                        let blamed = suspects();
                        if blamed.is_empty() {
                            let _ = ask.reply.send(EngineAnswer::NoPage);
                        } else {
                            sweep.waiting.push(ask);
                            return RoundEnd::Stopped(blamed, self.plan.report(vec![fault]));
                        }
                    }
                    Ok(
                        Message::Question(ask)
                        | Message::NotYet(_, ask)
                        | Message::Stopped(_, ask, _),
                    ) => {
                        scope.spawn(move |_| self.answer(ask));
                    }
                    Ok(Message::Made(round, _)) if round != self.number => {}
                    Ok(Message::Made(_, rest)) => {
                        sweep.entries.extend(rest.entries);
                        sweep.searched = rest.searched;
                        self.add_findings(rest.faults);
                        sweep.rest = SweepProgress::Done;
                        self.held.finish();
                        for ask in sweep.waiting.drain(..) {
                            scope.spawn(move |_| self.answer(ask));
                        }
                    }
                    Ok(Message::Hints(mut hints)) => {
                        // What happened since is looked at in one go: making a plan may take longer
                        // than a burst.
                        for message in inbox.try_iter() {
                            match message {
                                Message::Hints(more) => hints.extend(more),
                                other => sweep.queued.push_back(other),
                            }
                        }
                        let tops = || scan::TOPS.map(SourcePath::new).into_iter().collect();
                        let places = if hints.everything {
                            tops()
                        } else {
                            hints.places
                        };
                        let changed = scan::update_snapshot(self.root, seen, &places);
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
        let mut ended = ended;
        for message in sweep.queued.drain(..) {
            match message {
                Message::Question(ask) | Message::NotYet(_, ask) | Message::Stopped(_, ask, _) => {
                    sweep.waiting.push(ask);
                }
                Message::Stop => ended = RoundEnd::Stop,
                Message::Made(..) | Message::Hints(_) => {}
            }
        }
        let (entries, partly) = if sweep.settled {
            (Some(sweep.entries), BTreeMap::new())
        } else {
            (None, sweep.entries)
        };
        let well = entries.is_some() && !sweep.stopped;
        RoundOutcome {
            well,
            searched: sweep.searched,
            ended,
            waiting: sweep.waiting,
            entries,
            partly,
        }
    }

    /// Looks at what gives no notice: what links lead to, and the day.
    fn look_for_the_unannounced(&self, seen: &mut FolderSnapshot) -> Option<RoundEnd> {
        let changed = scan::update_snapshot(self.root, seen, &scan::changed_links(self.root, seen));
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

    /// Does a little more of what is left.
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
            let rest = self
                .plan
                .write_rest_and_search(self.renderer, self.memo, self.held);
            if !rest.stopped {
                self.held.complete();
            }
            let _ = self.outbox.send(Message::Made(self.number, rest));
        });
    }

    fn wait_for_rest<'s>(&'s self, ask: PendingQuestion, scope: &Scope<'s>, sweep: &mut Sweep) {
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

    /// What is wrong with the site.
    pub(super) fn findings(&self) -> Faults {
        self.findings
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    fn answer(&self, ask: PendingQuestion) {
        let answer = match &ask.question {
            Question::State { path, local } => {
                let url = self.below(path).map(UrlPath::new);
                let view = url.as_ref().and_then(|url| self.plan.view(&url.output()));
                EngineAnswer::State(state::of(self, view.as_ref(), *local))
            }
            Question::File(path) => match self.file(path) {
                Ok(Some(answer)) => answer,
                Ok(None) => return self.later(ask),
                Err(fault) => {
                    let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                    return;
                }
            },
        };
        // Who asked may have gone away.
        let _ = ask.reply.send(answer);
    }

    fn later(&self, ask: PendingQuestion) {
        let _ = self.outbox.send(Message::NotYet(self.number, ask));
    }

    /// The path below the folder in which the site stands on its host.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let base = self
            .plan
            .site()
            .settings
            .base_url
            .as_deref()
            .map_or("/", sub_path);
        path.strip_prefix(base.trim_end_matches('/'))
            .filter(|rest| rest.starts_with('/'))
    }

    /// The file at an address; `None` when it may be one that is not made yet.
    fn file(&self, path: &str) -> Result<Option<EngineAnswer>, TemplateFault> {
        let base = self
            .plan
            .site()
            .settings
            .base_url
            .as_deref()
            .map_or("/", sub_path);
        if base != "/" && (path == "/" || path == base.trim_end_matches('/')) {
            return Ok(Some(EngineAnswer::Elsewhere(
                UrlPath::new(base).absolute("/"),
            )));
        }
        let Some(below) = self.below(path) else {
            return self.missing().map(Some);
        };
        if self.theme_at_fault {
            return Ok(Some(EngineAnswer::NoPage));
        }
        let url = UrlPath::new(below);
        let output = url.output();
        if let Some(view) = self.plan.view(&output) {
            return Ok(Some(EngineAnswer::Page(self.renderer.page(&view)?.0)));
        }
        if let Some(artifact) = self.plan.file(&output) {
            return Ok(Some(of_artifact(output, artifact)));
        }
        let as_folder = UrlPath::new(&format!("{below}/"));
        if !below.ends_with('/') && self.plan.view(&as_folder.output()).is_some() {
            return Ok(Some(EngineAnswer::Elsewhere(
                UrlPath::new(&format!("{path}/")).absolute("/"),
            )));
        }
        Ok(None)
    }

    fn answer_from_rest(&self, ask: PendingQuestion) {
        let Question::File(path) = &ask.question else {
            return self.answer(ask);
        };
        let output = self.below(path).map(|below| UrlPath::new(below).output());
        let found =
            output.and_then(|output| Some(of_artifact(output.clone(), self.held.get(&output)?)));
        let answer = match found {
            Some(answer) => answer,
            None => match self.missing() {
                Ok(answer) => answer,
                Err(fault) => {
                    let _ = self.outbox.send(Message::Stopped(self.number, ask, fault));
                    return;
                }
            },
        };
        let _ = ask.reply.send(answer);
    }

    fn missing(&self) -> Result<EngineAnswer, TemplateFault> {
        if self.theme_at_fault {
            return Ok(EngineAnswer::NoPage);
        }
        let is_made = self.plan.views().contains(&View::NotFound);
        if is_made {
            Ok(EngineAnswer::Missing(
                self.renderer.page(&View::NotFound)?.0,
            ))
        } else {
            Ok(EngineAnswer::Nothing)
        }
    }
}

/// Why there is no message.
enum NoMessage {
    Now,
    ForLong,
    Ever,
}

fn of_artifact(path: OutputPath, artifact: Artifact) -> EngineAnswer {
    match (artifact.whole(), artifact) {
        (None, Artifact::Copy(handle)) => EngineAnswer::Disk(path, handle),
        (bytes, artifact) => {
            EngineAnswer::File(path, bytes.unwrap_or_default(), artifact.stamp().sha256)
        }
    }
}
