//! The files in an output folder that are somebody else's. Takes a folder and what an earlier build
//! listed of it; gives the foreign files as they are now. It reads the folder and changes nothing.
//!
//! A folder that was listed once need not be listed again as a whole: adding or removing a name
//! changes the time of the folder that holds it, so only folders with another time are listed
//! again.

#[cfg(test)]
mod tests;

use super::change_time::ChangeTime;
use super::disk_entry::{EntryKind, OpenFolder};
use super::folder_walk::FolderWalk;
use super::journal::JOURNAL;
use super::live::LiveSite;
use super::lock::LOCK;
use super::manifest::MANIFEST;
use super::staging::INSIDE;
use crate::base::{OutputPath, above};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// The files of an output folder that are not the site's, and when each of its folders last
/// changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ForeignFiles {
    /// Paths of the foreign files, in order.
    pub(super) paths: Vec<OutputPath>,
    /// Every folder by name, in order; the output folder itself has the empty name.
    pub(super) folders: Vec<(String, ChangeTime)>,
}

/// The folders that still exist, by whether their contents are what they were.
#[derive(Default)]
struct FolderComparison<'f> {
    existing: FxHashSet<&'f str>,
    unchanged: FxHashSet<&'f str>,
    changed: Vec<&'f str>,
}

impl ForeignFiles {
    /// Lists the files below `root` that are not among those of the site, `ours`.
    pub(super) fn read(root: &Path, ours: Option<&LiveSite>) -> io::Result<Self> {
        let everything = Self {
            paths: Vec::new(),
            folders: vec![(String::new(), ChangeTime::NEVER)],
        };
        everything.updated(root, ours)
    }

    /// Notes the folders of a site that has just been made, in which no file can be foreign.
    pub(super) fn none_in<'p>(
        root: &Path,
        files: impl Iterator<Item = &'p OutputPath>,
    ) -> io::Result<Self> {
        let folder = OpenFolder::open(root)?;
        let mut names = BTreeSet::from([""]);
        for path in files {
            let mut name = above(path.as_str());
            while names.insert(name) {
                name = above(name);
            }
        }
        let times = names.into_par_iter().map(|name| {
            let entry = folder.entry(name)?;
            let changed = entry.map_or(ChangeTime::NEVER, |entry| entry.changed);
            Ok((name.to_owned(), changed))
        });
        Ok(Self {
            paths: Vec::new(),
            folders: times.collect::<io::Result<_>>()?,
        })
    }

    /// Brings the list up to date, by listing those folders that changed since.
    pub(super) fn updated(&self, root: &Path, ours: Option<&LiveSite>) -> io::Result<Self> {
        let opened = OpenFolder::open(root)?;
        let FolderComparison {
            existing,
            unchanged,
            changed,
        } = self.compare_folders(&opened)?;
        let mut walk = FolderWalk::new(root, &opened, existing);
        for folder in changed {
            walk.list(folder)?;
        }
        let mut paths: Vec<OutputPath> = walk.files;
        paths.extend(
            self.paths
                .iter()
                .filter(|path| unchanged.contains(above(path.as_str())))
                .cloned(),
        );
        paths.retain(|path| is_foreign(path, ours));
        paths.sort();
        let mut folders = walk.folders;
        folders.extend(
            self.folders
                .iter()
                .filter(|(folder, _)| unchanged.contains(folder.as_str()))
                .cloned(),
        );
        folders.sort();
        Ok(Self { paths, folders })
    }

    /// Compares every folder with its state on disk now. A folder behind one that became a link no
    /// longer exists.
    fn compare_folders(&self, root: &OpenFolder) -> io::Result<FolderComparison<'_>> {
        let now: Vec<Option<ChangeTime>> = self
            .folders
            .par_iter()
            .map(|(folder, _)| {
                let entry = root.entry(folder)?;
                let folder = entry.filter(|entry| entry.kind == EntryKind::Folder);
                Ok(folder.map(|folder| folder.changed))
            })
            .collect::<io::Result<_>>()?;
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
        Ok(comparison)
    }

    /// Prepares the list, which was made after `looked_at`, for a comparison by a later build.
    ///
    /// A folder that changed only a moment before loses its time: nobody could tell whether it
    /// changed once more in the same moment.
    pub(super) fn settled(mut self, looked_at: ChangeTime) -> Self {
        for (_, changed) in &mut self.folders {
            *changed = changed.settled(looked_at);
        }
        self
    }

    /// Reports whether the list covers a whole folder and names nothing outside it.
    pub(super) fn is_sound(&self) -> bool {
        let Some(((root, _), inner)) = self.folders.split_first() else {
            return false;
        };
        root.is_empty()
            && inner.iter().all(|(name, _)| stays_below(name))
            && self.paths.iter().all(|path| stays_below(path.as_str()))
    }

    /// Adds files that were the site's before.
    pub(super) fn add(&mut self, paths: &[OutputPath]) {
        self.paths.extend_from_slice(paths);
        self.paths.sort();
    }

    /// Reports whether a foreign file stands below a folder.
    pub(super) fn stand_below(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        let first = self
            .paths
            .partition_point(|path| path.as_str() < inside.as_str());
        self.paths
            .get(first)
            .is_some_and(|path| path.as_str().starts_with(&inside))
    }

    /// Returns the names to show: those of hidden files are left out.
    pub(super) fn shown(&self) -> Vec<String> {
        self.paths
            .iter()
            .map(ToString::to_string)
            .filter(|name| !name.starts_with('.'))
            .collect()
    }
}

/// Reports whether a file is somebody else's: neither masthead's own nor one of the site's, `ours`.
fn is_foreign(path: &OutputPath, ours: Option<&LiveSite>) -> bool {
    let first = path.as_str().split('/').next().unwrap_or_default();
    let is_own = [MANIFEST, JOURNAL, LOCK, INSIDE].contains(&first);
    !is_own && ours.is_none_or(|site| !site.files.contains_key(path))
}

fn stays_below(path: &str) -> bool {
    path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}
