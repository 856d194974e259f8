//! The list of changes that a build is making in the output folder, from the first to the last:
//! `.masthead-changes.json`.
//!
//! It says which files are masthead's while the manifest does not. A build that finds such a list
//! finishes the other one's removals if the new manifest is in place. Otherwise it adds those new
//! files that have taken their places to the manifest, and goes on from there. So it needs nothing
//! but the output folder, and no file that masthead wrote is ever taken for somebody else's.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::disk_entry::{OpenFolder, has_content, there};
use super::error::PublishError;
use super::manifest::{FileEntries, MANIFEST, Manifest, is_inside};
use super::tree;
use crate::base::Fingerprint;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// The name of the list in the output folder.
pub(super) const JOURNAL: &str = ".masthead-changes.json";

/// The changes that turn the old site into the new one.
#[derive(Serialize, Deserialize)]
pub(super) struct ChangeJournal {
    /// The fingerprint of the new manifest.
    pub(super) manifest: Fingerprint,
    /// The files that are written.
    pub(super) write: FileEntries,
    /// The files that are removed.
    pub(super) remove: FileEntries,
}

impl ChangeJournal {
    /// Writes the list to a new file.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let json = serde_json::to_vec(self)?;
        tree::create(path, [json.as_slice()])
    }

    fn read(output: &Path) -> Result<Option<Self>, PublishError> {
        let path = output.join(JOURNAL);
        let read = there(fs::read(&path)).map_err(PublishError::io("read", &path))?;
        let Some(bytes) = read else {
            return Ok(None);
        };
        serde_json::from_slice(&bytes)
            .ok()
            .filter(|journal: &Self| {
                let mut paths = journal.write.keys().chain(journal.remove.keys());
                paths.all(is_inside)
            })
            .map(Some)
            .ok_or(PublishError::BadManifest { path })
    }
}

/// Finishes or takes account of what an interrupted build began.
pub(super) fn settle(output: &Path) -> Result<(), PublishError> {
    let write = || PublishError::io("finish what was begun in", output);
    for name in [JOURNAL, MANIFEST] {
        tree::remove_file(&tree::beside(&output.join(name))).map_err(write())?;
    }
    let Some(journal) = ChangeJournal::read(output)? else {
        return Ok(());
    };
    let folder = OpenFolder::open(output).map_err(PublishError::io("read", output))?;
    for path in journal.write.keys() {
        if folder.obstacle(path).map_err(write())?.is_none() {
            tree::remove_file(&tree::beside(&output.join(path.as_str()))).map_err(write())?;
        }
    }
    let path = output.join(MANIFEST);
    let bytes = there(fs::read(&path)).map_err(PublishError::io("read", &path))?;
    if bytes.as_deref().map(Fingerprint::of) == Some(journal.manifest) {
        remove_all(output, &folder, &journal.remove).map_err(write())?;
    } else {
        let mut manifest = match bytes {
            Some(bytes) => {
                Manifest::parse(&bytes).ok_or(PublishError::BadManifest { path: path.clone() })?
            }
            None => Manifest::new(FileEntries::new(), Vec::new()),
        };
        for (path, entry) in &journal.write {
            if has_content(output, path, entry).map_err(write())? {
                manifest.files.insert(path.clone(), *entry);
            }
        }
        replace_manifest(output, &manifest)?;
    }
    tree::remove_file(&output.join(JOURNAL)).map_err(write())
}

/// Puts a manifest in the place of the old one, in one step.
pub(super) fn replace_manifest(output: &Path, manifest: &Manifest) -> Result<(), PublishError> {
    let path = output.join(MANIFEST);
    let fresh = tree::beside(&path);
    tree::write_manifest(&fresh, manifest)?;
    fs::rename(&fresh, &path).map_err(PublishError::io("write", &path))
}

/// Removes the files that still have this content, and the folders that they leave empty.
fn remove_all(output: &Path, folder: &OpenFolder, files: &FileEntries) -> io::Result<()> {
    for (path, entry) in files {
        if folder.obstacle(path)?.is_some() {
            continue;
        }
        if has_content(output, path, entry)? {
            tree::remove_file(&output.join(path.as_str()))?;
        }
        tree::remove_empty_folders(output, folder, path)?;
    }
    Ok(())
}
