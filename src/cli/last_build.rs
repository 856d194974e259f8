//! What the last build was made from, remembered in `.masthead/last-build.json`: a build from the same is over at once.
//!
//! It holds while everything a build depends on is the same to the byte (content, themes, options, the day, the program) and
//! the output still has every file. It may be deleted or damaged at any time; the next build is then made in full.
#![allow(clippy::disallowed_methods, reason = "remembering between builds is what this file is for")]

use super::memory::program;
use crate::base::{Digest, Fingerprint};
use crate::pipeline::{Options, Outcome};
use crate::publish::Target;
use crate::source::SourceTree;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The record of a build that was published.
#[derive(Serialize, Deserialize)]
struct Record {
    inputs: Fingerprint,
    /// Of the manifest that it wrote.
    manifest: Fingerprint,
    outcome: Outcome,
}

/// The memory of one site.
pub(super) struct LastBuild {
    file: PathBuf,
    inputs: Fingerprint,
}

impl LastBuild {
    /// The memory of the site at `root`, asked for a build from these.
    pub(super) fn of(root: &Path, tree: &SourceTree, options: &Options) -> Self {
        Self { file: root.join(".masthead/last-build.json"), inputs: inputs(tree, options) }
    }

    /// What a build would find, if it would publish what stands there already.
    pub(super) fn same(&self, target: &Target) -> Option<Outcome> {
        let record: Record = serde_json::from_slice(&fs::read(&self.file).ok()?).ok()?;
        let same = record.inputs == self.inputs && target.manifest_fingerprint() == Some(record.manifest) && target.is_whole();
        same.then_some(record.outcome)
    }

    /// Remembers a build. A memory that cannot be written costs time and nothing else.
    pub(super) fn save(self, target: &Target, outcome: &Outcome) {
        let Some(manifest) = target.manifest_fingerprint() else { return };
        let record = Record { inputs: self.inputs, manifest, outcome: outcome.clone() };
        let _ = write(&self.file, &record);
    }
}

fn write(file: &Path, record: &Record) -> io::Result<()> {
    crate::scan::make_memory(file.parent().unwrap_or(file))?;
    let fresh = file.with_extension("new");
    fs::write(&fresh, serde_json::to_vec(record)?)?;
    fs::rename(fresh, file)
}

/// Everything that a build's result depends on.
fn inputs(tree: &SourceTree, options: &Options) -> Fingerprint {
    // Data files are assets too: their bytes are counted with them.
    Digest::new()
        .shown(options)
        .print(program())
        .all(tree.texts.values(), |digest, file| digest.text(file.path.as_str()).print(file.fingerprint))
        .all(tree.assets.values(), |digest, asset| digest.text(asset.path.as_str()).shown(&(asset.sha256, &asset.facts)))
        .done()
}
