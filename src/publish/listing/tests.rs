//! Tests of listing an output tree and of removing what is left over in it.
#![allow(clippy::disallowed_methods, reason = "tests make files")]

use super::*;

/// Returns a temporary folder with these files.
pub(in crate::publish) fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("made");
        fs::write(path, file).expect("written");
    }
    folder
}

#[test]
fn what_is_not_wanted_goes_with_the_folders_it_leaves_empty() {
    let folder = folder(&["a/b/gone", "a/kept", "c/d/e/gone", "f/late"]);
    let listing = OutputListing::read(folder.path()).expect("looked");
    fs::write(folder.path().join("f/new"), "since").expect("written");
    listing
        .sweep(folder.path(), &BTreeSet::from(["a/kept"]))
        .expect("swept");
    let left = OutputListing::read(folder.path()).expect("looked");
    assert_eq!(
        left.files
            .iter()
            .map(OutputPath::as_str)
            .collect::<Vec<_>>(),
        ["a/kept", "f/new"]
    );
    assert_eq!(
        left.folders
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<BTreeSet<_>>(),
        BTreeSet::from(["", "a", "f"])
    );
}

#[test]
fn a_file_that_became_a_folder_and_a_folder_that_became_a_file_stay() {
    let folder = folder(&["a", "b/old"]);
    let listing = OutputListing::read(folder.path()).expect("looked");
    fs::remove_file(folder.path().join("a")).expect("removed");
    fs::create_dir(folder.path().join("a")).expect("made");
    fs::write(folder.path().join("a/x"), "x").expect("written");
    fs::remove_dir_all(folder.path().join("b")).expect("removed");
    fs::write(folder.path().join("b"), "b").expect("written");
    listing
        .sweep(folder.path(), &BTreeSet::from(["a/x", "b"]))
        .expect("swept");
    let left = OutputListing::read(folder.path()).expect("looked");
    assert_eq!(
        left.files
            .iter()
            .map(OutputPath::as_str)
            .collect::<Vec<_>>(),
        ["a/x", "b"]
    );
}
