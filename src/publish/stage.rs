//! Collects the files of a build and puts the finished site in the place of the old one. It takes
//! files as they are made, and writes to the spare tree; the live tree changes only at the end.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::background::BackgroundValue;
use super::change_time::ChangeTime;
use super::error::PublishError;
use super::foreign_files::ForeignFiles;
use super::journal;
use super::listing::OutputListing;
use super::manifest::{FileEntries, FileEntry, MANIFEST, Manifest, is_inside};
use super::report::{PublishMethod, PublishReport};
use super::spare::{SpareTree, exchange};
use super::target::OutputTarget;
use super::tree::{self, CreatedFolders};
use super::tree_notes::{TreeNotes, TreeRecord};
use crate::base::OutputPath;
use crate::model::PageEntry;
use crate::source::{Artifact, AssetHandle, Flow, Sha256, Sink, Stamp};
use rayon::prelude::*;
use sha2::Digest;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A file of the new site.
#[derive(Clone, Copy)]
struct StagedFile {
    entry: FileEntry,
    /// Whether the live site holds the file already, so that nothing was written.
    left: bool,
}

/// A build on its way into the output folder: takes finished files, and at the end puts them in the
/// place of the old site.
pub struct Stage<'t> {
    target: &'t OutputTarget,
    root: PathBuf,
    /// The live site's folder, where there is one.
    live: Option<OwnedFd>,
    trees: Arc<BackgroundValue<TreeNotes>>,
    spare: SpareTree,
    /// The live site at the first change, where there are no notes on it.
    listing: OnceLock<BackgroundValue<Option<OutputListing>>>,
    /// The time of the first change, by the clock of the output's file system.
    begun_at: OnceLock<Option<ChangeTime>>,
    begun: OnceLock<bool>,
    folders: CreatedFolders,
    taken: Mutex<BTreeMap<OutputPath, StagedFile>>,
    failure: Mutex<Option<PublishError>>,
}

impl<'t> Stage<'t> {
    pub(super) fn new(target: &'t OutputTarget, root: &Path) -> Self {
        let work = target.work.clone();
        let trees = Arc::new(BackgroundValue::start(move || TreeNotes::read(&work)));
        Self {
            target,
            root: root.to_path_buf(),
            live: tree::open(&target.live).ok(),
            spare: SpareTree::open(target.work.join("spare"), trees.clone()),
            trees,
            listing: OnceLock::new(),
            begun_at: OnceLock::new(),
            begun: OnceLock::new(),
            folders: CreatedFolders::default(),
            taken: Mutex::default(),
            failure: Mutex::default(),
        }
    }

    /// Gives the build up; the live site stays as it was.
    pub fn abandon(self) {}

    fn take_file(&self, path: &OutputPath, artifact: &Artifact) -> Result<(), PublishError> {
        if !is_inside(path) || path.as_str() == MANIFEST {
            let why = io::Error::new(io::ErrorKind::InvalidInput, "not a path inside the site");
            return Err(PublishError::io("write", Path::new(path.as_str()))(why));
        }
        let entry = FileEntry::from(artifact.stamp());
        let left = self.is_live(path, &entry);
        lock(&self.taken).insert(path.clone(), StagedFile { entry, left });
        if left {
            // If the spare lacks it, `commit` links it over, and only if there is something to
            // publish.
            return Ok(());
        }
        self.begin()?;
        let to = self.spare.path.join(path.as_str());
        if self.spare.holds(path, &entry) {
            return Ok(());
        }
        let written = self
            .folders
            .make_for(&self.spare.path, path)
            .and_then(|()| match artifact {
                Artifact::Bytes(bytes, _) => {
                    tree::create(&to, [bytes.as_slice()]).map(|()| entry.sha256)
                }
                Artifact::Pieces(pieces, _) => {
                    tree::create(&to, pieces.iter().map(|piece| piece.as_bytes()))
                        .map(|()| entry.sha256)
                }
                Artifact::Copy(handle) => self.copy(handle, &to),
            });
        let sha256 = written.map_err(PublishError::io("write", &to))?;
        if sha256 != entry.sha256 {
            return Err(PublishError::ChangedMeanwhile {
                path: PathBuf::from(path.as_str()),
            });
        }
        Ok(())
    }

    /// Reports whether the live site holds the file already.
    fn is_live(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        let listed = self
            .target
            .manifest
            .as_ref()
            .is_some_and(|manifest| manifest.files.get(path) == Some(entry));
        listed
            && self
                .live
                .as_ref()
                .is_some_and(|live| tree::holds(live, path, entry.size))
    }

    fn begin(&self) -> Result<(), PublishError> {
        let mut failed = None;
        let begun = self.begun.get_or_init(|| match self.spare.begin() {
            Ok(()) => {
                self.look_ahead();
                true
            }
            Err(error) => {
                failed = Some(error);
                false
            }
        });
        match failed {
            Some(error) => Err(error),
            None if *begun => Ok(()),
            None => Err(PublishError::io("write", &self.spare.path)(
                io::ErrorKind::Other.into(),
            )),
        }
    }

    /// Starts to list the live site on another thread, unless there are notes on it.
    fn look_ahead(&self) {
        self.begun_at.get_or_init(|| self.target.now());
        let live = self.target.live.clone();
        if self.live.is_some() && self.trees.get().of(&live).is_none() {
            self.listing
                .get_or_init(|| BackgroundValue::start(move || OutputListing::read(&live).ok()));
        }
    }

    /// Finds the files of others in the live site as it is now.
    fn look(&self) -> io::Result<ForeignFiles> {
        let (live, ours) = (
            &self.target.live,
            self.target
                .manifest
                .as_ref()
                .map(|manifest| &manifest.files),
        );
        let begun_at = self.begun_at.get().copied().flatten();
        if let Some(record) = self.trees.get().of(live) {
            return Ok(ForeignFiles::since(&record.foreign_files, live, ours)?.settled(begun_at));
        }
        if let Some(listing) = self
            .listing
            .get()
            .and_then(|listing| listing.get().as_ref())
        {
            let foreign_files = listing.foreign_files(ours).settled(begun_at);
            // Others may have put a file there since.
            if foreign_files.is_settled() && listing.is_current(live) {
                return Ok(foreign_files);
            }
        }
        Ok(OutputListing::read(live)?
            .foreign_files(ours)
            .settled(begun_at))
    }

    /// Copies an asset in pieces, and returns the hash of what was copied.
    fn copy(&self, handle: &AssetHandle, to: &Path) -> io::Result<Sha256> {
        let mut out = tree::create_new(to)?;
        if let Some(bytes) = &handle.bytes {
            out.write_all(bytes)?;
            return Ok(sha2::Sha256::digest(bytes).into());
        }
        let mut from = fs::File::open(self.root.join(handle.path.as_str()))?;
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

    /// Puts the new site in the old one's place.
    ///
    /// # Errors
    /// Fails with the first error, be it from taking files or from now. The live site is as it was,
    /// except after an interrupted fallback, which the next build finishes.
    pub fn commit(self, pages: Vec<PageEntry>) -> Result<PublishReport, PublishError> {
        if let Some(error) = lock(&self.failure).take() {
            return Err(error);
        }
        let (new, left) = self.new_manifest(pages);
        let nothing = FileEntries::new();
        let former = self.target.manifest.as_ref();
        let old = former.map_or(&nothing, |manifest| &manifest.files);
        let healed = self.begun.get().is_some();
        if !healed && former.is_some_and(|former| former.is(&new)) {
            return Ok(PublishReport::between(old, &new.files));
        }
        self.begin()?;
        let (foreign_files, mut published) =
            rayon::join(|| self.look(), || PublishReport::between(old, &new.files));
        let foreign_files = foreign_files.map_err(PublishError::io("read", &self.target.live))?;
        let foreign = foreign_files.paths.clone();
        if let Some(name) = foreign.iter().find_map(|path| in_the_way(path, &new)) {
            return Err(PublishError::InTheWay {
                path: self.target.live.join(name),
            });
        }
        published.foreign = foreign
            .iter()
            .map(ToString::to_string)
            .filter(|name| !name.starts_with('.'))
            .collect();
        self.complete(&new, &left, &foreign)?;
        self.note(foreign_files)
            .map_err(PublishError::io("write", &self.target.work))?;
        tree::write_manifest(&self.spare.path, &new)?;
        if self.waits_for_the_disk() {
            tree::sync(&self.spare.path).map_err(PublishError::io("write", &self.spare.path))?;
        }
        published.method = Some(self.swap(old, &new, &foreign)?);
        Ok(published)
    }

    /// Returns the manifest of everything that was taken, and the files that the build left to the
    /// live site.
    fn new_manifest(&self, pages: Vec<PageEntry>) -> (Manifest, Vec<(OutputPath, FileEntry)>) {
        let mut files = FileEntries::new();
        let mut left = Vec::new();
        for (path, file) in std::mem::take(&mut *lock(&self.taken)) {
            if file.left {
                left.push((path.clone(), file.entry));
            }
            files.insert(path, file.entry);
        }
        (Manifest::new(files, pages), left)
    }

    /// Fills the spare with what the build left to the live site and with files of others; takes
    /// out what is left over.
    fn complete(
        &self,
        new: &Manifest,
        left: &[(OutputPath, FileEntry)],
        foreign: &[OutputPath],
    ) -> Result<(), PublishError> {
        left.par_iter()
            .filter(|(path, entry)| !self.spare.holds(path, entry))
            .try_for_each(|(path, entry)| self.carry_over_left(path, entry))?;
        foreign
            .par_iter()
            .try_for_each(|path| match self.carry_over(path) {
                Ok(_) => Ok(()),
                Err(error) => Err(self.cannot_write(path, error)),
            })?;
        self.spare.sweep(new, foreign)
    }

    /// Carries a file over that the build left to the live site, which must still hold it.
    fn carry_over_left(&self, path: &OutputPath, entry: &FileEntry) -> Result<(), PublishError> {
        match self.carry_over(path) {
            Ok(facts) if facts.is_file() && facts.len() == entry.size => Ok(()),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(self.cannot_write(path, error))
            }
            // The file was there when the build relied on it.
            _ => Err(PublishError::ChangedMeanwhile {
                path: self.target.live.join(path.as_str()),
            }),
        }
    }

    /// Carries a file over from the live site to the spare, and looks at it there.
    fn carry_over(&self, path: &OutputPath) -> io::Result<fs::Metadata> {
        let to = self.spare.path.join(path.as_str());
        let from = self.target.live.join(path.as_str());
        self.folders.make_for(&self.spare.path, path)?;
        carry(&from, &to)?;
        fs::symlink_metadata(&to)
    }

    fn cannot_write(&self, path: &OutputPath, error: io::Error) -> PublishError {
        PublishError::io("write", &self.spare.path.join(path.as_str()))(error)
    }

    /// Reports whether the new site is made durable before it takes the place of the old one.
    /// Without an old site there is nothing to protect.
    fn waits_for_the_disk(&self) -> bool {
        self.target.manifest.is_some()
    }

    fn swap(
        &self,
        old: &FileEntries,
        new: &Manifest,
        foreign: &[OutputPath],
    ) -> Result<PublishMethod, PublishError> {
        let live = &self.target.live;
        let parent = live
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let swapped = match self.target.method {
            PublishMethod::Journal => Err(io::ErrorKind::Unsupported.into()),
            PublishMethod::Exchange if !live.exists() => fs::rename(&self.spare.path, live),
            PublishMethod::Exchange => exchange(&self.spare.path, live),
        };
        match swapped {
            Ok(()) if !self.waits_for_the_disk() => Ok(PublishMethod::Exchange),
            Ok(()) => match tree::sync_one(parent).and_then(|()| tree::sync_one(&self.target.work))
            {
                Ok(()) => Ok(PublishMethod::Exchange),
                Err(source) => Err(PublishError::NotSettled {
                    output: live.clone(),
                    source,
                }),
            },
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                journal::apply(&self.spare.path, live, old, new, foreign)?;
                Ok(PublishMethod::Journal)
            }
            Err(error) => Err(PublishError::io("replace", live)(error)),
        }
    }

    /// Writes the notes on both trees, before they exchange their names.
    fn note(&self, foreign_files: ForeignFiles) -> io::Result<()> {
        let live = TreeRecord::new(&self.target.live, foreign_files)?;
        // The record describes the spare as it was before this build: what changed in it since has
        // another time, and its manifest will be another one.
        let spare = self
            .trees
            .get()
            .of(&self.spare.path)
            .map(TreeRecord::of_changed_tree);
        let records: Vec<TreeRecord> = live.into_iter().chain(spare).collect();
        if records.is_empty() {
            Ok(())
        } else {
            TreeNotes::write(&self.target.work, &records)
        }
    }
}

/// Finds the part of a foreign path that conflicts with the files of the new site: a file that they
/// need, a file where they need a folder, or a folder where they need a file.
fn in_the_way(stranger: &OutputPath, new: &Manifest) -> Option<String> {
    let path = stranger.as_str();
    if new.files.contains_key(stranger) {
        return Some(path.to_owned());
    }
    let folder = format!("{path}/");
    let inside = new.files.range(OutputPath::new(&folder)..).next();
    if inside.is_some_and(|(file, _)| file.as_str().starts_with(&folder)) {
        return Some(path.to_owned());
    }
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    above
        .map(OutputPath::new)
        .find(|name| new.files.contains_key(name))
        .map(|name| name.to_string())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Carries a file over to another tree, as a link or a copy. A symbolic link stays one.
fn carry(from: &Path, to: &Path) -> io::Result<()> {
    if fs::symlink_metadata(from)?.is_symlink() {
        tree::remove_any(to)?;
        #[cfg(unix)]
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    tree::link_or_copy(from, to)
}

impl Sink for Stage<'_> {
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow {
        match self.take_file(path, &artifact) {
            Ok(()) => Flow::Continue,
            Err(error) => {
                lock(&self.failure).get_or_insert(error);
                Flow::Stop
            }
        }
    }

    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let entry = FileEntry::from(stamp);
        let holds = self.is_live(path, &entry);
        if holds {
            lock(&self.taken).insert(path.clone(), StagedFile { entry, left: true });
        }
        holds
    }
}
