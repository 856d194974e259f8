//! The functions and filters that templates can call. They take the answers of a build and the page
//! being rendered, and give values to the template. Every answer that depends on other pages is
//! recorded for the page, so that a later build knows whether it still holds.

use super::answers::Answers;
use super::bounded::LARGEST_PAGE;
use super::calendar_times;
use super::current_page::CurrentPage;
use super::date_filters;
use super::facts::answer::ask;
use super::facts::record::RecordBuilder;
use super::shared;
use super::theme::Theme;
use crate::base::{UrlPath, nearest};
use crate::memo::{PagesQuery, Query, Searched};
use crate::numbers::written::written_alone;
use crate::parse::telephone::phone_pieces;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Returns the templates of a theme with the functions and filters that know a site.
pub(super) fn environment<'t>(theme: &Theme<'t>, answers: &Arc<Answers>) -> Environment<'t> {
    let mut environment = theme.templates();
    install(&mut environment, answers);
    environment
}

/// Adds the functions and filters that know a site.
fn install(environment: &mut Environment<'_>, answers: &Arc<Answers>) {
    environment.add_function(
        "masthead_enter",
        |state: &mut State<'_, '_>, here: Value| {
            if let Some(here) = here.downcast_object::<CurrentPage>() {
                here.steps.begin(state);
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
        answer(&a, state, Query::Page(url))
    });
    let a = answers.clone();
    environment.add_function("neighbours", move |state: &mut State<'_, '_>| {
        answer(&a, state, Query::Neighbours)
    });
    let a = answers.clone();
    environment.add_function(
        "terms",
        move |state: &mut State<'_, '_>, taxonomy: String, kwargs: Kwargs| {
            terms(&a, state, taxonomy, &kwargs)
        },
    );
    let a = answers.clone();
    environment.add_function("sections", move |state: &mut State<'_, '_>| {
        answer(&a, state, Query::Sections)
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
    environment.add_function("calendar_times", move |starts: &str, ends: Option<&str>| {
        calendar_times::times(&a, starts, ends)
    });
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
    environment.add_filter("calendar_stamp", |day: &str| calendar_times::stamp(day));
    environment.add_filter("date", move |date: &str, form: Option<&str>| {
        date_filters::date(&a, date, form)
    });
    let marks = answers.words().number_marks();
    environment.add_filter("number", move |value: f64| written_alone(value, &marks));
    let a = answers.clone();
    environment.add_filter("phone", |line: &str| phone(line));
    environment.add_filter("time", move |date: &str, form: Option<&str>| {
        date_filters::time(&a, date, form)
    });
}

/// The number of steps that asking a question takes on a site of few pages.
const STEPS_OF_QUESTION: u64 = 16;

pub(super) fn invalid(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn here(state: &State<'_, '_>) -> Result<Arc<CurrentPage>, Error> {
    state
        .get_extension::<Arc<CurrentPage>>()
        .cloned()
        .ok_or_else(|| invalid("no page is being rendered".to_owned()))
}

/// Answers a question of the page that is being shown.
fn answer(answers: &Arc<Answers>, state: &State<'_, '_>, query: Query) -> Result<Value, Error> {
    // A question may look at every page, and what it asks is kept until the page is finished.
    state.consume_fuel(STEPS_OF_QUESTION + answers.site().pages.len() as u64 / 16)?;
    let answer = ask(answers, &*here(state)?, query).map_err(invalid)?;
    Ok(answer.value())
}

/// Answers `pages(section="/reports/", kind="report", topic="…", limit=3, sort="newest")`.
fn pages(answers: &Arc<Answers>, state: &State<'_, '_>, kwargs: &Kwargs) -> Result<Value, Error> {
    let query = PagesQuery {
        section: kwargs.get("section")?,
        kind: kwargs.get("kind")?,
        topic: kwargs.get("topic")?,
        limit: kwargs.get("limit")?,
        sort: kwargs.get("sort")?,
        search: Searched::of_argument(kwargs.get("search")?),
    };
    kwargs.assert_all_used()?;
    answer(answers, state, Query::Pages(query))
}

/// Answers `terms("topics", search=true)` with the terms of a taxonomy and their counts.
fn terms(
    answers: &Arc<Answers>,
    state: &State<'_, '_>,
    taxonomy: String,
    kwargs: &Kwargs,
) -> Result<Value, Error> {
    let searched = Searched::of_argument(kwargs.get("search")?);
    kwargs.assert_all_used()?;
    let mut declared = answers.site().settings.taxonomies.iter();
    if taxonomy != "topics" && !declared.any(|declared| declared.name == taxonomy) {
        return Err(invalid(format!(
            "there is no taxonomy `{taxonomy}`; \
             declare it under `taxonomies:` in `content/site.yaml`"
        )));
    }
    answer(answers, state, Query::Terms(taxonomy, searched))
}

/// Answers `related(limit=4)` with the pages most like the page being rendered.
fn related_pages(
    answers: &Arc<Answers>,
    state: &State<'_, '_>,
    kwargs: &Kwargs,
) -> Result<Value, Error> {
    let limit: Option<usize> = kwargs.get("limit")?;
    kwargs.assert_all_used()?;
    answer(answers, state, Query::Related(limit.unwrap_or(4)))
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
    shared::shared(state, answers, &here, name, item)
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

/// Applies `line | phone`, which parts telephone numbers, with `url`, from the words between them.
fn phone(line: &str) -> Value {
    let pieces = phone_pieces(line).into_iter();
    let pieces = pieces.map(|piece| {
        RecordBuilder::default()
            .with("text", piece.text)
            .with("url", piece.url.as_ref())
            .done()
    });
    pieces.collect()
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

/// Returns the end of a message that suggests the nearest of the names that exist.
fn did_you_mean<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(name, names).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
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
pub(super) fn fill(text: &str, value: impl Fn(&str, &mut String) -> Option<()>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        // No page can show so much, and the engine counts it only when it is finished.
        if out.len() > LARGEST_PAGE {
            return out;
        }
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest
            .find(['{', '}'])
            .filter(|end| rest[*end..].starts_with('}'))
            .filter(|end| value(&rest[..*end], &mut out).is_some())
        {
            Some(end) => rest = &rest[end + 1..],
            None => out.push('{'),
        }
    }
    out.push_str(rest);
    out
}
