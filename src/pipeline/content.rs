//! The second stage of a build: every content file, parsed by itself. It takes the tree, the rules
//! of the site and what is remembered, and gives [`ParsedContent`]. A file's meaning never depends
//! on another file, so a file is parsed again only when its text or the rules changed.

use super::rules::SiteRules;
use crate::base::{Faults, SourcePath};
use crate::memo::{Memo, ParseEntry};
use crate::parse::markdown::Context;
use crate::parse::page::{ParsedPage, parse_key, parse_page};
use crate::parse::place::{CONTENT, kind_by_place};
use crate::source::{SourceTree, TextFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The content files that were parsed, and what is wrong with each of them.
pub(super) struct ParsedContent {
    /// The files by their paths, as the memo remembers them.
    pub(super) entries: BTreeMap<SourcePath, ParseEntry>,
    /// Whether `entries` holds all files of the site.
    pub(super) scope: ContentScope,
    /// The faults of single files, those of remembered files among them.
    pub(super) faults: Faults,
}

/// The part of the content that was parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContentScope {
    /// Every file of the site.
    All,
    /// The files that changed; the others are as the memo remembers them.
    Changed,
}

/// Parses every page of the site that is not remembered.
pub(super) fn parse_content(
    tree: &SourceTree,
    rules: &SiteRules<'_>,
    memo: &Memo,
) -> ParsedContent {
    let files: Vec<&TextFile> = tree
        .texts_below(CONTENT)
        .filter(|file| is_page(&file.path))
        .collect();
    let entries: Vec<(SourcePath, ParseEntry)> = files
        .par_iter()
        .with_max_len(16)
        .map(|file| (file.path.clone(), parse_file(file, rules, memo)))
        .collect();
    let entries: BTreeMap<SourcePath, ParseEntry> = entries.into_iter().collect();
    let faults = entries.values().flat_map(|entry| &entry.faults);
    ParsedContent {
        faults: faults.cloned().collect(),
        entries,
        scope: ContentScope::All,
    }
}

/// Parses the files of `changed`, which are all pages; everything else is as `memo` remembers it.
pub(super) fn parse_changed(
    changed: &BTreeSet<SourcePath>,
    tree: &SourceTree,
    rules: &SiteRules<'_>,
    memo: &Memo,
) -> ParsedContent {
    let entries: BTreeMap<SourcePath, ParseEntry> = changed
        .iter()
        .filter(|path| path.below(CONTENT).is_some())
        .filter_map(|path| tree.texts.get(path))
        .map(|file| (file.path.clone(), parse_file(file, rules, memo)))
        .collect();
    let unchanged = memo
        .parsed
        .iter()
        .filter(|(path, _)| !entries.contains_key(*path));
    let faults = unchanged
        .chain(&entries)
        .flat_map(|(_, entry)| &entry.faults);
    ParsedContent {
        faults: faults.cloned().collect(),
        entries,
        scope: ContentScope::Changed,
    }
}

/// Parses a content file, or takes what is remembered of it.
fn parse_file(file: &TextFile, rules: &SiteRules<'_>, memo: &Memo) -> ParseEntry {
    let kind = kind_by_place(&file.path, &rules.settings);
    let key = parse_key(file, kind, rules.fingerprint);
    if let Some(known) = memo.parsed(&file.path, key) {
        if let Some(page) = &known.page {
            page.attach(file, kind, &rules.markdown);
        }
        return known.clone();
    }
    let context = Context {
        file: &file.path,
        rules: &rules.markdown,
        places: &[],
    };
    let (page, faults) = parse_page(file, kind, rules.fingerprint, &context);
    ParseEntry {
        key,
        page: page.map(Arc::new),
        faults,
    }
}

impl ParsedContent {
    /// Every page that could be read, held back or not, in the order of files.
    pub(super) fn pages(&self) -> impl Iterator<Item = &Arc<ParsedPage>> {
        self.entries
            .values()
            .filter_map(|entry| entry.page.as_ref())
    }

    /// The files that could not be read as pages.
    pub(super) fn faulty(&self) -> BTreeSet<SourcePath> {
        self.entries
            .iter()
            .filter(|(_, entry)| entry.page.is_none())
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// Hands the parsed files to the memo.
    pub(super) fn remember(&mut self, memo: &mut Memo) {
        let entries = std::mem::take(&mut self.entries);
        match self.scope {
            ContentScope::All => memo.remember_parsed(entries),
            ContentScope::Changed => memo.add_parsed(entries),
        }
        self.scope = ContentScope::Changed;
    }
}

/// Whether a file of `content/` is a page.
pub(super) fn is_page(path: &SourcePath) -> bool {
    path.extension() == "md"
}
