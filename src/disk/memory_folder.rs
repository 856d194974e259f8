//! The folder `.masthead/` of a site, which holds what is kept between builds. From: names and
//! bytes. To: files that this machine signed, and back.
//!
//! The folder may come with a repository, or from anybody. So a file is read only if the key of
//! this machine signed it, and no link in the folder leads a reader or a writer out of it.

use super::machine_key;
use super::seal::{self, Key};
use super::site_root::SiteRoot;
use cap_fs_ext::DirExt as _;
use cap_std::fs::{Dir, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::OnceLock;

/// The name of the folder.
const FOLDER: &str = ".masthead";

/// The memory of one site.
#[derive(Debug)]
pub struct MemoryFolder {
    root: SiteRoot,
    /// The key, if there is one.
    key: OnceLock<Option<Key>>,
    /// The key, which is made where there is none.
    made_key: OnceLock<Option<Key>>,
}

impl MemoryFolder {
    /// Prepares access to the memory of the site at `root`. Nothing is read or made yet.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self {
            root: SiteRoot::open(root),
            key: OnceLock::new(),
            made_key: OnceLock::new(),
        }
    }

    /// Reads the file `name`, such as `cache/memo.head`; `None` if it is missing, damaged, or not
    /// this machine's.
    #[must_use]
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let key = self.key.get_or_init(|| machine_key::read(self.root.path()));
        let opened = self.root.plain(&format!("{FOLDER}/{name}")).ok()?;
        seal::read(key.as_ref()?, name, opened.facts.len(), opened.file).ok()?
    }

    /// Writes the file `name`, signed. The folder gets a `.gitignore` that keeps it out of version
    /// control. Nothing is written where no key can be kept.
    ///
    /// # Errors
    /// Returns the error of the file system.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let make = || machine_key::read_or_make(self.root.path());
        let Some(key) = self.made_key.get_or_init(make) else {
            return Ok(());
        };
        let folder = self.made()?;
        if let Some((inner, _)) = name.rsplit_once('/') {
            folder.create_dir_all(inner)?;
        }
        // Two builds may end at once, into two output folders.
        let fresh = format!("{name}.{}.new", std::process::id());
        let _ = folder.remove_file(&fresh);
        let written = write_new(
            &folder,
            &fresh,
            &[seal::line(key, name, bytes).as_bytes(), bytes],
        )
        .and_then(|()| folder.rename(&fresh, &folder, name));
        if written.is_err() {
            let _ = folder.remove_file(&fresh);
        }
        written
    }

    /// Removes the file `name`, if it is there and can be removed.
    pub fn remove(&self, name: &str) {
        if let Ok(folder) = self.made() {
            let _ = folder.remove_file(name);
        }
    }

    /// Opens the folder, which is made first where it is missing.
    fn made(&self) -> io::Result<Dir> {
        let root = self.root.folder()?;
        match root.create_dir(FOLDER) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let folder = root.open_dir_nofollow(FOLDER)?;
        match write_new(&folder, ".gitignore", &[b"*\n"]) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(folder),
        }
    }
}

/// Writes a file that was not there.
fn write_new(folder: &Dir, name: &str, pieces: &[&[u8]]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = folder.open_with(name, &options)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece))
}
