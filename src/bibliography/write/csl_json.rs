//! Writes CSL-JSON, one field a line, with the fields people look for first at the top.

use crate::bibliography::item::{Item, Name};
use serde_json::Value;

/// The fields that come first, in the order in which people read an entry; the others follow by
/// their names.
pub(super) const FIRST: [&str; 12] = [
    "title",
    "author",
    "editor",
    "issued",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "page",
    "publisher",
    "DOI",
    "URL",
];

/// Writes one entry, without a comma after it.
pub(super) fn entry(item: &Item) -> String {
    let mut lines = vec![
        line("id", &Value::String(item.key.clone())),
        line("type", &Value::String(item.kind.name().to_owned())),
    ];
    lines.extend(
        fields(item)
            .into_iter()
            .map(|(name, value)| line(name, &value)),
    );
    format!("  {{\n{}\n  }}", lines.join(",\n"))
}

/// Writes one field as it stands in an entry, without a comma after it.
pub(in super::super) fn field(item: &Item, name: &str) -> Option<String> {
    fields(item)
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(name, value)| line(name, &value))
}

/// Writes a field.
fn line(name: &str, value: &Value) -> String {
    format!("    {}: {value}", Value::String(name.to_owned()))
}

/// Returns every field with its value, in the order of reading.
pub(super) fn fields(item: &Item) -> Vec<(&str, Value)> {
    let texts = item
        .texts
        .iter()
        .map(|(name, words)| (name.as_str(), Value::String(words.clone())));
    let names = item
        .names
        .iter()
        .map(|(name, people)| (name.as_str(), people.iter().map(Name::to_json).collect()));
    let dates = item
        .dates
        .iter()
        .map(|(name, when)| (name.as_str(), when.to_json()));
    let other = item
        .other
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()));
    let mut fields: Vec<(&str, Value)> = texts.chain(names).chain(dates).chain(other).collect();
    fields.sort_by_key(|(name, _)| {
        (
            FIRST
                .iter()
                .position(|first| first == name)
                .unwrap_or(FIRST.len()),
            *name,
        )
    });
    fields
}
