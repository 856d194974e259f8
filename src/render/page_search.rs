//! Finds the pages of the site that the arguments of `pages(…)` ask for, in order.

use super::answers::Answers;
use crate::base::NaturalText;
use crate::memo::{PagesQuery, Searched};
use crate::model::{PageId, Site};
use std::cmp::Reverse;

/// Finds the pages that a query asks for, in the order it asks for; the error is the message for
/// the editor.
pub(super) fn find_pages(answers: &Answers, query: &PagesQuery) -> Result<Vec<PageId>, String> {
    let site = answers.site();
    let kind = match &query.kind {
        Some(name) => Some(
            site.kinds
                .named(name)
                .ok_or_else(|| unknown_kind(site, name))?,
        ),
        None => None,
    };
    let mut ids: Vec<PageId> = match (&query.section, &query.topic) {
        (_, Some(topic)) => {
            let mut terms = site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms);
            let term = terms.find(|term| term.name == *topic || term.url.as_str() == topic);
            term.map(|term| term.pages.clone()).unwrap_or_default()
        }
        (Some(section), None) => site
            .by_url
            .get(section.as_str())
            .map(|id| site.pages[*id].children.clone())
            .unwrap_or_default(),
        (None, None) => (0..site.pages.len()).collect(),
    };
    ids.retain(|id| {
        let page = &site.pages[*id];
        let is_wanted = query.search == Searched::Any || page.common().search;
        is_wanted && !page.has_left_lists && kind.as_ref().is_none_or(|kind| page.kind() == kind)
    });
    match query.sort.as_deref() {
        None if query.section.is_none() && query.topic.is_none() => {
            sort_pages(site, &mut ids, "newest")?;
        }
        None => {}
        Some(order) => sort_pages(site, &mut ids, order)?,
    }
    ids.truncate(query.limit.unwrap_or(usize::MAX));
    Ok(ids)
}

fn unknown_kind(site: &Site, name: &str) -> String {
    let kinds = site.kinds.names().join(", ");
    format!("there is no kind `{name}`; kinds are {kinds}")
}

/// Sorts pages by the order that a template names.
fn sort_pages(site: &Site, ids: &mut [PageId], order: &str) -> Result<(), String> {
    match order {
        "newest" => ids.sort_by_cached_key(|id| (Reverse(site.entry_date(*id)), *id)),
        "oldest" => ids.sort_by_cached_key(|id| {
            let date = site.entry_date(*id);
            (date.is_none(), date, *id)
        }),
        "updated" => ids.sort_by_cached_key(|id| (Reverse(site.pages[*id].changed()), *id)),
        "title" => ids.sort_by_cached_key(|id| (NaturalText::of(site.pages[*id].title()), *id)),
        "weight" => ids.sort_by_cached_key(|id| {
            let page = &site.pages[*id];
            let weight = page.common().weight.unwrap_or(i64::MAX);
            (weight, NaturalText::of(page.title()), *id)
        }),
        other => {
            return Err(format!(
                "there is no order `{other}`; orders are newest, oldest, updated, title and weight"
            ));
        }
    }
    Ok(())
}
