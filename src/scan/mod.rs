//! Reads a site's folder into a tree. From: `content/` and `themes/` on disk, and the theme that is
//! embedded in the program. To: a [`SourceTree`], and faults for files that could not be read. No
//! other room reads content.

mod active;
mod asset_cache;
mod contents;
mod embedded;
mod facts;
mod file_state;
mod files;
mod left_out;
mod look;
mod private_list;
mod read_error;
mod refusals;
mod rescan;
mod shared_files;
mod tasks;

pub use contents::list_of;
pub use embedded::{add_embedded, embedded_theme};
pub use files::{WATCHED, is_watched};
pub use look::FolderStates;
pub use rescan::{FolderSnapshot, take_snapshot, unreadable, update_snapshot};

use crate::base::Faults;
use crate::disk::SiteRoot;
use crate::source::SourceTree;
use asset_cache::AssetCache;
use files::FolderListing;
use std::path::Path;

/// The use that a scan makes of the facts it works out about assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// Saves them in `.masthead/` for the next scan.
    Save,
    /// Uses saved facts and writes nothing.
    ReadOnly,
}

/// Reads the site at `root`: `content/`, `themes/`, and the embedded theme below them.
#[must_use]
pub fn scan(root: &Path, policy: CachePolicy) -> (SourceTree, Faults) {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    let cache = AssetCache::open(root);
    let site = SiteRoot::open(root);
    let mut listing = tasks::read_into(&mut tree, &site, &cache, |each| files::list(&site, each));
    tree.unread = tasks::unread(&tree, &listing.faults);
    tree.services = private_list::read(&site);
    listing.faults.extend(left_out::take_out(&mut tree));
    if policy == CachePolicy::Save {
        cache.save(&tree);
    }
    (tree, listing.faults)
}

/// Reads what the theme of the site at `root` declares: the settings of the site and its themes,
/// without anything that it publishes.
#[must_use]
pub fn scan_themes(root: &Path) -> SourceTree {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    let cache = AssetCache::open(root);
    let site = SiteRoot::open(root);
    let places = ["content/site.yaml", "themes"];
    tasks::read_into(&mut tree, &site, &cache, |each| {
        let mut listing = FolderListing::default();
        for place in places {
            files::list_below(&site, place, &mut listing, each);
        }
        listing
    });
    tree
}
