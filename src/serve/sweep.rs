//! The sweep of a round, which makes in the background everything that nobody has asked for yet. It
//! keeps what was made and which requests wait; gives the outcome of the round.

use super::desk::{Message, PendingRequest};
use crate::base::{Faults, OutputPath, SourcePath};
use crate::memo::{RenderEntry, SearchMemo};
use crate::render::{Rendered, TemplateFault};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The reason why a round ended.
pub(super) enum RoundEnd {
    /// These files changed, or the day did.
    Changed(BTreeSet<SourcePath>),
    /// Templates failed, and these files may be to blame.
    Stopped(BTreeSet<SourcePath>, Faults),
    /// The engine is to stop.
    Stop,
}

/// The result of a round.
pub(super) struct RoundOutcome {
    pub(super) ended: RoundEnd,
    /// Requests that are not answered yet.
    pub(super) waiting: Vec<PendingRequest>,
    /// The entries to remember when every page was made, in place of those known before.
    pub(super) entries: Option<BTreeMap<OutputPath, RenderEntry>>,
    /// Whether everything was made and no template failed.
    pub(super) well: bool,
    /// The search entries to remember, if search was made.
    pub(super) searched: Option<SearchMemo>,
    /// The entries to remember beside those known before, when not every page was made.
    pub(super) partly: BTreeMap<OutputPath, RenderEntry>,
}

/// The progress of the sweep, which makes everything that nobody has asked for yet.
#[derive(Default)]
pub(super) struct Sweep {
    pub(super) next: usize,
    /// Whether a step is being taken.
    pub(super) is_stepping: bool,
    pub(super) entries: BTreeMap<OutputPath, RenderEntry>,
    pub(super) faults: Vec<TemplateFault>,
    pub(super) rest: SweepProgress,
    /// Requests that wait for the files beside the pages.
    pub(super) waiting: Vec<PendingRequest>,
    pub(super) settled: bool,
    /// Messages that are received but not handled yet.
    pub(super) queued: VecDeque<Message>,
    pub(super) stopped: bool,
    pub(super) searched: Option<SearchMemo>,
}

impl Sweep {
    /// Takes over what a step made.
    pub(super) fn take_step(&mut self, rendered: Rendered) {
        self.is_stepping = false;
        self.entries.extend(rendered.entries);
        self.faults.extend(rendered.faults);
    }

    /// Returns the result of a round that ended, with the requests that are still queued.
    pub(super) fn into_outcome(mut self, mut ended: RoundEnd) -> RoundOutcome {
        for message in self.queued {
            match message {
                Message::Request(ask) | Message::NotYet(_, ask) | Message::Stopped(_, ask, _) => {
                    self.waiting.push(ask);
                }
                Message::Stop => ended = RoundEnd::Stop,
                Message::Made(..) | Message::Swept(..) | Message::Hints(_) => {}
            }
        }
        let (entries, partly) = if self.settled {
            (Some(self.entries), BTreeMap::new())
        } else {
            (None, self.entries)
        };
        RoundOutcome {
            well: entries.is_some() && !self.stopped,
            searched: self.searched,
            ended,
            waiting: self.waiting,
            entries,
            partly,
        }
    }
}

/// The progress of the files beside the pages.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum SweepProgress {
    #[default]
    NotBegun,
    Begun,
    Done,
}
