//! Notices on macOS and Windows, through the crate `notify`, which watches a folder with
//! everything below it.

use super::{Hints, NoticeBurst};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// The folders that the system watches, and the channel through which it tells of them.
pub(in crate::serve) struct TreeNotices {
    root: PathBuf,
    /// The root with all links followed: events name files below it.
    real: PathBuf,
    watcher: RecommendedWatcher,
    out: Sender<notify::Result<notify::Event>>,
    events: Receiver<notify::Result<notify::Event>>,
    /// The folders that are watched.
    folders: BTreeSet<PathBuf>,
    /// The folders that the current look has come by.
    again: BTreeSet<PathBuf>,
}

impl TreeNotices {
    /// Opens the channel.
    ///
    /// # Errors
    /// Fails with the reason, in words.
    pub(in crate::serve) fn open(root: &Path) -> Result<Self, String> {
        let (out, events) = channel();
        let watcher = RecommendedWatcher::new(out.clone(), Config::default())
            .map_err(|error| in_words(&error))?;
        Ok(Self {
            root: root.to_path_buf(),
            real: root.canonicalize().unwrap_or_else(|_| root.to_path_buf()),
            watcher,
            out,
            events,
            folders: BTreeSet::new(),
            again: BTreeSet::new(),
        })
    }

    /// Watches a folder that the current look comes by: the root, and those that hold the site.
    pub(in crate::serve) fn watch(&mut self, folder: &Path) {
        if folder == self.root || folder.parent() == Some(&self.root) {
            self.again.insert(folder.to_path_buf());
        }
    }

    /// Ends a look. When other folders are to be watched, all are watched anew.
    ///
    /// # Errors
    /// Fails with the reason for which a folder could not be watched, in words.
    pub(in crate::serve) fn end_look(&mut self) -> Result<(), String> {
        let again = std::mem::take(&mut self.again);
        if again == self.folders {
            return Ok(());
        }
        self.real = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        self.watcher = RecommendedWatcher::new(self.out.clone(), Config::default())
            .map_err(|error| in_words(&error))?;
        for folder in &again {
            let mode = if *folder == self.root {
                RecursiveMode::NonRecursive
            } else {
                RecursiveMode::Recursive
            };
            let below = folder.strip_prefix(&self.root).unwrap_or(folder);
            self.watcher
                .watch(&self.real.join(below), mode)
                .map_err(|error| in_words(&error))?;
        }
        self.folders = again;
        Ok(())
    }

    /// Returns what was heard, or is heard before `time` is over.
    pub(in crate::serve) fn listen(&mut self, time: Duration) -> NoticeBurst {
        let mut heard = NoticeBurst::default();
        let first = self.events.recv_timeout(time).ok();
        for event in first.into_iter().chain(self.events.try_iter()) {
            hear(&mut heard, event, &self.real);
        }
        if heard.look {
            // The folder that stands there may be another one: it is watched anew.
            self.folders.clear();
        }
        heard
    }
}

/// Adds one event to what was heard.
fn hear(heard: &mut NoticeBurst, event: notify::Result<notify::Event>, real: &Path) {
    // An error may hide any change.
    let Ok(event) = event else {
        heard.hints.extend(Hints::everything());
        heard.look = true;
        return;
    };
    if event.need_rescan() {
        heard.hints.extend(Hints::everything());
        heard.look = true;
    }
    let only_read = match event.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        _ => false,
    };
    if only_read {
        return;
    }
    for path in &event.paths {
        let is_top = path.parent().is_none_or(|parent| parent == real) || path == real;
        let moved = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        let hints = Hints::at(path, real);
        heard.look |= is_top && moved && (!hints.is_empty() || path == real);
        heard.hints.extend(hints);
    }
}

fn in_words(error: &notify::Error) -> String {
    format!("the system does not tell of changes here ({error})")
}
