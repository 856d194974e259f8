//! Carries out the steps of publishing in the output folder, and takes them back if one fails.
//!
//! A file takes its place in one step of the file system. What it replaces is kept in the staging
//! folder until all steps are done, so that after a failure the old site stands there again.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::error::PublishError;
use super::placing::Placing;
use super::plan::{PublishStep, StepChange};
use super::staging::StagingFolder;
use super::tree::{self, CreatedFolders};
use crate::base::OutputPath;
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The changes made in an output folder so far, which can be taken back.
pub(super) struct Transaction<'t> {
    root: &'t Path,
    staging: &'t StagingFolder,
    placing: Placing,
    folders: CreatedFolders,
    kept: AtomicUsize,
    undo: Mutex<Vec<UndoStep>>,
}

/// A change that can be taken back.
enum UndoStep {
    /// A file was added.
    Added(OutputPath),
    /// A file was kept in the staging folder, and then replaced or removed.
    Kept {
        path: OutputPath,
        /// The place at which it is kept.
        place: PathBuf,
        mode: u32,
    },
    /// A folder was made.
    Folder(String),
}

impl<'t> Transaction<'t> {
    /// Begins to change the folder `root`.
    pub(super) fn begin(root: &'t Path, staging: &'t StagingFolder) -> Result<Self, PublishError> {
        Ok(Self {
            root,
            staging,
            placing: Placing::between(&staging.files, root)
                .map_err(PublishError::io("read", root))?,
            folders: CreatedFolders::default(),
            kept: AtomicUsize::new(0),
            undo: Mutex::default(),
        })
    }

    /// Carries out steps, in any order.
    pub(super) fn carry_out(&self, steps: &[PublishStep]) -> Result<(), PublishError> {
        steps.par_iter().try_for_each(|step| {
            self.carry_out_one(step).map_err(|error| {
                let path = self.root.join(step.path.as_str());
                match error.kind() {
                    io::ErrorKind::AlreadyExists | io::ErrorKind::IsADirectory => {
                        PublishError::InTheWay { path }
                    }
                    _ => PublishError::io("write", &path)(error),
                }
            })
        })
    }

    fn carry_out_one(&self, step: &PublishStep) -> io::Result<()> {
        let path = &step.path;
        let live = self.root.join(path.as_str());
        let staged = self.staging.files.join(path.as_str());
        match step.change {
            StepChange::Add => {
                self.folders.make_for(self.root, path, &|name| {
                    self.note(UndoStep::Folder(name.to_owned()));
                })?;
                self.placing.add(&staged, &live)?;
                self.note(UndoStep::Added(path.clone()));
                Ok(())
            }
            StepChange::Replace { mode } => {
                self.keep(path, &live, mode)?;
                self.placing.replace(&staged, &live, mode)
            }
            StepChange::Remove { mode } => {
                self.keep(path, &live, mode)?;
                fs::remove_file(&live)
            }
        }
    }

    /// Keeps the file that is about to be replaced or removed.
    fn keep(&self, path: &OutputPath, live: &Path, mode: u32) -> io::Result<()> {
        let number = self.kept.fetch_add(1, Ordering::Relaxed);
        let place = self.staging.replaced.join(number.to_string());
        Placing::keep(live, &place)?;
        self.note(UndoStep::Kept {
            path: path.clone(),
            place,
            mode,
        });
        Ok(())
    }

    fn note(&self, step: UndoStep) {
        self.undo
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(step);
    }

    /// Takes everything back, the last change first. It goes on after an error, and returns the
    /// first.
    pub(super) fn take_back(&self) -> io::Result<()> {
        let mut undo = self.undo.lock().unwrap_or_else(PoisonError::into_inner);
        let mut result = Ok(());
        for step in undo.drain(..).rev() {
            let taken_back = match step {
                UndoStep::Added(path) => tree::remove_file(&self.root.join(path.as_str())),
                UndoStep::Kept { path, place, mode } => {
                    let live = self.root.join(path.as_str());
                    fs::create_dir_all(live.parent().unwrap_or(self.root))
                        .and_then(|()| self.placing.replace(&place, &live, mode))
                }
                // It may hold something of others by now.
                UndoStep::Folder(name) => {
                    let _ = fs::remove_dir(self.root.join(name));
                    Ok(())
                }
            };
            result = result.and(taken_back);
        }
        result
    }
}
