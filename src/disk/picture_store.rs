//! Makes pictures of the site's pictures, and keeps them in `.masthead/pictures`, so that none is
//! made twice. From: orders of pictures. To: their bytes, or their stamps alone.
//!
//! A picture is kept under the name of its address, which never stands for another content. One
//! that cannot be made is the picture itself, without what it tells: browsers show it all the same.

use super::decoding_room::DecodingRoom;
use super::memory_folder::MemoryFolder;
use super::picture::PictureFile;
use super::site_root::SiteRoot;
use crate::base::{SourcePath, UrlPath};
use crate::pictures;
use crate::source::{
    AssetHandle, DerivedPicture, PictureFault, PictureOrder, Recipe, SocialCard, Stamp,
};
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct MadePictures {
    stamps: BTreeMap<String, Stamp>,
    /// What is wrong with pictures, by the names of their plain ones.
    faults: BTreeMap<String, PictureFault>,
}

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
    /// What was found wrong with pictures of this build when they were decoded.
    faults: Mutex<BTreeMap<SourcePath, PictureFault>>,
    room: DecodingRoom,
}

impl PictureStore {
    /// Reads which pictures of the site at `root` were made before.
    #[must_use]
    pub fn open(root: &Path) -> Self {
        let store = Self::for_single(root);
        let known = store
            .memory
            .read(LIST)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self {
            known: known.unwrap_or_default(),
            ..store
        }
    }

    /// Returns the store for single pictures of the site at `root`, which needs no list of them.
    #[must_use]
    pub fn for_single(root: &Path) -> Self {
        Self {
            root: SiteRoot::open(root),
            memory: MemoryFolder::of(root),
            known: MadePictures::default(),
            ordered: Mutex::default(),
            counts: Mutex::default(),
            faults: Mutex::default(),
            room: DecodingRoom::default(),
        }
    }

    /// Returns the stamps of all pictures of an order, if they were all made before.
    #[must_use]
    pub fn stamps(&self, order: &PictureOrder) -> Option<Vec<Stamp>> {
        let made = order.set.all().into_iter();
        let stamps: Option<Vec<Stamp>> = made
            .map(|made| self.known.stamps.get(name(&made.url)).copied())
            .collect();
        let stamps = stamps?;
        let named = order
            .set
            .all()
            .into_iter()
            .map(|made| name(&made.url).to_owned());
        let named = named.zip(stamps.iter().copied());
        lock(&self.ordered).stamps.extend(named);
        self.note_known_fault(order);
        Some(stamps)
    }

    /// Returns all pictures of an order, from the memory or made anew; `None` if the picture they
    /// are made of is no longer what the order says.
    ///
    /// # Errors
    /// Fails when the picture they are made of cannot be read.
    pub fn make(&self, order: &PictureOrder) -> io::Result<Option<Vec<Vec<u8>>>> {
        if let Some(kept) = self.kept(order) {
            return Ok(Some(kept));
        }
        let pictures = self.make_some(order, &order.set.all())?;
        if let Some(pictures) = &pictures {
            self.count(order, pictures);
        }
        Ok(pictures)
    }

    /// Makes the one picture of an order that stands at an address, which somebody waits for.
    #[must_use]
    pub fn make_one(&self, order: &PictureOrder, url: &UrlPath) -> Option<Vec<u8>> {
        // Another request may have made it meanwhile.
        if let Some(kept) = self.read(url) {
            return Some(kept);
        }
        let mut all = order.set.all();
        all.retain(|made| made.url == *url);
        self.make_some(order, &all).ok()??.pop()
    }

    /// Makes some of the pictures of an order, and keeps them.
    fn make_some(
        &self,
        order: &PictureOrder,
        wanted: &[&DerivedPicture],
    ) -> io::Result<Option<Vec<Vec<u8>>>> {
        let _leave = self.room.take(bytes_to_decode(&order.source));
        let Some(source) = self.source(order)? else {
            return Ok(None);
        };
        let recipes: Vec<Recipe> = wanted.iter().map(|made| made.recipe).collect();
        let made = pictures::make(&source, &recipes);
        let mut pictures = made.unwrap_or_else(|_| {
            self.keep_fault(order, PictureFault::Undecodable);
            vec![source.clone(); recipes.len()]
        });
        for (made, bytes) in wanted.iter().zip(&mut pictures) {
            if bytes.len() > source.len() && **made == order.set.plain {
                bytes.clone_from(&source);
            }
            self.keep(name(&made.url), bytes);
        }
        Ok(Some(pictures))
    }

    /// Finds out whether the picture of an order can be decoded, if nobody did before. A picture
    /// that cannot be read is not told here.
    pub fn examine(&self, order: &PictureOrder) {
        let plain = name(&order.set.plain.url);
        if self.known.stamps.contains_key(plain) || self.read(&order.set.plain.url).is_some() {
            return self.note_known_fault(order);
        }
        let _leave = self.room.take(bytes_to_decode(&order.source));
        if let Ok(Some(source)) = self.source(order)
            && !pictures::can_be_decoded(&source)
        {
            self.note_fault(order, PictureFault::Undecodable);
        }
    }

    /// Reads the picture of an order; `None` if it is no longer what the order says.
    fn source(&self, order: &PictureOrder) -> io::Result<Option<Vec<u8>>> {
        let mut opened = self.root.file(&order.source.path)?;
        let picture = PictureFile::read(&mut opened.file, &order.source.path)?;
        let source = picture.and_then(PictureFile::published).unwrap_or_default();
        Ok((stamp(&source).sha256 == order.source.sha256).then_some(source))
    }

    /// Returns the stamp of a card that was drawn before.
    #[must_use]
    pub fn card_stamp(&self, card: &SocialCard) -> Option<Stamp> {
        let name = name(&card.url);
        let stamp = *self.known.stamps.get(name)?;
        lock(&self.ordered).stamps.insert(name.to_owned(), stamp);
        Some(stamp)
    }

    /// Returns a card, from the memory or drawn anew; nothing where it cannot be drawn.
    #[must_use]
    pub fn card(&self, card: &SocialCard) -> Option<Vec<u8>> {
        let name = name(&card.url);
        if let Some(kept) = self.read(&card.url) {
            let mut ordered = lock(&self.ordered);
            ordered.stamps.insert(name.to_owned(), stamp(&kept));
            return Some(kept);
        }
        let drawn = pictures::card::draw(card)?;
        self.keep(name, &drawn);
        Some(drawn)
    }

    /// Keeps what is wrong with the picture of an order: in the list, and beside its pictures for
    /// builds whose list does not have them.
    fn keep_fault(&self, order: &PictureOrder, fault: PictureFault) {
        self.note_fault(order, fault);
        if let Ok(bytes) = serde_json::to_vec(&fault) {
            let _ = self
                .memory
                .write(&fault_file(name(&order.set.plain.url)), &bytes);
        }
    }

    fn note_fault(&self, order: &PictureOrder, fault: PictureFault) {
        let plain = name(&order.set.plain.url).to_owned();
        lock(&self.ordered).faults.insert(plain, fault);
        lock(&self.faults).insert(order.source.path.clone(), fault);
    }

    /// Notes what an earlier build or preview found wrong with the picture of an order.
    fn note_known_fault(&self, order: &PictureOrder) {
        let plain = name(&order.set.plain.url);
        let fault = if self.known.stamps.contains_key(plain) {
            self.known.faults.get(plain).copied()
        } else {
            let kept = self.memory.read(&fault_file(plain));
            kept.and_then(|bytes| serde_json::from_slice(&bytes).ok())
        };
        if let Some(fault) = fault {
            self.note_fault(order, fault);
        }
    }

    /// Lists what was found wrong with pictures of this build when they were decoded.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<SourcePath, PictureFault> {
        lock(&self.faults).clone()
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
        counts.kept = lock(&self.ordered).stamps.len().saturating_sub(counts.made);
        counts
    }

    /// Returns all pictures of an order from the memory.
    fn kept(&self, order: &PictureOrder) -> Option<Vec<Vec<u8>>> {
        let all = order.set.all();
        let kept: Option<Vec<Vec<u8>>> = all.iter().map(|made| self.read(&made.url)).collect();
        let kept = kept?;
        let stamps = all.iter().zip(&kept);
        let stamps = stamps.map(|(made, bytes)| (name(&made.url).to_owned(), stamp(bytes)));
        lock(&self.ordered).stamps.extend(stamps);
        self.note_known_fault(order);
        Some(kept)
    }

    /// Reads the picture of an address from the memory, where only this machine writes.
    #[must_use]
    pub fn read(&self, url: &UrlPath) -> Option<Vec<u8>> {
        self.memory.read(&format!("{FOLDER}/{}", name(url)))
    }

    /// Keeps a picture. A failure to write it is ignored: it only makes the next build slower.
    fn keep(&self, name: &str, bytes: &[u8]) {
        if self
            .memory
            .write(&format!("{FOLDER}/{name}"), bytes)
            .is_ok()
        {
            lock(&self.ordered)
                .stamps
                .insert(name.to_owned(), stamp(bytes));
        }
    }

    /// Writes the list of pictures, if it changed. Pictures that were ordered by other builds, of
    /// drafts or of another branch, stay on it until they take too much room.
    pub fn save(&self) {
        let listed = lock(&self.ordered).clone();
        let unused = self.known.stamps.iter();
        let unused: BTreeMap<_, _> = unused
            .filter(|(name, _)| !listed.stamps.contains_key(*name))
            .collect();
        if unused.values().map(|stamp| stamp.size).sum::<u64>() <= MOST_UNUSED {
            return self.save_unfinished();
        }
        for name in unused.keys() {
            self.memory.remove(&format!("{FOLDER}/{name}"));
            self.memory.remove(&fault_file(name));
        }
        self.write(&listed);
    }

    /// Writes the list of pictures of a build that did not order all of its own.
    pub fn save_unfinished(&self) {
        let mut listed = self.known.clone();
        let ordered = lock(&self.ordered).clone();
        listed.stamps.extend(ordered.stamps);
        listed.faults.extend(ordered.faults);
        self.write(&listed);
    }

    fn write(&self, listed: &MadePictures) {
        if *listed == self.known {
            return;
        }
        if let Ok(bytes) = serde_json::to_vec(listed) {
            let _ = self.memory.write(LIST, &bytes);
        }
    }
}

/// Returns about how many bytes it takes to decode a picture: four for each pixel.
fn bytes_to_decode(picture: &AssetHandle) -> u64 {
    let pixels = picture.facts.pixels.unwrap_or_default();
    picture.size + u64::from(pixels.0) * u64::from(pixels.1) * 4
}

/// Returns the name under which the picture of an address is kept.
fn name(url: &UrlPath) -> &str {
    let path = url.as_str();
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Returns the file that says what is wrong with a picture, by the name of its plain one.
fn fault_file(plain: &str) -> String {
    format!("{FOLDER}/{plain}.fault")
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

#[cfg(test)]
mod tests {
    use super::PictureStore;
    use crate::base::SourcePath;
    use crate::source::{
        AssetFacts, AssetHandle, PictureFormat, PictureOrder, PictureSet, PictureSource,
    };
    use image::{ImageFormat, RgbImage};
    use sha2::Digest as _;
    use std::io::Cursor;
    use std::sync::Arc;

    /// A picture of one colour.
    fn picture(colour: u8) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let image = RgbImage::from_pixel(4, 4, image::Rgb([colour; 3]));
        let written = image.write_to(&mut bytes, ImageFormat::Png);
        written.expect("a picture");
        bytes.into_inner()
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "tests make files")]
    fn a_picture_that_changed_is_not_made_under_its_old_address() {
        let site = tempfile::tempdir().expect("a folder");
        let (path, bytes) = (SourcePath::new("content/a.png"), picture(0));
        let sha256 = sha2::Sha256::digest(&bytes).into();
        let set = PictureSet::of(PictureSource {
            path: &path,
            format: PictureFormat::Png,
            sha256: &sha256,
            size: (4, 4),
        });
        let order = PictureOrder {
            source: AssetHandle {
                path,
                size: bytes.len() as u64,
                sha256,
                facts: AssetFacts::default(),
                is_cleaned: false,
                bytes: None,
            },
            set: Arc::new(set),
        };
        std::fs::create_dir(site.path().join("content")).expect("a folder");
        let file = site.path().join("content/a.png");
        let store = PictureStore::open(site.path());
        for (colour, is_made) in [(1, false), (0, true)] {
            std::fs::write(&file, picture(colour)).expect("a file");
            let made = store.make(&order).expect("a file to read");
            assert_eq!(made.is_some(), is_made);
        }
    }
}
