//! The tree that is brought up to date while the other one is live.
//!
//! Its manifest is removed before the first change and written after the last, so a spare without
//! one is known to be incomplete. The files of others in it are noted ([`super::tree_notes`]), so
//! that it need not be listed to find what is left over. This file writes to the spare tree only.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::background::BackgroundValue;
use super::error::PublishError;
use super::listing::{OutputListing, remove_left_over};
use super::manifest::{FileEntries, FileEntry, MANIFEST, Manifest, OldManifest};
use super::tree;
use super::tree_notes::TreeNotes;
use crate::base::OutputPath;
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The spare tree.
pub(super) struct SpareTree {
    pub(super) path: PathBuf,
    known: BackgroundValue<Option<SpareContents>>,
}

/// The contents of a spare tree that is complete.
struct SpareContents {
    root: OwnedFd,
    files: FileEntries,
    /// Files of others in it; `None` when nobody wrote down which they are.
    foreign: Option<Vec<OutputPath>>,
}

impl SpareTree {
    pub(super) fn open(path: PathBuf, trees: Arc<BackgroundValue<TreeNotes>>) -> Self {
        let place = path.clone();
        Self {
            path,
            known: BackgroundValue::start(move || SpareContents::of(&place, trees.get())),
        }
    }

    /// Prepares the tree for its first change, by which it becomes incomplete. A tree that already
    /// was incomplete is emptied.
    pub(super) fn begin(&self) -> Result<(), PublishError> {
        let write = PublishError::io("write", &self.path);
        let begun = match self.known.get() {
            Some(_) => fs::remove_file(self.path.join(MANIFEST)),
            None => tree::remove_any(&self.path).and_then(|()| fs::create_dir(&self.path)),
        };
        begun.map_err(write)
    }

    /// Reports whether the tree has held that file since it was last live. Only a file in its
    /// manifest is trusted: another file of the same size may have taken the name since an earlier
    /// build.
    pub(super) fn holds(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        self.known.get().as_ref().is_some_and(|known| {
            known.files.get(path) == Some(entry) && tree::holds(&known.root, path, entry.size)
        })
    }

    /// Removes the files that belong neither to the new site nor to somebody else, and folders left
    /// empty. `foreign` is in order.
    pub(super) fn sweep(&self, new: &Manifest, foreign: &[OutputPath]) -> Result<(), PublishError> {
        let Some(SpareContents {
            files,
            foreign: others,
            ..
        }) = self.known.get()
        else {
            return Ok(());
        };
        let swept = match others {
            Some(others) => {
                let left_over = files.keys().chain(others).filter(|path| {
                    !new.files.contains_key(*path) && foreign.binary_search(path).is_err()
                });
                { left_over }.try_for_each(|path| remove_left_over(&self.path, path))
            }
            None => OutputListing::read(&self.path).and_then(|listing| {
                listing.sweep(
                    &self.path,
                    &new.files
                        .keys()
                        .chain(foreign)
                        .map(OutputPath::as_str)
                        .collect(),
                )
            }),
        };
        swept.map_err(PublishError::io("write", &self.path))
    }
}

impl SpareContents {
    fn of(path: &Path, trees: &TreeNotes) -> Option<Self> {
        let root = tree::open(path).ok()?;
        let bytes = fs::read(path.join(MANIFEST)).ok()?;
        // A damaged manifest is as good as none: the spare is ours and can be made anew.
        let OldManifest { files, fingerprint } = OldManifest::parse(&bytes)?;
        let record = trees
            .of(path)
            .filter(|record| record.manifest == Some(fingerprint));
        Some(Self {
            root,
            files,
            foreign: record.map(|record| record.foreign_files.paths.clone()),
        })
    }
}

/// Exchanges the names of two folders in one step. The error is `Unsupported` where the system or
/// the file system has no such step.
pub(super) fn exchange(spare: &Path, live: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        let swapped = renameat_with(CWD, spare, CWD, live, RenameFlags::EXCHANGE);
        swapped.map_err(|error| match error {
            Errno::INVAL | Errno::NOSYS | Errno::XDEV | Errno::BUSY | Errno::OPNOTSUPP => {
                io::Error::new(io::ErrorKind::Unsupported, io::Error::from(error))
            }
            other => other.into(),
        })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (spare, live);
        Err(io::ErrorKind::Unsupported.into())
    }
}
