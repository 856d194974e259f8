//! A page of the content as templates see it. From: the page, the build's answers, and the page
//! being rendered. To: an object whose values are made when a template asks for them; only its body
//! and the texts of its front matter are made beforehand, since they can fail.

use super::front_texts::{FrontTextValues, abstract_of_list, front_texts};
use super::lists::{articles, list, years};
use super::summary::{SUMMARY_KEYS, summaries, summary, summary_value};
use super::table_of_contents::table_of_contents;
use super::trail::{TrailEnd, trail};
use super::{Attributes, data, feed, publications, record, text};
use crate::bibliography::scholar::{self, ScholarAddresses};
use crate::model::{Page, PageId};
use crate::parse::front::{Download, KindFields};
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::body::{BodyRenderer, file};
use crate::render::citations;
use crate::render::previews::{PreviewSubject, preview};
use crate::render::structured_data::structured_data;
use crate::render::views::list_page;
use crate::render::{CurrentPage, View};
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Environment, Error};
use std::sync::{Arc, OnceLock};

/// A page of the content. Its values are made when a template asks for them; its body is ready.
#[derive(Debug)]
pub(super) struct ContentPage {
    answers: Arc<Answers>,
    id: PageId,
    /// The number of the page of its list that is shown, from 1.
    number: usize,
    /// The HTML of its body; `None` on later pages of its list.
    body: Option<Value>,
    /// The texts of its front matter.
    texts: FrontTextValues,
    /// The values named in [`CACHED`], each once a template has asked for it.
    cached: [OnceLock<Option<Value>>; CACHED.len()],
}

/// The values that are costly to make and that templates ask for several times.
const CACHED: [&str; 12] = [
    "toc",
    "related",
    "feed",
    "structured_data",
    "image",
    "topics",
    "taxonomies",
    "list",
    "articles",
    "publication",
    "groups",
    "shelves",
];

/// The names of the values that a page has beside those of its [`Summary`](super::Summary).
const OWN_KEYS: &[&str] = &[
    "words",
    "source",
    "extra",
    "breadcrumbs",
    "toc",
    "body",
    "findings",
    "method",
    "accessible",
    "related",
    "has_tables",
    "feed",
    "structured_data",
    "preview",
    "list",
    "years",
    "subsections",
    "pdf",
    "articles",
    "issue",
    "downloads",
    "abstract",
    "note",
    "key_message",
    "citation",
    "cited_in",
    "scholar",
    "hanging_indent",
    "formats",
    "groups",
    "shelves",
];

impl Object for ContentPage {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match CACHED.iter().position(|cached| *cached == key) {
            Some(at) => self.cached[at].get_or_init(|| self.make(key)).clone(),
            None => self.make(key),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(
            SUMMARY_KEYS
                .iter()
                .chain(OWN_KEYS)
                .map(|key| Value::from(*key))
                .collect(),
        )
    }
}

impl ContentPage {
    /// The page `id` without its body and texts; `number` counts the pages of its list.
    pub(super) fn new(answers: &Arc<Answers>, id: PageId, number: usize) -> Self {
        Self {
            answers: answers.clone(),
            id,
            number,
            body: None,
            texts: FrontTextValues::default(),
            cached: Default::default(),
        }
    }

    fn make(&self, key: &str) -> Option<Value> {
        let page = &self.answers.site().pages[self.id];
        match key {
            "url" => Some(Value::from(list_page(&page.url, self.number).as_str())),
            "words" => Some(Value::from(page.parsed.body.outline.words)),
            "source" => Some(Value::from(page.parsed.source.as_str())),
            "extra" => Some(data(&page.common().extra)),
            "breadcrumbs" => Some(trail(&self.answers, page.parent.map(TrailEnd::Page))),
            "toc" if page.common().toc => table_of_contents(&page.parsed.body.outline),
            "body" => self.body.clone(),
            "findings" => self.texts.findings.clone(),
            "method" => self.texts.method.clone(),
            "accessible" => self.texts.accessible.clone(),
            "abstract" => self.summary(),
            "note" => self.texts.note.clone(),
            "key_message" => self.texts.message.clone(),
            "scholar" => self.scholar(),
            "cited_in" => self.cited_in(),
            "citation" | "formats" | "groups" | "shelves" | "hanging_indent" => {
                self.of_publications(key)
            }
            "related" => self.related(),
            "has_tables" => Some(Value::from(
                !self.answers.resolved().pages[self.id].tables.is_empty(),
            )),
            "feed" => feed(&self.answers, &page.url),
            "structured_data" => self.structured_data(),
            "preview" => Some(self.preview()),
            "years" => years(page),
            "list" | "subsections" | "pdf" | "articles" | "issue" | "downloads" => {
                self.of_kind(key)
            }
            _ => summary_value(&self.answers, self.id, key),
        }
    }

    /// The related pages that its front matter names.
    fn related(&self) -> Option<Value> {
        let targets = &self.answers.resolved().pages[self.id].related;
        let pages: Vec<Value> = targets
            .iter()
            .filter_map(|target| {
                if let Target::Page { page, .. } = target {
                    Some(summary(&self.answers, *page))
                } else {
                    None
                }
            })
            .collect();
        (!pages.is_empty()).then(|| pages.into())
    }

    fn structured_data(&self) -> Option<Value> {
        let view = if self.number == 1 {
            View::Page(self.id)
        } else {
            View::More {
                section: self.id,
                number: self.number,
            }
        };
        structured_data(&self.answers, &view).map(Value::from_safe_string)
    }

    fn preview(&self) -> Value {
        let page = &self.answers.site().pages[self.id];
        let url = list_page(&page.url, self.number);
        let shown = PreviewSubject {
            title: page.title(),
            url: Some(&url),
            page: Some(self.id),
        };
        Value::from_safe_string(preview(&self.answers, &shown))
    }

    /// The summary of a publication: its own text, else the abstract that the list gives.
    fn summary(&self) -> Option<Value> {
        self.texts
            .summary
            .clone()
            .or_else(|| abstract_of_list(&self.answers, self.id))
    }

    /// The pages that cite a publication.
    fn cited_in(&self) -> Option<Value> {
        let publication = self.answers.site().pages[self.id].publication?;
        let citing = self
            .answers
            .resolved()
            .references
            .cited_in
            .get(publication)
            .filter(|citing| !citing.is_empty())?;
        Some(summaries(&self.answers, citing))
    }

    /// The tags for Google Scholar, for a publication whose PDF the site itself offers.
    fn scholar(&self) -> Option<Value> {
        let base = self.answers.site().settings.base_url.as_deref()?;
        let (_, item) = publications::item(&self.answers, self.id)?;
        let Some(Target::File { url: pdf, .. }) = &self.answers.resolved().pages[self.id].pdf
        else {
            return None;
        };
        let (page, pdf) = (
            self.answers.site().pages[self.id].url.absolute(base),
            pdf.absolute(base),
        );
        let tags: Vec<Value> = scholar::tags(
            item,
            ScholarAddresses {
                page: &page,
                pdf: Some(&pdf),
            },
        )
        .into_iter()
        .map(|(name, content)| {
            record([
                ("name", Value::from(name)),
                ("content", Value::from(content)),
            ])
        })
        .collect();
        (!tags.is_empty()).then(|| tags.into())
    }

    /// The values that only publications and their lists have.
    fn of_publications(&self, key: &str) -> Option<Value> {
        let page = &self.answers.site().pages[self.id];
        let references = &self.answers.resolved().references;
        match key {
            "citation" => references
                .alone
                .get(page.publication?)?
                .as_ref()
                .map(publications::reference),
            "hanging_indent" => Some(Value::from(references.hanging_indent)),
            "formats" => (page.publication.is_some() || !page.groups.is_empty())
                .then(|| publications::formats(&page.url)),
            "groups" => publications::groups(&self.answers, page),
            _ if page.groups.is_empty() => None,
            _ => {
                let start = ((self.number - 1) * page.page_size).min(page.entries.len());
                let end = (self.number * page.page_size).min(page.entries.len());
                Some(publications::shelves(
                    &self.answers,
                    page,
                    &page.entries[start..end],
                ))
            }
        }
    }

    /// The values that only one kind of page has.
    pub(super) fn of_kind(&self, key: &str) -> Option<Value> {
        let site = self.answers.site();
        let page = &site.pages[self.id];
        let targets = &self.answers.resolved().pages[self.id];
        match (&page.parsed.front.fields, key) {
            (KindFields::Section { .. }, "list") => Some(self.list(page)),
            (KindFields::Section { .. }, "subsections") => {
                Some(summaries(&self.answers, &page.subsections))
            }
            (_, "list") if !page.groups.is_empty() => Some(self.list(page)),
            (KindFields::Newsletter { .. } | KindFields::Publication { .. }, "pdf") => {
                targets.pdf.as_ref().map(file)
            }
            (KindFields::Newsletter { .. }, "articles") => Some(articles(&self.answers, self.id)),
            (KindFields::Article { .. }, "issue") => {
                let issue = page
                    .parent
                    .filter(|parent| site.pages[*parent].kind() == Kind::Newsletter);
                issue.map(|issue| summary(&self.answers, issue))
            }
            (KindFields::Report { downloads, .. }, "downloads") => {
                Some(offered_files(page, downloads, &targets.downloads))
            }
            _ => None,
        }
    }

    /// The page of its list of entries that is shown.
    fn list(&self, page: &Page) -> Value {
        list(
            &page.entries,
            |id| summary(&self.answers, id),
            &page.url,
            self.number,
            page.page_size,
        )
    }
}

/// The downloads of a report whose files can be offered.
fn offered_files(page: &Page, downloads: &[Download], targets: &[Target]) -> Value {
    let offered = downloads
        .iter()
        .zip(targets)
        .filter(|(_, target)| matches!(target, Target::File { .. }));
    offered
        .map(|(download, target)| offered_file(page, download, target))
        .collect()
}

fn offered_file(page: &Page, download: &Download, target: &Target) -> Value {
    let facts = file(target);
    let mut entries = Attributes::new();
    for name in ["url", "name", "kind", "size", "bytes", "pages"] {
        entries.extend(facts.get_attr(name).ok().map(|value| (name, value)));
    }
    let title = download.title.as_deref().unwrap_or(page.title());
    entries.push(("title", Value::from(title)));
    entries.extend(text(download.note.as_ref()).map(|note| ("note", note)));
    record(entries)
}

/// The page `id` of the content with its body and texts; `number` counts the pages of its list.
pub(super) fn content_page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    id: PageId,
    number: usize,
    here: &Arc<CurrentPage>,
) -> Result<Value, Error> {
    let page = &answers.site().pages[id];
    let targets = &answers.resolved().pages[id];
    // Components see the page without its body, which they are part of.
    let renderer = BodyRenderer {
        environment,
        answers,
        here,
        document: &page.parsed.body,
        targets: &targets.body,
        tables: Some(&targets.tables),
        page: Value::from_object(ContentPage::new(answers, id, number)),
        site: super::site(answers, here),
    };
    let body = if number == 1 {
        let references = citations::list(environment, answers, here, &renderer.site)?;
        Some(Value::from_safe_string(renderer.body()? + &references))
    } else {
        None
    };
    let texts = front_texts(&renderer, &page.parsed.texts, &targets.texts)?;
    Ok(Value::from_object(ContentPage {
        body,
        texts,
        ..ContentPage::new(answers, id, number)
    }))
}
