//! Reading of one file. From: a file of the listing. To: its text, or the handle of an asset, and
//! the fault that kept it from being read.

use super::active;
use super::asset_cache::AssetCache;
use super::files::{FileRole, SiteFile};
use super::read_error::ReadError;
use crate::base::{Faults, Fingerprint, SourcePath};
use crate::bibliography::read::encoding;
use crate::disk::SiteRoot;
use crate::source::{AssetHandle, DataFile, ListFile, TextFile, is_data, is_list};
use std::cell::RefCell;
use std::io::Read;

/// The largest size of a text file in bytes. A book of 1,000 pages has about 3 MB.
pub(super) const LARGEST_TEXT: u64 = 8 << 20;

/// The largest read buffer, in bytes, that a thread keeps for its next file.
const LARGEST_ROOM: usize = 256 << 10;

/// A file that was read.
pub(super) enum FileContents {
    /// A text, for the stages.
    Text(TextFile),
    /// A file that is published as it is. One with figures or with publications is read as well.
    Asset {
        asset: AssetHandle,
        data: Option<DataFile>,
        list: Option<ListFile>,
    },
}

/// Reads one file of the site.
pub(super) fn read(
    site: &SiteRoot,
    file: &SiteFile,
    cache: &AssetCache,
) -> (Option<FileContents>, Faults) {
    let contents = match file.role {
        FileRole::Text => text(site, &file.path).map(FileContents::Text),
        FileRole::Asset => asset(site, &file.path, cache),
    };
    match contents {
        Ok(contents) => (Some(contents), Faults::new()),
        Err(error) => (None, Faults::from(error.fault(&file.path))),
    }
}

fn asset(
    site: &SiteRoot,
    path: &SourcePath,
    cache: &AssetCache,
) -> Result<FileContents, ReadError> {
    let file = site.file(path)?;
    let in_content = path.below("content").is_some();
    let asset = if in_content {
        active::handle(file, path, cache)?
    } else {
        cache.handle(file, path)?
    };
    let data = (in_content && is_data(path)).then(|| data(site, &asset));
    let list = is_list(path).then(|| list(site, path));
    Ok(FileContents::Asset { asset, data, list })
}

/// Reads a file of figures as text. A fault is kept with it, since it matters only where a table
/// shows the file.
fn data(site: &SiteRoot, asset: &AssetHandle) -> DataFile {
    let (text, faults) = match text(site, &asset.path) {
        Ok(file) => (file.text, Faults::new()),
        Err(error) => ("".into(), Faults::from(error.fault(&asset.path))),
    };
    DataFile {
        text,
        faults,
        fingerprint: Fingerprint::of(&asset.sha256),
    }
}

/// Reads a file that may be a list of publications. Its faults are kept with it, since they matter
/// only where publications are kept.
fn list(site: &SiteRoot, path: &SourcePath) -> ListFile {
    let mut read = Vec::new();
    match bytes(site, path, &mut read) {
        Ok(()) => list_of(path, &read),
        Err(error) => ListFile {
            text: "".into(),
            faults: Faults::from(error.fault(path)),
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

fn text(site: &SiteRoot, path: &SourcePath) -> Result<TextFile, ReadError> {
    // The text is copied out of the buffer, which then serves the next file.
    thread_local!(static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    ROOM.with_borrow_mut(|room| {
        let text = text_in(site, path, room);
        if room.capacity() > LARGEST_ROOM {
            *room = Vec::new();
        }
        text
    })
}

fn text_in(site: &SiteRoot, path: &SourcePath, room: &mut Vec<u8>) -> Result<TextFile, ReadError> {
    bytes(site, path, room)?;
    let text = std::str::from_utf8(room)
        .map_err(|error| ReadError::not_utf8(room, error.valid_up_to()))?;
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(ReadError::Nul { at }),
        None => Ok(TextFile::new(path.clone(), text.into())),
    }
}

/// Reads a file into `bytes`, replacing what they held.
fn bytes(site: &SiteRoot, path: &SourcePath, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
    let mut file = site.file(path)?;
    let size = file.metadata()?.len();
    if size > LARGEST_TEXT {
        return Err(ReadError::TooLarge { size });
    }
    let size = usize::try_from(size).unwrap_or(0);
    bytes.resize(size + 1, 0);
    let read = file.read(bytes);
    bytes.truncate(*read.as_ref().unwrap_or(&0));
    // One read nearly always returns the whole file.
    if !read.is_ok_and(|read| read == size) {
        // A file that grows while it is read must not exhaust memory.
        file.take(LARGEST_TEXT + 1).read_to_end(bytes)?;
    }
    Ok(())
}
