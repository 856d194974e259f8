//! The site's folder, held open. From: its path. To: files in it, opened so that nothing outside
//! the site, and nothing hidden or private in it, can take their place.
#![allow(
    clippy::disallowed_methods,
    reason = "finding out where links lead is what this file is for"
)]

use super::beneath::{self, OpenFile};
use super::links::{LinkTarget, STATIC};
use crate::base::SourcePath;
use cap_std::ambient_authority;
use cap_std::fs::Dir;
use std::io;
use std::path::{Path, PathBuf};

/// The site's folder.
#[derive(Debug)]
pub struct SiteRoot {
    path: PathBuf,
    /// The path of the folder once every link is followed.
    real: PathBuf,
    /// The real place of [`STATIC`] in the folder, if there is one.
    verbatim: Option<PathBuf>,
    /// The folder itself; the error of opening it waits for the first file.
    folder: io::Result<Dir>,
}

impl SiteRoot {
    /// Opens the folder at `path`.
    #[must_use]
    pub fn open(path: &Path) -> Self {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let verbatim = below(&real, &path.join(STATIC));
        Self {
            folder: Dir::open_ambient_dir(&real, ambient_authority()),
            path: path.to_path_buf(),
            real,
            verbatim,
        }
    }

    /// Returns the path of the folder, as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a file for reading. A link on the way is followed where [`Self::refused`] lets it be,
    /// and what it leads to is then opened by its own name.
    ///
    /// # Errors
    /// Returns the error of the file system, or one in words where something else than an ordinary
    /// file stands there, or a link that may not be followed.
    pub fn file(&self, path: &SourcePath) -> io::Result<OpenFile> {
        let error = match self.plain(path.as_str()) {
            Ok(file) => return Ok(file),
            Err(error) => error,
        };
        let disk = self.path.join(path.as_str());
        if !disk.exists() {
            return Err(error);
        }
        let target = below(&self.real, &disk);
        if let Some(refused) = LinkTarget::refused(target.as_deref(), self.verbatim.as_deref()) {
            let message = format!("it is a link to {}", refused.words());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        match target.as_deref().and_then(Path::to_str) {
            Some(target) if target != path.as_str() => self.plain(&slashes(target)),
            _ => Err(error),
        }
    }

    /// Opens a file that is reached without any link.
    pub(super) fn plain(&self, path: &str) -> io::Result<OpenFile> {
        beneath::open(self.folder()?, path)
    }

    /// Returns the folder, held open.
    pub(super) fn folder(&self) -> io::Result<&Dir> {
        self.folder
            .as_ref()
            .map_err(|error| io::Error::new(error.kind(), error.to_string()))
    }

    /// Tells why the link at `path`, or at a folder above it, may not be followed; `None` if it
    /// may.
    #[must_use]
    pub fn refused(&self, path: &Path) -> Option<LinkTarget> {
        LinkTarget::refused(below(&self.real, path).as_deref(), self.verbatim.as_deref())
    }

    /// Returns the real place of a file below the folder, once every link is followed.
    #[must_use]
    pub fn real_place(&self, path: &SourcePath) -> Option<PathBuf> {
        below(&self.real, &self.path.join(path.as_str()))
    }

    /// Tells whether `path` really stands in the folder whose files are published as they are.
    #[must_use]
    pub fn is_verbatim(&self, path: &Path) -> bool {
        let place = below(&self.real, path);
        place
            .zip(self.verbatim.as_ref())
            .is_some_and(|(place, folder)| place.starts_with(folder))
    }
}

/// Returns the real place of a file below a real folder, if it stands there.
fn below(folder: &Path, path: &Path) -> Option<PathBuf> {
    let real = path.canonicalize().ok()?;
    Some(real.strip_prefix(folder).ok()?.to_path_buf())
}

/// Returns a path with `/` between its names.
fn slashes(path: &str) -> String {
    path.replace(std::path::MAIN_SEPARATOR, "/")
}
