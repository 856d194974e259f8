//! A plan made from the one before, where only texts of pages or files of the theme changed.
//!
//! Most edits change what one page says and nothing else that any other page could show. Then the
//! site is put together as it was, and only that page is read and resolved again. Whether it is so
//! is found by comparing what was read, never guessed from the kind of change: a page counts as the
//! same but for its text when everything of it that the model, lists and links look at is the same
//! to the byte (its front matter, its articles, the minutes it takes, the places on it that links
//! lead to). `tests/incremental.rs` holds such plans to those made anew.

use super::Options;
use super::plan::{BuildPlan, ParsedFiles, Structure};
use super::understand::{SiteRules, ground, is_page};
use crate::base::{Fingerprint, SourcePath};
use crate::memo::{Memo, ParseEntry};
use crate::model::Site;
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use crate::resolve::Resolved;
use crate::source::SourceTree;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is left of a plan for the next one.
pub struct FormerPlan {
    site: Arc<Site>,
    resolved: Arc<Resolved>,
    structure: Structure,
    options: Options,
    unread: BTreeSet<SourcePath>,
}

impl BuildPlan<'_> {
    /// What the next plan can be made from.
    #[must_use]
    pub fn into_former(self) -> FormerPlan {
        FormerPlan {
            unread: self.tree.unread.clone(),
            site: self.site,
            resolved: self.resolved,
            structure: self.structure,
            options: self.options,
        }
    }
}

impl<'t> BuildPlan<'t> {
    /// The plan of a site of which these files `changed` since `former`, of which `memo` remembers
    /// what was read. The same as [`BuildPlan::of`] in everything but time.
    #[must_use]
    pub fn after(
        former: Option<FormerPlan>,
        changed: &BTreeSet<SourcePath>,
        tree: &'t SourceTree,
        options: &Options,
        memo: &Memo,
    ) -> Self {
        let Some(former) = former else {
            return Self::of(tree, options, memo);
        };
        let same_site = former.options == *options && former.unread == tree.unread;
        if !same_site
            || !changed
                .iter()
                .all(|path| path.below("themes").is_some() || is_text_of_page(path, tree))
        {
            return Self::of(tree, options, memo);
        }
        let ground = ground(tree, options);
        if ground.rules_fingerprint != former.structure.rules {
            return Self::of(tree, options, memo);
        }
        let read = changed
            .iter()
            .filter_map(|path| tree.texts.get(path))
            .filter(|file| file.path.below(CONTENT).is_some());
        let entries: BTreeMap<SourcePath, ParseEntry> = read
            .map(|file| (file.path.clone(), ground.parse(file, memo)))
            .collect();
        match former.with(&entries, &ground, tree, memo) {
            Some((site, resolved, structure)) => {
                let known = memo
                    .parsed
                    .iter()
                    .filter(|(path, _)| !entries.contains_key(*path));
                let of_files = known
                    .chain(&entries)
                    .flat_map(|(_, entry)| &entry.faults)
                    .cloned()
                    .collect();
                Self::put_together(
                    tree,
                    options,
                    ground,
                    site,
                    resolved,
                    structure,
                    ParsedFiles::Some(entries),
                    of_files,
                )
            }
            None => Self::of(tree, options, memo),
        }
    }
}

impl FormerPlan {
    /// The same site with these pages in place of what they were; `None` when that would not be
    /// enough.
    fn with(
        mut self,
        entries: &BTreeMap<SourcePath, ParseEntry>,
        ground: &SiteRules<'_>,
        tree: &SourceTree,
        memo: &Memo,
    ) -> Option<(Arc<Site>, Arc<Resolved>, Structure)> {
        let site = Arc::get_mut(&mut self.site)?;
        let resolved = Arc::get_mut(&mut self.resolved)?;
        site.settings = ground.settings.clone();
        let mut again = Vec::new();
        for (path, entry) in entries {
            let (now, then) = (entry.page.as_ref()?, memo.parsed.get(path)?.page.as_ref()?);
            if !is_same_but_for_its_text(now, then) {
                return None;
            }
            // One that is held back is in no list and on no page.
            if let Some(id) = site.by_source.get(path).copied() {
                // What a list says of a publication is laid over what its page says.
                if site.pages[id].publication.is_some() {
                    return None;
                }
                site.pages[id].parsed = now.clone();
                again.push(id);
            }
        }
        for id in again {
            if !resolved.resolve_again(site, tree, id) {
                return None;
            }
        }
        Some((self.site, self.resolved, self.structure))
    }
}

fn is_text_of_page(path: &SourcePath, tree: &SourceTree) -> bool {
    path.below(CONTENT).is_some() && is_page(path) && tree.texts.contains_key(path)
}

/// Whether two readings of one file differ at most in what only the page itself shows, and in what
/// it points at.
fn is_same_but_for_its_text(now: &ParsedPage, then: &ParsedPage) -> bool {
    let front = |page: &ParsedPage| -> (Fingerprint, usize) {
        (
            page.front_fingerprint,
            page.front.common.title.span.range.start,
        )
    };
    front(now) == front(then) && now.body.outline.anchors == then.body.outline.anchors
}
