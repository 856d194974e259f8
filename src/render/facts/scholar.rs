//! Tags for Google Scholar, for a publication whose PDF the site itself offers.

use super::page_sources::PageFile;
use super::record::record;
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::bibliography::scholar::{self, ScholarAddresses};
use crate::kinds::publication;
use crate::model::PageId;
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::Value;

/// The sources from which the tags of one page are made.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ScholarTags<'a> {
    file: PageFile<'a>,
    url: &'a UrlPath,
    pdf_url: &'a UrlPath,
}

impl<'a> ScholarTags<'a> {
    /// Returns the tags of the page `id`, or `None` for a page without a PDF.
    pub(in crate::render) fn of(answers: &'a Answers, id: PageId) -> Option<Self> {
        let page = &answers.site().pages[id];
        let pdf = publication::pdf(&page.parsed)?;
        let Some(Target::File { url: pdf_url, .. }) = answers.resolved().pages[id].fields.get(pdf)
        else {
            return None;
        };
        Some(Self {
            file: PageFile::of(answers, page),
            url: &page.url,
            pdf_url,
        })
    }

    /// Returns the tags as a list, or `None` for a page that is no publication, and on a site
    /// without an address.
    pub(in crate::render) fn value(self, site: SiteWide<'_>) -> Option<Value> {
        let base = site.base_url()?;
        let (page, pdf) = (self.url.absolute(base), self.pdf_url.absolute(base));
        let addresses = ScholarAddresses {
            page: &page,
            pdf: Some(&pdf),
        };
        let tags = scholar::tags(self.file.item()?, addresses).into_iter();
        let tags = tags.map(|(name, content)| {
            record([
                ("name", Value::from(name)),
                ("content", Value::from(content)),
            ])
        });
        let tags: Vec<Value> = tags.collect();
        (!tags.is_empty()).then(|| tags.into())
    }
}

impl Source for ScholarTags<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { file, url, pdf_url } = self;
        pdf_url.add_to(url.add_to(file.add_to(digest)))
    }
}
