//! Notes on the published site, by which the next build need not read it again: when each file and
//! each folder last changed. They stand in the site's `.masthead`, and take what a build saw.
//!
//! Notes may be missing, damaged or of another site: then files are read and folders are listed.
//! Notes are checked against the disk, so a wrong one costs time and nothing else.

use super::change_time::ChangeTime;
use super::foreign_files::ForeignFiles;
use crate::base::Fingerprint;
use crate::disk::MemoryFolder;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Whether notes are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotesUse {
    /// Published files that are noted are not read, and notes are kept for the next build.
    Yes,
    /// Every published file is read, and nothing is noted.
    No,
}

/// The notes on one output folder.
pub(super) struct PublishNotes {
    memory: MemoryFolder,
    /// The name by which the output folder is known.
    name: String,
    used: NotesUse,
}

/// When each file of a manifest last changed, in its order.
pub(super) struct FileTimes(Option<(Fingerprint, Vec<ChangeTime>)>);

impl PublishNotes {
    /// Prepares access to what the site at `root` remembers of an output folder.
    pub(super) fn of(root: &Path, output: &Path, used: NotesUse) -> Self {
        Self {
            memory: MemoryFolder::of(root),
            name: Fingerprint::short(output.as_os_str().as_encoded_bytes()),
            used,
        }
    }

    /// Reads the notes on files.
    pub(super) fn files(&self) -> FileTimes {
        FileTimes(self.read("files"))
    }

    /// Writes notes on the files of a manifest, in its order.
    pub(super) fn write_files(&self, manifest: Fingerprint, times: &[ChangeTime]) {
        self.write("files", &(manifest, times));
    }

    /// Reads the notes on folders and on files of others in them.
    pub(super) fn folders(&self) -> Option<ForeignFiles> {
        self.read("folders").filter(ForeignFiles::is_sound)
    }

    /// Writes the notes on folders.
    pub(super) fn write_folders(&self, foreign_files: &ForeignFiles) {
        self.write("folders", foreign_files);
    }

    fn read<T: DeserializeOwned>(&self, what: &str) -> Option<T> {
        if self.used == NotesUse::No {
            return None;
        }
        postcard::from_bytes(&self.memory.read(&self.file(what))?).ok()
    }

    /// Writes notes. A failure is ignored: it only makes the next build slower.
    fn write<T: Serialize>(&self, what: &str, content: &T) {
        if self.used == NotesUse::No {
            return;
        }
        if let Ok(bytes) = postcard::to_allocvec(content) {
            let _ = self.memory.write(&self.file(what), &bytes);
        }
    }

    fn file(&self, what: &str) -> String {
        format!("published/{}-{what}", self.name)
    }
}

impl FileTimes {
    /// Returns the times of the `count` files of a manifest.
    pub(super) fn of(&self, manifest: Fingerprint, count: usize) -> Option<&[ChangeTime]> {
        self.0
            .as_ref()
            .filter(|(noted, times)| *noted == manifest && times.len() == count)
            .map(|(_, times)| times.as_slice())
    }
}
