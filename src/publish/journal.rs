//! The fallback where two folders cannot exchange names: changes are written down first and then
//! made one by one.
//!
//! The new files are put whole into a folder inside the output; then the list of changes is
//! written; then each change is made. A build that finds the list finishes it, so whoever is killed
//! in between leaves a site that the next build completes.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::difference::difference;
use super::error::PublishError;
use super::manifest::{FileEntries, MANIFEST, Manifest, is_inside};
use super::tree::{self, CreatedFolders};
use crate::base::OutputPath;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// The folder inside the output that holds changes not yet made.
pub(super) const FOLDER: &str = ".masthead-incoming";
const LIST: &str = "changes.json";

#[derive(Serialize, Deserialize)]
struct ChangeList {
    write: Vec<OutputPath>,
    remove: Vec<OutputPath>,
}

/// Turns the live tree into a copy of the spare tree.
pub(super) fn apply(
    spare: &Path,
    live: &Path,
    old: &FileEntries,
    new: &Manifest,
    foreign: &[OutputPath],
) -> Result<(), PublishError> {
    let incoming = live.join(FOLDER);
    tree::remove_any(&incoming)
        .and_then(|()| fs::create_dir_all(incoming.join("files")))
        .map_err(PublishError::io("write", &incoming))?;
    let root = tree::open(live).map_err(PublishError::io("write", &incoming))?;
    let difference = difference(old, &new.files);
    let mut write = difference.write;
    // A file that the manifest calls unchanged, but that somebody damaged, is written again.
    write.extend(
        new.files
            .iter()
            .filter(|(path, entry)| {
                old.get(*path) == Some(entry) && !tree::holds(&root, path, entry.size)
            })
            .map(|(path, _)| path.clone()),
    );
    let folders = CreatedFolders::default();
    for path in &write {
        let to = incoming.join("files").join(path.as_str());
        folders
            .make_for(&incoming.join("files"), path)
            .and_then(|()| tree::link_or_copy(&spare.join(path.as_str()), &to))
            .map_err(PublishError::io("write", &incoming))?;
    }
    tree::write_manifest(&incoming, new)?;
    let remove = difference
        .remove
        .into_iter()
        .filter(|path| !foreign.contains(path))
        .collect();
    let list = serde_json::to_vec(&ChangeList { write, remove })
        .map_err(|error| PublishError::io("write", &incoming)(error.into()))?;
    tree::create(&incoming.join("changes.new"), [list.as_slice()])
        .map_err(PublishError::io("write", &incoming))?;
    tree::sync(&incoming).map_err(PublishError::io("write", &incoming))?;
    fs::rename(incoming.join("changes.new"), incoming.join(LIST))
        .map_err(PublishError::io("write", &incoming))?;
    tree::sync_one(&incoming).map_err(PublishError::io("write", &incoming))?;
    finish(live)
}

/// Makes the changes on the list, if there is one; without a list, removes the new files.
pub(super) fn finish(live: &Path) -> Result<(), PublishError> {
    let incoming = live.join(FOLDER);
    let list = match fs::read(incoming.join(LIST)) {
        Ok(list) => list,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return tree::remove_any(&incoming).map_err(PublishError::io("tidy up", &incoming));
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(()),
        Err(source) => {
            return Err(PublishError::HalfDone {
                output: live.to_path_buf(),
                source,
            });
        }
    };
    make_changes(&list, &incoming, live).map_err(|source| PublishError::HalfDone {
        output: live.to_path_buf(),
        source,
    })
}

fn make_changes(list: &[u8], incoming: &Path, live: &Path) -> io::Result<()> {
    let changes: ChangeList = serde_json::from_slice(list)?;
    let folders = CreatedFolders::default();
    for path in changes.remove.iter().filter(|path| is_inside(path)) {
        tree::remove_any(&live.join(path.as_str()))?;
        remove_empty_folders(live, path)?;
    }
    for path in changes.write.iter().filter(|path| is_inside(path)) {
        let to = live.join(path.as_str());
        folders.make_for(live, path)?;
        match fs::rename(incoming.join("files").join(path.as_str()), &to) {
            // An earlier process made this change.
            Err(error) if error.kind() == io::ErrorKind::NotFound && to.exists() => {}
            done => done?,
        }
    }
    match fs::rename(incoming.join(MANIFEST), live.join(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    tree::sync(live)?;
    tree::remove_any(incoming)
}

fn remove_empty_folders(live: &Path, path: &OutputPath) -> io::Result<()> {
    let mut folder = path.as_str();
    while let Some((above, _)) = folder.rsplit_once('/') {
        match fs::remove_dir(live.join(above)) {
            Err(error) if tree::still_holds_something(&error) => return Ok(()),
            // An earlier process removed the folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
        folder = above;
    }
    Ok(())
}
