//! Brings a snapshot of a site's folder up to date and reads only what changed. From: the former
//! snapshot, and the paths at which something happened. To: the snapshot that a whole scan would
//! give, which a test checks.
#![allow(
    clippy::disallowed_methods,
    reason = "looking at the site's folder is what this room is for"
)]

use super::asset_cache::AssetCache;
use super::embedded::add_embedded;
use super::files::{self, FolderListing, SiteFile, Way};
use super::left_out;
use super::private_list;
use super::tasks::{read_into, unread};
use crate::base::{Code, Faults, Fingerprint, SourcePath};
use crate::disk::SiteRoot;
use crate::parse::place::PRIVATE;
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
    /// Whether links stand in the folder, or files that have several names: then any place may
    /// be the target of one.
    has_links: bool,
    /// Whether files stand in the folder that are left out, or may be, depending on others.
    has_left_out: bool,
}

/// Reads the whole folder.
#[must_use]
pub fn take_snapshot(root: &Path) -> FolderSnapshot {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    let site = SiteRoot::open(root);
    let FolderListing {
        mut faults,
        has_links,
        shared,
    } = read_into(&mut tree, &site, &AssetCache::open(root), |each| {
        files::list(&site, each)
    });
    tree.unread = unread(&tree, &faults);
    tree.services = private_list::read(&site);
    let has_left_out = has_left_out(&tree);
    faults.extend(left_out::take_out(&mut tree));
    faults.sort();
    FolderSnapshot {
        tree,
        faults,
        has_links: has_links || !shared.is_empty(),
        has_left_out,
    }
}

/// Reports whether files of a tree are left out, or may be.
fn has_left_out(tree: &SourceTree) -> bool {
    let mut paths = tree.texts.keys().chain(tree.assets.keys());
    paths.any(left_out::may_be_left_out)
}

/// Reads again the files at `places` and below them. Returns the paths of files that were changed,
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
    if places.is_empty() {
        return places;
    }
    let site = SiteRoot::open(root);
    let (private, places): (BTreeSet<_>, BTreeSet<_>) = places.into_iter().partition(is_private);
    let mut changed = update_public(&site, seen, &places);
    if !private.is_empty() {
        let before = seen.tree.services.fingerprint();
        seen.tree.services = private_list::read(&site);
        if seen.tree.services.fingerprint() != before {
            changed.extend(private);
        }
    }
    changed
}

/// Reads again the files of the site at `places` and below them.
fn update_public(
    site: &SiteRoot,
    seen: &mut FolderSnapshot,
    places: &BTreeSet<SourcePath>,
) -> BTreeSet<SourcePath> {
    if places.is_empty() {
        return BTreeSet::new();
    }
    let root = site.path();
    let (mut listing, mut files) = (FolderListing::default(), Vec::new());
    for place in places {
        match files::way_to(site, place) {
            Way::Plain => files::list_below(site, place.as_str(), &mut listing, &mut |file| {
                files.push(file);
            }),
            Way::Unwanted if place.as_str().split('/').any(left_out::is_program_folder) => {
                return everything(root, seen);
            }
            Way::Unwanted => {}
            Way::Link => return everything(root, seen),
        }
    }
    let mut paths = files.iter().map(|file| &file.path);
    let has_left_out = seen.has_left_out || paths.any(left_out::may_be_left_out);
    if listing.has_links || seen.has_links || has_left_out {
        // Any place may be the target of a link, and the original of a copy, so a site with links
        // or copies is read as a whole.
        return everything(root, seen);
    }
    let mut fresh = embedded_at(places);
    let list = |each: &mut dyn FnMut(SiteFile)| {
        files.into_iter().for_each(each);
        listing
    };
    let listing = read_into(&mut fresh, site, &AssetCache::open(root), list);
    if !listing.shared.is_empty() {
        return everything(root, seen);
    }
    let faults_after = listing.faults;
    let before: FileFingerprints = places
        .iter()
        .flat_map(|place| take_out(&mut seen.tree, place))
        .collect();
    let faults_before = take_out_faults(&mut seen.faults, places);
    let after: FileFingerprints = file_fingerprints(&fresh).collect();
    let mut changed = differing(&before, &after);
    changed.extend(differing_faults(&faults_before, &faults_after));
    seen.tree.texts.extend(fresh.texts);
    seen.tree.assets.extend(fresh.assets);
    seen.tree.data.extend(fresh.data);
    seen.tree.lists.extend(fresh.lists);
    seen.tree.words.extend(fresh.words);
    seen.faults.extend(faults_after);
    seen.faults.sort();
    seen.tree.unread = unread(&seen.tree, &seen.faults);
    changed
}

/// Removes the faults of files at or below `places`, and returns them.
fn take_out_faults(faults: &mut Faults, places: &BTreeSet<SourcePath>) -> Faults {
    let mut taken = Faults::new();
    let mut kept = Faults::new();
    for fault in std::mem::take(faults) {
        let is_covered = fault
            .span
            .as_ref()
            .is_some_and(|span| covered(&span.file, places));
        if is_covered {
            taken.push(fault);
        } else {
            kept.push(fault);
        }
    }
    *faults = kept;
    taken
}

/// Returns the files of the embedded theme that stand at or below `places`.
fn embedded_at(places: &BTreeSet<SourcePath>) -> SourceTree {
    let mut tree = SourceTree::default();
    let is_theme =
        |place: &SourcePath| place.as_str() == "themes" || place.below("themes").is_some();
    if places.iter().any(is_theme) {
        add_embedded(&mut tree);
        tree.texts.retain(|path, _| covered(path, places));
        tree.assets.retain(|path, _| covered(path, places));
    }
    tree
}

/// Returns the files of the faults that stand in one of two lists only.
fn differing_faults(before: &Faults, after: &Faults) -> BTreeSet<SourcePath> {
    let gone = before.iter().filter(|fault| !after.contains(fault));
    let new = after.iter().filter(|fault| !before.contains(fault));
    gone.chain(new)
        .filter_map(|fault| fault.span.as_ref())
        .map(|span| span.file.clone())
        .collect()
}

/// Reads the whole folder again, and returns the paths of files that differ.
fn everything(root: &Path, seen: &mut FolderSnapshot) -> BTreeSet<SourcePath> {
    let before: FileFingerprints = file_fingerprints(&seen.tree).collect();
    let faults = std::mem::take(&mut seen.faults);
    let private = seen.tree.services.fingerprint();
    *seen = take_snapshot(root);
    let mut changed = differing(&before, &file_fingerprints(&seen.tree).collect());
    if seen.tree.services.fingerprint() != private {
        changed.insert(SourcePath::new(PRIVATE));
    }
    changed.extend(differing_faults(&faults, &seen.faults));
    changed
}

/// Lists the files that could not be read, for a reason that may pass without a notice: too many
/// open files, a drive that does not answer.
#[must_use]
pub fn unreadable(seen: &FolderSnapshot) -> BTreeSet<SourcePath> {
    let unreadable = seen
        .faults
        .iter()
        .filter(|fault| fault.code == Code::UnreadableFile);
    unreadable
        .filter_map(|fault| fault.span.as_ref())
        .map(|span| span.file.clone())
        .collect()
}

/// Fingerprints of the bytes of texts, and the handles of assets.
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

/// Returns the paths whose files differ, or stand in one of two trees only.
fn differing(before: &FileFingerprints, after: &FileFingerprints) -> BTreeSet<SourcePath> {
    let mut paths = BTreeSet::new();
    for (one, other) in [(before, after), (after, before)] {
        for (path, fingerprint) in one {
            if other.get(path) != Some(fingerprint) {
                paths.insert(path.clone());
            }
        }
    }
    paths
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
        tree.words.remove(&path);
        taken.extend(
            tree.assets
                .remove(&path)
                .map(|asset| (path, (None, Some(asset)))),
        );
    }
    taken
}

/// Tells whether `path` is one of `places` or below one.
fn covered(path: &SourcePath, places: &BTreeSet<SourcePath>) -> bool {
    places.contains(path) || is_below_any(path, places)
}

fn is_below_any(path: &SourcePath, places: &BTreeSet<SourcePath>) -> bool {
    let text = path.as_str();
    text.match_indices('/')
        .any(|(at, _)| places.contains(&text[..at]))
}

fn is_of_site(place: &SourcePath) -> bool {
    files::WATCHED.iter().any(|top| is_in(place, top))
}

fn is_private(place: &SourcePath) -> bool {
    is_in(place, PRIVATE)
}

fn is_in(place: &SourcePath, top: &str) -> bool {
    place.as_str() == top || place.below(top).is_some()
}
