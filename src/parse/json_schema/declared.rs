//! JSON Schema of what a theme declares: the fields of a block, or the options of the theme. From:
//! a declaration ([`Schema`]). To: a strict schema; [`lenient`](super::lenient) then lets through
//! what people may type.

use crate::parse::schema::{Field, FieldKind, Required, Schema};
use serde_json::{Map, Value, json};

/// A day and a time of the day, or one of both.
const MOMENT: &str = "^\\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?\
    ([Tt ]?\\s*([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?)?\\s*$";

/// Returns the schema of the group that a declaration describes.
pub(super) fn group(schema: &Schema) -> Value {
    let mut group = fields(&schema.fields);
    if let Some(summary) = &schema.summary {
        group["description"] = summary.as_str().into();
    }
    if !schema.one_of.is_empty() {
        group["anyOf"] = schema
            .one_of
            .iter()
            .map(|name| json!({"required": [name]}))
            .collect();
    }
    group
}

fn fields(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| (field.name.clone(), one(field)))
        .collect();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required == Required::Yes && field.default.is_none())
        .map(|field| field.name.as_str())
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn one(field: &Field) -> Value {
    let mut schema = of_kind(&field.kind);
    if field.whole {
        schema["type"] = "integer".into();
    }
    if let Some(example) = &field.example {
        schema["examples"] = json!([example]);
    }
    if let Some(help) = &field.help {
        schema["description"] = help.as_str().into();
    }
    if let Some(least) = field.least {
        schema["minimum"] = least.into();
    }
    if let Some(default) = &field.default {
        schema["default"] = match &field.kind {
            FieldKind::YesNo => Value::Bool(matches!(default.as_str(), "true" | "yes")),
            FieldKind::Number => {
                serde_json::from_str(default).unwrap_or_else(|_| default.as_str().into())
            }
            _ => default.as_str().into(),
        };
    }
    schema
}

fn of_kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text
        | FieldKind::Markdown
        | FieldKind::Heading
        | FieldKind::Link
        | FieldKind::Page(_)
        | FieldKind::Asset
        | FieldKind::Picture
        | FieldKind::Data
        | FieldKind::Role
        | FieldKind::Person
        | FieldKind::Topic => json!({"type": "string"}),
        FieldKind::Date => json!({"type": "string", "format": "date"}),
        FieldKind::Time => json!({"type": "string", "pattern": MOMENT}),
        FieldKind::Number => json!({"type": "number"}),
        FieldKind::YesNo => json!({"type": "boolean"}),
        FieldKind::Choice(choices) => json!({"type": "string", "enum": choices}),
        FieldKind::List(of) => json!({"type": "array", "items": of_kind(of)}),
        FieldKind::Group(inner) => fields(inner),
    }
}
