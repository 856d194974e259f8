//! A page as an entry of a list.

use super::people::bylines;
use super::{Attributes, picture, publications, record, text};
use crate::model::{Page, PageId, Taxonomy};
use crate::parse::front::KindFields;
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use std::sync::Arc;

/// A page as an entry of a list. Its values are made when a template asks for them.
#[derive(Debug)]
pub(in crate::render) struct Summary {
    answers: Arc<Answers>,
    pub(in crate::render) page: PageId,
}

/// The names of the values of a summary.
pub(super) const SUMMARY_KEYS: &[&str] = &[
    "kind",
    "title",
    "nav_title",
    "summary",
    "url",
    "date",
    "updated",
    "authors",
    "topics",
    "taxonomies",
    "image",
    "draft",
    "byline",
    "number",
    "period",
    "editor",
    "group",
    "minutes",
    "publication",
    "filters",
];

impl Object for Summary {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        summary_value(&self.answers, self.page, key)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(SUMMARY_KEYS)
    }
}

/// The summary of a page.
pub(in crate::render) fn summary(answers: &Arc<Answers>, page: PageId) -> Value {
    Value::from_object(Summary {
        answers: answers.clone(),
        page,
    })
}

pub(super) fn summaries(answers: &Arc<Answers>, ids: &[PageId]) -> Value {
    ids.iter().map(|id| summary(answers, *id)).collect()
}

/// The values that nearly every list shows of a page, made once for all lists.
pub(in crate::render) const KEPT: [&str; 5] = ["title", "url", "summary", "date", "byline"];

/// One value of a page's summary; `None` where the page does not have it.
pub(super) fn summary_value(answers: &Arc<Answers>, id: PageId, key: &str) -> Option<Value> {
    let kept = KEPT
        .iter()
        .zip(answers.summary_values(id))
        .find(|(kept, _)| **kept == key);
    kept.map_or_else(
        || made(answers, id, key),
        |(_, value)| value.get_or_init(|| made(answers, id, key)).clone(),
    )
}

fn made(answers: &Arc<Answers>, id: PageId, key: &str) -> Option<Value> {
    let page = &answers.site().pages[id];
    let common = page.common();
    match (key, &page.parsed.front.fields) {
        ("kind", _) => Some(Value::from(page.kind().name())),
        ("title", _) => Some(Value::from(page.title())),
        ("nav_title", _) => text(common.nav_title.as_ref()),
        ("summary", _) => text(common.summary.as_ref()),
        ("url", _) => Some(Value::from(page.url.as_str())),
        ("date", _) => answers
            .site()
            .entry_date(id)
            .map(|date| Value::from(date.to_string())),
        ("updated", _) => common
            .updated
            .as_ref()
            .map(|date| Value::from(date.value.to_string())),
        ("authors", _) if !common.authors.is_empty() => {
            Some(common.authors.iter().map(String::as_str).collect())
        }
        ("topics", _) => page_terms(answers, page, |taxonomy| taxonomy.settings.name == "topics"),
        ("taxonomies", _) => page_taxonomies(answers, page),
        ("image", _) => image(answers, id).and_then(|(target, alt)| picture(target, alt)),
        ("draft", _) => Some(Value::from(common.draft)),
        ("minutes", _) => Some(Value::from(page.parsed.body.outline.minutes())),
        ("publication", _) => publications::facts(answers, id),
        ("filters", _) => publications::filters(answers, id),
        ("byline", KindFields::Article { byline }) if !byline.is_empty() => {
            Some(bylines(answers, byline))
        }
        ("number", KindFields::Newsletter { number, .. }) => {
            number.as_ref().map(|number| Value::from(number.value))
        }
        ("period", KindFields::Newsletter { period, .. } | KindFields::Report { period, .. }) => {
            text(period.as_ref())
        }
        ("editor", KindFields::Newsletter { editor, .. }) => text(editor.as_ref()),
        ("group", KindFields::Report { group, .. }) => text(group.as_ref()),
        _ => None,
    }
}

/// A term of a page: `name` and `url`.
#[derive(Debug)]
pub(in crate::render) struct Topic {
    answers: Arc<Answers>,
    /// Its taxonomy, and its place there.
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

/// The terms of a page in the taxonomies that `wanted` lets through; nothing without any.
fn page_terms(
    answers: &Arc<Answers>,
    page: &Page,
    wanted: impl Fn(&Taxonomy) -> bool,
) -> Option<Value> {
    let taxonomies = &answers.site().taxonomies;
    let chosen = page
        .terms
        .iter()
        .filter(|(taxonomy, _)| wanted(&taxonomies[*taxonomy]));
    let terms: Vec<Value> = chosen
        .map(|at| {
            Value::from_object(Topic {
                answers: answers.clone(),
                at: *at,
            })
        })
        .collect();
    (!terms.is_empty()).then(|| terms.into())
}

/// All terms of a page, by taxonomy.
fn page_taxonomies(answers: &Arc<Answers>, page: &Page) -> Option<Value> {
    let one = |taxonomy: &Taxonomy| {
        let terms = page_terms(answers, page, |other| other.url == taxonomy.url)?;
        let entries: Attributes = vec![
            ("name", Value::from(taxonomy.settings.name.as_str())),
            ("title", Value::from(answers.taxonomy_title(taxonomy))),
            ("terms", terms),
        ];
        Some(record(entries))
    };
    let all: Vec<Value> = answers.site().taxonomies.iter().filter_map(one).collect();
    (!all.is_empty()).then(|| all.into())
}

/// The picture of a page, or the site's own, and its description.
pub(in crate::render) fn image(answers: &Answers, id: PageId) -> Option<(&Target, &str)> {
    let resolved = answers.resolved();
    let common = answers.site().pages[id].common();
    let own = resolved.pages[id].image.as_ref();
    let alt = if own.is_some() {
        common.image_alt.as_deref()
    } else {
        None
    };
    let target = own.or(resolved.settings.default_image.as_ref())?;
    matches!(target, Target::File { .. }).then_some((target, alt.unwrap_or_default()))
}
