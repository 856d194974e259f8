//! Tests of telling files of others from the site's own, at first and again later.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

use super::*;
use crate::base::Fingerprint;
use crate::publish::FileEntry;
use crate::publish::live::{FileCondition, LiveFile};
use std::fs;

/// Returns a temporary folder with these files.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("made");
        fs::write(path, file).expect("written");
    }
    folder
}

/// Returns a site with these files.
fn site(files: &[&str]) -> LiveSite {
    let file = LiveFile {
        entry: FileEntry {
            sha256: [0; 32],
            size: 1,
        },
        condition: FileCondition::Damaged,
    };
    LiveSite {
        files: files
            .iter()
            .map(|path| (OutputPath::new(path), file))
            .collect(),
        fingerprint: Fingerprint::default(),
        is_noted: true,
    }
}

/// Returns the time so many seconds after a folder last changed.
fn time_after(folder: &Path, seconds: i64) -> ChangeTime {
    let folder = OpenFolder::open(folder).expect("opened");
    let changed = folder.entry("").expect("read").expect("there").changed;
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
    let ours = site(&ours);
    let before = ForeignFiles::read(root, Some(&ours))
        .expect("looked")
        .settled(time_after(root, 60));
    assert_eq!(
        names(&before),
        ["a/theirs", "d/theirs", "e/f/theirs", "g/theirs", "theirs"]
    );
    assert_eq!(before.updated(root, Some(&ours)).expect("looked"), before);
    fs::remove_file(root.join("a/theirs")).expect("removed");
    fs::create_dir_all(root.join("b/new/folder")).expect("made");
    fs::write(root.join("b/new/folder/theirs"), "x").expect("written");
    fs::write(root.join("b/c/too"), "x").expect("written");
    fs::remove_dir_all(root.join("d")).expect("removed");
    fs::rename(root.join("e"), root.join("h")).expect("renamed");
    // What lies behind a link is not in the tree.
    fs::rename(root.join("g"), root.join("z")).expect("renamed");
    std::os::unix::fs::symlink("z", root.join("g")).expect("linked");
    let again = before.updated(root, Some(&ours)).expect("looked");
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
        ForeignFiles::read(root, Some(&ours)).expect("looked")
    );
}

#[test]
fn a_folder_that_changed_a_moment_ago_is_looked_into_again() {
    let folder = folder(&["a/page"]);
    let root = folder.path();
    let looked = || ForeignFiles::read(root, None).expect("looked");
    assert_eq!(looked().settled(time_after(root, 60)), looked());
    let before = looked().settled(time_after(root, 0));
    assert!(
        before
            .folders
            .iter()
            .all(|(_, changed)| *changed == ChangeTime::NEVER)
    );
    assert_eq!(before.updated(root, None).expect("looked"), looked());
}

#[test]
fn the_folders_of_a_first_site_are_noted_as_they_are_listed() {
    let files = ["page", "a/page", "b/c/page"];
    let folder = folder(&files);
    let ours = site(&files);
    assert_eq!(
        ForeignFiles::none_in(folder.path(), ours.files.keys()).expect("looked"),
        ForeignFiles::read(folder.path(), Some(&ours)).expect("looked")
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
