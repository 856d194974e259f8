//! Reads a site's folder into a tree. From: `content/` and `themes/` on disk, and the theme that is
//! embedded in the program. To: a [`SourceTree`], and faults for files that could not be read. No
//! other room reads content.
#![allow(
    clippy::disallowed_methods,
    reason = "reading the site's folder is what this room is for"
)]

mod asset_cache;
mod embedded;
mod facts;
mod files;
mod rescan;

pub use asset_cache::make_memory;
pub use embedded::{add_embedded, embedded_theme};
pub use files::{TOPS, is_top};
pub use rescan::{FolderSnapshot, changed_links, take_snapshot, update_snapshot};

use crate::base::{Code, Fault, Faults, Fingerprint, SourcePath, Span};
use crate::bibliography::read::encoding;
use crate::source::{AssetHandle, DataFile, ListFile, SourceTree, TextFile, is_data, is_list};
use asset_cache::AssetCache;
use files::{FileRole, Found, Listing};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The largest size of a text file in bytes. A book of 1,000 pages has about 3 MB.
const LARGEST_TEXT: u64 = 8 << 20;

/// The largest read buffer, in bytes, that a thread keeps for its next file.
const LARGEST_ROOM: usize = 256 << 10;

/// What a scan does with the facts that it worked out about assets.
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
    let Listing { faults, .. } = read_into(&mut tree, root, &cache, |each| files::list(root, each));
    tree.unread = unread(&faults);
    if policy == CachePolicy::Save {
        cache.save(&tree);
    }
    (tree, faults)
}

/// The number of files that one task reads one after another.
const TOGETHER: usize = 32;

/// Reads the files that `list` gives into the tree, in parallel and while the listing goes on.
/// Gives the listing, with the faults of files that could not be read added to its own.
fn read_into(
    tree: &mut SourceTree,
    root: &Path,
    cache: &AssetCache,
    list: impl FnOnce(&mut dyn FnMut(Found)) -> Listing + Send,
) -> Listing {
    let several = |all: Vec<Found>| -> Vec<Result<FileContents, Box<Fault>>> {
        all.iter().map(|found| read(root, found, cache)).collect()
    };
    let finished = Mutex::new(Vec::new());
    let mut listing = rayon::scope(|scope| {
        let mut begun = 0;
        let mut begin = |all: Vec<Found>| {
            let (number, finished, several) = (begun, &finished, &several);
            begun += 1;
            scope.spawn(move |_| {
                let files = several(all);
                finished
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((number, files));
            });
        };
        let mut waiting = Vec::with_capacity(TOGETHER);
        let listing = list(&mut |found| {
            waiting.push(found);
            if waiting.len() == TOGETHER {
                begin(std::mem::replace(
                    &mut waiting,
                    Vec::with_capacity(TOGETHER),
                ));
            }
        });
        begin(waiting);
        listing
    });
    let mut read = finished
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    read.sort_unstable_by_key(|(number, _)| *number);
    for file in read.into_iter().flat_map(|(_, files)| files) {
        match file {
            Ok(FileContents::Text(text)) => {
                tree.texts.insert(text.path.clone(), text);
            }
            Ok(FileContents::Asset(asset, data, list)) => {
                tree.data
                    .extend(data.map(|data| (asset.path.clone(), data)));
                tree.lists
                    .extend(list.map(|list| (asset.path.clone(), list)));
                tree.assets.insert(asset.path.clone(), asset);
            }
            Err(fault) => listing.faults.push(*fault),
        }
    }
    listing
}

fn unread(faults: &Faults) -> BTreeSet<SourcePath> {
    faults
        .iter()
        .filter_map(|fault| fault.span.as_ref())
        .map(|span| span.file.clone())
        .collect()
}

enum FileContents {
    Text(TextFile),
    Asset(AssetHandle, Option<DataFile>, Option<ListFile>),
}

fn read(root: &Path, found: &Found, cache: &AssetCache) -> Result<FileContents, Box<Fault>> {
    let path = root.join(found.path.as_str());
    match found.role {
        FileRole::Text => text(&path, &found.path).map(FileContents::Text),
        FileRole::Asset => {
            let asset = cache
                .handle(&path, &found.path)
                .map_err(|error| unreadable(&found.path, &error))?;
            let in_content = found.path.below("content").is_some();
            let data = (in_content && is_data(&found.path)).then(|| data(&path, &asset));
            let list = is_list(&found.path).then(|| list(&path, &found.path));
            Ok(FileContents::Asset(asset, data, list))
        }
    }
}

/// Reads a file of figures as text. A fault is kept with it, since it matters only where a table
/// shows the file.
fn data(disk: &Path, asset: &AssetHandle) -> DataFile {
    DataFile {
        text: text(disk, &asset.path).map(|file| file.text),
        fingerprint: Fingerprint::of(&asset.sha256),
    }
}

/// Reads a file that may be a list of publications. Its faults are kept with it, since they matter
/// only where publications are kept.
fn list(disk: &Path, path: &SourcePath) -> ListFile {
    let mut read = Vec::new();
    match bytes(disk, path, &mut read) {
        Ok(()) => list_of(path, &read),
        Err(fault) => ListFile {
            text: "".into(),
            faults: Faults::from(*fault),
            fingerprint: Fingerprint::of(b""),
        },
    }
}

/// Makes a list of publications from bytes. Old programs save lists in old encodings: these are
/// decoded too, with a warning.
#[must_use]
pub fn list_of(path: &SourcePath, bytes: &[u8]) -> ListFile {
    let (text, _) = encoding::decode(bytes);
    let mut faults = Faults::new();
    encoding::check(path, bytes, &mut faults);
    let fingerprint = Fingerprint::of(text.as_bytes());
    ListFile {
        text: text.into(),
        faults,
        fingerprint,
    }
}

fn text(disk: &Path, path: &SourcePath) -> Result<TextFile, Box<Fault>> {
    // The text is copied out of the buffer, which then serves the next file.
    thread_local!(static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    ROOM.with_borrow_mut(|room| {
        let text = text_in(disk, path, room);
        if room.capacity() > LARGEST_ROOM {
            *room = Vec::new();
        }
        text
    })
}

fn text_in(disk: &Path, path: &SourcePath, room: &mut Vec<u8>) -> Result<TextFile, Box<Fault>> {
    bytes(disk, path, room)?;
    let text =
        std::str::from_utf8(room).map_err(|error| not_utf8(path, room, error.valid_up_to()))?;
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let fault = Fault::error(
            Code::DamagedText,
            "there is an invisible character in this file that no text has",
        )
        .at(Span::new(path, at..at + 1));
        return Err(Box::new(fault.help(
            "open it in a text editor and save it again as plain text (UTF-8)",
        )));
    }
    Ok(TextFile::new(path.clone(), text.into()))
}

/// Reads a file into `bytes`, replacing what they held.
fn bytes(disk: &Path, path: &SourcePath, bytes: &mut Vec<u8>) -> Result<(), Box<Fault>> {
    let mut file = fs::File::open(disk).map_err(|error| unreadable(path, &error))?;
    let size = file
        .metadata()
        .map_err(|error| unreadable(path, &error))?
        .len();
    if size > LARGEST_TEXT {
        let message = format!(
            "this file is {} MB long; {} MB is the most",
            size >> 20,
            LARGEST_TEXT >> 20
        );
        let fault = Fault::error(Code::FileTooLarge, message).at(Span::start_of(path));
        return Err(Box::new(fault.help(
            "split it into several pages; put data and pictures into files of their own",
        )));
    }
    let size = usize::try_from(size).unwrap_or(0);
    bytes.resize(size + 1, 0);
    let read = file.read(bytes);
    bytes.truncate(*read.as_ref().unwrap_or(&0));
    // One read nearly always returns the whole file.
    if !read.is_ok_and(|read| read == size) {
        // A file that grows while it is read must not exhaust memory.
        file.take(LARGEST_TEXT + 1)
            .read_to_end(bytes)
            .map_err(|error| unreadable(path, &error))?;
    }
    Ok(())
}

fn unreadable(path: &SourcePath, error: &io::Error) -> Box<Fault> {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "you are not allowed to read it".to_owned(),
        io::ErrorKind::NotFound => "it was there a moment ago and is gone".to_owned(),
        _ => error.to_string(),
    };
    let fault = Fault::error(
        Code::UnreadableFile,
        format!("this file cannot be read: {why}"),
    )
    .at(Span::start_of(path));
    Box::new(fault.help("check who may open it, or take it out of the folder"))
}

fn not_utf8(path: &SourcePath, bytes: &[u8], at: usize) -> Box<Fault> {
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let looks_like = if wide {
        "Unicode (UTF-16)"
    } else {
        "an older Windows or Mac encoding"
    };
    let line = bytes[..at].split(|byte| *byte == b'\n').count();
    let message =
        format!("this text is not saved as UTF-8: it looks like {looks_like}, see line {line}");
    let fault = Fault::error(Code::NotUtf8, message).at(Span::new(path, at..at + 1));
    Box::new(fault.help(
        "in Notepad choose “Save as” and “Encoding: UTF-8”; in Word save as plain text and choose \
         “Unicode (UTF-8)”",
    ))
}
