//! JSON Schema of what a theme declares: the fields of a block, or the options of the theme. From:
//! a declaration ([`Schema`]). To: a strict schema; [`lenient`](super::lenient) then lets through
//! what people may type.

use crate::parse::disclosure;
use crate::parse::schema::{Field, FieldKind, Schema};
use serde_json::{Map, Value, json};

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
        .filter(|field| field.is_needed())
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
    add_limits(field, &mut schema);
    if let Some(default) = &field.default {
        schema["default"] = match &field.kind {
            FieldKind::YesNo => Value::Bool(matches!(default.as_str(), "true" | "yes" | "on")),
            FieldKind::Number => {
                serde_json::from_str(default).unwrap_or_else(|_| default.as_str().into())
            }
            _ => default.as_str().into(),
        };
    }
    schema
}

/// Adds the limits of a field to its schema.
fn add_limits(field: &Field, schema: &mut Value) {
    let limits = &field.limits;
    let (least, most) = match &field.kind {
        FieldKind::List(_) => ("minItems", "maxItems"),
        _ => ("minimum", "maximum"),
    };
    for (name, limit) in [(least, limits.least), (most, limits.most)] {
        if let Some(limit) = limit {
            schema[name] = number(limit);
        }
    }
    if let Some(longest) = limits.longest {
        schema["maxLength"] = longest.into();
    }
    if let Some(pattern) = &limits.pattern {
        schema["pattern"] = pattern.anchored().into();
    }
}

/// Writes a number without a decimal point where it is whole.
fn number(number: f64) -> Value {
    serde_json::from_str(&number.to_string()).unwrap_or_default()
}

fn of_kind(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text
        | FieldKind::Markdown
        | FieldKind::Heading
        | FieldKind::Phone
        | FieldKind::Role
        | FieldKind::Person => json!({"type": "string"}),
        FieldKind::Link
        | FieldKind::Page(_)
        | FieldKind::Asset
        | FieldKind::Picture
        | FieldKind::Data
        | FieldKind::Topic => json!({"type": "string", "minLength": 1}),
        FieldKind::Email => json!({"type": "string", "format": "email"}),
        FieldKind::Date => json!({"type": "string", "format": "day"}),
        FieldKind::Time => json!({"type": "string", "format": "moment"}),
        FieldKind::Number => json!({"type": "number"}),
        FieldKind::Disclosure => disclosure::schema(),
        FieldKind::YesNo => json!({"type": "boolean"}),
        FieldKind::Choice(choices) => json!({"type": "string", "enum": choices}),
        FieldKind::List(of) => json!({"type": "array", "items": one(of)}),
        FieldKind::Group(inner) => fields(inner),
    }
}
