//! What templates can call.

use super::answers::Answers;
use super::{CurrentPage, shared, values};
use crate::base::{Date, Fingerprint, UrlPath, html, nearest};
use crate::memo::{PagesQuery, Query, Read};
use crate::model::{PageId, related};
use crate::parse::kind::Kind;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

/// The context's name for the page being rendered.
pub(super) const HERE: &str = "masthead_here";
/// The context's name for the template to show.
pub(super) const TEMPLATE: &str = "masthead_template";
/// The template every render starts in.
pub(super) const ENTRY: &str = "masthead/entry.html";
/// It tells the render's state which page is rendered before it shows the page's template: from
/// then on functions know, inside macros and imports too, where the context is out of sight.
pub(super) const ENTRY_SOURCE: &str =
    "{{ masthead_enter(masthead_here) }}{% include masthead_template %}";

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
    let with = |answers: &Arc<Answers>| answers.clone();

    let a = with(answers);
    environment.add_function("pages", move |state: &mut State<'_, '_>, kwargs: Kwargs| {
        pages(&a, state, &kwargs)
    });
    let a = with(answers);
    environment.add_function(
        "page_at",
        move |state: &mut State<'_, '_>, url: String| -> Result<Value, Error> {
            let id = a.site().by_url.get(url.as_str()).copied();
            let query = Query::Page(url);
            let answer = a.answer_fingerprint(&query, id);
            record(&a, state, query, answer)?;
            Ok(id.map_or(Value::from(()), |id| values::summary(&a, id)))
        },
    );
    let a = with(answers);
    environment.add_function(
        "neighbours",
        move |state: &mut State<'_, '_>| -> Result<Value, Error> {
            let page = here(state)?.page;
            let (previous, next) = page.map_or((None, None), |id| a.site().neighbours(id));
            record(
                &a,
                state,
                Query::Neighbours,
                a.answer_fingerprint(&Query::Neighbours, page),
            )?;
            let value =
                |id: Option<PageId>| id.map_or(Value::from(()), |id| values::summary(&a, id));
            Ok(values::record([
                ("previous", value(previous)),
                ("next", value(next)),
            ]))
        },
    );
    let a = with(answers);
    environment.add_function("terms", move |state: &mut State<'_, '_>, taxonomy: String| -> Result<Value, Error> {
        let declared = |name: &str| name == "topics" || a.site().settings.taxonomies.iter().any(|taxonomy| taxonomy.name == name);
        if !declared(&taxonomy) {
            return Err(invalid(format!("there is no taxonomy `{taxonomy}`; declare it under `taxonomies:` in `content/site.yaml`")));
        }
        let used = a.site().taxonomies.iter().find(|used| used.settings.name == taxonomy);
        let query = Query::Terms(taxonomy);
        let answer = a.answer_fingerprint(&query, None);
        record(&a, state, query, answer)?;
        Ok(used.map_or_else(|| Value::from(Vec::<Value>::new()), values::terms))
    });
    let a = with(answers);
    environment.add_function(
        "sections",
        move |state: &mut State<'_, '_>| -> Result<Value, Error> {
            record(
                &a,
                state,
                Query::Sections,
                a.answer_fingerprint(&Query::Sections, None),
            )?;
            Ok(values::sections(&a))
        },
    );
    let a = with(answers);
    environment.add_function(
        "related",
        move |state: &mut State<'_, '_>, kwargs: Kwargs| -> Result<Value, Error> {
            let limit: Option<usize> = kwargs.get("limit")?;
            let limit = limit.unwrap_or(4);
            kwargs.assert_all_used()?;
            let ids = here(state)?
                .page
                .map(|id| related(a.site(), id, limit))
                .unwrap_or_default();
            record(&a, state, Query::Related(limit), a.pages_fingerprint(&ids))?;
            Ok(ids.into_iter().map(|id| values::summary(&a, id)).collect())
        },
    );
    let a = with(answers);
    environment.add_function(
        "asset",
        move |state: &mut State<'_, '_>, name: String| -> Result<String, Error> {
            let url = a.asset(&name).ok_or_else(|| {
                let meant = nearest(&name, a.asset_names())
                    .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                invalid(format!("the theme has no file `assets/{name}`{meant}"))
            })?;
            Ok(here(state)?.link(url))
        },
    );
    let a = with(answers);
    environment.add_function(
        "shared",
        move |state: &mut State<'_, '_>, name: &str, item: Option<Value>| -> Result<Value, Error> {
            let here = here(state)?;
            if here.shared.is_some() {
                return Err(invalid(format!(
                    "a shared part cannot show another one; write `{{% include \"{name}\" %}}`"
                )));
            }
            shared::shared(state.env(), &a, &here, name, item.as_ref())
        },
    );
    let a = with(answers);
    // Most are asked for on every page, and as they are.
    let plain: FxHashMap<String, Value> = a
        .words()
        .keys()
        .filter_map(|key| Some((key.to_owned(), Value::from(a.words().get(key)?))))
        .collect();
    environment.add_function("t", move |key: &str, kwargs: Kwargs| match plain.get(key) {
        Some(text) if kwargs.args().next().is_none() => Ok(text.clone()),
        _ => words(&a, key, &kwargs).map(Value::from),
    });

    environment.add_filter(
        "href",
        |state: &mut State<'_, '_>, url: Value| -> Result<String, Error> {
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
        },
    );
    let a = with(answers);
    environment.add_filter("absolute", move |url: String| -> Result<String, Error> {
        let base = a.site().settings.base_url.as_deref();
        let base = base.ok_or_else(|| {
            invalid(
                "the site has no `base_url`; guard `absolute` with `{% if site.base_url %}`"
                    .to_owned(),
            )
        })?;
        Ok(if url.starts_with('/') {
            UrlPath::new(&url).absolute(base)
        } else {
            url
        })
    });
    let a = with(answers);
    environment.add_filter("date", move |date: &str, form: Option<&str>| {
        day(&a, date, form)
    });
    let a = with(answers);
    environment.add_filter(
        "time",
        move |date: &str, form: Option<&str>| -> Result<Value, Error> {
            let text = html::escape(&day(&a, date, form)?);
            Ok(Value::from_safe_string(format!(
                "<time datetime=\"{date}\">{text}</time>"
            )))
        },
    );
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
    here.note(Read {
        page,
        query,
        answer,
    });
    Ok(())
}

/// `pages(section="/reports/", kind="report", topic="…", limit=3, sort="newest")`.
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

/// The pages that a query wants, in its order, or what is wrong with it.
pub(super) fn find_pages(answers: &Answers, query: &PagesQuery) -> Result<Vec<PageId>, String> {
    let site = answers.site();
    let unknown = |name: &String| {
        format!(
            "there is no kind `{name}`; kinds are page, section, newsletter, article, report and publication"
        )
    };
    let kind = query
        .kind
        .as_ref()
        .map(|name| Kind::named(name).ok_or_else(|| unknown(name)))
        .transpose()?;
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
    let date = |id: &PageId| site.entry_date(*id);
    let title = |id: &PageId| crate::base::slug(site.pages[*id].title());
    match query.sort.as_deref() {
        Some("newest") => ids.sort_by_cached_key(|id| (Reverse(date(id)), *id)),
        None if query.section.is_none() && query.topic.is_none() => {
            ids.sort_by_cached_key(|id| (Reverse(date(id)), *id))
        }
        None => {}
        Some("oldest") => ids.sort_by_cached_key(|id| (date(id).is_none(), date(id), *id)),
        Some("updated") => ids.sort_by_cached_key(|id| (Reverse(site.pages[*id].changed()), *id)),
        Some("title") => ids.sort_by_cached_key(|id| (title(id), *id)),
        Some("weight") => ids.sort_by_cached_key(|id| {
            (
                site.pages[*id].common().weight.unwrap_or(i64::MAX),
                title(id),
                *id,
            )
        }),
        Some(other) => {
            return Err(format!(
                "there is no order `{other}`; orders are newest, oldest, updated, title and weight"
            ));
        }
    }
    ids.truncate(query.limit.unwrap_or(usize::MAX));
    Ok(ids)
}

/// `t("key", n=3, name="x")`: the text of the key, `{name}` filled in.
fn words(answers: &Answers, key: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let number: Option<i64> = kwargs.peek("n")?;
    let text = match number {
        Some(number) => answers.words().counted(key, number),
        None => answers.words().get(key),
    };
    let text = text.ok_or_else(|| {
        let meant = nearest(key, answers.words().keys())
            .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
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

/// The text with `{name}` filled in, wherever `value` has something of that name to append.
fn fill(text: &str, value: impl Fn(&str, &mut String) -> Option<()>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    let find = |text: &str, sign: u8| text.bytes().position(|byte| byte == sign);
    while let Some(at) = find(rest, b'{') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match find(rest, b'}').filter(|end| value(&rest[..*end], &mut out).is_some()) {
            Some(end) => rest = &rest[end + 1..],
            None => out.push('{'),
        }
    }
    out.push_str(rest);
    out
}

/// An ISO day as the site's language writes it: whole, `month` ("March 2015") or `year`.
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
    let words = answers.date_words();
    let month = || {
        words
            .months
            .get(usize::try_from(date.month() - 1).unwrap_or(0))
            .cloned()
            .unwrap_or_else(|| date.month().to_string())
    };
    let part = |name: &str, out: &mut String| {
        match name {
            "day" => out.push_str(&date.day().to_string()),
            "month" => out.push_str(&month()),
            "year" => out.push_str(&date.year().to_string()),
            _ => return None,
        }
        Some(())
    };
    Ok(fill(pattern, part))
}
