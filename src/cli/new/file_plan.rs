//! Writes new files: all of them, or none. From: paths and contents. To: new files on disk. Never
//! changes an existing file.
#![allow(
    clippy::disallowed_methods,
    reason = "making new files is what this command is for"
)]

use crate::base::{Fault, Faults, Severity, SourcePath};
use crate::cli::disk;
use crate::cli::failure::Failure;
use crate::cli::run::{CommandRun, SiteFolder};
use crate::cli::terminal::Terminal;
use crate::memo::Memo;
use crate::pipeline::{self, Options};
use crate::present::human;
use crate::source::{AssetFacts, AssetHandle, SourceTree, TextFile};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The files that `new` is about to write.
#[derive(Debug, Default)]
pub(super) struct FilePlan {
    files: Vec<(SourcePath, Contents)>,
    next: Vec<String>,
}

/// The contents of a new file.
#[derive(Debug)]
enum Contents {
    Text(String),
    /// A copy of this file, which may be anywhere.
    CopyOf(PathBuf),
}

impl FilePlan {
    /// Adds a text file.
    pub(super) fn text(&mut self, path: SourcePath, text: String) {
        self.files.push((path, Contents::Text(text)));
    }

    /// Adds a copy of the file `of`.
    pub(super) fn copy(&mut self, path: SourcePath, of: PathBuf) {
        self.files.push((path, Contents::CopyOf(of)));
    }

    /// Adds a sentence about what to do afterwards.
    pub(super) fn advise(&mut self, next: impl Into<String>) {
        self.next.push(next.into());
    }

    /// Lists the paths of the new files, in the order in which they were planned.
    pub(super) fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.iter().map(|(path, _)| path)
    }

    /// Gives the text of a planned file.
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

    /// Formats the advice on what to do next.
    pub(super) fn next(&self) -> String {
        let mut lines = self.next.clone();
        lines.push("Write your text into the new files, then type `masthead build`.".to_owned());
        lines.join("\n")
    }

    /// Gives the site as it would be with the new files. Of a file that is copied, nothing is known
    /// but that it is there.
    pub(super) fn applied(&self, tree: &SourceTree) -> SourceTree {
        let mut tree = tree.clone();
        for (path, contents) in &self.files {
            match contents {
                Contents::Text(text) => {
                    let file = TextFile::new(path.clone(), text.as_str().into());
                    tree.texts.insert(path.clone(), file);
                }
                Contents::CopyOf(_) => {
                    tree.assets.insert(path.clone(), unread_asset(path));
                }
            }
        }
        tree
    }

    /// Lists the errors that the new files would bring, such as an address that is taken, a link to
    /// a page that is not there, or a topic with another spelling.
    pub(super) fn new_faults(&self, tree: &SourceTree, options: &Options) -> Faults {
        let after = errors(&self.applied(tree), options);
        if after.is_empty() {
            return after;
        }
        let before = errors(tree, options);
        let is_new = |fault: &Fault| !before.contains(fault);
        after.into_iter().filter(is_new).collect()
    }

    /// Prints new errors and stops, so that the site can still be built.
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
        Terminal::report(&human::findings(&faults, &text, run.terminal().colour()));
        Err(Failure::usage(
            "the site could not be built with the new files: nothing was written",
        ))
    }

    /// Writes every file, or none: after a failure, the files written before it are removed.
    pub(super) fn write(&self, root: &Path) -> Result<(), Failure> {
        if let Some(path) = self
            .paths()
            .find(|path| fs::symlink_metadata(root.join(path.as_str())).is_ok())
        {
            return Err(exists(path));
        }
        for path in self.paths() {
            disk::inside(root, path.as_str())?;
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
                if error.kind() == io::ErrorKind::AlreadyExists {
                    return Err(exists(path));
                }
                return Err(Failure::usage(format!(
                    "cannot write `{path}`: {error}; nothing was written"
                )));
            }
        }
        Ok(())
    }
}

/// Lists the errors that are found before anything is rendered.
fn errors(tree: &SourceTree, options: &Options) -> Faults {
    let plan = pipeline::plan(tree, options, &Memo::default());
    let errors = plan
        .faults()
        .iter()
        .filter(|fault| fault.severity == Severity::Error);
    errors.cloned().collect()
}

/// Makes the handle of a file about which nothing is known yet.
fn unread_asset(path: &SourcePath) -> AssetHandle {
    AssetHandle {
        path: path.clone(),
        size: 0,
        sha256: [0; 32],
        facts: AssetFacts::default(),
        is_cleaned: false,
        bytes: None,
    }
}

/// Makes the failure for a new file whose path is taken.
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
        Contents::CopyOf(source) => {
            io::copy(&mut File::open(source)?, &mut file)?;
        }
    }
    file.sync_all()
}
