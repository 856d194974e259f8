//! Renders the texts of a page of the content as HTML. Takes the parsed texts of a page and what
//! their links mean; gives safe values for templates, and the page that holds them.

use super::answers::Answers;
use super::body::BodyRenderer;
use super::citations;
use super::current_page::CurrentPage;
use super::facts::content_page::ContentPage;
use super::facts::declared_fields::DeclaredFields;
use super::facts::page_texts::PreparedTexts;
use super::facts::settings;
use super::lead::lead;
use crate::model::PageId;
use crate::parse::front::FrontMatter;
use crate::parse::kind::Kind;
use minijinja::{Environment, Error, Value};
use std::sync::Arc;

/// Prepares page `number` of the list of the page `id` for its template.
pub(super) fn content_page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    id: PageId,
    number: usize,
    here: &Arc<CurrentPage>,
) -> Result<Value, Error> {
    let renderer = page_renderer(environment, answers, id, number, here);
    let body = if number == 1 {
        let references = citations::list(environment, answers, here, &renderer.site)?;
        Some(Value::from_safe_string(renderer.body()? + &references))
    } else {
        None
    };
    let prepared = PreparedTexts {
        body,
        ..front_texts(&renderer, answers, id)?
    };
    Ok(Value::from_object(ContentPage::new(
        answers, id, number, prepared,
    )))
}

/// Returns the renderer of the texts of a page. Components see the page without its texts, which
/// they are part of.
fn page_renderer<'a>(
    environment: &'a Environment<'a>,
    answers: &'a Arc<Answers>,
    id: PageId,
    number: usize,
    here: &'a Arc<CurrentPage>,
) -> BodyRenderer<'a> {
    let targets = &answers.resolved().pages[id];
    let parsed = &answers.site().pages[id].parsed;
    let page = ContentPage::new(answers, id, number, PreparedTexts::default());
    let html = &answers.body(parsed).html;
    let outline = &parsed.body.outline;
    BodyRenderer {
        environment,
        answers,
        here,
        outline,
        html,
        targets: &targets.body,
        lead: lead(html, outline).filter(|_| !shows_own_picture(&parsed.front) && !here.is_away()),
        tables: Some(&targets.tables),
        charts: Some(&targets.charts),
        benchmarks: Some(&targets.benchmarks),
        page: Value::from_object(page),
        site: settings::site(answers, here),
    }
}

/// Reports whether a page shows its own picture above its text, which readers then see first.
fn shows_own_picture(front: &FrontMatter) -> bool {
    let common = &front.common;
    let is_shown = front.kind != Kind::Section && common.template.is_none();
    is_shown && common.image.is_some() && common.image_alt.is_some()
}

/// Renders the texts of the front matter of the page `id`.
fn front_texts(
    renderer: &BodyRenderer<'_>,
    answers: &Arc<Answers>,
    id: PageId,
) -> Result<PreparedTexts, Error> {
    let targets = &answers.resolved().pages[id].texts;
    let fields = DeclaredFields::of(answers, id).with_texts(&|number, document| {
        let targets = targets.get(number).map_or(&[][..], Vec::as_slice);
        renderer.of(document, targets).body()
    })?;
    Ok(PreparedTexts { body: None, fields })
}
