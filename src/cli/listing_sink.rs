//! A sink that counts files for the progress bar and lists their paths for the comparison of
//! addresses. From: finished files. To: another sink, and a set of paths.

use super::terminal::ProgressDisplay;
use crate::base::OutputPath;
use crate::source::{Artifact, Flow, Sink, Stamp};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// A sink that lists files on their way into another sink.
pub(super) struct ListingSink<'s> {
    inner: &'s dyn Sink,
    progress: ProgressDisplay,
    /// The paths of the files, if they are wanted.
    files: Option<Mutex<BTreeSet<OutputPath>>>,
}

impl<'s> ListingSink<'s> {
    /// Creates a sink before `inner`; paths are kept if they are `wanted`.
    pub(super) fn new(inner: &'s dyn Sink, progress: ProgressDisplay, wanted: bool) -> Self {
        Self {
            inner,
            progress,
            files: wanted.then(Mutex::default),
        }
    }

    /// Removes the progress bar and gives the paths.
    pub(super) fn finish(self) -> BTreeSet<OutputPath> {
        self.progress.finish();
        self.files
            .map(|files| files.into_inner().unwrap_or_else(PoisonError::into_inner))
            .unwrap_or_default()
    }
}

impl Sink for ListingSink<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.progress.tick();
        if let Some(files) = &self.files {
            files
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(path.clone());
        }
        self.inner.take(path, artifact)
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let holds = self.inner.holds(path, stamp);
        if holds {
            self.progress.tick();
            if let Some(files) = &self.files {
                files
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(path.clone());
            }
        }
        holds
    }
}
