//! Lists: pages of a section, year, term or person, the contents of an issue, the terms of a
//! taxonomy.

use super::people::bylines;
use super::summary::{summaries, summary};
use super::{Attributes, record, text};
use crate::base::UrlPath;
use crate::model::{Page, PageId, Site, Taxonomy, Term, Work, Year};
use crate::parse::articles::Article;
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::views::{list_page, pages_of};
use minijinja::value::Value;
use std::sync::Arc;

/// The terms of a taxonomy with their counts.
pub(in crate::render) fn terms(taxonomy: &Taxonomy) -> Value {
    let one = |term: &Term| {
        let entries: Attributes = vec![
            ("name", Value::from(term.name.as_str())),
            ("url", Value::from(term.url.as_str())),
            ("count", Value::from(term.pages.len())),
        ];
        record(entries)
    };
    taxonomy.terms.iter().map(one).collect()
}

/// The sections that list something, in the order of their addresses.
pub(in crate::render) fn listed_sections(site: &Site) -> impl Iterator<Item = PageId> {
    let lists = |id: &PageId| {
        site.pages[*id].kind() == Kind::Section && !site.pages[*id].entries.is_empty()
    };
    (0..site.pages.len()).filter(lists)
}

/// The sections that list something, each with the number of its entries and its years.
pub(in crate::render) fn sections(answers: &Arc<Answers>) -> Value {
    let site = answers.site();
    let one = |id: PageId| {
        let page = &site.pages[id];
        let entries: Attributes = vec![
            ("title", Value::from(page.title())),
            ("url", Value::from(page.url.as_str())),
            ("count", Value::from(page.entries.len())),
        ];
        record(
            entries
                .into_iter()
                .chain(years(page).map(|years| ("years", years))),
        )
    };
    listed_sections(site).map(one).collect()
}

/// The contents of an issue: articles in files of their own, or the `##` sections of a one-file
/// issue.
pub(super) fn articles(answers: &Arc<Answers>, id: PageId) -> Value {
    let site = answers.site();
    let page = &site.pages[id];
    let own: Vec<PageId> = page
        .children
        .iter()
        .copied()
        .filter(|id| site.pages[*id].kind() == Kind::Article)
        .collect();
    if !own.is_empty() {
        return summaries(answers, &own);
    }
    page.parsed
        .articles
        .iter()
        .map(|article| section(answers, page, article))
        .collect()
}

/// An article that stands in the file of its issue.
fn section(answers: &Answers, page: &Page, article: &Article) -> Value {
    let mut entries: Attributes = vec![
        ("title", Value::from(article.title.as_str())),
        ("url", Value::from(format!("{}#{}", page.url, article.id))),
    ];
    if !article.bylines.is_empty() {
        entries.push(("byline", bylines(answers, &article.bylines)));
    }
    entries.extend(text(article.summary.as_ref()).map(|summary| ("summary", summary)));
    record(entries)
}

/// A work of a person: a page, or an article that stands in the file of its issue.
pub(super) fn work(answers: &Arc<Answers>, work: Work) -> Value {
    let page = &answers.site().pages[work.page];
    match work.article {
        None => summary(answers, work.page),
        Some(at) => {
            let article = section(answers, page, &page.parsed.articles[at]);
            let date = page
                .date()
                .map(|date| ("date", Value::from(date.to_string())));
            let known = ["title", "url", "byline", "summary"]
                .into_iter()
                .filter_map(|key| Some((key, article.get_attr(key).ok()?)));
            let entries: Attributes = known
                .chain(date)
                .chain([
                    ("kind", Value::from("article")),
                    ("issue", summary(answers, work.page)),
                ])
                .collect();
            record(entries)
        }
    }
}

/// The years of a section, with their counts.
pub(super) fn years(page: &Page) -> Option<Value> {
    let one = |year: &Year| {
        let entries: Attributes = vec![
            ("year", Value::from(year.year)),
            ("url", Value::from(page.year_url(year.year).as_str())),
            ("count", Value::from(year.pages.len())),
        ];
        record(entries)
    };
    (!page.years.is_empty()).then(|| page.years.iter().map(one).collect())
}

/// One page of a list.
pub(super) fn list<T: Copy>(
    all: &[T],
    show: impl Fn(T) -> Value,
    base: &UrlPath,
    number: usize,
    size: usize,
) -> Value {
    let total = pages_of(all.len(), size);
    let shown = &all[((number - 1) * size).min(all.len())..(number * size).min(all.len())];
    let url = |number: usize| Value::from(list_page(base, number).as_str());
    let mut entries: Attributes = vec![
        ("items", shown.iter().map(|one| show(*one)).collect()),
        ("number", Value::from(number)),
        ("total", Value::from(total)),
        ("count", Value::from(all.len())),
        (
            "pages",
            shown_pages(number, total)
                .map(|at| record([("number", Value::from(at)), ("url", url(at))]))
                .collect(),
        ),
    ];
    if number > 1 {
        entries.push(("previous", url(number - 1)));
    }
    if number < total {
        entries.push(("next", url(number + 1)));
    }
    record(entries)
}

/// The pages of a list that its pager names: the first, the last, and those around the one that is
/// shown.
fn shown_pages(number: usize, total: usize) -> impl Iterator<Item = usize> {
    (1..=total).filter(move |at| *at == 1 || *at == total || at.abs_diff(number) <= 2)
}
