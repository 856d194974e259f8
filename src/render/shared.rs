//! Renders parts of pages that are the same on many pages: the menu, the foot, the entry of a page
//! in a list. Answers `shared("parts/foot.html")` or `shared("parts/entry.html", item)` in a
//! template with the part's HTML, made once for all of these pages.
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

use super::answers::Answers;
use super::values::{Summary, Topic, Trail, TrailEnd};
use super::{CurrentPage, functions, theme, values};
use crate::base::UrlPath;
use crate::memo::RecordedAnswer;
use crate::model::PageId;
use minijinja::{Environment, Error, Value};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The parts rendered so far in a build.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    shown: RwLock<FxHashMap<Scope, FxHashMap<String, PartsBySubject>>>,
}

/// The renderings of one part, by the thing that it was given.
type PartsBySubject = FxHashMap<Option<PartSubject>, Arc<SharedPart>>;

/// The pages on which a part's links are the same, but for those that its links lead to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Scope {
    /// All pages of this depth, if the part has no link below their first folder.
    Depth(usize),
    /// The pages in one folder.
    Folder(String),
}

/// The identity of the thing that a part is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum PartSubject {
    Page(PageId),
    Topic((usize, usize)),
    Trail(TrailEnd),
}

impl PartSubject {
    fn of(item: &Value) -> Option<Self> {
        if let Some(page) = item.downcast_object_ref::<Summary>() {
            return Some(Self::Page(page.page));
        }
        if let Some(topic) = item.downcast_object_ref::<Topic>() {
            return Some(Self::Topic(topic.at));
        }
        item.downcast_object_ref::<Trail>()
            .map(|trail| Self::Trail(trail.to))
    }
}

/// A part as a page showed it.
#[derive(Debug)]
struct SharedPart {
    html: Value,
    /// The addresses that its links lead to.
    targets: Vec<UrlPath>,
    /// The questions that its templates asked.
    reads: Vec<RecordedAnswer>,
}

/// The addresses that a part leads to, collected while it is rendered.
#[derive(Debug, Default)]
pub(super) struct PartTargets(Mutex<Vec<UrlPath>>);

impl PartTargets {
    pub(super) fn note(&self, url: &UrlPath) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(url.clone());
    }

    fn take(&self) -> Vec<UrlPath> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl SharedPart {
    /// Returns the part `name` as the page `here` shows it.
    fn show(
        environment: &Environment<'_>,
        answers: &Arc<Answers>,
        here: &CurrentPage,
        name: &str,
        item: Option<&Value>,
    ) -> Result<Self, Error> {
        let part = Arc::new(here.part());
        let given = item.map(|item| ("item", item.clone()));
        let context = [
            ("site", values::site(answers, &part)),
            (functions::HERE, Value::from_dyn_object(part.clone())),
            (functions::TEMPLATE, Value::from(name)),
        ];
        let context = values::record(context.into_iter().chain(given));
        let html = Value::from_safe_string(theme::render(environment, functions::ENTRY, context)?);
        let targets = part
            .shared
            .as_ref()
            .map(PartTargets::take)
            .unwrap_or_default();
        Ok(Self {
            html,
            targets,
            reads: part.reads(),
        })
    }

    /// Reports whether none of the part's links leads into `folder`.
    fn stays_out_of(&self, folder: &str) -> bool {
        !self
            .targets
            .iter()
            .any(|target| target.as_str().starts_with(folder))
    }

    /// Returns the pages that can show the part as the page in `folder` does.
    fn scope(&self, folder: &PageFolder<'_>) -> Option<Scope> {
        if self.stays_out_of(folder.first) {
            Some(Scope::Depth(folder.depth()))
        } else {
            self.stays_out_of(folder.path)
                .then(|| Scope::Folder(folder.above.to_owned()))
        }
    }
}

/// The folder of a page, where links start.
struct PageFolder<'h> {
    path: &'h str,
    /// The folder that holds the folder.
    above: &'h str,
    /// The first folder on the way to the folder.
    first: &'h str,
}

impl<'h> PageFolder<'h> {
    /// Returns the folder of a page, or `None` where links do not start in a folder of the page's
    /// own.
    fn of(here: &'h CurrentPage) -> Option<Self> {
        let path = here.url.as_str();
        let above = path.strip_suffix('/').filter(|_| here.root.is_none())?;
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
    fn get(
        &self,
        folder: &PageFolder<'_>,
        name: &str,
        subject: Option<PartSubject>,
    ) -> Option<Arc<SharedPart>> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        let get = |scope: Scope| shown.get(&scope)?.get(name)?.get(&subject);
        let far = get(Scope::Depth(folder.depth())).filter(|part| part.stays_out_of(folder.first));
        let near = || {
            get(Scope::Folder(folder.above.to_owned()))
                .filter(|part| part.stays_out_of(folder.path))
        };
        far.or_else(near).cloned()
    }

    fn keep(&self, scope: Scope, name: &str, subject: Option<PartSubject>, part: Arc<SharedPart>) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown
            .entry(scope)
            .or_default()
            .entry(name.to_owned())
            .or_default()
            .insert(subject, part);
    }
}

/// Returns the HTML of the part `name`, given `item`, on the page `here`, whose questions it asks.
pub(super) fn shared(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    here: &CurrentPage,
    name: &str,
    item: Option<&Value>,
) -> Result<Value, Error> {
    let subject = item.and_then(PartSubject::of);
    // A part that is given a thing without an identity is rendered each time.
    let folder = PageFolder::of(here).filter(|_| item.is_none() || subject.is_some());
    let parts = answers.shared_parts();
    let known = folder
        .as_ref()
        .and_then(|folder| parts.get(folder, name, subject));
    let part = if let Some(part) = known {
        part
    } else {
        let part = Arc::new(SharedPart::show(environment, answers, here, name, item)?);
        if let Some(scope) = folder.and_then(|folder| part.scope(&folder)) {
            parts.keep(scope, name, subject, part.clone());
        }
        part
    };
    part.reads.iter().for_each(|read| here.note(read.clone()));
    Ok(part.html.clone())
}
