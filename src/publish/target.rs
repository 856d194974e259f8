//! Opens an output folder: checks that it may be written to, locks it, finishes what a killed build
//! began, and looks at the site that stands there.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::change_time::ChangeTime;
use super::disk_entry::there;
use super::error::PublishError;
use super::guard::{self, ProtectedFolders};
use super::journal;
use super::live::LiveSite;
use super::lock::OutputLock;
use super::manifest::FileEntry;
use super::notes::{NotesUse, PublishNotes};
use super::stage::Stage;
use super::staging;
use super::tree;
use crate::base::{Fingerprint, OutputPath};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// An output folder that this process may write to, and no other while this lives.
pub struct OutputTarget {
    /// The folder, with no link in its path.
    pub(super) output: PathBuf,
    /// The place for staged files, if it can be used.
    pub(super) staging: PathBuf,
    /// What is remembered of the folder.
    pub(super) notes: PublishNotes,
    /// The site that stands there.
    pub(super) site: Option<LiveSite>,
    /// The time before that site was looked at.
    looked_at: ChangeTime,
    /// Whether the folder was not there before.
    pub(super) is_made: bool,
    _lock: OutputLock,
}

impl OutputTarget {
    /// Checks an output folder, takes its lock, finishes what a killed build left half applied, and
    /// looks at the site that stands there.
    ///
    /// # Errors
    /// Fails when the folder must not be written to, another build holds it, or its file system
    /// refuses.
    pub fn open(
        output: &Path,
        protected: &ProtectedFolders,
        used: NotesUse,
    ) -> Result<Self, PublishError> {
        let looked_at = ChangeTime::now();
        // A link to a folder is followed once, here; nothing below follows any.
        let output = guard::check(output, protected)?;
        let (lock, is_made) = make_and_lock(&output)?;
        let mut target = Self {
            staging: staging::place(&protected.root, &output),
            notes: PublishNotes::of(&protected.root, &output, used),
            output,
            site: None,
            looked_at,
            is_made,
            _lock: lock,
        };
        let output = &target.output;
        staging::remove_left_over(&target.staging, output)?;
        remove_working_folder(output).map_err(PublishError::io("tidy up", output))?;
        journal::settle(output)?;
        if let Some(manifest) = tree::manifest(output)? {
            let site = LiveSite::read(output, manifest, &target.notes.files())?;
            if !site.is_noted {
                site.leave_notes(&target.notes, looked_at);
            }
            target.site = Some(site);
        }
        Ok(target)
    }

    /// Returns the fingerprint of the manifest of the site that stands there.
    #[must_use]
    pub fn manifest_fingerprint(&self) -> Option<Fingerprint> {
        self.site.as_ref().map(|site| site.fingerprint)
    }

    /// Reports whether the live site has every file that its manifest lists, as masthead wrote it.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.site.as_ref().is_some_and(LiveSite::is_whole)
    }

    /// Returns the time since when a file has stood there as masthead would write it, to be noted.
    pub(super) fn time(&self, path: &OutputPath, entry: &FileEntry) -> Option<ChangeTime> {
        let time = self.site.as_ref()?.time(path, entry)?;
        Some(time.settled(self.looked_at))
    }

    /// Reports whether nothing was published here yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.site.is_none()
    }

    /// Returns the number of files that the live site has.
    #[must_use]
    pub fn files(&self) -> usize {
        self.site.as_ref().map_or(0, |site| site.files.len())
    }

    /// Starts a build into this target. Files of the site are read below `root`.
    ///
    /// # Errors
    /// Fails when no staging folder can be made.
    pub fn stage(&self, root: &Path) -> Result<Stage<'_>, PublishError> {
        Stage::new(self, root)
    }
}

impl Drop for OutputTarget {
    fn drop(&mut self) {
        staging::remove_empty_memory(&self.staging);
        if self.is_made {
            // It stays if anything is in it.
            let _ = fs::remove_dir(&self.output);
        }
    }
}

/// Takes the lock of a folder, which is made if it is not there, and reports whether it was made.
fn make_and_lock(output: &Path) -> Result<(OutputLock, bool), PublishError> {
    let parent = output.parent().unwrap_or(output);
    fs::create_dir_all(parent).map_err(PublishError::io("make", parent))?;
    loop {
        let is_made = match fs::create_dir(output) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            made => made
                .map(|()| true)
                .map_err(PublishError::io("make", output))?,
        };
        let lock = OutputLock::take(output)?;
        if lock
            .is_of(output)
            .map_err(PublishError::io("lock", output))?
        {
            return Ok((lock, is_made));
        }
    }
}

/// Removes the folder beside the output in which earlier versions of masthead kept the site before
/// last, with pages that may have been withdrawn since.
fn remove_working_folder(output: &Path) -> io::Result<()> {
    let Some(name) = output.file_name() else {
        return Ok(());
    };
    let folder = output.with_file_name(format!(".{}.masthead", name.to_string_lossy()));
    let ignored = there(fs::read(folder.join(".gitignore")))?;
    let lock = there(fs::symlink_metadata(folder.join("lock")))?;
    if ignored.as_deref() == Some(b"*\n") && lock.is_some() {
        // Of a link of that name, nothing but the link is removed.
        tree::remove_any(&folder)?;
    }
    Ok(())
}
