//! The key that signs what is remembered between builds. It stays in the user's own cache folder,
//! so that nobody else can make a memory that is believed. From: the environment. To: a key, or
//! nothing where none can be kept.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping the key in the user's own folder is what this file is for"
)]

use super::seal::{KEY, Key};
use etcetera::base_strategy::{BaseStrategy as _, choose_native_strategy};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The variable of the environment that holds a secret in place of a kept key, for machines that
/// live for one build, and the least number of its characters.
const SECRET: &str = "MASTHEAD_SECRET";
const SHORTEST_SECRET: usize = 32;
/// What the secret is used for, so that it makes another key than it would elsewhere.
const PURPOSE: &str = "masthead 2026-11-30 signature of the memory of a site";

/// The folder below the user's cache folder.
const FOLDER: &str = "masthead";
/// The file that holds the key.
const FILE: &str = "memory.key";

/// Reads the key. There is none if it could be somebody else's: if it stands in the site's folder
/// or in the repository that holds the site, or if others own it or may read it.
pub(super) fn read(site: &Path) -> Option<Key> {
    if let Some(key) = of_environment() {
        return Some(key);
    }
    let folder = folder()?;
    if is_part_of_project(&folder, site) {
        return None;
    }
    read_file(&folder.join(FILE))
}

/// Reads the key, or makes one where there is none. A home that is read-only, missing or somebody
/// else's keeps none.
pub(super) fn read_or_make(site: &Path) -> Option<Key> {
    // Threads that need the key at once make one key, not one each.
    static MAKING: Mutex<()> = Mutex::new(());
    let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = read(site) {
        return Some(key);
    }
    let folder = folder()?;
    if is_part_of_project(&folder, site) || !is_ours(&folder) {
        return None;
    }
    make(&folder).ok()?;
    read(site)
}

/// Makes the key of the secret in the environment, if there is one. Whoever sets the environment
/// also chooses the program.
fn of_environment() -> Option<Key> {
    let secret = std::env::var(SECRET).ok()?;
    let secret = secret.trim().as_bytes();
    (secret.len() >= SHORTEST_SECRET).then(|| blake3::derive_key(PURPOSE, secret))
}

/// Returns the folder of the key, whether or not it is there.
fn folder() -> Option<PathBuf> {
    let folder = choose_native_strategy().ok()?.cache_dir();
    folder.is_absolute().then(|| folder.join(FOLDER))
}

/// Tells whether a folder, which may not be there yet, stands in the site's folder or in the
/// repository that holds it: what does may have come from somebody else.
fn is_part_of_project(folder: &Path, site: &Path) -> bool {
    let (Some(folder), Ok(site)) = (existing(folder), site.canonicalize()) else {
        return true;
    };
    let repository = site
        .ancestors()
        .find(|above| above.join(".git").symlink_metadata().is_ok());
    folder.starts_with(repository.unwrap_or(&site)) || folder.starts_with(&site)
}

/// Returns the real path of the nearest folder at or above `folder` that is there.
fn existing(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find_map(|above| above.canonicalize().ok())
}

/// Tells whether the nearest folder that is there belongs to who runs masthead. With `sudo` it may
/// be the home of another user, who could not use a key that root owns.
#[cfg(unix)]
fn is_ours(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    existing(folder)
        .and_then(|folder| folder.metadata().ok())
        .is_some_and(|facts| facts.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn is_ours(_: &Path) -> bool {
    true
}

/// Reads a key that nobody else may read or could have put there.
fn read_file(path: &Path) -> Option<Key> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path).ok()?;
    let facts = file.metadata().ok()?;
    if !facts.is_file() || facts.len() != KEY as u64 || !is_private(&facts) {
        return None;
    }
    let mut key = Key::default();
    (&file).read_exact(&mut key).ok()?;
    Some(key)
}

/// Tells whether a file is the user's own, and nobody else may read or write it.
#[cfg(unix)]
fn is_private(facts: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    // The last six bits are what the group and others may do.
    facts.uid() == rustix::process::geteuid().as_raw() && facts.mode().trailing_zeros() >= 6
}

#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

/// Makes a key. One that somebody else makes at the same moment, in this process or in another, is
/// left in its place; one that cannot be used is replaced.
fn make(folder: &Path) -> io::Result<()> {
    let mut key = Key::default();
    let mut name = [0; 8];
    for bytes in [&mut key[..], &mut name[..]] {
        getrandom::fill(bytes).map_err(io::Error::other)?;
    }
    fs::create_dir_all(folder)?;
    let place = folder.join(FILE);
    let fresh = folder.join(format!("{FILE}.{:016x}.new", u64::from_le_bytes(name)));
    write_new(&fresh, &key)?;
    if fs::hard_link(&fresh, &place).is_ok() || read_file(&place).is_some() {
        return fs::remove_file(&fresh);
    }
    let replaced = fs::rename(&fresh, &place);
    if replaced.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    replaced
}

/// Writes a file that was not there, for the user alone.
fn write_new(path: &Path, key: &Key) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(key)
}

#[cfg(test)]
mod tests {
    use super::{make, read_file};
    use std::collections::BTreeSet;

    #[test]
    fn a_key_that_many_make_at_once_is_the_same_for_all() {
        for _ in 0..50 {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let folder = folder.path().join("masthead");
            let keys: BTreeSet<_> = std::thread::scope(|scope| {
                let made = (0..8).map(|_| {
                    scope.spawn(|| {
                        make(&folder).expect("a key");
                        read_file(&folder.join("memory.key")).expect("a key")
                    })
                });
                let made: Vec<_> = made.collect();
                let keys = made.into_iter().map(|made| made.join().expect("a thread"));
                keys.collect()
            });
            assert_eq!(keys.len(), 1);
            let left = std::fs::read_dir(&folder).expect("a folder").count();
            assert_eq!(left, 1, "nothing half made is left");
        }
    }
}
