//! What the last build was made from, remembered in `.masthead/last-build.json`: a build from the
//! same is over at once.
//!
//! It holds while everything a build depends on is the same to the byte (content, themes, options,
//! the day, the program) and the output still has every file. It may be deleted or damaged at any
//! time; the next build is then made in full.
#![allow(
    clippy::disallowed_methods,
    reason = "remembering between builds is what this file is for"
)]

use super::memory::program;
use crate::base::{Digest, Fingerprint};
use crate::pipeline::{Options, Outcome};
use crate::publish::OutputTarget;
use crate::source::SourceTree;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What has to be the same; the first line of the record. What the build found follows.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct RecordHead {
    inputs: Fingerprint,
    /// Of the manifest that it wrote.
    manifest: Fingerprint,
}

/// The memory of one site.
pub(super) struct LastBuild<'s> {
    file: PathBuf,
    tree: &'s SourceTree,
    options: &'s Options,
    inputs: OnceLock<Fingerprint>,
}

/// A build that is about to be published, to be remembered when it is.
pub(super) struct BuildRecord {
    file: PathBuf,
    inputs: Fingerprint,
    outcome: Vec<u8>,
}

impl<'s> LastBuild<'s> {
    /// The memory of the site at `root`, asked for a build from these.
    pub(super) fn of(root: &Path, tree: &'s SourceTree, options: &'s Options) -> Self {
        Self {
            file: root.join(".masthead/last-build.json"),
            tree,
            options,
            inputs: OnceLock::new(),
        }
    }

    /// What a build would find, if it would publish what stands there already; its pages are in the
    /// manifest.
    pub(super) fn same(&self, target: &OutputTarget) -> Option<Outcome> {
        let manifest = target.manifest_fingerprint()?;
        let bytes = fs::read(&self.file).ok()?;
        let (head, outcome) =
            bytes.split_at_checked(bytes.iter().position(|byte| *byte == b'\n')?)?;
        let head: RecordHead = serde_json::from_slice(head).ok()?;
        let same = head.manifest == manifest && head.inputs == self.inputs() && target.is_whole();
        if same {
            serde_json::from_slice(outcome).ok()
        } else {
            None
        }
    }

    /// The fingerprint of everything that the build's result depends on, worked out once.
    pub(super) fn inputs(&self) -> Fingerprint {
        *self.inputs.get_or_init(|| inputs(self.tree, self.options))
    }

    /// What is to be remembered of the build that found this; the manifest remembers its pages.
    pub(super) fn record(&self, outcome: &Outcome) -> BuildRecord {
        // What cannot be written cannot be read, and is then made anew.
        let outcome = serde_json::to_vec(outcome).unwrap_or_default();
        BuildRecord {
            file: self.file.clone(),
            inputs: self.inputs(),
            outcome,
        }
    }
}

impl BuildRecord {
    /// Remembers the build that `target` now shows. A memory that cannot be written costs time and
    /// nothing else.
    pub(super) fn save(self, target: &OutputTarget) {
        let Some(manifest) = target.manifest_fingerprint() else {
            return;
        };
        let _ = self.write(&RecordHead {
            inputs: self.inputs,
            manifest,
        });
    }

    fn write(&self, head: &RecordHead) -> io::Result<()> {
        crate::scan::make_memory(self.file.parent().unwrap_or(&self.file))?;
        let fresh = self.file.with_extension("new");
        let mut file = fs::File::create(&fresh)?;
        serde_json::to_writer(&mut file, head)?;
        file.write_all(b"\n")?;
        file.write_all(&self.outcome)?;
        fs::rename(fresh, &self.file)
    }
}

/// Everything that a build's result depends on.
fn inputs(tree: &SourceTree, options: &Options) -> Fingerprint {
    // Data files are assets too: their bytes are counted with them.
    Digest::new()
        .shown(options)
        .fingerprint(program())
        .all(tree.texts.values(), |digest, file| {
            digest
                .text(file.path.as_str())
                .fingerprint(file.fingerprint)
        })
        .all(tree.assets.values(), |digest, asset| {
            digest
                .text(asset.path.as_str())
                .shown(&(asset.sha256, &asset.facts))
        })
        .done()
}
