//! What there is to render: every page, and the lists and pages that the theme makes.

use crate::base::{OutputPath, SourcePath, UrlPath};
use crate::model::{PageId, Site};
use crate::parse::kind::Kind;

/// One HTML file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// A page. For a section, the first page of its list.
    Page(PageId),
    /// Page `number` (2 and up) of a section's list.
    More {
        /// The section.
        section: PageId,
        /// Which page of its list.
        number: usize,
    },
    /// The list of topics.
    Topics,
    /// Page `number` (1 and up) of a topic's list.
    Topic {
        /// Which topic.
        topic: usize,
        /// Which page of its list.
        number: usize,
    },
    /// What a web server shows for an address that is not there.
    NotFound,
    /// A former address, which leads to the page.
    Redirect {
        /// The former address.
        from: UrlPath,
        /// Where the page is now.
        to: PageId,
    },
}

/// Every view of the site, in a fixed order.
#[must_use]
pub fn views(site: &Site) -> Vec<View> {
    let mut views = Vec::with_capacity(site.pages.len() + 16);
    for (id, page) in site.pages.iter().enumerate() {
        views.push(View::Page(id));
        views.extend(page.aliases.iter().map(|from| View::Redirect { from: from.clone(), to: id }));
        if page.kind() == Kind::Section {
            views.extend((2..=pages_of(site.entries(id).len(), page.page_size)).map(|number| View::More { section: id, number }));
        }
    }
    if site.topics_url.as_ref().is_some_and(|url| !site.by_url.contains_key(url)) {
        views.push(View::Topics);
    }
    for (topic, term) in site.topics.iter().enumerate() {
        views.extend((1..=pages_of(term.pages.len(), TOPIC_PAGE_SIZE)).map(|number| View::Topic { topic, number }));
    }
    views.push(View::NotFound);
    views
}

/// Entries on one page of a topic's list.
pub(super) const TOPIC_PAGE_SIZE: usize = 20;

/// How many pages a list of `entries` has; an empty list has one.
pub(super) fn pages_of(entries: usize, size: usize) -> usize {
    entries.div_ceil(size).max(1)
}

/// The address of page `number` of the list at `base`.
pub(super) fn list_page(base: &UrlPath, number: usize) -> UrlPath {
    if number == 1 { base.clone() } else { base.child("page").child(&number.to_string()) }
}

impl View {
    /// Its address.
    #[must_use]
    pub fn url(&self, site: &Site) -> UrlPath {
        match self {
            Self::Page(id) => site.pages[*id].url.clone(),
            Self::More { section, number } => list_page(&site.pages[*section].url, *number),
            Self::Topics => site.topics_url.clone().unwrap_or_else(UrlPath::root),
            Self::Topic { topic, number } => list_page(&site.topics[*topic].url, *number),
            Self::NotFound => UrlPath::new("/404.html"),
            Self::Redirect { from, .. } => from.clone(),
        }
    }

    /// The file it is written to.
    #[must_use]
    pub fn output(&self, site: &Site) -> OutputPath {
        self.url(site).output()
    }

    /// The content file it comes from, if it comes from one.
    #[must_use]
    pub fn source<'s>(&self, site: &'s Site) -> Option<&'s SourcePath> {
        match self {
            Self::Page(id) | Self::More { section: id, .. } | Self::Redirect { to: id, .. } => Some(&site.pages[*id].parsed.source),
            Self::Topics | Self::Topic { .. } | Self::NotFound => None,
        }
    }

    /// The template that shows it, without `.html`.
    #[must_use]
    pub fn template<'s>(&self, site: &'s Site) -> &'s str {
        match self {
            Self::Page(id) | Self::More { section: id, .. } => &site.pages[*id].template,
            Self::Topics => "topics",
            Self::Topic { .. } => "topic",
            Self::NotFound => "404",
            Self::Redirect { .. } => "redirect",
        }
    }

    /// Whether it is a list page after the first, or another view that no page stands for.
    #[must_use]
    pub fn is_made(&self) -> bool {
        !matches!(self, Self::Page(_) | Self::Redirect { .. })
    }
}
