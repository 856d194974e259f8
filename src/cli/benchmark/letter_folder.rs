//! The folder `private/letters`. From: finished letters. To: a folder that holds them in place of
//! those before, as a whole or not at all, with everything else that stood there.
#![allow(
    clippy::disallowed_methods,
    reason = "the letters are written here, and nowhere else"
)]

use super::private_folder::{PrivateFolder, make_folder};
use crate::cli::disk;
use crate::cli::failure::Failure;
use crate::numbers::benchmark::ServiceCode;
use std::fs;
use std::io;
use std::path::Path;

/// The name of the list for a mail merge.
pub(super) const LETTER_LIST: &str = "mail-merge.csv";
/// The folder.
pub(super) const LETTERS: &str = "private/letters";
/// The folder in which letters are put together.
const COMING: &str = "private/.letters-new";
/// The folder in which those before wait until the new ones are in their place.
const GOING: &str = "private/.letters-old";

/// Puts the letters in place of those before, and returns how many these were.
pub(super) fn replace(
    folder: &PrivateFolder,
    files: &[(String, Vec<u8>)],
) -> Result<usize, Failure> {
    let [letters, coming, going] = [
        folder.place(LETTERS)?,
        folder.place(COMING)?,
        folder.place(GOING)?,
    ];
    disk::must_be_folder(&letters)?;
    let replaced = finish_former(&letters, &going)
        .and_then(|()| prepare(&coming, files))
        .and_then(|()| exchange(&letters, &coming, &going));
    if replaced.is_err() {
        let _ = fs::remove_dir_all(&coming);
    }
    replaced.map_err(|error| {
        Failure::usage(format!(
            "the letters cannot be written into `{LETTERS}`: {error}. Those before are as they were"
        ))
    })
}

/// Finishes an exchange that was cut off: the letters before come back, unless the new ones are in
/// their place.
fn finish_former(letters: &Path, going: &Path) -> io::Result<()> {
    if !going.is_dir() {
        return Ok(());
    }
    if letters.is_dir() {
        keep_others(letters, going).map(drop)
    } else {
        fs::rename(going, letters)
    }
}

/// Writes the letters into a folder of their own.
fn prepare(coming: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    if coming.exists() {
        fs::remove_dir_all(coming)?;
    }
    make_folder(coming)?;
    for (name, bytes) in files {
        disk::replace_private(&coming.join(name), bytes)?;
    }
    Ok(())
}

/// Puts the new folder in the place of the one before.
fn exchange(letters: &Path, coming: &Path, going: &Path) -> io::Result<usize> {
    if !letters.exists() {
        fs::rename(coming, letters)?;
        return Ok(0);
    }
    fs::rename(letters, going)?;
    if let Err(error) = fs::rename(coming, letters) {
        fs::rename(going, letters)?;
        return Err(error);
    }
    keep_others(letters, going)
}

/// Moves what is no letter from the folder before into the new one, and removes the letters.
/// Returns their number.
fn keep_others(letters: &Path, going: &Path) -> io::Result<usize> {
    let mut removed = 0;
    for entry in fs::read_dir(going)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_file = entry.file_type()?.is_file();
        if is_file && is_letter(&name.to_string_lossy()) {
            fs::remove_file(entry.path())?;
            removed += usize::from(name != LETTER_LIST);
        } else {
            fs::rename(entry.path(), letters.join(&name))?;
        }
    }
    fs::remove_dir(going)?;
    Ok(removed)
}

/// Reports whether a file has the name of one that this command writes.
fn is_letter(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".html") else {
        return name == LETTER_LIST;
    };
    let code = stem.len().checked_sub(9).and_then(|at| stem.get(at..));
    code.is_some_and(|code| ServiceCode::read(code).is_ok_and(|read| read.to_string() == code))
}
