//! The page being rendered: where its links start, and what its templates have asked.

use super::steps::PageSteps;
use crate::base::{LinkStyle, UrlPath};
use crate::memo::RecordedAnswer;
use crate::model::PageId;
use std::sync::{Mutex, PoisonError};

/// The page being rendered: where its links start, and what its templates have asked.
#[derive(Debug)]
pub(crate) struct CurrentPage {
    pub(super) url: UrlPath,
    pub(super) links: LinkStart,
    pub(super) page: Option<PageId>,
    /// The address of the page, of which `url` may be a later part.
    pub(super) page_url: UrlPath,
    /// The steps that its templates take.
    pub(super) steps: PageSteps,
    /// The questions asked so far.
    pub(super) reads: Mutex<Vec<RecordedAnswer>>,
    /// The addresses that a shared part leads to; `None` for a whole page.
    pub(super) shared: Option<PartTargets>,
}

/// Where the links of a page start.
#[derive(Clone, Debug)]
pub(super) enum LinkStart {
    /// In the folder of the page.
    Folder(LinkStyle),
    /// At the path of the site on its host: on the 404 page, which is shown at any address.
    Host(String),
    /// At the address of the site: where a page is read away from the site, as in feeds.
    Address(String),
}

/// The addresses that a part leads to, collected while it is rendered.
#[derive(Debug, Default)]
pub(super) struct PartTargets(Mutex<Vec<UrlPath>>);

impl PartTargets {
    fn note(&self, url: &UrlPath) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(url.clone());
    }

    pub(super) fn take(&self) -> Vec<UrlPath> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl CurrentPage {
    pub(super) fn note(&self, read: RecordedAnswer) {
        self.reads
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(read);
    }

    /// Returns the questions asked so far, each once.
    pub(super) fn reads(&self) -> Vec<RecordedAnswer> {
        let mut reads =
            std::mem::take(&mut *self.reads.lock().unwrap_or_else(PoisonError::into_inner));
        reads.sort();
        reads.dedup();
        reads
    }

    /// Returns the context of a shared part on this page, which may take so many steps.
    pub(super) fn part(&self, steps: u64) -> Self {
        Self {
            url: self.url.clone(),
            links: self.links.clone(),
            page: None,
            page_url: self.page_url.clone(),
            steps: PageSteps::new(steps),
            reads: Mutex::default(),
            shared: Some(PartTargets::default()),
        }
    }

    /// Records that the shown links depend on the way from this page to `to`.
    fn leads_to(&self, to: &UrlPath) {
        if let Some(targets) = &self.shared {
            targets.note(to);
        }
    }

    /// Returns the link from this page to `to`.
    pub(super) fn link(&self, to: &UrlPath) -> String {
        self.leads_to(to);
        match &self.links {
            LinkStart::Folder(style) => to.relative_to(&self.url, *style),
            LinkStart::Host(start) | LinkStart::Address(start) => to.absolute(start),
        }
    }

    /// Reports whether the page is read away from the site, as in feeds.
    pub(super) fn is_away(&self) -> bool {
        matches!(self.links, LinkStart::Address(_))
    }

    /// Returns the whole address of the page on a site whose address is `base`. This is the page's
    /// own address, which shared parts must not know.
    pub(super) fn public_url(&self, base: Option<&str>) -> Option<String> {
        let is_known = self.shared.is_none() && !matches!(self.links, LinkStart::Host(_));
        base.filter(|_| is_known)
            .map(|base| self.url.absolute(base))
    }

    /// Reports whether this is the page at `url`, and whether it stands there or below. Everything
    /// stands below the home page, which does not count.
    pub(super) fn stands_at_or_below(&self, url: &UrlPath) -> (bool, bool) {
        self.leads_to(url);
        let is_below = url.as_str() != "/" && self.url.as_str().starts_with(url.as_str());
        (*url == self.url, is_below)
    }
}

impl minijinja::value::Object for CurrentPage {}
