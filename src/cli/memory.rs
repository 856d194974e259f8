//! What is kept in `.masthead/cache/` between builds: a [`Memo`] as bytes, for the program that wrote it.
//!
//! It may be deleted, damaged or shared between branches of the content at any time: it saves work and changes nothing else.
#![allow(clippy::disallowed_methods, reason = "keeping the memo on disk is what this file is for")]

use crate::base::Fingerprint;
use crate::memo::Memo;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether the memo is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is.
    Yes,
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
    let known = || fs::read(file(root)).ok().map(|bytes| Memo::from_bytes(&bytes, program()));
    if used == Use::Yes { known().unwrap_or_default() } else { Memo::default() }
}

/// Keeps a memo. One that cannot be written costs time and nothing else.
pub(super) fn save(root: &Path, memo: &Memo, used: Use) {
    if used == Use::Yes && memo.is_changed() {
        let _ = write(root, &memo.to_bytes(program()));
    }
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
