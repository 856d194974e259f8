//! Fenced blocks that name a component. From: the YAML of a block. To: a [`Component`] of typed
//! values.

use super::builder::{DocumentBuilder, Nesting};
use super::plain::find_signs;
use crate::base::{Span, slug};
use crate::parse::byline_block::{self, BYLINE};
use crate::parse::document::{Component, ComponentValue, Heading, Reference, Role};
use crate::parse::picture_words;
use crate::parse::schema::{self, Field, FieldKind, FieldValue};
use crate::parse::yaml::Spanned;
use std::ops::Range;

impl DocumentBuilder<'_> {
    /// Reads a component and returns its number, or `None` where it is too broken to show.
    pub(super) fn component(
        &mut self,
        name: &str,
        yaml: &str,
        place: &dyn Fn(Range<usize>) -> Range<usize>,
        disk: Range<usize>,
    ) -> Option<usize> {
        let context = self.context;
        let schema = context.rules.components.get(name)?;
        let (fields, faults) =
            schema::decode(schema, yaml, context.file, &context.rules.vocabulary, place);
        let is_broken = faults.has_errors();
        self.faults.extend(faults);
        if is_broken {
            return None;
        }
        if let Some(alt) = empty_words(&fields) {
            let fault = picture_words::fault(alt, "`alt: A nurse at a desk`");
            self.fault(fault, disk.clone());
        }
        let number = self.named.entry(name.to_owned()).or_insert(0);
        *number += 1;
        let wanted = format!("{name}-{number}");
        let id = self.unique_id(&wanted);
        let start = self.text.len();
        self.block_at = Some(disk.clone());
        let fields = self.values(&schema.fields, fields);
        self.block_at = None;
        if name == BYLINE {
            // Names are not words of the page.
            self.text.truncate(start);
            if let Some(summary) = byline_block::text(&fields, "summary") {
                self.text.push_str(&summary);
                self.text.push('\n');
            }
        }
        let span = Span::new(context.file, disk);
        let mut component = Component {
            name: name.to_owned(),
            id,
            fields,
            span,
        };
        if name == BYLINE {
            let hidden = byline_block::hidden_writers(&component);
            self.outline.hidden_writers.extend(hidden);
            byline_block::forget_withheld(&mut component.fields);
        }
        self.outline.components.push(component);
        Some(self.outline.components.len() - 1)
    }

    /// Turns the values of these fields into what a template gets. Words of fields that cannot be
    /// searched for are no words of the page.
    pub(super) fn values(
        &mut self,
        fields: &[Field],
        values: Vec<(String, FieldValue)>,
    ) -> Vec<(String, ComponentValue)> {
        let mut placed = Vec::with_capacity(values.len());
        for (name, value) in values {
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                placed.push((name, self.searched_value(field, value)));
            }
        }
        placed
    }

    fn searched_value(&mut self, field: &Field, value: FieldValue) -> ComponentValue {
        let start = self.text.len();
        let value = self.value(field, value);
        if !field.searched {
            self.text.truncate(start);
        }
        value
    }

    /// Turns a value into what a template gets: markdown parsed, references numbered.
    fn value(&mut self, field: &Field, value: FieldValue) -> ComponentValue {
        match value {
            FieldValue::Text(text) => {
                if let Some(block) = self.block_at.clone() {
                    find_signs(&text, |fault| self.fault(fault, block));
                }
                self.text.push_str(&text);
                self.text.push('\n');
                ComponentValue::Text(text)
            }
            FieldValue::Heading(title) => ComponentValue::Heading(self.field_heading(title)),
            FieldValue::Choice(text) => ComponentValue::Text(text),
            FieldValue::Markdown(markdown) => {
                let disk = markdown.span.range.clone();
                ComponentValue::Markdown(self.body(
                    &markdown.value,
                    &|_| disk.clone(),
                    Nesting::Field,
                ))
            }
            FieldValue::Link(link) => ComponentValue::Link(self.field_reference(link, Role::Link)),
            FieldValue::Page(page, of) => {
                let role = Role::Page(of.map(String::into_boxed_str));
                ComponentValue::Page(self.field_reference(page, role))
            }
            FieldValue::Asset(asset) => {
                ComponentValue::Asset(self.field_reference(asset, Role::File))
            }
            FieldValue::Picture(picture) => {
                ComponentValue::Asset(self.field_reference(picture, Role::Picture))
            }
            FieldValue::Data(data) => ComponentValue::Data(self.field_reference(data, Role::Data)),
            FieldValue::Topic(topic) => {
                self.text.push_str(&topic.value);
                self.text.push('\n');
                ComponentValue::Topic(self.field_reference(topic, Role::Topic))
            }
            FieldValue::Person(person) => ComponentValue::Person(person.value),
            FieldValue::Date(date) => ComponentValue::Date(date),
            FieldValue::Time(moment) => ComponentValue::Time(moment),
            FieldValue::Number(number) => ComponentValue::Number(number),
            FieldValue::YesNo(yes) => ComponentValue::YesNo(yes),
            FieldValue::List(values) => {
                let of = match &field.kind {
                    FieldKind::List(of) => of,
                    _ => field,
                };
                let values = values.into_iter();
                ComponentValue::List(values.map(|value| self.searched_value(of, value)).collect())
            }
            FieldValue::Group(values) => {
                let fields = match &field.kind {
                    FieldKind::Group(fields) => fields.as_slice(),
                    _ => &[],
                };
                ComponentValue::Group(self.values(fields, values))
            }
        }
    }

    /// Adds a heading that a component brings, one level below the text around it, and returns its
    /// number.
    fn field_heading(&mut self, title: Spanned<String>) -> usize {
        let disk = title.span.range.clone();
        find_signs(&title.value, |fault| self.fault(fault, disk));
        let wanted = slug(&title.value);
        let id = self.unique_id(if wanted.is_empty() {
            "section"
        } else {
            &wanted
        });
        let text_at = self.text.len();
        self.text.push_str(&title.value);
        self.text.push('\n');
        let components_before = self.outline.components.len();
        let level = (self.level + 1).min(6);
        self.outline.headings.push(Heading {
            level,
            id,
            title: title.value,
            text_at,
            components_before,
            span: title.span.range,
        });
        self.outline.headings.len() - 1
    }

    /// Adds a reference that a component makes, and returns its number.
    fn field_reference(&mut self, written: Spanned<String>, role: Role) -> usize {
        self.outline.references.push(Reference {
            target: written.value,
            role,
            span: written.span,
        });
        self.outline.references.len() - 1
    }
}

/// Returns the description of a component's picture, in the field `alt`, if it says nothing.
fn empty_words(fields: &[(String, FieldValue)]) -> Option<&str> {
    let alt = fields.iter().find_map(|(name, value)| match value {
        FieldValue::Text(alt) if name == "alt" => Some(alt),
        _ => None,
    })?;
    let file = fields.iter().find_map(|(_, value)| match value {
        FieldValue::Picture(file) => Some(file),
        _ => None,
    })?;
    picture_words::says_nothing(alt, &file.value).then_some(alt)
}
