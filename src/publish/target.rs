//! Opens an output folder: checks that it may be written to, locks it and reads its manifest; also
//! cleans one. It takes the folder's path, and writes only to that folder and the working folder
//! beside it.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::change_time::ChangeTime;
use super::error::PublishError;
use super::guard::{self, ProtectedFolders};
use super::journal;
use super::listing::OutputListing;
use super::manifest::{MANIFEST, Manifest, OldManifest};
use super::report::PublishMethod;
use super::stage::Stage;
use super::tree;
use crate::base::{Fingerprint, OutputPath};
use rayon::prelude::*;
use rustix::fs::{FlockOperation, Timespec, Timestamps, UTIME_NOW, flock, futimens};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// An output folder that this process may write to, and no other while this lives.
pub struct OutputTarget {
    pub(super) live: PathBuf,
    pub(super) work: PathBuf,
    /// The manifest of the live site.
    pub(super) manifest: Option<OldManifest>,
    pub(super) method: PublishMethod,
    lock: fs::File,
}

/// The result of [`clean`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanReport {
    /// The number of files that were removed.
    pub removed: usize,
    /// Files of others that were left.
    pub kept: Vec<String>,
}

impl OutputTarget {
    /// Checks an output folder, takes its lock and finishes what a killed build left half applied.
    ///
    /// # Errors
    /// Fails when the folder must not be written to, another build holds it, or its file system
    /// refuses.
    pub fn open(output: &Path, protected: &ProtectedFolders) -> Result<Self, PublishError> {
        Self::open_with(output, protected, PublishMethod::Exchange)
    }

    /// Opens an output folder with a given method, as tests of the fallback do.
    ///
    /// # Errors
    /// Fails as [`Self::open`] does.
    pub fn open_with(
        output: &Path,
        protected: &ProtectedFolders,
        method: PublishMethod,
    ) -> Result<Self, PublishError> {
        guard::check(output, protected)?;
        // A link to a folder is followed once, here; nothing below follows any.
        let live = guard::real(output);
        let (Some(parent), Some(name)) = (live.parent(), live.file_name()) else {
            return Err(PublishError::Refused {
                output: live.clone(),
                why: "is not a folder with a name".to_owned(),
            });
        };
        fs::create_dir_all(parent).map_err(PublishError::io("make", parent))?;
        let work = parent.join(format!(".{}.masthead", name.to_string_lossy()));
        make_work(&work).map_err(PublishError::io("make", &work))?;
        let lock = lock(&work, &live)?;
        journal::finish(&live)?;
        let manifest = tree::manifest(&live)?;
        Ok(Self {
            live,
            work,
            manifest,
            method,
            lock,
        })
    }

    /// Returns the fingerprint of the live manifest as it stands on disk.
    #[must_use]
    pub fn manifest_fingerprint(&self) -> Option<Fingerprint> {
        fs::read(self.live.join(MANIFEST))
            .ok()
            .map(|bytes| Fingerprint::of(&bytes))
    }

    /// Reports whether the live site has every file that its manifest lists.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let Ok(root) = tree::open(&self.live) else {
            return false;
        };
        self.manifest.as_ref().is_some_and(|manifest| {
            manifest
                .files
                .par_iter()
                .all(|(path, entry)| tree::holds(&root, path, entry.size))
        })
    }

    /// Reports whether nothing was published here yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.manifest.is_none()
    }

    /// Returns the number of files that the live site has.
    #[must_use]
    pub fn files(&self) -> usize {
        self.manifest
            .as_ref()
            .map_or(0, |manifest| manifest.files.len())
    }

    /// Returns the current time, by the clock of the file system that holds the output.
    pub(super) fn now(&self) -> Option<ChangeTime> {
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: UTIME_NOW,
        };
        futimens(
            &self.lock,
            &Timestamps {
                last_access: now,
                last_modification: now,
            },
        )
        .ok()?;
        Some(ChangeTime::of(&rustix::fs::fstat(&self.lock).ok()?))
    }

    /// Starts a build into this target. Files of the site are read below `root`.
    #[must_use]
    pub fn stage(&self, root: &Path) -> Stage<'_> {
        Stage::new(self, root)
    }
}

fn make_work(work: &Path) -> io::Result<()> {
    match fs::create_dir(work) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(work)?.is_dir() {
                return Ok(());
            }
            return Err(error);
        }
        done => done?,
    }
    fs::write(work.join(".gitignore"), "*\n")
}

fn lock(work: &Path, live: &Path) -> Result<fs::File, PublishError> {
    let path = work.join("lock");
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(PublishError::io("open", &path))?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(file),
        Err(rustix::io::Errno::WOULDBLOCK) => Err(PublishError::Locked {
            output: live.to_path_buf(),
        }),
        Err(error) => Err(PublishError::io("lock", &path)(error.into())),
    }
}

/// Removes what masthead published and the folder it works in; files of others stay.
///
/// # Errors
/// Fails as [`OutputTarget::open`] does.
pub fn clean(output: &Path, protected: &ProtectedFolders) -> Result<CleanReport, PublishError> {
    let target = OutputTarget::open(output, protected)?;
    let mut cleaned = CleanReport::default();
    if let Some(manifest) = &target.manifest {
        let listing =
            OutputListing::read(&target.live).map_err(PublishError::io("read", &target.live))?;
        let foreign = listing.foreign_files(Some(&manifest.files)).paths;
        cleaned.kept = foreign
            .iter()
            .map(ToString::to_string)
            .filter(|name| !name.starts_with('.'))
            .collect();
        cleaned.removed = manifest.files.len();
        // The manifest goes last, so that a clean that is interrupted can be taken up again.
        let keep = foreign
            .iter()
            .map(OutputPath::as_str)
            .chain([MANIFEST])
            .collect();
        listing
            .sweep(&target.live, &keep)
            .map_err(PublishError::io("clean", &target.live))?;
        if cleaned.kept.is_empty() {
            fs::remove_file(target.live.join(MANIFEST))
                .map_err(PublishError::io("clean", &target.live))?;
            // This fails, rightly, when dotfiles of others are left in the folder.
            let _ = fs::remove_dir(&target.live);
        } else {
            // The folder stays one that masthead may write to, beside the files it kept.
            tree::write_manifest(&target.live, &Manifest::new(BTreeMap::new(), Vec::new()))?;
        }
    }
    tree::remove_any(&target.work).map_err(PublishError::io("clean", &target.work))?;
    Ok(cleaned)
}
