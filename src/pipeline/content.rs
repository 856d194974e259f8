//! The second stage of a build: every content file, parsed by itself. It takes the tree, the rules
//! of the site and what is remembered, and gives [`ParsedContent`]. A file's meaning never depends
//! on another file, so a file is parsed again only when its text or the rules changed.

use super::acceptances::Acceptances;
use super::rules::SiteRules;
use crate::base::{Faults, SourcePath};
use crate::memo::{Memo, ParseEntry};
use crate::parse::bodies::Bodies;
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
    /// The bodies of the pages.
    pub(super) bodies: Bodies,
    /// The faults of single files, those of remembered files among them.
    pub(super) faults: Faults,
    /// The warnings that single files accept, those of remembered files among them.
    pub(super) acceptances: Acceptances,
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
    let entries: Vec<ParseEntry> = files
        .par_iter()
        .with_max_len(16)
        .map(|file| parse_file(file, rules, memo))
        .collect();
    let mut content = ParsedContent::new(ContentScope::All, rules);
    for (file, entry) in files.into_iter().zip(entries) {
        content.faults.extend(entry.faults.iter().cloned());
        content.acceptances.add_page(entry.page.as_deref());
        content.add(file, entry, rules);
    }
    content
}

/// Parses the files of `changed`, which are all pages; everything else is as `memo` remembers it.
pub(super) fn parse_changed(
    changed: &BTreeSet<SourcePath>,
    tree: &SourceTree,
    rules: &SiteRules<'_>,
    memo: &Memo,
) -> ParsedContent {
    let mut content = ParsedContent::new(ContentScope::Changed, rules);
    for path in changed {
        if let Some(file) = tree.texts.get(path).filter(|_| is_in_content(path)) {
            content.add(file, parse_file(file, rules, memo), rules);
        }
    }
    for (path, entry) in &memo.parsed {
        let entry = content.entries.get(path).unwrap_or(entry);
        content.faults.extend(entry.faults.iter().cloned());
        content.acceptances.add_page(entry.page.as_deref());
    }
    content
}

fn is_in_content(path: &SourcePath) -> bool {
    path.below(CONTENT).is_some()
}

/// Parses a content file, or takes what is remembered of it.
fn parse_file(file: &TextFile, rules: &SiteRules<'_>, memo: &Memo) -> ParseEntry {
    let kind = kind_by_place(&file.path, &rules.settings, &rules.kinds);
    let key = parse_key(file, &kind, rules.fingerprint);
    if let Some(known) = memo.parsed(&file.path, key) {
        return known.clone();
    }
    let context = Context {
        file: &file.path,
        rules: &rules.markdown,
        places: &[],
        title: None,
        addresses: rules.markdown.addresses,
    };
    let (page, faults) = parse_page(file, &kind, rules.fingerprint, &context);
    ParseEntry {
        key,
        page: page.map(Arc::new),
        faults,
    }
}

impl ParsedContent {
    fn new(scope: ContentScope, rules: &SiteRules<'_>) -> Self {
        Self {
            entries: BTreeMap::new(),
            scope,
            bodies: Bodies::new(rules.markdown.clone()),
            faults: Faults::new(),
            acceptances: Acceptances::default(),
        }
    }

    /// Adds a parsed file, and where its body is read from if it is not at hand.
    fn add(&mut self, file: &TextFile, entry: ParseEntry, rules: &SiteRules<'_>) {
        if let Some(page) = &entry.page
            && !page.body.is_at_hand()
        {
            let kind = kind_by_place(&file.path, &rules.settings, &rules.kinds);
            self.bodies.add(file, kind);
        }
        self.entries.insert(file.path.clone(), entry);
    }

    /// Returns every page that could be read, held back or not, in the order of files.
    pub(super) fn pages(&self) -> impl Iterator<Item = &Arc<ParsedPage>> {
        self.entries
            .values()
            .filter_map(|entry| entry.page.as_ref())
    }

    /// Returns the files that could not be read as pages.
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

/// Reports whether a file of `content/` is a page.
pub(super) fn is_page(path: &SourcePath) -> bool {
    path.extension() == "md"
}
