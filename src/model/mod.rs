//! The site as a whole, immutable: which pages there are, where they stand, how they belong together.
//! From: parsed pages and settings. To: `resolve` and `render`. Knows titles and dates, never what a link means.

mod addresses;
mod assemble;
mod lifecycle;
mod lists;
mod topics;

pub use addresses::{Claims, check_name};
pub use assemble::{Assembled, assemble};
pub use lifecycle::{HeldBack, HeldReason, Release, Withhold};
pub use topics::Term;

use crate::base::{SourcePath, UrlPath};
use crate::parse::front::Common;
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;
use crate::parse::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A page of the site by its number, which holds for one build only.
pub type PageId = usize;

/// Everything that is published, and what belongs to what.
#[derive(Debug)]
pub struct Site {
    /// The owner's settings.
    pub settings: Arc<Settings>,
    /// Pages in the order of their addresses.
    pub pages: Vec<Page>,
    /// The page each content file became.
    pub by_source: BTreeMap<SourcePath, PageId>,
    /// The page at each address.
    pub by_url: BTreeMap<UrlPath, PageId>,
    /// Pages left out, by file.
    pub held_back: BTreeMap<SourcePath, HeldBack>,
    /// Files that could not be read as pages: links to them are not reported a second time.
    pub faulty: BTreeSet<SourcePath>,
    /// Topics in the order of their addresses.
    pub topics: Vec<Term>,
    /// The address of the list of topics, when there are any.
    pub topics_url: Option<UrlPath>,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What its file says. A section without an `index.md` has one made up from its folder's name.
    pub parsed: Arc<ParsedPage>,
    /// Its address.
    pub url: UrlPath,
    /// Former addresses that lead here.
    pub aliases: Vec<UrlPath>,
    /// The section, issue or report it belongs to; only the home page has none.
    pub parent: Option<PageId>,
    /// What belongs to it, in the order in which it is listed.
    pub children: Vec<PageId>,
    /// Topics by number.
    pub topics: Vec<usize>,
    /// Entries on one page of its list.
    pub page_size: usize,
    /// Whether newer entries stand before older ones in its list.
    pub newest_first: bool,
    /// The template that shows it, without `.html`.
    pub template: String,
}

impl Page {
    /// What every kind of page has.
    #[must_use]
    pub fn common(&self) -> &Common {
        &self.parsed.front.common
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.parsed.front.kind
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.common().title.value
    }
}

impl Site {
    /// Pages from the home page down to the parent of `page`.
    #[must_use]
    pub fn ancestors(&self, page: PageId) -> Vec<PageId> {
        let mut chain: Vec<PageId> = std::iter::successors(self.pages[page].parent, |id| self.pages[*id].parent).collect();
        chain.reverse();
        chain
    }

    /// What a section lists: its pages, and the issues and reports that have folders of their own; not its subsections.
    #[must_use]
    pub fn entries(&self, section: PageId) -> Vec<PageId> {
        self.of_section(section, |kind| kind != Kind::Section)
    }

    /// The sections inside a section.
    #[must_use]
    pub fn subsections(&self, section: PageId) -> Vec<PageId> {
        self.of_section(section, |kind| kind == Kind::Section)
    }

    fn of_section(&self, section: PageId, wanted: impl Fn(Kind) -> bool) -> Vec<PageId> {
        self.pages[section].children.iter().copied().filter(|id| wanted(self.pages[*id].kind())).collect()
    }

    /// The earlier and the later page beside `page` in its section's order.
    #[must_use]
    pub fn neighbours(&self, page: PageId) -> (Option<PageId>, Option<PageId>) {
        let Some(parent) = self.pages[page].parent else { return (None, None) };
        let siblings = &self.pages[parent].children;
        let alike = |at: usize| siblings.get(at).copied().filter(|id| self.pages[*id].kind() == self.pages[page].kind());
        let Some(at) = siblings.iter().position(|sibling| *sibling == page) else { return (None, None) };
        let (before, after) = (at.checked_sub(1).and_then(alike), alike(at + 1));
        if self.pages[parent].newest_first { (after, before) } else { (before, after) }
    }
}
