//! Lists the files and folders below a folder. Takes a folder; gives names and change times. It
//! reads the file system, follows no link and changes nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "publishing lists the output folder"
)]

use super::change_time::ChangeTime;
use super::disk_entry::{EntryKind, OpenFolder, is_absence, there};
use crate::base::OutputPath;
use rustc_hash::FxHashSet;
use std::fs;
use std::io;
use std::path::Path;

/// A walk through a tree of folders, and what it has listed so far.
pub(super) struct FolderWalk<'a> {
    root: &'a Path,
    folder: &'a OpenFolder,
    /// Everything that is not a folder, links included, and folders that nobody may look into.
    pub(super) files: Vec<OutputPath>,
    /// Every folder, with the time its contents last changed.
    pub(super) folders: Vec<(String, ChangeTime)>,
    /// Folders that the walk does not enter.
    skipped: FxHashSet<&'a str>,
}

impl<'a> FolderWalk<'a> {
    /// Starts a walk below `root`, open as `folder`, that does not enter the folders in `skipped`.
    pub(super) fn new(root: &'a Path, folder: &'a OpenFolder, skipped: FxHashSet<&'a str>) -> Self {
        Self {
            root,
            folder,
            files: Vec::new(),
            folders: Vec::new(),
            skipped,
        }
    }

    /// Lists everything below the folder `name`; the empty name is the root. An entry that is
    /// removed during the listing is left out.
    pub(super) fn list(&mut self, name: &str) -> io::Result<()> {
        let Some(facts) = self.folder.entry(name)? else {
            return Ok(());
        };
        if facts.kind != EntryKind::Folder {
            return Ok(());
        }
        let entries = match fs::read_dir(self.root.join(name)) {
            Err(error) if is_absence(&error) => return Ok(()),
            // Nothing of masthead's can be in there, or it could not be brought up to date.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && !name.is_empty() => {
                self.files.push(OutputPath::new(name));
                return Ok(());
            }
            entries => entries?,
        };
        self.folders.push((name.to_owned(), facts.changed));
        for entry in entries {
            let entry = entry?;
            // masthead writes no name that is not UTF-8: it is shown as well as it can be.
            let path = match (name, entry.file_name().to_string_lossy()) {
                ("", own) => own.into_owned(),
                (name, own) => format!("{name}/{own}"),
            };
            match there(entry.file_type())? {
                Some(kind) if !kind.is_dir() => self.files.push(OutputPath::new(&path)),
                Some(_) if !self.skipped.contains(path.as_str()) => self.list(&path)?,
                _ => {}
            }
        }
        Ok(())
    }
}
