//! The published site as it stands on disk: which of its files are as masthead wrote them. Takes an
//! output folder and the notes of the last build; reads files, and changes nothing.
//!
//! A file whose time and identity are those in the notes has not been touched since it was written.
//! The bytes of any other file are compared with the manifest, so damage is found whatever its
//! length, and nothing is read twice.

use super::change_time::ChangeTime;
use super::disk_entry::{EntryKind, OpenFolder, has_content};
use super::error::PublishError;
use super::manifest::{FileEntry, Manifest, OldManifest};
use super::notes::{FileTimes, PublishNotes};
use crate::base::{Fingerprint, OutputPath};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The site in an output folder.
pub(super) struct LiveSite {
    /// The files of its manifest.
    pub(super) files: BTreeMap<OutputPath, LiveFile>,
    /// The fingerprint of its manifest.
    pub(super) fingerprint: Fingerprint,
    /// Whether the notes of the last build were enough to know every file.
    pub(super) is_noted: bool,
}

/// A file that the manifest lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LiveFile {
    pub(super) entry: FileEntry,
    pub(super) condition: FileCondition,
}

/// The condition of a file that the manifest lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileCondition {
    /// The file has the bytes that masthead wrote, and has had them since this time.
    Intact(ChangeTime),
    /// An ordinary file of other content stands there.
    Damaged,
    /// Nothing stands there.
    Absent,
    /// Something else than a file stands there.
    Supplanted,
}

impl LiveSite {
    /// Looks at every file of a manifest.
    pub(super) fn read(
        root: &Path,
        manifest: OldManifest,
        noted: &FileTimes,
    ) -> Result<Self, PublishError> {
        let folder = OpenFolder::open(root).map_err(PublishError::io("read", root))?;
        let OldManifest { files, fingerprint } = manifest;
        let noted = noted.of(fingerprint, files.len());
        let listed: Vec<(&OutputPath, &FileEntry)> = files.iter().collect();
        let conditions: Vec<(FileCondition, bool)> = listed
            .into_par_iter()
            .enumerate()
            .map(|(at, (path, entry))| {
                let noted = noted.map(|noted| noted[at]);
                condition(root, &folder, path, entry, noted)
                    .map_err(PublishError::io("read", &root.join(path.as_str())))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            is_noted: conditions.iter().all(|(_, is_noted)| *is_noted),
            files: files
                .into_iter()
                .zip(conditions)
                .map(|((path, entry), (condition, _))| (path, LiveFile { entry, condition }))
                .collect(),
            fingerprint,
        })
    }

    /// Reports whether the file stands there already, as masthead would write it.
    pub(super) fn holds(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        self.time(path, entry).is_some()
    }

    /// Returns the time since when the file has stood there as masthead would write it.
    pub(super) fn time(&self, path: &OutputPath, entry: &FileEntry) -> Option<ChangeTime> {
        let file = self.files.get(path).filter(|file| file.entry == *entry)?;
        file.time()
    }

    /// Reports whether a new manifest is the same to the byte.
    pub(super) fn is(&self, new: &Manifest) -> bool {
        let same_files = self.files.len() == new.files.len() && { self.files.iter() }
            .zip(&new.files)
            .all(|((path, file), (other, entry))| path == other && file.entry == *entry);
        same_files
            && new
                .to_json()
                .is_ok_and(|json| Fingerprint::of(&json.concat()) == self.fingerprint)
    }

    /// Leaves notes on the files, which were looked at after `looked_at`.
    pub(super) fn leave_notes(&self, notes: &PublishNotes, looked_at: ChangeTime) {
        let times = self.files.values();
        let times: Vec<ChangeTime> = times
            .map(|file| {
                file.time()
                    .map_or(ChangeTime::NEVER, |time| time.settled(looked_at))
            })
            .collect();
        notes.write_files(self.fingerprint, &times);
    }

    /// Reports whether every file is as masthead wrote it.
    pub(super) fn is_whole(&self) -> bool {
        self.files.values().all(LiveFile::is_intact)
    }

    /// Fails if a file is no longer as it was when the site was read.
    pub(super) fn check_unchanged(&self, root: &Path) -> Result<(), PublishError> {
        let folder = OpenFolder::open(root).map_err(PublishError::io("read", root))?;
        self.files.par_iter().try_for_each(|(path, file)| {
            let FileCondition::Intact(changed) = file.condition else {
                return Ok(());
            };
            match folder.entry(path.as_str()) {
                Ok(Some(entry)) if entry.changed == changed => Ok(()),
                Ok(_) => Err(PublishError::ChangedMeanwhile {
                    path: root.join(path.as_str()),
                }),
                Err(error) => Err(PublishError::io("read", &root.join(path.as_str()))(error)),
            }
        })
    }
}

impl LiveFile {
    /// Reports whether the file is as masthead wrote it.
    pub(super) fn is_intact(&self) -> bool {
        self.time().is_some()
    }

    /// Reports whether the file is gone.
    pub(super) fn is_absent(&self) -> bool {
        self.condition == FileCondition::Absent
    }

    /// Returns the time since when the file has been as masthead wrote it.
    fn time(&self) -> Option<ChangeTime> {
        match self.condition {
            FileCondition::Intact(time) => Some(time),
            _ => None,
        }
    }
}

/// Finds the condition of one file, and whether the notes were enough to know it.
fn condition(
    root: &Path,
    folder: &OpenFolder,
    path: &OutputPath,
    entry: &FileEntry,
    noted: Option<ChangeTime>,
) -> io::Result<(FileCondition, bool)> {
    let Some(found) = folder.entry(path.as_str())? else {
        return Ok((FileCondition::Absent, true));
    };
    if found.kind != EntryKind::File {
        return Ok((FileCondition::Supplanted, true));
    }
    if noted == Some(found.changed) && found.size == entry.size {
        return Ok((FileCondition::Intact(found.changed), true));
    }
    let condition = if has_content(root, path, entry)? {
        FileCondition::Intact(found.changed)
    } else {
        FileCondition::Damaged
    };
    Ok((condition, false))
}
