//! The fields of a page together with what its kind declares of them, for templates that know
//! neither. Takes the values that templates see of each field, and the declaration; gives a list.

use super::declared_fields::DeclaredFields;
use super::page_texts::PageTexts;
use super::record::{RecordBuilder, part};
use super::source::Source;
use crate::base::Digest;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::schema::{Field, FieldKind};
use minijinja::Value;

/// The fields that the kind of a page declares, with the values that the page gives them.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct DescribedFields<'a> {
    /// The declaration, which decides how a page is read: the fingerprint of its file covers it.
    pub(in crate::render) declaration: Option<&'a KindDeclaration>,
    pub(in crate::render) fields: DeclaredFields<'a>,
    pub(in crate::render) texts: PageTexts<'a>,
}

impl DescribedFields<'_> {
    /// Returns the fields that the page has, in the order declared, or `None` for a page of a kind
    /// without any.
    pub(in crate::render) fn value(self) -> Option<Value> {
        let declaration = self.declaration?;
        let declared = &declaration.schema.fields;
        let shown = declared.iter().filter_map(|field| {
            let value = self.value_of(field)?;
            let is_place = declaration.places.iter().any(|it| it.name == field.name);
            let described = described(&field.kind, value)
                .with("name", &field.name)
                .with("label", field.shown_label())
                .with("id", is_place.then_some(&field.name))
                .with("below", declaration.is_below(&field.name));
            Some(described.done())
        });
        (!declared.is_empty()).then(|| shown.collect())
    }

    /// Returns the value of a field that has something to show.
    fn value_of(self, field: &Field) -> Option<Value> {
        let texts = self.texts.prepared();
        let text = texts.and_then(|prepared| prepared.field(&field.name));
        let value = text.or_else(|| self.fields.value(&field.name));
        value.filter(is_something)
    }
}

impl Source for DescribedFields<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            declaration: _,
            fields,
            texts,
        } = self;
        texts.add_to(fields.add_to(digest))
    }
}

/// Reports whether there is anything to show of a value: a link that may not be shown is nothing.
fn is_something(value: &Value) -> bool {
    !value.is_none() && !value.is_undefined() && value.len() != Some(0)
}

/// Describes a value by its type, and the values in it.
fn described(kind: &FieldKind, value: Value) -> RecordBuilder {
    let record = RecordBuilder::default().with("type", kind.field_type().name());
    let record = match kind {
        FieldKind::List(of) => record.with("items", items(&of.kind, &value)),
        FieldKind::Group(fields) => record.with("fields", parts(fields, &value)),
        _ => record,
    };
    record.with("value", value)
}

fn items(of: &FieldKind, list: &Value) -> Value {
    let items = list.try_iter().into_iter().flatten();
    let items = items.filter(is_something);
    items.map(|item| described(of, item).done()).collect()
}

fn parts(fields: &[Field], group: &Value) -> Value {
    let parts = fields.iter().filter_map(|field| {
        let value = part(group, &field.name).filter(is_something)?;
        let described = described(&field.kind, value)
            .with("name", &field.name)
            .with("label", field.shown_label());
        Some(described.done())
    });
    parts.collect()
}
