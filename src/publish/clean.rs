//! Removes a published site from its output folder, and nothing else.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::disk_entry::OpenFolder;
use super::error::PublishError;
use super::foreign_files::ForeignFiles;
use super::guard::ProtectedFolders;
use super::journal::replace_manifest;
use super::live::LiveSite;
use super::manifest::{FileEntries, MANIFEST, Manifest};
use super::notes::NotesUse;
use super::target::OutputTarget;
use super::tree;
use crate::base::OutputPath;
use std::fs;
use std::path::Path;

/// The result of [`clean`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanReport {
    /// The number of files that were removed.
    pub removed: usize,
    /// Files of others that were left.
    pub kept: Vec<String>,
}

/// Removes what masthead published and still is as it was published; files of others stay.
///
/// # Errors
/// Fails as [`OutputTarget::open`] does.
pub fn clean(output: &Path, protected: &ProtectedFolders) -> Result<CleanReport, PublishError> {
    let target = OutputTarget::open(output, protected, NotesUse::Yes)?;
    let Some(site) = &target.site else {
        return Ok(CleanReport::default());
    };
    let root = &target.output;
    let foreign_files =
        ForeignFiles::read(root, Some(site)).map_err(PublishError::io("read", root))?;
    let (own, changed) = own_files(root, site)?;
    let mut kept = foreign_files.shown();
    kept.extend(changed.iter().map(ToString::to_string));
    kept.sort();
    let folder = OpenFolder::open(root).map_err(PublishError::io("read", root))?;
    for path in &own {
        tree::remove_file(&root.join(path.as_str()))
            .and_then(|()| tree::remove_empty_folders(root, &folder, path))
            .map_err(PublishError::io("clean", &root.join(path.as_str())))?;
    }
    // The manifest goes last, so that a clean that is interrupted can be taken up again.
    if kept.is_empty() {
        tree::remove_file(&root.join(MANIFEST)).map_err(PublishError::io("clean", root))?;
        // This fails, rightly, when dotfiles of others are left in the folder.
        let _ = fs::remove_dir(root);
    } else {
        // The folder stays one that masthead may write to, beside the files it kept.
        replace_manifest(root, &Manifest::new(FileEntries::new(), Vec::new()))?;
    }
    Ok(CleanReport {
        removed: own.len(),
        kept,
    })
}

/// Parts the files that the manifest lists into those that are still masthead's, pages first, and
/// those that somebody changed.
fn own_files<'s>(
    root: &Path,
    site: &'s LiveSite,
) -> Result<(Vec<&'s OutputPath>, Vec<&'s OutputPath>), PublishError> {
    let folder = OpenFolder::open(root).map_err(PublishError::io("read", root))?;
    let (mut own, mut changed) = (Vec::new(), Vec::new());
    for (path, file) in &site.files {
        let disk = root.join(path.as_str());
        let obstacle = folder
            .obstacle(path)
            .map_err(PublishError::io("read", &disk))?;
        if obstacle.is_some() {
            changed.push(path);
        } else if file.is_intact() {
            own.push(path);
        } else if !file.is_absent() {
            changed.push(path);
        }
    }
    own.sort_by_key(|path| path.extension() != "html");
    Ok((own, changed))
}
