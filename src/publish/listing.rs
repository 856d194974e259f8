//! Lists an output tree and removes what is left over in it. Takes a folder; gives the files and
//! folders below it, or those files that are not the site's. It removes only files that it is told
//! not to keep.
#![allow(
    clippy::disallowed_methods,
    reason = "publishing reads the output folder"
)]

#[cfg(test)]
pub(super) mod tests;

use super::change_time::ChangeTime;
use super::folder_walk::FolderWalk;
use super::foreign_files::{ForeignFiles, is_foreign};
use super::manifest::FileEntries;
use super::tree::{FOLDER, still_holds_something};
use crate::base::OutputPath;
use rayon::prelude::*;
use rustix::fs::Mode;
use rustix::io::Errno;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// The files and folders below a folder.
#[derive(Debug, Default)]
pub(super) struct OutputListing {
    /// Everything that is not a folder, links included.
    files: BTreeSet<OutputPath>,
    /// Every folder, outer ones first, with the time its contents last changed; the listed folder
    /// itself has the empty name.
    folders: Vec<(String, ChangeTime)>,
}

impl OutputListing {
    /// Lists `tree`. A folder that does not exist holds nothing, and an entry that is removed
    /// during the listing is left out.
    pub(super) fn read(tree: &Path) -> io::Result<Self> {
        let mut walk = FolderWalk::default();
        match rustix::fs::open(tree, FOLDER, Mode::empty()) {
            Ok(folder) => walk.list(&folder)?,
            Err(Errno::NOENT | Errno::NOTDIR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self {
            files: walk.files.into_iter().collect(),
            folders: walk.folders,
        })
    }

    /// Reports whether no file was added or removed since the listing was made.
    pub(super) fn is_current(&self, tree: &Path) -> bool {
        self.folders.par_iter().all(|(folder, changed)| {
            rustix::fs::lstat(tree.join(folder)).is_ok_and(|now| ChangeTime::of(&now) == *changed)
        })
    }

    /// Picks the files that are not among the site's own, `ours`: they are somebody else's and are
    /// kept.
    pub(super) fn foreign_files(&self, ours: Option<&FileEntries>) -> ForeignFiles {
        let paths = self
            .files
            .iter()
            .filter(|path| is_foreign(path, ours))
            .cloned()
            .collect();
        let mut folders = self.folders.clone();
        folders.sort();
        ForeignFiles { paths, folders }
    }

    /// Removes every listed file of `tree` that is not in `keep`, and folders left empty.
    pub(super) fn sweep(&self, tree: &Path, keep: &BTreeSet<&str>) -> io::Result<()> {
        for path in &self.files {
            if !keep.contains(path.as_str()) {
                remove_left_over(tree, path)?;
            }
        }
        for (folder, _) in self.folders.iter().rev() {
            if !folder.is_empty() {
                tolerate_absent_or_full(fs::remove_dir(tree.join(folder)))?;
            }
        }
        Ok(())
    }
}

/// Removes a file below `tree`, and those of its folders that are empty then. A folder that has
/// taken the file's name stays.
pub(super) fn remove_left_over(tree: &Path, path: &OutputPath) -> io::Result<()> {
    let file = tree.join(path.as_str());
    if fs::symlink_metadata(&file).is_ok_and(|facts| facts.is_dir()) {
        return Ok(());
    }
    tolerate_absent_or_full(fs::remove_file(&file))?;
    for (at, _) in path.as_str().rmatch_indices('/') {
        let folder = tree.join(&path.as_str()[..at]);
        tolerate_absent_or_full(fs::remove_dir(&folder))?;
        if folder.exists() {
            break;
        }
    }
    Ok(())
}

/// Turns the failure to remove what is no longer there, or a folder that is not empty, into
/// success.
fn tolerate_absent_or_full(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) || still_holds_something(&error) =>
        {
            Ok(())
        }
        done => done,
    }
}
