//! The long-lived state of a preview: what one plan leaves for the next, which is made from it
//! where only texts of pages or files of the theme changed.
//!
//! Most edits change what one page says and nothing else that any other page could show. Then the
//! site is put together as it was, and only that page is parsed and resolved again. Whether an edit
//! is of this kind is found by comparing what was read, and never guessed from the kind of change:
//! everything of the page that the model, lists and links look at must be the same to the byte (its
//! front matter, its articles, the minutes it takes, the places on it that links lead to).
//! `tests/incremental.rs` compares such plans with plans made anew.

use super::content::{ParsedContent, is_page, parse_changed};
use super::options::Options;
use super::plan::BuildPlan;
use super::rules::read_rules;
use super::site_model::{ResolvedSite, SiteListing, SiteModel};
use crate::base::{Fingerprint, SourcePath};
use crate::memo::Memo;
use crate::model::{PageId, Site};
use crate::parse::bodies::Bodies;
use crate::parse::document::ComponentValue;
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use crate::resolve::PageReach;
use crate::source::SourceTree;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is left of a plan for the next one.
pub struct FormerPlan {
    model: SiteModel,
    listing: SiteListing,
    resolved: ResolvedSite,
    bodies: Arc<Bodies>,
    options: Options,
    /// The fingerprint of the rules by which bodies were read.
    rules: Fingerprint,
    unread: BTreeSet<SourcePath>,
}

impl BuildPlan<'_> {
    /// Keeps what the next plan can be made from.
    #[must_use]
    pub fn into_former(self) -> FormerPlan {
        FormerPlan {
            model: self.model,
            listing: self.listing,
            resolved: self.resolved,
            bodies: self.surroundings.bodies,
            options: self.options,
            rules: self.rules,
            unread: self.tree.unread.clone(),
        }
    }
}

impl<'t> BuildPlan<'t> {
    /// Returns the plan of a site after the files in `changed` were edited since `former`, whose
    /// parsed files `memo` remembers. It equals [`super::plan`] in everything but the time it
    /// takes.
    #[must_use]
    pub fn after(
        former: Option<FormerPlan>,
        changed: &BTreeSet<SourcePath>,
        tree: &'t SourceTree,
        options: &Options,
        memo: &Memo,
    ) -> Self {
        former
            .filter(|former| former.may_continue(changed, tree, options))
            .and_then(|former| former.continued(changed, tree, memo))
            .unwrap_or_else(|| super::plan(tree, options, memo))
    }
}

impl FormerPlan {
    /// Reports whether nothing changed but texts of pages and files of the theme.
    fn may_continue(
        &self,
        changed: &BTreeSet<SourcePath>,
        tree: &SourceTree,
        options: &Options,
    ) -> bool {
        self.options == *options
            && self.unread == tree.unread
            && changed
                .iter()
                .all(|path| path.below("themes").is_some() || is_text_of_page(path, tree))
    }

    /// Returns the plan of the site with the changed pages in place of what they were; `None` when
    /// more than these pages would have to be made again.
    fn continued<'t>(
        mut self,
        changed: &BTreeSet<SourcePath>,
        tree: &'t SourceTree,
        memo: &Memo,
    ) -> Option<BuildPlan<'t>> {
        let rules = read_rules(tree, &self.options);
        if rules.fingerprint != self.rules {
            return None;
        }
        let mut content = parse_changed(changed, tree, &rules, memo);
        let changed_bodies = std::mem::take(&mut content.bodies);
        content.bodies = Arc::unwrap_or_clone(self.bodies);
        content.bodies.extend(changed_bodies);
        let site = Arc::get_mut(&mut self.model.site)?;
        let resolved = Arc::get_mut(&mut self.resolved.resolved)?;
        site.settings = rules.settings.clone();
        let replaced = replace_pages(site, &content, memo)?;
        for id in replaced {
            if resolved.resolve_again(site, tree, id) == PageReach::Citations {
                return None;
            }
        }
        Some(BuildPlan::new(
            tree,
            &self.options,
            rules,
            content,
            self.model,
            self.listing,
            self.resolved,
        ))
    }
}

/// Puts the pages of `content` in place of what they were, and gives their numbers; `None` when
/// the change of one of them reaches beyond its own text.
fn replace_pages(site: &mut Site, content: &ParsedContent, memo: &Memo) -> Option<Vec<PageId>> {
    let mut replaced = Vec::new();
    for (path, entry) in &content.entries {
        let page = entry.page.as_ref()?;
        let former = memo.parsed.get(path)?.page.as_ref()?;
        // Figures about people are protected in the same way wherever they are shown.
        if !differs_at_most_in_text(page, former) || shown_figures(page) != shown_figures(former) {
            return None;
        }
        // A page that is held back is in no list and on no page.
        let Some(id) = site.by_source.get(path).copied() else {
            continue;
        };
        // What a list says of a publication is laid over what its page says.
        if site.pages[id].publication.is_some() {
            return None;
        }
        site.pages[id].parsed = page.clone();
        replaced.push(id);
    }
    Some(replaced)
}

/// The name of a block, its fields, and the file that it shows.
type FiguresBlock<'p> = (&'p str, &'p [(String, ComponentValue)], &'p str);

/// Returns the blocks of a page that show files of figures.
fn shown_figures(page: &ParsedPage) -> Vec<FiguresBlock<'_>> {
    let outline = &page.body.outline;
    let mut shown = Vec::new();
    for block in &outline.components {
        let reference = block
            .data()
            .and_then(|number| outline.references.get(number));
        shown.extend(reference.map(|reference| {
            let target = reference.target.as_str();
            (block.name.as_str(), block.fields.as_slice(), target)
        }));
    }
    shown
}

fn is_text_of_page(path: &SourcePath, tree: &SourceTree) -> bool {
    path.below(CONTENT).is_some() && is_page(path) && tree.texts.contains_key(path)
}

/// Reports whether two readings of one file differ at most in what only the page itself shows, and
/// in what it points at.
fn differs_at_most_in_text(page: &ParsedPage, former: &ParsedPage) -> bool {
    page.front_fingerprint == former.front_fingerprint
        && page.front.common.title.span.range.start == former.front.common.title.span.range.start
        && page.body.outline.anchors == former.body.outline.anchors
}
