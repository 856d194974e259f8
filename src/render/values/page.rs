//! The page that a view shows, whole.

use super::lists::{articles, list, terms, work, years};
use super::summary::{SUMMARY_KEYS, summaries, summary, summary_value};
use super::trail::{TrailEnd, trail};
use super::{Attributes, data, feed, publications, record, text};
use crate::base::UrlPath;
use crate::bibliography::item::rich;
use crate::bibliography::scholar::{self, Addresses};
use crate::model::{PageId, Writer};
use crate::parse::document::{Document, Heading, Outline};
use crate::parse::front::KindFields;
use crate::parse::kind::Kind;
use crate::parse::page::FrontTexts;
use crate::render::answers::Answers;
use crate::render::body::{BodyRenderer, address, file, without_components};
use crate::render::citations;
use crate::render::previews::{PreviewSubject, preview};
use crate::render::structured_data::structured_data;
use crate::render::views::{LIST_SIZE, list_page};
use crate::render::{CurrentPage, View};
use crate::resolve::{Target, TextTargets};
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Environment, Error};
use std::sync::{Arc, OnceLock};

/// The page that a view shows, whole.
pub(in crate::render) fn page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    view: &View,
    here: &Arc<CurrentPage>,
) -> Result<Value, Error> {
    let site = answers.site();
    let entries = match view {
        View::Page(id) => return content_page(environment, answers, *id, 1, here),
        View::More { section, number } => {
            return content_page(environment, answers, *section, *number, here);
        }
        View::Year {
            section,
            year,
            number,
        } => {
            let page = &site.pages[*section];
            let of = &page.years[*year];
            let mut entries = made(
                "year",
                &format!("{} {}", page.title(), of.year),
                view,
                answers,
            );
            entries.push(("year", Value::from(of.year)));
            entries.push(("section", summary(answers, *section)));
            entries.extend(years(page).map(|years| ("years", years)));
            entries.push((
                "list",
                list(
                    &of.pages,
                    |id| summary(answers, id),
                    &page.year_url(of.year),
                    *number,
                    page.page_size,
                ),
            ));
            entries
        }
        View::Group {
            section,
            group,
            number,
        } => {
            let page = &site.pages[*section];
            let group = &page.groups[*group];
            let name = publications::group_title(answers, group);
            let mut entries = made("group", &format!("{}: {name}", page.title()), view, answers);
            entries.push(("name", Value::from(name)));
            entries.push(("by", Value::from(group.by.name())));
            entries.push(("section", summary(answers, *section)));
            entries.extend(publications::groups(answers, page).map(|groups| ("groups", groups)));
            entries.push((
                "list",
                publications::group_list(answers, page, group, *number),
            ));
            entries
        }
        View::Taxonomy(taxonomy) => {
            let taxonomy = &site.taxonomies[*taxonomy];
            let mut entries = made("topics", &answers.taxonomy_title(taxonomy), view, answers);
            entries.push(("taxonomy", Value::from(taxonomy.settings.name.as_str())));
            entries.push(("terms", terms(taxonomy)));
            entries
        }
        View::Term {
            term: (taxonomy, term),
            number,
        } => {
            let taxonomy = &site.taxonomies[*taxonomy];
            let term = &taxonomy.terms[*term];
            let mut entries = made("topic", &term.name, view, answers);
            entries.push(("name", Value::from(term.name.as_str())));
            entries.push(("taxonomy", Value::from(taxonomy.settings.name.as_str())));
            entries.extend(feed(answers, &term.url).map(|feed| ("feed", feed)));
            entries.extend(
                text(taxonomy.settings.singular.as_ref()).map(|singular| ("singular", singular)),
            );
            entries.push((
                "list",
                list(
                    &term.pages,
                    |id| summary(answers, id),
                    &term.url,
                    *number,
                    LIST_SIZE,
                ),
            ));
            entries
        }
        View::People => {
            let title = answers
                .words()
                .get("people")
                .unwrap_or_else(|| "People".to_owned());
            let mut entries = made("people", &title, view, answers);
            entries.push((
                "people",
                site.writers
                    .iter()
                    .map(|writer| person_of(answers, writer))
                    .collect(),
            ));
            entries
        }
        View::Person { writer, number } => {
            let writer = &site.writers[*writer];
            let person = &site.people.list[writer.declared];
            let mut entries = made("person", &person.name, view, answers);
            entries.push(("person", person_of(answers, writer)));
            let about = &answers.about()[writer.declared];
            if *number == 1 && !about.html().html.is_empty() {
                let targets = &answers.resolved().settings.people[writer.declared];
                entries.push((
                    "about",
                    Value::from_safe_string(without_components(about, targets, here)),
                ));
            }
            entries.push((
                "list",
                list(
                    &writer.works,
                    |one| work(answers, one),
                    &writer.url,
                    *number,
                    LIST_SIZE,
                ),
            ));
            entries
        }
        View::Search => {
            let title = answers
                .words()
                .get("search")
                .unwrap_or_else(|| "Search".to_owned());
            made("search", &title, view, answers)
        }
        View::NotFound => {
            let title = answers
                .words()
                .get("not_found_title")
                .unwrap_or_else(|| "Page not found".to_owned());
            made("error", &title, view, answers)
        }
        View::Redirect { to, .. } => redirect(
            site.pages[*to].title(),
            &site.pages[*to].url,
            view,
            here,
            answers,
        ),
        View::Moved(at) => redirect(
            &site.moved[*at].title,
            &site.moved[*at].to,
            view,
            here,
            answers,
        ),
    };
    Ok(record(entries))
}

/// What a former address has: where it leads.
fn redirect(
    title: &str,
    to: &UrlPath,
    view: &View,
    here: &CurrentPage,
    answers: &Arc<Answers>,
) -> Attributes {
    let mut entries = made("redirect", title, view, answers);
    entries.push(("target", Value::from(here.link(to))));
    entries.push(("target_url", Value::from(to.as_str())));
    entries
}

/// What every view has that no content file stands for.
fn made(kind: &'static str, title: &str, view: &View, answers: &Arc<Answers>) -> Attributes {
    let site = answers.site();
    let above = match view {
        View::Term {
            term: (taxonomy, _),
            ..
        } => Some(TrailEnd::Taxonomy(*taxonomy)),
        View::Person { .. } => Some(TrailEnd::People),
        View::Year { section, .. } | View::Group { section, .. } => Some(TrailEnd::Page(*section)),
        _ => site.by_url.get("/").map(|home| TrailEnd::Page(*home)),
    };
    let url = view.url(site);
    let mut entries = vec![
        ("kind", Value::from(kind)),
        ("title", Value::from(title)),
        ("url", Value::from(url.as_str())),
    ];
    entries.push(("breadcrumbs", trail(answers, above)));
    let url = Some(&url).filter(|_| !matches!(view, View::NotFound));
    entries.push((
        "preview",
        Value::from_safe_string(preview(
            answers,
            &PreviewSubject {
                title,
                url,
                page: None,
            },
        )),
    ));
    entries
}

/// A declared person, with how much they wrote and their page elsewhere.
fn person_of(answers: &Answers, writer: &Writer) -> Value {
    let declared = &answers.site().people.list[writer.declared];
    let known = super::person(answers, &declared.key);
    let keys = ["name", "role", "team", "url"].into_iter();
    let mut entries: Attributes = keys
        .filter_map(|key| {
            Some((
                key,
                known
                    .get_attr(key)
                    .ok()
                    .filter(|value| !value.is_undefined())?,
            ))
        })
        .collect();
    entries.push(("count", Value::from(writer.works.len())));
    let link = answers.resolved().settings.people_links[writer.declared]
        .as_ref()
        .filter(|target| **target != Target::Nothing);
    entries.extend(link.map(|target| ("link", address(target))));
    record(entries)
}

/// A page of the content. Its values are made when a template asks for them; its body is ready.
#[derive(Debug)]
pub(super) struct ContentPage {
    answers: Arc<Answers>,
    id: PageId,
    /// Which page of its list, from 1.
    number: usize,
    body: Option<Value>,
    /// Of its front matter.
    texts: FrontTextValues,
    /// What is dear to make: templates ask for it several times.
    made: [OnceLock<Option<Value>>; DEAR.len()],
}

/// What is kept once it is made.
const DEAR: [&str; 12] = [
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

/// The texts of front matter, as HTML.
#[derive(Debug, Default)]
pub(super) struct FrontTextValues {
    pub(super) findings: Option<Value>,
    pub(super) method: Option<Value>,
    pub(super) accessible: Option<Value>,
    pub(super) summary: Option<Value>,
    pub(super) note: Option<Value>,
    pub(super) message: Option<Value>,
}

/// What a page has beside what a list shows of it.
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
        match DEAR.iter().position(|dear| *dear == key) {
            Some(at) => self.made[at].get_or_init(|| self.make(key)).clone(),
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
    pub(super) fn new(answers: &Arc<Answers>, id: PageId, number: usize) -> Self {
        Self {
            answers: answers.clone(),
            id,
            number,
            body: None,
            texts: FrontTextValues::default(),
            made: Default::default(),
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

    /// The pages that its editor says belong with it.
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

    /// What a publication is about: what its file says, else the abstract of its list.
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

    /// Tags for Google Scholar, of what the site itself publishes.
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
        let tag = |(name, content): (&'static str, String)| {
            record([
                ("name", Value::from(name)),
                ("content", Value::from(content)),
            ])
        };
        let tags: Vec<Value> = scholar::tags(
            item,
            Addresses {
                page: &page,
                pdf: Some(&pdf),
            },
        )
        .into_iter()
        .map(tag)
        .collect();
        (!tags.is_empty()).then(|| tags.into())
    }

    /// What publications and their lists have.
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

    /// What only one kind of page has.
    pub(super) fn of_kind(&self, key: &str) -> Option<Value> {
        let site = self.answers.site();
        let page = &site.pages[self.id];
        let targets = &self.answers.resolved().pages[self.id];
        match (&page.parsed.front.fields, key) {
            (KindFields::Section { .. }, "list") => Some(list(
                &page.entries,
                |id| summary(&self.answers, id),
                &page.url,
                self.number,
                page.page_size,
            )),
            (KindFields::Section { .. }, "subsections") => {
                Some(summaries(&self.answers, &page.subsections))
            }
            (_, "list") if !page.groups.is_empty() => Some(list(
                &page.entries,
                |id| summary(&self.answers, id),
                &page.url,
                self.number,
                page.page_size,
            )),
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
                let files = downloads
                    .iter()
                    .zip(&targets.downloads)
                    .filter(|(_, target)| matches!(target, Target::File { .. }));
                let offered = files.map(|(download, target)| {
                    let facts = file(target);
                    let mut entries: Attributes = ["url", "name", "kind", "size", "bytes", "pages"]
                        .iter()
                        .filter_map(|key| Some((*key, facts.get_attr(key).ok()?)))
                        .collect();
                    let title = download
                        .title
                        .clone()
                        .unwrap_or_else(|| page.title().to_owned());
                    entries.push(("title", Value::from(title)));
                    entries.extend(text(download.note.as_ref()).map(|note| ("note", note)));
                    record(entries)
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
    let texts = texts(&renderer, &page.parsed.texts, &targets.texts)?;
    Ok(Value::from_object(ContentPage {
        body,
        texts,
        ..ContentPage::new(answers, id, number)
    }))
}

/// The abstract of a publication as its list has it.
pub(super) fn abstract_of_list(answers: &Answers, id: PageId) -> Option<Value> {
    let (_, item) = publications::item(answers, id)?;
    let paragraphs = item
        .text("abstract")?
        .split("\n\n")
        .map(rich::html)
        .filter(|paragraph| !paragraph.is_empty());
    let html: Vec<String> = paragraphs
        .map(|paragraph| format!("<p>{paragraph}</p>\n"))
        .collect();
    Some(Value::from_safe_string(html.concat()))
}

pub(super) fn texts(
    renderer: &BodyRenderer<'_>,
    texts: &FrontTexts,
    targets: &TextTargets,
) -> Result<FrontTextValues, Error> {
    let note = |written: &Option<Document>, targets| match written {
        Some(document) => Ok::<_, Error>(Some(Value::from_safe_string(
            renderer.of(document, targets).body()?,
        ))),
        None => Ok(None),
    };
    // A finding is one line of a list: its paragraph is the list item.
    let findings = texts
        .findings
        .iter()
        .zip(&targets.findings)
        .map(|(document, targets)| {
            let html = renderer.of(document, targets).body()?;
            let inner = html
                .trim()
                .strip_prefix("<p>")
                .and_then(|html| html.strip_suffix("</p>"))
                .filter(|inner| !inner.contains("<p>"));
            Ok(Value::from_safe_string(
                inner.map_or_else(|| html.clone(), str::to_owned),
            ))
        });
    let findings: Vec<Value> = findings.collect::<Result<_, Error>>()?;
    Ok(FrontTextValues {
        findings: (!findings.is_empty()).then(|| findings.into()),
        method: note(&texts.method, &targets.method)?,
        accessible: note(&texts.accessible, &targets.accessible)?,
        summary: note(&texts.summary, &targets.summary)?,
        note: note(&texts.note, &targets.note)?,
        message: note(&texts.message, &targets.message)?,
    })
}

/// Headings of levels 2 and 3 as a tree; pages with fewer than three headings need none.
fn table_of_contents(body: &Outline) -> Option<Value> {
    let shown: Vec<_> = body
        .headings
        .iter()
        .filter(|heading| heading.level <= 3)
        .collect();
    if shown.len() < 3 {
        return None;
    }
    let entry = |heading: &Heading, children: Vec<Value>| {
        record([
            ("id", Value::from(heading.id.as_str())),
            ("title", Value::from(heading.title.as_str())),
            ("level", Value::from(heading.level)),
            ("children", children.into()),
        ])
    };
    let mut tree = Vec::new();
    let mut at = 0;
    while at < shown.len() {
        let inner = shown[at + 1..]
            .iter()
            .take_while(|heading| heading.level > shown[at].level)
            .count();
        tree.push(entry(
            shown[at],
            shown[at + 1..=at + inner]
                .iter()
                .map(|heading| entry(heading, Vec::new()))
                .collect(),
        ));
        at += inner + 1;
    }
    Some(tree.into())
}
