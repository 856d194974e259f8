//! The description of a page of the content for programs, in structured data and previews.

use super::declared_fields::DeclaredFields;
use super::downloads::Downloads;
use super::page_sources::PageFile;
use super::source::Source;
use super::summary::{ImageSource, ListedPage};
use super::terms::PageTerms;
use super::trail::Trail;
use crate::base::{Date, Digest, UrlPath};
use crate::model::{Page, PageId};
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::views::{TrailEnd, list_page};
use std::sync::Arc;

/// The description of one page of the content for programs.
#[derive(Clone, Debug)]
pub(in crate::render) struct PageDescription<'a> {
    /// The page's file, and the list's entry of a publication.
    pub(in crate::render) file: PageFile<'a>,
    /// The address of the page, which is that of the first page of its list.
    pub(in crate::render) url: &'a UrlPath,
    /// The number of the page of its list that is shown, from 1.
    pub(in crate::render) number: usize,
    /// The day the page was published, or its issue was.
    pub(in crate::render) date: Option<Date>,
    pub(in crate::render) terms: PageTerms<'a>,
    pub(in crate::render) image: ImageSource<'a>,
    /// The way to the page it stands in; `None` for the home page.
    pub(in crate::render) above: Option<Trail>,
    /// The page it stands in.
    pub(in crate::render) parent: Option<ParentPage<'a>>,
    /// The files that a report offers.
    pub(in crate::render) downloads: Downloads<'a>,
    /// The fields that the page's kind declares.
    pub(in crate::render) fields: DeclaredFields<'a>,
}

/// The page that a page stands in.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ParentPage<'a> {
    pub(in crate::render) kind: &'a Kind,
    pub(in crate::render) title: &'a str,
    pub(in crate::render) url: &'a UrlPath,
}

impl<'a> PageDescription<'a> {
    /// Describes page `number` of the list of the page `id`.
    pub(in crate::render) fn of(answers: &'a Arc<Answers>, id: PageId, number: usize) -> Self {
        let page = &answers.site().pages[id];
        let listed = ListedPage::new(answers, id);
        let parent = page.parent.map(|parent| &answers.site().pages[parent]);
        Self {
            file: PageFile::of(answers, page),
            url: &page.url,
            number,
            date: listed.date(),
            terms: listed.terms(),
            image: listed.image(),
            above: page
                .parent
                .map(|parent| Trail::new(answers, TrailEnd::Page(parent))),
            parent: parent.map(ParentPage::of),
            downloads: Downloads::of(answers, id),
            fields: DeclaredFields::of(answers, id),
        }
    }

    /// Returns the address of the page that is shown of its list.
    pub(in crate::render) fn shown_url(&self) -> UrlPath {
        list_page(self.url, self.number)
    }
}

impl<'a> ParentPage<'a> {
    fn of(page: &'a Page) -> Self {
        Self {
            kind: page.kind(),
            title: page.title(),
            url: &page.url,
        }
    }
}

impl Source for PageDescription<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            file,
            url,
            number,
            date,
            terms,
            image,
            above,
            parent,
            downloads,
            fields,
        } = self;
        let digest = url.add_to(file.add_to(digest)).number(*number);
        let digest = terms.add_to(date.add_to(digest));
        let digest = above.add_to(image.add_to(digest));
        fields.add_to(downloads.add_to(parent.add_to(digest)))
    }
}

impl Source for ParentPage<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { kind, title, url } = self;
        digest.text(kind.name()).text(title).text(url.as_str())
    }
}
