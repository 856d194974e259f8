//! Keeps an engine at work. It starts one, passes requests and hints on to it, and lets another
//! take its place when it does not come back from a template that computes for ever; gives what is
//! to be remembered in the end.
#![allow(
    clippy::disallowed_methods,
    reason = "how long an engine takes is measured here"
)]

use super::desk::{EngineAnswer, Message, PendingRequest, PreviewRequest};
use super::engine::Engine;
use super::hints::Hints;
use super::live::Live;
use super::news::{News, Tell};
use super::standby::Standby;
use super::status::{EngineStatus, EngineWork};
use crate::memo::Memo;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// The time after which an engine that does not listen is replaced, if files change meanwhile. It
/// doubles with each replacement, so that a large site is read in the end.
const PATIENCE: Duration = Duration::from_secs(5);
/// The part of that time after which an engine is replaced that waits for a page only to begin
/// anew.
const LEAVING: u32 = 3;
/// The time after which the terminal is told of work that takes long.
const WORTH_TELLING: Duration = Duration::from_secs(5);
/// The number of engines that may still be caught in their work after they were replaced.
const RETIRED: usize = 3;
/// The number of threads that answer requests, beside those that make the site.
const ANSWERING: usize = 3;

/// The one who keeps an engine at work.
pub(super) struct Supervisor {
    pub(super) live: Arc<Live>,
    pub(super) tell: Tell,
    pub(super) standby: Arc<Standby>,
    pub(super) jobs: Option<usize>,
    employed: Mutex<CurrentEngine>,
}

/// The engine that is at work now.
struct CurrentEngine {
    inbox: Sender<Message>,
    status: Arc<EngineStatus>,
    thread: JoinHandle<()>,
    /// The channel through which the engine gives its memo when it ends.
    memo: Receiver<Memo>,
    /// The time since which the engine has not listened to hints.
    unheard: Option<Instant>,
    patience: Duration,
    /// The beginning of the work that was last told of because it takes long.
    told: Option<Instant>,
    /// The engines before, as long as they are caught in their work.
    retired: Vec<Weak<EngineStatus>>,
}

impl Supervisor {
    /// Starts an engine that knows `memo`.
    ///
    /// # Errors
    /// Fails when the system refuses threads.
    pub(super) fn start(
        live: Arc<Live>,
        tell: Tell,
        standby: Arc<Standby>,
        jobs: Option<usize>,
        memo: Memo,
    ) -> io::Result<Self> {
        let employed = employ(&live, &tell, &standby, jobs, memo)?;
        Ok(Self {
            live,
            tell,
            standby,
            jobs,
            employed: Mutex::new(employed),
        })
    }

    fn employed(&self) -> MutexGuard<'_, CurrentEngine> {
        self.employed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the engine. The answer is dropped if there is none.
    pub(super) fn ask(&self, request: PreviewRequest) -> oneshot::Receiver<EngineAnswer> {
        let (reply, answer) = oneshot::channel();
        let ask = PendingRequest {
            request,
            late: None,
            reply,
        };
        let _ = self.employed().inbox.send(Message::Request(ask));
        answer
    }

    /// Asks for an answer from the site as it last was well.
    pub(super) fn ask_standby(&self, request: PreviewRequest) -> oneshot::Receiver<EngineAnswer> {
        let (reply, answer) = oneshot::channel();
        self.standby.ask(PendingRequest {
            request,
            late: self.work(),
            reply,
        });
        answer
    }

    /// Returns what the engine is at work on.
    pub(super) fn work(&self) -> Option<EngineWork> {
        self.employed().status.work()
    }

    /// Passes hints on to the engine.
    pub(super) fn pass(&self, hints: Hints) {
        let mut employed = self.employed();
        employed.unheard.get_or_insert_with(Instant::now);
        let _ = employed.inbox.send(Message::Hints(hints));
    }

    /// Lets another engine take the place of one that is lost or does not listen, while there is
    /// something to listen to.
    pub(super) fn check(&self) {
        let mut employed = self.employed();
        let beat = employed.status.last_beat();
        match employed.status.work() {
            None => employed.patience = PATIENCE,
            Some(work) => self.tell_of(&work, &mut employed),
        }
        if employed.unheard.is_some_and(|since| beat > since) {
            employed.unheard = None;
        }
        let is_deaf = employed.thread.is_finished() || beat.elapsed() > employed.patience;
        let is_caught = employed.status.leaving_for() > employed.patience / LEAVING;
        if !is_caught && (employed.unheard.is_none() || !is_deaf) {
            return;
        }
        employed.retired.retain(|status| status.strong_count() > 0);
        if employed.retired.len() >= RETIRED {
            return;
        }
        // Without threads for another engine the old one stays.
        let next = employ(
            &self.live,
            &self.tell,
            &self.standby,
            self.jobs,
            Memo::default(),
        );
        let Ok(next) = next else { return };
        let before = std::mem::replace(&mut *employed, next);
        before.status.retire();
        let _ = before.inbox.send(Message::Stop);
        employed.patience = before.patience * 2;
        employed.retired = before.retired;
        employed.retired.push(Arc::downgrade(&before.status));
    }

    /// Tells the terminal once of work that takes long.
    fn tell_of(&self, work: &EngineWork, employed: &mut CurrentEngine) {
        let since = work.since();
        if since.elapsed() > WORTH_TELLING && employed.told != Some(since) {
            employed.told = Some(since);
            (self.tell)(&News::Working(work.words(&|_| true)));
        }
    }

    /// Tells the engine to end.
    pub(super) fn stop(&self) {
        let _ = self.employed().inbox.send(Message::Stop);
    }

    /// Returns what the engine remembers, if it ends in time.
    pub(super) fn memo(&self, time: Duration) -> Option<Memo> {
        self.employed().memo.recv_timeout(time).ok()
    }
}

/// Starts an engine on threads of its own.
fn employ(
    live: &Arc<Live>,
    tell: &Tell,
    standby: &Arc<Standby>,
    jobs: Option<usize>,
    memo: Memo,
) -> io::Result<CurrentEngine> {
    let jobs = jobs
        .or_else(|| std::thread::available_parallelism().ok().map(usize::from))
        .unwrap_or(1);
    // The engine needs one more thread, which mostly waits.
    let pool = threads(jobs.max(1) + 1)?;
    let answers = threads(ANSWERING)?;
    let (outbox, inbox) = channel();
    let (result, memo_of_end) = channel();
    let status = Arc::new(EngineStatus::new());
    let engine = Engine {
        memo,
        inbox,
        outbox: outbox.clone(),
        live: live.clone(),
        tell: tell.clone(),
        standby: standby.clone(),
        status: status.clone(),
        answers,
    };
    let thread = std::thread::Builder::new()
        .name("engine".to_owned())
        .spawn(move || {
            let memo = pool.install(|| engine.run());
            let _ = result.send(memo);
        })?;
    Ok(CurrentEngine {
        inbox: outbox,
        status,
        thread,
        memo: memo_of_end,
        unheard: None,
        patience: PATIENCE,
        told: None,
        retired: Vec::new(),
    })
}

fn threads(number: usize) -> io::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(number)
        .stack_size(8 << 20)
        .build()
        .map_err(io::Error::other)
}
