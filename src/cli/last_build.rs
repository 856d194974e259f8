//! The record of the last build in `.masthead/last-build.json`, which lets a build from unchanged
//! inputs end at once. From: the tree, the options and the manifest. To: the former outcome, or a
//! new record.
//!
//! The record is valid while everything a build depends on is the same to the byte (content,
//! themes, options, the day, the program) and the output still has every file. It may be deleted or
//! damaged at any time; the next build is then made in full. Its words are printed as they are, so
//! they too are read only if this machine signed them (`src/disk`).

use super::memory::program;
use crate::base::{Digest, Fingerprint};
use crate::disk::MemoryFolder;
use crate::pipeline::{Options, Outcome};
use crate::publish::OutputTarget;
use crate::source::SourceTree;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// The name of the record.
const FILE: &str = "last-build.json";

/// The first line of the record: the fingerprints that must be unchanged. The outcome follows it.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct RecordHead {
    inputs: Fingerprint,
    /// The fingerprint of the manifest that the build wrote.
    manifest: Fingerprint,
}

/// Access to the record of one site, for one build.
pub(super) struct LastBuild<'s> {
    memory: &'s MemoryFolder,
    tree: &'s SourceTree,
    options: &'s Options,
    inputs: OnceLock<Fingerprint>,
}

/// The record of a build that is about to be published.
pub(super) struct BuildRecord<'s> {
    memory: &'s MemoryFolder,
    inputs: Fingerprint,
    outcome: Vec<u8>,
}

impl<'s> LastBuild<'s> {
    /// Prepares access to the record of a site, for a build from these inputs.
    pub(super) fn of(memory: &'s MemoryFolder, tree: &'s SourceTree, options: &'s Options) -> Self {
        Self {
            memory,
            tree,
            options,
            inputs: OnceLock::new(),
        }
    }

    /// Gives the memory that the record stands in.
    pub(super) const fn memory(&self) -> &'s MemoryFolder {
        self.memory
    }

    /// Gives the outcome of the last build, if a new one would publish the same files. Its pages
    /// are in the manifest.
    pub(super) fn same(&self, target: &OutputTarget) -> Option<Outcome> {
        let manifest = target.manifest_fingerprint()?;
        let bytes = self.memory.read(FILE)?;
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

    /// Gives the fingerprint of everything that the build depends on, computed once.
    pub(super) fn inputs(&self) -> Fingerprint {
        *self.inputs.get_or_init(|| inputs(self.tree, self.options))
    }

    /// Makes the record of a build with this outcome; its pages are in the manifest.
    pub(super) fn record(&self, outcome: &Outcome) -> BuildRecord<'s> {
        // An empty outcome cannot be read back, and the next build is then made in full.
        let outcome = serde_json::to_vec(outcome).unwrap_or_default();
        BuildRecord {
            memory: self.memory,
            inputs: self.inputs(),
            outcome,
        }
    }
}

impl BuildRecord<'_> {
    /// Saves the record of the build that left this manifest. A failure to save it is ignored: it
    /// only makes the next build slower.
    pub(super) fn save(self, manifest: Fingerprint) {
        let head = RecordHead {
            inputs: self.inputs,
            manifest,
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend(self.outcome);
        let _ = self.memory.write(FILE, &bytes);
    }
}

/// Computes the fingerprint of everything that a build depends on.
fn inputs(tree: &SourceTree, options: &Options) -> Fingerprint {
    // Data files are assets too, so their bytes are included.
    Digest::new()
        .shown(options)
        .fingerprint(program())
        .shown(&tree.services.fingerprint())
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
