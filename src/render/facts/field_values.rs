//! The fields that a page's kind declares, as templates see them. Takes the parsed values and what
//! their links and files mean; gives a value for each field, under the field's own name.

use super::people::person;
use super::record::{address, file, number_value};
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::Digest;
use crate::model::PageId;
use crate::parse::document::{DeclaredValue, Document, Heading};
use crate::parse::front::{PageField, PageFields, PageValue};
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::{Error, Value};

/// The fields of a page, with what their links and files mean.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct DeclaredFields<'a> {
    answers: &'a Answers,
    fields: &'a PageFields,
    targets: &'a [Target],
}

impl<'a> DeclaredFields<'a> {
    /// Returns the fields of the page `id`.
    pub(in crate::render) fn of(answers: &'a Answers, id: PageId) -> Self {
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
        self.value_of(&field.value, &mut |_| Ok(String::new())).ok()
    }

    /// Lists the fields that hold texts in markdown, with the values that the page's own template
    /// sees. `render` makes a text HTML; it is called in the order of the texts.
    pub(in crate::render) fn with_texts(
        self,
        render: &mut dyn FnMut(&Document) -> Result<String, Error>,
    ) -> Result<Vec<(String, Value)>, Error> {
        let mut values = Vec::new();
        for PageField { name, value, .. } in &self.fields.list {
            if has_markdown(value) {
                values.push((name.clone(), self.value_of(value, render)?));
            }
        }
        Ok(values)
    }

    fn target(self, number: usize, value: fn(&Target) -> Value) -> Value {
        self.targets.get(number).map_or(Value::from(()), value)
    }

    fn value_of(
        self,
        value: &PageValue,
        render: &mut dyn FnMut(&Document) -> Result<String, Error>,
    ) -> Result<Value, Error> {
        Ok(match value {
            DeclaredValue::Text(text) => Value::from(text.as_str()),
            DeclaredValue::Markdown(text) => Value::from_safe_string(render(text)?),
            DeclaredValue::Heading(number) => self
                .fields
                .headings
                .get(*number)
                .map_or(Value::from(()), heading),
            // A table is shown by a block, which says what its columns mean.
            DeclaredValue::Data(number) | DeclaredValue::Asset(number) => {
                self.target(*number, file)
            }
            DeclaredValue::Link(number) => self.target(*number, address),
            DeclaredValue::Person(key) => person(SiteWide::of(self.answers), key),
            DeclaredValue::Date(date) => Value::from(date.to_string()),
            DeclaredValue::Number(number) => number_value(*number),
            DeclaredValue::YesNo(yes) => Value::from(*yes),
            DeclaredValue::List(values) => {
                let mut entries = Vec::with_capacity(values.len());
                for value in values {
                    entries.push(self.entry(value, render)?);
                }
                Value::from(entries)
            }
            DeclaredValue::Group(values) => {
                let mut parts = Vec::with_capacity(values.len());
                for (name, value) in values {
                    parts.push((name.clone(), self.value_of(value, render)?));
                }
                Value::from_pairs(parts)
            }
        })
    }

    /// Returns an entry of a list. A text of one paragraph is the entry itself, without the marks
    /// of a paragraph.
    fn entry(
        self,
        value: &PageValue,
        render: &mut dyn FnMut(&Document) -> Result<String, Error>,
    ) -> Result<Value, Error> {
        let DeclaredValue::Markdown(text) = value else {
            return self.value_of(value, render);
        };
        let html = render(text)?;
        let inner = html
            .trim()
            .strip_prefix("<p>")
            .and_then(|html| html.strip_suffix("</p>"))
            .filter(|inner| !inner.contains("<p>"));
        Ok(Value::from_safe_string(
            inner.map_or_else(|| html.clone(), str::to_owned),
        ))
    }
}

fn has_markdown(value: &PageValue) -> bool {
    let mut found = Vec::new();
    value.collect_markdown(&mut found);
    !found.is_empty()
}

fn heading(heading: &Heading) -> Value {
    Value::from_pairs([
        ("id", Value::from(heading.id.as_str())),
        ("title", Value::from(heading.title.as_str())),
        ("level", Value::from(heading.level)),
    ])
}

impl Source for DeclaredFields<'_> {
    /// Adds what links and files mean. Everything else that the values show stands in the front
    /// matter, whose fingerprint [`Front`](super::page_sources::Front) adds.
    fn add_to(&self, digest: Digest) -> Digest {
        self.targets.add_to(digest)
    }
}
