//! The groups of a list of publications: years, types and authors. Takes the publications of a
//! list, in order; gives its groups.

use super::publications::Publications;
use super::{Page, PageId};
use crate::base::slug;
use crate::bibliography::Item;
use crate::bibliography::item::Name;
use crate::parse::settings::GroupBy;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A group in a list of publications: a year, a type, an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The property that the group's publications share.
    pub by: GroupBy,
    /// The last part of the group's address.
    pub slug: String,
    /// The group's name: `2014`, `article-journal`, `Ellis, Clare`.
    pub name: String,
    /// The group's publications, in the order of the whole list.
    pub pages: Vec<PageId>,
    /// Whether the group has a page of its own.
    pub has_page: bool,
}

impl Group {
    fn new(by: GroupBy, slug: &str, name: String) -> Self {
        Self {
            by,
            slug: slug.to_owned(),
            name,
            pages: Vec::new(),
            has_page: true,
        }
    }
}

/// The number of authors of one publication that have groups; of a thousand, readers look for the
/// first.
const LISTED_AUTHORS: usize = 50;
/// The largest number of pages for authors; on a site with more authors, those who wrote most have
/// one.
const AUTHOR_PAGES: usize = 300;

/// Puts the publications of a list into groups: years, the latest first, then types and authors by
/// name.
pub(super) fn groups(
    entries: &[PageId],
    pages: &[Page],
    publications: &Publications,
) -> Vec<Group> {
    let mut grouped = GroupedPublications::default();
    for id in entries {
        if let Some(at) = pages[*id].publication {
            let item = &publications.items[at];
            grouped.add_to_year(item, *id);
            grouped.add_to_type(item, *id);
            grouped.add_to_authors(item, *id);
        }
    }
    let mut authors: Vec<Group> = grouped.authors.into_values().collect();
    choose_author_pages(&mut authors);
    let years = grouped.years.into_values();
    let types = grouped.types.into_values();
    years.chain(types).chain(authors).collect()
}

/// The groups of a list while publications are put into them, by what they are sorted by.
#[derive(Default)]
struct GroupedPublications {
    years: BTreeMap<(Reverse<i32>, String), Group>,
    types: BTreeMap<String, Group>,
    authors: BTreeMap<String, Group>,
}

impl GroupedPublications {
    fn add_to_year(&mut self, item: &Item, id: PageId) {
        let year = item.year();
        let order = Reverse(year.unwrap_or(i32::MIN));
        let name = year.map(|year| year.to_string()).unwrap_or_default();
        let slug = if name.is_empty() {
            "undated".to_owned()
        } else {
            slug(&name)
        };
        let year = self.years.entry((order, slug.clone()));
        let group = year.or_insert_with(|| Group::new(GroupBy::Year, &slug, name));
        group.pages.push(id);
    }

    fn add_to_type(&mut self, item: &Item, id: PageId) {
        let mut slug = slug(item.kind.words());
        if slug.is_empty() {
            "other".clone_into(&mut slug);
        }
        let kind = self.types.entry(slug.clone());
        let group =
            kind.or_insert_with(|| Group::new(GroupBy::Type, &slug, item.kind.name().to_owned()));
        group.pages.push(id);
    }

    fn add_to_authors(&mut self, item: &Item, id: PageId) {
        let mut seen = BTreeSet::new();
        let makers = item.makers();
        let named = makers.iter().filter(|name| !name.is_others());
        for name in named.take(LISTED_AUTHORS) {
            let slug = author_slug(name);
            if slug.is_empty() || !seen.insert(slug.clone()) {
                continue;
            }
            let shown = name.inverted();
            let author = self.authors.entry(slug.clone());
            let group = author.or_insert_with(|| Group::new(GroupBy::Author, &slug, shown.clone()));
            // The fullest form of a name is shown where several occur.
            if (shown.len(), &group.name) > (group.name.len(), &shown) {
                group.name = shown;
            }
            group.pages.push(id);
        }
    }
}

/// Returns the name of an author's group in addresses: the family name and an initial.
fn author_slug(name: &Name) -> String {
    let given = name.given.as_deref().unwrap_or_default();
    let initial = given.chars().next().map(String::from).unwrap_or_default();
    slug(&format!("{} {initial}", name.family_name()))
}

/// Decides which authors have a page of their own. Among authors with equally many publications,
/// either all have a page or none.
fn choose_author_pages(authors: &mut [Group]) {
    let mut counts: Vec<usize> = authors.iter().map(|author| author.pages.len()).collect();
    counts.sort_unstable_by_key(|count| Reverse(*count));
    let first_without = counts.get(AUTHOR_PAGES);
    let least = first_without.map_or(1, |first_without| first_without + 1);
    for author in authors {
        author.has_page = author.pages.len() >= least;
    }
}
