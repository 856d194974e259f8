//! Small operations on a tree of published files: reading and writing its manifest, making and
//! removing files, and making them durable. None follows a link out of the tree.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::error::PublishError;
use super::manifest::{MANIFEST, Manifest, OldManifest};
use crate::base::OutputPath;
use rustc_hash::FxHashSet;
use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use std::fs;
use std::io::{self, IoSlice, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Reads the manifest of a tree. Returns `None` when the tree has none.
pub(super) fn manifest(tree: &Path) -> Result<Option<OldManifest>, PublishError> {
    let path = tree.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => OldManifest::parse(&bytes)
            .map(Some)
            .ok_or(PublishError::BadManifest { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishError::io("read", &path)(error)),
    }
}

/// Writes a manifest under another name and renames it, so that it is there whole or not at all.
pub(super) fn write_manifest(tree: &Path, manifest: &Manifest) -> Result<(), PublishError> {
    let path = tree.join(MANIFEST);
    let fresh = tree.join(".masthead.json.new");
    let json = manifest
        .to_json()
        .map_err(|error| PublishError::io("write", &path)(error.into()))?;
    let _ = fs::remove_file(&fresh);
    create(&fresh, json.iter().map(Vec::as_slice))
        .and_then(|()| fs::rename(&fresh, &path))
        .map_err(PublishError::io("write", &path))
}

/// Writes a new file; never writes into an existing one, which may be shared with the live tree.
pub(super) fn create<'b>(
    path: &Path,
    pieces: impl IntoIterator<Item = &'b [u8]>,
) -> io::Result<()> {
    let mut file = create_new(path)?;
    let mut pieces: Vec<IoSlice<'_>> = pieces.into_iter().map(IoSlice::new).collect();
    let mut rest = pieces.as_mut_slice();
    IoSlice::advance_slices(&mut rest, 0);
    while !rest.is_empty() {
        match file.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

pub(super) fn create_new(path: &Path) -> io::Result<fs::File> {
    match fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
    {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            remove_any(path)?;
            fs::OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(path)
        }
        done => done,
    }
}

/// Removes the file or folder of that name; removes a link rather than follow it.
pub(super) fn remove_any(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Gives a file a second name, or copies it where the file system cannot.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    let linked = match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            remove_any(to)?;
            fs::hard_link(from, to)
        }
        done => done,
    };
    match linked {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => fs::copy(from, to).map(|_| ()),
        done => done,
    }
}

/// Opens a folder, from which names are resolved faster than as whole paths.
pub(super) fn open(tree: &Path) -> io::Result<OwnedFd> {
    Ok(rustix::fs::open(tree, FOLDER, Mode::empty())?)
}

/// The flags by which folders are opened, never through a link.
pub(super) const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOFOLLOW);

/// Reports whether an ordinary file of that size stands at `path` below a folder.
pub(super) fn holds(root: &OwnedFd, path: &OutputPath, size: u64) -> bool {
    rustix::fs::statat(root, path.as_str(), AtFlags::SYMLINK_NOFOLLOW).is_ok_and(|facts| {
        FileType::from_raw_mode(facts.st_mode) == FileType::RegularFile
            && u64::try_from(facts.st_size).is_ok_and(|held| held == size)
    })
}

/// The folders made below one root, so that each is made only once.
#[derive(Default)]
pub(super) struct CreatedFolders {
    made: Mutex<FxHashSet<String>>,
}

impl CreatedFolders {
    /// Makes the folders that hold `path`. Anything else with the name of one of them is removed.
    pub(super) fn make_for(&self, root: &Path, path: &OutputPath) -> io::Result<()> {
        let Some((folder, _)) = path.as_str().rsplit_once('/') else {
            return Ok(());
        };
        self.make(root, folder)
    }

    fn make(&self, root: &Path, folder: &str) -> io::Result<()> {
        if self
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(folder)
        {
            return Ok(());
        }
        if let Some((above, _)) = folder.rsplit_once('/') {
            self.make(root, above)?;
        }
        let path = root.join(folder);
        match fs::create_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !fs::symlink_metadata(&path)?.is_dir() {
                    fs::remove_file(&path)?;
                    fs::create_dir(&path)?;
                }
            }
            done => done?,
        }
        self.made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(folder.to_owned());
        Ok(())
    }
}

/// Reports whether a folder could not be removed because it is not empty: POSIX allows two errors
/// for that.
pub(super) fn still_holds_something(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists
    )
}

/// Makes everything written to the file system of `tree` durable.
pub(super) fn sync(tree: &Path) -> io::Result<()> {
    let folder = fs::File::open(tree)?;
    #[cfg(target_os = "linux")]
    let synced = rustix::fs::syncfs(&folder).map_err(io::Error::from);
    #[cfg(not(target_os = "linux"))]
    let synced = folder.sync_all();
    synced
}

/// Makes one file, or a change of names in one folder, durable.
pub(super) fn sync_one(path: &Path) -> io::Result<()> {
    match fs::File::open(path)?.sync_all() {
        // Some file systems cannot sync a folder; they order renames themselves.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}
