//! Keeps the files beside the pages in memory. It takes finished files, and gives them by path.
//! Pages are not kept: a page is made again when somebody looks at it.

use crate::base::OutputPath;
use crate::source::{Artifact, Flow, PictureOrder, Sink, Stamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The finished files of the current state of the site, by path.
#[derive(Default)]
pub(super) struct MemoryStore {
    files: Mutex<StoredFiles>,
}

#[derive(Default)]
struct StoredFiles {
    now: BTreeMap<OutputPath, Artifact>,
    before: BTreeMap<OutputPath, Artifact>,
    /// Whether `now` holds every file of a state, whether or not anybody waited for it.
    whole: bool,
}

impl MemoryStore {
    fn files(&self) -> MutexGuard<'_, StoredFiles> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts a new state: files made so far are kept only if they turn out to be the same.
    pub(super) fn begin(&self) {
        let mut files = self.files();
        let now = std::mem::take(&mut files.now);
        if std::mem::take(&mut files.whole) {
            // When edits follow without a pause, no state gets further than this; older files must
            // not accumulate.
            files.before = now;
        } else {
            files.before.extend(now);
        }
    }

    /// Notes that every file of this state is made.
    pub(super) fn complete(&self) {
        self.files().whole = true;
    }

    /// Forgets the files of earlier states that this one does not have.
    pub(super) fn finish(&self) {
        self.files().before.clear();
    }

    /// Returns the current file at `path`.
    pub(super) fn get(&self, path: &OutputPath) -> Option<Artifact> {
        self.files().now.get(path).cloned()
    }
}

impl Sink for MemoryStore {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.files().now.insert(path.clone(), artifact);
        Flow::Continue
    }

    fn order(&self, _: &PictureOrder) -> Flow {
        Flow::Continue
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let mut files = self.files();
        if files
            .now
            .get(path)
            .is_some_and(|artifact| artifact.stamp() == stamp)
        {
            return true;
        }
        let Some(known) = files
            .before
            .get(path)
            .filter(|artifact| artifact.stamp() == stamp)
            .cloned()
        else {
            return false;
        };
        files.now.insert(path.clone(), known);
        true
    }
}

/// A sink that counts pages and keeps nothing of them.
pub(super) struct PageCounter<'s> {
    /// The number of pages made anew.
    pub(super) made: &'s AtomicUsize,
    /// Whether no more pages are wanted.
    pub(super) over: &'s AtomicBool,
}

impl Sink for PageCounter<'_> {
    fn take(&self, _: &OutputPath, _: Artifact) -> Flow {
        self.made.fetch_add(1, Ordering::Relaxed);
        if self.over.load(Ordering::Relaxed) {
            Flow::Stop
        } else {
            Flow::Continue
        }
    }

    fn order(&self, _: &PictureOrder) -> Flow {
        Flow::Continue
    }

    fn holds(&self, _: &OutputPath, _: Stamp) -> bool {
        true
    }
}

/// A sink that takes files until no more are wanted.
pub(super) struct UntilOver<'s> {
    pub(super) sink: &'s MemoryStore,
    /// Whether no more files are wanted.
    pub(super) over: &'s AtomicBool,
}

impl Sink for UntilOver<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        if self.over.load(Ordering::Relaxed) {
            return Flow::Stop;
        }
        self.sink.take(path, artifact)
    }

    fn order(&self, _: &PictureOrder) -> Flow {
        Flow::Continue
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        self.sink.holds(path, stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(words: &str) -> Artifact {
        Artifact::bytes(words.as_bytes().to_vec())
    }

    #[test]
    fn files_of_states_that_nobody_waited_for_do_not_pile_up() {
        let held = MemoryStore::default();
        for round in 0..10 {
            held.begin();
            let name = OutputPath::new(&format!("search/{round}.bin"));
            assert_eq!(held.take(&name, file("index")), Flow::Continue);
            held.complete();
        }
        let files = held.files();
        assert_eq!((files.before.len(), files.now.len()), (1, 1));
    }

    #[test]
    fn what_a_state_that_was_left_half_made_has_is_found_again() {
        let held = MemoryStore::default();
        let (one, two) = (OutputPath::new("one.xml"), OutputPath::new("two.xml"));
        held.begin();
        let _ = held.take(&one, file("1"));
        held.complete();
        held.begin();
        let _ = held.take(&two, file("2"));
        held.begin();
        assert!(held.holds(&one, file("1").stamp()) && held.holds(&two, file("2").stamp()));
        assert!(!held.holds(&two, file("3").stamp()));
        held.finish();
        assert!(held.get(&one).is_some() && held.get(&two).is_some());
    }
}
