//! What stands at a path below an output folder. It reads the file system, follows no link and
//! changes nothing. An error is never taken for an absence: only "not found" is.
#![allow(
    clippy::disallowed_methods,
    reason = "publishing looks at the output folder"
)]

use super::change_time::ChangeTime;
use super::manifest::FileEntry;
use crate::base::OutputPath;
use crate::source::Sha256;
use sha2::Digest;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// An entry of a folder, as the system describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DiskEntry {
    pub(super) kind: EntryKind,
    pub(super) size: u64,
    pub(super) changed: ChangeTime,
    /// The permissions, where the system has them as a number; otherwise 0.
    pub(super) mode: u32,
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A link, a device, a pipe: nothing that masthead ever writes.
    Other,
}

/// An open folder, below which paths are looked up faster than as whole paths.
pub(super) struct OpenFolder {
    #[cfg(unix)]
    handle: std::os::fd::OwnedFd,
    #[cfg(not(unix))]
    path: std::path::PathBuf,
}

impl OpenFolder {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        #[cfg(unix)]
        {
            use rustix::fs::{Mode, OFlags};
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW;
            let handle = rustix::fs::open(path, flags, Mode::empty())?;
            Ok(Self { handle })
        }
        #[cfg(not(unix))]
        {
            fs::read_dir(path)?;
            let path = path.to_path_buf();
            Ok(Self { path })
        }
    }

    /// Describes what stands at `path`; the empty path is the folder itself. Returns `None` if
    /// nothing does.
    pub(super) fn entry(&self, path: &str) -> io::Result<Option<DiskEntry>> {
        #[cfg(unix)]
        {
            use rustix::fs::{AtFlags, statat};
            let name = if path.is_empty() { "." } else { path };
            let facts = statat(&self.handle, name, AtFlags::SYMLINK_NOFOLLOW);
            there(facts.map(|facts| entry_of(&facts)).map_err(Into::into))
        }
        #[cfg(not(unix))]
        there(fs::symlink_metadata(self.path.join(path)).map(|facts| entry_of(&facts)))
    }

    /// Finds the first of the folders above `path` in whose place something else stands, such as a
    /// link.
    pub(super) fn obstacle<'p>(&self, path: &'p OutputPath) -> io::Result<Option<&'p str>> {
        for (at, _) in path.as_str().match_indices('/') {
            let folder = &path.as_str()[..at];
            match self.entry(folder)? {
                Some(entry) if entry.kind == EntryKind::Folder => {}
                Some(_) => return Ok(Some(folder)),
                None => return Ok(None),
            }
        }
        Ok(None)
    }
}

#[cfg(unix)]
fn entry_of(facts: &rustix::fs::Stat) -> DiskEntry {
    use rustix::fs::FileType;
    DiskEntry {
        kind: match FileType::from_raw_mode(facts.st_mode) {
            FileType::RegularFile => EntryKind::File,
            FileType::Directory => EntryKind::Folder,
            _ => EntryKind::Other,
        },
        size: u64::try_from(facts.st_size).unwrap_or(0),
        changed: ChangeTime {
            seconds: facts.st_ctime,
            nanoseconds: i64::try_from(facts.st_ctime_nsec).unwrap_or(0),
            number: facts.st_ino,
        },
        mode: facts.st_mode & 0o7777,
    }
}

#[cfg(not(unix))]
fn entry_of(facts: &fs::Metadata) -> DiskEntry {
    let kind = if facts.is_file() {
        EntryKind::File
    } else if facts.is_dir() {
        EntryKind::Folder
    } else {
        EntryKind::Other
    };
    // A file that takes another's name was created at another time.
    let created = facts.created().unwrap_or(std::time::SystemTime::UNIX_EPOCH);
    let number = ChangeTime::of_content(created, 0);
    let number = number.seconds.unsigned_abs() << 30 | number.nanoseconds.unsigned_abs();
    let changed = facts.modified().map_or(ChangeTime::NEVER, |time| {
        ChangeTime::of_content(time, number)
    });
    DiskEntry {
        kind,
        size: facts.len(),
        changed,
        mode: 0,
    }
}

/// Turns "not found" into `None`.
pub(super) fn there<T>(looked: io::Result<T>) -> io::Result<Option<T>> {
    match looked {
        Err(error) if is_absence(&error) => Ok(None),
        looked => looked.map(Some),
    }
}

/// Reports whether an error says that there is nothing of that name.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Reports whether the ordinary file at `path` below `root` has exactly the content of `entry`.
pub(super) fn has_content(root: &Path, path: &OutputPath, entry: &FileEntry) -> io::Result<bool> {
    let disk = root.join(path.as_str());
    let Some(facts) = there(fs::symlink_metadata(&disk))? else {
        return Ok(false);
    };
    if !facts.is_file() || facts.len() != entry.size {
        return Ok(false);
    }
    Ok(there(hash(&disk))? == Some(entry.sha256))
}

/// Computes the hash of a file's bytes.
pub(super) fn hash(path: &Path) -> io::Result<Sha256> {
    let mut file = fs::File::open(path)?;
    let mut hasher = sha2::Sha256::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finalize().into()),
            Ok(read) => hasher.update(&piece[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
