//! Subjects: the terms of a page, and the terms of a taxonomy with their counts.

use super::record::RecordBuilder;
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::memo::Searched;
use crate::model::{Page, Taxonomy, Term, TermId};
use crate::parse::settings::TaxonomySettings;
use crate::render::answers::Answers;
use minijinja::value::{Enumerator, Object, Value};
use std::sync::Arc;

/// The terms of a page, which say what it is about.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PageTerms<'a> {
    answers: &'a Arc<Answers>,
    terms: &'a [TermId],
}

/// One term of a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PageTerm<'a> {
    id: TermId,
    pub(in crate::render) taxonomy: &'a TaxonomySettings,
    /// The address of the list of the taxonomy's terms.
    taxonomy_url: &'a UrlPath,
    pub(in crate::render) name: &'a str,
    url: &'a UrlPath,
}

impl<'a> PageTerms<'a> {
    pub(in crate::render) fn of(answers: &'a Arc<Answers>, page: &'a Page) -> Self {
        Self {
            answers,
            terms: &page.terms,
        }
    }

    /// Returns the terms in their order.
    pub(in crate::render) fn iter(self) -> impl Iterator<Item = PageTerm<'a>> {
        self.terms.iter().map(move |id| {
            let taxonomy = &self.answers.site().taxonomies[id.0];
            let term = &taxonomy.terms[id.1];
            PageTerm {
                id: *id,
                taxonomy: &taxonomy.settings,
                taxonomy_url: &taxonomy.url,
                name: &term.name,
                url: &term.url,
            }
        })
    }

    /// Returns a term as templates see it.
    fn value(self, term: &PageTerm<'_>) -> Value {
        Value::from_object(Topic {
            answers: self.answers.clone(),
            at: term.id,
        })
    }

    /// Returns the names of the terms, of all taxonomies.
    pub(in crate::render) fn names(self) -> Vec<&'a str> {
        self.iter().map(|term| term.name).collect()
    }
}

impl Source for PageTerms<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self.iter(), |digest, term| {
            let PageTerm {
                id: _,
                taxonomy: _,
                taxonomy_url,
                name,
                url,
            } = term;
            digest
                .text(taxonomy_url.as_str())
                .text(name)
                .text(url.as_str())
        })
    }
}

/// A term of a page: `name` and `url`.
#[derive(Debug)]
pub(in crate::render) struct Topic {
    answers: Arc<Answers>,
    /// The number of its taxonomy, and its place there.
    pub(in crate::render) at: (usize, usize),
}

impl Object for Topic {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let term = &self.answers.site().taxonomies[self.at.0].terms[self.at.1];
        match key {
            "name" => Some(Value::from(term.name.as_str())),
            "url" => Some(Value::from(term.url.as_str())),
            _ => None,
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["name", "url"])
    }
}

/// Makes a list of those terms of a page whose taxonomy `wanted` lets through. Returns `None` when
/// there are none.
pub(in crate::render) fn term_list(
    terms: PageTerms<'_>,
    wanted: impl Fn(&TaxonomySettings) -> bool,
) -> Option<Value> {
    let wanted = terms.iter().filter(|term| wanted(term.taxonomy));
    let values: Vec<Value> = wanted.map(|term| terms.value(&term)).collect();
    (!values.is_empty()).then(|| values.into())
}

/// Lists the terms of a page in all taxonomies, by taxonomy.
pub(in crate::render) fn taxonomies(terms: PageTerms<'_>, site: SiteWide<'_>) -> Option<Value> {
    let mut values = Vec::new();
    for (taxonomy, _) in site.taxonomies() {
        let Some(list) = term_list(terms, |other| other.name == taxonomy.name) else {
            continue;
        };
        let value = RecordBuilder::default()
            .with("name", &taxonomy.name)
            .with("title", site.taxonomy_title(taxonomy))
            .with("terms", list);
        values.push(value.done());
    }
    (!values.is_empty()).then(|| values.into())
}

/// The terms of a taxonomy with their counts.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct TermCounts<'a> {
    pub(in crate::render) terms: &'a [Term],
    pub(in crate::render) pages: &'a [Page],
    pub(in crate::render) searched: Searched,
}

impl<'a> TermCounts<'a> {
    /// Returns all terms of a taxonomy, each with the number of all its pages.
    pub(in crate::render) fn of(taxonomy: &'a Taxonomy) -> Self {
        Self {
            terms: &taxonomy.terms,
            pages: &[],
            searched: Searched::Any,
        }
    }

    /// Returns the terms with the numbers of their pages; none without pages, if those alone count
    /// that search finds.
    fn counted(self) -> impl Iterator<Item = (&'a Term, usize)> {
        let counts = self.terms.iter().map(move |term| {
            let count = match self.searched {
                Searched::Any => term.pages.len(),
                Searched::Only => {
                    let ids = term.pages.iter();
                    ids.filter(|id| self.pages[**id].common().search).count()
                }
            };
            (term, count)
        });
        counts.filter(move |(_, count)| *count > 0 || self.searched == Searched::Any)
    }

    /// Returns the terms as a list.
    pub(in crate::render) fn value(self) -> Value {
        let terms = self.counted().map(|(term, count)| {
            RecordBuilder::default()
                .with("name", &term.name)
                .with("url", &term.url)
                .with("count", count)
                .done()
        });
        terms.collect()
    }
}

impl Source for TermCounts<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self.counted(), |digest, (term, count)| {
            digest
                .text(&term.name)
                .text(term.url.as_str())
                .number(count)
        })
    }
}
