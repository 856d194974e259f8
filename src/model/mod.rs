//! The site as a whole, immutable: which pages there are, where they stand and how they belong
//! together. It is made from parsed pages and settings, and read by `resolve` and `render`. It
//! knows titles and dates, never what a link means.

mod addresses;
mod assemble;
mod doubtful_days;
mod feed_format;
mod feed_ids;
mod former;
mod issues;
mod lifecycle;
mod list_order;
mod lists;
mod neighbours;
mod people;
mod places;
mod publication_groups;
mod publications;
mod related;
mod replaced;
mod sort_value;
mod taxonomies;
mod years;

pub use addresses::{Claimant, Claims, check_name};
pub use assemble::{Assembly, assemble};
pub use feed_format::FeedFormat;
pub use lifecycle::{DueReview, HeldBackPage, HeldReason, Release, Withhold};
pub use list_order::{ListDirection, ListGroup, ListGroupName};
pub use people::{Work, Writer, shown_name};
pub use publication_groups::Group;
pub use publications::{ListedPublication, Publications, unknown as unknown_publication};
pub use related::related;
pub use taxonomies::{Taxonomy, Term, TermId};
pub use years::Year;

use crate::base::{Date, NaturalText, SourcePath, Span, UrlPath};
use crate::parse::front::Common;
use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;
use crate::parse::page::ParsedPage;
use crate::parse::people::{People, Person};
use crate::parse::place::CONTENT;
use crate::parse::settings::Settings;
use crate::search;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// A page of the site by its number, which holds for one build only.
pub type PageId = usize;

/// The whole of what is published, and how it belongs together.
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
    pub held_back: BTreeMap<SourcePath, HeldBackPage>,
    /// Files that could not be read as pages: links to them are not reported a second time.
    pub faulty: BTreeSet<SourcePath>,
    /// Ways of sorting pages by subject, as far as pages use them; `topics` comes first.
    pub taxonomies: Vec<Taxonomy>,
    /// The kinds of page that the theme declares.
    pub kinds: Arc<Kinds>,
    /// All declared people.
    pub people: Arc<People>,
    /// The declared people who have something published, in the order of the declaration.
    pub writers: Vec<Writer>,
    /// Every publication.
    pub publications: Publications,
    /// Former addresses that the settings name, of lists for example.
    pub moved: Vec<FormerSiteAddress>,
    /// The facts about every page that decide whether it is related to another, by the number of
    /// the page.
    candidates: Vec<related::Candidate>,
}

/// A page of the site.
#[derive(Debug)]
pub struct Page {
    /// The contents of the page's file. A section without an `index.md` has contents made up from
    /// its folder's name.
    pub parsed: Arc<ParsedPage>,
    /// The page's address.
    pub url: UrlPath,
    /// Former addresses that lead here, those that the page names first.
    pub former: Vec<FormerAddress>,
    /// The addresses that the names of the page's file and its folders would give, where a `slug`
    /// says another. They are here only until they are known to be free.
    by_file_names: Vec<UrlPath>,
    /// The section, issue or report that the page belongs to; only the home page has none.
    pub parent: Option<PageId>,
    /// The position of the page among its parent's children.
    place: usize,
    /// The pages that belong to this one, in the order in which they are listed.
    pub children: Vec<PageId>,
    /// The pages in the list of a section: its own, and the issues and reports that have folders of
    /// their own.
    pub entries: Vec<PageId>,
    /// The sections inside a section.
    pub subsections: Vec<PageId>,
    /// The subjects of the page.
    pub terms: Vec<TermId>,
    /// The number of entries on one page of the page's list.
    pub page_size: usize,
    /// The groups of the entries, in their order; none where no kind of the entries declares any.
    pub list_groups: Vec<ListGroup>,
    /// The way in which the page's list is read from one entry to the next.
    list_direction: ListDirection,
    /// Whether lists show the page no longer: the last day on which they do is over.
    pub has_left_lists: bool,
    /// Whether the page's list has a page for each year.
    has_years: bool,
    /// The years of the page's list, the latest first, when there are several.
    pub years: Vec<Year>,
    /// The template that shows the page, without `.html`.
    pub template: String,
    /// The number of the publication that the page shows.
    pub publication: Option<usize>,
    /// The numbers of the groups that a publication is in, in the list it belongs to.
    pub in_groups: Vec<usize>,
    /// The groups of a list of publications: years, then types, then authors.
    pub groups: Vec<Group>,
    /// The title as lists sort it, once one has asked.
    folded_title: OnceLock<NaturalText>,
}

/// A former address that the settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerSiteAddress {
    /// The former address.
    pub from: UrlPath,
    /// The address it leads to.
    pub to: UrlPath,
    /// The title of what stands there.
    pub title: String,
}

/// A page as the manifest remembers it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PageEntry {
    /// The page's address.
    pub url: UrlPath,
    /// The page's title.
    pub title: String,
    /// Former addresses that lead to the page.
    pub aliases: Vec<UrlPath>,
    /// The file that the page is made from.
    #[serde(default)]
    pub source: SourcePath,
    /// The name by which feeds know the page; empty for a page that no feed shows.
    #[serde(default)]
    pub feed_id: String,
}

/// An address that leads to a page which stands elsewhere now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerAddress {
    /// The address.
    pub url: UrlPath,
    /// The place where the page names the address.
    pub span: Option<Span>,
}

impl Page {
    /// Returns the front matter that every kind of page has.
    #[must_use]
    pub fn common(&self) -> &Common {
        &self.parsed.front.common
    }

    /// Returns the kind of the page.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.parsed.front.kind
    }

    /// Returns the day the page was published or is about.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.common().date.as_ref().map(|date| date.value)
    }

    /// Returns the day the page last changed in substance, else the day it was published.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        self.common()
            .updated
            .as_ref()
            .map(|date| date.value)
            .or(self.date())
    }

    /// Returns the name by which feeds know the page, below the site's address: the one it states,
    /// else its oldest address.
    #[must_use]
    pub fn feed_id(&self) -> &str {
        if let Some(id) = &self.common().id {
            return &id.value;
        }
        let mut stated = self.former.iter().filter(|former| former.span.is_some());
        stated
            .next()
            .map_or(&self.url, |former| &former.url)
            .as_str()
    }

    /// Returns the address of the list of one year.
    #[must_use]
    pub fn year_url(&self, year: i16) -> UrlPath {
        self.url.child("year").child(&year.to_string())
    }

    /// Returns the address of the list of one group.
    #[must_use]
    pub fn group_url(&self, group: &Group) -> UrlPath {
        self.url.child(group.by.name()).child(&group.slug)
    }

    /// Returns what the manifest remembers of the page when it is published.
    #[must_use]
    pub fn entry(&self) -> PageEntry {
        PageEntry {
            url: self.url.clone(),
            title: self.title().to_owned(),
            aliases: self
                .former
                .iter()
                .map(|former| former.url.clone())
                .collect(),
            source: self.parsed.source.clone(),
            feed_id: self.feed_id().to_owned(),
        }
    }

    /// Returns the page's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.common().title.value
    }

    /// Returns the title where room is short, on the way to the pages below the page.
    #[must_use]
    pub fn short_title(&self) -> &str {
        self.common().nav_title.as_deref().unwrap_or(self.title())
    }
}

/// Returns the address of the page where the site is searched.
#[must_use]
pub fn search_url() -> UrlPath {
    UrlPath::root().child(search::FOLDER)
}

impl Site {
    /// Lists the addresses of lists that no content file stands for, each with its title.
    pub fn lists(&self) -> impl Iterator<Item = (UrlPath, Cow<'_, str>)> {
        let taxonomies = self.taxonomies.iter().map(|taxonomy| {
            let settings = &taxonomy.settings;
            (
                taxonomy.url.clone(),
                Cow::Borrowed(settings.title.as_deref().unwrap_or(&settings.name)),
            )
        });
        let terms = self.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms);
        let terms = terms.map(|term| (term.url.clone(), Cow::Borrowed(term.name.as_str())));
        let people = self.people_url().map(|url| (url, Cow::Borrowed("People")));
        let writers = self.writers.iter().map(|writer| {
            (
                writer.url.clone(),
                Cow::Borrowed(self.people.list[writer.declared].name.as_str()),
            )
        });
        let of_pages = self.pages.iter().flat_map(|page| {
            let years = page
                .years
                .iter()
                .map(|year| (page.year_url(year.year), Cow::Owned(year.year.to_string())));
            years.chain(
                page.groups
                    .iter()
                    .map(|group| (page.group_url(group), Cow::Borrowed(group.name.as_str()))),
            )
        });
        taxonomies
            .chain(terms)
            .chain(of_pages)
            .chain(people)
            .chain(writers)
    }

    /// Returns the page of a declared person who has one.
    #[must_use]
    pub fn writer(&self, key: &str) -> Option<&Writer> {
        self.writers
            .iter()
            .find(|writer| self.people.list[writer.declared].key == key)
    }

    /// Returns the declared person with this key.
    #[must_use]
    pub fn person(&self, key: &str) -> Option<&Person> {
        self.people.find(key)
    }

    /// Returns the day a page was published: its own date, or that of the issue it belongs to.
    #[must_use]
    pub fn entry_date(&self, page: PageId) -> Option<Date> {
        entry_date(&self.pages, page)
    }

    /// Returns the pages from the home page down to the parent of `page`.
    #[must_use]
    pub fn ancestors(&self, page: PageId) -> Vec<PageId> {
        let mut chain: Vec<PageId> =
            std::iter::successors(self.pages[page].parent, |id| self.pages[*id].parent).collect();
        chain.reverse();
        chain
    }
}

/// Returns the day a page was published, as [`Site::entry_date`] says.
fn entry_date(pages: &[Page], page: PageId) -> Option<Date> {
    pages[page].date().or_else(|| {
        let parent = &pages[pages[page].parent?];
        parent.date().filter(|_| *parent.kind() == Kind::Newsletter)
    })
}

/// Returns the folders a file stands in, the innermost first, `content` last.
fn folders_of(source: &SourcePath) -> impl Iterator<Item = SourcePath> + use<> {
    std::iter::successors(Some(source.folder()), |folder| {
        Some(folder.folder()).filter(|_| folder.as_str() != CONTENT)
    })
    .take_while(|folder| folder.as_str().starts_with(CONTENT))
}

/// Returns every folder that one of these files stands in.
fn all_folders<'s>(sources: impl Iterator<Item = &'s SourcePath>) -> BTreeSet<SourcePath> {
    let mut folders = BTreeSet::new();
    let mut last = SourcePath::default();
    for source in sources {
        // Most files of one folder follow one another.
        if source.folder_name() != last.as_str() {
            last = source.folder();
            folders.extend(folders_of(source));
        }
    }
    folders
}

fn index_of(folder: &SourcePath) -> SourcePath {
    folder.join("index.md")
}

/// Returns the files that can be the page of a folder: its `index.md`, else the page of the same
/// name beside it.
fn head_of(folder: &SourcePath) -> [SourcePath; 2] {
    [index_of(folder), SourcePath::new(&format!("{folder}.md"))]
}

/// Reports whether a file is the page of its folder.
fn is_index(source: &SourcePath) -> bool {
    source.file_name() == "index.md"
}
