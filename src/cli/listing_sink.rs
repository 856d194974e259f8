//! A sink that counts files for the progress bar and lists their paths for the comparison of
//! addresses. From: finished files. To: another sink, and a set of paths.

use super::terminal::ProgressDisplay;
use crate::base::OutputPath;
use crate::source::{Artifact, Flow, PictureOrder, Sink, SocialCard, SourceTree, Stamp};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Returns about how many files a build makes: one of each text, and five of each picture.
pub(super) fn expected_files(tree: &SourceTree) -> usize {
    let assets = tree.assets.values();
    tree.texts.len() + 5 * assets.filter(|asset| asset.facts.still.is_some()).count()
}

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

    /// Counts a file, and keeps its path if paths are wanted.
    fn note(&self, path: &OutputPath) {
        self.progress.tick();
        self.list(path);
    }

    /// Keeps the path of a file if paths are wanted.
    fn list(&self, path: &OutputPath) {
        if let Some(files) = &self.files {
            files
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(path.clone());
        }
    }
}

impl Sink for ListingSink<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.note(path);
        self.inner.take(path, artifact)
    }

    fn order(&self, pictures: &PictureOrder) -> Flow {
        let flow = self.inner.order(pictures);
        self.progress.tick_pictures(pictures.set.all().len());
        for made in pictures.set.all() {
            self.list(&made.url.output());
        }
        flow
    }

    fn draw(&self, card: &SocialCard) -> Flow {
        self.list(&card.url.output());
        self.inner.draw(card)
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let holds = self.inner.holds(path, stamp);
        if holds {
            self.note(path);
        }
        holds
    }

    fn held(&self, path: &OutputPath, stamp: Stamp) -> Option<Arc<Vec<u8>>> {
        self.inner.held(path, stamp)
    }
}
