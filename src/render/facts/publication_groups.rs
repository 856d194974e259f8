//! The groups of a list of publications as templates see them: for links, for the filter, and as
//! headings of the list.

use super::lists::ListPosition;
use super::publication::{group_id, type_words};
use super::record::{RecordBuilder, record};
use super::site_wide::SiteWide;
use super::source::Source;
use super::summary::ListedPages;
use crate::base::{Digest, UrlPath};
use crate::bibliography::item::ItemType;
use crate::bibliography::{Export, export_url};
use crate::model::{Group, Page, PageId};
use crate::parse::settings::GroupBy;
use crate::render::answers::Answers;
use minijinja::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups of a list of publications.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ListGroups<'a>(&'a Page);

impl<'a> ListGroups<'a> {
    /// Returns the groups of `section`, or `None` for one that is no list of publications.
    pub(in crate::render) fn of(section: &'a Page) -> Option<Self> {
        (!section.groups.is_empty()).then_some(Self(section))
    }

    /// Returns the groups that have a page, by the property that their publications share.
    pub(in crate::render) fn value(self, site: SiteWide<'_>) -> Value {
        let kinds = GroupBy::NAMES.iter();
        record(kinds.map(|(name, by)| (*name, self.groups_by(*by, site))))
    }

    fn groups_by(self, by: GroupBy, site: SiteWide<'_>) -> Value {
        let groups = self.0.groups.iter();
        groups
            .filter(|group| group.by == by && group.has_page)
            .map(|group| self.group(group, site))
            .collect()
    }

    fn group(self, group: &Group, site: SiteWide<'_>) -> Value {
        RecordBuilder::default()
            .with("title", group_title(site, group))
            .with("url", self.0.group_url(group))
            .with("slug", &group.slug)
            .with("count", group.pages.len())
            .done()
    }
}

impl Source for ListGroups<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let digest = self.0.url.add_to(digest);
        digest.all(&self.0.groups, |digest, group| {
            digest
                .text(group.by.name())
                .text(&group.slug)
                .text(&group.name)
                .number(group.pages.len())
                .number(usize::from(group.has_page))
        })
    }
}

/// Returns the title of a group.
pub(in crate::render) fn group_title(site: SiteWide<'_>, group: &Group) -> String {
    match group.by {
        GroupBy::Year if group.name.is_empty() => site.word("undated", "Undated"),
        GroupBy::Type => {
            let kind = ItemType::named(&group.name);
            type_words(site, &group.name, kind.words(), 2)
        }
        GroupBy::Author if group.name.is_empty() => {
            site.word("without_author", "Without an author")
        }
        GroupBy::Year | GroupBy::Author => group.name.clone(),
    }
}

/// The publications of one page of a list under their headings. Under an author's name stand all
/// works of that author, so that a publication may stand under several names.
#[derive(Clone, Debug)]
pub(in crate::render) struct Shelves<'a> {
    shelves: Vec<Shelf<'a>>,
}

/// One heading of a list, and the publications below it.
#[derive(Clone, Debug)]
struct Shelf<'a> {
    group: &'a Group,
    /// The address of the group's page.
    url: Option<UrlPath>,
    items: ListedPages<'a>,
}

impl<'a> Shelves<'a> {
    /// Returns the shelves of one page of the list of `section`, or `None` for one that is no list
    /// of publications.
    pub(in crate::render) fn of(
        answers: &'a Arc<Answers>,
        section: &'a Page,
        position: &ListPosition,
    ) -> Option<Self> {
        if section.groups.is_empty() {
            return None;
        }
        let site = answers.site();
        let by = site.settings.publications.group_by;
        let mut pages: BTreeMap<usize, Vec<PageId>> = BTreeMap::new();
        for id in position.slice(&section.entries) {
            for number in &site.pages[*id].in_groups {
                pages.entry(*number).or_default().push(*id);
            }
        }
        let mut shelves = Vec::new();
        for (number, pages) in pages {
            let group = &section.groups[number];
            if group.by == by {
                shelves.push(Shelf {
                    group,
                    url: group.has_page.then(|| section.group_url(group)),
                    items: ListedPages::new(answers, pages),
                });
            }
        }
        Some(Self { shelves })
    }

    pub(in crate::render) fn value(&self, site: SiteWide<'_>) -> Value {
        let shelves = self.shelves.iter();
        shelves.map(|shelf| shelf.value(site)).collect()
    }
}

impl Shelf<'_> {
    fn value(&self, site: SiteWide<'_>) -> Value {
        RecordBuilder::default()
            .with("title", group_title(site, self.group))
            .with("id", group_id(self.group))
            .with("items", self.items.value())
            .with("url", self.url.as_ref())
            .done()
    }
}

impl Source for Shelves<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        self.shelves.add_to(digest)
    }
}

impl Source for Shelf<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { group, url, items } = self;
        let digest = digest
            .text(group.by.name())
            .text(&group.slug)
            .text(&group.name);
        items.add_to(url.add_to(digest))
    }
}

/// The files in which a publication, or a whole list, is offered to programs.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ExportFiles<'a>(&'a UrlPath);

impl<'a> ExportFiles<'a> {
    /// Returns the files of `page`, or `None` for one that is neither a publication nor a list of
    /// them.
    pub(in crate::render) fn of(page: &'a Page) -> Option<Self> {
        let has_files = page.publication.is_some() || !page.groups.is_empty();
        has_files.then_some(Self(&page.url))
    }

    pub(in crate::render) fn value(self) -> Value {
        let files = Export::ALL.into_iter().map(|export| {
            RecordBuilder::default()
                .with("name", export.name())
                .with("url", export_url(self.0, export))
                .done()
        });
        files.collect()
    }
}

impl Source for ExportFiles<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        self.0.add_to(digest)
    }
}
