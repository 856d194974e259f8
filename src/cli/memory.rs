//! Loads and saves the [`Memo`] that `.masthead/cache/` holds between builds. From: bytes that the
//! same program wrote. To: a memo, and back.
//!
//! The cache may be deleted, damaged or shared between branches of the content at any time: it
//! saves work and never changes the result.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping the memo on disk is what this file is for"
)]

use crate::base::Fingerprint;
use crate::memo::{HEAD, Memo, MemoScope, is_of};
use crate::pipeline::Search;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The parts of the memo that a build uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MemoUse {
    /// Uses all of it.
    Yes,
    /// Uses only what takes long to make, since every page is made anyway.
    Costly,
    /// Makes everything anew and saves nothing.
    No,
}

/// Gives the fingerprint of this program (`scripts/fingerprint.rs`), since another version may make
/// other bytes from the same content.
pub(super) fn program() -> Fingerprint {
    Fingerprint::of(env!("MASTHEAD_SOURCES").as_bytes())
}

/// Gives the folder of the cache. A site without search has other pages, and a cache of its own.
fn folder(root: &Path, search: Search) -> PathBuf {
    let folder = root.join(".masthead/cache");
    if search == Search::LeaveOut {
        folder.join("without-search")
    } else {
        folder
    }
}

/// Loads the memo of the site at `root`.
pub(super) fn load(root: &Path, used: MemoUse, search: Search) -> Memo {
    let part = match used {
        MemoUse::Yes => MemoScope::All,
        MemoUse::Costly => MemoScope::Costly,
        MemoUse::No => return Memo::default(),
    };
    let folder = folder(root, search);
    Memo::from_files(&|name| fs::read(folder.join(name)).ok(), program(), part)
}

/// Saves a memo, unless one for the same `inputs` is saved already. A failure to save it is
/// ignored: it only makes the next build slower.
pub(super) fn save(root: &Path, memo: &Memo, search: Search, inputs: Option<Fingerprint>) {
    let folder = folder(root, search);
    if memo.is_changed() && !inputs.is_some_and(|inputs| is_kept(&folder, inputs)) {
        let files = memo.files(program(), inputs.unwrap_or_default());
        let _ = write(root, &folder, &files);
    }
}

/// Reports whether the memo in this folder belongs to a site that was made from `inputs`.
fn is_kept(folder: &Path, inputs: Fingerprint) -> bool {
    fs::read(folder.join(HEAD)).is_ok_and(|head| is_of(&head, program(), inputs))
}

fn write(root: &Path, folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    crate::scan::make_memory(&root.join(".masthead"))?;
    fs::create_dir_all(folder)?;
    for (name, bytes) in files {
        // Two builds may end at once, into two output folders.
        let fresh = folder.join(format!("{name}.{}.new", std::process::id()));
        let written = fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, folder.join(name)));
        if let Err(error) = written {
            let _ = fs::remove_file(&fresh);
            return Err(error);
        }
    }
    Ok(())
}
