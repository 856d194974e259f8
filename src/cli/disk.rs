//! Files that commands read and write because somebody named them, or because they belong to the
//! site. From: paths. To: bytes, or files written as a whole; and failures in plain words for pipes
//! and devices, which have no end, and for links, behind which something else lies.
#![allow(
    clippy::disallowed_methods,
    reason = "reads files that the command line names, and writes those of the site"
)]

use super::failure::Failure;
use crate::base::human_size;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Reads a file that the command line names, of at most `most` bytes. Only files have an end: a
/// pipe or a device may keep the command waiting for ever.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let unreadable = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(format!("there is no file `{name}`")),
        _ => Failure::usage(format!("`{name}` cannot be read: {error}")),
    };
    let facts = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if facts.is_dir() {
        return Err(Failure::usage(format!("`{name}` is a folder; name a file")));
    }
    if !facts.is_file() {
        return Err(Failure::usage(format!(
            "`{name}` is a pipe or a device, not a file; save what it gives in a file, and name \
             that"
        )));
    }
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > most {
        return Err(Failure::usage(format!(
            "`{name}` is {} long; {} is the most",
            human_size(facts.len().max(most + 1)),
            human_size(most)
        )));
    }
    Ok(bytes)
}

/// Returns the place of the file `path` of the site at `root`, where it may be written: no link on
/// the way leads out of the site's folder or into a hidden one.
pub(super) fn inside(root: &Path, path: &str) -> Result<PathBuf, Failure> {
    let mut here = root.to_path_buf();
    let mut shown = PathBuf::new();
    for part in Path::new(path) {
        here.push(part);
        shown.push(part);
        if here.is_symlink() && !stays_inside(root, &here) {
            return Err(Failure::usage(format!(
                "`{}` is a link that leads out of the site's folder, so nothing is written there; \
                 put a folder or a file in its place",
                shown.display()
            )));
        }
    }
    Ok(here)
}

/// Reports whether a link leads to something visible in the folder `root`.
fn stays_inside(root: &Path, link: &Path) -> bool {
    let (Ok(root), Ok(end)) = (root.canonicalize(), link.canonicalize()) else {
        return false;
    };
    end.strip_prefix(&root).is_ok_and(|below| {
        let mut parts = below.iter();
        !parts.any(|part| part.as_encoded_bytes().starts_with(b"."))
    })
}

/// Refuses a file in the place of a folder that is to be written.
pub(super) fn must_be_folder(path: &Path) -> Result<(), Failure> {
    if fs::metadata(path).is_ok_and(|facts| !facts.is_dir()) {
        let name = path.display();
        return Err(Failure::usage(format!(
            "`{name}` is a file, not a folder; name a folder, or one that does not exist yet"
        )));
    }
    Ok(())
}

/// Makes a file have these bytes, as a whole or not at all. A link of that name is replaced, not
/// followed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    put(path, bytes, &mut OpenOptions::new(), None)
}

/// Makes a private file have these bytes, as a whole or not at all. It keeps its permissions, and a
/// new one is for its owner alone.
pub(super) fn replace_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = fs::metadata(path).ok();
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    put(
        path,
        bytes,
        &mut options,
        before.map(|facts| facts.permissions()),
    )
}

/// Writes a file beside `path`, and puts it in its place.
fn put(
    path: &Path,
    bytes: &[u8],
    options: &mut OpenOptions,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let half = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    // What an earlier process of this number has left behind, or somebody has put there, is not
    // written through.
    let _ = fs::remove_file(&half);
    let written = options
        .write(true)
        .create_new(true)
        .open(&half)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        })
        .and_then(|()| permissions.map_or(Ok(()), |own| fs::set_permissions(&half, own)))
        .and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        let _ = fs::remove_file(&half);
    }
    written
}
