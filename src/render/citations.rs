//! Writes citations in a text, and the list of references below it. Takes what a page cites,
//! formatted; gives HTML for the holes of its texts, and the theme's template `references.html`.

use super::answers::Answers;
use super::body::{BodyRenderer, NamedValues};
use super::bounded;
use super::current_page::CurrentPage;
use super::facts::record::record;
use super::facts::references::{PageCitations, ReferenceList};
use super::links::as_written;
use super::theme::{HERE, TEMPLATE};
use crate::bibliography::format::FormattedCitation;
use crate::resolve::Target;
use minijinja::{Environment, Error, Value};
use std::fmt::Write as _;
use std::sync::Arc;

/// The template that shows a list of references.
const REFERENCES: &str = "references.html";

/// Returns the citations of a page, if it has any.
fn cited<'a>(answers: &'a Answers, here: &CurrentPage) -> Option<PageCitations<'a>> {
    PageCitations::of(answers, here.page?)
}

impl BodyRenderer<'_> {
    /// Writes a citation.
    pub(super) fn citation(&self, number: usize, out: &mut String) {
        let cited = cited(self.answers, self.here);
        if let (Some(Target::Citation(at)), Some(cited)) = (self.targets.get(number), cited)
            && let Some(citation) = cited.get(*at)
        {
            write_citation(citation, cited.in_notes(), at + 1, out);
        } else {
            as_written(self.outline, number, out);
        }
    }

    /// Returns the values that the block of publications `number` gives to its template.
    pub(super) fn publications(&self, number: usize) -> NamedValues {
        let references = ReferenceList::of_block(self.answers, self.here.page, number);
        vec![
            ("references".to_owned(), references.value()),
            (
                "hanging_indent".to_owned(),
                Value::from(references.hanging_indent()),
            ),
        ]
    }
}

/// Writes a citation; `number` is its number on the page, from 1.
fn write_citation(citation: &FormattedCitation, in_notes: bool, number: usize, out: &mut String) {
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
    let _ = if in_notes {
        write!(
            out,
            "<sup class=\"cite-note\"><a id=\"cite-{number}\" href=\"#cite-note-{number}\" \
             role=\"doc-noteref\">[{number}]</a></sup>"
        )
    } else {
        write!(
            out,
            "<span class=\"cite-mark\" id=\"cite-{number}\">{}</span>",
            citation.body.html
        )
    };
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
    let context = record([
        ("references", cited.list.value()),
        ("notes", cited.notes()),
        ("hanging_indent", Value::from(cited.list.hanging_indent())),
        ("site", site.clone()),
        (HERE, Value::from_dyn_object(here.clone())),
        (TEMPLATE, Value::from(REFERENCES)),
    ]);
    bounded::render(environment, &here.steps, context)
}
