//! Writes the YAML form, short where it can be: `author: ["Ellis, C.", "Hodge, S."]`, `issued:
//! 2014-03`.

use crate::bibliography::item::{Item, ItemDate, Name};
use serde_json::Value;

/// Writes one entry of a list.
pub(super) fn entry(item: &Item) -> String {
    let mut out = format!(
        "- id: {}\n  type: {}\n",
        scalar(&item.key),
        scalar(item.kind.name())
    );
    for (name, _) in super::csl_json::fields(item) {
        out.push_str(&line(item, name));
    }
    out
}

/// Writes one field as a line of an entry.
pub(in super::super) fn field(item: &Item, name: &str) -> Option<String> {
    super::csl_json::fields(item)
        .into_iter()
        .any(|(known, _)| known == name)
        .then(|| line(item, name))
}

/// Writes a field as a line.
fn line(item: &Item, name: &str) -> String {
    let value = if let Some(words) = item.text(name) {
        scalar(words)
    } else if let Some(people) = item.names.get(name) {
        format!(
            "[{}]",
            people.iter().map(person).collect::<Vec<_>>().join(", ")
        )
    } else if let Some(when) = item.dates.get(name) {
        date(when)
    } else {
        item.other.get(name).map(flow).unwrap_or_default()
    };
    format!("  {}: {value}\n", scalar(name))
}

/// Writes a name in one piece where that says the same.
fn person(name: &Name) -> String {
    let short = name.inverted();
    if Name::from_text(&short).as_ref() == Some(name) {
        quoted(&short)
    } else {
        flow(&name.to_json())
    }
}

/// Writes a date as text where that says the same.
fn date(when: &ItemDate) -> String {
    let short = when.to_string();
    if ItemDate::from_text(&short).as_ref() == Some(when) {
        scalar(&short)
    } else {
        flow(&when.to_json())
    }
}

/// Writes a value as JSON, which is YAML too, with the blanks after colons and commas that both
/// allow.
fn flow(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let fields: Vec<String> = object
                .iter()
                .map(|(name, value)| format!("{}: {}", scalar(name), flow(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::Array(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Writes words in quotation marks.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Writes words without quotation marks where YAML reads them as they are.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " ._-/()’‘“”–'".contains(c))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain { text.to_owned() } else { quoted(text) }
}
