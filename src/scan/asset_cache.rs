//! Keeps hashes and sizes of assets between builds in `.masthead/assets.json`. From: asset files on
//! disk and the saved cache. To: asset handles, and the cache file.
//!
//! An entry is valid while path, size, time of change and inode are unchanged. A file that changed
//! within two seconds of being hashed is hashed again next time: some file systems count whole
//! seconds, and a second change could hide in the same one. The cache may be deleted or damaged at
//! any time; it is then made anew. Only one that this machine signed is read (`src/disk`).
#![allow(
    clippy::disallowed_methods,
    reason = "reading assets and remembering what was found is what this file is for"
)]

use super::facts;
use crate::base::SourcePath;
use crate::disk::{MemoryFolder, OpenFile, PictureFile};
use crate::parse::office;
use crate::pictures;
use crate::source::{
    AssetFacts, AssetHandle, DocumentProperties, PdfFault, PictureFault, PictureFormat, SourceTree,
    Stamp, Tint,
};
use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read, Seek as _};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

const VERSION: u32 = 9;
/// A PDF larger than this is offered without the number of its pages: counting reads all of it into
/// memory.
const LARGEST_PDF: u64 = 256 << 20;
/// Files smaller than this are hashed faster than they are looked up; a PDF takes longer at any
/// size.
const WORTH_REMEMBERING: u64 = 64 << 10;

/// The name of the cache.
const FILE: &str = "assets.json";

/// The form in which the cache is saved.
#[derive(Serialize, Deserialize, Default)]
struct CacheFile {
    version: u32,
    files: BTreeMap<String, CachedAsset>,
}

/// The facts about one asset, and the state of its file when they were worked out.
#[derive(Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
struct CachedAsset {
    size: u64,
    changed: u128,
    inode: u64,
    /// The SHA-256 and the number of bytes of the published file.
    stamp: Stamp,
    is_cleaned: bool,
    pixels: Option<(u32, u32)>,
    still: Option<PictureFormat>,
    picture_fault: Option<PictureFault>,
    tint: Option<Tint>,
    lacks_pixels: bool,
    pages: Option<u32>,
    pdf_fault: Option<PdfFault>,
    properties: Option<Arc<DocumentProperties>>,
    has_settings: bool,
}

/// The state of a file, by which a change is noticed.
#[derive(Clone, Copy, PartialEq, Eq)]
struct AssetState {
    size: u64,
    /// Time of change in nanoseconds, which programs cannot set back where the system keeps it.
    changed: u128,
    inode: u64,
}

impl CachedAsset {
    const fn state(&self) -> AssetState {
        AssetState {
            size: self.size,
            changed: self.changed,
            inode: self.inode,
        }
    }

    /// Reads a file once, and works out the facts about it. What takes a look at all pixels is
    /// taken from the `former` entry if the picture is still the same, as in a new checkout.
    fn read(
        mut file: File,
        path: &SourcePath,
        state: AssetState,
        former: Option<&Self>,
    ) -> io::Result<Self> {
        let mut entry = Self {
            size: state.size,
            changed: state.changed,
            inode: state.inode,
            ..Self::default()
        };
        if let Some(picture) = PictureFile::read(&mut file, path)? {
            entry.is_cleaned = picture.clean.bytes.is_some();
            entry.pixels = picture.clean.pixels;
            entry.still = picture.clean.still;
            entry.picture_fault = picture.clean.fault;
            if let Some(published) = picture.published() {
                entry.stamp = Stamp {
                    sha256: facts::sha256(&published),
                    size: published.len() as u64,
                };
                match former.filter(|former| former.stamp == entry.stamp) {
                    Some(former) => {
                        entry.tint = former.tint;
                        entry.lacks_pixels = former.lacks_pixels;
                    }
                    None => entry.look_at(&published),
                }
                return Ok(entry);
            }
        }
        let (stamp, head) = read_through(&mut file)?;
        entry.stamp = stamp;
        let facts = facts::of_file(path, &head, || {
            if state.size > LARGEST_PDF {
                return None;
            }
            file.rewind().ok()?;
            let mut whole = Vec::new();
            file.take(LARGEST_PDF).read_to_end(&mut whole).ok()?;
            Some(whole)
        });
        entry.pages = facts.pages;
        entry.pdf_fault = facts.pdf_fault;
        entry.properties = facts.properties;
        entry.has_settings = facts.has_settings;
        Ok(entry)
    }

    /// Notes what the pixels of a picture look like.
    fn look_at(&mut self, published: &[u8]) {
        if let Some(pixels) = self.pixels.filter(|_| self.still.is_some()) {
            let look = pictures::look(published, pixels);
            self.tint = look.tint;
            self.lacks_pixels = look.lacks_pixels;
        }
    }
}

/// Facts about assets from earlier builds, and those of this one.
pub(super) struct AssetCache {
    memory: MemoryFolder,
    old: BTreeMap<String, CachedAsset>,
    new: Mutex<BTreeMap<String, CachedAsset>>,
}

impl AssetCache {
    /// Reads the saved facts of the site at `root`.
    pub(super) fn open(root: &Path) -> Self {
        let memory = MemoryFolder::of(root);
        let remembered: CacheFile = memory
            .read(FILE)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let old = if remembered.version == VERSION {
            remembered.files
        } else {
            BTreeMap::new()
        };
        Self {
            memory,
            old,
            new: Mutex::default(),
        }
    }

    /// Returns the handle of an asset, from the cache or by reading the open file once.
    pub(super) fn handle(&self, opened: OpenFile, path: &SourcePath) -> io::Result<AssetHandle> {
        let OpenFile {
            file,
            facts: metadata,
        } = opened;
        let changed = changed(&metadata)?;
        let state = AssetState {
            size: metadata.len(),
            changed: nanoseconds(changed),
            inode: inode(&metadata),
        };
        let former = self.old.get(path.as_str());
        let entry = match former.filter(|entry| entry.state() == state) {
            Some(known) => known.clone(),
            None => CachedAsset::read(file, path, state, former)?,
        };
        let settled = SystemTime::now()
            .duration_since(changed)
            .is_ok_and(|age| age > Duration::from_secs(2));
        if (entry.size >= WORTH_REMEMBERING || is_read_as_a_whole(path))
            && settled
            && let Ok(mut new) = self.new.lock()
        {
            new.insert(path.as_str().to_owned(), entry.clone());
        }
        let facts = AssetFacts {
            pixels: entry.pixels,
            still: entry.still,
            picture_fault: entry.picture_fault,
            tint: entry.tint,
            lacks_pixels: entry.lacks_pixels,
            pages: entry.pages,
            pdf_fault: entry.pdf_fault,
            properties: entry.properties,
            active: None,
            active_at: 0,
            has_settings: entry.has_settings,
        };
        Ok(AssetHandle {
            path: path.clone(),
            size: entry.stamp.size,
            sha256: entry.stamp.sha256,
            facts,
            is_cleaned: entry.is_cleaned,
            bytes: None,
        })
    }

    /// Writes the cache if it changed. A failure to write it is ignored: it only makes the next
    /// build slower.
    pub(super) fn save(self, tree: &SourceTree) {
        let files: BTreeMap<String, CachedAsset> = self.new.into_inner().unwrap_or_default();
        if files == self.old || tree.assets.is_empty() {
            return;
        }
        let remembered = CacheFile {
            version: VERSION,
            files,
        };
        if let Ok(bytes) = serde_json::to_vec(&remembered) {
            let _ = self.memory.write(FILE, &bytes);
        }
    }
}

/// Reports whether the facts about a file take reading all of it.
fn is_read_as_a_whole(path: &SourcePath) -> bool {
    let extension = path.extension();
    extension == "pdf" || office::is_document(&extension)
}

/// Reads a file in pieces. Returns its SHA-256 and size, and its first 64 KB.
fn read_through(file: &mut File) -> io::Result<(Stamp, Vec<u8>)> {
    let mut hasher = sha2::Sha256::new();
    let (mut size, mut head) = (0, Vec::new());
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            let sha256 = hasher.finalize().into();
            return Ok((Stamp { sha256, size }, head));
        }
        size += read as u64;
        hasher.update(&piece[..read]);
        let room = (64usize << 10).saturating_sub(head.len()).min(read);
        head.extend_from_slice(&piece[..room]);
    }
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}

/// Returns the time at which anything of a file last changed.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> io::Result<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u32::try_from(metadata.ctime_nsec()).unwrap_or(0);
    let since = Duration::new(seconds, nanoseconds);
    SystemTime::UNIX_EPOCH
        .checked_add(since)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Returns the time at which the contents of a file last changed.
#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> io::Result<SystemTime> {
    metadata.modified()
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::disk::SiteRoot;
    use std::fs;

    #[test]
    fn a_file_whose_time_was_set_back_is_not_the_one_that_is_remembered() {
        let site = tempfile::tempdir().expect("a folder");
        let (disk, path) = (site.path().join("a.bin"), SourcePath::new("a.bin"));
        let hour_ago = SystemTime::now() - Duration::from_hours(1);
        let write = |byte: u8| {
            fs::write(&disk, vec![byte; 100_000]).expect("a file");
            let file = File::options().write(true).open(&disk).expect("a file");
            file.set_modified(hour_ago).expect("a time");
        };
        let read = |cache: &AssetCache| {
            let opened = SiteRoot::open(site.path()).file(&path).expect("a file");
            cache.handle(opened, &path).expect("a handle").sha256
        };
        write(b'a');
        // The clock has to go on before the facts of a file are kept.
        std::thread::sleep(Duration::from_millis(2100));
        let first = AssetCache::open(site.path());
        let before = read(&first);
        let kept = first.new.into_inner().expect("facts");
        assert_eq!(kept.len(), 1);
        write(b'b');
        let next = AssetCache {
            old: kept,
            ..AssetCache::open(site.path())
        };
        assert_ne!(read(&next), before);
    }
}
