//! The views of a site are the HTML files it consists of. They are listed from the site, each with
//! its address, its template and its source file.

use crate::base::{OutputPath, SourcePath, UrlPath};
use crate::model::{Page, PageId, Site, TermId, search_url};
use crate::parse::kind::Kind;

/// An HTML file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// A page. For a section, the first page of its list.
    Page(PageId),
    /// Page `number` (2 and up) of a section's list.
    More {
        /// The section.
        section: PageId,
        /// The number of the page in the section's list.
        number: usize,
    },
    /// Page `number` (1 and up) of the list of one of a section's years.
    Year {
        /// The section.
        section: PageId,
        /// The index of the year among the section's years.
        year: usize,
        /// The number of the page in the year's list.
        number: usize,
    },
    /// Page `number` (1 and up) of one group of a list of publications.
    Group {
        /// The list.
        section: PageId,
        /// The index of the group among the section's groups.
        group: usize,
        /// The number of the page in the group's list.
        number: usize,
    },
    /// The list of a taxonomy's terms.
    Taxonomy(usize),
    /// Page `number` (1 and up) of a term's list.
    Term {
        /// The term.
        term: TermId,
        /// The number of the page in the term's list.
        number: usize,
    },
    /// The list of people.
    People,
    /// Page `number` (1 and up) of what a person wrote.
    Person {
        /// The index of the person among the writers.
        writer: usize,
        /// The number of the page in the person's list.
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

/// The last entry of the breadcrumbs of a page, which determines all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) enum TrailEnd {
    /// A page of the content, below those that it stands in.
    Page(PageId),
    /// The list of a taxonomy's terms, below the home page.
    Taxonomy(usize),
    /// The list of people, below the home page.
    People,
}

/// Lists every view of the site, in a fixed order.
#[must_use]
pub fn views(site: &Site) -> Vec<View> {
    let mut views = Vec::with_capacity(site.pages.len() + 16);
    for (id, page) in site.pages.iter().enumerate() {
        views.push(View::Page(id));
        push_former(id, page, &mut views);
        push_lists(id, page, &mut views);
    }
    push_topics(site, &mut views);
    push_people(site, &mut views);
    if site.settings.search.enabled && is_free(site, &search_url()) {
        views.push(View::Search);
    }
    let moved = site.moved.iter().enumerate();
    let moved = moved.filter(|(_, moved)| is_page(&moved.from));
    views.extend(moved.map(|(at, _)| View::Moved(at)));
    views.push(View::NotFound);
    views
}

/// Reports whether no page of the content stands at `url`.
fn is_free(site: &Site, url: &UrlPath) -> bool {
    !site.by_url.contains_key(url)
}

/// Adds the former addresses of the page `id`.
fn push_former(id: PageId, page: &Page, views: &mut Vec<View>) {
    for former in &page.former {
        if is_page(&former.url) {
            views.push(View::Redirect {
                from: former.url.clone(),
                to: id,
            });
        }
    }
}

/// Adds the lists of the page `id`: of its years, of its groups, and the later pages of its own.
fn push_lists(id: PageId, page: &Page, views: &mut Vec<View>) {
    let size = page.page_size;
    for (year, entries) in page.years.iter().enumerate() {
        let numbers = 1..=pages_of(entries.pages.len(), size);
        views.extend(numbers.map(|number| View::Year {
            section: id,
            year,
            number,
        }));
    }
    for (group, entries) in page.groups.iter().enumerate() {
        if entries.has_page {
            let numbers = 1..=pages_of(entries.pages.len(), size);
            views.extend(numbers.map(|number| View::Group {
                section: id,
                group,
                number,
            }));
        }
    }
    if *page.kind() == Kind::Section || !page.groups.is_empty() {
        let numbers = 2..=pages_of(page.entries.len(), size);
        views.extend(numbers.map(|number| View::More {
            section: id,
            number,
        }));
    }
}

/// Adds the list of every taxonomy's terms, and the lists of each term.
fn push_topics(site: &Site, views: &mut Vec<View>) {
    for (at, taxonomy) in site.taxonomies.iter().enumerate() {
        if is_free(site, &taxonomy.url) {
            views.push(View::Taxonomy(at));
        }
        for (term, entries) in taxonomy.terms.iter().enumerate() {
            let numbers = 1..=pages_of(entries.pages.len(), LIST_SIZE);
            views.extend(numbers.map(|number| View::Term {
                term: (at, term),
                number,
            }));
        }
    }
}

/// Adds the list of people, and the lists of what each wrote.
fn push_people(site: &Site, views: &mut Vec<View>) {
    if site.people_url().is_some_and(|url| is_free(site, &url)) {
        views.push(View::People);
    }
    for (at, writer) in site.writers.iter().enumerate() {
        let numbers = 1..=pages_of(writer.works.len(), LIST_SIZE);
        views.extend(numbers.map(|number| View::Person { writer: at, number }));
    }
}

/// Reports whether a page can stand at a former address: a web server would not serve a page under
/// the name of a PDF.
fn is_page(url: &UrlPath) -> bool {
    let path = url.as_str();
    path.ends_with('/') || matches!(url.output().extension(), "html" | "htm")
}

/// The number of entries on one page of a list that is not a section's.
pub(super) const LIST_SIZE: usize = 20;

/// Returns the number of pages of a list with `entries` entries; an empty list has one page.
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
    /// Returns the view's address.
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

    /// Returns the page of the content that the view shows, and the number of the page in the list
    /// of that page.
    #[must_use]
    pub fn page_of_content(&self) -> Option<(PageId, usize)> {
        match self {
            Self::Page(id) => Some((*id, 1)),
            Self::More { section, number } => Some((*section, *number)),
            _ => None,
        }
    }

    /// Returns the file that the view is written to.
    #[must_use]
    pub fn output(&self, site: &Site) -> OutputPath {
        self.url(site).output()
    }

    /// Returns the content file that the view comes from, if any.
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

    /// Returns the name of the template that shows the view, without `.html`.
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

    /// Reports whether the view is a list that no content file stands for.
    #[must_use]
    pub fn is_list(&self) -> bool {
        !matches!(
            self,
            Self::Page(_) | Self::Redirect { .. } | Self::Moved(_) | Self::Search | Self::NotFound
        )
    }

    /// Reports whether the view is a page of a list after the first.
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
