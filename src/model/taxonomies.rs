//! Taxonomies: the subjects that pages say they are about, with a list for each subject.

use super::related::LOOKED_AT;
use super::{Page, PageId, lists};
use crate::base::{Code, Fault, Faults, UrlPath, natural_cmp, term_slug};
use crate::parse::front::Spanned;
use crate::parse::settings::TaxonomySettings;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A way of sorting pages by subject, with the subjects that pages name.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// The name and titles of the taxonomy.
    pub settings: TaxonomySettings,
    /// The address of the list of terms.
    pub url: UrlPath,
    /// The terms in the order of their addresses; never empty.
    pub terms: Vec<Term>,
}

/// A subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The name as the first page (in the order of addresses) writes it.
    pub name: String,
    /// The address of the list of the term's pages.
    pub url: UrlPath,
    /// The term's pages, the newest first.
    pub pages: Vec<PageId>,
    /// Pages that name the term, and that lists show no longer.
    unlisted: Vec<PageId>,
    /// The newest pages, as many as [`super::related()`] compares, in the order of their addresses.
    pub(super) newest: Vec<PageId>,
}

/// A term by two numbers: that of its taxonomy, and its own.
pub type TermId = (usize, usize);

/// Gathers the terms that pages name, in no order yet. A taxonomy that no page uses is left out.
pub(super) fn gather(pages: &[Page], declared: &[TaxonomySettings]) -> (Vec<Taxonomy>, Faults) {
    let mut faults = Faults::new();
    let mut taxonomies = Vec::new();
    for settings in std::iter::once(&TaxonomySettings::topics()).chain(declared) {
        let terms = terms(pages, settings, &mut faults);
        if terms.is_empty() {
            continue;
        }
        taxonomies.push(Taxonomy {
            url: settings.url(),
            settings: settings.clone(),
            terms,
        });
    }
    (taxonomies, faults)
}

/// Puts the pages of every term in order, and tells every page the terms it names. Every page must
/// know its parent by now.
pub(super) fn order(taxonomies: &mut [Taxonomy], pages: &mut [Page]) {
    for taxonomy in &mut *taxonomies {
        taxonomy.terms.par_iter_mut().for_each(|term| {
            lists::sort_newest(&mut term.pages, |id| *id, pages);
            term.newest = term.pages[..term.pages.len().min(LOOKED_AT)].to_vec();
            term.newest.sort_unstable();
        });
    }
    for (taxonomy, Taxonomy { terms, .. }) in taxonomies.iter().enumerate() {
        for (number, term) in terms.iter().enumerate() {
            for id in term.pages.iter().chain(&term.unlisted) {
                pages[*id].terms.push((taxonomy, number));
            }
        }
    }
}

/// Gathers the terms of one taxonomy. Spellings that lead to one address are one term.
fn terms(pages: &[Page], settings: &TaxonomySettings, faults: &mut Faults) -> Vec<Term> {
    let root = settings.url();
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    let mut names: FxHashMap<&str, String> = FxHashMap::default();
    let mut unlisted: Vec<(PageId, String)> = Vec::new();
    for (id, page) in pages.iter().enumerate() {
        for written in written_terms(page, &settings.name) {
            let name = names
                .entry(&written.value)
                .or_insert_with(|| term_slug(&written.value));
            if name.is_empty() {
                let message = format!(
                    "the topic `{}` has no letters or digits to make an address from",
                    written.value
                );
                faults.push(
                    Fault::error(Code::NoAddress, message)
                        .at(written.span.clone())
                        .help("name the topic in words"),
                );
                continue;
            }
            if page.has_left_lists {
                unlisted.push((id, name.clone()));
                continue;
            }
            let term = terms.entry(name.clone()).or_insert_with(|| Term {
                name: written.value.clone(),
                url: root.child(name),
                pages: Vec::new(),
                unlisted: Vec::new(),
                newest: Vec::new(),
            });
            if term.name != written.value {
                let message = format!(
                    "`{}` is written `{}` on another page",
                    written.value, term.name
                );
                let warning = Fault::warning(Code::TopicSpelling, message).at(written.span.clone());
                faults.push(warning.help(format!(
                    "write `{}` here too; both pages stand on one list",
                    term.name
                )));
            }
            if term.pages.last() != Some(&id) {
                term.pages.push(id);
            }
        }
    }
    // A term that only such pages name has no list that they could lead to.
    for (id, name) in unlisted {
        if let Some(term) = terms.get_mut(&name)
            && term.unlisted.last() != Some(&id)
        {
            term.unlisted.push(id);
        }
    }
    let mut terms: Vec<(String, Term)> = terms.into_iter().collect();
    terms.sort_by(|(a, _), (b, _)| natural_cmp(a, b));
    terms.into_iter().map(|(_, term)| term).collect()
}

/// Returns the terms of a page in one taxonomy: those of its front matter and those of the articles
/// that it holds.
fn written_terms<'p>(
    page: &'p Page,
    taxonomy: &'p str,
) -> impl Iterator<Item = &'p Spanned<String>> {
    let own = page
        .common()
        .terms
        .iter()
        .filter(move |(name, _)| name == taxonomy)
        .flat_map(|(_, terms)| terms);
    let of_articles = page
        .parsed
        .articles
        .iter()
        .filter(move |_| taxonomy == "topics")
        .flat_map(|article| &article.topics);
    own.chain(of_articles)
}
