//! Strict schema of front matter. From: the type that the shared front matter is read into, and the
//! declaration of a kind. To: the schema of each kind of page, and the names in it.

use super::declared;
use super::generator::schema_of;
use crate::parse::front::common::Common;
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::KindDeclaration;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Returns the schema of the front matter of a kind, on a site without taxonomies of its own.
pub(super) fn schema(declaration: &KindDeclaration) -> Value {
    let mut schema = schema_of::<Common>();
    let own = declared::group(&declaration.schema);
    if declaration.kind == Kind::Publication {
        // The list that a publication stands in gives its title.
        schema["required"] = json!([]);
    }
    if let (Some(required), Some(own)) = (
        schema["required"].as_array_mut(),
        own["required"].as_array(),
    ) {
        required.extend(own.iter().cloned());
    }
    if let Some(any) = own.get("anyOf") {
        schema["anyOf"] = any.clone();
    }
    if let (Some(properties), Some(own)) = (
        schema["properties"].as_object_mut(),
        own["properties"].as_object(),
    ) {
        properties.extend(own.clone());
        let about = "The kind of page. Leave it out where the folder decides rightly.";
        properties.insert(
            "kind".to_owned(),
            json!({"description": about, "type": "string", "const": declaration.kind.name()}),
        );
    }
    schema
}

/// Returns the names that the front matter of every kind may have.
pub(in crate::parse) fn common_names() -> BTreeSet<String> {
    let schema = schema_of::<Common>();
    let names = schema["properties"].as_object().into_iter().flatten();
    names
        .map(|(name, _)| name.clone())
        .chain(["kind".to_owned()])
        .collect()
}
