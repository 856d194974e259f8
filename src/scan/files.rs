//! Listing of the site's files. From: `content/` and `themes/` on disk. To: the path of each file
//! and its role in the build, and faults for what is refused.
#![allow(
    clippy::disallowed_methods,
    reason = "listing the site's folder is what this room is for"
)]

use super::left_out;
use super::refusals::{self, has_backslash, has_control};
use super::shared_files::SharedFile;
use crate::base::{Faults, SourcePath};
use crate::disk::{STATIC, SiteRoot};
use crate::parse::place::PRIVATE;
use std::path::Path;
use walkdir::WalkDir;

/// A file of the site.
pub(super) struct SiteFile {
    pub(super) path: SourcePath,
    pub(super) role: FileRole,
}

/// The use that the build makes of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileRole {
    /// A text, for the stages.
    Text,
    /// A file that is published as it is.
    Asset,
}

/// The results of a listing beside the files.
#[derive(Default)]
pub(super) struct FolderListing {
    pub(super) faults: Faults,
    /// Whether a link stands among the files, wherever it leads.
    pub(super) has_links: bool,
    /// Files that have several names.
    pub(super) shared: Vec<SharedFile>,
}

/// The folders that hold a site.
pub(super) const TOPS: [&str; 2] = ["content", "themes"];

/// The folders that the preview watches: those that hold a site, and the private one.
pub const WATCHED: [&str; 3] = [TOPS[0], TOPS[1], PRIVATE];

/// Tells whether a name in the site's folder is one of [`WATCHED`].
#[must_use]
pub fn is_watched(name: &str) -> bool {
    WATCHED.contains(&name)
}

/// Hands the files in `content/` and `themes/` to `each`, in order of path.
pub(super) fn list(site: &SiteRoot, each: &mut dyn FnMut(SiteFile)) -> FolderListing {
    let mut listing = FolderListing::default();
    for top in TOPS {
        list_below(site, top, &mut listing, each);
    }
    listing
}

/// Hands the file at `place`, or every file in the folder there, to `each`. A place without
/// anything is no fault.
pub(super) fn list_below(
    site: &SiteRoot,
    place: &str,
    listing: &mut FolderListing,
    each: &mut dyn FnMut(SiteFile),
) {
    let root = site.path();
    let start = root.join(place);
    if !start.exists() {
        return;
    }
    let walk = WalkDir::new(&start)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let mut of_programs = Vec::new();
    let mut walk = walk.filter_entry(|entry| {
        if left_out::is_program_folder(&entry.file_name().to_string_lossy()) {
            of_programs.extend(relative(entry.path(), root));
        }
        TOPS.contains(&place) && entry.depth() == 0 || is_wanted(entry.path(), site)
    });
    while let Some(entry) = walk.next() {
        // A link that leads nowhere comes past the filter: Emacs marks a file that is being edited
        // by one.
        if entry
            .as_ref()
            .is_err_and(|error| error.path().is_some_and(|path| !is_wanted(path, site)))
        {
            continue;
        }
        listing.has_links |= match &entry {
            Ok(entry) => entry.path_is_symlink(),
            // A link that leads nowhere may lead somewhere tomorrow.
            Err(error) => error.path().is_some_and(Path::is_symlink),
        };
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                listing.faults.push(refusals::unlistable(&error, root));
                continue;
            }
        };
        if refusals::is_refused(&entry, site, &mut listing.faults) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
        } else if let Some(path) = refusals::path_of_file(&entry, root, &mut listing.faults) {
            let role = role(&path);
            each(SiteFile { path, role });
        }
    }
    for folder in of_programs {
        listing.faults.push(left_out::program_folder(&folder));
    }
}

/// Finds out how `place` is reached: a listing looks into it, and follows links on the way.
pub(super) fn way_to(site: &SiteRoot, place: &SourcePath) -> Way {
    let mut path = site.path().to_path_buf();
    for (depth, name) in place.as_str().split('/').enumerate() {
        path.push(name);
        if depth > 0 && !is_wanted(&path, site) {
            return Way::Unwanted;
        }
        if path.is_symlink() {
            return Way::Link;
        }
    }
    Way::Plain
}

/// The way to a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A way through folders alone.
    Plain,
    /// A way through something that is not read.
    Unwanted,
    /// A way through a link.
    Link,
}

/// Returns the path below the root; `None` for a name that a path inside the site cannot hold.
pub(super) fn relative(path: &Path, root: &Path) -> Option<SourcePath> {
    let path = path.strip_prefix(root).ok()?.to_str()?;
    (!has_backslash(path) && !has_control(path)).then(|| SourcePath::new(path))
}

/// Beginnings of names of what systems and editors keep beside files.
const SYSTEM_BEGINNINGS: [&str; 5] = [
    ".#",
    ".nfs",
    ".Trash-",
    ".fuse_hidden",
    ".DocumentRevisions",
];

/// Tells whether a file is read: nothing that editors and operating systems leave behind, and
/// nothing hidden but what really stands in `content/static/`, which is meant to publish it, and
/// what is named where it stands.
pub(super) fn is_wanted(path: &Path, site: &SiteRoot) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let leftover = name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || SYSTEM_BEGINNINGS
            .iter()
            .any(|start| name.starts_with(start))
        || matches!(
            &*name,
            ".DS_Store"
                | "Icon\r"
                | "Thumbs.db"
                | "desktop.ini"
                | "4913"
                | ".git"
                | ".svn"
                | ".hg"
                | ".directory"
                | ".Spotlight-V100"
                | ".Trashes"
                | ".fseventsd"
                | ".AppleDouble"
                | ".TemporaryItems"
                | ".ssh"
                | ".aws"
                | ".dropbox"
                | ".dropbox.attr"
                | ".stfolder"
                | ".gitignore"
                | ".gitattributes"
                | ".gitmodules"
                | ".gitkeep"
                | ".editorconfig"
                | ".vscode"
                | ".idea"
                | ".github"
        )
        || left_out::is_program_folder(&name)
        || [".swp", ".swx", ".tmp", ".bck"]
            .iter()
            .any(|ending| name.ends_with(ending));
    if left_out::is_named(&name) {
        return stands_there(path, site);
    }
    let is_listed = !name.starts_with('.') || is_verbatim(path, site) || is_for_host(path, site);
    !leftover && is_listed
}

/// Tells whether a file stands where its path says, and not behind a link.
fn stands_there(path: &Path, site: &SiteRoot) -> bool {
    let Some(folder) = path.parent() else {
        return false;
    };
    let (Ok(below), Ok(root)) = (folder.strip_prefix(site.path()), site.path().canonicalize())
    else {
        return false;
    };
    !path.is_symlink()
        && folder
            .canonicalize()
            .is_ok_and(|real| real == root.join(below))
}

/// Tells whether a hidden file or folder is for a web host, which is named where it stands: nothing
/// publishes it outside of `content/static`.
fn is_for_host(path: &Path, site: &SiteRoot) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_of_host = matches!(&*name, ".htaccess" | ".nojekyll" | ".well-known");
    let content = site.path().join(TOPS[0]);
    is_of_host
        && (name == ".htaccess" && path.starts_with(&content) || path.parent() == Some(&content))
        && stands_there(path, site)
}

/// Tells whether a file really stands in the folder whose files are published as they are.
fn is_verbatim(path: &Path, site: &SiteRoot) -> bool {
    path.starts_with(site.path().join(STATIC)) && site.is_verbatim(path.parent().unwrap_or(path))
}

/// Returns the use that the build makes of a file.
fn role(path: &SourcePath) -> FileRole {
    let extension = path.extension();
    if path.below(STATIC).is_some() || left_out::is_left_out_by_name(path) {
        return FileRole::Asset;
    }
    let is_text = if path.below("themes").is_some() {
        matches!(
            extension.as_str(),
            "html" | "ics" | "css" | "js" | "yaml" | "yml" | "txt" | "md"
        )
    } else {
        matches!(extension.as_str(), "md" | "yaml" | "yml" | "csl")
    };
    if is_text {
        FileRole::Text
    } else {
        FileRole::Asset
    }
}
