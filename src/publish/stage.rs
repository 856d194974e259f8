//! Collects the files of a build in the staging folder, and brings the output folder up to date
//! with them. It takes files as they are made; the output folder changes only at the end.

use super::error::PublishError;
use super::manifest::{FileEntries, FileEntry, MANIFEST, Manifest, is_inside};
use super::report::PublishReport;
use super::staging::StagingFolder;
use super::target::OutputTarget;
use super::tree::{self, CreatedFolders};
use super::update::SiteUpdate;
use crate::base::{OutputPath, SourcePath};
use crate::disk::{PictureFile, PictureStore, SiteRoot};
use crate::model::PageEntry;
use crate::source::{
    Artifact, AssetHandle, Flow, PictureFault, PictureOrder, Sha256, Sink, SocialCard, Stamp,
};
use sha2::Digest;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A build on its way into the output folder: takes finished files, and at the end puts them in the
/// place of the old site.
pub struct Stage<'t> {
    target: &'t OutputTarget,
    root: SiteRoot,
    staging: StagingFolder,
    folders: CreatedFolders,
    taken: Mutex<FileEntries>,
    pictures: PictureStore,
    failure: Mutex<Option<PublishError>>,
}

impl<'t> Stage<'t> {
    pub(super) fn new(target: &'t OutputTarget, root: &Path) -> Result<Self, PublishError> {
        Ok(Self {
            target,
            root: SiteRoot::open(root),
            staging: StagingFolder::make(&target.staging, &target.output)?,
            folders: CreatedFolders::default(),
            taken: Mutex::default(),
            pictures: PictureStore::open(root),
            failure: Mutex::default(),
        })
    }

    /// Lists what was found wrong with pictures when they were decoded.
    #[must_use]
    pub fn picture_faults(&self) -> BTreeMap<SourcePath, PictureFault> {
        self.pictures.faults()
    }

    /// Gives the build up; the live site stays as it was. The pictures that were made are kept for
    /// the next one.
    pub fn abandon(self) {
        self.pictures.save_unfinished();
    }

    fn take_file(&self, path: &OutputPath, artifact: &Artifact) -> Result<(), PublishError> {
        if !is_inside(path) || path.as_str() == MANIFEST {
            let why = io::Error::new(io::ErrorKind::InvalidInput, "not a path inside the site");
            return Err(PublishError::io("write", Path::new(path.as_str()))(why));
        }
        let entry = FileEntry::from(artifact.stamp());
        let is_second = lock(&self.taken).insert(path.clone(), entry).is_some();
        if self.is_live(path, &entry) {
            return Ok(());
        }
        let to = self.staging.files.join(path.as_str());
        let written = self.write(path, artifact, &to, is_second);
        let sha256 = written.map_err(PublishError::io("write", &to))?;
        if sha256.is_some_and(|sha256| sha256 != entry.sha256) {
            return Err(PublishError::ChangedMeanwhile {
                path: PathBuf::from(path.as_str()),
            });
        }
        Ok(())
    }

    /// Writes a staged file, and returns the hash of what was copied from the site's own files.
    fn write(
        &self,
        path: &OutputPath,
        artifact: &Artifact,
        to: &Path,
        is_second: bool,
    ) -> io::Result<Option<Sha256>> {
        self.folders.make_for(&self.staging.files, path, &|_| {})?;
        if is_second {
            tree::remove_file(to)?;
        }
        match artifact {
            Artifact::Bytes(bytes, _) => tree::create(to, [bytes.as_slice()]).map(|()| None),
            Artifact::Pieces(pieces, _) => {
                let pieces = pieces.iter().map(|piece| piece.as_bytes());
                tree::create(to, pieces).map(|()| None)
            }
            Artifact::Copy(handle) => self.copy(handle, to).map(Some),
        }
    }

    /// Takes all pictures that are made of one. They are made only where neither the live site nor
    /// the memory holds them.
    fn take_pictures(&self, order: &PictureOrder) -> Result<(), PublishError> {
        let is_kept = self.pictures.stamps(order).is_some_and(|stamps| {
            let mut files = order.set.all().into_iter().zip(stamps);
            files.all(|(made, stamp)| self.holds(&made.url.output(), stamp))
        });
        if is_kept {
            return Ok(());
        }
        let source = Path::new(order.source.path.as_str());
        let made = self.pictures.make(order);
        let Some(pictures) = made.map_err(PublishError::io("read", source))? else {
            return Err(PublishError::ChangedMeanwhile {
                path: source.to_path_buf(),
            });
        };
        for (made, bytes) in order.set.all().into_iter().zip(pictures) {
            self.take_file(&made.url.output(), &Artifact::bytes(bytes))?;
        }
        Ok(())
    }

    /// Takes a card. It is drawn only where neither the live site nor the memory holds it.
    fn take_card(&self, card: &SocialCard) -> Result<(), PublishError> {
        let path = card.url.output();
        let kept = self.pictures.card_stamp(card);
        if kept.is_some_and(|stamp| self.holds(&path, stamp)) {
            return Ok(());
        }
        match self.pictures.card(card) {
            Some(bytes) => self.take_file(&path, &Artifact::bytes(bytes)),
            None => Ok(()),
        }
    }

    /// Reports whether the live site holds the file already.
    fn is_live(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        let live = self.target.site.as_ref();
        live.is_some_and(|live| live.holds(path, entry))
    }

    /// Copies an asset in pieces, and returns the hash of what was copied.
    fn copy(&self, handle: &AssetHandle, to: &Path) -> io::Result<Sha256> {
        let mut out = tree::create_new(to)?;
        if let Some(bytes) = &handle.bytes {
            out.write_all(bytes)?;
            return Ok(sha2::Sha256::digest(bytes).into());
        }
        let mut from = self.root.file(&handle.path)?.file;
        if handle.is_cleaned {
            let picture = PictureFile::read(&mut from, &handle.path)?;
            let bytes = picture.and_then(PictureFile::published).unwrap_or_default();
            out.write_all(&bytes)?;
            return Ok(sha2::Sha256::digest(&bytes).into());
        }
        let mut hasher = sha2::Sha256::new();
        let mut piece = vec![0; 64 << 10];
        loop {
            let read = from.read(&mut piece)?;
            if read == 0 {
                return Ok(hasher.finalize().into());
            }
            hasher.update(&piece[..read]);
            out.write_all(&piece[..read])?;
        }
    }

    /// Keeps the first error, after which nothing more is taken.
    fn flow(&self, taken: Result<(), PublishError>) -> Flow {
        match taken {
            Ok(()) => Flow::Continue,
            Err(error) => {
                lock(&self.failure).get_or_insert(error);
                Flow::Stop
            }
        }
    }

    /// Puts the new site in the old one's place.
    ///
    /// # Errors
    /// Fails with the first error, be it from taking files or from now. The live site is then as it
    /// was, except where the error says otherwise; the next build finishes it.
    pub fn commit(self, pages: Vec<PageEntry>) -> Result<PublishReport, PublishError> {
        if let Some(error) = lock(&self.failure).take() {
            return Err(error);
        }
        self.pictures.save();
        let pictures = self.pictures.counts();
        let new = Manifest::new(std::mem::take(&mut *lock(&self.taken)), pages);
        if let Some(live) = &self.target.site
            && live.is_whole()
            && live.is(&new)
        {
            return Ok(PublishReport {
                pictures,
                ..PublishReport::nothing(new.files.len(), live.fingerprint)
            });
        }
        let report = SiteUpdate::prepare(self.target, self.staging, new)?.carry_out()?;
        Ok(PublishReport { pictures, ..report })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sink for Stage<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        self.flow(self.take_file(path, &artifact))
    }

    fn order(&self, pictures: &PictureOrder) -> Flow {
        self.flow(self.take_pictures(pictures))
    }

    fn draw(&self, card: &SocialCard) -> Flow {
        self.flow(self.take_card(card))
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let entry = FileEntry::from(stamp);
        let holds = self.is_live(path, &entry);
        if holds {
            lock(&self.taken).insert(path.clone(), entry);
        }
        holds
    }

    fn held(&self, path: &OutputPath, stamp: Stamp) -> Option<Arc<Vec<u8>>> {
        if !self.is_live(path, &FileEntry::from(stamp)) {
            return None;
        }
        tree::read(&self.target.output.join(path.as_str())).map(Arc::new)
    }
}
