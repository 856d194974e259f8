//! Keeps the last good version of every file, so that a fault does not take away a page that was
//! there. It takes trees and their faults; gives a tree in which files at fault are replaced by
//! their last good version; touches nothing.

use crate::base::{Code, Faults, Severity, SourcePath};
use crate::parse::place::CONTENT;
use crate::source::{SourceTree, TextFile};
use std::collections::{BTreeMap, BTreeSet};

/// The last versions of files without a fault.
#[derive(Debug, Default)]
pub(super) struct LastGood {
    texts: BTreeMap<SourcePath, TextFile>,
}

impl LastGood {
    /// Keeps the files of `tree` as good, except those at fault. Looks only at the files `changed`,
    /// or at all without such a list.
    pub(super) fn note(
        &mut self,
        tree: &SourceTree,
        changed: Option<&BTreeSet<SourcePath>>,
        at_fault: &BTreeSet<SourcePath>,
    ) {
        let looked_at: Box<dyn Iterator<Item = &SourcePath>> = match changed {
            Some(changed) => Box::new(changed.iter()),
            None => Box::new(tree.texts.keys()),
        };
        for path in looked_at.filter(|path| !at_fault.contains(*path)) {
            if let Some(file) = tree.texts.get(path) {
                self.texts.insert(path.clone(), file.clone());
            } else if !tree.is_unread(path) {
                self.texts.remove(path);
            }
        }
    }

    /// Returns the good version of a file, if it differs from that of the tree.
    fn other(&self, tree: &SourceTree, path: &SourcePath) -> Option<&TextFile> {
        let good = self.texts.get(path)?;
        (tree.texts.get(path).map(|file| file.fingerprint) != Some(good.fingerprint))
            .then_some(good)
    }

    /// Replaces the files `at_fault` by their good versions. Returns `None` when that makes no
    /// difference.
    pub(super) fn repaired(
        &self,
        tree: &SourceTree,
        at_fault: &BTreeSet<SourcePath>,
    ) -> Option<SourceTree> {
        let good: Vec<TextFile> = at_fault
            .iter()
            .filter_map(|path| self.other(tree, path))
            .cloned()
            .collect();
        if good.is_empty() {
            return None;
        }
        let mut tree = tree.clone();
        for file in good {
            tree.unread.remove(&file.path);
            tree.texts.insert(file.path.clone(), file);
        }
        Some(tree)
    }

    /// Returns the files that may have made a template fail: changed files of the theme, or all
    /// changed files if none is the theme's.
    pub(super) fn suspects(
        &self,
        tree: &SourceTree,
        changed: &BTreeSet<SourcePath>,
    ) -> BTreeSet<SourcePath> {
        let all: BTreeSet<SourcePath> = changed
            .iter()
            .filter(|path| self.other(tree, path).is_some())
            .cloned()
            .collect();
        let of_theme: BTreeSet<SourcePath> = all
            .iter()
            .filter(|path| path.below("themes").is_some())
            .cloned()
            .collect();
        if of_theme.is_empty() { all } else { of_theme }
    }
}

/// Returns the files that keep pages from being shown: those that cannot be read as they are meant,
/// and settings, people and theme files with an error. `changed` are the files that are not as they
/// were; a template that is gone is among them.
pub(super) fn at_fault(
    tree: &SourceTree,
    misread: &BTreeSet<SourcePath>,
    faults: &Faults,
    changed: &BTreeSet<SourcePath>,
) -> BTreeSet<SourcePath> {
    let mut found: BTreeSet<SourcePath> = misread.union(&tree.unread).cloned().collect();
    for fault in faults
        .iter()
        .filter(|fault| fault.severity == Severity::Error)
    {
        let file = fault.span.as_ref().map(|span| &span.file);
        found.extend(file.filter(|file| is_shared(file)).cloned());
        if matches!(fault.code, Code::MissingTemplate | Code::MissingTheme) {
            found.extend(
                changed
                    .iter()
                    .filter(|path| path.below("themes").is_some())
                    .cloned(),
            );
        }
    }
    found
}

/// Reports whether a file is part of more than its own page.
fn is_shared(file: &SourcePath) -> bool {
    file.below("themes").is_some()
        || (file.folder().as_str() == CONTENT
            && matches!(file.extension().as_str(), "yaml" | "yml"))
}
