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
    let place = real(output);
    let why = match misplaced(&place, protected) {
        Some(why) => Some(why.to_owned()),
        None => occupied(&place)?,
    };
    match why {
        None => Ok(()),
        Some(why) => Err(PublishError::Refused {
            output: output.to_path_buf(),
            why,
        }),
    }
}

/// Says why an output folder would stand where it must not, if it would.
fn misplaced(place: &Path, protected: &ProtectedFolders) -> Option<&'static str> {
    if place.parent().is_none() {
        return Some("is the root of the whole disk");
    }
    let home = protected.home.as_deref().map(real);
    if home.is_some_and(|home| home.starts_with(place)) {
        return Some("is your home folder, or holds it");
    }
    if real(&protected.root).starts_with(place) {
        return Some("is the site's own folder, or holds it");
    }
    for source in protected.sources.iter().map(|source| real(source)) {
        if place.starts_with(&source) || source.starts_with(place) {
            return Some("is part of what the site is made from");
        }
    }
    let in_git = place.components().any(|part| part.as_os_str() == ".git");
    in_git.then_some("is inside a `.git` folder")
}

/// Says what stands in the place of an output folder and is not masthead's, if something does.
fn occupied(place: &Path) -> Result<Option<String>, PublishError> {
    if place.join(MANIFEST).exists() {
        return Ok(None);
    }
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) => {
            return match error.kind() {
                std::io::ErrorKind::NotFound if place.is_symlink() => {
                    Ok(Some("is a link that leads nowhere".to_owned()))
                }
                std::io::ErrorKind::NotFound => Ok(None),
                std::io::ErrorKind::NotADirectory => Ok(Some("is a file, not a folder".to_owned())),
                _ => Err(PublishError::io("look into", place)(error)),
            };
        }
    };
    let stranger = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .min();
    Ok(stranger.map(|name| format!("holds files that masthead did not write, such as `{name}`")))
}
