//! The tree that is brought up to date while the other one is live.
//!
//! Its manifest is removed before the first change and written after the last, so a spare without one is known to be half made.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::error::PublishError;
use super::manifest::{FileEntry, MANIFEST, Manifest};
use super::standing::Looking;
use super::tree;
use crate::base::OutputPath;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The spare tree.
pub(super) struct Spare {
    pub(super) path: PathBuf,
    /// What it holds; `None` when it is half made or not there.
    manifest: Option<Manifest>,
    /// What stood in it when the build began.
    standing: Looking,
}

impl Spare {
    /// `standing` is a look at it.
    pub(super) fn open(path: PathBuf, standing: Looking) -> Self {
        // A damaged manifest is as good as none: the spare is ours and can be made anew.
        let manifest = tree::manifest(&path).unwrap_or(None);
        Self { path, manifest, standing }
    }

    /// Before the first change: half made from here on. A spare that was half made already starts empty.
    pub(super) fn begin(&self) -> Result<(), PublishError> {
        let write = PublishError::io("write", &self.path);
        let begun = match &self.manifest {
            Some(_) => fs::remove_file(self.path.join(MANIFEST)),
            None => tree::remove_any(&self.path).and_then(|()| fs::create_dir(&self.path)),
        };
        begun.map_err(write)
    }

    /// Whether it has held that file since it was last live. Only a listed file is trusted: another of the same size may have
    /// that name since an earlier build.
    pub(super) fn holds(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        let listed = self.manifest.as_ref().is_some_and(|manifest| manifest.files.get(path) == Some(entry));
        listed && self.standing.found().is_ok_and(|standing| standing.holds(path, entry.size))
    }

    /// Takes out what was left over in it and is not wanted, and folders left empty.
    pub(super) fn sweep(&self, keep: &BTreeSet<&str>) -> Result<(), PublishError> {
        if self.manifest.is_none() {
            return Ok(());
        }
        let swept = self.standing.found().and_then(|standing| standing.sweep(&self.path, keep));
        swept.map_err(PublishError::io("write", &self.path))
    }
}

/// Swaps the names of two folders in one step. `Unsupported` where the system or the place cannot.
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
