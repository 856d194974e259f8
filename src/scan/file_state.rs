//! The state of a file by which a change is noticed without reading it: its size, its times and
//! its identity. From: what the system says of a file. To: a value to compare.
#![allow(
    clippy::disallowed_methods,
    reason = "asking for the state of files is what this file is for"
)]

use std::fs;
use std::time::{Duration, SystemTime};

/// The state of a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileState {
    size: u64,
    /// The time at which the contents last changed, which programs can set back.
    modified: Option<SystemTime>,
    /// The time at which anything of the file last changed, which nobody can set: in seconds and
    /// nanoseconds. Zero where the system has no such time.
    changed: (i64, i64),
    /// The number of the device and of the file on it. Zero where the system has none.
    identity: (u64, u64),
}

impl FileState {
    /// Takes the state of a file from what the system says of it.
    pub(super) fn of(facts: &fs::Metadata) -> Self {
        let (changed, identity) = inode(facts);
        Self {
            size: facts.len(),
            modified: facts.modified().ok(),
            changed,
            identity,
        }
    }

    /// Takes the identity of a folder. Its times say nothing that the files in it do not say.
    pub(super) fn of_folder(facts: &fs::Metadata) -> Self {
        Self {
            size: 0,
            modified: None,
            changed: (0, 0),
            identity: inode(facts).1,
        }
    }

    /// Reports whether the contents changed so long ago that another change now has another time:
    /// some file systems count in steps of two seconds.
    pub(super) fn is_settled(&self, step: Duration) -> bool {
        self.modified
            .is_none_or(|time| time.elapsed().is_ok_and(|age| age > step))
    }
}

#[cfg(unix)]
fn inode(facts: &fs::Metadata) -> ((i64, i64), (u64, u64)) {
    use std::os::unix::fs::MetadataExt;
    (
        (facts.ctime(), facts.ctime_nsec()),
        (facts.dev(), facts.ino()),
    )
}

#[cfg(not(unix))]
fn inode(facts: &fs::Metadata) -> ((i64, i64), (u64, u64)) {
    let created = facts
        .created()
        .ok()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .map_or(0, |age| u64::try_from(age.as_nanos()).unwrap_or(u64::MAX));
    ((0, 0), (0, created))
}
