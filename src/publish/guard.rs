//! Refuses output folders that must never be overwritten. It looks at the folder, and writes
//! nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the output folder is what this file is for"
)]

use super::error::PublishError;
use super::manifest::MANIFEST;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folders that the output must stay away from.
#[derive(Clone, Debug)]
pub struct ProtectedFolders {
    /// The site's folder, which may hold the output, but be neither the output nor inside it.
    pub root: PathBuf,
    /// Folders of the site that the output may neither be, hold, nor lie in: `content`, `themes`.
    pub sources: Vec<PathBuf>,
    /// The user's home, which the output may not be or hold.
    pub home: Option<PathBuf>,
}

/// Resolves the links in a path, even if nothing exists there yet.
pub(super) fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut missing = Vec::new();
    let mut there = absolute.as_path();
    let mut real = loop {
        if let Ok(real) = there.canonicalize() {
            break real;
        }
        missing.extend(there.components().next_back());
        match there.parent() {
            Some(parent) => there = parent,
            None => return absolute,
        }
    };
    for part in missing.into_iter().rev() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
    }
    real
}

/// Refuses an output folder that is, holds or lies in what must be kept, or that holds somebody
/// else's files.
pub(super) fn check(output: &Path, protected: &ProtectedFolders) -> Result<(), PublishError> {
    let refuse = |why: &str| {
        Err(PublishError::Refused {
            output: output.to_path_buf(),
            why: why.to_owned(),
        })
    };
    let (place, root) = (real(output), real(&protected.root));
    if place.parent().is_none() {
        return refuse("is the root of the whole disk");
    }
    if protected
        .home
        .as_deref()
        .is_some_and(|home| real(home).starts_with(&place))
    {
        return refuse("is your home folder, or holds it");
    }
    if root.starts_with(&place) {
        return refuse("is the site's own folder, or holds it");
    }
    for source in protected.sources.iter().map(|source| real(source)) {
        if place.starts_with(&source) || source.starts_with(&place) {
            return refuse("is part of what the site is made from");
        }
    }
    if place.components().any(|part| part.as_os_str() == ".git") {
        return refuse("is inside a `.git` folder");
    }
    if place.join(MANIFEST).exists() {
        return Ok(());
    }
    let entries = match fs::read_dir(&place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return if place.is_symlink() {
                refuse("is a link that leads nowhere")
            } else {
                Ok(())
            };
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return refuse("is a file, not a folder");
        }
        Err(error) => return Err(PublishError::io("look into", &place)(error)),
    };
    let stranger = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .min();
    match stranger {
        Some(name) => refuse(&format!(
            "holds files that masthead did not write, such as `{name}`"
        )),
        None => Ok(()),
    }
}
