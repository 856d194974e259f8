//! The answers to what templates ask through functions. A question and the page being rendered
//! determine the answer as a value, and its fingerprint, both made from the same source. A page is
//! fresh when every answer that it was given still has the same fingerprint.

use super::lists::SectionList;
use super::record::record;
use super::source::Source;
use super::summary::ListedPages;
use super::terms::TermCounts;
use crate::base::{Digest, Fingerprint};
use crate::memo::{PagesQuery, Query, RecordedAnswer};
use crate::model::{PageId, related};
use crate::render::answers::{Answers, PageListing};
use crate::render::current_page::CurrentPage;
use crate::render::page_search::find_pages;
use minijinja::Value;
use std::sync::{Arc, PoisonError};

/// The answer to a question that a template asks.
#[derive(Debug)]
pub(in crate::render) enum Answer<'a> {
    /// Pages that are found once a build for each question.
    Listing(&'a Arc<Answers>, PageListing),
    /// The page at an address, if there is one.
    Page(ListedPages<'a>),
    /// The pages beside the page being rendered.
    Neighbours {
        /// The page before the one being rendered, if there is one.
        previous: ListedPages<'a>,
        /// The page after the one being rendered, if there is one.
        next: ListedPages<'a>,
    },
    /// The pages most like the page being rendered.
    Related(ListedPages<'a>),
    /// The terms of a taxonomy, if any page uses it.
    Terms(Option<TermCounts<'a>>),
    /// The sections that list something.
    Sections(SectionList<'a>),
}

impl<'a> Answer<'a> {
    /// Returns the answer to `query` while `page` is rendered; the error is the message for the
    /// editor.
    pub(in crate::render) fn of(
        answers: &'a Arc<Answers>,
        query: &Query,
        page: Option<PageId>,
    ) -> Result<Self, String> {
        let site = answers.site();
        Ok(match query {
            Query::Pages(query) => Self::Listing(answers, listing(answers, query)?),
            Query::Page(url) => {
                let found = site.by_url.get(url.as_str()).copied();
                Self::Page(pages(answers, found))
            }
            Query::Neighbours => {
                let (previous, next) = page.map_or((None, None), |id| site.neighbours(id));
                Self::Neighbours {
                    previous: pages(answers, previous),
                    next: pages(answers, next),
                }
            }
            Query::Related(limit) => {
                let found = page.map(|id| related(site, id, *limit));
                Self::Related(ListedPages::new(answers, found.unwrap_or_default()))
            }
            Query::Terms(name, searched) => {
                let mut taxonomies = site.taxonomies.iter();
                let taxonomy = taxonomies.find(|taxonomy| taxonomy.settings.name == *name);
                let counts = taxonomy.map(|taxonomy| TermCounts {
                    pages: &site.pages,
                    searched: *searched,
                    ..TermCounts::of(taxonomy)
                });
                Self::Terms(counts)
            }
            Query::Sections => Self::Sections(SectionList::of(site)),
        })
    }

    /// Returns the answer as the template gets it.
    pub(in crate::render) fn value(&self) -> Value {
        match self {
            Self::Listing(answers, listing) => {
                ListedPages::new(answers, listing.pages.as_slice()).value()
            }
            Self::Page(page) => one_or_none(page),
            Self::Neighbours { previous, next } => record([
                ("previous", one_or_none(previous)),
                ("next", one_or_none(next)),
            ]),
            Self::Related(pages) => pages.value(),
            Self::Terms(terms) => {
                terms.map_or_else(|| Value::from(Vec::<Value>::new()), TermCounts::value)
            }
            Self::Sections(sections) => sections.value(),
        }
    }

    /// Returns the fingerprint of the answer.
    pub(in crate::render) fn fingerprint(&self) -> Fingerprint {
        self.add_to(Digest::new()).done()
    }
}

/// Answers a question of the page `here`, and records it there with the fingerprint of the answer;
/// the error is the message for the editor.
pub(in crate::render) fn ask<'a>(
    answers: &'a Arc<Answers>,
    here: &CurrentPage,
    query: Query,
) -> Result<Answer<'a>, String> {
    let depends = matches!(query, Query::Neighbours | Query::Related(_));
    let page = here.page.filter(|_| depends);
    let answer = Answer::of(answers, &query, page)?;
    here.note(RecordedAnswer {
        page: page.map(|id| answers.site().pages[id].url.clone()),
        query,
        answer: answer.fingerprint(),
    });
    Ok(answer)
}

impl Source for Answer<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        match self {
            Self::Listing(_, listing) => digest.fingerprint(listing.fingerprint),
            Self::Page(pages) | Self::Related(pages) => pages.add_to(digest),
            Self::Neighbours { previous, next } => next.add_to(previous.add_to(digest)),
            Self::Terms(terms) => terms.add_to(digest),
            Self::Sections(sections) => sections.add_to(digest),
        }
    }
}

fn pages(answers: &Arc<Answers>, page: Option<PageId>) -> ListedPages<'_> {
    ListedPages::new(answers, Vec::from_iter(page))
}

fn one_or_none(pages: &ListedPages<'_>) -> Value {
    pages.first().unwrap_or(Value::from(()))
}

/// Returns the pages that `pages(…)` gives, found once a build for each set of arguments.
fn listing(answers: &Arc<Answers>, query: &PagesQuery) -> Result<PageListing, String> {
    let known = answers.listings().lock();
    let mut known = known.unwrap_or_else(PoisonError::into_inner);
    if let Some(listing) = known.get(query) {
        return Ok(listing.clone());
    }
    let pages = find_pages(answers, query)?;
    let source = ListedPages::new(answers, pages.as_slice());
    let listing = PageListing {
        fingerprint: source.add_to(Digest::new()).done(),
        pages: Arc::new(pages),
    };
    known.insert(query.clone(), listing.clone());
    Ok(listing)
}

/// Reports whether every recorded question still has the recorded answer. A wrong question has an
/// answer of its own.
pub(in crate::render) fn still_answer(answers: &Arc<Answers>, reads: &[RecordedAnswer]) -> bool {
    reads.iter().all(|read| {
        let url = read.page.as_ref();
        let page = url.and_then(|url| answers.site().by_url.get(url).copied());
        if url.is_some() && page.is_none() {
            return false;
        }
        let fingerprint = match Answer::of(answers, &read.query, page) {
            Ok(answer) => answer.fingerprint(),
            Err(problem) => Digest::new().text(&problem).done(),
        };
        fingerprint == read.answer
    })
}
