//! Refuses output folders that must never be overwritten. It looks at the folder, and writes
//! nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the output folder is what this file is for"
)]

use super::disk_entry::there;
use super::error::PublishError;
use super::journal::JOURNAL;
use super::manifest::MANIFEST;
use std::fs;
use std::io;
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
fn real(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    let mut real = loop {
        if let Some(real) = there(existing.canonicalize())? {
            break real;
        }
        missing.extend(existing.components().next_back());
        match existing.parent() {
            Some(parent) => existing = parent,
            None => return Ok(absolute),
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
    Ok(real)
}

/// Refuses an output folder that is, holds or lies in what must be kept, or that holds somebody
/// else's files. Returns the folder's path without links.
pub(super) fn check(output: &Path, protected: &ProtectedFolders) -> Result<PathBuf, PublishError> {
    let look = || PublishError::io("look into", output);
    let place = real(output).map_err(look())?;
    let why = match misplaced(&place, protected).map_err(look())? {
        Some(why) => Some(why.to_owned()),
        None => occupied(&place)?,
    };
    match why {
        None => Ok(place),
        Some(why) => Err(PublishError::Refused {
            output: output.to_path_buf(),
            why,
        }),
    }
}

/// Says why an output folder would stand where it must not, if it would.
fn misplaced(place: &Path, protected: &ProtectedFolders) -> io::Result<Option<&'static str>> {
    if place.parent().is_none() || place.file_name().is_none() {
        return Ok(Some("is the root of the whole disk"));
    }
    let home = protected.home.as_deref().and_then(|home| real(home).ok());
    if home.is_some_and(|home| home.starts_with(place)) {
        return Ok(Some("is your home folder, or holds it"));
    }
    if real(&protected.root)?.starts_with(place) {
        return Ok(Some("is the site's own folder, or holds it"));
    }
    for source in &protected.sources {
        let source = real(source)?;
        if place.starts_with(&source) || source.starts_with(place) {
            return Ok(Some("is part of what the site is made from"));
        }
    }
    let in_git = place.components().any(|part| part.as_os_str() == ".git");
    Ok(in_git.then_some("is inside a `.git` folder"))
}

/// Says what stands in the place of an output folder and is not masthead's, if something does.
fn occupied(place: &Path) -> Result<Option<String>, PublishError> {
    let look = || PublishError::io("look into", place);
    for own in [MANIFEST, JOURNAL] {
        if there(fs::symlink_metadata(place.join(own)))
            .map_err(look())?
            .is_some()
        {
            return Ok(None);
        }
    }
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound if place.is_symlink() => {
                    Ok(Some("is a link that leads nowhere".to_owned()))
                }
                io::ErrorKind::NotFound => Ok(None),
                io::ErrorKind::NotADirectory => Ok(Some("is a file, not a folder".to_owned())),
                _ => Err(look()(error)),
            };
        }
    };
    let names: Vec<String> = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()
        .map_err(look())?;
    let stranger = names
        .into_iter()
        .filter(|name| !name.starts_with('.'))
        .min();
    Ok(stranger.map(|name| format!("holds files that masthead did not write, such as `{name}`")))
}
