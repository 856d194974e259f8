//! Makes pictures of the site's pictures, and keeps them in `.masthead/pictures`, so that none is
//! made twice. From: orders of pictures. To: their bytes, or their stamps alone.
//!
//! A picture is kept under the name of its address, which never stands for another content. One
//! that cannot be made is the picture itself, without what it tells: browsers show it all the same.

use super::memory_folder::MemoryFolder;
use super::picture::PictureFile;
use super::site_root::SiteRoot;
use crate::base::UrlPath;
use crate::pictures;
use crate::source::{PictureOrder, Recipe, Stamp};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The folder of the pictures, and the list of them.
const FOLDER: &str = "pictures";
const LIST: &str = "pictures.json";

/// The most bytes of pictures that are kept and that a build does not order.
const MOST_UNUSED: u64 = 256 << 20;

/// The pictures that were made, by the names under which they are kept.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct MadePictures(BTreeMap<String, Stamp>);

/// The pictures of a build in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PictureCounts {
    /// The number of pictures that were made.
    pub made: usize,
    /// The number of pictures that came from an earlier build.
    pub kept: usize,
    /// The bytes of the pictures that they are made of, for which smaller ones were made now.
    pub bytes_before: u64,
    /// The bytes of the widest picture of each, in WebP.
    pub bytes_after: u64,
}

/// Makes and keeps pictures of one site.
pub struct PictureStore {
    root: SiteRoot,
    memory: MemoryFolder,
    known: MadePictures,
    /// The pictures that this build orders.
    ordered: Mutex<MadePictures>,
    counts: Mutex<PictureCounts>,
}

impl PictureStore {
    /// Reads which pictures of the site at `root` were made before.
    #[must_use]
    pub fn open(root: &Path) -> Self {
        let memory = MemoryFolder::of(root);
        let known = memory
            .read(LIST)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            root: SiteRoot::open(root),
            memory,
            known: known.unwrap_or_default(),
            ordered: Mutex::default(),
            counts: Mutex::default(),
        }
    }

    /// Returns the stamps of all pictures of an order, if they were all made before.
    #[must_use]
    pub fn stamps(&self, order: &PictureOrder) -> Option<Vec<Stamp>> {
        let made = order.set.all();
        let stamps: Option<Vec<Stamp>> = made
            .map(|made| self.known.0.get(name(&made.url)).copied())
            .collect();
        let stamps = stamps?;
        let named = order.set.all().map(|made| name(&made.url).to_owned());
        lock(&self.ordered)
            .0
            .extend(named.zip(stamps.iter().copied()));
        Some(stamps)
    }

    /// Returns all pictures of an order, from the memory or made anew.
    ///
    /// # Errors
    /// Fails when the picture they are made of cannot be read.
    pub fn make(&self, order: &PictureOrder) -> io::Result<Vec<Vec<u8>>> {
        if let Some(kept) = self.kept(order) {
            return Ok(kept);
        }
        let mut opened = self.root.file(&order.source.path)?;
        let picture = PictureFile::read(&mut opened.file, &order.source.path)?;
        let source = picture.and_then(PictureFile::published).unwrap_or_default();
        let recipes: Vec<Recipe> = order.set.all().map(|made| made.recipe).collect();
        let mut pictures = pictures::make(&source, &recipes)
            .unwrap_or_else(|_| vec![source.clone(); recipes.len()]);
        for (made, bytes) in order.set.all().zip(&mut pictures) {
            if bytes.len() > source.len() && !made.recipe.is_webp {
                bytes.clone_from(&source);
            }
            self.keep(name(&made.url), bytes);
        }
        self.count(order, &pictures);
        Ok(pictures)
    }

    fn count(&self, order: &PictureOrder, pictures: &[Vec<u8>]) {
        let mut counts = lock(&self.counts);
        counts.made += pictures.len();
        counts.bytes_before += order.source.size;
        let widest = pictures.get(order.set.light.len().saturating_sub(1));
        counts.bytes_after += widest.map_or(0, |bytes| bytes.len() as u64);
    }

    /// Returns the numbers of pictures so far.
    #[must_use]
    pub fn counts(&self) -> PictureCounts {
        let mut counts = *lock(&self.counts);
        counts.kept = lock(&self.ordered).0.len().saturating_sub(counts.made);
        counts
    }

    /// Returns the picture at an address, from the memory, or made anew with all of its order.
    #[must_use]
    pub fn one(&self, order: &PictureOrder, url: &UrlPath) -> Option<Vec<u8>> {
        if let Some(kept) = self.read(url) {
            return Some(kept);
        }
        let at = order.set.all().position(|made| made.url == *url)?;
        Some(self.make(order).ok()?.swap_remove(at))
    }

    /// Returns all pictures of an order from the memory.
    fn kept(&self, order: &PictureOrder) -> Option<Vec<Vec<u8>>> {
        let kept: Option<Vec<Vec<u8>>> = order.set.all().map(|made| self.read(&made.url)).collect();
        let kept = kept?;
        let stamps = order.set.all().zip(&kept);
        let stamps = stamps.map(|(made, bytes)| (name(&made.url).to_owned(), stamp(bytes)));
        lock(&self.ordered).0.extend(stamps);
        Some(kept)
    }

    /// Reads the picture of an address from the memory, where only this machine writes.
    fn read(&self, url: &UrlPath) -> Option<Vec<u8>> {
        self.memory.read(&format!("{FOLDER}/{}", name(url)))
    }

    /// Keeps a picture. A failure to write it is ignored: it only makes the next build slower.
    fn keep(&self, name: &str, bytes: &[u8]) {
        if self
            .memory
            .write(&format!("{FOLDER}/{name}"), bytes)
            .is_ok()
        {
            lock(&self.ordered).0.insert(name.to_owned(), stamp(bytes));
        }
    }

    /// Writes the list of pictures, if it changed. Pictures that were ordered by other builds, of
    /// drafts or of another branch, stay on it until they take too much room.
    pub fn save(&self) {
        let mut listed = MadePictures(lock(&self.ordered).0.clone());
        let unused = self.known.0.iter();
        let unused: BTreeMap<_, _> = unused
            .filter(|(name, _)| !listed.0.contains_key(*name))
            .map(|(name, stamp)| (name.clone(), *stamp))
            .collect();
        if unused.values().map(|stamp| stamp.size).sum::<u64>() <= MOST_UNUSED {
            listed.0.extend(unused);
        } else {
            for name in unused.keys() {
                self.memory.remove(&format!("{FOLDER}/{name}"));
            }
        }
        if listed == self.known {
            return;
        }
        if let Ok(bytes) = serde_json::to_vec(&listed) {
            let _ = self.memory.write(LIST, &bytes);
        }
    }
}

/// Returns the name under which the picture of an address is kept.
fn name(url: &UrlPath) -> &str {
    let path = url.as_str();
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn stamp(bytes: &[u8]) -> Stamp {
    Stamp {
        sha256: sha2::Sha256::digest(bytes).into(),
        size: bytes.len() as u64,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
