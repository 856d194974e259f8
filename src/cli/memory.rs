//! What is kept in `.masthead/cache/` between builds: a [`Memo`] as bytes, for the program that
//! wrote it.
//!
//! It may be deleted, damaged or shared between branches of the content at any time: it saves work
//! and changes nothing else.
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

/// Whether the memo is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MemoUse {
    /// It is.
    Yes,
    /// Every page is made anyway: only what takes long to make is read of it.
    Costly,
    /// Everything is made anew, and nothing is kept.
    No,
}

/// The fingerprint of this program (`scripts/fingerprint.rs`): another one may make other bytes of
/// the same content.
pub(super) fn program() -> Fingerprint {
    Fingerprint::of(env!("MASTHEAD_SOURCES").as_bytes())
}

/// A site that cannot be searched has other pages: who builds it both ways has both remembered.
fn folder(root: &Path, search: Search) -> PathBuf {
    let folder = root.join(".masthead/cache");
    if search == Search::LeaveOut {
        folder.join("without-search")
    } else {
        folder
    }
}

/// The memo of the site at `root`.
pub(super) fn load(root: &Path, used: MemoUse, search: Search) -> Memo {
    let part = match used {
        MemoUse::Yes => MemoScope::All,
        MemoUse::Costly => MemoScope::Costly,
        MemoUse::No => return Memo::default(),
    };
    let folder = folder(root, search);
    Memo::from_files(&|name| fs::read(folder.join(name)).ok(), program(), part)
}

/// Keeps a memo. Where it is known what its site was made from, one of the same that is kept
/// already stays. One that cannot be written costs time and nothing else.
pub(super) fn save(root: &Path, memo: &Memo, search: Search, inputs: Option<Fingerprint>) {
    let folder = folder(root, search);
    if memo.is_changed() && !inputs.is_some_and(|inputs| is_kept(&folder, inputs)) {
        let files = memo.files(program(), inputs.unwrap_or_default());
        let _ = write(root, &folder, &files);
    }
}

/// Whether the memo that is kept in this folder is of a site that was made from `inputs`.
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
