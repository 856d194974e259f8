//! Lists the files and folders below an open folder. Takes a folder; gives names and change times.
//! It reads the file system, follows no link and changes nothing.

use super::change_time::ChangeTime;
use super::tree::FOLDER;
use crate::base::OutputPath;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, FileType, Mode};
use rustix::io::Errno;
use std::io;
use std::os::fd::OwnedFd;

/// A walk through a tree of folders, and what it has listed so far.
///
/// Each name is asked for from the folder that holds it, because resolving whole paths takes twice
/// the time.
#[derive(Default)]
pub(super) struct FolderWalk<'a> {
    pub(super) files: Vec<OutputPath>,
    pub(super) folders: Vec<(String, ChangeTime)>,
    /// The current folder's name below the root; it ends with `/` unless it is the root.
    name: String,
    /// Folders that the walk does not enter.
    skipped: FxHashSet<&'a str>,
}

impl<'a> FolderWalk<'a> {
    /// Starts a walk that does not enter the folders in `skipped`.
    pub(super) fn skipping(skipped: FxHashSet<&'a str>) -> Self {
        Self {
            skipped,
            ..Self::default()
        }
    }

    /// Lists everything below the open folder `name`.
    pub(super) fn list_named(&mut self, folder: &OwnedFd, name: &str) -> io::Result<()> {
        self.name.clear();
        if !name.is_empty() {
            self.name.extend([name, "/"]);
        }
        self.list(folder)
    }

    /// Lists everything below the current folder, which is open as `folder`.
    pub(super) fn list(&mut self, folder: &OwnedFd) -> io::Result<()> {
        let facts = rustix::fs::fstat(folder)?;
        self.folders.push((
            self.name.trim_end_matches('/').to_owned(),
            ChangeTime::of(&facts),
        ));
        for entry in rustix::fs::Dir::read_from(folder)? {
            let entry = entry?;
            // masthead writes no name that is not UTF-8, and cannot name such a file either.
            let Ok(name) = entry.file_name().to_str() else {
                continue;
            };
            if matches!(name, "." | "..") {
                continue;
            }
            match self.add(folder, name, entry.file_type()) {
                // The entry was removed in the meantime.
                Err(Errno::NOENT | Errno::NOTDIR) => {}
                added => added?,
            }
        }
        Ok(())
    }

    /// Adds one entry of `folder`, and what is below it if it is a folder.
    fn add(&mut self, folder: &OwnedFd, name: &str, kind: FileType) -> Result<(), Errno> {
        let length = self.name.len();
        // Some file systems do not say what kind their entries are.
        let kind = match kind {
            FileType::Unknown => FileType::from_raw_mode(
                rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode,
            ),
            known => known,
        };
        self.name.push_str(name);
        let added = if kind != FileType::Directory {
            self.files.push(OutputPath::new(&self.name));
            Ok(())
        } else if self.skipped.contains(self.name.as_str()) {
            Ok(())
        } else {
            self.enter(folder, name)
        };
        self.name.truncate(length);
        added
    }

    fn enter(&mut self, folder: &OwnedFd, name: &str) -> Result<(), Errno> {
        let inner = rustix::fs::openat(folder, name, FOLDER, Mode::empty())?;
        self.name.push('/');
        self.list(&inner)
            .map_err(|error| Errno::from_io_error(&error).unwrap_or(Errno::IO))
    }
}
