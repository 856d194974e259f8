//! Notes on the two trees, so that neither need be listed as a whole again:
//! `.public.masthead/trees`. They take what a build found in a tree, and give it to a later build,
//! whichever of the two names the tree has then. Only that one file is written.
#![allow(
    clippy::disallowed_methods,
    reason = "publishing keeps notes beside the output folder"
)]

use super::foreign_files::ForeignFiles;
use super::manifest::MANIFEST;
use crate::base::Fingerprint;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The notes on one tree.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct TreeRecord {
    tree: TreeIdentity,
    /// The fingerprint of the manifest that the tree had then; `None` once the tree may have
    /// another.
    pub(super) manifest: Option<Fingerprint>,
    pub(super) foreign_files: ForeignFiles,
}

/// A folder's identity whatever its name: the device, and the folder's number on it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct TreeIdentity(u64, u64);

impl TreeIdentity {
    #[expect(
        clippy::useless_conversion,
        reason = "the device is a number of another size on other systems"
    )]
    fn of(tree: &Path) -> Option<Self> {
        let facts = rustix::fs::lstat(tree).ok()?;
        Some(Self(
            u64::try_from(facts.st_dev).ok()?,
            u64::from(facts.st_ino),
        ))
    }
}

impl TreeRecord {
    /// Makes notes on a tree whose foreign files were listed. Returns `None` where the tree holds
    /// no site.
    pub(super) fn new(tree: &Path, foreign_files: ForeignFiles) -> io::Result<Option<Self>> {
        let manifest = match fs::read(tree.join(MANIFEST)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            bytes => Fingerprint::of(&bytes?),
        };
        Ok(TreeIdentity::of(tree).map(|tree| Self {
            tree,
            manifest: Some(manifest),
            foreign_files,
        }))
    }

    /// Returns notes on the tree after a build changed it, which name no manifest.
    pub(super) fn of_changed_tree(&self) -> Self {
        Self {
            manifest: None,
            ..self.clone()
        }
    }
}

/// The notes on both trees.
#[derive(Default)]
pub(super) struct TreeNotes(Vec<TreeRecord>);

impl TreeNotes {
    /// Reads the notes. Damaged notes count as absent: then every tree is listed as a whole.
    pub(super) fn read(work: &Path) -> Self {
        let records = fs::read(place(work)).ok().and_then(|bytes| {
            let (fingerprint, records) = bytes.split_first_chunk::<16>()?;
            (Fingerprint::of(records).to_bytes() == *fingerprint)
                .then(|| postcard::from_bytes::<Vec<TreeRecord>>(records).ok())?
        });
        Self(
            records
                .filter(|records| records.iter().all(|record| record.foreign_files.is_sound()))
                .unwrap_or_default(),
        )
    }

    /// Finds the notes on a tree.
    pub(super) fn of(&self, tree: &Path) -> Option<&TreeRecord> {
        let tree = TreeIdentity::of(tree)?;
        self.0.iter().find(|record| record.tree == tree)
    }

    /// Replaces the notes by these.
    pub(super) fn write(work: &Path, records: &[TreeRecord]) -> io::Result<()> {
        let bytes = postcard::to_allocvec(records).map_err(io::Error::other)?;
        let fresh = work.join("trees.new");
        fs::write(
            &fresh,
            [Fingerprint::of(&bytes).to_bytes().as_slice(), &bytes].concat(),
        )?;
        fs::rename(fresh, place(work))
    }
}

fn place(work: &Path) -> PathBuf {
    work.join("trees")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::listing::OutputListing;

    fn record(tree: &Path) -> Option<TreeRecord> {
        let foreign_files = OutputListing::read(tree)
            .expect("looked")
            .foreign_files(None);
        TreeRecord::new(tree, foreign_files).expect("read")
    }

    #[test]
    fn a_tree_is_known_again_under_another_name_and_a_damaged_note_is_none() {
        let work = tempfile::tempdir().expect("a folder for the test");
        let [tree, other] = ["one", "two"].map(|name| work.path().join(name));
        for tree in [&tree, &other] {
            fs::create_dir(tree).expect("made");
            fs::write(tree.join("theirs"), "x").expect("written");
        }
        assert!(
            record(&tree).is_none(),
            "a folder without a manifest is no site"
        );
        fs::write(tree.join(MANIFEST), "{}").expect("written");
        TreeNotes::write(work.path(), &[record(&tree).expect("a site")]).expect("written");
        let moved = work.path().join("three");
        fs::rename(&tree, &moved).expect("renamed");
        let trees = TreeNotes::read(work.path());
        let known = trees.of(&moved).expect("known");
        assert_eq!(known.manifest, Some(Fingerprint::of(b"{}")));
        assert_eq!(
            known
                .foreign_files
                .paths
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            ["theirs"]
        );
        assert!(trees.of(&other).is_none() && trees.of(&tree).is_none());
        let mut bytes = fs::read(place(work.path())).expect("read");
        *bytes.last_mut().expect("not empty") ^= 1;
        fs::write(place(work.path()), bytes).expect("written");
        assert!(TreeNotes::read(work.path()).of(&moved).is_none());
    }
}
