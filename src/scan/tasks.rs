//! Reading of many files in parallel. From: a listing of files while it goes on. To: the tree.

use super::asset_cache::AssetCache;
use super::contents::{FileContents, ReadOutcome, read};
use super::files::{FolderListing, SiteFile};
use super::shared_files;
use crate::base::{Code, Faults, Severity, SourcePath};
use crate::disk::SiteRoot;
use crate::source::{PictureFormat, SourceTree};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The number of files that one task reads one after another.
const TOGETHER: usize = 32;

/// The files that one task read, with the number of the task.
type TaskResult = (usize, Vec<ReadOutcome>);

/// Reads the files that `list` gives into the tree, in parallel and while the listing goes on.
/// Returns the listing, with the faults of files that could not be read added to its own.
pub(super) fn read_into(
    tree: &mut SourceTree,
    site: &SiteRoot,
    cache: &AssetCache,
    list: impl FnOnce(&mut dyn FnMut(SiteFile)) -> FolderListing + Send,
) -> FolderListing {
    let finished: Mutex<Vec<TaskResult>> = Mutex::new(Vec::new());
    let mut listing = rayon::scope(|scope| {
        let mut begun = 0;
        let mut begin = |files: Vec<SiteFile>| {
            let (number, finished) = (begun, &finished);
            begun += 1;
            scope.spawn(move |_| {
                let contents = files.iter().map(|file| read(site, file, cache)).collect();
                finished
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((number, contents));
            });
        };
        let mut waiting = Vec::with_capacity(TOGETHER);
        let listing = list(&mut |file| {
            if PictureFormat::of_extension(&file.path.extension()).is_some() {
                // All codes of a photograph are read, which takes longer than many files.
                begin(vec![file]);
                return;
            }
            waiting.push(file);
            if waiting.len() == TOGETHER {
                let full = std::mem::replace(&mut waiting, Vec::with_capacity(TOGETHER));
                begin(full);
            }
        });
        begin(waiting);
        listing
    });
    let mut results = finished
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(number, _)| *number);
    for file in results.into_iter().flat_map(|(_, files)| files) {
        listing.faults.extend(file.faults);
        listing.shared.extend(file.shared);
        if let Some(contents) = file.contents {
            insert(tree, contents);
        }
    }
    shared_files::report(&listing.shared, &mut listing.faults);
    listing
}

fn insert(tree: &mut SourceTree, contents: FileContents) {
    match contents {
        FileContents::Text(text) => {
            tree.texts.insert(text.path.clone(), text);
        }
        FileContents::Asset {
            asset,
            data,
            list,
            words,
        } => {
            if let Some(words) = words {
                tree.words.insert(asset.path.clone(), words);
            }
            if let Some(data) = data {
                tree.data.insert(asset.path.clone(), data);
            }
            if let Some(list) = list {
                tree.lists.insert(asset.path.clone(), list);
            }
            tree.assets.insert(asset.path.clone(), *asset);
        }
    }
}

/// Returns the paths of files that could not be read. A file of the tree that has only a warning
/// was read.
pub(super) fn unread(tree: &SourceTree, faults: &Faults) -> BTreeSet<SourcePath> {
    let is_read =
        |path: &SourcePath| tree.texts.contains_key(path) || tree.assets.contains_key(path);
    let mut unread = BTreeSet::new();
    for fault in faults {
        let Some(span) = &fault.span else { continue };
        let is_warned = fault.severity == Severity::Warning && is_read(&span.file);
        if fault.code != Code::LeftOutFile && !is_warned {
            unread.insert(span.file.clone());
        }
    }
    unread
}
