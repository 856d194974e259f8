//! Small operations on files of an output folder: reading and writing its manifest, making and
//! removing files, and making them durable. None follows a link out of the folder.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::disk_entry::{OpenFolder, is_absence, there};
use super::error::PublishError;
use super::manifest::{MANIFEST, Manifest, OldManifest};
use crate::base::{Fingerprint, OutputPath, above};
use rustc_hash::FxHashSet;
use std::fs;
use std::io::{self, IoSlice, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Reads the manifest of an output folder. Returns `None` when it has none.
pub(super) fn manifest(output: &Path) -> Result<Option<OldManifest>, PublishError> {
    let path = output.join(MANIFEST);
    match there(fs::read(&path)).map_err(PublishError::io("read", &path))? {
        None => Ok(None),
        Some(bytes) => OldManifest::parse(&bytes)
            .map(Some)
            .ok_or(PublishError::BadManifest { path }),
    }
}

/// Reads a file that masthead wrote.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Writes a manifest as JSON to a new file, and returns its fingerprint.
pub(super) fn write_manifest(
    path: &Path,
    manifest: &Manifest,
) -> Result<Fingerprint, PublishError> {
    let json = manifest
        .to_json()
        .map_err(|error| PublishError::io("write", path)(error.into()))?;
    create(path, json.iter().map(Vec::as_slice)).map_err(PublishError::io("write", path))?;
    Ok(Fingerprint::of(&json.concat()))
}

/// Returns the name under which a file is made beside its place, before it takes the place in one
/// step.
pub(super) fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let short = Fingerprint::short(name.as_encoded_bytes());
    path.with_file_name(format!(".masthead-new-{short}"))
}

/// Writes a new file.
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

/// Opens a new file for writing; never an existing one.
pub(super) fn create_new(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
}

/// Removes the file or folder of that name; removes a link rather than follow it.
pub(super) fn remove_any(path: &Path) -> io::Result<()> {
    match there(fs::symlink_metadata(path))? {
        Some(facts) if facts.is_dir() => fs::remove_dir_all(path),
        Some(_) => fs::remove_file(path),
        None => Ok(()),
    }
}

/// Removes a file, which may be gone already.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    there(fs::remove_file(path)).map(drop)
}

/// Removes the folders above `path` that are empty, but never `root` itself, which is open as
/// `opened`.
pub(super) fn remove_empty_folders(
    root: &Path,
    opened: &OpenFolder,
    path: &OutputPath,
) -> io::Result<()> {
    if opened.obstacle(path)?.is_some() {
        return Ok(());
    }
    let mut folder = above(path.as_str());
    while !folder.is_empty() {
        match fs::remove_dir(root.join(folder)) {
            Err(error) if is_kept(&error) => return Ok(()),
            Err(error) if !is_absence(&error) => return Err(error),
            _ => {}
        }
        folder = above(folder);
    }
    Ok(())
}

/// Reports whether a folder stays because it is not empty (POSIX allows two errors for that), or
/// because another file system is mounted on it.
fn is_kept(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::DirectoryNotEmpty
            | io::ErrorKind::AlreadyExists
            | io::ErrorKind::ResourceBusy
    )
}

/// The folders made below one root, so that each is made only once.
#[derive(Default)]
pub(super) struct CreatedFolders {
    known: Mutex<FxHashSet<String>>,
}

impl CreatedFolders {
    /// Makes the folders that hold `path`, and calls `made` with each that was not there. Anything
    /// else with the name of one of them is an error.
    pub(super) fn make_for(
        &self,
        root: &Path,
        path: &OutputPath,
        made: &dyn Fn(&str),
    ) -> io::Result<()> {
        self.make(root, above(path.as_str()), made)
    }

    fn make(&self, root: &Path, folder: &str, made: &dyn Fn(&str)) -> io::Result<()> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if folder.is_empty() || known().contains(folder) {
            return Ok(());
        }
        self.make(root, above(folder), made)?;
        let path = root.join(folder);
        match fs::create_dir(&path) {
            Ok(()) => made(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !fs::symlink_metadata(&path)?.is_dir() {
                    return Err(error);
                }
            }
            Err(error) => return Err(error),
        }
        known().insert(folder.to_owned());
        Ok(())
    }
}

/// Makes everything written to the file system of a folder durable.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let folder = fs::File::open(folder)?;
        Ok(rustix::fs::syncfs(&folder)?)
    }
    #[cfg(not(target_os = "linux"))]
    sync_one(folder)
}

/// Makes the changes of names in a folder durable.
pub(super) fn sync_one(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match fs::File::open(folder)?.sync_all() {
        // Some file systems cannot sync a folder; they order renames themselves.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}
