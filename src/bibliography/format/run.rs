//! Runs a request through hayagriva.
//!
//! This module takes a request and a style and gives the tree of every reference and citation, in
//! the order of the style. A panic in hayagriva gives no trees, and does not end the build.

use super::letters::{self, ListedItem};
use super::pieces;
use super::prepare::{self, WordYears};
use super::request::{Cite, ClusterForm, Request};
use super::style::{CitationSystem, Style, StyleEngine};
use crate::bibliography::item::{Item, Name};
use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::Item as CslItem;
use hayagriva::citationberg::taxonomy::Locator as Label;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, ElemChild,
    ElemChildren, LocatorPayload, Rendered, SpecificLocator,
};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// A reference as hayagriva returns it.
pub(super) struct ReferenceTree {
    /// The index of the publication in the request.
    pub(super) item: usize,
    /// The number or label before the reference.
    pub(super) label: Option<ElemChild>,
    /// The words of the reference.
    pub(super) body: ElemChildren,
}

/// The trees of a request.
pub(super) struct ElementTrees {
    /// The references, in the order of the style.
    pub(super) references: Vec<ReferenceTree>,
    /// The citations, in the order of the clusters.
    pub(super) citations: Vec<ElemChildren>,
}

/// Runs a request. Returns `None` when hayagriva panics.
pub(super) fn run(request: &Request<'_>, style: &Style) -> Option<ElementTrees> {
    let prepared = style.prepared();
    let word_years = WordYears::of(&request.items);
    let items: Vec<CslItem> = request
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| prepare::csl(item, index, &word_years))
        .collect();
    let first = if hides_names(&request.items) {
        None
    } else {
        attempt(request, prepared, &items)
    };
    first.or_else(|| attempt(request, &prepared.without_given_names(), &items))
}

/// Runs a request with a style as it is prepared. Returns `None` when hayagriva panics.
fn attempt(
    request: &Request<'_>,
    prepared: &StyleEngine,
    items: &[CslItem],
) -> Option<ElementTrees> {
    catch_unwind(AssertUnwindSafe(|| trees(request, prepared, items))).ok()
}

/// Reports whether the makers of one publication are the first makers of another one of the same
/// year, a pair at which hayagriva 0.10 panics when it tries to tell them apart by given names.
fn hides_names(items: &[&Item]) -> bool {
    let mut alike: BTreeMap<(String, String), Vec<&Item>> = BTreeMap::new();
    for item in items {
        if let Some(first) = item.makers().first() {
            let year = item.issued().map(|when| {
                when.year()
                    .map_or_else(|| when.to_string(), |year| year.to_string())
            });
            alike
                .entry((first.full(), year.unwrap_or_default()))
                .or_default()
                .push(item);
        }
    }
    alike
        .into_values()
        .filter(|group| group.len() > 1)
        .any(|mut group| {
            // Sorted by names, a list of makers comes right before the lists that begin with it.
            group.sort_by_cached_key(|item| {
                item.makers().iter().map(Name::full).collect::<Vec<_>>()
            });
            group.windows(2).any(|pair| {
                pair[0].makers().len() < pair[1].makers().len()
                    && pair[1].makers().starts_with(pair[0].makers())
            })
        })
}

/// Runs a request: once for the citations, the order of the list and the letters of years, a second
/// time where years need letters, and then for the references.
fn trees(request: &Request<'_>, prepared: &StyleEngine, items: &[CslItem]) -> ElementTrees {
    let sorts = prepared
        .style
        .bibliography
        .as_ref()
        .is_some_and(|bibliography| bibliography.sort.is_some());
    let uncited = uncited(request, sorts);
    let mut rendered = rendered(request, prepared, items, &[], &uncited);
    let mut list = letters::of(&rendered);
    if list.iter().any(|listed| listed.letter.is_some()) {
        // `2014a` must come before `2014b` in the list, but hayagriva gives the letters in the
        // order of citing. Now that the order of the list is known, the publications that need
        // letters are cited in it first, in citations that are not shown.
        let lettered = list.iter().filter(|listed| listed.letter.is_some());
        let first: Vec<usize> = lettered.map(|listed| listed.item).collect();
        let left: BTreeSet<usize> = uncited.iter().copied().collect();
        let order = list.iter().map(|listed| listed.item);
        let again: Vec<usize> = order.filter(|item| left.contains(item)).collect();
        let again = if sorts && again.len() == uncited.len() {
            &again
        } else {
            &uncited
        };
        rendered = self::rendered(request, prepared, items, &first, again);
        list = letters::of(&rendered);
    }
    let hidden = rendered.citations.len() - request.clusters.len() - uncited.len();
    let citations = rendered
        .citations
        .drain(hidden..hidden + request.clusters.len())
        .map(|citation| citation.citation)
        .collect();
    let references = references(prepared, items, &list);
    ElementTrees {
        references: with_notes(references, prepared, items),
        citations,
    }
}

/// Lets hayagriva write the references of a list whose order and letters are known. Citations are
/// put aside for it: hayagriva would write the names of a reference in the form that tells its
/// citation apart from others, which loses authors and initials in the styles that ask for it.
fn references(
    prepared: &StyleEngine,
    items: &[CslItem],
    list: &[ListedItem],
) -> Vec<ReferenceTree> {
    let marked = letters::marked(items, list);
    let style = &prepared.listing;
    let mut driver = BibliographyDriver::new();
    for item in &marked {
        driver.citation(hidden_citation(item, style, prepared));
    }
    let rendered = driver.finish(BibliographyRequest::new(
        style,
        Some(prepared.locale.clone()),
        &prepared.locales,
    ));
    let list = rendered.bibliography.into_iter();
    list.flat_map(|bibliography| bibliography.items)
        .filter_map(|reference| {
            Some(ReferenceTree {
                item: reference.key.parse().ok()?,
                label: reference.first_field,
                body: reference.content,
            })
        })
        .collect()
}

/// Adds the references that a style leaves out of its list, as it would write them in a note. Some
/// styles think of a book's bibliography rather than of a list of publications, and some for
/// lawyers have no list at all.
fn with_notes(
    mut references: Vec<ReferenceTree>,
    prepared: &StyleEngine,
    items: &[CslItem],
) -> Vec<ReferenceTree> {
    references.retain(|reference| !pieces::plain(&pieces::pieces(&reference.body)).is_empty());
    if references.len() == items.len() {
        return references;
    }
    let listed: BTreeSet<usize> = references.iter().map(|reference| reference.item).collect();
    let missing: Vec<usize> = (0..items.len())
        .filter(|index| !listed.contains(index))
        .collect();
    let mut driver = BibliographyDriver::new();
    for (note, index) in missing.iter().enumerate() {
        let cites = vec![CitationItem::with_entry(&items[*index])];
        driver.citation(CitationRequest::new(
            cites,
            &prepared.style,
            Some(prepared.locale.clone()),
            &prepared.locales,
            Some(note + 1),
        ));
    }
    let rendered = driver.finish(BibliographyRequest::new(
        &prepared.style,
        Some(prepared.locale.clone()),
        &prepared.locales,
    ));
    for (item, note) in missing.into_iter().zip(rendered.citations) {
        references.push(ReferenceTree {
            item,
            label: None,
            body: note.citation,
        });
    }
    references
}

/// Returns the indices of publications that are listed without being cited. For a style that sorts,
/// they are nearly sorted already: hayagriva writes out both publications for every comparison, and
/// a list in order needs a tenth of the comparisons of a list in disorder.
fn uncited(request: &Request<'_>, sorts: bool) -> Vec<usize> {
    let mut cited = vec![false; request.items.len()];
    for cite in request.clusters.iter().flat_map(|cluster| &cluster.cites) {
        if let Some(seen) = cited.get_mut(cite.item) {
            *seen = true;
        }
    }
    let mut uncited: Vec<usize> = (0..request.items.len())
        .filter(|index| !cited[*index])
        .collect();
    if sorts {
        uncited.sort_by_cached_key(|index| sort_key(request.items[*index]));
    }
    uncited
}

/// Returns the key by which most styles sort: makers and year. What is alike by them keeps its
/// order, as styles that sort by nothing else want.
fn sort_key(item: &Item) -> (Vec<String>, Option<i32>) {
    let makers = item
        .makers()
        .iter()
        .take(8)
        .map(|name| sortable(&name.inverted()))
        .collect();
    (makers, item.year())
}

/// Returns the letters, figures and spaces of a text, in small letters and without accents.
fn sortable(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .flat_map(char::to_lowercase)
        .collect()
}

/// Lets hayagriva render a request. The publications of `first` are cited before all others and
/// those of `uncited` after them, both in citations that are not shown.
fn rendered(
    request: &Request<'_>,
    prepared: &StyleEngine,
    items: &[CslItem],
    first: &[usize],
    uncited: &[usize],
) -> Rendered {
    let mut driver = BibliographyDriver::new();
    for index in first {
        driver.citation(hidden_citation(&items[*index], &prepared.citing, prepared));
    }
    for (note, cluster) in request.clusters.iter().enumerate() {
        let cites = cluster.cites.iter().filter(|cite| cite.item < items.len());
        let cites: Vec<_> = cites
            .map(|cite| citation(cite, cluster.form, prepared.sort, &items[cite.item]))
            .collect();
        let own_words = cluster.cites.iter().any(|cite| {
            !cite.prefix.is_empty() || !cite.suffix.is_empty() || cite.locator.is_some()
        });
        let style = if own_words {
            &prepared.apart
        } else {
            &prepared.citing
        };
        driver.citation(CitationRequest::new(
            cites,
            style,
            Some(prepared.locale.clone()),
            &prepared.locales,
            Some(note + 1),
        ));
    }
    for index in uncited {
        driver.citation(hidden_citation(&items[*index], &prepared.citing, prepared));
    }
    driver.finish(BibliographyRequest::new(
        &prepared.citing,
        Some(prepared.locale.clone()),
        &prepared.locales,
    ))
}

/// Makes a citation that puts a publication on the list and is not shown.
fn hidden_citation<'i>(
    item: &'i CslItem,
    style: &'i IndependentStyle,
    prepared: &'i StyleEngine,
) -> CitationRequest<'i, CslItem> {
    CitationRequest::new(
        vec![CitationItem::new(item, None, None, true, None)],
        style,
        Some(prepared.locale.clone()),
        &prepared.locales,
        None,
    )
}

/// Makes hayagriva's form of a citation.
fn citation<'i>(
    cite: &'i Cite,
    form: ClusterForm,
    sort: CitationSystem,
    item: &'i CslItem,
) -> CitationItem<'i, CslItem> {
    let locator = cite.locator.as_ref().map(|locator| {
        let label = Label::from_str(locator.label).unwrap_or(Label::Custom);
        SpecificLocator(label, LocatorPayload::Str(&locator.value))
    });
    let purpose = (form == ClusterForm::Sentence && sort == CitationSystem::Author)
        .then_some(CitePurpose::Prose);
    CitationItem::new(item, locator, None, false, purpose)
}
