//! The page that a view shows, whole.

use super::lists::{articles, list, terms};
use super::summary::{SUMMARY_KEYS, summaries, summary, summary_value};
use super::{Entries, crumb, data, text};
use crate::model::PageId;
use crate::parse::document::{Document, Heading};
use crate::parse::front::KindFields;
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::body::{Filling, file};
use crate::render::views::{TOPIC_PAGE_SIZE, list_page};
use crate::render::{Here, View};
use crate::resolve::{PageTargets, Target};
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Environment, Error};
use std::sync::Arc;

/// The page that a view shows, whole.
pub(in crate::render) fn page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    view: &View,
    here: &Arc<Here>,
) -> Result<Value, Error> {
    let site = answers.site();
    let entries = match view {
        View::Page(id) => return content_page(environment, answers, *id, 1, here),
        View::More { section, number } => return content_page(environment, answers, *section, *number, here),
        View::Topics => {
            let title = answers.words().get("topics").unwrap_or_else(|| "Topics".to_owned());
            let mut entries = made("topics", &title, view, answers);
            entries.push(("terms", terms(answers)));
            entries
        }
        View::Topic { topic, number } => {
            let term = &site.topics[*topic];
            let mut entries = made("topic", &term.name, view, answers);
            entries.push(("name", Value::from(term.name.as_str())));
            entries.push(("list", list(answers, &term.pages, &term.url, *number, TOPIC_PAGE_SIZE)));
            entries
        }
        View::NotFound => {
            let title = answers.words().get("not_found_title").unwrap_or_else(|| "Page not found".to_owned());
            made("error", &title, view, answers)
        }
        View::Redirect { to, .. } => {
            let page = &site.pages[*to];
            let mut entries = made("redirect", page.title(), view, answers);
            entries.push(("target", Value::from(here.link(&page.url))));
            entries.push(("target_url", Value::from(page.url.as_str())));
            entries
        }
    };
    Ok(Value::from_pairs(entries))
}

/// What every view has that no content file stands for.
fn made(kind: &'static str, title: &str, view: &View, answers: &Arc<Answers>) -> Entries {
    let site = answers.site();
    let mut crumbs: Vec<Value> =
        site.by_url.get("/").map(|home| crumb(site.pages[*home].title(), &site.pages[*home].url)).into_iter().collect();
    if let (View::Topic { .. }, Some(url)) = (view, &site.topics_url) {
        crumbs.push(crumb(&answers.words().get("topics").unwrap_or_else(|| "Topics".to_owned()), url));
    }
    vec![
        ("kind", Value::from(kind)),
        ("title", Value::from(title)),
        ("url", Value::from(view.url(site).as_str())),
        ("breadcrumbs", crumbs.into()),
    ]
}

/// A page of the content. Its values are made when a template asks for them; its body is ready.
#[derive(Debug)]
struct ContentPage {
    answers: Arc<Answers>,
    id: PageId,
    /// Which page of its list, from 1.
    number: usize,
    body: Option<Value>,
    findings: Option<Value>,
}

/// What a page has beside what a list shows of it.
const OWN_KEYS: &[&str] =
    &["words", "source", "extra", "breadcrumbs", "toc", "body", "findings", "list", "subsections", "pdf", "articles", "issue", "downloads"];

impl Object for ContentPage {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let page = &self.answers.site().pages[self.id];
        match key {
            "url" => Some(Value::from(list_page(&page.url, self.number).as_str())),
            "words" => Some(Value::from(page.parsed.body.words)),
            "source" => Some(Value::from(page.parsed.source.as_str())),
            "extra" => Some(data(&page.common().extra)),
            "breadcrumbs" => Some(self.breadcrumbs()),
            "toc" if page.common().toc => table_of_contents(&page.parsed.body),
            "body" => self.body.clone(),
            "findings" => self.findings.clone(),
            "list" | "subsections" | "pdf" | "articles" | "issue" | "downloads" => self.of_kind(key),
            _ => summary_value(&self.answers, self.id, key),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(SUMMARY_KEYS.iter().chain(OWN_KEYS).map(|key| Value::from(*key)).collect())
    }
}

impl ContentPage {
    fn breadcrumbs(&self) -> Value {
        let site = self.answers.site();
        let crumbs = site.ancestors(self.id).into_iter().map(|id| {
            let ancestor = &site.pages[id];
            crumb(ancestor.common().nav_title.as_deref().unwrap_or(ancestor.title()), &ancestor.url)
        });
        crumbs.collect()
    }

    /// What only one kind of page has.
    fn of_kind(&self, key: &str) -> Option<Value> {
        let site = self.answers.site();
        let page = &site.pages[self.id];
        let targets = &self.answers.resolved().pages[self.id];
        match (&page.parsed.front.fields, key) {
            (KindFields::Section { .. }, "list") => {
                Some(list(&self.answers, &site.entries(self.id), &page.url, self.number, page.page_size))
            }
            (KindFields::Section { .. }, "subsections") => Some(summaries(&self.answers, &site.subsections(self.id))),
            (KindFields::Newsletter { .. }, "pdf") => targets.pdf.as_ref().map(file),
            (KindFields::Newsletter { .. }, "articles") => Some(articles(&self.answers, self.id)),
            (KindFields::Article { .. }, "issue") => {
                let issue = page.parent.filter(|parent| site.pages[*parent].kind() == Kind::Newsletter);
                issue.map(|issue| summary(&self.answers, issue))
            }
            (KindFields::Report { downloads, .. }, "downloads") => {
                let files = downloads.iter().zip(&targets.downloads).filter(|(_, target)| matches!(target, Target::File { .. }));
                let offered = files.map(|(download, target)| {
                    let facts = file(target);
                    let mut entries: Entries =
                        ["url", "name", "kind", "size", "bytes"].iter().filter_map(|key| Some((*key, facts.get_attr(key).ok()?))).collect();
                    let title = download.title.clone().unwrap_or_else(|| page.title().to_owned());
                    entries.push(("title", Value::from(title)));
                    entries.extend(text(download.note.as_ref()).map(|note| ("note", note)));
                    Value::from_pairs(entries)
                });
                Some(offered.collect())
            }
            _ => None,
        }
    }
}

fn content_page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    id: PageId,
    number: usize,
    here: &Arc<Here>,
) -> Result<Value, Error> {
    let page = &answers.site().pages[id];
    let targets = &answers.resolved().pages[id];
    // Components see the page without its body, which they are part of.
    let shell = || Value::from_object(ContentPage { answers: answers.clone(), id, number, body: None, findings: None });
    let filling =
        Filling { environment, here, document: &page.parsed.body, targets: &targets.body, page: shell(), site: super::site(answers, here) };
    let body = if number == 1 { Some(Value::from_safe_string(filling.body()?)) } else { None };
    let findings = match page.parsed.findings.as_slice() {
        [] => None,
        written => Some(findings(&filling, written, targets)?),
    };
    Ok(Value::from_object(ContentPage { answers: answers.clone(), id, number, body, findings }))
}

fn findings(filling: &Filling<'_>, findings: &[Document], targets: &PageTargets) -> Result<Value, Error> {
    let html = findings.iter().zip(&targets.findings).map(|(document, targets)| {
        let one = Filling { document, targets, page: filling.page.clone(), site: filling.site.clone(), ..*filling };
        // A finding is one line of a list: its paragraph is the list item.
        let html = one.body()?;
        let inner = html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).filter(|inner| !inner.contains("<p>"));
        Ok(Value::from_safe_string(inner.map_or_else(|| html.clone(), str::to_owned)))
    });
    Ok(html.collect::<Result<Vec<_>, Error>>()?.into())
}

/// Headings of levels 2 and 3 as a tree; pages with fewer than three headings need none.
fn table_of_contents(body: &Document) -> Option<Value> {
    let shown: Vec<_> = body.headings.iter().filter(|heading| heading.level <= 3).collect();
    if shown.len() < 3 {
        return None;
    }
    let entry = |heading: &Heading, children: Vec<Value>| {
        Value::from_pairs([
            ("id", Value::from(heading.id.as_str())),
            ("title", Value::from(heading.title.as_str())),
            ("level", Value::from(heading.level)),
            ("children", children.into()),
        ])
    };
    let mut tree = Vec::new();
    let mut at = 0;
    while at < shown.len() {
        let inner = shown[at + 1..].iter().take_while(|heading| heading.level > shown[at].level).count();
        tree.push(entry(shown[at], shown[at + 1..=at + inner].iter().map(|heading| entry(heading, Vec::new())).collect()));
        at += inner + 1;
    }
    Some(tree.into())
}
