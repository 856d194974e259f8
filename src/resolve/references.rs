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
    let mut formatter = ReferenceFormatter {
        site,
        style,
        cache,
        references: References {
            alone: vec![None; items.len()],
            listed: vec![None; items.len()],
            cited_in: vec![Vec::new(); items.len()],
            ..References::default()
        },
        answers: Vec::new(),
        faults: Faults::new(),
    };
    formatter.add_lists();
    formatter.add_cited(targets);
    formatter.add_blocks(targets);
    formatter.add_alone();
    (formatter.references, formatter.answers, formatter.faults)
}

/// References in the making.
struct ReferenceFormatter<'f> {
    site: &'f Site,
    style: &'f Style,
    cache: &'f Cache,
    references: References,
    answers: Vec<CachedResponse>,
    faults: Faults,
}

impl ReferenceFormatter<'_> {
    /// Formats the lists of publications, each as one request.
    fn add_lists(&mut self) {
        let items = &self.site.publications.items;
        let answered: Vec<(Vec<usize>, CachedResponse)> = lists(self.site)
            .into_par_iter()
            .map(|list| answered(self.site, list, self.style, self.cache))
            .collect();
        for (publications, answer) in answered {
            let all: Vec<&Item> = publications.iter().map(|at| &items[*at]).collect();
            let found = format::findings(&request(all), self.style, &answer.formatted);
            self.faults.extend(found);
            self.references.hanging_indent |= answer.formatted.hanging_indent;
            for reference in &answer.formatted.references {
                let publication = publications[reference.item];
                self.references.listed[publication] = Some(reference.body.clone());
            }
            self.answers.push(answer);
        }
    }

    /// Formats what each page cites.
    fn add_cited(&mut self, targets: &[PageTargets]) {
        let citing: Vec<PageId> = (0..self.site.pages.len())
            .filter(|id| !targets[*id].citations.is_empty())
            .collect();
        let formatted: Vec<(PageReferences, CachedResponse, Faults)> = citing
            .par_iter()
            .map(|id| cited(self.site, &targets[*id].citations, self.style, self.cache))
            .collect();
        for (id, (page, answer, found)) in citing.into_iter().zip(formatted) {
            for reference in &page.list {
                self.references.cited_in[reference.publication].push(id);
            }
            self.references.hanging_indent |= answer.formatted.hanging_indent;
            self.references.pages.insert(id, page);
            self.answers.push(answer);
            self.faults.extend(found);
        }
    }

    /// Formats the blocks that show publications, in a style of their own where they name one.
    fn add_blocks(&mut self, targets: &[PageTargets]) {
        for (id, number, block) in blocks(targets) {
            let own = match &block.style {
                Some(name) => {
                    let Some(own) = Style::named(name, &self.site.settings.language) else {
                        let fault = Style::unknown(name).at(block.span.clone());
                        self.faults.push(fault);
                        continue;
                    };
                    Some(own)
                }
                None => None,
            };
            let style = own.as_ref().unwrap_or(self.style);
            let (list, answer, found) = block_list(self.site, block, style, self.cache);
            self.references.blocks.insert((id, number), list);
            self.answers.push(answer);
            self.faults.extend(found);
        }
    }

    /// Formats each publication that has a page as one would cite it alone.
    fn add_alone(&mut self) {
        let publications = &self.site.publications;
        let formatted: Vec<(usize, CachedResponse)> = (0..publications.items.len())
            .into_par_iter()
            .filter(|at| publications.pages[*at].is_some())
            .map(|at| {
                let request = request(vec![&publications.items[at]]);
                (at, format::format(&request, self.style, self.cache))
            })
            .collect();
        for (at, answer) in formatted {
            let reference = answer.formatted.references.first();
            self.references.alone[at] = reference.map(|reference| reference.body.clone());
            self.answers.push(answer);
        }
    }
}

/// Formats what one page cites: its citations and its list are one request.
fn cited(
    site: &Site,
    citations: &[PageCitation],
    style: &Style,
    cache: &Cache,
) -> (PageReferences, CachedResponse, Faults) {
    let mut cited = CitedItems::default();
    let clusters = citations.iter().enumerate();
    let clusters = clusters
        .map(|(number, citation)| cited.cluster(number, citation))
        .collect();
    let items = &site.publications.items;
    let request = Request {
        items: cited.publications.iter().map(|at| &items[*at]).collect(),
        clusters,
        anchors: Some(ANCHOR.to_owned()),
    };
    let answer = format::format(&request, style, cache);
    let findings = format::findings(&request, style, &answer.formatted);
    let formatted = &answer.formatted;
    let mut list = Vec::with_capacity(formatted.references.len());
    for reference in &formatted.references {
        let publication = cited.publications[reference.item];
        list.push(PageReference {
            publication,
            anchor: anchor(&items[publication]),
            label: reference.label.clone(),
            body: reference.body.clone(),
            cited_at: cited.cited_at[reference.item].clone(),
        });
    }
    list.dedup_by(|a, b| a.publication == b.publication);
    let page = PageReferences {
        citations: formatted.citations.clone(),
        in_notes: formatted.in_notes,
        list,
    };
    (page, answer, findings)
}

/// The publications that a page cites, in the order in which it first cites them.
#[derive(Default)]
struct CitedItems {
    publications: Vec<usize>,
    /// The place of each publication in `publications`.
    places: BTreeMap<usize, usize>,
    /// The citations of each, by their numbers on the page.
    cited_at: Vec<Vec<usize>>,
}

impl CitedItems {
    /// Notes the publications of a citation, and makes the part of a request that it is.
    fn cluster(&mut self, number: usize, citation: &PageCitation) -> Cluster {
        let mut cites = Vec::with_capacity(citation.cites.len());
        for cited in &citation.cites {
            let item = self.place_of(cited.publication);
            if self.cited_at[item].last() != Some(&number) {
                self.cited_at[item].push(number);
            }
            cites.push(Cite {
                item,
                prefix: cited.prefix.clone(),
                locator: cited.locator.clone(),
                suffix: cited.suffix.clone(),
                authors: cited.authors,
            });
        }
        Cluster {
            cites,
            form: citation.form,
        }
    }

    fn place_of(&mut self, publication: usize) -> usize {
        *self.places.entry(publication).or_insert_with(|| {
            self.publications.push(publication);
            self.cited_at.push(Vec::new());
            self.publications.len() - 1
        })
    }
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
    let mut list = Vec::with_capacity(answer.formatted.references.len());
    for reference in &answer.formatted.references {
        list.push(PageReference {
            publication: block.publications[reference.item],
            anchor: String::new(),
            label: reference.label.clone(),
            body: reference.body.clone(),
            cited_at: Vec::new(),
        });
    }
    (list, answer, findings)
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
    let mut lists = Vec::new();
    for page in site.pages.iter().filter(|page| !page.groups.is_empty()) {
        let publications = page.entries.iter();
        lists.push(
            publications
                .filter_map(|id| site.pages[*id].publication)
                .collect(),
        );
    }
    lists
}
