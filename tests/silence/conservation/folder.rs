//! The law over folders of texts: the pages of the example site and of the guide, and any folder
//! that `MASTHEAD_CONSERVATION` names.
#![allow(
    clippy::disallowed_methods,
    reason = "this test reads folders that somebody names"
)]

use super::breaches;
use std::fs;
use std::path::{Path, PathBuf};

/// Collects the files of markdown below a folder.
fn texts_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts_below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Returns the lines below the settings at the top of a file, with the settings blanked.
fn body(text: &str) -> String {
    let Some(inside) = text.strip_prefix("---\n") else {
        return text.to_owned();
    };
    let end = inside.find("\n---").map_or(0, |end| end + 8);
    let head = &text[..end];
    "\n".repeat(head.matches('\n').count()) + text.get(end..).unwrap_or_default()
}

/// Asserts that the law holds for every text of a folder.
fn holds_below(folder: &Path) {
    let mut files = Vec::new();
    texts_below(folder, &mut files);
    files.sort();
    assert!(!files.is_empty(), "{} has no markdown", folder.display());
    let mut found = Vec::new();
    for file in &files {
        let text = String::from_utf8_lossy(&fs::read(file).unwrap_or_default()).into_owned();
        for breach in breaches(&body(&text.replace("\r\n", "\n"))) {
            found.push(format!("{}: {breach}", file.display()));
        }
    }
    let count = found.len();
    found.truncate(400);
    assert!(
        found.is_empty(),
        "{count} in {} files: {found:#?}",
        files.len()
    );
}

#[test]
fn the_example_site_and_the_guide_keep_every_word() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    holds_below(&root.join("content"));
    holds_below(&root.join("docs"));
}

#[test]
fn a_folder_that_somebody_names_keeps_every_word() {
    if let Some(folder) = std::env::var_os("MASTHEAD_CONSERVATION") {
        holds_below(Path::new(&folder));
    }
}
