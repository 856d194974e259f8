//! Sends one request through hayagriva. Takes a request and a style; gives the tree of every
//! reference and citation, in the order of the style.
//!
//! A panic in hayagriva ends in [`Outcome::Failed`], not in the end of the build.

use super::pieces;
use super::prepare::{self, WORDS_YEAR};
use super::request::{Cite, ClusterForm, Request};
use super::style::{CitationSystem, Style, StyleEngine};
use crate::bibliography::item::{Item, Name};
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

/// A reference: the index of its publication, the number before it, and its words.
type ReferenceTree = (usize, Option<ElemChild>, ElemChildren);

/// The trees of a request.
pub(super) struct ElementTrees {
    /// The references, in the order of the style.
    pub(super) references: Vec<ReferenceTree>,
    /// The citations, in the order of the clusters.
    pub(super) citations: Vec<ElemChildren>,
}

/// Runs a request, and returns `None` when hayagriva panics.
pub(super) fn run(request: &Request<'_>, style: &Style) -> Option<ElementTrees> {
    let prepared = style.prepared();
    let items: Vec<CslItem> = request
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| prepare::csl(item, index))
        .collect();
    let attempt = |prepared: &StyleEngine| {
        catch_unwind(AssertUnwindSafe(|| trees(request, prepared, &items))).ok()
    };
    if hides_names(&request.items) {
        attempt(&prepared.without_given_names())
    } else {
        attempt(prepared)
    }
    .or_else(|| attempt(&prepared.without_given_names()))
}

/// Reports whether the makers of one publication are the first makers of another one of the same
/// year. hayagriva 0.10 panics when it tries to tell such a pair apart by given names.
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
            // In the order of their names, a list of makers stands right before those that it
            // begins.
            group.sort_by_cached_key(|item| {
                item.makers().iter().map(Name::full).collect::<Vec<_>>()
            });
            group.windows(2).any(|pair| {
                pair[0].makers().len() < pair[1].makers().len()
                    && pair[1].makers().starts_with(pair[0].makers())
            })
        })
}

fn trees(request: &Request<'_>, prepared: &StyleEngine, items: &[CslItem]) -> ElementTrees {
    let sorts = prepared
        .style
        .bibliography
        .as_ref()
        .is_some_and(|bibliography| bibliography.sort.is_some());
    let uncited = uncited(request, sorts);
    let mut rendered = rendered(request, prepared, items, &[], &uncited);
    if prepared.style.citation.disambiguate_add_year_suffix {
        let twins = lettered(&rendered, request);
        if !twins.is_empty() {
            // `2014a` must come before `2014b` in the list, but hayagriva gives the letters in the
            // order of citing. Now that the order of the list is known, the publications that need
            // letters are cited in it first, unseen.
            let order: Vec<usize> = order(&rendered);
            let first: Vec<usize> = order
                .iter()
                .copied()
                .filter(|index| twins.binary_search(index).is_ok())
                .collect();
            let listed: BTreeSet<usize> = uncited.iter().copied().collect();
            let again: Vec<usize> = order
                .into_iter()
                .filter(|index| listed.contains(index))
                .collect();
            let again = if sorts && again.len() == uncited.len() {
                again
            } else {
                uncited.clone()
            };
            rendered = self::rendered(request, prepared, items, &first, &again);
        }
    }
    let unseen = rendered.citations.len() - request.clusters.len() - uncited.len();
    let citations = rendered
        .citations
        .drain(unseen..unseen + request.clusters.len())
        .map(|citation| citation.citation)
        .collect();
    let references = match rendered.bibliography {
        Some(bibliography) => {
            let items = bibliography.items.into_iter();
            items
                .filter_map(|reference| {
                    Some((
                        reference.key.parse().ok()?,
                        reference.first_field,
                        reference.content,
                    ))
                })
                .collect()
        }
        None => Vec::new(),
    };
    let references = with_notes(references, prepared, items);
    ElementTrees {
        references,
        citations,
    }
}

/// Formats as notes the publications that a style leaves out of its list, because it has a book's
/// bibliography in mind and not a list of publications. Where a style has no list at all, as some
/// for lawyers, that is every publication.
fn with_notes(
    mut references: Vec<ReferenceTree>,
    prepared: &StyleEngine,
    items: &[CslItem],
) -> Vec<ReferenceTree> {
    let is_empty = |body: &ElemChildren| pieces::plain(&pieces::pieces(body)).is_empty();
    references.retain(|(_, _, body)| !is_empty(body));
    if references.len() == items.len() {
        return references;
    }
    let there: BTreeSet<usize> = references.iter().map(|(index, ..)| *index).collect();
    let missing: Vec<usize> = (0..items.len())
        .filter(|index| !there.contains(index))
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
    references.extend(
        missing
            .into_iter()
            .zip(rendered.citations)
            .map(|(index, citation)| (index, None, citation.citation)),
    );
    references
}

fn order(rendered: &Rendered) -> Vec<usize> {
    rendered
        .bibliography
        .iter()
        .flat_map(|bibliography| &bibliography.items)
        .filter_map(|item| item.key.parse().ok())
        .collect()
}

/// Returns the indices, in order, of publications whose year has got a letter.
fn lettered(rendered: &Rendered, request: &Request<'_>) -> Vec<usize> {
    let references = rendered
        .bibliography
        .iter()
        .flat_map(|bibliography| &bibliography.items);
    let lettered = references.filter_map(|reference| {
        let index: usize = reference.key.parse().ok()?;
        let year = request
            .items
            .get(index)?
            .year()
            .unwrap_or(i32::from(WORDS_YEAR))
            .to_string();
        let text = pieces::plain(&pieces::pieces(&reference.content));
        let is_letter = |at: usize| {
            text[at + year.len()..]
                .trim_start_matches('-')
                .starts_with(|c: char| c.is_ascii_lowercase())
        };
        text.match_indices(&year)
            .any(|(at, _)| is_letter(at))
            .then_some(index)
    });
    let mut lettered: Vec<usize> = lettered.collect();
    lettered.sort_unstable();
    lettered
}

/// Returns the indices of publications that are listed without being cited. For a style that sorts,
/// they come nearly sorted: hayagriva writes both publications out for every comparison, and a list
/// in order needs a tenth of those that a list in disorder does.
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

/// Returns the key by which most styles sort: makers, year, title.
fn sort_key(item: &Item) -> (Vec<String>, Option<i32>, String) {
    let plain = |text: &str| {
        text.nfkd()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let makers = item
        .makers()
        .iter()
        .take(8)
        .map(|name| plain(&name.inverted()))
        .collect();
    (
        makers,
        item.year(),
        plain(&item.plain("title").unwrap_or_default()),
    )
}

fn rendered(
    request: &Request<'_>,
    prepared: &StyleEngine,
    items: &[CslItem],
    first: &[usize],
    uncited: &[usize],
) -> Rendered {
    let mut driver = BibliographyDriver::new();
    let locale = || Some(prepared.locale.clone());
    let unseen = |index: &usize| {
        let item = CitationItem::new(&items[*index], None, None, true, None);
        CitationRequest::new(
            vec![item],
            &prepared.style,
            locale(),
            &prepared.locales,
            None,
        )
    };
    for index in first {
        driver.citation(unseen(index));
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
            &prepared.style
        };
        driver.citation(CitationRequest::new(
            cites,
            style,
            locale(),
            &prepared.locales,
            Some(note + 1),
        ));
    }
    for index in uncited {
        driver.citation(unseen(index));
    }
    driver.finish(BibliographyRequest::new(
        &prepared.style,
        locale(),
        &prepared.locales,
    ))
}

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
