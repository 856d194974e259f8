//! Renders the texts of a page of the content as HTML. Takes the parsed texts of a page and what
//! their links mean; gives safe values for templates, and the page that holds them.

use super::answers::Answers;
use super::body::BodyRenderer;
use super::citations;
use super::current_page::CurrentPage;
use super::facts::content_page::ContentPage;
use super::facts::page_texts::PreparedTexts;
use super::facts::settings;
use crate::model::PageId;
use crate::parse::document::Document;
use crate::resolve::Target;
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
    BodyRenderer {
        environment,
        answers,
        here,
        outline: &parsed.body.outline,
        html: &answers.body(parsed).html,
        targets: &targets.body,
        tables: Some(&targets.tables),
        page: Value::from_object(page),
        site: settings::site(answers, here),
    }
}

/// Renders the texts of the front matter of the page `id`.
fn front_texts(
    renderer: &BodyRenderer<'_>,
    answers: &Answers,
    id: PageId,
) -> Result<PreparedTexts, Error> {
    let texts = &answers.site().pages[id].parsed.texts;
    let targets = &answers.resolved().pages[id].texts;
    let mut findings = Vec::with_capacity(texts.findings.len());
    for (document, targets) in texts.findings.iter().zip(&targets.findings) {
        findings.push(finding(renderer, document, targets)?);
    }
    Ok(PreparedTexts {
        body: None,
        findings: (!findings.is_empty()).then(|| findings.into()),
        method: optional(renderer, texts.method.as_ref(), &targets.method)?,
        accessible: optional(renderer, texts.accessible.as_ref(), &targets.accessible)?,
        summary: optional(renderer, texts.summary.as_ref(), &targets.summary)?,
        note: optional(renderer, texts.note.as_ref(), &targets.note)?,
        message: optional(renderer, texts.message.as_ref(), &targets.message)?,
    })
}

/// Renders a text that the page may not have.
fn optional(
    renderer: &BodyRenderer<'_>,
    document: Option<&Document>,
    targets: &[Target],
) -> Result<Option<Value>, Error> {
    let Some(document) = document else {
        return Ok(None);
    };
    let html = renderer.of(document, targets).body()?;
    Ok(Some(Value::from_safe_string(html)))
}

/// Renders one finding. A finding is one line of a list, so its only paragraph becomes the list
/// item.
fn finding(
    renderer: &BodyRenderer<'_>,
    document: &Document,
    targets: &[Target],
) -> Result<Value, Error> {
    let html = renderer.of(document, targets).body()?;
    let inner = html
        .trim()
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"));
    Ok(Value::from_safe_string(
        inner.map_or_else(|| html.clone(), str::to_owned),
    ))
}
