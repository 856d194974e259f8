//! Writes citations in a text, and the list of references below it. Takes what a page cites,
//! formatted; gives HTML for the holes of its texts, and the theme's template `references.html`.

use super::body::BodyRenderer;
use super::values::record;
use super::{CurrentPage, functions, theme};
use crate::base::html::escape_into;
use crate::parse::document::{Document, Role};
use crate::render::answers::Answers;
use crate::resolve::{PageReference, PageReferences, Target};
use minijinja::{Environment, Error, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// The template that shows a list of references.
const TEMPLATE: &str = "references.html";

/// Returns the formatted citations of a page, if it has any.
fn cited<'a>(answers: &'a Answers, here: &CurrentPage) -> Option<&'a PageReferences> {
    answers.resolved().references.pages.get(&here.page?)
}

impl BodyRenderer<'_> {
    /// Writes a citation.
    pub(super) fn citation(&self, number: usize, out: &mut String) {
        let citation = match self.targets.get(number) {
            Some(Target::Citation(at)) => cited(self.answers, self.here)
                .and_then(|cited| Some((*at, cited.citations.get(*at)?, cited.in_notes))),
            _ => None,
        };
        let Some((at, citation, in_notes)) = citation else {
            return as_written(self.document, number, out);
        };
        let note = at + 1;
        if let Some(authors) = &citation.authors {
            out.push_str(&authors.html);
        }
        let raised = in_notes || citation.body.html.contains("<sup>");
        if raised && citation.authors.is_none() && out.ends_with(' ') {
            // A raised number stands directly after its word.
            out.truncate(out.len() - 1);
        } else if !raised && citation.authors.is_some() {
            out.push(' ');
        }
        if in_notes {
            let _ = write!(
                out,
                "<sup class=\"cite-note\"><a id=\"cite-{note}\" href=\"#cite-note-{note}\" \
                 role=\"doc-noteref\">[{note}]</a></sup>"
            );
        } else {
            let _ = write!(
                out,
                "<span class=\"cite-mark\" id=\"cite-{note}\">{}</span>",
                citation.body.html
            );
        }
    }
}

/// Writes what was taken for a citation as its writer wrote it.
pub(super) fn as_written(document: &Document, number: usize, out: &mut String) {
    let Some(reference) = document.outline.references.get(number) else {
        return;
    };
    let brackets = if reference.role == Role::Citation {
        ("[", "]")
    } else {
        ("", "")
    };
    out.push_str(brackets.0);
    escape_into(&reference.target, out);
    out.push_str(brackets.1);
}

/// Returns a reference as templates see it.
fn one(answers: &Answers, reference: &PageReference) -> Value {
    let back = |at: &usize| {
        record([
            ("id", Value::from(format!("cite-{}", at + 1))),
            ("number", Value::from(at + 1)),
        ])
    };
    let mut entries = vec![
        ("id", Value::from(reference.anchor.as_str())),
        ("html", Value::from_safe_string(reference.body.html.clone())),
        ("cited_at", reference.cited_at.iter().map(back).collect()),
    ];
    entries.extend(
        reference
            .label
            .as_ref()
            .map(|label| ("label", Value::from_safe_string(label.html.clone()))),
    );
    let page = answers.site().publications.pages[reference.publication]
        .map(|id| &answers.site().pages[id]);
    entries.extend(page.map(|page| ("url", Value::from(page.url.as_str()))));
    entries.extend(page.map(|page| ("title", Value::from(page.title()))));
    record(entries)
}

/// Returns the values that a block of publications gives to its template.
pub(super) fn block(answers: &Answers, here: &CurrentPage, number: usize) -> Vec<(String, Value)> {
    let references = &answers.resolved().references;
    let list = here
        .page
        .and_then(|id| references.blocks.get(&(id, number)));
    let shown: Value = list
        .into_iter()
        .flatten()
        .map(|reference| one(answers, reference))
        .collect();
    vec![
        ("references".to_owned(), shown),
        (
            "hanging_indent".to_owned(),
            Value::from(references.hanging_indent),
        ),
    ]
}

/// Renders the list of references of a page with the theme's template; the result is empty where
/// nothing is cited.
pub(super) fn list(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    here: &Arc<CurrentPage>,
    site: &Value,
) -> Result<String, Error> {
    let Some(cited) = cited(answers, here) else {
        return Ok(String::new());
    };
    let references = cited.list.iter().map(|reference| one(answers, reference));
    let notes = cited
        .citations
        .iter()
        .enumerate()
        .filter(|_| cited.in_notes)
        .map(|(at, note)| {
            record([
                ("id", Value::from(format!("cite-note-{}", at + 1))),
                ("number", Value::from(at + 1)),
                ("back", Value::from(format!("cite-{}", at + 1))),
                ("html", Value::from_safe_string(note.body.html.clone())),
            ])
        });
    let context = super::values::record([
        ("references", references.collect::<Value>()),
        ("notes", notes.collect::<Value>()),
        (
            "hanging_indent",
            Value::from(answers.resolved().references.hanging_indent),
        ),
        ("site", site.clone()),
        (functions::HERE, Value::from_dyn_object(here.clone())),
        (functions::TEMPLATE, Value::from(TEMPLATE)),
    ]);
    theme::render(environment, functions::ENTRY, context)
}
