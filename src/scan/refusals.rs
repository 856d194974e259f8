//! Files and links that are not read, and why. From: entries of a listing. To: faults.
#![allow(
    clippy::disallowed_methods,
    reason = "finding out where links lead is part of listing the site's folder"
)]

use super::files::relative;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::disk::SiteRoot;
use std::path::{MAIN_SEPARATOR, Path};
use walkdir::DirEntry;

/// Reports an entry that must not be read: one whose name no path of a site can hold, or a link to
/// what is not for publication. Tells whether it is one.
pub(super) fn is_refused(entry: &DirEntry, site: &SiteRoot, faults: &mut Faults) -> bool {
    let root = site.path();
    if is_unusable_name(entry, root, faults) {
        return true;
    }
    if !entry.path_is_symlink() {
        return false;
    }
    let Some(target) = site.refused(entry.path()) else {
        return false;
    };
    let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let what = if entry.file_type().is_dir() {
        "folder"
    } else {
        "file"
    };
    let message = format!("this is a link to {}, which is not read", target.words());
    faults.push(
        Fault::error(Code::BadSymlink, message)
            .at(Span::start_of(&SourcePath::new(&shown.to_string_lossy())))
            .help(format!("copy the {what} here instead")),
    );
    true
}

/// Reports a name that no path of a site can hold: one that is not in UTF-8, or that holds a
/// backslash or a sign that a terminal would obey. Tells whether it is one.
fn is_unusable_name(entry: &DirEntry, root: &Path, faults: &mut Faults) -> bool {
    let (message, help) = match entry.file_name().to_str() {
        None => {
            let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let place = SourcePath::new(&shown.to_string_lossy());
            faults.push(
                Fault::error(Code::UnreadableFile, "this file's name is not in UTF-8")
                    .at(Span::start_of(&place))
                    .help("rename it in plain letters"),
            );
            return true;
        }
        Some(name) if has_backslash(name) => (
            format!("the name `{name}` holds a backslash, which parts folders on other computers"),
            "rename it without the `\\`",
        ),
        Some(name) if has_control(name) => (
            format!(
                "the name `{}` holds a sign that cannot be shown",
                name.escape_debug()
            ),
            "rename it in plain letters",
        ),
        Some(_) => return false,
    };
    let folder = entry
        .path()
        .parent()
        .and_then(|folder| relative(folder, root));
    let place = folder.unwrap_or_else(|| SourcePath::new("content"));
    faults.push(
        Fault::error(Code::UnreadableFile, message)
            .at(Span::start_of(&place))
            .help(help),
    );
    true
}

/// Returns the path of an ordinary file; reports a special one.
pub(super) fn path_of_file(
    entry: &DirEntry,
    root: &Path,
    faults: &mut Faults,
) -> Option<SourcePath> {
    let path = relative(entry.path(), root)?;
    let kind = entry.file_type();
    if !kind.is_dir() && !kind.is_file() {
        faults.push(
            Fault::error(
                Code::SpecialFile,
                "this is not an ordinary file, and is not opened",
            )
            .at(Span::start_of(&path))
            .help("take it out of the folder"),
        );
    }
    kind.is_file().then_some(path)
}

/// Tells whether a name holds a backslash, where that does not part folders: elsewhere the same
/// name would be a path, and could lead out of the site.
pub(super) fn has_backslash(path: &str) -> bool {
    MAIN_SEPARATOR != '\\' && path.contains('\\')
}

/// Tells whether a name holds a sign that a terminal would obey.
pub(super) fn has_control(path: &str) -> bool {
    // The second half of the control characters begins with this byte.
    let perhaps = path
        .bytes()
        .any(|byte| byte.is_ascii_control() || byte == 0xc2);
    perhaps && path.chars().any(char::is_control)
}

/// Makes the fault of an entry that cannot be looked at.
pub(super) fn unlistable(error: &walkdir::Error, root: &Path) -> Fault {
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
