//! The functions and filters that templates can call. They take the answers of a build and the page
//! being rendered, and give values to the template. Every answer that depends on other pages is
//! recorded for the page, so that a later build knows whether it still holds.

use super::answers::Answers;
use super::{CurrentPage, shared, values};
use crate::base::{Date, Fingerprint, UrlPath, html, nearest, slug};
use crate::memo::{PagesQuery, Query, RecordedAnswer};
use crate::model::{PageId, Site, related};
use crate::parse::kind::Kind;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// The name of the page being rendered in a template's context.
pub(super) const HERE: &str = "masthead_here";
/// The name of the template to show in a template's context.
pub(super) const TEMPLATE: &str = "masthead_template";
/// The template that every render starts in.
pub(super) const ENTRY: &str = "masthead/entry.html";
/// The source of that template. It tells the render's state which page is rendered before it shows
/// the page's template: from then on functions know the page, inside macros and imports too, where
/// the context is out of sight.
pub(super) const ENTRY_SOURCE: &str =
    "{{ masthead_enter(masthead_here) }}{% include masthead_template %}";

/// Adds the functions and filters that know a site to the templates of its theme.
pub(super) fn install(environment: &mut Environment<'_>, answers: &Arc<Answers>) {
    environment.add_function(
        "masthead_enter",
        |state: &mut State<'_, '_>, here: Value| {
            if let Some(here) = here.downcast_object::<CurrentPage>() {
                state.get_or_insert_extension(here);
            }
            ""
        },
    );
    install_recorded(environment, answers);
    install_unrecorded(environment, answers);
    install_filters(environment, answers);
}

/// Adds the functions whose answers depend on other pages and are recorded.
fn install_recorded(environment: &mut Environment<'_>, answers: &Arc<Answers>) {
    let a = answers.clone();
    environment.add_function("pages", move |state: &mut State<'_, '_>, kwargs: Kwargs| {
        pages(&a, state, &kwargs)
    });
    let a = answers.clone();
    environment.add_function("page_at", move |state: &mut State<'_, '_>, url: String| {
        page_at(&a, state, url)
    });
    let a = answers.clone();
    environment.add_function("neighbours", move |state: &mut State<'_, '_>| {
        neighbours(&a, state)
    });
    let a = answers.clone();
    environment.add_function(
        "terms",
        move |state: &mut State<'_, '_>, taxonomy: String| terms(&a, state, taxonomy),
    );
    let a = answers.clone();
    environment.add_function("sections", move |state: &mut State<'_, '_>| {
        sections(&a, state)
    });
    let a = answers.clone();
    environment.add_function(
        "related",
        move |state: &mut State<'_, '_>, kwargs: Kwargs| related_pages(&a, state, &kwargs),
    );
}

/// Adds the functions whose answers depend on the theme alone or record what they show themselves.
fn install_unrecorded(environment: &mut Environment<'_>, answers: &Arc<Answers>) {
    let a = answers.clone();
    environment.add_function("asset", move |state: &mut State<'_, '_>, name: String| {
        asset(&a, state, &name)
    });
    let a = answers.clone();
    environment.add_function(
        "shared",
        move |state: &mut State<'_, '_>, name: &str, item: Option<Value>| {
            shared_part(&a, state, name, item.as_ref())
        },
    );
    let a = answers.clone();
    // Most words are asked for on every page and have nothing to fill in, so their values are made
    // once.
    let plain: FxHashMap<String, Value> = a
        .words()
        .keys()
        .filter_map(|key| Some((key.to_owned(), Value::from(a.words().get(key)?))))
        .collect();
    environment.add_function("t", move |key: &str, kwargs: Kwargs| match plain.get(key) {
        Some(text) if kwargs.args().next().is_none() => Ok(text.clone()),
        _ => words(&a, key, &kwargs).map(Value::from),
    });
}

fn install_filters(environment: &mut Environment<'_>, answers: &Arc<Answers>) {
    environment.add_filter("href", |state: &mut State<'_, '_>, url: Value| {
        href(state, &url)
    });
    let a = answers.clone();
    environment.add_filter("absolute", move |url: String| absolute(&a, url));
    let a = answers.clone();
    environment.add_filter("date", move |date: &str, form: Option<&str>| {
        day(&a, date, form)
    });
    let a = answers.clone();
    environment.add_filter("time", move |date: &str, form: Option<&str>| {
        time(&a, date, form)
    });
}

fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn here(state: &State<'_, '_>) -> Result<Arc<CurrentPage>, Error> {
    state
        .get_extension::<Arc<CurrentPage>>()
        .cloned()
        .ok_or_else(|| invalid("no page is being rendered".to_owned()))
}

/// Records a question and the fingerprint of its answer for the page that is being shown.
fn record(
    answers: &Answers,
    state: &State<'_, '_>,
    query: Query,
    answer: Fingerprint,
) -> Result<(), Error> {
    let here = here(state)?;
    let depends = matches!(query, Query::Neighbours | Query::Related(_));
    let page = here
        .page
        .filter(|_| depends)
        .map(|id| answers.site().pages[id].url.clone());
    here.note(RecordedAnswer {
        page,
        query,
        answer,
    });
    Ok(())
}

/// Answers `pages(section="/reports/", kind="report", topic="…", limit=3, sort="newest")`.
fn pages(answers: &Arc<Answers>, state: &State<'_, '_>, kwargs: &Kwargs) -> Result<Value, Error> {
    let query = PagesQuery {
        section: kwargs.get("section")?,
        kind: kwargs.get("kind")?,
        topic: kwargs.get("topic")?,
        limit: kwargs.get("limit")?,
        sort: kwargs.get("sort")?,
    };
    kwargs.assert_all_used()?;
    let (ids, answer) = answers.listed(&query).map_err(invalid)?;
    record(answers, state, Query::Pages(query), answer)?;
    Ok(ids.iter().map(|id| values::summary(answers, *id)).collect())
}

/// Answers `page_at("/about/")` with the summary of the page at an address, if there is one.
fn page_at(answers: &Arc<Answers>, state: &State<'_, '_>, url: String) -> Result<Value, Error> {
    let id = answers.site().by_url.get(url.as_str()).copied();
    let query = Query::Page(url);
    let answer = answers.answer_fingerprint(&query, id);
    record(answers, state, query, answer)?;
    Ok(summary_of(answers, id))
}

/// Answers `neighbours()` with the pages before and after the page being rendered.
fn neighbours(answers: &Arc<Answers>, state: &State<'_, '_>) -> Result<Value, Error> {
    let page = here(state)?.page;
    let (previous, next) = page.map_or((None, None), |id| answers.site().neighbours(id));
    let answer = answers.answer_fingerprint(&Query::Neighbours, page);
    record(answers, state, Query::Neighbours, answer)?;
    Ok(values::record([
        ("previous", summary_of(answers, previous)),
        ("next", summary_of(answers, next)),
    ]))
}

fn summary_of(answers: &Arc<Answers>, page: Option<PageId>) -> Value {
    page.map_or(Value::from(()), |id| values::summary(answers, id))
}

/// Answers `terms("topics")` with the terms of a taxonomy and their counts.
fn terms(answers: &Answers, state: &State<'_, '_>, taxonomy: String) -> Result<Value, Error> {
    let site = answers.site();
    let mut declared = site.settings.taxonomies.iter();
    if taxonomy != "topics" && !declared.any(|declared| declared.name == taxonomy) {
        return Err(invalid(format!(
            "there is no taxonomy `{taxonomy}`; \
             declare it under `taxonomies:` in `content/site.yaml`"
        )));
    }
    let used = site
        .taxonomies
        .iter()
        .find(|used| used.settings.name == taxonomy);
    let query = Query::Terms(taxonomy);
    let answer = answers.answer_fingerprint(&query, None);
    record(answers, state, query, answer)?;
    Ok(used.map_or_else(|| Value::from(Vec::<Value>::new()), values::terms))
}

/// Answers `sections()` with the sections that list something.
fn sections(answers: &Arc<Answers>, state: &State<'_, '_>) -> Result<Value, Error> {
    let answer = answers.answer_fingerprint(&Query::Sections, None);
    record(answers, state, Query::Sections, answer)?;
    Ok(values::sections(answers))
}

/// Answers `related(limit=4)` with the pages most like the page being rendered.
fn related_pages(
    answers: &Arc<Answers>,
    state: &State<'_, '_>,
    kwargs: &Kwargs,
) -> Result<Value, Error> {
    let limit: Option<usize> = kwargs.get("limit")?;
    let limit = limit.unwrap_or(4);
    kwargs.assert_all_used()?;
    let page = here(state)?.page;
    let ids = page
        .map(|id| related(answers.site(), id, limit))
        .unwrap_or_default();
    let answer = answers.pages_fingerprint(&ids);
    record(answers, state, Query::Related(limit), answer)?;
    Ok(ids
        .into_iter()
        .map(|id| values::summary(answers, id))
        .collect())
}

/// Answers `asset("style.css")` with the link to a published file of the theme.
fn asset(answers: &Answers, state: &State<'_, '_>, name: &str) -> Result<String, Error> {
    let Some(url) = answers.asset(name) else {
        let meant = did_you_mean(name, answers.asset_names());
        return Err(invalid(format!(
            "the theme has no file `assets/{name}`{meant}"
        )));
    };
    Ok(here(state)?.link(url))
}

/// Answers `shared("parts/foot.html", item)` with a part that is rendered once for many pages.
fn shared_part(
    answers: &Arc<Answers>,
    state: &State<'_, '_>,
    name: &str,
    item: Option<&Value>,
) -> Result<Value, Error> {
    let here = here(state)?;
    if here.shared.is_some() {
        return Err(invalid(format!(
            "a shared part cannot show another one; write `{{% include \"{name}\" %}}`"
        )));
    }
    shared::shared(state.env(), answers, &here, name, item)
}

/// Applies `url | href`, which makes an address a link from the page being rendered.
fn href(state: &State<'_, '_>, url: &Value) -> Result<String, Error> {
    let url = url.as_str().ok_or_else(|| {
        invalid(
            "`href` wants an address; guard it with `{% if … %}` where there may be none"
                .to_owned(),
        )
    })?;
    if !url.starts_with('/') || url.starts_with("//") {
        return Ok(url.to_owned());
    }
    let (path, suffix) = url
        .find(['#', '?'])
        .map_or((url, ""), |at| url.split_at(at));
    Ok(here(state)?.link(&UrlPath::new(path)) + suffix)
}

/// Applies `url | absolute`, which puts the site's own address before an address.
fn absolute(answers: &Answers, url: String) -> Result<String, Error> {
    let Some(base) = answers.site().settings.base_url.as_deref() else {
        return Err(invalid(
            "the site has no `base_url`; guard `absolute` with `{% if site.base_url %}`".to_owned(),
        ));
    };
    Ok(if url.starts_with('/') {
        UrlPath::new(&url).absolute(base)
    } else {
        url
    })
}

/// Applies `date | time`, which makes a day a `<time>` element.
fn time(answers: &Answers, date: &str, form: Option<&str>) -> Result<Value, Error> {
    let text = html::escape(&day(answers, date, form)?);
    Ok(Value::from_safe_string(format!(
        "<time datetime=\"{date}\">{text}</time>"
    )))
}

/// Returns the end of a message that suggests the nearest of the names that exist.
fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(name, names).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
}

/// Finds the pages that a query asks for, in its order; the error is the message for the editor.
pub(super) fn find_pages(answers: &Answers, query: &PagesQuery) -> Result<Vec<PageId>, String> {
    let site = answers.site();
    let kind = match &query.kind {
        Some(name) => Some(Kind::named(name).ok_or_else(|| unknown_kind(name))?),
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
    ids.retain(|id| kind.is_none_or(|kind| site.pages[*id].kind() == kind));
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

fn unknown_kind(name: &str) -> String {
    format!(
        "there is no kind `{name}`; \
         kinds are page, section, newsletter, article, report and publication"
    )
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
        "title" => ids.sort_by_cached_key(|id| (slug(site.pages[*id].title()), *id)),
        "weight" => ids.sort_by_cached_key(|id| {
            let page = &site.pages[*id];
            let weight = page.common().weight.unwrap_or(i64::MAX);
            (weight, slug(page.title()), *id)
        }),
        other => {
            return Err(format!(
                "there is no order `{other}`; orders are newest, oldest, updated, title and weight"
            ));
        }
    }
    Ok(())
}

/// Answers `t("key", n=3, name="x")` with the text of the key, `{name}` filled in.
fn words(answers: &Answers, key: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let number: Option<i64> = kwargs.peek("n")?;
    let text = match number {
        Some(number) => answers.words().counted(key, number),
        None => answers.words().get(key),
    };
    let text = text.ok_or_else(|| {
        let meant = did_you_mean(key, answers.words().keys());
        invalid(format!(
            "the theme's words (`i18n/en.yaml`) have no `{key}`{meant}"
        ))
    })?;
    Ok(fill(&text, |name, out| {
        let value = kwargs.peek::<Value>(name).ok()?;
        match value.as_str() {
            Some(text) => out.push_str(text),
            None => out.push_str(&value.to_string()),
        }
        Some(())
    }))
}

/// Fills in every `{name}` of a text for which `value` appends something.
fn fill(text: &str, value: impl Fn(&str, &mut String) -> Option<()>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest
            .find('}')
            .filter(|end| value(&rest[..*end], &mut out).is_some())
        {
            Some(end) => rest = &rest[end + 1..],
            None => out.push('{'),
        }
    }
    out.push_str(rest);
    out
}

/// Applies `date | date`, which writes an ISO day in the site's language: the whole of it, or, by
/// its form, `month` ("March 2015") or `year`.
fn day(answers: &Answers, iso: &str, form: Option<&str>) -> Result<String, Error> {
    let date: Date = iso
        .parse()
        .map_err(|_| invalid(format!("`{iso}` is not a date")))?;
    let pattern = match form {
        None => &answers.date_words().day,
        Some("month") => &answers.date_words().month,
        Some("year") => return Ok(date.year().to_string()),
        Some(other) => {
            return Err(invalid(format!(
                "dates have no form `{other}`; forms are `month` and `year`"
            )));
        }
    };
    Ok(fill(pattern, |name, out| {
        match name {
            "day" => out.push_str(&date.day().to_string()),
            "month" => out.push_str(&month_name(answers, date)),
            "year" => out.push_str(&date.year().to_string()),
            _ => return None,
        }
        Some(())
    }))
}

fn month_name(answers: &Answers, date: Date) -> String {
    let at = usize::try_from(date.month() - 1).unwrap_or(0);
    let name = answers.date_words().months.get(at);
    name.cloned().unwrap_or_else(|| date.month().to_string())
}
