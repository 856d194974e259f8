//! Looking again only where something happened finds what a whole look would.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

use masthead::base::{Fingerprint, SourcePath};
use masthead::scan::{FolderSnapshot, take_snapshot, update_snapshot};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const FOLDERS: [&str; 6] = [
    "content",
    "content/a",
    "content/a/b",
    "content/.hidden",
    "themes/default/templates",
    "themes/own/assets",
];
const NAMES: [&str; 11] = [
    "one.md",
    "one (1).md",
    "._one.md",
    "one.md.bak",
    "two.yaml",
    "figures.csv",
    "page.html",
    "picture.png",
    "backup.md~",
    ".dot.md",
    "sub",
];

/// An event in the watched folder.
#[derive(Clone, Debug)]
enum Happens {
    Write(usize, usize, u8),
    Remove(usize, usize),
    RemoveFolder(usize),
    MoveFolder(usize, usize),
    Link(usize, usize, usize),
}

fn happens() -> impl Strategy<Value = Happens> {
    let (folder, name) = (0..FOLDERS.len(), 0..NAMES.len());
    prop_oneof![
        8 => (folder.clone(), name.clone(), 0..4u8)
            .prop_map(|(folder, name, what)| Happens::Write(folder, name, what)),
        3 => (folder.clone(), name.clone())
            .prop_map(|(folder, name)| Happens::Remove(folder, name)),
        1 => folder.clone().prop_map(Happens::RemoveFolder),
        1 => (folder.clone(), folder.clone()).prop_map(|(from, to)| Happens::MoveFolder(from, to)),
        1 => (folder.clone(), name, folder)
            .prop_map(|(folder, name, to)| Happens::Link(folder, name, to)),
    ]
}

/// Does it, and gives the places that a notice would name. What cannot be done is not.
fn apply(root: &Path, what: &Happens) -> Vec<String> {
    match what {
        Happens::Write(folder, name, what) => {
            let place = format!("{}/{}", FOLDERS[*folder], NAMES[*name]);
            let texts: [&[u8]; 4] = [
                b"---\ntitle: A\n---\n",
                b"",
                b"\xff\xfe not text",
                b"---\ntitle: B\n---\nMore.\n",
            ];
            let _ = fs::create_dir_all(root.join(FOLDERS[*folder]));
            let _ = fs::write(root.join(&place), texts[usize::from(*what)]);
            // Folders that were made are named by a notice of their own.
            let made = FOLDERS
                .iter()
                .filter(|folder| place.starts_with(**folder))
                .map(|folder| (*folder).to_owned());
            // What is written through a link is noticed where the file really is.
            let real = root.join(&place).canonicalize().ok();
            let real = real.and_then(|real| {
                Some(
                    real.strip_prefix(root.canonicalize().ok()?)
                        .ok()?
                        .to_str()?
                        .to_owned(),
                )
            });
            made.chain([place.clone()]).chain(real).collect()
        }
        Happens::Remove(folder, name) => {
            let place = format!("{}/{}", FOLDERS[*folder], NAMES[*name]);
            let _ = fs::remove_file(root.join(&place));
            vec![place]
        }
        Happens::RemoveFolder(folder) => {
            let _ = fs::remove_dir_all(root.join(FOLDERS[*folder]));
            vec![FOLDERS[*folder].to_owned()]
        }
        Happens::MoveFolder(from, to) => {
            let to = format!("{}/sub", FOLDERS[*to]);
            let _ = fs::rename(root.join(FOLDERS[*from]), root.join(&to));
            vec![FOLDERS[*from].to_owned(), to]
        }
        Happens::Link(folder, name, to) => {
            let place = format!("{}/{}", FOLDERS[*folder], NAMES[*name]);
            #[cfg(unix)]
            let _ = std::os::unix::fs::symlink(
                root.join(FOLDERS[*to]).join("one.md"),
                root.join(&place),
            );
            vec![place]
        }
    }
}

type Known = (
    BTreeMap<String, Fingerprint>,
    BTreeMap<String, [u8; 32]>,
    BTreeSet<String>,
    BTreeSet<String>,
    Vec<String>,
);

fn known(seen: &FolderSnapshot) -> Known {
    let tree = &seen.tree;
    (
        tree.texts
            .iter()
            .map(|(path, file)| (path.to_string(), file.fingerprint))
            .collect(),
        tree.assets
            .iter()
            .map(|(path, asset)| (path.to_string(), asset.sha256))
            .collect(),
        tree.data.keys().map(ToString::to_string).collect(),
        tree.unread.iter().map(ToString::to_string).collect(),
        seen.faults
            .iter()
            .map(|fault| format!("{fault:?}"))
            .collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn looking_again_where_something_happened_finds_what_a_whole_look_would(
        bursts in prop::collection::vec(prop::collection::vec(happens(), 1..4), 1..8)
    ) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        fs::create_dir_all(root.join("content")).expect("a folder");
        let mut seen = take_snapshot(root);
        for burst in &bursts {
            let before = known(&seen);
            let named = burst.iter().flat_map(|what| apply(root, what));
            let places: BTreeSet<SourcePath> =
                named.map(|place| SourcePath::new(&place)).collect();
            let changed = update_snapshot(root, &mut seen, &places);
            let whole = known(&take_snapshot(root));
            prop_assert_eq!(&known(&seen), &whole);
            prop_assert_eq!(changed.is_empty(), before == whole, "{:?}", changed);
        }
    }
}

#[test]
#[cfg(unix)]
fn a_link_is_read_again_when_its_target_appears_or_changes_elsewhere() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    fs::create_dir_all(root.join("content"))
        .and_then(|()| fs::create_dir_all(root.join("themes/own")))
        .expect("folders");
    std::os::unix::fs::symlink(root.join("themes/own/one.md"), root.join("content/one.md"))
        .expect("a link");
    let mut seen = take_snapshot(root);
    assert_eq!(seen.faults.len(), 1);
    for text in ["---\ntitle: A\n---\n", "---\ntitle: B\n---\n"] {
        fs::write(root.join("themes/own/one.md"), text).expect("written");
        let changed = update_snapshot(
            root,
            &mut seen,
            &BTreeSet::from([SourcePath::new("themes/own/one.md")]),
        );
        assert!(
            changed.contains(&SourcePath::new("content/one.md")),
            "{changed:?}"
        );
        assert_eq!(known(&seen), known(&take_snapshot(root)));
    }
}
