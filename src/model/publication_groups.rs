//! The groups of a list of publications: years, types and authors. Takes the publications of a
//! list, in order; gives its groups.

use super::publications::Publications;
use super::{Page, PageId};
use crate::base::slug;
use crate::bibliography::Item;
use crate::bibliography::authors::{AuthorId, AuthorRegistry};
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
    /// The group's name: `2014`, `article-journal`, `Ellis, Clare`. Publications without a year or
    /// an author are in a group without a name.
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
    let listed: Vec<(PageId, &Item)> = entries
        .iter()
        .filter_map(|id| Some((*id, &publications.items[pages[*id].publication?])))
        .collect();
    let known = AuthorRegistry::of(listed.iter().map(|(_, item)| *item));
    let mut grouped = GroupedPublications::default();
    for (id, item) in listed {
        grouped.add_to_year(item, id);
        grouped.add_to_type(item, id);
        grouped.add_to_authors(item, id, &known);
    }
    let mut authors = with_addresses(grouped.authors);
    choose_author_pages(&mut authors);
    authors.extend(grouped.anonymous);
    let years = grouped.years.into_values();
    let types = grouped.types.into_values();
    years.chain(types).chain(authors).collect()
}

/// The groups of a list while publications are put into them, by what they are sorted by.
#[derive(Default)]
struct GroupedPublications {
    years: BTreeMap<(Reverse<i32>, String), Group>,
    types: BTreeMap<String, Group>,
    authors: BTreeMap<AuthorId, AuthorGroup>,
    /// The publications that name nobody, which have no page but must not be lost from a list by
    /// author.
    anonymous: Option<Group>,
}

/// The publications of an author while the address of their page is not chosen yet.
struct AuthorGroup {
    /// The family name and an initial, which end the address where nobody else has the same.
    short: String,
    /// The name in full, which ends the address where somebody has.
    long: String,
    group: Group,
}

impl GroupedPublications {
    fn add_to_year(&mut self, item: &Item, id: PageId) {
        let year = item.year();
        let order = Reverse(year.unwrap_or(i32::MIN));
        let name = year.map(year_words).unwrap_or_default();
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

    fn add_to_authors(&mut self, item: &Item, id: PageId, known: &AuthorRegistry) {
        let mut seen = BTreeSet::new();
        for name in item.makers().iter().take(LISTED_AUTHORS) {
            let Some(author) = known.identify(name) else {
                continue;
            };
            let short = slug(&format!("{} {}", name.family_name(), initial(name)));
            if short.is_empty() || !seen.insert(author.clone()) {
                continue;
            }
            let shown = name.inverted();
            let author = self.authors.entry(author).or_insert_with(|| AuthorGroup {
                short,
                long: String::new(),
                group: Group::new(GroupBy::Author, "", String::new()),
            });
            // The fullest form of a name is shown where several occur.
            let group = &mut author.group;
            if (shown.len(), &group.name) > (group.name.len(), &shown) {
                author.long = slug(&shown);
                group.name = shown;
            }
            group.pages.push(id);
        }
        if seen.is_empty() {
            let group = self.anonymous.get_or_insert_with(|| Group {
                has_page: false,
                ..Group::new(GroupBy::Author, "anonymous", String::new())
            });
            group.pages.push(id);
        }
    }
}

/// Returns the words for a year; one before Christ has them behind its number.
fn year_words(year: i32) -> String {
    if year > 0 {
        year.to_string()
    } else {
        format!("{} BC", 1 - year)
    }
}

/// Returns the first letter of a person's given names.
fn initial(name: &Name) -> String {
    let given = name.given.as_deref().unwrap_or_default();
    given.chars().next().map(String::from).unwrap_or_default()
}

/// Gives every author the end of an address of their own, and puts them in its order.
fn with_addresses(authors: BTreeMap<AuthorId, AuthorGroup>) -> Vec<Group> {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for author in authors.values() {
        *wanted.entry(author.short.clone()).or_default() += 1;
    }
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (id, author) in authors {
        let base = if wanted[&author.short] == 1 || author.long.is_empty() {
            author.short
        } else {
            author.long
        };
        let mut slug = base.clone();
        let mut number = 2;
        while groups.contains_key(&slug) {
            slug = format!("{base}-{number}");
            number += 1;
        }
        let mut group = author.group;
        // Nobody's works stand on a page that may be somebody else's.
        group.has_page = !matches!(id, AuthorId::Either(..));
        group.slug.clone_from(&slug);
        groups.insert(slug, group);
    }
    groups.into_values().collect()
}

/// Decides which authors have a page of their own. Among authors with equally many publications,
/// either all have a page or none.
fn choose_author_pages(authors: &mut [Group]) {
    let mut counts: Vec<usize> = authors.iter().map(|author| author.pages.len()).collect();
    counts.sort_unstable_by_key(|count| Reverse(*count));
    let first_without = counts.get(AUTHOR_PAGES);
    let least = first_without.map_or(1, |first_without| first_without + 1);
    for author in authors {
        author.has_page &= author.pages.len() >= least;
    }
}
