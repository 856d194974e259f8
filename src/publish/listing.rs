//! What stands in a folder, and what in it is somebody else's. From: a folder, and perhaps what was
//! seen of it before. To: the files in it, or those that are not the site's.
//!
//! Whoever has seen a folder once need not look into all of it again: a name that comes or goes
//! changes the time of the folder that it stands in, so only folders with another time are looked
//! into.
#![allow(
    clippy::disallowed_methods,
    reason = "publishing reads the output folder"
)]

use super::journal;
use super::manifest::{FileEntries, MANIFEST};
use super::tree::{FOLDER, still_holds_something};
use crate::base::{OutputPath, above};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, FileType, Mode};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

/// The files and folders below a folder.
#[derive(Debug, Default)]
pub(super) struct OutputListing {
    /// Links, too, are files here.
    files: BTreeSet<OutputPath>,
    /// Outer ones first, the looked-at one as the empty name; with the time of the last change of
    /// what is in each.
    folders: Vec<(String, ChangeTime)>,
}

/// What stands in a folder and is somebody else's, as far as one looked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ForeignFiles {
    /// Files that are not the site's, in order.
    pub(super) foreign: Vec<OutputPath>,
    /// As those of [`OutputListing`], in order of their names.
    folders: Vec<(String, ChangeTime)>,
}

impl OutputListing {
    /// Looks. A folder that is not there holds nothing, and what goes away meanwhile was not there.
    pub(super) fn of(tree: &Path) -> io::Result<Self> {
        let mut looking = FolderWalk::default();
        match rustix::fs::open(tree, FOLDER, Mode::empty()) {
            Ok(folder) => looking.folder(&folder)?,
            Err(Errno::NOENT | Errno::NOTDIR) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self {
            files: looking.files.into_iter().collect(),
            folders: looking.folders,
        })
    }

    /// Whether no file came or went since.
    pub(super) fn is_still_so(&self, tree: &Path) -> bool {
        let same = |(folder, changed): &(String, ChangeTime)| {
            rustix::fs::lstat(tree.join(folder)).is_ok_and(|now| ChangeTime::of(&now) == *changed)
        };
        self.folders.par_iter().all(same)
    }

    /// What of it is not among the site's files, `ours`: somebody else's, to be kept.
    pub(super) fn seen(&self, ours: Option<&FileEntries>) -> ForeignFiles {
        let foreign = self
            .files
            .iter()
            .filter(|path| is_foreign(path, ours))
            .cloned()
            .collect();
        let mut folders = self.folders.clone();
        folders.sort();
        ForeignFiles { foreign, folders }
    }

    /// Removes every file that stood in `tree` and is not wanted, and folders left empty.
    pub(super) fn sweep(&self, tree: &Path, keep: &BTreeSet<&str>) -> io::Result<()> {
        for path in self
            .files
            .iter()
            .filter(|path| !keep.contains(path.as_str()))
        {
            remove_left_over(tree, path)?;
        }
        for (folder, _) in self
            .folders
            .iter()
            .rev()
            .filter(|(folder, _)| !folder.is_empty())
        {
            gone(fs::remove_dir(tree.join(folder)))?;
        }
        Ok(())
    }
}

impl ForeignFiles {
    /// Looks at `tree`, and into those of its folders that changed since `before`.
    pub(super) fn since(
        before: &Self,
        tree: &Path,
        ours: Option<&FileEntries>,
    ) -> io::Result<Self> {
        let root = rustix::fs::open(tree, FOLDER, Mode::empty())?;
        let changed = |(folder, _): &(String, ChangeTime)| {
            let name = if folder.is_empty() { "." } else { folder };
            let facts = rustix::fs::statat(&root, name, AtFlags::SYMLINK_NOFOLLOW).ok()?;
            (FileType::from_raw_mode(facts.st_mode) == FileType::Directory)
                .then(|| ChangeTime::of(&facts))
        };
        let now: Vec<Option<ChangeTime>> = before.folders.par_iter().map(changed).collect();
        // Outer ones come first. What lies behind a folder that became a link is not there.
        let mut there: FxHashSet<&str> = FxHashSet::default();
        let (mut same, mut others) = (FxHashSet::default(), Vec::new());
        for ((folder, then), now) in before.folders.iter().zip(now) {
            let Some(now) = now else { continue };
            if folder.is_empty() || there.contains(above(folder)) {
                there.insert(folder);
                if now == *then {
                    same.insert(folder.as_str());
                } else {
                    others.push(folder.as_str());
                }
            }
        }
        let mut looking = FolderWalk {
            passed_over: there,
            ..FolderWalk::default()
        };
        for folder in others {
            let opened = rustix::fs::openat(
                &root,
                if folder.is_empty() { "." } else { folder },
                FOLDER,
                Mode::empty(),
            );
            let looked = opened
                .map_err(io::Error::from)
                .and_then(|opened| looking.again(&opened, folder));
            // It went away meanwhile.
            looked.or_else(|error| {
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) {
                    Ok(())
                } else {
                    Err(error)
                }
            })?;
        }
        let unchanged = before
            .foreign
            .iter()
            .filter(|path| same.contains(above(path.as_str())))
            .cloned();
        let mut foreign: Vec<OutputPath> = looking
            .files
            .into_iter()
            .chain(unchanged)
            .filter(|path| is_foreign(path, ours))
            .collect();
        foreign.sort();
        let unchanged = before
            .folders
            .iter()
            .filter(|(folder, _)| same.contains(folder.as_str()))
            .cloned();
        let mut folders: Vec<(String, ChangeTime)> = unchanged.chain(looking.folders).collect();
        folders.sort();
        Ok(Self { foreign, folders })
    }

    /// The same, to be compared later, when looking began at the time `begun`: of a folder that
    /// changed a moment before nobody could tell whether it changed once more in the same moment.
    pub(super) fn settled(mut self, begun: Option<ChangeTime>) -> Self {
        for (_, changed) in &mut self.folders {
            if !begun.is_some_and(|begun| changed.is_well_before(begun)) {
                *changed = ChangeTime::NEVER;
            }
        }
        self
    }

    /// Whether all of it can be compared later.
    pub(super) fn is_settled(&self) -> bool {
        self.folders
            .iter()
            .all(|(_, changed)| *changed != ChangeTime::NEVER)
    }

    /// Whether it is of a whole tree, and names nothing outside it.
    pub(super) fn is_sound(&self) -> bool {
        let is_below = |path: &str| path.split('/').all(|name| !matches!(name, "" | "." | ".."));
        let of_tree = |((tree, _), rest): (&(String, ChangeTime), &[(String, ChangeTime)])| {
            tree.is_empty() && rest.iter().all(|(name, _)| is_below(name))
        };
        self.folders.split_first().is_some_and(of_tree)
            && self.foreign.iter().all(|path| is_below(path.as_str()))
    }
}

fn is_foreign(path: &OutputPath, ours: Option<&FileEntries>) -> bool {
    let is_ours =
        path.as_str() == MANIFEST || path.as_str().split('/').next() == Some(journal::FOLDER);
    !is_ours && ours.is_none_or(|files| !files.contains_key(path))
}

/// A look that is being taken. Names are asked for from the folder that they stand in: whole paths
/// take twice the time.
#[derive(Default)]
struct FolderWalk<'a> {
    files: Vec<OutputPath>,
    folders: Vec<(String, ChangeTime)>,
    /// The name of the folder below the first one; ends with `/` unless it is that one.
    name: String,
    /// Folders that are not looked into on the way.
    passed_over: FxHashSet<&'a str>,
}

impl FolderWalk<'_> {
    /// Looks into the folder `name`, which is open.
    fn again(&mut self, folder: &OwnedFd, name: &str) -> io::Result<()> {
        self.name.clear();
        if !name.is_empty() {
            self.name.extend([name, "/"]);
        }
        self.folder(folder)
    }

    fn folder(&mut self, folder: &OwnedFd) -> io::Result<()> {
        let facts = rustix::fs::fstat(folder)?;
        self.folders.push((
            self.name.trim_end_matches('/').to_owned(),
            ChangeTime::of(&facts),
        ));
        for entry in rustix::fs::Dir::read_from(folder)? {
            let entry = entry?;
            // A name that is no text is nobody's we know of.
            let Ok(name) = entry.file_name().to_str() else {
                continue;
            };
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
        // Some file systems do not say of what kind their entries are.
        let kind = match kind {
            FileType::Unknown => FileType::from_raw_mode(
                rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode,
            ),
            known => known,
        };
        self.name.push_str(name);
        let looked = if kind != FileType::Directory {
            self.files.push(OutputPath::new(&self.name));
            Ok(())
        } else if self.passed_over.contains(self.name.as_str()) {
            Ok(())
        } else {
            rustix::fs::openat(folder, name, FOLDER, Mode::empty()).and_then(|inner| {
                self.name.push('/');
                self.folder(&inner)
                    .map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
            })
        };
        self.name.truncate(length);
        looked
    }
}

/// When what is in a folder changed, by the clock of its file system, and which folder it is. That
/// is the time of the last change of its node: nobody can set it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct ChangeTime {
    seconds: i64,
    nanoseconds: i64,
    number: u64,
}

impl ChangeTime {
    /// The time of no folder.
    const NEVER: Self = Self {
        seconds: 0,
        nanoseconds: -1,
        number: 0,
    };

    pub(super) fn of(facts: &rustix::fs::Stat) -> Self {
        let nanoseconds = i64::try_from(facts.st_ctime_nsec).unwrap_or(0);
        Self {
            seconds: facts.st_ctime,
            nanoseconds,
            number: facts.st_ino,
        }
    }

    /// Whether it lies back far enough at another time to be told from a change at that time.
    fn is_well_before(self, other: Self) -> bool {
        let since_epoch =
            |time: Self| i128::from(time.seconds) * 1_000_000_000 + i128::from(time.nanoseconds);
        // Clocks go in steps: of some milliseconds, or of up to two seconds where times are whole
        // seconds.
        let step = if self.nanoseconds == 0 {
            3_000_000_000
        } else {
            100_000_000
        };
        since_epoch(self) + step < since_epoch(other)
    }
}

/// Removes a file below `tree`, and the folders it stood in as far as they are empty now. A folder
/// that has taken its name stays.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::FileEntry;

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
        let standing = OutputListing::of(folder.path()).expect("looked");
        fs::write(folder.path().join("f/new"), "since").expect("written");
        standing
            .sweep(folder.path(), &BTreeSet::from(["a/kept"]))
            .expect("swept");
        let left = OutputListing::of(folder.path()).expect("looked");
        assert_eq!(
            left.files
                .iter()
                .map(OutputPath::as_str)
                .collect::<Vec<_>>(),
            ["a/kept", "f/new"]
        );
        assert_eq!(
            left.folders
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<BTreeSet<_>>(),
            BTreeSet::from(["", "a", "f"])
        );
    }

    #[test]
    fn a_file_that_became_a_folder_and_a_folder_that_became_a_file_stay() {
        let folder = folder(&["a", "b/old"]);
        let standing = OutputListing::of(folder.path()).expect("looked");
        fs::remove_file(folder.path().join("a")).expect("removed");
        fs::create_dir(folder.path().join("a")).expect("made");
        fs::write(folder.path().join("a/x"), "x").expect("written");
        fs::remove_dir_all(folder.path().join("b")).expect("removed");
        fs::write(folder.path().join("b"), "b").expect("written");
        standing
            .sweep(folder.path(), &BTreeSet::from(["a/x", "b"]))
            .expect("swept");
        let left = OutputListing::of(folder.path()).expect("looked");
        assert_eq!(
            left.files
                .iter()
                .map(OutputPath::as_str)
                .collect::<Vec<_>>(),
            ["a/x", "b"]
        );
    }

    /// What is seen of a folder where `ours` are the site's files, long after it last changed.
    fn seen(folder: &Path, ours: &[&str]) -> (ForeignFiles, FileEntries) {
        let entry = FileEntry {
            sha256: [0; 32],
            size: 1,
        };
        let ours = ours
            .iter()
            .map(|path| (OutputPath::new(path), entry))
            .collect();
        (
            OutputListing::of(folder)
                .expect("looked")
                .seen(Some(&ours))
                .settled(Some(now(folder, 60))),
            ours,
        )
    }

    /// So many seconds after a folder changed last.
    fn now(folder: &Path, seconds: i64) -> ChangeTime {
        let changed = ChangeTime::of(&rustix::fs::lstat(folder).expect("read"));
        ChangeTime {
            seconds: changed.seconds + seconds,
            ..changed
        }
    }

    fn names(seen: &ForeignFiles) -> Vec<&str> {
        seen.foreign.iter().map(OutputPath::as_str).collect()
    }

    #[test]
    fn looking_again_sees_what_looking_at_everything_sees() {
        let folder = folder(&[
            "page",
            "theirs",
            "a/page",
            "a/theirs",
            "b/c/page",
            "d/theirs",
            "e/f/theirs",
            "g/theirs",
        ]);
        let root = folder.path();
        let ours = ["page", "a/page", "b/c/page"];
        let (before, ours) = seen(root, &ours);
        assert_eq!(
            names(&before),
            ["a/theirs", "d/theirs", "e/f/theirs", "g/theirs", "theirs"]
        );
        assert_eq!(
            ForeignFiles::since(&before, root, Some(&ours)).expect("looked"),
            before
        );
        fs::remove_file(root.join("a/theirs")).expect("removed");
        fs::create_dir_all(root.join("b/new/folder")).expect("made");
        fs::write(root.join("b/new/folder/theirs"), "x").expect("written");
        fs::write(root.join("b/c/too"), "x").expect("written");
        fs::remove_dir_all(root.join("d")).expect("removed");
        fs::rename(root.join("e"), root.join("h")).expect("renamed");
        // What lies behind a link is not in the tree.
        fs::rename(root.join("g"), root.join("z")).expect("renamed");
        std::os::unix::fs::symlink("z", root.join("g")).expect("linked");
        let again = ForeignFiles::since(&before, root, Some(&ours)).expect("looked");
        assert_eq!(
            names(&again),
            [
                "b/c/too",
                "b/new/folder/theirs",
                "g",
                "h/f/theirs",
                "theirs",
                "z/theirs"
            ]
        );
        assert_eq!(
            again,
            OutputListing::of(root).expect("looked").seen(Some(&ours))
        );
    }

    #[test]
    fn a_folder_that_changed_a_moment_ago_is_looked_into_again() {
        let folder = folder(&["a/page"]);
        let looked = || OutputListing::of(folder.path()).expect("looked").seen(None);
        assert!(looked().is_settled());
        assert!(looked().settled(Some(now(folder.path(), 60))).is_settled());
        assert!(!looked().settled(Some(now(folder.path(), 0))).is_settled());
        assert!(!looked().settled(None).is_settled());
        let before = looked().settled(Some(now(folder.path(), 0)));
        assert!(
            before
                .folders
                .iter()
                .all(|(_, changed)| *changed == ChangeTime::NEVER)
        );
        assert_eq!(
            ForeignFiles::since(&before, folder.path(), None).expect("looked"),
            looked()
        );
    }

    #[test]
    fn what_is_written_down_must_be_of_a_whole_tree_and_stay_in_it() {
        let seen = |folders: &[&str], foreign: &[&str]| ForeignFiles {
            foreign: foreign.iter().copied().map(OutputPath::new).collect(),
            folders: folders
                .iter()
                .map(|name| ((*name).to_owned(), ChangeTime::NEVER))
                .collect(),
        };
        assert!(seen(&["", "a", "a/b"], &["a/it's: theirs", ".well-known/x"]).is_sound());
        assert!(!seen(&[], &[]).is_sound());
        assert!(!seen(&["a"], &[]).is_sound());
        assert!(!seen(&["", "../a"], &[]).is_sound());
        assert!(!seen(&[""], &["a/../../b"]).is_sound());
    }
}
