//! Lists: pages of a section or topic, the contents of an issue, all topics.

use super::Entries;
use super::summary::summaries;
use crate::base::UrlPath;
use crate::model::PageId;
use crate::parse::document::Value as Field;
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::views::{list_page, pages_of};
use minijinja::value::Value;
use std::sync::Arc;

/// All topics with their counts.
pub(in crate::render) fn terms(answers: &Answers) -> Value {
    let one = |term: &crate::model::Term| {
        let entries: Entries = vec![
            ("name", Value::from(term.name.as_str())),
            ("url", Value::from(term.url.as_str())),
            ("count", Value::from(term.pages.len())),
        ];
        Value::from_pairs(entries)
    };
    answers.site().topics.iter().map(one).collect()
}

/// The contents of an issue: articles in files of their own, or the `##` sections of a one-file issue.
pub(super) fn articles(answers: &Arc<Answers>, id: PageId) -> Value {
    let site = answers.site();
    let page = &site.pages[id];
    let own: Vec<PageId> = page.children.iter().copied().filter(|id| site.pages[*id].kind() == Kind::Article).collect();
    if !own.is_empty() {
        return summaries(answers, &own);
    }
    let body = &page.parsed.body;
    let sections = body.headings.iter().enumerate().filter(|(_, heading)| heading.level == 2).map(|(at, heading)| {
        let end = body.headings[at + 1..].first().map_or(body.components.len(), |next| next.components_before);
        let byline = body.components[heading.components_before..end].iter().find(|component| component.name == "byline");
        let mut entries: Entries =
            vec![("title", Value::from(heading.title.as_str())), ("url", Value::from(format!("{}#{}", page.url, heading.id)))];
        if let Some(byline) = byline {
            let fields = byline.fields.iter().filter_map(|(name, field)| match field {
                Field::Text(text) => Some((name.clone(), Value::from(text.as_str()))),
                Field::YesNo(yes) => Some((name.clone(), Value::from(*yes))),
                _ => None,
            });
            entries.push(("byline", vec![Value::from_pairs(fields)].into()));
        }
        Value::from_pairs(entries)
    });
    sections.collect()
}

/// One page of a list.
pub(super) fn list(answers: &Arc<Answers>, ids: &[PageId], base: &UrlPath, number: usize, size: usize) -> Value {
    let total = pages_of(ids.len(), size);
    let shown = &ids[((number - 1) * size).min(ids.len())..(number * size).min(ids.len())];
    let url = |number: usize| Value::from(list_page(base, number).as_str());
    let mut entries: Entries = vec![
        ("items", summaries(answers, shown)),
        ("number", Value::from(number)),
        ("total", Value::from(total)),
        ("count", Value::from(ids.len())),
        ("urls", (1..=total).map(url).collect()),
    ];
    if number > 1 {
        entries.push(("previous", url(number - 1)));
    }
    if number < total {
        entries.push(("next", url(number + 1)));
    }
    Value::from_pairs(entries)
}
