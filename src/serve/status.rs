//! What an engine tells of itself while it works: that it is still there, and what it is at work
//! on. The supervisor reads it, and those who have to wait are told.
#![allow(
    clippy::disallowed_methods,
    reason = "how long something takes is measured here"
)]

use crate::base::SourcePath;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The number of files that are named.
const NAMED: usize = 3;

/// What an engine tells of itself.
pub(super) struct EngineStatus {
    /// The time at which the engine last listened to messages.
    beat: Mutex<Instant>,
    /// The time since which the engine waits for pages that are still being made, to begin anew.
    leaving: Mutex<Option<Instant>>,
    /// Whether another engine has taken the place of this one.
    retired: AtomicBool,
    work: Mutex<Option<EngineWork>>,
}

/// What an engine is at work on.
#[derive(Clone, Debug)]
pub(super) struct EngineWork {
    /// The files that changed; none when the whole site is read.
    files: BTreeSet<SourcePath>,
    since: Instant,
}

impl EngineStatus {
    pub(super) fn new() -> Self {
        Self {
            beat: Mutex::new(Instant::now()),
            leaving: Mutex::new(None),
            retired: AtomicBool::new(false),
            work: Mutex::new(None),
        }
    }

    /// Notes that the engine listens to messages.
    pub(super) fn beat(&self) {
        *lock(&self.beat) = Instant::now();
    }

    /// Returns the time at which the engine last listened to messages.
    pub(super) fn last_beat(&self) -> Instant {
        *lock(&self.beat)
    }

    /// Notes that the engine waits for pages that are still being made.
    pub(super) fn leave(&self) {
        *lock(&self.leaving) = Some(Instant::now());
    }

    /// Notes that nothing is being made any more.
    pub(super) fn left(&self) {
        *lock(&self.leaving) = None;
    }

    /// Returns how long the engine has waited for pages that are still being made.
    pub(super) fn leaving_for(&self) -> Duration {
        lock(&self.leaving).map_or(Duration::ZERO, |since| since.elapsed())
    }

    /// Notes that another engine takes the place of this one.
    pub(super) fn retire(&self) {
        self.retired.store(true, Ordering::Relaxed);
    }

    /// Reports whether another engine has taken the place of this one.
    pub(super) fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Relaxed)
    }

    /// Notes that the engine begins to work on files that changed.
    pub(super) fn begin(&self, files: &BTreeSet<SourcePath>, since: Instant) {
        *lock(&self.work) = Some(EngineWork {
            files: files.clone(),
            since,
        });
    }

    /// Notes that everything is made.
    pub(super) fn settle(&self) {
        *lock(&self.work) = None;
    }

    /// Returns what the engine is at work on.
    pub(super) fn work(&self) -> Option<EngineWork> {
        lock(&self.work).clone()
    }
}

impl EngineWork {
    /// Returns the time at which the work began.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// Reports whether the file is one of those that are worked on.
    pub(super) fn is_on(&self, file: &SourcePath) -> bool {
        self.files.contains(file)
    }

    /// Says what is going on, with the names of those files that may be `named`.
    pub(super) fn words(&self, named: &dyn Fn(&SourcePath) -> bool) -> String {
        let seconds = self.since.elapsed().max(Duration::from_secs(1)).as_secs();
        let unit = if seconds == 1 { "second" } else { "seconds" };
        let told: Vec<String> = self
            .files
            .iter()
            .filter(|file| named(file))
            .map(|file| format!("`{file}`"))
            .collect();
        let mut names: Vec<String> = told.iter().take(NAMED).cloned().collect();
        if told.len() > NAMED {
            names.push(format!("{} more", told.len() - NAMED));
        }
        let what = match names.split_last() {
            None => "This page".to_owned(),
            Some((one, [])) => format!("What changed in {one}"),
            Some((last, others)) => format!("What changed in {} and {last}", others.join(", ")),
        };
        format!(
            "{what} is still being made, for {seconds} {unit} so far. It appears by itself as soon \
             as it is ready."
        )
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(files: &[&str], named: bool) -> String {
        let work = EngineWork {
            files: files.iter().map(|file| SourcePath::new(file)).collect(),
            since: Instant::now(),
        };
        work.words(&|_| named)
    }

    #[test]
    fn files_that_take_long_are_named_where_they_may_be() {
        let said = words(&["content/a.md"], true);
        assert!(
            said.starts_with("What changed in `content/a.md` is still being made, for 1 second"),
            "{said}"
        );
        assert!(words(&["a.md", "b.md"], true).contains("in `a.md` and `b.md` is"));
        let many = ["a.md", "b.md", "c.md", "d.md", "e.md"];
        assert!(words(&many, true).contains("`a.md`, `b.md`, `c.md` and 2 more is"));
        assert!(words(&many, false).starts_with("This page is still being made"));
    }
}
