//! What is kept in `.masthead/cache/` between builds: a [`Memo`] as bytes, for the program that wrote it.
//!
//! It may be deleted, damaged or shared between branches of the content at any time: it saves work and changes nothing else.
#![allow(clippy::disallowed_methods, reason = "keeping the memo on disk is what this file is for")]

use crate::base::Fingerprint;
use crate::memo::{Memo, Part, is_of};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Whether the memo is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is.
    Yes,
    /// Every page is made anyway: only what takes long to make is read of it.
    Costly,
    /// Everything is made anew, and nothing is kept.
    No,
}

/// The fingerprint of this program (`scripts/fingerprint.rs`): another one may make other bytes of the same content.
pub(super) fn program() -> Fingerprint {
    Fingerprint::of(env!("MASTHEAD_SOURCES").as_bytes())
}

fn file(root: &Path) -> PathBuf {
    root.join(".masthead/cache/memo.bin")
}

/// The memo of the site at `root`.
pub(super) fn load(root: &Path, used: Use) -> Memo {
    let part = match used {
        Use::Yes => Part::All,
        Use::Costly => Part::Costly,
        Use::No => return Memo::default(),
    };
    fs::File::open(file(root)).map(|file| Memo::read(file, program(), part)).unwrap_or_default()
}

/// Keeps a memo. Where it is known what its site was made from, one of the same that is kept already stays. One that cannot be
/// written costs time and nothing else.
pub(super) fn save(root: &Path, memo: &Memo, inputs: Option<Fingerprint>) {
    if memo.is_changed() && !inputs.is_some_and(|inputs| is_kept(root, inputs)) {
        let _ = write(root, &memo.to_bytes(program(), inputs.unwrap_or_default()));
    }
}

/// Whether the memo that is kept is of a site that was made from `inputs`.
fn is_kept(root: &Path, inputs: Fingerprint) -> bool {
    let mut start = [0; 64];
    let read = fs::File::open(file(root)).and_then(|mut file| file.read(&mut start));
    read.is_ok_and(|read| is_of(&start[..read], program(), inputs))
}

fn write(root: &Path, bytes: &[u8]) -> io::Result<()> {
    crate::scan::make_memory(&root.join(".masthead"))?;
    let file = file(root);
    fs::create_dir_all(file.parent().unwrap_or(root))?;
    // Two builds may end at once, into two output folders.
    let fresh = file.with_extension(format!("{}.new", std::process::id()));
    let written = fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, &file));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}
