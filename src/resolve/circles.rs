//! Fields that name pages and lead in a circle, such as a page that is `part_of` another which is
//! `part_of` the first. Takes the targets of all pages; gives a fault for each circle. A field that
//! holds a list of pages says only that they belong together, so it may lead back.

use super::target::Target;
use super::targets::PageTargets;
use crate::base::{Code, Fault, Faults, Span};
use crate::model::{PageId, Site};
use crate::parse::document::DeclaredValue;
use std::collections::{BTreeMap, BTreeSet};

/// The page that a field of each page names, with the place where it does.
type Steps<'s> = BTreeMap<PageId, (PageId, &'s Span)>;

/// Reports every circle once, at the page of it that comes first.
pub(super) fn find(site: &Site, targets: &[PageTargets]) -> Faults {
    let mut by_field: BTreeMap<&str, Steps<'_>> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        for field in &page.parsed.fields.list {
            let DeclaredValue::Page(number) = field.value else {
                continue;
            };
            if let Some(Target::Page { page: next, .. }) = targets[id].fields.get(number) {
                let steps = by_field.entry(&field.name).or_default();
                steps.insert(id, (*next, &field.span));
            }
        }
    }
    let mut faults = Faults::new();
    for (field, steps) in by_field {
        add_circles(site, field, &steps, &mut faults);
    }
    faults
}

/// Adds a fault for each circle of one field.
fn add_circles(site: &Site, field: &str, steps: &Steps<'_>, faults: &mut Faults) {
    let mut seen: BTreeSet<PageId> = BTreeSet::new();
    for start in steps.keys() {
        let mut way = Vec::new();
        let mut at = *start;
        while let Some((next, _)) = steps.get(&at) {
            if !seen.insert(at) {
                break;
            }
            way.push(at);
            at = *next;
        }
        if let Some(first) = way.iter().position(|page| *page == at) {
            faults.push(circle(site, field, &way[first..], steps[&at].1));
        }
    }
}

fn circle(site: &Site, field: &str, pages: &[PageId], span: &Span) -> Fault {
    let files = pages.iter().chain(&pages[..1]);
    let files: Vec<String> = files
        .map(|page| format!("`{}`", site.pages[*page].parsed.source))
        .collect();
    let message = match pages {
        [_] => format!("`{field}` names the page itself"),
        _ => format!("`{field}` leads in a circle: {}", files.join(" → ")),
    };
    Fault::error(Code::PageCircle, message)
        .at(span.clone())
        .help("name another page, or take the line out of one of these pages")
}
