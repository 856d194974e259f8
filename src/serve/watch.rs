//! Watches a site's folder and says where to look again. It looks at the states of all files, once
//! a second in a site of usual size, and takes the system's notices to be faster than that; gives
//! [`Hints`], a burst at a time.
//!
//! Nothing rests on the notices. A look finds what they missed, and watches every folder again:
//! one that was deleted and made again, or made while notices were lost, is not the one that was
//! watched. Where there are no notices, looking is all there is, and the preview says so.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder and at the clock is what this file is for"
)]

use super::hints::Hints;
use super::notices::{NoticeBurst, Notices};
use crate::base::SourcePath;
use crate::scan::FolderStates;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The silence that ends a burst.
const QUIET: Duration = Duration::from_millis(20);
/// The longest burst that is waited for.
const LONGEST: Duration = Duration::from_millis(100);
/// The interval between two looks, unless looking takes long.
const EVERY: Duration = Duration::from_secs(1);
/// The time after which notices are asked for again that the system would not give.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether changes are noticed by looking instead of by the system's notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Poll {
    /// Uses file-system notifications where the platform has them.
    #[default]
    IfNeeded,
    /// Always looks.
    Always,
}

/// The way in which a folder is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// The system sends notifications.
    Notices,
    /// The watcher looks once a second, for the reason that is given.
    Looking(String),
}

/// A watched folder.
pub(super) struct FolderWatch {
    root: PathBuf,
    poll: Poll,
    states: FolderStates,
    notices: Option<Notices>,
    mode: WatchMode,
    next_look: Instant,
    /// The time at which notices were last asked for.
    asked: Instant,
}

impl FolderWatch {
    /// Starts to watch a site's folder.
    pub(super) fn start(root: &Path, poll: Poll) -> (Self, WatchMode) {
        let now = Instant::now();
        let mut watch = Self {
            root: root.to_path_buf(),
            poll,
            states: FolderStates::default(),
            notices: None,
            mode: WatchMode::Notices,
            next_look: now,
            asked: now,
        };
        watch.ask_for_notices();
        watch.look();
        let mode = watch.mode.clone();
        (watch, mode)
    }

    /// Asks the system for notices, unless they are of no use.
    fn ask_for_notices(&mut self) {
        self.asked = Instant::now();
        let notices = match (self.poll, network(&self.root)) {
            (Poll::Always, _) => Err("as you asked".to_owned()),
            (Poll::IfNeeded, Some(kind)) => Err(format!(
                "this folder is on {kind}, which does not tell of changes elsewhere"
            )),
            (Poll::IfNeeded, None) => Notices::open(&self.root),
        };
        match notices {
            Ok(notices) => {
                self.notices = Some(notices);
                self.mode = WatchMode::Notices;
            }
            Err(why) => self.mode = WatchMode::Looking(why),
        }
    }

    /// Waits for the next burst, or until it is time to look. The hints are empty when nothing
    /// happened. Returns the new way of watching too, if it is another one.
    pub(super) fn next(&mut self) -> (Hints, Option<WatchMode>) {
        let mode = self.mode.clone();
        let heard = self.listen();
        let mut hints = heard.hints;
        if heard.look || self.next_look <= Instant::now() {
            if self.notices.is_none() && self.asked.elapsed() >= PATIENCE {
                self.ask_for_notices();
            }
            let places = self.look();
            hints.extend(Hints {
                everything: false,
                places,
            });
        } else {
            for place in &hints.places {
                self.states.note(&self.root, place);
            }
        }
        let new_mode = (self.mode != mode).then(|| self.mode.clone());
        (hints, new_mode)
    }

    /// Looks at everything and watches every folder. Returns the places at which something is not
    /// as it was.
    fn look(&mut self) -> BTreeSet<SourcePath> {
        let begun = Instant::now();
        let Self {
            root,
            states,
            notices,
            ..
        } = self;
        let mut watch = |folder: &Path| {
            if let Some(notices) = notices {
                notices.watch(folder);
            }
        };
        watch(root);
        let places = states.look(root, &mut watch);
        if let Some(Err(why)) = self.notices.as_mut().map(Notices::end_look) {
            self.notices = None;
            self.mode = WatchMode::Looking(why);
        }
        // Looking takes at most a fiftieth of the time beside notices, or half of it without.
        let share = if self.notices.is_some() { 50 } else { 2 };
        self.next_look = begun + EVERY.max(begun.elapsed() * share);
        places
    }

    /// Listens until something was heard and a burst of it is over, or until it is time to look.
    fn listen(&mut self) -> NoticeBurst {
        let mut heard = NoticeBurst::default();
        while heard.is_empty() {
            let left = self.next_look.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return heard;
            }
            self.hear(&mut heard, left.min(EVERY));
        }
        let first = Instant::now();
        let mut last = first;
        loop {
            let left = QUIET
                .saturating_sub(last.elapsed())
                .min(LONGEST.saturating_sub(first.elapsed()));
            if left.is_zero() {
                return heard;
            }
            if self.hear(&mut heard, left) {
                last = Instant::now();
            }
        }
    }

    /// Adds what is heard before `time` is over. Returns whether that is anything.
    fn hear(&mut self, heard: &mut NoticeBurst, time: Duration) -> bool {
        let Some(notices) = &mut self.notices else {
            std::thread::sleep(time);
            return false;
        };
        let more = notices.listen(time);
        let is_any = !more.is_empty();
        heard.hints.extend(more.hints);
        heard.look |= more.look;
        is_any
    }
}

/// Returns the kind of network drive that holds a folder, if any; the system is not told of changes
/// that others make there.
#[cfg(target_os = "linux")]
fn network(folder: &Path) -> Option<&'static str> {
    // Magic numbers of `statfs(2)` and `linux/magic.h`.
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    match u32::try_from(kind & 0xffff_ffff).ok()? {
        0x6969 => Some("a network drive (NFS)"),
        0x517b | 0xff53_4d42 | 0xfe53_4d42 => Some("a network drive (SMB)"),
        0x0102_1997 => Some("a drive of another system (9P)"),
        0x786f_4256 => Some("a folder shared by VirtualBox"),
        0x6573_5546 => Some("a drive that a program provides (FUSE)"),
        0x00c3_6400 => Some("a network drive (Ceph)"),
        0x5346_414f => Some("a network drive (AFS)"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn network(_: &Path) -> Option<&'static str> {
    None
}
