//! A folder with everything in it, to be compared with another.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The thing that a name in a folder stands for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A folder.
    Folder,
    /// A file with its bytes.
    File(Vec<u8>),
    /// A link and where it leads.
    Link(String),
}

/// Everything below a folder, by path. Nothing when there is no folder.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Tree(pub(crate) BTreeMap<String, Entry>);

impl Tree {
    /// Reads a folder.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut tree = Self::default();
        if folder.exists() {
            tree.gather(folder, "");
        }
        tree
    }

    fn gather(&mut self, folder: &Path, prefix: &str) {
        for entry in fs::read_dir(folder)
            .expect("a folder to list")
            .map(|entry| entry.expect("an entry"))
        {
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().expect("the kind of an entry");
            let found = if kind.is_dir() {
                self.gather(&entry.path(), &format!("{path}/"));
                Entry::Folder
            } else if kind.is_symlink() {
                Entry::Link(
                    fs::read_link(entry.path())
                        .expect("a link")
                        .to_string_lossy()
                        .into_owned(),
                )
            } else {
                Entry::File(fs::read(entry.path()).expect("a file that can be read"))
            };
            self.0.insert(path, found);
        }
    }

    /// The paths of its files.
    pub(crate) fn files(&self) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(_, entry)| matches!(entry, Entry::File(_)))
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// The text of a file; empty when there is no such file.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        match self.0.get(path)? {
            Entry::File(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Entry::Folder | Entry::Link(_) => None,
        }
    }

    /// Lists the differences between two trees, one path a line; empty when they are the same.
    pub(crate) fn difference(&self, other: &Self) -> String {
        let mut out = String::new();
        for (path, entry) in &self.0 {
            match other.0.get(path) {
                None => drop(writeln!(out, "only in the first: {path}")),
                Some(same) if same == entry => {}
                Some(_) => drop(writeln!(out, "not the same: {path}")),
            }
        }
        for path in other.0.keys().filter(|path| !self.0.contains_key(*path)) {
            let _ = writeln!(out, "only in the second: {path}");
        }
        out
    }

    /// Insists that two trees are the same, byte for byte.
    #[track_caller]
    pub(crate) fn assert_same(&self, other: &Self) {
        let difference = self.difference(other);
        assert!(difference.is_empty(), "{difference}");
    }

    /// Writes the tree into a folder that is not there yet.
    pub(crate) fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        // A folder's path sorts before the paths below it.
        for (path, entry) in &self.0 {
            let path = folder.join(path);
            match entry {
                Entry::Folder => fs::create_dir(&path),
                Entry::File(bytes) => fs::write(&path, bytes),
                #[cfg(unix)]
                Entry::Link(to) => std::os::unix::fs::symlink(to, &path),
                #[cfg(not(unix))]
                Entry::Link(_) => Ok(()),
            }
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}
