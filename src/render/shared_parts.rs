//! The parts that pages share, as they were rendered so far in a build. Takes parts, each with the
//! folder of the page that showed it; gives the part for another page on which its links are the
//! same.
//!
//! A part is given the settings and perhaps one thing, and no page. So all that can make it differ
//! between two pages is how links start, and links are the same from two places of the same depth
//!
//! - where none leads below the first folder of one of the two: `/topics/a/` and
//!   `/topics/b/page/2/` do not share the start of their way to `/reports/c/`, so it is all the way
//!   back, and then there;
//! - where both stand in one folder, `/reports/a/` and `/reports/b/`, and none leads to one of the
//!   two or below it.
//!
//! Elsewhere a part is rendered anew.

use super::current_page::{CurrentPage, LinkStart};
use super::views::TrailEnd;
use crate::base::UrlPath;
use crate::memo::RecordedAnswer;
use crate::model::{PageId, TermId};
use minijinja::Value;
use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The parts rendered so far in a build.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    shown: RwLock<FxHashMap<Scope, FxHashMap<String, PartsBySubject>>>,
}

/// The renderings of one part, by the thing that it was given.
type PartsBySubject = FxHashMap<Option<PartSubject>, Arc<SharedPart>>;

/// The pages on which a part's links are the same, but for those that its links lead to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// All pages of this depth, if the part has no link below their first folder.
    Depth(usize),
    /// The pages in one folder.
    Folder(String),
}

/// The identity of the thing that a part is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum PartSubject {
    Page(PageId),
    Topic(TermId),
    Trail(TrailEnd),
}

/// A part as a page showed it.
#[derive(Debug)]
pub(super) struct SharedPart {
    pub(super) html: Value,
    /// The addresses that the part's links lead to.
    pub(super) targets: Vec<UrlPath>,
    /// The steps that the part's templates took. A page that shows the part takes them, too,
    /// whether it is rendered for this page or for one before.
    pub(super) steps: u64,
    /// The questions that the part's templates asked.
    pub(super) reads: Vec<RecordedAnswer>,
}

impl SharedPart {
    /// Reports whether none of the part's links leads into `folder`.
    fn stays_out_of(&self, folder: &str) -> bool {
        !self
            .targets
            .iter()
            .any(|target| target.as_str().starts_with(folder))
    }

    /// Returns the pages that can show the part as the page in `folder` does.
    pub(super) fn scope(&self, folder: &PageFolder<'_>) -> Option<Scope> {
        if self.stays_out_of(folder.first) {
            Some(Scope::Depth(folder.depth()))
        } else {
            self.stays_out_of(folder.path)
                .then(|| Scope::Folder(folder.above.to_owned()))
        }
    }
}

/// The folder of a page, where links start.
pub(super) struct PageFolder<'h> {
    path: &'h str,
    /// The folder that holds the folder.
    above: &'h str,
    /// The first folder on the way to the folder.
    first: &'h str,
}

impl<'h> PageFolder<'h> {
    /// Returns the folder of a page, or `None` where links do not start in a folder of the page's
    /// own.
    pub(super) fn of(here: &'h CurrentPage) -> Option<Self> {
        let path = here.url.as_str();
        let is_start = matches!(here.links, LinkStart::Folder(_));
        let above = path.strip_suffix('/').filter(|_| is_start)?;
        let first = path[1..].find('/')? + 2;
        Some(Self {
            path,
            above: &above[..=above.rfind('/')?],
            first: &path[..first],
        })
    }

    fn depth(&self) -> usize {
        self.path.bytes().filter(|byte| *byte == b'/').count()
    }
}

impl SharedParts {
    /// Returns the part as another page showed it.
    pub(super) fn get(
        &self,
        folder: &PageFolder<'_>,
        name: &str,
        subject: Option<PartSubject>,
    ) -> Option<Arc<SharedPart>> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let part = |scope: &Scope| shown.get(scope)?.get(name)?.get(&subject);
        let far = part(&Scope::Depth(folder.depth()));
        if let Some(part) = far.filter(|part| part.stays_out_of(folder.first)) {
            return Some(part.clone());
        }
        let near = part(&Scope::Folder(folder.above.to_owned()));
        near.filter(|part| part.stays_out_of(folder.path)).cloned()
    }

    pub(super) fn keep(
        &self,
        scope: Scope,
        name: &str,
        subject: Option<PartSubject>,
        part: Arc<SharedPart>,
    ) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown
            .entry(scope)
            .or_default()
            .entry(name.to_owned())
            .or_default()
            .insert(subject, part);
    }
}
