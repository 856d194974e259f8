//! Pages and settings as templates see them.

use super::answers::Answers;
use super::body::{Filling, address, file};
use super::views::{TOPIC_PAGE_SIZE, list_page, pages_of};
use super::{Here, View};
use crate::base::UrlPath;
use crate::model::{Page, PageId};
use crate::parse::document::{Document, Value as Field};
use crate::parse::front::{Byline, KindFields};
use crate::parse::kind::Kind;
use crate::parse::schema::FieldValue;
use crate::parse::yaml::Data;
use crate::resolve::{PageTargets, Target};
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Environment, Error};
use std::sync::Arc;

/// Words a reader reads in a minute: the middle of what studies of reading on screens find.
const WORDS_A_MINUTE: usize = 220;

type Entries = Vec<(&'static str, Value)>;

/// A page as an entry of a list. Its values are made when a template asks for them.
#[derive(Debug)]
struct Summary {
    answers: Arc<Answers>,
    page: PageId,
}

const SUMMARY_KEYS: &[&str] = &[
    "kind",
    "title",
    "nav_title",
    "summary",
    "url",
    "date",
    "updated",
    "authors",
    "topics",
    "image",
    "draft",
    "byline",
    "number",
    "period",
    "editor",
    "group",
    "minutes",
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
pub(super) fn summary(answers: &Arc<Answers>, page: PageId) -> Value {
    Value::from_object(Summary { answers: answers.clone(), page })
}

fn summaries(answers: &Arc<Answers>, ids: &[PageId]) -> Value {
    ids.iter().map(|id| summary(answers, *id)).collect()
}

fn text(value: Option<&String>) -> Option<Value> {
    value.map(|text| Value::from(text.as_str()))
}

/// What a list shows of a page. `None` for what the page does not say.
fn summary_value(answers: &Arc<Answers>, id: PageId, key: &str) -> Option<Value> {
    let page = &answers.site().pages[id];
    let common = page.common();
    match (key, &page.parsed.front.fields) {
        ("kind", _) => Some(Value::from(page.kind().name())),
        ("title", _) => Some(Value::from(page.title())),
        ("nav_title", _) => text(common.nav_title.as_ref()),
        ("summary", _) => text(common.summary.as_ref()),
        ("url", _) => Some(Value::from(page.url.as_str())),
        ("date", _) => common.date.as_ref().map(|date| Value::from(date.value.to_string())),
        ("updated", _) => common.updated.as_ref().map(|date| Value::from(date.value.to_string())),
        ("authors", _) if !common.authors.is_empty() => Some(common.authors.iter().map(String::as_str).collect()),
        ("topics", _) if !page.topics.is_empty() => Some(page_topics(answers, page)),
        ("image", _) => image(answers, id),
        ("draft", _) => Some(Value::from(common.draft)),
        ("minutes", _) => Some(Value::from(minutes(page))),
        ("byline", KindFields::Article { byline }) if !byline.is_empty() => Some(bylines(byline)),
        ("number", KindFields::Newsletter { number, .. }) => number.map(Value::from),
        ("period", KindFields::Newsletter { period, .. } | KindFields::Report { period, .. }) => text(period.as_ref()),
        ("editor", KindFields::Newsletter { editor, .. }) => text(editor.as_ref()),
        ("group", KindFields::Report { group, .. }) => text(group.as_ref()),
        _ => None,
    }
}

fn minutes(page: &Page) -> usize {
    page.parsed.body.words.div_ceil(WORDS_A_MINUTE).max(1)
}

fn page_topics(answers: &Answers, page: &Page) -> Value {
    let topics = page.topics.iter().map(|topic| &answers.site().topics[*topic]);
    topics.map(|term| Value::from_pairs([("name", Value::from(term.name.as_str())), ("url", Value::from(term.url.as_str()))])).collect()
}

fn image(answers: &Answers, id: PageId) -> Option<Value> {
    let resolved = answers.resolved();
    let common = answers.site().pages[id].common();
    let own = resolved.pages[id].image.as_ref();
    let alt = if own.is_some() { common.image_alt.as_deref() } else { None };
    picture(own.or(resolved.settings.default_image.as_ref())?, alt.unwrap_or_default())
}

fn picture(target: &Target, alt: &str) -> Option<Value> {
    let Target::File { url, pixels, .. } = target else { return None };
    let mut entries: Entries = vec![("url", Value::from(url.as_str())), ("alt", Value::from(alt))];
    if let Some((width, height)) = pixels {
        entries.push(("width", Value::from(*width)));
        entries.push(("height", Value::from(*height)));
    }
    Some(Value::from_pairs(entries))
}

fn bylines(bylines: &[Byline]) -> Value {
    let one = |byline: &Byline| {
        let mut entries: Entries = vec![("withheld", Value::from(byline.withheld))];
        entries.extend(text(byline.name.as_ref().filter(|_| !byline.withheld)).map(|name| ("name", name)));
        entries.extend(text(byline.role.as_ref()).map(|role| ("role", role)));
        entries.extend(text(byline.team.as_ref()).map(|team| ("team", team)));
        Value::from_pairs(entries)
    };
    bylines.iter().map(one).collect()
}

/// All topics with their counts.
pub(super) fn terms(answers: &Answers) -> Value {
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

/// The page that a view shows, whole.
pub(super) fn page(environment: &Environment<'_>, answers: &Arc<Answers>, view: &View, here: &Arc<Here>) -> Result<Value, Error> {
    let site = answers.site();
    Ok(Value::from_pairs(match view {
        View::Page(id) => content_page(environment, answers, *id, 1, here)?,
        View::More { section, number } => content_page(environment, answers, *section, *number, here)?,
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
    }))
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

fn crumb(title: &str, url: &UrlPath) -> Value {
    Value::from_pairs([("title", Value::from(title)), ("url", Value::from(url.as_str()))])
}

fn content_page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    id: PageId,
    number: usize,
    here: &Arc<Here>,
) -> Result<Entries, Error> {
    let site = answers.site();
    let page = &site.pages[id];
    let targets = &answers.resolved().pages[id];
    let mut entries: Entries = SUMMARY_KEYS.iter().filter_map(|key| Some((*key, summary_value(answers, id, key)?))).collect();
    entries.retain(|(key, _)| *key != "url");
    entries.push(("url", Value::from(list_page(&page.url, number).as_str())));
    entries.push(("words", Value::from(page.parsed.body.words)));
    entries.push(("source", Value::from(page.parsed.source.as_str())));
    entries.push(("extra", data(&page.common().extra)));
    let crumbs = site.ancestors(id).into_iter().map(|id| {
        let ancestor = &site.pages[id];
        crumb(ancestor.common().nav_title.as_deref().unwrap_or(ancestor.title()), &ancestor.url)
    });
    entries.push(("breadcrumbs", crumbs.collect()));
    if page.common().toc {
        entries.extend(table_of_contents(&page.parsed.body).map(|toc| ("toc", toc)));
    }
    entries.extend(kind_entries(answers, id, number));

    // The body comes last: its components see the page as far as it is known here.
    let filling = Filling {
        environment,
        here,
        document: &page.parsed.body,
        targets: &targets.body,
        page: if page.parsed.body.components.is_empty() { Value::from(()) } else { Value::from_pairs(entries.clone()) },
        site: if page.parsed.body.components.is_empty() { Value::from(()) } else { self::site(answers, here) },
    };
    if number == 1 {
        entries.push(("body", Value::from_safe_string(filling.body()?)));
    }
    if !page.parsed.findings.is_empty() {
        entries.push(("findings", findings(&filling, &page.parsed.findings, targets)?));
    }
    Ok(entries)
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
    let entry = |heading: &crate::parse::document::Heading, children: Vec<Value>| {
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

fn kind_entries(answers: &Arc<Answers>, id: PageId, number: usize) -> Entries {
    let site = answers.site();
    let page = &site.pages[id];
    let targets = &answers.resolved().pages[id];
    let mut entries = Entries::new();
    match &page.parsed.front.fields {
        KindFields::Section { .. } => {
            entries.push(("list", list(answers, &site.entries(id), &page.url, number, page.page_size)));
            entries.push(("subsections", summaries(answers, &site.subsections(id))));
        }
        KindFields::Newsletter { .. } => {
            entries.extend(targets.pdf.as_ref().map(|pdf| ("pdf", file(pdf))));
            entries.push(("articles", articles(answers, id)));
        }
        KindFields::Article { .. } => {
            if let Some(issue) = page.parent.filter(|parent| site.pages[*parent].kind() == Kind::Newsletter) {
                entries.push(("issue", summary(answers, issue)));
            }
        }
        KindFields::Report { downloads, .. } => {
            let files = downloads.iter().zip(&targets.downloads).filter(|(_, target)| matches!(target, Target::File { .. }));
            let files = files.map(|(download, target)| {
                let facts = file(target);
                let mut entries: Entries =
                    ["url", "name", "kind", "size", "bytes"].iter().filter_map(|key| Some((*key, facts.get_attr(key).ok()?))).collect();
                let title = download.title.clone().unwrap_or_else(|| page.title().to_owned());
                entries.push(("title", Value::from(title)));
                entries.extend(text(download.note.as_ref()).map(|note| ("note", note)));
                Value::from_pairs(entries)
            });
            entries.push(("downloads", files.collect()));
        }
        KindFields::Page => {}
    }
    entries
}

/// The contents of an issue: articles in files of their own, or the `##` sections of a one-file issue.
fn articles(answers: &Arc<Answers>, id: PageId) -> Value {
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

fn list(answers: &Arc<Answers>, ids: &[PageId], base: &UrlPath, number: usize, size: usize) -> Value {
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

/// The settings, as the page `here` sees them.
pub(super) fn site(answers: &Arc<Answers>, here: &Arc<Here>) -> Value {
    let site = answers.site();
    let settings = &site.settings;
    let targets = &answers.resolved().settings;
    let mut entries: Entries = vec![
        ("title", Value::from(settings.title.as_str())),
        ("language", Value::from(settings.language.as_str())),
        (
            "navigation",
            settings.navigation.iter().zip(&targets.navigation).map(|(item, target)| navigation(&item.title, target, here)).collect(),
        ),
        ("organisation", organisation(answers)),
        ("footer", footer(answers, here)),
        ("theme_options", answers.options()),
    ];
    entries.push(("short_title", Value::from(settings.short_title.as_deref().unwrap_or(&settings.title))));
    entries.extend(text(settings.strapline.as_ref()).map(|strapline| ("strapline", strapline)));
    if let Some(base) = &settings.base_url {
        entries.push(("base_url", Value::from(base.as_str())));
        if here.root.is_none() {
            entries.push(("url", Value::from(here.url.absolute(base))));
        }
    }
    entries.extend(site.topics_url.as_ref().map(|url| ("topics_url", Value::from(url.as_str()))));
    Value::from_pairs(entries)
}

fn navigation(title: &str, target: &Target, here: &Here) -> Value {
    let url = address(target);
    let (current, open) = match target {
        Target::Page { url, .. } | Target::Made(url) => {
            (*url == here.url, url.as_str() != "/" && here.url.as_str().starts_with(url.as_str()))
        }
        _ => (false, false),
    };
    Value::from_pairs([("title", Value::from(title)), ("url", url), ("current", Value::from(current)), ("open", Value::from(open))])
}

fn organisation(answers: &Answers) -> Value {
    let organisation = &answers.site().settings.organisation;
    let mut entries = Entries::new();
    entries.extend(text(organisation.name.as_ref()).map(|name| ("name", name)));
    entries.extend(text(organisation.email.as_ref()).map(|email| ("email", email)));
    entries.extend(text(organisation.phone.as_ref()).map(|phone| ("phone", phone)));
    entries.push(("address", organisation.address.iter().map(String::as_str).collect()));
    let social = organisation
        .social
        .iter()
        .map(|social| Value::from_pairs([("name", Value::from(social.name.as_str())), ("url", Value::from(social.url.value.as_str()))]));
    entries.push(("social", social.collect()));
    let logo = answers.resolved().settings.logo.as_ref().and_then(|logo| picture(logo, organisation.name.as_deref().unwrap_or_default()));
    entries.extend(logo.map(|logo| ("logo", logo)));
    Value::from_pairs(entries)
}

fn footer(answers: &Arc<Answers>, here: &Arc<Here>) -> Value {
    let settings = &answers.site().settings;
    let targets = &answers.resolved().settings;
    let links = settings.footer.links.iter().zip(&targets.footer_links).map(|(item, target)| navigation(&item.title, target, here));
    let mut entries: Entries = vec![("links", links.collect())];
    let document = answers.footer();
    if !document.body.html.is_empty() {
        entries.push(("text", Value::from_safe_string(super::body::without_components(document, &targets.footer_text, here))));
    }
    Value::from_pairs(entries)
}

/// The value of a theme's option. Links and files of options are given as they are written.
pub(super) fn option(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) | FieldValue::Choice(text) => Value::from(text.as_str()),
        FieldValue::Markdown(text) | FieldValue::Link(text) | FieldValue::Asset(text) => Value::from(text.value.as_str()),
        FieldValue::Date(date) => Value::from(date.to_string()),
        FieldValue::Number(number) => Value::from(*number),
        FieldValue::YesNo(yes) => Value::from(*yes),
        FieldValue::List(values) => values.iter().map(option).collect(),
        FieldValue::Group(values) => Value::from_pairs(values.iter().map(|(name, value)| (name.clone(), option(value)))),
    }
}

/// Free data of the owner's.
fn data(value: &Data) -> Value {
    match value {
        Data::Null => Value::from(()),
        Data::Bool(yes) => Value::from(*yes),
        Data::Number(number) => Value::from(*number),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(values) => values.iter().map(data).collect(),
        Data::Map(entries) => Value::from_pairs(entries.iter().map(|(key, value)| (key.clone(), data(value)))),
    }
}
