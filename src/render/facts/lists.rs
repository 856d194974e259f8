//! Lists: pages of a section, year, term or person, the contents of an issue, the years of a
//! section, the sections of the site.

use super::page_sources::Front;
use super::people::bylines;
use super::record::{Attributes, RecordBuilder, record};
use super::site_wide::SiteWide;
use super::source::Source;
use super::summary::ListedPages;
use crate::base::{Date, Digest, UrlPath, capitalised};
use crate::model::{ListGroup, ListGroupName, Page, PageId, Site, Work, Year};
use crate::parse::articles::Article;
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::views::{LIST_SIZE, list_page, pages_of};
use minijinja::value::Value;
use std::ops::Range;
use std::sync::Arc;

/// The place of one page of a list among all its pages.
#[derive(Clone, Debug)]
pub(in crate::render) struct ListPosition {
    /// The address of the list's first page.
    pub(in crate::render) base: UrlPath,
    /// The number of the page, from 1.
    pub(in crate::render) number: usize,
    /// The number of entries on one page.
    pub(in crate::render) size: usize,
}

impl ListPosition {
    /// Returns the entries of `all` that the page shows.
    pub(in crate::render) fn slice<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        &all[self.range(all.len())]
    }

    /// Returns the numbers of the entries that the page shows of `count`.
    fn range(&self, count: usize) -> Range<usize> {
        let start = ((self.number - 1) * self.size).min(count);
        let end = (self.number * self.size).min(count);
        start..end
    }

    /// Returns the page of the list as templates see it: `items` of `count`, and the way to other
    /// pages.
    fn value(&self, items: Value, count: usize) -> RecordBuilder {
        let number = self.number;
        let total = pages_of(count, self.size);
        let pages = shown_pages(number, total).map(|at| {
            record([
                ("number", Value::from(at)),
                ("url", Value::from(self.url(at).as_str())),
            ])
        });
        RecordBuilder::default()
            .with("items", items)
            .with("number", number)
            .with("total", total)
            .with("count", count)
            .with("pages", pages.collect::<Value>())
            .with("previous", (number > 1).then(|| self.url(number - 1)))
            .with("next", (number < total).then(|| self.url(number + 1)))
    }

    fn url(&self, number: usize) -> UrlPath {
        list_page(&self.base, number)
    }
}

impl Source for ListPosition {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { base, number, size } = self;
        digest.text(base.as_str()).number(*number).number(*size)
    }
}

/// Returns the pages of a list that its pager names: the first, the last, and those around the one
/// that is shown.
fn shown_pages(number: usize, total: usize) -> impl Iterator<Item = usize> {
    (1..=total).filter(move |at| *at == 1 || *at == total || at.abs_diff(number) <= 2)
}

/// One page of a list of pages.
#[derive(Clone, Debug)]
pub(in crate::render) struct PageOfList<'a> {
    shown: ListedPages<'a>,
    /// The groups of the entries that are shown.
    groups: Vec<ShownGroup<'a>>,
    /// The number of entries in the whole list.
    count: usize,
    position: ListPosition,
}

/// The entries of a group that one page of a list shows.
#[derive(Clone, Debug)]
struct ShownGroup<'a> {
    name: &'a ListGroupName,
    entries: ListedPages<'a>,
}

impl<'a> PageOfList<'a> {
    pub(in crate::render) fn new(
        answers: &'a Arc<Answers>,
        all: &'a [PageId],
        position: ListPosition,
    ) -> Self {
        Self {
            shown: ListedPages::new(answers, position.slice(all)),
            groups: Vec::new(),
            count: all.len(),
            position,
        }
    }

    /// Makes a page of the list of the entries of a section, in their groups.
    pub(in crate::render) fn of_section(
        answers: &'a Arc<Answers>,
        section: &'a Page,
        position: ListPosition,
    ) -> Self {
        let all = &section.entries;
        let on_page = position.range(all.len());
        let mut groups = Vec::new();
        let mut start = 0;
        for ListGroup { name, len } in &section.list_groups {
            let end = start + len;
            let shown = start.max(on_page.start)..end.min(on_page.end);
            if !shown.is_empty() {
                let entries = ListedPages::new(answers, &all[shown]);
                groups.push(ShownGroup { name, entries });
            }
            start = end;
        }
        Self {
            groups,
            ..Self::new(answers, all, position)
        }
    }

    pub(in crate::render) fn value(&self, site: SiteWide<'_>) -> Value {
        let groups = self.groups.iter().map(|group| group.value(site));
        let groups = (!self.groups.is_empty()).then(|| groups.collect::<Value>());
        let list = self.position.value(self.shown.value(), self.count);
        list.with("groups", groups).done()
    }
}

impl ShownGroup<'_> {
    fn value(&self, site: SiteWide<'_>) -> Value {
        let (name, title) = match self.name {
            ListGroupName::Upcoming => ("upcoming", site.word("list_upcoming", "Upcoming")),
            ListGroupName::Past => ("past", site.word("list_past", "Past")),
            ListGroupName::Choice { word, .. } => (word.as_str(), capitalised(word)),
            ListGroupName::Rest => ("", site.word("list_other", "Other")),
        };
        RecordBuilder::default()
            .with("name", name)
            .with("title", title)
            .with("items", self.entries.value())
            .done()
    }
}

impl Source for ShownGroup<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { name, entries } = self;
        entries.add_to(digest.shown(name))
    }
}

impl Source for PageOfList<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            shown,
            groups,
            count,
            position,
        } = self;
        let digest = groups.add_to(shown.add_to(digest));
        position.add_to(digest).number(*count)
    }
}

/// One page of the list of what a person wrote.
#[derive(Clone, Debug)]
pub(in crate::render) struct WorksOfPerson<'a> {
    answers: &'a Arc<Answers>,
    shown: &'a [Work],
    count: usize,
    position: ListPosition,
}

impl<'a> WorksOfPerson<'a> {
    /// Makes page `number` of the list at `base`.
    pub(in crate::render) fn new(
        answers: &'a Arc<Answers>,
        all: &'a [Work],
        base: &UrlPath,
        number: usize,
    ) -> Self {
        let position = ListPosition {
            base: base.clone(),
            number,
            size: LIST_SIZE,
        };
        Self {
            answers,
            shown: position.slice(all),
            count: all.len(),
            position,
        }
    }

    fn works(&self) -> impl Iterator<Item = ListedWork<'a>> {
        self.shown
            .iter()
            .map(|work| ListedWork::of(self.answers, *work))
    }

    pub(in crate::render) fn value(&self, site: SiteWide<'_>) -> Value {
        let items = self.works().filter_map(|work| work.value(site)).collect();
        self.position.value(items, self.count).done()
    }
}

impl Source for WorksOfPerson<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let digest = digest.all(self.works(), |digest, work| work.add_to(digest));
        self.position.add_to(digest).number(self.count)
    }
}

/// A work of a person: a page, or an article that stands in the file of its issue.
struct ListedWork<'a> {
    page: ListedPages<'a>,
    /// The article in the file of an issue, and the day of the issue.
    article: Option<(ArticleInIssue<'a>, Option<Date>)>,
}

impl<'a> ListedWork<'a> {
    fn of(answers: &'a Arc<Answers>, work: Work) -> Self {
        let page = &answers.site().pages[work.page];
        let article = work.article.map(|at| ArticleInIssue::of(page, at));
        Self {
            page: ListedPages::new(answers, vec![work.page]),
            article: article.map(|article| (article, page.date())),
        }
    }

    fn value(&self, site: SiteWide<'_>) -> Option<Value> {
        let Some((article, date)) = &self.article else {
            return self.page.first();
        };
        let work = RecordBuilder::default()
            .and(article.attributes(site))
            .with("date", *date)
            .with("kind", "article")
            .with("issue", self.page.first());
        Some(work.done())
    }
}

impl Source for ListedWork<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { page, article } = self;
        let digest = digest.all(article, |digest, (article, date)| {
            date.add_to(article.add_to(digest))
        });
        page.add_to(digest)
    }
}

/// An article that stands in the file of its issue.
#[derive(Clone, Copy, Debug)]
struct ArticleInIssue<'a> {
    issue: Front<'a>,
    issue_url: &'a UrlPath,
    /// The index of the article among those of the issue.
    at: usize,
}

impl<'a> ArticleInIssue<'a> {
    fn of(issue: &'a Page, at: usize) -> Self {
        Self {
            issue: Front::of(issue),
            issue_url: &issue.url,
            at,
        }
    }

    fn attributes(self, site: SiteWide<'_>) -> Attributes {
        let article: &Article = &self.issue.articles()[self.at];
        let byline = (!article.bylines.is_empty()).then(|| bylines(site, &article.bylines));
        RecordBuilder::default()
            .with("title", &article.title)
            .with("url", format!("{}#{}", self.issue_url, article.id))
            .with("byline", byline)
            .with("summary", article.summary.as_ref())
            .attributes()
    }
}

impl Source for ArticleInIssue<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            issue,
            issue_url,
            at,
        } = self;
        issue_url.add_to(issue.add_to(digest)).number(*at)
    }
}

/// The contents of an issue.
#[derive(Clone, Debug)]
pub(in crate::render) struct IssueContents<'a> {
    /// Articles in files of their own.
    pages: ListedPages<'a>,
    /// The `##` sections of a one-file issue, shown where no article has a file of its own.
    sections: Vec<ArticleInIssue<'a>>,
}

impl<'a> IssueContents<'a> {
    /// Returns the contents of `issue`.
    pub(in crate::render) fn of(answers: &'a Arc<Answers>, issue: &'a Page) -> Self {
        let children = issue.children.iter().copied();
        let is_article = |id: &PageId| answers.site().pages[*id].kind() == &Kind::Article;
        let sections = 0..issue.parsed.articles.len();
        Self {
            pages: ListedPages::new(answers, children.filter(is_article).collect::<Vec<_>>()),
            sections: sections.map(|at| ArticleInIssue::of(issue, at)).collect(),
        }
    }

    pub(in crate::render) fn value(&self, site: SiteWide<'_>) -> Value {
        if !self.pages.is_empty() {
            return self.pages.value();
        }
        let sections = self.sections.iter();
        sections
            .map(|section| record(section.attributes(site)))
            .collect()
    }
}

impl Source for IssueContents<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { pages, sections } = self;
        sections.add_to(pages.add_to(digest))
    }
}

/// The years of a section, with their counts.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct SectionYears<'a>(&'a Page);

impl<'a> SectionYears<'a> {
    pub(in crate::render) fn of(section: &'a Page) -> Self {
        Self(section)
    }

    /// Returns the years as a list, or `None` for a section without pages for its years.
    pub(in crate::render) fn value(self) -> Option<Value> {
        let years = &self.0.years;
        (!years.is_empty()).then(|| years.iter().map(|year| self.year(year)).collect())
    }

    fn year(self, year: &Year) -> Value {
        RecordBuilder::default()
            .with("year", year.year)
            .with("url", self.0.year_url(year.year))
            .with("count", year.pages.len())
            .done()
    }
}

impl Source for SectionYears<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let digest = self.0.url.add_to(digest);
        digest.all(&self.0.years, |digest, year| {
            digest.shown(&year.year).number(year.pages.len())
        })
    }
}

/// The sections that list something and that the search may find, each with the number of its
/// entries and its years.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct SectionList<'a>(&'a Site);

impl<'a> SectionList<'a> {
    pub(in crate::render) fn of(site: &'a Site) -> Self {
        Self(site)
    }

    /// Returns the sections in the order of their addresses.
    fn iter(self) -> impl Iterator<Item = &'a Page> {
        let pages = self.0.pages.iter();
        let sections = pages.filter(|page| *page.kind() == Kind::Section);
        sections.filter(|section| section.common().search && !section.entries.is_empty())
    }

    pub(in crate::render) fn value(self) -> Value {
        self.iter().map(listed_section).collect()
    }
}

fn listed_section(section: &Page) -> Value {
    RecordBuilder::default()
        .with("title", section.title())
        .with("url", &section.url)
        .with("count", section.entries.len())
        .with("years", SectionYears::of(section).value())
        .done()
}

impl Source for SectionList<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self.iter(), |digest, section| {
            let digest = digest
                .text(section.title())
                .text(section.url.as_str())
                .number(section.entries.len());
            SectionYears::of(section).add_to(digest)
        })
    }
}
