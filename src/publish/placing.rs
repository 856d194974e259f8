//! Moves files between the staging folder and the output folder. A file takes its place under its
//! name in one step, by renaming.
//!
//! Where the output folder gives its files another owner, group, access list or label than the
//! staging folder does, and where another disk is mounted, a file is copied beside its place first,
//! so that it is what the system makes of a new file there.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::disk_entry::there;
use super::tree;
use rustc_hash::FxHashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The ways in which files can be moved between two folders.
pub(super) struct Placing {
    /// Whether files have another label in the output folder than in the staging folder.
    relabels: bool,
    /// Whether files are copied into a folder, by folder.
    copies: Mutex<FxHashMap<PathBuf, bool>>,
}

impl Placing {
    /// Finds the ways between a staging folder and an output folder.
    pub(super) fn between(staging: &Path, output: &Path) -> io::Result<Self> {
        Ok(Self {
            relabels: label(staging)? != label(output)?,
            copies: Mutex::default(),
        })
    }

    /// Moves a file to its place, where nothing stands. A file that is there by now is an error.
    pub(super) fn add(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.needs_copy(to)? {
            return copy_to_place(from, to, None, rename_new);
        }
        match rename_new(from, to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                copy_to_place(from, to, None, rename_new)
            }
            done => done,
        }
    }

    /// Moves a file to its place, where an older one stands whose permissions it gets.
    pub(super) fn replace(&self, from: &Path, to: &Path, mode: u32) -> io::Result<()> {
        if self.needs_copy(to)? {
            return copy_to_place(from, to, Some(mode), rename);
        }
        set_mode(from, mode)?;
        match rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                copy_to_place(from, to, Some(mode), rename)
            }
            done => done,
        }
    }

    /// Keeps the file at `from` also as `to`, where nothing stands: as a second name, or as a copy
    /// where a file cannot have one.
    pub(super) fn keep(from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            Err(error) if cannot_link(&error) => copy(from, to),
            done => done,
        }
    }

    /// Reports whether a folder makes of a new file what the staging folder makes of it.
    pub(super) fn is_plain(&self, folder: &Path) -> io::Result<bool> {
        Ok(!self.relabels && !passes_on(folder)?)
    }

    fn needs_copy(&self, to: &Path) -> io::Result<bool> {
        let folder = to.parent().unwrap_or(to);
        let known = || self.copies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(needs_copy) = known().get(folder) {
            return Ok(*needs_copy);
        }
        let needs_copy = !self.is_plain(folder)?;
        known().insert(folder.to_path_buf(), needs_copy);
        Ok(needs_copy)
    }
}

/// Reports whether an error says that a file cannot have a second name there: on another disk, on a
/// file system without such names, or for a file that belongs to another user.
fn cannot_link(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::CrossesDevices
            | io::ErrorKind::Unsupported
            | io::ErrorKind::PermissionDenied
            | io::ErrorKind::TooManyLinks
    )
}

/// Copies a file beside its place, and then puts the copy there in one step.
fn copy_to_place(
    from: &Path,
    to: &Path,
    mode: Option<u32>,
    put: fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    let fresh = tree::beside(to);
    copy(from, &fresh)?;
    let done = mode
        .map_or(Ok(()), |mode| set_mode(&fresh, mode))
        .and_then(|()| put(&fresh, to));
    if done.is_err() {
        // The next build removes what cannot be removed now.
        let _ = fs::remove_file(&fresh);
    }
    done
}

/// Renames a file, in place of one of that name.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Renames a file, unless there is one of that name.
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems do not know the flag.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            done => return Ok(done?),
        }
    }
    if there(fs::symlink_metadata(to))?.is_some() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Gives a file permissions, if it has others.
fn set_mode(file: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        if fs::symlink_metadata(file)?.mode() & 0o7777 != mode {
            fs::set_permissions(file, fs::Permissions::from_mode(mode))?;
        }
    }
    #[cfg(not(unix))]
    let _ = (file, mode);
    Ok(())
}

/// Copies a file to a new one.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    let mut copy = tree::create_new(to)?;
    let copied = io::copy(&mut source, &mut copy);
    if copied.is_err() {
        // The next build removes what cannot be removed now.
        let _ = fs::remove_file(to);
    }
    copied.map(drop)
}

/// Reports whether a folder passes its group or a list of access rights on to new files.
fn passes_on(folder: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        const SET_GROUP: u32 = 0o2000;
        if fs::metadata(folder)?.mode() & SET_GROUP != 0 {
            return Ok(true);
        }
    }
    Ok(attribute(folder, "system.posix_acl_default")?.is_some())
}

/// Returns the label that a system with mandatory access control gave to a folder.
fn label(folder: &Path) -> io::Result<Option<Vec<u8>>> {
    attribute(folder, "security.selinux")
}

/// Reads an extended attribute, where the system has such.
fn attribute(folder: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
    #[cfg(target_os = "linux")]
    {
        use rustix::io::Errno;
        let mut value = vec![0; 1024];
        match rustix::fs::getxattr(folder, name, value.as_mut_slice()) {
            Ok(length) => {
                value.truncate(length);
                Ok(Some(value))
            }
            Err(Errno::NODATA | Errno::OPNOTSUPP | Errno::NOSYS) => Ok(None),
            // It is there, and longer than any label.
            Err(Errno::RANGE) => Ok(Some(Vec::new())),
            Err(error) => Err(error.into()),
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (folder, name);
        Ok(None)
    }
}
