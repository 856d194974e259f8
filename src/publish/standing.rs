//! What stands in a folder, looked up once instead of file by file.
#![allow(clippy::disallowed_methods, reason = "publishing reads the output folder")]

use super::journal;
use super::manifest::{MANIFEST, Manifest};
use super::tree::still_holds_something;
use crate::base::OutputPath;
use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

/// The files and folders below a folder.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// The size of every file; links, which are files here, have none.
    files: BTreeMap<OutputPath, Option<u64>>,
    /// Outer ones first, the looked-at one as the empty name; with the time of the last change of what is in each.
    folders: Vec<(String, Changed)>,
}

impl Standing {
    /// Looks. A folder that is not there holds nothing, and what goes away meanwhile was not there.
    pub(super) fn of(tree: &Path) -> io::Result<Self> {
        let mut looking = Look { files: Vec::new(), folders: Vec::new(), name: String::new() };
        match rustix::fs::open(tree, FOLDER, Mode::empty()) {
            Ok(folder) => looking.folder(&folder)?,
            Err(Errno::NOENT | Errno::NOTDIR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self { files: looking.files.into_iter().collect(), folders: looking.folders })
    }

    /// Whether an ordinary file of that size has that name.
    pub(super) fn holds(&self, path: &OutputPath, size: u64) -> bool {
        self.files.get(path) == Some(&Some(size))
    }

    /// Whether no file came or went since.
    pub(super) fn is_still_so(&self, tree: &Path) -> bool {
        let same =
            |(folder, changed): &(String, Changed)| rustix::fs::lstat(tree.join(folder)).is_ok_and(|now| Changed::of(&now) == *changed);
        self.folders.par_iter().all(same)
    }

    /// Files that the manifest of the folder does not list, in order: somebody else's, to be kept.
    pub(super) fn foreign(&self, manifest: Option<&Manifest>) -> Vec<OutputPath> {
        let is_ours = |path: &OutputPath| path.as_str() == MANIFEST || path.as_str().split('/').next() == Some(journal::FOLDER);
        let listed = |path: &OutputPath| manifest.is_some_and(|manifest| manifest.files.contains_key(path));
        self.files.keys().filter(|path| !is_ours(path) && !listed(path)).cloned().collect()
    }

    /// Removes every file that stood in `tree` and is not wanted, and folders left empty.
    pub(super) fn sweep(&self, tree: &Path, keep: &BTreeSet<&str>) -> io::Result<()> {
        for path in self.files.keys().filter(|path| !keep.contains(path.as_str())) {
            remove_left_over(tree, path)?;
        }
        for (folder, _) in self.folders.iter().rev().filter(|(folder, _)| !folder.is_empty()) {
            gone(fs::remove_dir(tree.join(folder)))?;
        }
        Ok(())
    }
}

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW);

/// A look that is being taken. Names are asked for from the folder that they stand in: whole paths take twice the time.
struct Look {
    files: Vec<(OutputPath, Option<u64>)>,
    folders: Vec<(String, Changed)>,
    /// The name of the folder below the first one; ends with `/` unless it is that one.
    name: String,
}

impl Look {
    fn folder(&mut self, folder: &OwnedFd) -> io::Result<()> {
        let facts = rustix::fs::fstat(folder)?;
        self.folders.push((self.name.trim_end_matches('/').to_owned(), Changed::of(&facts)));
        for entry in rustix::fs::Dir::read_from(folder)? {
            let entry = entry?;
            // A name that is no text is nobody's we know of.
            let Ok(name) = entry.file_name().to_str() else { continue };
            if matches!(name, "." | "..") {
                continue;
            }
            match self.entry(folder, name, entry.file_type()) {
                // It went away meanwhile.
                Err(Errno::NOENT | Errno::NOTDIR) => {}
                looked => looked?,
            }
        }
        Ok(())
    }

    fn entry(&mut self, folder: &OwnedFd, name: &str, kind: FileType) -> Result<(), Errno> {
        let length = self.name.len();
        let facts = if kind == FileType::Directory { None } else { Some(rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?) };
        match facts.map(|facts| (FileType::from_raw_mode(facts.st_mode), facts.st_size)) {
            None | Some((FileType::Directory, _)) => {
                let inner = rustix::fs::openat(folder, name, FOLDER, Mode::empty())?;
                self.name.push_str(name);
                self.name.push('/');
                let looked = self.folder(&inner);
                self.name.truncate(length);
                looked.map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
            }
            Some((kind, size)) => {
                self.name.push_str(name);
                let size = if kind == FileType::RegularFile { u64::try_from(size).ok() } else { None };
                self.files.push((OutputPath::new(&self.name), size));
                self.name.truncate(length);
                Ok(())
            }
        }
    }
}

/// When what is in a folder changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Changed(i64, i64);

impl Changed {
    fn of(facts: &rustix::fs::Stat) -> Self {
        Self(facts.st_mtime, i64::try_from(facts.st_mtime_nsec).unwrap_or(0))
    }
}

/// Removes a file below `tree`, and the folders it stood in as far as they are empty now. A folder that has taken its name stays.
pub(super) fn remove_left_over(tree: &Path, path: &OutputPath) -> io::Result<()> {
    let file = tree.join(path.as_str());
    if fs::symlink_metadata(&file).is_ok_and(|facts| facts.is_dir()) {
        return Ok(());
    }
    gone(fs::remove_file(&file))?;
    for (at, _) in path.as_str().rmatch_indices('/') {
        let folder = tree.join(&path.as_str()[..at]);
        gone(fs::remove_dir(&folder))?;
        if folder.exists() {
            break;
        }
    }
    Ok(())
}

/// What has no such name any more need not be removed, and a folder that holds something stays.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) || still_holds_something(&error) => {
            Ok(())
        }
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("made");
            fs::write(path, file).expect("written");
        }
        folder
    }

    #[test]
    fn what_is_not_wanted_goes_with_the_folders_it_leaves_empty() {
        let folder = folder(&["a/b/gone", "a/kept", "c/d/e/gone", "f/late"]);
        let standing = Standing::of(folder.path()).expect("looked");
        fs::write(folder.path().join("f/new"), "since").expect("written");
        standing.sweep(folder.path(), &BTreeSet::from(["a/kept"])).expect("swept");
        let left = Standing::of(folder.path()).expect("looked");
        assert_eq!(left.files.keys().map(OutputPath::as_str).collect::<Vec<_>>(), ["a/kept", "f/new"]);
        assert_eq!(left.folders.iter().map(|(name, _)| name.as_str()).collect::<BTreeSet<_>>(), BTreeSet::from(["", "a", "f"]));
    }

    #[test]
    fn a_file_that_became_a_folder_and_a_folder_that_became_a_file_stay() {
        let folder = folder(&["a", "b/old"]);
        let standing = Standing::of(folder.path()).expect("looked");
        fs::remove_file(folder.path().join("a")).expect("removed");
        fs::create_dir(folder.path().join("a")).expect("made");
        fs::write(folder.path().join("a/x"), "x").expect("written");
        fs::remove_dir_all(folder.path().join("b")).expect("removed");
        fs::write(folder.path().join("b"), "b").expect("written");
        standing.sweep(folder.path(), &BTreeSet::from(["a/x", "b"])).expect("swept");
        let left = Standing::of(folder.path()).expect("looked");
        assert_eq!(left.files.keys().map(OutputPath::as_str).collect::<Vec<_>>(), ["a/x", "b"]);
    }

    #[test]
    fn only_an_ordinary_file_of_its_size_counts() {
        let folder = folder(&["a"]);
        let standing = Standing::of(folder.path()).expect("looked");
        assert!(standing.holds(&OutputPath::new("a"), 1));
        assert!(!standing.holds(&OutputPath::new("a"), 2));
        assert!(!standing.holds(&OutputPath::new("b"), 1));
    }
}
