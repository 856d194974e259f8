//! The files in an output tree that are somebody else's. Takes a tree and what an earlier build
//! listed of it; gives the foreign files as they are now. It reads the tree and changes nothing.
//!
//! A tree that was listed once need not be listed again as a whole: adding or removing a name
//! changes the time of the folder that holds it, so only folders with another time are listed
//! again.

#[cfg(test)]
mod tests;

use super::change_time::ChangeTime;
use super::folder_walk::FolderWalk;
use super::journal;
use super::manifest::{FileEntries, MANIFEST};
use super::tree::FOLDER;
use crate::base::{OutputPath, above};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, FileType, Mode};
use serde::{Deserialize, Serialize};
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

/// The files of a tree that are not the site's, and when each of its folders last changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ForeignFiles {
    /// Paths of the foreign files, in order.
    pub(super) paths: Vec<OutputPath>,
    /// Every folder of the tree by name, in order; the tree itself has the empty name.
    pub(super) folders: Vec<(String, ChangeTime)>,
}

/// The folders of a tree that still exist, by whether their contents are what they were.
#[derive(Default)]
struct FolderComparison<'f> {
    existing: FxHashSet<&'f str>,
    unchanged: FxHashSet<&'f str>,
    changed: Vec<&'f str>,
}

impl ForeignFiles {
    /// Brings `before` up to date, by listing those folders of `tree` that changed since.
    pub(super) fn since(
        before: &Self,
        tree: &Path,
        ours: Option<&FileEntries>,
    ) -> io::Result<Self> {
        let root = rustix::fs::open(tree, FOLDER, Mode::empty())?;
        let FolderComparison {
            existing,
            unchanged,
            changed,
        } = before.compare_folders(&root);
        let mut walk = FolderWalk::skipping(existing);
        for folder in changed {
            let opened = rustix::fs::openat(&root, name_from_root(folder), FOLDER, Mode::empty());
            let listed = opened
                .map_err(io::Error::from)
                .and_then(|opened| walk.list_named(&opened, folder));
            match listed {
                // The folder was removed in the meantime.
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                    ) => {}
                listed => listed?,
            }
        }
        let mut paths: Vec<OutputPath> = walk.files;
        paths.extend(
            before
                .paths
                .iter()
                .filter(|path| unchanged.contains(above(path.as_str())))
                .cloned(),
        );
        paths.retain(|path| is_foreign(path, ours));
        paths.sort();
        let mut folders = walk.folders;
        folders.extend(
            before
                .folders
                .iter()
                .filter(|(folder, _)| unchanged.contains(folder.as_str()))
                .cloned(),
        );
        folders.sort();
        Ok(Self { paths, folders })
    }

    /// Compares every folder with its state on disk now. A folder behind one that became a link no
    /// longer exists.
    fn compare_folders(&self, root: &OwnedFd) -> FolderComparison<'_> {
        let now: Vec<Option<ChangeTime>> = self
            .folders
            .par_iter()
            .map(|(folder, _)| change_time(root, folder))
            .collect();
        let mut comparison = FolderComparison::default();
        // The order of names puts outer folders first.
        for ((folder, then), now) in self.folders.iter().zip(now) {
            let Some(now) = now else { continue };
            if folder.is_empty() || comparison.existing.contains(above(folder)) {
                comparison.existing.insert(folder);
                if now == *then {
                    comparison.unchanged.insert(folder);
                } else {
                    comparison.changed.push(folder);
                }
            }
        }
        comparison
    }

    /// Prepares the list for a comparison by a later build, where this listing began at `begun`.
    ///
    /// A folder that changed only a moment before loses its time: nobody could tell whether it
    /// changed once more in the same moment.
    pub(super) fn settled(mut self, begun: Option<ChangeTime>) -> Self {
        for (_, changed) in &mut self.folders {
            if !begun.is_some_and(|begun| changed.is_well_before(begun)) {
                *changed = ChangeTime::NEVER;
            }
        }
        self
    }

    /// Reports whether every folder can be compared by a later build.
    pub(super) fn is_settled(&self) -> bool {
        self.folders
            .iter()
            .all(|(_, changed)| *changed != ChangeTime::NEVER)
    }

    /// Reports whether the list covers a whole tree and names nothing outside it.
    pub(super) fn is_sound(&self) -> bool {
        let Some(((tree, _), inner)) = self.folders.split_first() else {
            return false;
        };
        tree.is_empty()
            && inner.iter().all(|(name, _)| stays_below(name))
            && self.paths.iter().all(|path| stays_below(path.as_str()))
    }
}

/// Reports whether a file is somebody else's: neither masthead's own nor one of the site's, `ours`.
pub(super) fn is_foreign(path: &OutputPath, ours: Option<&FileEntries>) -> bool {
    let is_own =
        path.as_str() == MANIFEST || path.as_str().split('/').next() == Some(journal::FOLDER);
    !is_own && ours.is_none_or(|files| !files.contains_key(path))
}

/// Returns the time at which a folder below `root` last changed, or `None` if it is no folder any
/// more.
fn change_time(root: &OwnedFd, folder: &str) -> Option<ChangeTime> {
    let facts = rustix::fs::statat(root, name_from_root(folder), AtFlags::SYMLINK_NOFOLLOW).ok()?;
    (FileType::from_raw_mode(facts.st_mode) == FileType::Directory).then(|| ChangeTime::of(&facts))
}

/// Returns the name by which the system is asked for a folder of the tree.
fn name_from_root(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}

fn stays_below(path: &str) -> bool {
    path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}
