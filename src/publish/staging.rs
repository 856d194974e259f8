//! The private folder in which a build collects files before they take their places, and keeps what
//! they replace until all have. It stands in the site's own `.masthead`, which no web server shows,
//! and no other user of the machine may look into it. Where `.masthead` cannot be written to, it
//! stands in the output folder.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::disk_entry::there;
use super::error::PublishError;
use super::tree;
use crate::base::Fingerprint;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The name of the staging folder inside an output folder.
pub(super) const INSIDE: &str = ".masthead-incoming";

/// The folder in which one build stages files. It is removed with this value.
pub(super) struct StagingFolder {
    path: PathBuf,
    /// The new files, each at its path.
    pub(super) files: PathBuf,
    /// The files that were replaced or removed, by number.
    pub(super) replaced: PathBuf,
}

/// Returns the place for what the site at `root` publishes into `output`.
pub(super) fn place(root: &Path, output: &Path) -> PathBuf {
    let name = Fingerprint::short(output.as_os_str().as_encoded_bytes());
    root.join(".masthead").join(format!("staging-{name}"))
}

impl StagingFolder {
    /// Makes the folder at `place`, in the site's memory, or in `output` where nothing can be
    /// written there.
    pub(super) fn make(place: &Path, output: &Path) -> Result<Self, PublishError> {
        let path = match make_in_memory(place) {
            Err(error) if cannot_be_used(&error) => {
                let path = output.join(INSIDE);
                make_private(&path).map_err(PublishError::io("make", &path))?;
                path
            }
            Err(error) => return Err(PublishError::io("make", place)(error)),
            Ok(()) => place.to_path_buf(),
        };
        let staging = Self {
            files: path.join("files"),
            replaced: path.join("replaced"),
            path,
        };
        for folder in [&staging.files, &staging.replaced] {
            fs::create_dir(folder).map_err(PublishError::io("make", folder))?;
        }
        Ok(staging)
    }

    /// Removes the folder and what is left in it.
    pub(super) fn remove(self) -> io::Result<()> {
        tree::remove_any(&self.path)
    }
}

impl Drop for StagingFolder {
    fn drop(&mut self) {
        // The next build removes what cannot be removed now.
        let _ = tree::remove_any(&self.path);
    }
}

/// Removes the staging folders that a killed build left.
pub(super) fn remove_left_over(place: &Path, output: &Path) -> Result<(), PublishError> {
    for folder in [place, &output.join(INSIDE)] {
        let is_own = is_folder(folder.parent().unwrap_or(folder))
            .and_then(|is_own| Ok(is_own && is_folder(folder)?));
        if is_own.map_err(PublishError::io("look into", folder))? {
            tree::remove_any(folder).map_err(PublishError::io("tidy up", folder))?;
        }
    }
    Ok(())
}

fn is_folder(path: &Path) -> io::Result<bool> {
    Ok(there(fs::symlink_metadata(path))?.is_some_and(|facts| facts.is_dir()))
}

/// Makes a staging folder in the site's memory, which is made if it is not there. A link that came
/// with a repository is not followed.
fn make_in_memory(place: &Path) -> io::Result<()> {
    let memory = place.parent().unwrap_or(place);
    match there(fs::symlink_metadata(memory))? {
        None => fs::create_dir(memory)?,
        Some(facts) if facts.is_dir() => {}
        Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
    }
    make_private(place)?;
    // A killed build may leave the folder to somebody who then adds everything to a repository.
    fs::write(place.join(".gitignore"), "*\n")
}

/// Removes the site's memory if nothing was kept in it.
pub(super) fn remove_empty_memory(place: &Path) {
    let _ = fs::remove_dir(place.parent().unwrap_or(place));
}

/// Reports whether an error says that the site's memory cannot be written to at all.
fn cannot_be_used(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::AlreadyExists
    )
}

/// Makes a folder that nobody else may look into.
fn make_private(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
