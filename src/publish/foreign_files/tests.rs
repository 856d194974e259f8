//! Tests of telling files of others from the site's own, at first and again later.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

use super::*;
use crate::publish::FileEntry;
use crate::publish::listing::OutputListing;
use crate::publish::listing::tests::folder;
use std::fs;

/// Returns the foreign files of a folder whose own files are `ours`, listed long after it last
/// changed.
fn foreign_files(folder: &Path, ours: &[&str]) -> (ForeignFiles, FileEntries) {
    let entry = FileEntry {
        sha256: [0; 32],
        size: 1,
    };
    let ours = ours
        .iter()
        .map(|path| (OutputPath::new(path), entry))
        .collect();
    (
        OutputListing::read(folder)
            .expect("looked")
            .foreign_files(Some(&ours))
            .settled(Some(now(folder, 60))),
        ours,
    )
}

/// Returns the time so many seconds after a folder last changed.
fn now(folder: &Path, seconds: i64) -> ChangeTime {
    let changed = ChangeTime::of(&rustix::fs::lstat(folder).expect("read"));
    ChangeTime {
        seconds: changed.seconds + seconds,
        ..changed
    }
}

fn names(foreign_files: &ForeignFiles) -> Vec<&str> {
    foreign_files.paths.iter().map(OutputPath::as_str).collect()
}

#[test]
fn looking_again_sees_what_looking_at_everything_sees() {
    let folder = folder(&[
        "page",
        "theirs",
        "a/page",
        "a/theirs",
        "b/c/page",
        "d/theirs",
        "e/f/theirs",
        "g/theirs",
    ]);
    let root = folder.path();
    let ours = ["page", "a/page", "b/c/page"];
    let (before, ours) = foreign_files(root, &ours);
    assert_eq!(
        names(&before),
        ["a/theirs", "d/theirs", "e/f/theirs", "g/theirs", "theirs"]
    );
    assert_eq!(
        ForeignFiles::since(&before, root, Some(&ours)).expect("looked"),
        before
    );
    fs::remove_file(root.join("a/theirs")).expect("removed");
    fs::create_dir_all(root.join("b/new/folder")).expect("made");
    fs::write(root.join("b/new/folder/theirs"), "x").expect("written");
    fs::write(root.join("b/c/too"), "x").expect("written");
    fs::remove_dir_all(root.join("d")).expect("removed");
    fs::rename(root.join("e"), root.join("h")).expect("renamed");
    // What lies behind a link is not in the tree.
    fs::rename(root.join("g"), root.join("z")).expect("renamed");
    std::os::unix::fs::symlink("z", root.join("g")).expect("linked");
    let again = ForeignFiles::since(&before, root, Some(&ours)).expect("looked");
    assert_eq!(
        names(&again),
        [
            "b/c/too",
            "b/new/folder/theirs",
            "g",
            "h/f/theirs",
            "theirs",
            "z/theirs"
        ]
    );
    assert_eq!(
        again,
        OutputListing::read(root)
            .expect("looked")
            .foreign_files(Some(&ours))
    );
}

#[test]
fn a_folder_that_changed_a_moment_ago_is_looked_into_again() {
    let folder = folder(&["a/page"]);
    let looked = || {
        OutputListing::read(folder.path())
            .expect("looked")
            .foreign_files(None)
    };
    assert!(looked().is_settled());
    assert!(looked().settled(Some(now(folder.path(), 60))).is_settled());
    assert!(!looked().settled(Some(now(folder.path(), 0))).is_settled());
    assert!(!looked().settled(None).is_settled());
    let before = looked().settled(Some(now(folder.path(), 0)));
    assert!(
        before
            .folders
            .iter()
            .all(|(_, changed)| *changed == ChangeTime::NEVER)
    );
    assert_eq!(
        ForeignFiles::since(&before, folder.path(), None).expect("looked"),
        looked()
    );
}

#[test]
fn what_is_written_down_must_be_of_a_whole_tree_and_stay_in_it() {
    let list = |folders: &[&str], foreign: &[&str]| ForeignFiles {
        paths: foreign.iter().copied().map(OutputPath::new).collect(),
        folders: folders
            .iter()
            .map(|name| ((*name).to_owned(), ChangeTime::NEVER))
            .collect(),
    };
    assert!(list(&["", "a", "a/b"], &["a/it's: theirs", ".well-known/x"]).is_sound());
    assert!(!list(&[], &[]).is_sound());
    assert!(!list(&["a"], &[]).is_sound());
    assert!(!list(&["", "../a"], &[]).is_sound());
    assert!(!list(&[""], &["a/../../b"]).is_sound());
}
