//! References in the style of the site.
//! From: the publications of a site, a style, and the answers of the last build. To: the reference of each publication as its list
//! shows it and as it stands alone, and the answers for the next build.
//!
//! A list is one request: the letters after years and the forms of names depend on all that stands in it. A publication's own page
//! shows its reference as one would cite it alone.

use crate::base::Diagnostic;
use crate::bibliography::Item;
use crate::bibliography::format::{self, Answer, Cache, Request, Style, Text};
use crate::model::{PageId, Site};
use rayon::prelude::*;

/// References, as safe HTML and as text.
#[derive(Debug, Default)]
pub struct References {
    /// How each publication is cited alone, by its number.
    pub alone: Vec<Option<Text>>,
    /// How each stands in its list, by its number.
    pub listed: Vec<Option<Text>>,
    /// Whether all lines of a reference but the first are indented.
    pub hanging_indent: bool,
}

/// Formats everything that is not among the answers of the last build.
#[must_use]
pub fn references(site: &Site, style: &Style, cache: &Cache) -> (References, Vec<Answer>, Vec<Diagnostic>) {
    let items = &site.publications.items;
    let shown: Vec<usize> = (0..items.len()).filter(|at| site.publications.pages[*at].is_some()).collect();
    let mut references = References { alone: vec![None; items.len()], listed: vec![None; items.len()], hanging_indent: false };
    let mut answers = Vec::with_capacity(shown.len() + 1);
    let mut faults = Vec::new();
    for (publications, answer) in lists(site).into_par_iter().map(|list| answered(site, list, style, cache)).collect::<Vec<_>>() {
        let all: Vec<&Item> = publications.iter().map(|at| &items[*at]).collect();
        faults.extend(format::findings(&request(all), style, &answer.formatted));
        references.hanging_indent |= answer.formatted.hanging_indent;
        for reference in &answer.formatted.references {
            references.listed[publications[reference.item]] = Some(reference.body.clone());
        }
        answers.push(answer);
    }
    let alone = shown.into_par_iter().map(|at| (at, format::format(&request(vec![&items[at]]), style, cache))).collect::<Vec<_>>();
    for (at, answer) in alone {
        references.alone[at] = answer.formatted.references.first().map(|reference| reference.body.clone());
        answers.push(answer);
    }
    (references, answers, faults)
}

fn answered(site: &Site, publications: Vec<usize>, style: &Style, cache: &Cache) -> (Vec<usize>, Answer) {
    let items = publications.iter().map(|at| &site.publications.items[*at]).collect();
    let answer = format::format(&request(items), style, cache);
    (publications, answer)
}

fn request(items: Vec<&Item>) -> Request<'_> {
    Request { items, clusters: Vec::new(), anchors: None }
}

/// The publications of each list, in its order.
fn lists(site: &Site) -> Vec<Vec<usize>> {
    let of = |entries: &[PageId]| entries.iter().filter_map(|id| site.pages[*id].publication).collect();
    site.pages.iter().filter(|page| !page.groups.is_empty()).map(|page| of(&page.entries)).collect()
}
