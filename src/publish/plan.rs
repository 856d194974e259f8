//! The steps that turn the published site into the new one, in their order. Takes both sites and
//! looks at the output folder; changes nothing.
//!
//! The order keeps every page whole at every moment: a file stands before the pages that need it,
//! and goes after them.

#[cfg(test)]
mod tests;

use super::disk_entry::{DiskEntry, EntryKind, OpenFolder};
use super::error::PublishError;
use super::foreign_files::ForeignFiles;
use super::journal::ChangeJournal;
use super::live::{FileCondition, LiveSite};
use super::manifest::{FileEntries, FileEntry, MANIFEST};
use crate::base::{Fingerprint, OutputPath};
use crate::model::FeedFormat;
use crate::search;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// A step of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PublishStep {
    pub(super) path: OutputPath,
    pub(super) change: StepChange,
}

/// What a step does with the file at its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepChange {
    /// Puts a new file where there is none.
    Add,
    /// Puts a new file in the place of masthead's own, with its permissions.
    Replace {
        /// The permissions of the old file.
        mode: u32,
    },
    /// Takes masthead's own file away.
    Remove {
        /// The permissions of the file.
        mode: u32,
    },
}

/// The steps of publishing by their stage; the steps of one stage may happen in any order.
#[derive(Debug, Default)]
pub(super) struct PublishPlan {
    /// The removal of files that have the name of a new folder, or stand in what becomes a file:
    /// it comes first.
    pub(super) cleared: Vec<PublishStep>,
    stages: BTreeMap<PublishStage, Vec<PublishStep>>,
    /// Files that the old manifest lists, whose content is not masthead's any more: they stay.
    pub(super) left: Vec<OutputPath>,
}

/// The stages of publishing, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PublishStage {
    /// New files that are no pages, among them all whose name tells their content.
    NewFiles,
    /// Changed files that are no pages.
    ChangedFiles,
    /// Pages that no other page leads to yet.
    NewPages,
    /// Pages that were there, and the home page.
    ChangedPages,
    /// Changed feeds, the index of search, and files for web hosts, which name all the others.
    Indexes,
    /// The manifest.
    Manifest,
    /// Pages that no other page leads to any more.
    OldPages,
    /// Files that no page needs any more.
    OldFiles,
}

/// The old and the new site, and the folder of both.
pub(super) struct SiteChange<'s> {
    pub(super) root: &'s Path,
    pub(super) live: Option<&'s LiveSite>,
    pub(super) new: &'s FileEntries,
    pub(super) foreign_files: &'s ForeignFiles,
}

impl PublishPlan {
    /// Plans the change.
    ///
    /// # Errors
    /// Fails if something of others stands where the new site needs a file or a folder.
    pub(super) fn of(change: &SiteChange<'_>) -> Result<Self, PublishError> {
        let folder =
            OpenFolder::open(change.root).map_err(PublishError::io("read", change.root))?;
        let mut plan = Self::default();
        change.plan_removals(&folder, &mut plan)?;
        let manifest = OutputPath::new(MANIFEST);
        let written = { change.new.iter() }
            .filter(|(path, entry)| !change.keeps(path, entry))
            .map(|(path, _)| path);
        for path in written.chain([&manifest]) {
            let step = change.step(&folder, path)?;
            plan.add(stage(&step), step);
        }
        Ok(plan)
    }

    fn add(&mut self, stage: PublishStage, step: PublishStep) {
        self.stages.entry(stage).or_default().push(step);
    }

    /// Returns the steps, stage by stage.
    pub(super) fn stages(&self) -> impl Iterator<Item = &[PublishStep]> {
        self.stages.values().map(Vec::as_slice)
    }

    /// Returns the paths of the files that are removed.
    pub(super) fn removed(&self) -> impl Iterator<Item = &OutputPath> {
        self.steps()
            .filter(|step| matches!(step.change, StepChange::Remove { .. }))
            .map(|step| &step.path)
    }

    /// Returns the paths of the files that are written, the manifest not among them.
    pub(super) fn written(&self) -> impl Iterator<Item = &OutputPath> {
        self.steps()
            .filter(|step| !matches!(step.change, StepChange::Remove { .. }))
            .filter(|step| step.path.as_str() != MANIFEST)
            .map(|step| &step.path)
    }

    fn steps(&self) -> impl Iterator<Item = &PublishStep> {
        self.cleared.iter().chain(self.stages.values().flatten())
    }

    /// Writes the plan down for a build that has to finish it.
    pub(super) fn journal(&self, change: &SiteChange<'_>, manifest: Fingerprint) -> ChangeJournal {
        let old = change.live.map(|live| &live.files);
        ChangeJournal {
            manifest,
            write: self
                .written()
                .filter_map(|path| Some((path.clone(), *change.new.get(path)?)))
                .collect(),
            remove: self
                .removed()
                .filter_map(|path| Some((path.clone(), old?.get(path)?.entry)))
                .collect(),
        }
    }
}

impl SiteChange<'_> {
    /// Reports whether a file of the new site stands there already.
    fn keeps(&self, path: &OutputPath, entry: &FileEntry) -> bool {
        self.live.is_some_and(|live| live.holds(path, entry))
    }

    /// Plans to remove the files that the new site lacks and that are still masthead's.
    fn plan_removals(
        &self,
        folder: &OpenFolder,
        plan: &mut PublishPlan,
    ) -> Result<(), PublishError> {
        let files = self.live.iter().flat_map(|live| &live.files);
        for (path, file) in files.filter(|(path, _)| !self.new.contains_key(*path)) {
            let found = match folder.obstacle(path) {
                Ok(Some(_)) => Ok(None),
                Ok(None) => folder.entry(path.as_str()),
                Err(error) => Err(error),
            };
            let found = found.map_err(|error| self.unread(path, error))?;
            match (file.condition, found) {
                (FileCondition::Intact(_), Some(DiskEntry { mode, .. })) => {
                    let step = PublishStep {
                        path: path.clone(),
                        change: StepChange::Remove { mode },
                    };
                    if self.is_in_the_way(path) {
                        plan.cleared.push(step);
                    } else {
                        plan.add(stage(&step), step);
                    }
                }
                (_, Some(_)) => plan.left.push(path.clone()),
                (_, None) => {}
            }
        }
        Ok(())
    }

    /// Reports whether an old file has the name of a new folder, or stands in a folder that has
    /// the name of a new file.
    fn is_in_the_way(&self, path: &OutputPath) -> bool {
        let inside = format!("{path}/");
        let below = self.new.range(OutputPath::new(&inside)..).next();
        let mut above = path.as_str().match_indices('/');
        below.is_some_and(|(file, _)| file.as_str().starts_with(&inside))
            || above.any(|(at, _)| {
                self.new
                    .contains_key(&OutputPath::new(&path.as_str()[..at]))
            })
    }

    /// Finds the step that puts a file of the new site in its place.
    fn step(&self, folder: &OpenFolder, path: &OutputPath) -> Result<PublishStep, PublishError> {
        let obstacle = folder
            .obstacle(path)
            .map_err(|error| self.unread(path, error))?;
        let found = match obstacle {
            Some(name) if self.is_cleared(&OutputPath::new(name)) => None,
            Some(name) => return Err(self.in_the_way(name)),
            None => { folder.entry(path.as_str()) }.map_err(|error| self.unread(path, error))?,
        };
        let change = match found {
            None => StepChange::Add,
            Some(DiskEntry {
                kind: EntryKind::File,
                mode,
                ..
            }) if self.is_ours(path) => StepChange::Replace { mode },
            Some(DiskEntry {
                kind: EntryKind::Folder,
                ..
            }) if self.is_emptied(path) => StepChange::Add,
            Some(_) => return Err(self.in_the_way(path.as_str())),
        };
        Ok(PublishStep {
            path: path.clone(),
            change,
        })
    }

    fn is_ours(&self, path: &OutputPath) -> bool {
        path.as_str() == MANIFEST || self.live.is_some_and(|live| live.files.contains_key(path))
    }

    /// Reports whether masthead's own file of that name goes before anything is written.
    fn is_cleared(&self, path: &OutputPath) -> bool {
        let file = self.live.and_then(|live| live.files.get(path));
        file.is_some_and(super::live::LiveFile::is_intact) && !self.new.contains_key(path)
    }

    /// Reports whether a folder holds nothing but files that go before anything is written.
    fn is_emptied(&self, folder: &OutputPath) -> bool {
        let inside = format!("{folder}/");
        let mut files = { self.live.iter() }
            .flat_map(|live| live.files.range(OutputPath::new(&inside)..))
            .take_while(|(path, _)| path.as_str().starts_with(&inside))
            .peekable();
        files.peek().is_some()
            && files.all(|(_, file)| file.is_intact())
            && !self.foreign_files.stand_below(folder.as_str())
    }

    fn in_the_way(&self, name: &str) -> PublishError {
        PublishError::InTheWay {
            path: self.root.join(name),
        }
    }

    fn unread(&self, path: &OutputPath, error: io::Error) -> PublishError {
        PublishError::io("read", &self.root.join(path.as_str()))(error)
    }
}

/// Finds the stage of a step.
fn stage(step: &PublishStep) -> PublishStage {
    let path = step.path.as_str();
    let is_page = step.path.extension() == "html";
    match step.change {
        StepChange::Remove { .. } if is_page => PublishStage::OldPages,
        StepChange::Remove { .. } => PublishStage::OldFiles,
        _ if path == MANIFEST => PublishStage::Manifest,
        StepChange::Add if !is_page => PublishStage::NewFiles,
        StepChange::Add if path != "index.html" => PublishStage::NewPages,
        _ if is_page => PublishStage::ChangedPages,
        _ if is_index(&step.path) => PublishStage::Indexes,
        _ => PublishStage::ChangedFiles,
    }
}

/// Reports whether a file names the others: a feed, a site map, the index of search, or a file at
/// the top, where web hosts and search engines look for theirs.
fn is_index(path: &OutputPath) -> bool {
    let (folder, name) = path
        .as_str()
        .rsplit_once('/')
        .unwrap_or(("", path.as_str()));
    folder.is_empty()
        || folder == search::FOLDER
        || FeedFormat::ALL
            .iter()
            .any(|format| format.file_name() == name)
}
