//! Brings the output folder from the old site to the new one, whose changed files are staged:
//! checks that nothing stands in the way, writes the changes down, makes them, tidies up, and
//! leaves notes for the next build.
#![allow(clippy::disallowed_methods, reason = "publishing writes files")]

use super::apply::Transaction;
use super::change_time::ChangeTime;
use super::disk_entry::OpenFolder;
use super::error::PublishError;
use super::foreign_files::ForeignFiles;
use super::journal::JOURNAL;
use super::manifest::{MANIFEST, Manifest};
use super::placing::Placing;
use super::plan::{PublishPlan, SiteChange};
use super::report::PublishReport;
use super::staging::StagingFolder;
use super::target::OutputTarget;
use super::tree;
use crate::base::{Fingerprint, OutputPath};
use crate::disk::PictureCounts;
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;

/// The change of one output folder to a new site.
pub(super) struct SiteUpdate<'t> {
    target: &'t OutputTarget,
    staging: StagingFolder,
    new: Manifest,
    /// The fingerprint of the new manifest.
    manifest: Fingerprint,
    /// The time before the output folder was looked at.
    looked_at: ChangeTime,
}

impl<'t> SiteUpdate<'t> {
    /// Stages the manifest, the last file of the new site.
    pub(super) fn prepare(
        target: &'t OutputTarget,
        staging: StagingFolder,
        new: Manifest,
    ) -> Result<Self, PublishError> {
        let manifest = tree::write_manifest(&staging.files.join(MANIFEST), &new)?;
        Ok(Self {
            target,
            staging,
            new,
            manifest,
            looked_at: ChangeTime::now(),
        })
    }

    /// Brings the folder up to date.
    pub(super) fn carry_out(self) -> Result<PublishReport, PublishError> {
        if self.target.is_made && self.take_the_name()? {
            self.first_report()
        } else {
            self.change()
        }
    }

    /// Leaves notes on a first site, and reports it.
    fn first_report(self) -> Result<PublishReport, PublishError> {
        let root = &self.target.output;
        let looked_at = ChangeTime::now();
        if let Ok(none) = ForeignFiles::none_in(root, self.new.files.keys()) {
            self.leave_notes(&none.settled(looked_at));
        }
        let report = PublishReport {
            written: self.new.files.len(),
            ..PublishReport::nothing(0, self.manifest)
        };
        let output = root.clone();
        match self.staging.remove() {
            Ok(()) => Ok(report),
            Err(source) => Err(PublishError::NotTidy { output, source }),
        }
    }

    /// Lets a first site take the name of the empty folder that was made for it, in one step. It
    /// reports whether that was possible.
    fn take_the_name(&self) -> Result<bool, PublishError> {
        let (files, root) = (&self.staging.files, &self.target.output);
        let is_plain = Placing::between(files, root).and_then(|placing| placing.is_plain(root));
        let is_plain = is_plain.map_err(PublishError::io("read", root))?;
        // Whatever prevents it is found again, and told, when files take their places one by one.
        Ok(is_plain && fs::rename(files, root).is_ok())
    }

    fn change(self) -> Result<PublishReport, PublishError> {
        let (root, live) = (&self.target.output, self.target.site.as_ref());
        let (foreign_files, unchanged) = rayon::join(
            || self.foreign_files(),
            || live.map_or(Ok(()), |live| live.check_unchanged(root)),
        );
        unchanged?;
        let mut foreign_files = foreign_files.map_err(PublishError::io("read", root))?;
        let change = SiteChange {
            root,
            live,
            new: &self.new.files,
            foreign_files: &foreign_files,
        };
        let plan = PublishPlan::of(&change)?;
        self.make_changes(&plan, &change)?;
        foreign_files.add(&plan.left);
        let report = self.report(&plan, &foreign_files);
        self.leave_notes(&foreign_files.settled(self.looked_at));
        self.tidy_up(&plan)?;
        Ok(report)
    }

    /// Finds the files of others in the output folder.
    fn foreign_files(&self) -> io::Result<ForeignFiles> {
        let (root, live) = (&self.target.output, self.target.site.as_ref());
        match self.target.notes.folders() {
            Some(noted) => noted.updated(root, live),
            None => ForeignFiles::read(root, live),
        }
    }

    /// Writes the changes down and makes them. After an error, the old site is there again.
    fn make_changes(
        &self,
        plan: &PublishPlan,
        change: &SiteChange<'_>,
    ) -> Result<(), PublishError> {
        let root = &self.target.output;
        let transaction = Transaction::begin(root, &self.staging)?;
        let journal = root.join(JOURNAL);
        let fresh = tree::beside(&journal);
        let written = plan.journal(change, self.manifest).write(&fresh);
        let written = written.and_then(|()| {
            if self.waits_for_the_disk() {
                sync_both(&self.staging.files, root)?;
            }
            fs::rename(&fresh, &journal)
        });
        if let Err(error) = written {
            // The next build removes what cannot be removed now.
            let _ = fs::remove_file(&fresh);
            return Err(PublishError::io("write", &journal)(error));
        }
        let Err(error) = self.go_through(plan, &transaction) else {
            return Ok(());
        };
        if let Err(source) = transaction.take_back() {
            let output = root.clone();
            return Err(PublishError::HalfDone { output, source });
        }
        let _ = fs::remove_file(&journal);
        Err(error)
    }

    fn go_through(
        &self,
        plan: &PublishPlan,
        transaction: &Transaction<'_>,
    ) -> Result<(), PublishError> {
        let root = &self.target.output;
        transaction.carry_out(&plan.cleared)?;
        remove_empty(root, plan.cleared.iter().map(|step| &step.path))
            .map_err(PublishError::io("write", root))?;
        plan.stages()
            .try_for_each(|steps| transaction.carry_out(steps))?;
        if self.waits_for_the_disk() {
            tree::sync_one(root).map_err(PublishError::io("write", root))?;
        }
        Ok(())
    }

    /// Reports whether changes are made durable. Without an old site there is nothing to protect.
    fn waits_for_the_disk(&self) -> bool {
        self.target.site.is_some()
    }

    /// Removes what only the change itself needed. The new site is in place.
    fn tidy_up(self, plan: &PublishPlan) -> Result<(), PublishError> {
        let root = &self.target.output;
        let output = root.clone();
        remove_empty(root, plan.removed())
            .and_then(|()| fs::remove_file(root.join(JOURNAL)))
            .and_then(|()| self.staging.remove())
            .map_err(|source| PublishError::NotTidy { output, source })
    }

    fn report(&self, plan: &PublishPlan, foreign_files: &ForeignFiles) -> PublishReport {
        let written = plan.written().count();
        PublishReport {
            pictures: PictureCounts::default(),
            written,
            unchanged: self.new.files.len() - written,
            removed: plan.removed().count(),
            foreign: foreign_files.shown(),
            manifest: self.manifest,
        }
    }

    /// Notes when each file and folder changed. A failure only makes the next build slower.
    fn leave_notes(&self, foreign_files: &ForeignFiles) {
        let looked_at = ChangeTime::now();
        let Ok(folder) = OpenFolder::open(&self.target.output) else {
            return;
        };
        let times = { self.new.files.par_iter() }
            .map(|(path, entry)| {
                if let Some(time) = self.target.time(path, entry) {
                    return Ok(time);
                }
                let entry = folder.entry(path.as_str())?;
                Ok(entry.map_or(ChangeTime::NEVER, |entry| entry.changed.settled(looked_at)))
            })
            .collect::<io::Result<Vec<ChangeTime>>>();
        if let Ok(times) = times {
            self.target.notes.write_files(self.manifest, &times);
            self.target.notes.write_folders(foreign_files);
        }
    }
}

/// Removes the folders that the removed files left empty.
fn remove_empty<'p>(root: &Path, removed: impl Iterator<Item = &'p OutputPath>) -> io::Result<()> {
    let folder = OpenFolder::open(root)?;
    for path in removed {
        tree::remove_empty_folders(root, &folder, path)?;
    }
    Ok(())
}

/// Makes what was written to two folders durable, which may stand on one file system or on two.
fn sync_both(one: &Path, other: &Path) -> io::Result<()> {
    tree::sync(one)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if fs::metadata(one)?.dev() == fs::metadata(other)?.dev() {
            return Ok(());
        }
    }
    tree::sync(other)
}
