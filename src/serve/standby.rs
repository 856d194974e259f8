//! Answers in place of an engine that takes long, from the site as it last was well. It keeps the
//! files of that site, and understands them only when somebody has to wait; takes requests and
//! gives answers.

use super::desk::{EngineAnswer, Message, OptionsProvider, PendingRequest};
use super::editor_links::EditorLinks;
use super::memory_store::MemoryStore;
use super::round::Round;
use super::status::EngineStatus;
use crate::base::Faults;
use crate::memo::Memo;
use crate::pipeline::{self, Options};
use crate::source::SourceTree;
use rayon::ThreadPool;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The number of threads that answer. They share the machine with an engine that is at work.
const THREADS: usize = 2;

/// The site as it last was well, and whoever answers from it.
pub(super) struct Standby {
    pub(super) root: PathBuf,
    pub(super) decide: OptionsProvider,
    pub(super) opening: EditorLinks,
    good: Mutex<GoodState>,
}

/// The last good site, with the channel to a stand-in if one is at work.
#[derive(Default)]
struct GoodState {
    site: Option<GoodSite>,
    stand_in: Option<Sender<Message>>,
}

/// The files of a site of which everything was made, and the number of its round.
#[derive(Clone)]
struct GoodSite {
    tree: Arc<SourceTree>,
    options: Options,
    number: u64,
}

impl Standby {
    pub(super) fn new(root: PathBuf, decide: OptionsProvider, opening: EditorLinks) -> Self {
        Self {
            root,
            decide,
            opening,
            good: Mutex::default(),
        }
    }

    fn good(&self) -> MutexGuard<'_, GoodState> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a site as the last good one. Nobody has to stand in any more.
    pub(super) fn keep(&self, tree: Arc<SourceTree>, options: &Options, number: u64) {
        let mut good = self.good();
        if let Some(stand_in) = good.stand_in.take() {
            let _ = stand_in.send(Message::Stop);
        }
        good.site = Some(GoodSite {
            tree,
            options: options.clone(),
            number,
        });
    }

    /// Passes a request on to a stand-in, who begins to work if none is there. Without a good site,
    /// or without a thread for it, the request is dropped.
    pub(super) fn ask(self: &Arc<Self>, ask: PendingRequest) {
        let mut good = self.good();
        let Some(site) = good.site.clone() else {
            return;
        };
        if good.stand_in.is_none() {
            let (outbox, inbox) = channel();
            let (standby, own_outbox) = (self.clone(), outbox.clone());
            let begun = std::thread::Builder::new()
                .name("standby".to_owned())
                .spawn(move || standby.stand_in(&site, &inbox, &own_outbox));
            good.stand_in = begun.is_ok().then_some(outbox);
        }
        if let Some(stand_in) = &good.stand_in {
            let _ = stand_in.send(Message::Request(ask));
        }
    }

    /// Answers requests from a good site until it is told to stop.
    fn stand_in(&self, site: &GoodSite, inbox: &Receiver<Message>, outbox: &Sender<Message>) {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(THREADS)
            .stack_size(8 << 20)
            .build();
        // Without threads nobody stands in, and requests are answered in words.
        let Ok(pool) = pool else { return };
        let memo = Memo::default();
        let plan = pool.install(|| pipeline::plan(&site.tree, &site.options, &memo));
        let renderer = plan.renderer();
        let round = Round {
            number: site.number,
            tree: &site.tree,
            shown: &site.tree,
            options: &site.options,
            plan: &plan,
            renderer: &renderer,
            memo: &memo,
            held: &MemoryStore::default(),
            outbox,
            theme_at_fault: plan.is_theme_at_fault(),
            findings: RwLock::new(Faults::new()),
            status: &EngineStatus::new(),
            standby: self,
            over: AtomicBool::new(false),
        };
        round.stand_in(&pool, inbox);
    }
}

impl Round<'_> {
    /// Answers requests from a state that is not the newest one, until it is told to stop.
    fn stand_in(&self, pool: &ThreadPool, inbox: &Receiver<Message>) {
        let mut rest_is_made = false;
        pool.in_place_scope(|scope| {
            while let Ok(message) = inbox.recv() {
                match message {
                    Message::Request(ask) => scope.spawn(|_| self.answer(ask)),
                    Message::NotYet(_, ask) => {
                        if !rest_is_made {
                            let _ = pool
                                .install(|| self.plan.emit(self.renderer, self.memo, self.held));
                            rest_is_made = true;
                        }
                        scope.spawn(|_| self.answer_from_rest(ask));
                    }
                    Message::Stopped(_, ask, _) => {
                        let _ = ask.reply.send(EngineAnswer::NoPage);
                    }
                    Message::Stop => return,
                    Message::Hints(_) | Message::Made(..) | Message::Swept(..) => {}
                }
            }
        });
    }
}
