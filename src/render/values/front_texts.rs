//! The texts of a page's front matter as HTML. From: the parsed texts of a page and what their
//! links mean. To: safe values for templates; a text that the page does not have is absent.

use super::publications;
use crate::bibliography::item::rich;
use crate::model::PageId;
use crate::parse::document::Document;
use crate::parse::page::FrontTexts;
use crate::render::answers::Answers;
use crate::render::body::BodyRenderer;
use crate::resolve::{Target, TextTargets};
use minijinja::Error;
use minijinja::value::Value;

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

/// The abstract that a list of publications gives for the publication of a page.
pub(super) fn abstract_of_list(answers: &Answers, id: PageId) -> Option<Value> {
    let (_, item) = publications::item(answers, id)?;
    let mut html = String::new();
    for paragraph in item.text("abstract")?.split("\n\n").map(rich::html) {
        if !paragraph.is_empty() {
            html.extend(["<p>", &paragraph, "</p>\n"]);
        }
    }
    Some(Value::from_safe_string(html))
}

/// Renders the texts of the front matter of the page that `renderer` shows.
pub(super) fn front_texts(
    renderer: &BodyRenderer<'_>,
    texts: &FrontTexts,
    targets: &TextTargets,
) -> Result<FrontTextValues, Error> {
    let mut findings = Vec::with_capacity(texts.findings.len());
    for (document, targets) in texts.findings.iter().zip(&targets.findings) {
        findings.push(finding(renderer, document, targets)?);
    }
    Ok(FrontTextValues {
        findings: (!findings.is_empty()).then(|| findings.into()),
        method: optional(renderer, texts.method.as_ref(), &targets.method)?,
        accessible: optional(renderer, texts.accessible.as_ref(), &targets.accessible)?,
        summary: optional(renderer, texts.summary.as_ref(), &targets.summary)?,
        note: optional(renderer, texts.note.as_ref(), &targets.note)?,
        message: optional(renderer, texts.message.as_ref(), &targets.message)?,
    })
}

/// The HTML of a text that the page may not have.
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

/// One finding. A finding is one line of a list, so its only paragraph becomes the list item.
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
