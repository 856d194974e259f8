//! Writes references in the style of the site. Takes the publications of a site, a style, and the
//! answers of the last build; gives the reference of each publication as its list shows it and as
//! it stands alone, and the answers for the next build.
//!
//! A list is one request: the letters after years and the forms of names depend on everything that
//! stands in it. A publication's own page shows its reference as one would cite it alone. The
//! citations of a page and their list are one request, too.

use super::blocks::PublicationsBlock;
use super::citations::PageCitation;
use super::targets::PageTargets;
use crate::base::Faults;
use crate::bibliography::format::{
    self, Cache, CachedResponse, Cite, Cluster, FormattedCitation, FormattedText, Request, Style,
};
use crate::bibliography::{Item, key};
use crate::model::{PageId, Site};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The references of a site, as safe HTML and as text.
#[derive(Debug, Default)]
pub struct References {
    /// The form in which each publication is cited alone, by its number.
    pub alone: Vec<Option<FormattedText>>,
    /// The form in which each publication stands in its list, by its number.
    pub listed: Vec<Option<FormattedText>>,
    /// Whether all lines of a reference but the first are indented.
    pub hanging_indent: bool,
    /// The citations and references of each page that cites anything.
    pub pages: BTreeMap<PageId, PageReferences>,
    /// The references that the blocks of pages show, by page and number of the component.
    pub blocks: BTreeMap<(PageId, usize), Vec<PageReference>>,
    /// The pages that cite each publication, by its number, in the order of addresses.
    pub cited_in: Vec<Vec<PageId>>,
}

/// The citations and references of a page, written out.
#[derive(Debug, PartialEq, Eq)]
pub struct PageReferences {
    /// The citations, in their order.
    pub citations: Vec<FormattedCitation>,
    /// Whether the citations are notes.
    pub in_notes: bool,
    /// The list of references, in the order of the style.
    pub list: Vec<PageReference>,
}

/// A publication in the list of references of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct PageReference {
    /// The publication's number.
    pub publication: usize,
    /// The anchor of the reference on the page.
    pub anchor: String,
    /// A number or label before the reference.
    pub label: Option<FormattedText>,
    /// The reference.
    pub body: FormattedText,
    /// The citations of the publication, by their numbers on the page.
    pub cited_at: Vec<usize>,
}

/// The beginning of every reference's anchor.
const ANCHOR: &str = "ref-";

/// Formats everything that is not among the answers of the last build.
#[must_use]
pub fn references(
    site: &Site,
    targets: &[PageTargets],
    style: &Style,
    cache: &Cache,
) -> (References, Vec<CachedResponse>, Faults) {
    let items = &site.publications.items;
    let shown: Vec<usize> = (0..items.len())
        .filter(|at| site.publications.pages[*at].is_some())
        .collect();
    let mut references = References {
        alone: vec![None; items.len()],
        listed: vec![None; items.len()],
        ..References::default()
    };
    let mut answers = Vec::with_capacity(shown.len() + 1);
    let mut faults = Faults::new();
    for (publications, answer) in lists(site)
        .into_par_iter()
        .map(|list| answered(site, list, style, cache))
        .collect::<Vec<_>>()
    {
        let all: Vec<&Item> = publications.iter().map(|at| &items[*at]).collect();
        faults.extend(format::findings(&request(all), style, &answer.formatted));
        references.hanging_indent |= answer.formatted.hanging_indent;
        for reference in &answer.formatted.references {
            references.listed[publications[reference.item]] = Some(reference.body.clone());
        }
        answers.push(answer);
    }
    let citing: Vec<PageId> = (0..site.pages.len())
        .filter(|id| !targets[*id].citations.is_empty())
        .collect();
    references.cited_in = vec![Vec::new(); items.len()];
    for (id, (page, answer, found)) in citing
        .par_iter()
        .map(|id| (*id, cited(site, &targets[*id].citations, style, cache)))
        .collect::<Vec<_>>()
    {
        for reference in &page.list {
            references.cited_in[reference.publication].push(id);
        }
        references.hanging_indent |= answer.formatted.hanging_indent;
        references.pages.insert(id, page);
        answers.push(answer);
        faults.extend(found);
    }
    for (id, number, block) in blocks(targets) {
        let own = match &block.style {
            Some(name) => match Style::named(name, &site.settings.language) {
                Some(own) => Some(own),
                None => {
                    faults.push(Style::unknown(name).at(block.span.clone()));
                    continue;
                }
            },
            None => None,
        };
        let (list, answer, found) = block_list(site, block, own.as_ref().unwrap_or(style), cache);
        references.blocks.insert((id, number), list);
        answers.push(answer);
        faults.extend(found);
    }
    let alone = shown
        .into_par_iter()
        .map(|at| (at, format::format(&request(vec![&items[at]]), style, cache)))
        .collect::<Vec<_>>();
    for (at, answer) in alone {
        references.alone[at] = answer
            .formatted
            .references
            .first()
            .map(|reference| reference.body.clone());
        answers.push(answer);
    }
    (references, answers, faults)
}

/// Formats what one page cites: its citations and its list are one request.
fn cited(
    site: &Site,
    citations: &[PageCitation],
    style: &Style,
    cache: &Cache,
) -> (PageReferences, CachedResponse, Faults) {
    let mut publications: Vec<usize> = Vec::new();
    let mut index: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cited_at: Vec<Vec<usize>> = Vec::new();
    let mut clusters = Vec::with_capacity(citations.len());
    for (number, citation) in citations.iter().enumerate() {
        let mut cites = Vec::with_capacity(citation.cites.len());
        for cited in &citation.cites {
            let item = *index.entry(cited.publication).or_insert_with(|| {
                publications.push(cited.publication);
                cited_at.push(Vec::new());
                publications.len() - 1
            });
            if cited_at[item].last() != Some(&number) {
                cited_at[item].push(number);
            }
            let (prefix, suffix) = (cited.prefix.clone(), cited.suffix.clone());
            cites.push(Cite {
                item,
                prefix,
                locator: cited.locator.clone(),
                suffix,
                authors: cited.authors,
            });
        }
        clusters.push(Cluster {
            cites,
            form: citation.form,
        });
    }
    let items: Vec<&Item> = publications
        .iter()
        .map(|at| &site.publications.items[*at])
        .collect();
    let request = Request {
        items,
        clusters,
        anchors: Some(ANCHOR.to_owned()),
    };
    let answer = format::format(&request, style, cache);
    let findings = format::findings(&request, style, &answer.formatted);
    let formatted = &answer.formatted;
    let mut list: Vec<PageReference> = formatted
        .references
        .iter()
        .map(|reference| PageReference {
            publication: publications[reference.item],
            anchor: anchor(&site.publications.items[publications[reference.item]]),
            label: reference.label.clone(),
            body: reference.body.clone(),
            cited_at: cited_at[reference.item].clone(),
        })
        .collect();
    list.dedup_by(|a, b| a.publication == b.publication);
    (
        PageReferences {
            citations: formatted.citations.clone(),
            in_notes: formatted.in_notes,
            list,
        },
        answer,
        findings,
    )
}

fn blocks(targets: &[PageTargets]) -> impl Iterator<Item = (PageId, usize, &PublicationsBlock)> {
    targets.iter().enumerate().flat_map(|(id, page)| {
        page.blocks
            .iter()
            .map(move |(number, block)| (id, *number, block))
    })
}

/// Formats the references of a block, in the order of its style.
fn block_list(
    site: &Site,
    block: &PublicationsBlock,
    style: &Style,
    cache: &Cache,
) -> (Vec<PageReference>, CachedResponse, Faults) {
    let items: Vec<&Item> = block
        .publications
        .iter()
        .map(|at| &site.publications.items[*at])
        .collect();
    let request = request(items);
    let answer = format::format(&request, style, cache);
    let findings = format::findings(&request, style, &answer.formatted);
    let one = |reference: &format::FormattedReference| PageReference {
        publication: block.publications[reference.item],
        anchor: String::new(),
        label: reference.label.clone(),
        body: reference.body.clone(),
        cited_at: Vec::new(),
    };
    (
        answer.formatted.references.iter().map(one).collect(),
        answer,
        findings,
    )
}

/// Returns the anchor of a publication in the list of a page that cites it.
fn anchor(item: &Item) -> String {
    format!("{ANCHOR}{}", key::plain(&item.key))
}

fn answered(
    site: &Site,
    publications: Vec<usize>,
    style: &Style,
    cache: &Cache,
) -> (Vec<usize>, CachedResponse) {
    let items = publications
        .iter()
        .map(|at| &site.publications.items[*at])
        .collect();
    let answer = format::format(&request(items), style, cache);
    (publications, answer)
}

fn request(items: Vec<&Item>) -> Request<'_> {
    Request {
        items,
        clusters: Vec::new(),
        anchors: None,
    }
}

/// Lists the publications of each list, in its order.
fn lists(site: &Site) -> Vec<Vec<usize>> {
    let of = |entries: &[PageId]| {
        entries
            .iter()
            .filter_map(|id| site.pages[*id].publication)
            .collect()
    };
    site.pages
        .iter()
        .filter(|page| !page.groups.is_empty())
        .map(|page| of(&page.entries))
        .collect()
}
