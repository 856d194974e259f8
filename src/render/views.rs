//! The views of a site: the HTML files it consists of. From: the site. To: a list of views, each
//! with its address, its template and its source file.

use crate::base::{OutputPath, SourcePath, UrlPath};
use crate::model::{PageId, Site, TermId};
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
    /// Page `number` (1 and up) of the list of one of a section's years.
    Year {
        /// The section.
        section: PageId,
        /// Which of its years.
        year: usize,
        /// Which page of its list.
        number: usize,
    },
    /// Page `number` (1 and up) of one group of a list of publications.
    Group {
        /// The list.
        section: PageId,
        /// Which of its groups.
        group: usize,
        /// Which page of the group's list.
        number: usize,
    },
    /// The list of a taxonomy's terms.
    Taxonomy(usize),
    /// Page `number` (1 and up) of a term's list.
    Term {
        /// Which term.
        term: TermId,
        /// Which page of its list.
        number: usize,
    },
    /// The list of people.
    People,
    /// Page `number` (1 and up) of what a person wrote.
    Person {
        /// Which of the writers.
        writer: usize,
        /// Which page of its list.
        number: usize,
    },
    /// The page with the search.
    Search,
    /// The page that a web server shows for an address that does not exist.
    NotFound,
    /// A former address, which leads to the page.
    Redirect {
        /// The former address.
        from: UrlPath,
        /// The page it leads to.
        to: PageId,
    },
    /// A former address that the settings name, by its number among them.
    Moved(usize),
}

/// Every view of the site, in a fixed order.
#[must_use]
pub fn views(site: &Site) -> Vec<View> {
    let mut views = Vec::with_capacity(site.pages.len() + 16);
    for (id, page) in site.pages.iter().enumerate() {
        views.push(View::Page(id));
        let shown = page.former.iter().filter(|former| is_page(&former.url));
        views.extend(shown.map(|former| View::Redirect {
            from: former.url.clone(),
            to: id,
        }));
        for (year, of) in page.years.iter().enumerate() {
            views.extend(
                (1..=pages_of(of.pages.len(), page.page_size)).map(|number| View::Year {
                    section: id,
                    year,
                    number,
                }),
            );
        }
        for (group, of) in page
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.has_page)
        {
            views.extend(
                (1..=pages_of(of.pages.len(), page.page_size)).map(|number| View::Group {
                    section: id,
                    group,
                    number,
                }),
            );
        }
        if page.kind() == Kind::Section || !page.groups.is_empty() {
            views.extend(
                (2..=pages_of(page.entries.len(), page.page_size)).map(|number| View::More {
                    section: id,
                    number,
                }),
            );
        }
    }
    let is_free = |url: &UrlPath| !site.by_url.contains_key(url);
    for (number, taxonomy) in site.taxonomies.iter().enumerate() {
        if is_free(&taxonomy.url) {
            views.push(View::Taxonomy(number));
        }
        for (at, term) in taxonomy.terms.iter().enumerate() {
            views.extend(
                (1..=pages_of(term.pages.len(), LIST_SIZE)).map(|page| View::Term {
                    term: (number, at),
                    number: page,
                }),
            );
        }
    }
    if site.people_url().is_some_and(|url| is_free(&url)) {
        views.push(View::People);
    }
    for (at, writer) in site.writers.iter().enumerate() {
        views.extend(
            (1..=pages_of(writer.works.len(), LIST_SIZE))
                .map(|number| View::Person { writer: at, number }),
        );
    }
    if site.settings.search.enabled && is_free(&search_url()) {
        views.push(View::Search);
    }
    views.extend(
        (0..site.moved.len())
            .filter(|at| is_page(&site.moved[*at].from))
            .map(View::Moved),
    );
    views.push(View::NotFound);
    views
}

/// Returns the address of the page where the site is searched.
pub(super) fn search_url() -> UrlPath {
    UrlPath::root().child("search")
}

/// Returns a former address that a page can stand at: a web server would not serve a page under the
/// name of a PDF.
fn is_page(url: &UrlPath) -> bool {
    let path = url.as_str();
    path.ends_with('/') || matches!(url.output().extension(), "html" | "htm")
}

/// Entries on one page of a list that is no section's.
pub(super) const LIST_SIZE: usize = 20;

/// Returns the number of pages of a list of `entries`; an empty list has one.
pub(super) fn pages_of(entries: usize, size: usize) -> usize {
    entries.div_ceil(size).max(1)
}

/// Returns the address of page `number` of the list at `base`.
pub(super) fn list_page(base: &UrlPath, number: usize) -> UrlPath {
    if number == 1 {
        base.clone()
    } else {
        base.child("page").child(&number.to_string())
    }
}

impl View {
    /// Its address.
    #[must_use]
    pub fn url(&self, site: &Site) -> UrlPath {
        match self {
            Self::Page(id) => site.pages[*id].url.clone(),
            Self::More { section, number } => list_page(&site.pages[*section].url, *number),
            Self::Year {
                section,
                year,
                number,
            } => {
                let page = &site.pages[*section];
                list_page(&page.year_url(page.years[*year].year), *number)
            }
            Self::Group {
                section,
                group,
                number,
            } => {
                let page = &site.pages[*section];
                list_page(&page.group_url(&page.groups[*group]), *number)
            }
            Self::Taxonomy(taxonomy) => site.taxonomies[*taxonomy].url.clone(),
            Self::Term {
                term: (taxonomy, term),
                number,
            } => list_page(&site.taxonomies[*taxonomy].terms[*term].url, *number),
            Self::People => site.people_url().unwrap_or_else(UrlPath::root),
            Self::Person { writer, number } => list_page(&site.writers[*writer].url, *number),
            Self::Search => search_url(),
            Self::NotFound => UrlPath::new("/404.html"),
            Self::Redirect { from, .. } => from.clone(),
            Self::Moved(at) => site.moved[*at].from.clone(),
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
            Self::Page(id)
            | Self::More { section: id, .. }
            | Self::Year { section: id, .. }
            | Self::Group { section: id, .. }
            | Self::Redirect { to: id, .. } => Some(&site.pages[*id].parsed.source),
            Self::Taxonomy(_)
            | Self::Term { .. }
            | Self::People
            | Self::Person { .. }
            | Self::Search
            | Self::NotFound
            | Self::Moved(_) => None,
        }
    }

    /// Returns the template that shows it, without `.html`.
    #[must_use]
    pub fn template<'s>(&self, site: &'s Site) -> &'s str {
        match self {
            Self::Page(id) | Self::More { section: id, .. } => &site.pages[*id].template,
            Self::Year { .. } => "year",
            Self::Group { .. } => "publication-group",
            Self::Taxonomy(_) => "topics",
            Self::Term { .. } => "topic",
            Self::People => "people",
            Self::Person { .. } => "person",
            Self::Search => "search",
            Self::NotFound => "404",
            Self::Redirect { .. } | Self::Moved(_) => "redirect",
        }
    }

    /// Reports whether it is a list that no content file stands for.
    #[must_use]
    pub fn is_list(&self) -> bool {
        !matches!(
            self,
            Self::Page(_) | Self::Redirect { .. } | Self::Moved(_) | Self::Search | Self::NotFound
        )
    }

    /// Reports whether it is a page of a list after the first.
    #[must_use]
    pub fn is_later_page(&self) -> bool {
        match self {
            Self::More { .. } => true,
            Self::Year { number, .. }
            | Self::Group { number, .. }
            | Self::Term { number, .. }
            | Self::Person { number, .. } => *number > 1,
            Self::Page(_)
            | Self::Taxonomy(_)
            | Self::People
            | Self::Search
            | Self::NotFound
            | Self::Redirect { .. }
            | Self::Moved(_) => false,
        }
    }
}
