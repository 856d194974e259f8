//! The last good version of every file, so that a fault does not take a page away that was there.
//! From: trees, and what was found in them. To: a tree in which files at fault are as they were
//! when they were last good. Pure.

use crate::base::{Code, Faults, Severity, SourcePath};
use crate::parse::place::CONTENT;
use crate::source::{SourceTree, TextFile};
use std::collections::{BTreeMap, BTreeSet};

/// Files as they were when nothing was wrong with them.
#[derive(Debug, Default)]
pub(super) struct LastGood {
    texts: BTreeMap<SourcePath, TextFile>,
}

impl LastGood {
    /// Takes the files of `tree` for good, but those at fault. `changed`: which files to look at;
    /// all, when there is no list.
    pub(super) fn note(
        &mut self,
        tree: &SourceTree,
        changed: Option<&BTreeSet<SourcePath>>,
        at_fault: &BTreeSet<SourcePath>,
    ) {
        let mut one = |path: &SourcePath| match tree.texts.get(path) {
            Some(file) if !at_fault.contains(path) => {
                drop(self.texts.insert(path.clone(), file.clone()));
            }
            None if !tree.is_unread(path) && !at_fault.contains(path) => {
                drop(self.texts.remove(path));
            }
            _ => {}
        };
        match changed {
            Some(changed) => changed.iter().for_each(&mut one),
            None => tree.texts.keys().for_each(&mut one),
        }
    }

    /// Whether a file is known that differs from the tree's.
    fn other(&self, tree: &SourceTree, path: &SourcePath) -> Option<&TextFile> {
        let good = self.texts.get(path)?;
        (tree.texts.get(path).map(|file| file.fingerprint) != Some(good.fingerprint))
            .then_some(good)
    }

    /// The tree with the files `at_fault` as they were when they were good; `None` when that makes
    /// no difference.
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

    /// Files that may be to blame for a template that stops: those of the theme that are not as
    /// they were when all was well, else all that are not.
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

/// The files that keep pages from being shown: those that cannot be read as they are meant, and
/// settings, people and theme files with an error. `changed` are the files that are not as they
/// were: a template that is gone is among them.
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

/// Files that are part of more than their own page.
fn is_shared(file: &SourcePath) -> bool {
    file.below("themes").is_some()
        || (file.folder().as_str() == CONTENT
            && matches!(file.extension().as_str(), "yaml" | "yml"))
}
