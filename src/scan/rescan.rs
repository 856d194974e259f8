//! Brings a snapshot of a site's folder up to date and reads only what changed. From: the former
//! snapshot, and the paths at which something happened. To: the snapshot that a whole scan would
//! give, which a test checks.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder is what this room is for"
)]

use super::asset_cache::AssetCache;
use super::files::{self, Found, Listing, Plain, State, state};
use super::{add_embedded, read_into, unread};
use crate::base::{Faults, Fingerprint, SourcePath};
use crate::source::{AssetHandle, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A site's folder as it was last read.
#[derive(Debug, Default)]
pub struct FolderSnapshot {
    /// The files.
    pub tree: SourceTree,
    /// The faults of files that could not be read, in the order of files.
    pub faults: Faults,
    /// The links in the folder with the state of their targets, which may change without a
    /// notification for the folder that holds the link.
    links: BTreeMap<SourcePath, Option<State>>,
}

/// Reads the whole folder.
#[must_use]
pub fn take_snapshot(root: &Path) -> FolderSnapshot {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    let Listing { mut faults, links } =
        read_into(&mut tree, root, &AssetCache::open(root), |each| {
            files::list(root, each)
        });
    faults.sort();
    tree.unread = unread(&faults);
    FolderSnapshot {
        tree,
        faults,
        links: links.into_iter().collect(),
    }
}

/// Reads again the files at `places` and below them. Gives the paths of files that were changed,
/// added or removed.
pub fn update_snapshot(
    root: &Path,
    seen: &mut FolderSnapshot,
    places: &BTreeSet<SourcePath>,
) -> BTreeSet<SourcePath> {
    let places: BTreeSet<SourcePath> = places
        .iter()
        .filter(|place| is_of_site(place) && !is_below_any(place, places))
        .cloned()
        .collect();
    let (mut listing, mut all) = (Listing::default(), Vec::new());
    for place in &places {
        match files::is_plain(root, place) {
            Plain::Yes => files::list_below(root, place.as_str(), &mut listing, &mut |found| {
                all.push(found);
            }),
            Plain::Unwanted => {}
            Plain::Link => return everything(root, seen),
        }
    }
    if !listing.links.is_empty() || !seen.links.is_empty() {
        // Any place may be the target of a link, so a site with links is read as a whole.
        return everything(root, seen);
    }
    let before: FileFingerprints = places
        .iter()
        .flat_map(|place| take_out(&mut seen.tree, place))
        .collect();
    let (gone, kept) = std::mem::take(&mut seen.faults)
        .into_iter()
        .partition(|fault| {
            fault
                .span
                .as_ref()
                .is_some_and(|span| covered(&span.file, &places))
        });
    let gone: Faults = gone;
    seen.faults = kept;
    let mut fresh = SourceTree::default();
    if places
        .iter()
        .any(|place| place.below("themes").is_some() || place.as_str() == "themes")
    {
        let mut embedded = SourceTree::default();
        add_embedded(&mut embedded);
        let wanted = |path: &SourcePath| covered(path, &places);
        fresh
            .texts
            .extend(embedded.texts.into_iter().filter(|(path, _)| wanted(path)));
        fresh
            .assets
            .extend(embedded.assets.into_iter().filter(|(path, _)| wanted(path)));
    }
    let list = |each: &mut dyn FnMut(Found)| {
        all.into_iter().for_each(each);
        listing
    };
    let found = read_into(&mut fresh, root, &AssetCache::open(root), list).faults;
    let after: FileFingerprints = file_fingerprints(&fresh).collect();
    let mut changed: BTreeSet<SourcePath> = differing(&before, &after);
    changed.extend(
        found
            .iter()
            .filter(|fault| !gone.contains(fault))
            .chain(gone.iter().filter(|fault| !found.contains(fault)))
            .filter_map(|fault| fault.span.as_ref().map(|span| span.file.clone())),
    );
    seen.tree.texts.extend(fresh.texts);
    seen.tree.assets.extend(fresh.assets);
    seen.tree.data.extend(fresh.data);
    seen.tree.lists.extend(fresh.lists);
    seen.faults.extend(found);
    seen.faults.sort();
    seen.tree.unread = unread(&seen.faults);
    changed
}

/// Reads the whole folder again, and gives the paths of files that differ.
fn everything(root: &Path, seen: &mut FolderSnapshot) -> BTreeSet<SourcePath> {
    let before: FileFingerprints = file_fingerprints(&seen.tree).collect();
    let faults = std::mem::take(&mut seen.faults);
    *seen = take_snapshot(root);
    let mut changed = differing(&before, &file_fingerprints(&seen.tree).collect());
    let other = |one: &Faults, two: &Faults| -> Vec<SourcePath> {
        one.iter()
            .filter(|fault| !two.contains(fault))
            .filter_map(|fault| fault.span.as_ref())
            .map(|span| span.file.clone())
            .collect()
    };
    changed.extend(
        other(&faults, &seen.faults)
            .into_iter()
            .chain(other(&seen.faults, &faults)),
    );
    changed
}

/// Lists the links whose targets have changed since they were last read.
#[must_use]
pub fn changed_links(root: &Path, seen: &FolderSnapshot) -> BTreeSet<SourcePath> {
    let now = |link: &SourcePath| state(&root.join(link.as_str()));
    seen.links
        .iter()
        .filter(|(link, known)| now(link) != **known)
        .map(|(link, _)| link.clone())
        .collect()
}

/// Of the bytes and the facts of files.
type FileFingerprints = BTreeMap<SourcePath, (Option<Fingerprint>, Option<AssetHandle>)>;

fn file_fingerprints(
    tree: &SourceTree,
) -> impl Iterator<Item = (SourcePath, (Option<Fingerprint>, Option<AssetHandle>))> {
    let texts = tree
        .texts
        .iter()
        .map(|(path, file)| (path.clone(), (Some(file.fingerprint), None)));
    texts.chain(
        tree.assets
            .iter()
            .map(|(path, asset)| (path.clone(), (None, Some(asset.clone())))),
    )
}

fn differing(before: &FileFingerprints, after: &FileFingerprints) -> BTreeSet<SourcePath> {
    let other = |one: &FileFingerprints, two: &FileFingerprints| -> Vec<SourcePath> {
        one.iter()
            .filter(|(path, fingerprint)| two.get(*path) != Some(*fingerprint))
            .map(|(path, _)| path.clone())
            .collect()
    };
    other(before, after)
        .into_iter()
        .chain(other(after, before))
        .collect()
}

/// Removes everything at or below `place` from the tree.
fn take_out(tree: &mut SourceTree, place: &SourcePath) -> FileFingerprints {
    let texts: Vec<SourcePath> = tree
        .texts_below(place.as_str())
        .map(|file| file.path.clone())
        .chain([place.clone()])
        .collect();
    let assets: Vec<SourcePath> = tree
        .assets_below(place.as_str())
        .map(|asset| asset.path.clone())
        .chain([place.clone()])
        .collect();
    let mut taken = FileFingerprints::new();
    for path in texts {
        taken.extend(
            tree.texts
                .remove(&path)
                .map(|file| (path, (Some(file.fingerprint), None))),
        );
    }
    for path in assets {
        tree.data.remove(&path);
        tree.lists.remove(&path);
        taken.extend(
            tree.assets
                .remove(&path)
                .map(|asset| (path, (None, Some(asset)))),
        );
    }
    taken
}

/// Reports whether `path` is one of `places` or below one.
fn covered(path: &SourcePath, places: &BTreeSet<SourcePath>) -> bool {
    places.contains(path) || is_below_any(path, places)
}

fn is_below_any(path: &SourcePath, places: &BTreeSet<SourcePath>) -> bool {
    let text = path.as_str();
    text.match_indices('/')
        .any(|(at, _)| places.contains(&text[..at]))
}

fn is_of_site(place: &SourcePath) -> bool {
    files::TOPS
        .iter()
        .any(|top| place.as_str() == *top || place.below(top).is_some())
}
