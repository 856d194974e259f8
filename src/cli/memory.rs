//! Loads and saves the [`Memo`] that `.masthead/cache/` holds between builds. From: bytes that the
//! same program wrote. To: a memo, and back.
//!
//! The cache may be deleted, damaged or shared between branches of the content at any time: it
//! saves work and never changes the result. Only what this machine signed is read (`src/disk`).

use crate::base::Fingerprint;
use crate::disk::MemoryFolder;
use crate::memo::{HEAD, Memo, MemoScope, is_of};
use crate::pipeline::Search;

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

/// Gives the name of a file of the cache. A site without search has other pages, and a cache of its
/// own.
fn cache_file(search: Search, name: &str) -> String {
    if search == Search::LeaveOut {
        format!("cache/without-search/{name}")
    } else {
        format!("cache/{name}")
    }
}

/// Loads the memo of a site.
pub(super) fn load(memory: &MemoryFolder, used: MemoUse, search: Search) -> Memo {
    let part = match used {
        MemoUse::Yes => MemoScope::All,
        MemoUse::Costly => MemoScope::Costly,
        MemoUse::No => return Memo::default(),
    };
    let file = |name: &str| memory.read(&cache_file(search, name));
    Memo::from_files(&file, program(), part)
}

/// Saves a memo, unless one for the same `inputs` is saved already. A failure to save it is
/// ignored: it only makes the next build slower.
pub(super) fn save(
    memory: &MemoryFolder,
    memo: &Memo,
    search: Search,
    inputs: Option<Fingerprint>,
) {
    if !memo.is_changed() || inputs.is_some_and(|inputs| is_kept(memory, search, inputs)) {
        return;
    }
    let files = memo.files(program(), inputs.unwrap_or_default());
    for (name, bytes) in files {
        if memory.write(&cache_file(search, &name), &bytes).is_err() {
            return;
        }
    }
}

/// Reports whether the memo that is saved belongs to a site that was made from `inputs`.
fn is_kept(memory: &MemoryFolder, search: Search, inputs: Fingerprint) -> bool {
    let head = memory.read(&cache_file(search, HEAD));
    head.is_some_and(|head| is_of(&head, program(), inputs))
}
