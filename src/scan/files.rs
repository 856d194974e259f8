//! Which files there are, and what each is to the build.
#![allow(
    clippy::disallowed_methods,
    reason = "listing the site's folder is what this room is for"
)]

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::fs;
use std::path::{MAIN_SEPARATOR, Path};
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// A file of the site.
pub(super) struct Found {
    pub(super) path: SourcePath,
    pub(super) role: FileRole,
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileRole {
    /// As words, for the stages.
    Text,
    /// As a file that is published as it is.
    Asset,
}

/// What a listing came upon beside the files it gave.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) faults: Faults,
    /// Links among them, to files or folders elsewhere in the site, with the state of what each led
    /// to before it was read.
    pub(super) links: Vec<(SourcePath, Option<State>)>,
}

/// Bytes of a file or folder, and when it changed.
pub(super) type State = (u64, SystemTime);

/// The state of what stands at `path`, or of what it leads to; `None` when that is nothing.
pub(super) fn state(path: &Path) -> Option<State> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// The folder whose files are published as they are, hidden ones too.
const STATIC: &str = "content/static";

/// The folder beside `content/` that no build reads.
const PRIVATE: &str = "private";

/// The folders that hold a site.
pub const TOPS: [&str; 2] = ["content", "themes"];

/// Whether a name in the site's folder is that of one of them.
#[must_use]
pub fn is_top(name: &str) -> bool {
    TOPS.contains(&name)
}

/// Gives `each` the files in `content/` and `themes/`, in order of path.
pub(super) fn list(root: &Path, each: &mut dyn FnMut(Found)) -> Listing {
    let mut listing = Listing::default();
    for top in TOPS {
        list_below(root, top, &mut listing, each);
    }
    listing
}

/// Gives the file at `place`, or every one in the folder there. Nothing at all is no fault.
pub(super) fn list_below(
    root: &Path,
    place: &str,
    listing: &mut Listing,
    each: &mut dyn FnMut(Found),
) {
    let real_root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let start = root.join(place);
    if !start.exists() {
        return;
    }
    let walk = WalkDir::new(&start)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let mut walk = walk.filter_entry(|entry| {
        TOPS.contains(&place) && entry.depth() == 0 || is_wanted(entry.path(), root)
    });
    while let Some(entry) = walk.next() {
        // A link that leads nowhere comes past the filter: Emacs marks a file that is being edited
        // by one.
        if entry
            .as_ref()
            .is_err_and(|error| error.path().is_some_and(|path| !is_wanted(path, root)))
        {
            continue;
        }
        let link = match &entry {
            Ok(entry) => Some(entry.path()).filter(|_| entry.path_is_symlink()),
            // One that leads nowhere may lead somewhere tomorrow.
            Err(error) => error.path().filter(|path| path.is_symlink()),
        };
        listing
            .links
            .extend(link.and_then(|path| Some((relative(path, root)?, state(path)))));
        let looked = entry
            .map_err(|error| Box::new(unlistable(&error, root)))
            .and_then(|entry| {
                let refusal =
                    backslash(&entry, root).or_else(|| bad_link(&entry, root, &real_root));
                if let Some(fault) = refusal {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    return Err(Box::new(fault));
                }
                look(&entry, root)
            });
        match looked {
            Ok(file) => file.into_iter().for_each(&mut *each),
            Err(fault) => listing.faults.push(*fault),
        }
    }
}

/// Whether `place` and every folder above it is something a listing would look into, and none of
/// them is a link.
pub(super) fn is_plain(root: &Path, place: &SourcePath) -> Plain {
    let mut path = root.to_path_buf();
    for (depth, name) in place.as_str().split('/').enumerate() {
        path.push(name);
        if depth > 0 && !is_wanted(&path, root) {
            return Plain::Unwanted;
        }
        if path.is_symlink() {
            return Plain::Link;
        }
    }
    Plain::Yes
}

/// How a place is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// Through folders alone.
    Yes,
    /// Through something that is not read.
    Unwanted,
    /// Through a link.
    Link,
}

/// A path below the root; `None` for a name that a path inside the site cannot hold.
fn relative(path: &Path, root: &Path) -> Option<SourcePath> {
    let path = path.strip_prefix(root).ok()?.to_str()?;
    (!has_backslash(path)).then(|| SourcePath::new(path))
}

/// Whether a name holds a backslash, where that does not part folders: elsewhere the same name
/// would be a path, and could lead out of the site.
fn has_backslash(path: &str) -> bool {
    MAIN_SEPARATOR != '\\' && path.contains('\\')
}

/// Not what editors and operating systems leave behind, and nothing hidden but what really stands
/// in `content/static/`, which is meant to publish it.
fn is_wanted(path: &Path, root: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let leftover = name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with(".#")
        || matches!(
            &*name,
            ".DS_Store" | "Thumbs.db" | "desktop.ini" | "4913" | ".git"
        )
        || [".swp", ".swx", ".tmp", ".bck"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let is_verbatim = || {
        let folder = root.join(STATIC);
        path.starts_with(&folder) && is_really_below(path.parent().unwrap_or(path), &folder)
    };
    !leftover && (!name.starts_with('.') || is_verbatim())
}

/// Whether `path` stands below `folder` once every link on the way is followed.
fn is_really_below(path: &Path, folder: &Path) -> bool {
    let (Ok(path), Ok(folder)) = (path.canonicalize(), folder.canonicalize()) else {
        return false;
    };
    path.starts_with(folder)
}

/// Refuses a name with a backslash.
fn backslash(entry: &DirEntry, root: &Path) -> Option<Fault> {
    let name = entry.file_name().to_str()?;
    if !has_backslash(name) {
        return None;
    }
    let folder = entry
        .path()
        .parent()
        .and_then(|folder| relative(folder, root))?;
    let message =
        format!("the name `{name}` holds a backslash, which parts folders on other computers");
    Some(
        Fault::error(Code::UnreadableFile, message)
            .at(Span::start_of(&folder))
            .help("rename it without the `\\`"),
    )
}

/// Refuses a link, to a file or to a folder, whose target is not for publication: outside the
/// site's folder, hidden, private, or the site's folder itself.
fn bad_link(entry: &DirEntry, root: &Path, real_root: &Path) -> Option<Fault> {
    if !entry.path_is_symlink() {
        return None;
    }
    let real = entry.path().canonicalize().ok();
    let target = real
        .as_deref()
        .and_then(|real| real.strip_prefix(real_root).ok());
    let where_to = match target {
        None => "something outside the site's folder",
        Some(target) if target.as_os_str().is_empty() => "the whole of the site's folder",
        Some(target) if target.starts_with(PRIVATE) => "a private file or folder",
        Some(target) if is_hidden(target) && !is_really_below(entry.path(), &root.join(STATIC)) => {
            "a hidden file or folder"
        }
        Some(_) => return None,
    };
    let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let what = if entry.file_type().is_dir() {
        "folder"
    } else {
        "file"
    };
    let message = format!("this is a link to {where_to}, which is not read");
    Some(
        Fault::error(Code::BadSymlink, message)
            .at(Span::start_of(&SourcePath::new(&shown.to_string_lossy())))
            .help(format!("copy the {what} here instead")),
    )
}

/// Whether a name on the way to a file starts with a dot.
fn is_hidden(path: &Path) -> bool {
    path.components()
        .any(|name| name.as_os_str().to_string_lossy().starts_with('.'))
}

fn look(entry: &DirEntry, root: &Path) -> Result<Option<Found>, Box<Fault>> {
    let Some(path) = relative(entry.path(), root) else {
        let shown = SourcePath::new(
            &entry
                .path()
                .strip_prefix(root)
                .unwrap_or(entry.path())
                .to_string_lossy(),
        );
        let fault = Fault::error(Code::UnreadableFile, "this file's name is not in UTF-8")
            .at(Span::start_of(&shown));
        return Err(Box::new(fault.help("rename it in plain letters")));
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        return Ok(None);
    }
    if !kind.is_file() {
        let fault = Fault::error(
            Code::SpecialFile,
            "this is not an ordinary file, and is not opened",
        )
        .at(Span::start_of(&path));
        return Err(Box::new(fault.help("take it out of the folder")));
    }
    let role = role(&path);
    Ok(Some(Found { path, role }))
}

fn role(path: &SourcePath) -> FileRole {
    let extension = path.extension();
    if path.below("content/static").is_some() {
        return FileRole::Asset;
    }
    let is_text = if path.below("themes").is_some() {
        matches!(
            extension.as_str(),
            "html" | "css" | "js" | "yaml" | "yml" | "txt" | "md"
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

fn unlistable(error: &walkdir::Error, root: &Path) -> Fault {
    let path = error
        .path()
        .and_then(|path| relative(path, root))
        .unwrap_or_else(|| SourcePath::new("content"));
    let span = Span::start_of(&path);
    if error.loop_ancestor().is_some() {
        return Fault::error(
            Code::BadSymlink,
            "this link leads back into a folder that holds it: it has no end",
        )
        .at(span)
        .help("delete the link");
    }
    match error.io_error() {
        Some(io) if io.kind() == std::io::ErrorKind::NotFound => Fault::error(
            Code::BadSymlink,
            "this link leads to a file that does not exist",
        )
        .at(span)
        .help("delete the link, or copy the file here"),
        Some(io) => {
            let why = if io.kind() == std::io::ErrorKind::PermissionDenied {
                "you are not allowed to read it".to_owned()
            } else {
                io.to_string()
            };
            Fault::error(Code::UnreadableFile, format!("this cannot be read: {why}"))
                .at(span)
                .help("check who may open it, or take it out of the folder")
        }
        None => Fault::error(Code::UnreadableFile, "this cannot be read").at(span),
    }
}
