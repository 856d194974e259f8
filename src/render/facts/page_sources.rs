//! The sources of the values of a page of the content: its front matter, its file, its feed.

use super::record::record;
use super::source::Source;
use crate::base::{Date, Digest, UrlPath};
use crate::bibliography::Item;
use crate::kinds::report::Download;
use crate::kinds::{article, newsletter, publication, report};
use crate::model::{FeedFormat, Page};
use crate::parse::articles::Article;
use crate::parse::document::{Document, Outline};
use crate::parse::front::{Byline, Common, FrontMatter, PageFields};
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;
use crate::render::answers::Answers;
use minijinja::Value;

/// The front matter of a page, and what lists show of its text: reading time, articles.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Front<'a>(&'a ParsedPage);

impl<'a> Front<'a> {
    pub(in crate::render) fn of(page: &'a Page) -> Self {
        Self(&page.parsed)
    }

    fn matter(self) -> &'a FrontMatter {
        &self.0.front
    }

    pub(in crate::render) fn kind(self) -> &'a Kind {
        &self.matter().kind
    }

    /// Returns the front matter that every kind of page has.
    pub(in crate::render) fn common(self) -> &'a Common {
        &self.matter().common
    }

    /// Returns the writers of an article.
    pub(in crate::render) fn bylines(self) -> &'a [Byline] {
        article::bylines(self.0)
    }

    /// Returns the fields that the page's kind declares, without what their links mean.
    pub(in crate::render) fn fields(self) -> &'a PageFields {
        &self.0.fields
    }

    /// Lists the names of the fields that the page has.
    pub(in crate::render) fn field_names(self) -> impl Iterator<Item = &'a str> {
        self.0.fields.list.iter().map(|field| field.name.as_str())
    }

    /// Returns the documents that a report offers, or `None` for a page of another kind.
    pub(in crate::render) fn downloads(self) -> Option<Vec<Download<'a>>> {
        report::downloads(self.0)
    }

    /// Returns the number of an issue.
    pub(in crate::render) fn issue_number(self) -> Option<u64> {
        newsletter::number(self.0).map(|number| number.value)
    }

    pub(in crate::render) fn title(self) -> &'a str {
        &self.common().title.value
    }

    /// Returns the title where room is short.
    pub(in crate::render) fn short_title(self) -> &'a str {
        let short = self.common().nav_title.as_deref();
        short.unwrap_or(self.title())
    }

    /// Returns the day that the page itself states.
    pub(in crate::render) fn date(self) -> Option<Date> {
        self.common().date.as_ref().map(|date| date.value)
    }

    /// Returns the minutes that it takes to read the page's text.
    pub(in crate::render) fn minutes(self) -> usize {
        self.0.body.outline.minutes()
    }

    /// Returns the articles that a one-file issue holds.
    pub(in crate::render) fn articles(self) -> &'a [Article] {
        &self.0.articles
    }

    /// Returns the remark on a publication, as text.
    pub(in crate::render) fn note(self) -> Option<&'a str> {
        Some(publication::note(self.0)?.text().trim())
    }
}

impl Source for Front<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.fingerprint(self.0.front_fingerprint)
    }
}

/// The whole file of a page, with the list's entry for the page of a publication.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PageFile<'a> {
    parsed: &'a ParsedPage,
    item: Option<&'a Item>,
}

impl<'a> PageFile<'a> {
    pub(in crate::render) fn of(answers: &'a Answers, page: &'a Page) -> Self {
        let items = &answers.site().publications.items;
        Self {
            parsed: &page.parsed,
            item: page.publication.map(|at| &items[at]),
        }
    }

    pub(in crate::render) fn front(self) -> Front<'a> {
        Front(self.parsed)
    }

    /// Returns the path of the file.
    pub(in crate::render) fn source(self) -> &'a str {
        self.parsed.source.as_str()
    }

    /// Returns the outline of the page's text.
    pub(in crate::render) fn outline(self) -> &'a Outline {
        &self.parsed.body.outline
    }

    /// Returns what the page itself says that a publication is about.
    pub(in crate::render) fn publication_summary(self) -> Option<&'a Document> {
        publication::summary(self.parsed)
    }

    /// Returns the publication that the page shows.
    pub(in crate::render) fn item(self) -> Option<&'a Item> {
        self.item
    }
}

impl Source for PageFile<'_> {
    /// Adds the fingerprint of the file, which covers the entry of the list too.
    fn add_to(&self, digest: Digest) -> Digest {
        digest.fingerprint(self.parsed.fingerprint)
    }
}

/// The feed of a page that has one.
#[derive(Clone, Debug)]
pub(in crate::render) struct PageFeed<'a> {
    url: UrlPath,
    title: &'a str,
}

impl<'a> PageFeed<'a> {
    /// Returns the feed of the page at `url`.
    pub(in crate::render) fn of(answers: &'a Answers, url: &UrlPath) -> Option<Self> {
        let title = answers.feed_title(url)?;
        Some(Self {
            url: url.clone(),
            title,
        })
    }

    /// Returns the title of the feed, and the addresses of its files.
    pub(in crate::render) fn value(self) -> Value {
        record([
            ("title", Value::from(self.title)),
            ("atom", self.file(FeedFormat::Atom)),
            ("rss", self.file(FeedFormat::Rss)),
            ("json", self.file(FeedFormat::Json)),
        ])
    }

    fn file(&self, format: FeedFormat) -> Value {
        Value::from(format.url(&self.url).as_str())
    }
}

impl Source for PageFeed<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { url, title } = self;
        digest.text(url.as_str()).text(title)
    }
}
