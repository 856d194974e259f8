//! A round is one state of the site, with everything that is needed to answer from it. It is a
//! value: `turns` makes the rest of the site from it, and `answer` answers from it.

use super::desk::Message;
use super::editor_links::EditorLinks;
use super::memory_store::MemoryStore;
use super::standby::Standby;
use super::status::EngineStatus;
use crate::base::Faults;
use crate::memo::Memo;
use crate::pipeline::{BuildPlan, Options};
use crate::render::Renderer;
use crate::source::SourceTree;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError, RwLock};

/// A state of the site, with everything that is needed to answer from it.
pub(super) struct Round<'r> {
    pub(super) number: u64,
    /// The files as they are on disk.
    pub(super) tree: &'r SourceTree,
    /// The files that are shown: those on disk, or their good versions.
    pub(super) shown: &'r Arc<SourceTree>,
    pub(super) options: &'r Options,
    /// The plan of the site that is shown.
    pub(super) plan: &'r BuildPlan<'r>,
    pub(super) renderer: &'r Renderer<'r>,
    pub(super) memo: &'r Memo,
    pub(super) held: &'r MemoryStore,
    pub(super) outbox: &'r Sender<Message>,
    /// Whether the theme has a fault that every page would repeat, so that nothing can be shown.
    pub(super) theme_at_fault: bool,
    pub(super) findings: RwLock<Faults>,
    pub(super) status: &'r EngineStatus,
    /// The keeper of the last good site, and of what is the same for every engine.
    pub(super) standby: &'r Standby,
    /// Whether something changed, so that nothing more of this state needs to be made.
    pub(super) over: AtomicBool,
}

impl Round<'_> {
    /// Returns the editor that opens files: the one in the settings, else the one in the
    /// environment.
    pub(super) fn opening(&self) -> EditorLinks {
        let editor = self
            .plan
            .site()
            .settings
            .editor
            .unwrap_or(self.standby.opening.editor);
        EditorLinks {
            editor,
            ..self.standby.opening.clone()
        }
    }

    /// Adds faults to those of the site.
    pub(super) fn add_findings(&self, mut found: Faults) {
        self.plan.acceptances().sift(&mut found);
        let mut findings = self
            .findings
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        findings.extend(found);
        findings.sort();
        findings.dedup();
    }

    /// Returns the faults of the site.
    pub(super) fn findings(&self) -> Faults {
        self.findings
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
