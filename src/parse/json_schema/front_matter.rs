//! Strict schema of front matter. From: the types that front matter is read into. To: the schema of
//! each kind of page, and the names in it.

use super::generator::schema_of;
use crate::parse::front::common::Common;
use crate::parse::front::kinds::KindFields;
use crate::parse::kind::Kind;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Returns the schema of the front matter of a kind, on a site without taxonomies of its own.
pub(super) fn schema(kind: Kind) -> Value {
    let mut schema = schema_of::<Common>();
    if kind == Kind::Publication {
        // The list that a publication stands in gives its title.
        schema["required"] = json!([]);
    }
    if let Some(properties) = schema["properties"].as_object_mut() {
        properties.extend(own_fields(kind));
        let about = "The kind of page. Leave it out where the folder decides rightly.";
        properties.insert(
            "kind".to_owned(),
            json!({"description": about, "type": "string", "const": kind.name()}),
        );
    }
    schema
}

/// Returns the names that the front matter of a kind may have.
pub(in crate::parse) fn names(kind: Kind) -> BTreeSet<String> {
    let schema = schema(kind);
    schema["properties"]
        .as_object()
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default()
}

/// Returns the fields that only this kind has.
fn own_fields(kind: Kind) -> Map<String, Value> {
    let variants = schema_of::<KindFields>();
    let mut fields = Map::new();
    for variant in variants["oneOf"].as_array().into_iter().flatten() {
        if let Some(own) = variant["properties"][kind.name()]["properties"].as_object() {
            fields.extend(own.clone());
        }
    }
    fields
}

/// Returns what the documentation of the kinds says of one.
pub(super) fn meaning(kind: Kind) -> String {
    let kinds = schema_of::<Kind>();
    let one = kinds["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["const"] == kind.name());
    one.and_then(|one| one["description"].as_str())
        .unwrap_or_default()
        .to_owned()
}
