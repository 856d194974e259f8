//! The fields that a page's kind declares, as templates see them. Takes the parsed values and what
//! their links and files mean; gives a value for each field, under the field's own name.

use super::declared_value::{FieldValues, MarkdownValue, TextPlace};
use super::record::address;
use super::source::Source;
use super::summary::ListedPage;
use crate::base::Digest;
use crate::model::PageId;
use crate::parse::document::{Document, Role};
use crate::parse::front::{PageField, PageFields, PageValue};
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::{Error, Value};
use std::cell::Cell;
use std::sync::Arc;

/// The fields of a page, with what their links and files mean.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct DeclaredFields<'a> {
    answers: &'a Arc<Answers>,
    fields: &'a PageFields,
    targets: &'a [Target],
}

impl<'a> DeclaredFields<'a> {
    /// Returns the fields of the page `id`.
    pub(in crate::render) fn of(answers: &'a Arc<Answers>, id: PageId) -> Self {
        Self {
            answers,
            fields: &answers.site().pages[id].parsed.fields,
            targets: &answers.resolved().pages[id].fields,
        }
    }

    /// Returns the value of a field as lists see it, or `None` for a field that the page does not
    /// have, or that holds a text in markdown: lists show none.
    pub(in crate::render) fn value(self, name: &str) -> Option<Value> {
        let field = self.fields.get(name)?;
        if has_markdown(&field.value) {
            return None;
        }
        let value = self
            .values()
            .value(&field.value, &|_, _| Ok(Value::from(())));
        value.ok()
    }

    /// Returns the address that a link, a file or a page among the values leads to.
    pub(in crate::render) fn address_of(self, number: usize) -> Option<String> {
        let address = address(self.targets.get(number)?);
        address.as_str().map(str::to_owned)
    }

    /// Lists the fields that hold texts in markdown, with the values that the page's own template
    /// sees. `render` makes a text HTML, by its number among the texts of all fields. A text of one
    /// paragraph that is an entry of a list becomes the entry without the marks of a paragraph.
    pub(in crate::render) fn with_texts(
        self,
        render: &dyn Fn(usize, &Document) -> Result<String, Error>,
    ) -> Result<Vec<(String, Value)>, Error> {
        let number = Cell::new(0);
        let text: &MarkdownValue<'_, Document> = &|document, place| {
            let html = render(number.replace(number.get() + 1), document)?;
            Ok(Value::from_safe_string(match place {
                TextPlace::Alone => html,
                TextPlace::Entry => without_paragraph(html),
            }))
        };
        let mut values = Vec::new();
        for PageField { name, value, .. } in &self.fields.list {
            if has_markdown(value) {
                values.push((name.clone(), self.values().value(value, text)?));
            }
        }
        Ok(values)
    }

    fn values(self) -> FieldValues<'a> {
        FieldValues {
            answers: self.answers,
            references: &self.fields.references,
            headings: &self.fields.headings,
            targets: self.targets,
            lead: None,
            // The pages that values show are part of the source.
            records: &|_| Ok(()),
        }
    }
}

/// Returns a text without the marks of its paragraph, if it is a single one.
fn without_paragraph(html: String) -> String {
    let inner = html
        .trim()
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"));
    inner.map(str::to_owned).unwrap_or(html)
}

fn has_markdown(value: &PageValue) -> bool {
    let mut found = Vec::new();
    value.collect_markdown(&mut found);
    !found.is_empty()
}

impl Source for DeclaredFields<'_> {
    /// Adds what links, files and pages mean. Everything else that the values show stands in the
    /// front matter, whose fingerprint [`Front`](super::page_sources::Front) adds.
    fn add_to(&self, digest: Digest) -> Digest {
        let mut digest = self.targets.add_to(digest);
        for (reference, target) in self.fields.references.iter().zip(self.targets) {
            if let (Role::Page(_), Target::Page { page, .. }) = (&reference.role, target) {
                digest = ListedPage::new(self.answers, *page).add_referenced_to(digest);
            }
        }
        digest
    }
}
