//! Files to be made: all of them, or none.
//! From: paths and what stands in them. To: files on disk that were not there before.
#![allow(
    clippy::disallowed_methods,
    reason = "making new files is what this command is for"
)]

use crate::base::{Faults, Severity, SourcePath};
use crate::cli::Failure;
use crate::cli::run::{CommandRun, SiteFolder};
use crate::cli::terminal::Terminal;
use crate::pipeline::{self, Options};
use crate::present::human;
use crate::source::{SourceTree, TextFile};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What `new` is about to do.
#[derive(Debug, Default)]
pub(super) struct FilePlan {
    files: Vec<(SourcePath, Contents)>,
    next: Vec<String>,
}

/// What a new file holds.
#[derive(Debug)]
enum Contents {
    Text(String),
    /// The same as this file, wherever it is.
    CopyOf(PathBuf),
}

impl FilePlan {
    /// A file of words.
    pub(super) fn text(&mut self, path: SourcePath, text: String) {
        self.files.push((path, Contents::Text(text)));
    }

    /// A file that is brought in.
    pub(super) fn copy(&mut self, path: SourcePath, of: PathBuf) {
        self.files.push((path, Contents::CopyOf(of)));
    }

    /// Something to do afterwards: a whole sentence.
    pub(super) fn advise(&mut self, next: impl Into<String>) {
        self.next.push(next.into());
    }

    /// Where the new files will stand, in the order in which they were planned.
    pub(super) fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.iter().map(|(path, _)| path)
    }

    /// The words of a planned file.
    #[cfg(test)]
    pub(super) fn words(&self, path: &str) -> &str {
        let found = self
            .files
            .iter()
            .find(|(planned, _)| planned.as_str() == path);
        match found {
            Some((_, Contents::Text(text))) => text,
            other => panic!("{path} is {other:?}"),
        }
    }

    /// What to do now.
    pub(super) fn next(&self) -> String {
        let mut lines = self.next.clone();
        lines.push("Write your text into the new files, then type `masthead build`.".to_owned());
        lines.join("\n")
    }

    /// The site as it would be.
    pub(super) fn applied(&self, tree: &SourceTree) -> SourceTree {
        let mut tree = tree.clone();
        for (path, contents) in &self.files {
            if let Contents::Text(text) = contents {
                tree.texts.insert(
                    path.clone(),
                    TextFile::new(path.clone(), text.as_str().into()),
                );
            }
        }
        tree
    }

    /// Errors that the site would have and has not now: an address that is taken, a topic spelt
    /// otherwise.
    pub(super) fn new_faults(&self, tree: &SourceTree, options: &Options) -> Faults {
        let (_, before) = pipeline::list(tree, options);
        let (_, after) = pipeline::list(&self.applied(tree), options);
        after
            .into_iter()
            .filter(|fault| fault.severity == Severity::Error && !before.contains(fault))
            .collect()
    }

    /// Prints what would be wrong and stops, so that nothing is written that could not be built.
    pub(super) fn refuse_faults(
        &self,
        run: &CommandRun,
        site: &SiteFolder,
        options: &Options,
    ) -> Result<(), Failure> {
        let faults = self.new_faults(&site.tree, options);
        if faults.is_empty() {
            return Ok(());
        }
        let with = self.applied(&site.tree);
        let text = |path: &SourcePath| with.texts.get(path).map(|file| file.text.clone());
        Terminal::report(&human::findings(&faults, &text, run.terminal().colour()))?;
        Err(Failure::usage(
            "the site could not be built with the new files: nothing was written",
        ))
    }

    /// Writes every file, or none: what was written before something went wrong is taken away
    /// again.
    pub(super) fn write(&self, root: &Path) -> Result<(), Failure> {
        if let Some(path) = self
            .paths()
            .find(|path| fs::symlink_metadata(root.join(path.as_str())).is_ok())
        {
            return Err(exists(path));
        }
        let mut made = Vec::new();
        for (path, contents) in &self.files {
            let disk = root.join(path.as_str());
            let written = make(&disk, contents, &mut made);
            if let Err(error) = written {
                for path in made.iter().rev() {
                    let _ = if path.is_dir() {
                        fs::remove_dir(path)
                    } else {
                        fs::remove_file(path)
                    };
                }
                let taken = error.kind() == io::ErrorKind::AlreadyExists;
                let why = || {
                    Failure::usage(format!(
                        "cannot write `{path}`: {error}; nothing was written"
                    ))
                };
                return Err(if taken { exists(path) } else { why() });
            }
        }
        Ok(())
    }
}

/// Says that something stands where a new file would.
fn exists(path: &SourcePath) -> Failure {
    Failure::usage(format!(
        "there is a file `{path}` already, and it stays as it is: choose another name with `--name`"
    ))
}

fn make(disk: &Path, contents: &Contents, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = disk
        .ancestors()
        .skip(1)
        .take_while(|folder| !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder)?;
        made.push(folder.to_path_buf());
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(disk)?;
    made.push(disk.to_path_buf());
    match contents {
        Contents::Text(text) => file.write_all(text.as_bytes())?,
        Contents::CopyOf(source) => drop(io::copy(&mut File::open(source)?, &mut file)?),
    }
    file.sync_all()
}
