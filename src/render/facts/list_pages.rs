//! Lists that no content file stands for, as their templates see them: years and groups of a
//! section, the terms of a taxonomy, the pages of a term.

use super::declare::facts;
use super::lists::{ListPosition, PageOfList, SectionYears};
use super::page_sources::PageFeed;
use super::publication_groups::{ListGroups, group_title};
use super::source::Source;
use super::summary::ListedPages;
use super::terms::TermCounts;
use crate::base::Digest;
use crate::model::{Group, Page, PageId, Taxonomy, Term, TermId};
use crate::render::answers::Answers;
use crate::render::views::LIST_SIZE;
use std::sync::Arc;

/// The entries of a section from one year.
#[derive(Clone, Copy)]
pub(in crate::render) struct YearPage<'a> {
    pub(in crate::render) answers: &'a Arc<Answers>,
    pub(in crate::render) section: PageId,
    pub(in crate::render) year: usize,
    pub(in crate::render) number: usize,
}

impl<'a> YearPage<'a> {
    fn section(self) -> &'a Page {
        &self.answers.site().pages[self.section]
    }

    fn list(self) -> PageOfList<'a> {
        let section = self.section();
        let year = &section.years[self.year];
        let position = ListPosition {
            base: section.year_url(year.year),
            number: self.number,
            size: section.page_size,
        };
        PageOfList::new(self.answers, &year.pages, position)
    }
}

facts! {
    YearPage as page, site;
    from year = YearNumber(page.section().years[page.year].year) => {
        "year", "The year, as a number."
            => year.0;
    }
    from section = ListedPages::new(page.answers, vec![page.section]) => {
        "section", "The section whose entries are listed."
            => section.first();
    }
    from years = SectionYears::of(page.section()) => {
        "years", "The years of the section with `year`, `url` and `count`."
            => years.value();
    }
    from list = page.list() => {
        "list", "The entries of the year: a list like that of a section."
            => list.value(site);
    }
}

/// A year, such as 2015.
struct YearNumber(i16);

impl Source for YearNumber {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.shown(&self.0)
    }
}

/// One group of a list of publications.
#[derive(Clone, Copy)]
pub(in crate::render) struct GroupPage<'a> {
    pub(in crate::render) answers: &'a Arc<Answers>,
    pub(in crate::render) section: PageId,
    pub(in crate::render) group: usize,
    pub(in crate::render) number: usize,
}

impl<'a> GroupPage<'a> {
    fn section(self) -> &'a Page {
        &self.answers.site().pages[self.section]
    }

    fn group(self) -> &'a Group {
        &self.section().groups[self.group]
    }

    fn list(self) -> PageOfList<'a> {
        let position = ListPosition {
            base: self.section().group_url(self.group()),
            number: self.number,
            size: self.section().page_size,
        };
        PageOfList::new(self.answers, &self.group().pages, position)
    }
}

facts! {
    GroupPage as page, site;
    from group = GroupName(page.group()) => {
        "name", "What the group is called."
            => group_title(site, group.0);
        "by", "`year`, `type` or `author`."
            => group.0.by.name();
    }
    from section = ListedPages::new(page.answers, vec![page.section]) => {
        "section", "The list that it is a group of."
            => section.first();
    }
    from groups = ListGroups::of(page.section()) => {
        "groups", "All groups of the list, as the list has them."
            => groups.map(|groups| groups.value(site));
    }
    from list = page.list() => {
        "list", "The publications of the group: a list like that of a section."
            => list.value(site);
    }
}

/// The name of a group, and the property that its publications share.
struct GroupName<'a>(&'a Group);

impl Source for GroupName<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.text(self.0.by.name()).text(&self.0.name)
    }
}

/// The list of a taxonomy's terms.
pub(in crate::render) struct TopicsPage<'a> {
    pub(in crate::render) taxonomy: &'a Taxonomy,
}

facts! {
    TopicsPage as page, site;
    from taxonomy = TaxonomyName(page.taxonomy) => {
        "taxonomy", "The name of the taxonomy."
            => &taxonomy.0.settings.name;
    }
    from terms = TermCounts::of(page.taxonomy) => {
        "terms", "Every topic with `name`, `url` and `count`."
            => terms.value();
    }
}

/// The pages that carry a term.
#[derive(Clone, Copy)]
pub(in crate::render) struct TopicPage<'a> {
    pub(in crate::render) answers: &'a Arc<Answers>,
    pub(in crate::render) term: TermId,
    pub(in crate::render) number: usize,
}

impl<'a> TopicPage<'a> {
    fn taxonomy(self) -> &'a Taxonomy {
        &self.answers.site().taxonomies[self.term.0]
    }

    fn term(self) -> &'a Term {
        &self.taxonomy().terms[self.term.1]
    }

    fn list(self) -> PageOfList<'a> {
        let position = ListPosition {
            base: self.term().url.clone(),
            number: self.number,
            size: LIST_SIZE,
        };
        PageOfList::new(self.answers, &self.term().pages, position)
    }
}

facts! {
    TopicPage as page, site;
    from name = &page.term().name => {
        "name", "The topic."
            => name;
    }
    from taxonomy = TaxonomyName(page.taxonomy()) => {
        "taxonomy", "The name of its taxonomy."
            => &taxonomy.0.settings.name;
    }
    from feed = PageFeed::of(page.answers, &page.term().url) => {
        "feed", "The feed of the topic: `title`, `atom`, `rss`, `json`."
            => feed.map(PageFeed::value);
    }
    from taxonomy = TaxonomyName(page.taxonomy()) => {
        "singular", "What the settings call one term of the taxonomy."
            => taxonomy.0.settings.singular.as_ref();
    }
    from list = page.list() => {
        "list", "The pages about the topic: a list like that of a section."
            => list.value(site);
    }
}

/// The name and titles of a taxonomy, from the settings.
struct TaxonomyName<'a>(&'a Taxonomy);

impl Source for TaxonomyName<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.shown(&self.0.settings)
    }
}
