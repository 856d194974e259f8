//! Reading of one file. From: a file of the listing. To: its text, or the handle of an asset, and
//! the fault that kept it from being read.

use super::active;
use super::asset_cache::AssetCache;
use super::files::{FileRole, SiteFile};
use super::left_out::is_left_out_by_name;
use super::read_error::ReadError;
use super::shared_files::SharedFile;
use crate::base::{Faults, Fingerprint, SourcePath};
use crate::bibliography::read::encoding;
use crate::disk::{OpenFile, SiteRoot};
use crate::source::{
    AssetFacts, AssetHandle, DataFile, ListFile, Sha256, TextFile, has_words, is_data, is_list,
};
use std::cell::RefCell;
use std::io::Read;
use std::sync::Arc;

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
        asset: Box<AssetHandle>,
        data: Option<DataFile>,
        list: Option<ListFile>,
        words: Option<Arc<str>>,
    },
}

/// What came of reading one file.
#[derive(Default)]
pub(super) struct ReadOutcome {
    pub(super) contents: Option<FileContents>,
    pub(super) faults: Faults,
    /// The file once more, if it has several names.
    pub(super) shared: Option<SharedFile>,
}

/// Reads one file of the site.
pub(super) fn read(site: &SiteRoot, file: &SiteFile, cache: &AssetCache) -> ReadOutcome {
    let mut read = ReadOutcome::default();
    match contents(site, file, cache) {
        Ok((contents, shared)) => {
            read.contents = Some(contents);
            read.shared = shared;
        }
        Err(error) => read.faults.push(error.fault(&file.path)),
    }
    read
}

fn contents(
    site: &SiteRoot,
    file: &SiteFile,
    cache: &AssetCache,
) -> Result<(FileContents, Option<SharedFile>), ReadError> {
    let path = &file.path;
    if is_left_out_by_name(path) {
        return Ok((unopened(path), None));
    }
    let opened = site.file(path)?;
    let shared = SharedFile::of(site, path, &opened.facts);
    if shared.as_ref().is_some_and(|shared| shared.is_private) {
        return Err(ReadError::SharedPrivately);
    }
    let contents = match file.role {
        FileRole::Text => FileContents::Text(text(opened, path)?),
        FileRole::Asset => asset(site, opened, path, cache)?,
    };
    Ok((contents, shared))
}

/// Returns a file that is named and left out, whatever it holds: it may be locked, or secret.
fn unopened(path: &SourcePath) -> FileContents {
    FileContents::Asset {
        asset: Box::new(AssetHandle {
            path: path.clone(),
            size: 0,
            sha256: Sha256::default(),
            facts: AssetFacts::default(),
            is_cleaned: false,
            bytes: None,
        }),
        data: None,
        list: None,
        words: None,
    }
}

fn asset(
    site: &SiteRoot,
    opened: OpenFile,
    path: &SourcePath,
    cache: &AssetCache,
) -> Result<FileContents, ReadError> {
    let in_content = path.below("content").is_some();
    let asset = if in_content {
        active::handle(opened, path, cache)?
    } else {
        cache.handle(opened, path)?
    };
    let data = (in_content && is_data(path)).then(|| data(site, &asset));
    let list = is_list(path).then(|| list(site, path));
    // The bytes of a drawing that was cleaned are kept with it. Figures in an old encoding are no
    // table, and may be offered all the same.
    let is_wanted = data.as_ref().map_or_else(
        || has_words(path) && list.is_none() && asset.bytes.is_none(),
        |data| !data.faults.is_empty(),
    );
    let words = (in_content && is_wanted).then(|| words(site, path));
    Ok(FileContents::Asset {
        asset: Box::new(asset),
        data,
        list,
        words: words.flatten(),
    })
}

/// Reads a file that is published as it stands as a text, in whatever encoding it was saved.
fn words(site: &SiteRoot, path: &SourcePath) -> Option<Arc<str>> {
    let mut read = Vec::new();
    bytes(site.file(path).ok()?, &mut read).ok()?;
    // A ZIP file, such as a presentation, has no words.
    if read.starts_with(b"PK\x03\x04") {
        return None;
    }
    Some(encoding::decode(&read).0.into())
}

/// Reads a file of figures as text. A fault is kept with it, since it matters only where a table
/// shows the file.
fn data(site: &SiteRoot, asset: &AssetHandle) -> DataFile {
    let opened = site.file(&asset.path).map_err(ReadError::from);
    let (text, faults) = match opened.and_then(|opened| text(opened, &asset.path)) {
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
    let opened = site.file(path).map_err(ReadError::from);
    match opened.and_then(|opened| bytes(opened, &mut read)) {
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

fn text(opened: OpenFile, path: &SourcePath) -> Result<TextFile, ReadError> {
    // The text is copied out of the buffer, which then serves the next file.
    thread_local!(static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) });
    ROOM.with_borrow_mut(|room| {
        let text = text_in(opened, path, room);
        if room.capacity() > LARGEST_ROOM {
            *room = Vec::new();
        }
        text
    })
}

fn text_in(opened: OpenFile, path: &SourcePath, room: &mut Vec<u8>) -> Result<TextFile, ReadError> {
    bytes(opened, room)?;
    let text = std::str::from_utf8(room)
        .map_err(|error| ReadError::not_utf8(room, error.valid_up_to()))?;
    match memchr::memchr(0, text.as_bytes()) {
        Some(at) => Err(ReadError::Nul { at }),
        None => Ok(TextFile::new(path.clone(), text.into())),
    }
}

/// Reads a file into `bytes`, replacing what they held.
fn bytes(opened: OpenFile, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
    let OpenFile { mut file, facts } = opened;
    let size = facts.len();
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
