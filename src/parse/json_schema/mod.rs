//! What each sort of file may say, as JSON Schema: for editors, for other programs, and for
//! masthead's own lists of names. From: the types that reading fills ([`Settings`], [`Common`] and
//! their like) and what a theme declares. To: schemas of draft 7, which is as far as the YAML
//! extensions of editors go.
//!
//! The types are the only source: their documentation is what an editor shows, and the tests of
//! this room hold reading to them.

mod declared;
mod lenient;
#[cfg(test)]
mod tests;

use super::front::{Common, KindFields};
use super::kind::Kind;
use super::people::Person;
use super::schema::Schema;
use super::settings::{Settings, TaxonomySettings};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Of `content/site.yaml`. `theme_options` is what the site's theme lets one choose; anything is
/// let through where it is not known.
#[must_use]
pub fn settings(theme_options: Option<&Schema>) -> Value {
    let mut schema = of::<Settings>();
    if let Some(options) = theme_options {
        let known = schema["properties"]["theme_options"].take();
        let mut declared = declared::group(options);
        declared["description"] = known["description"].clone();
        schema["properties"]["theme_options"] = declared;
    }
    document(
        schema,
        "The settings of the site",
        "What `content/site.yaml` may say. Only the title must be there.",
    )
}

/// Of `content/people.yaml`.
#[must_use]
pub fn people() -> Value {
    let mut person = of::<Person>();
    person["description"] =
        "A person. The name before the colon is the last part of the address of the person's page."
            .into();
    let schema = json!({
        "type": "object",
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": person,
    });
    document(
        schema,
        "People",
        "What `content/people.yaml` may say: everybody who has a page of their own.",
    )
}

/// Of the lines at the top of a page of this kind, on a site with these ways of sorting pages.
#[must_use]
pub fn front(kind: Kind, taxonomies: &[TaxonomySettings]) -> Value {
    let mut schema = of::<Common>();
    let meaning = meaning(kind);
    if kind == Kind::Publication {
        // The list it stands in gives the title.
        schema["required"] = json!([]);
    }
    if let Some(shared) = schema["properties"].as_object_mut() {
        let topics = shared.get("topics").cloned().unwrap_or_default();
        shared.extend(own_fields(kind));
        shared.extend(taxonomies.iter().map(|taxonomy| {
            let about = taxonomy.title.as_deref().unwrap_or(&taxonomy.name);
            let mut terms = topics.clone();
            terms["description"] = format!("What it is about: {about}.").into();
            if let Some(terms) = terms.as_object_mut() {
                terms.remove("examples");
            }
            (taxonomy.name.clone(), terms)
        }));
        let why = "The kind of page. Leave it out where the folder decides rightly.";
        shared.insert(
            "kind".to_owned(),
            json!({"description": why, "type": "string", "const": kind.name()}),
        );
    }
    let about =
        format!("What may stand between the two lines `---` at the top of a file. {meaning}");
    document(
        schema,
        &format!("The kind of page “{}”", kind.name()),
        &about,
    )
}

/// Of every block that a theme declares, each by its name.
#[must_use]
pub fn components(components: &BTreeMap<String, Schema>) -> Value {
    let blocks: Map<String, Value> = components
        .iter()
        .map(|(name, schema)| (name.clone(), declared::group(schema)))
        .collect();
    let schema = json!({"type": "object", "properties": blocks});
    document(
        schema,
        "Blocks",
        "What the blocks of the site's theme take, each by its name.",
    )
}

/// Several schemas in one document, each by its name.
#[must_use]
pub fn bundle(schemas: Vec<(&str, Value)>) -> Value {
    let definitions: Map<String, Value> = schemas
        .into_iter()
        .map(|(name, mut schema)| {
            if let Some(schema) = schema.as_object_mut() {
                schema.remove("$schema");
            }
            (name.to_owned(), schema)
        })
        .collect();
    json!({
        "$schema": DRAFT,
        "title": "masthead",
        "description": "Everything that the files of a site may say, by the sort of file.",
        "definitions": definitions,
    })
}

/// The names that a schema of a group allows.
pub(super) fn names(schema: &Value) -> impl Iterator<Item = &str> {
    schema["properties"]
        .as_object()
        .into_iter()
        .flat_map(|properties| properties.keys().map(String::as_str))
}

/// The fields that only this kind has.
fn own_fields(kind: Kind) -> Map<String, Value> {
    let variants = of::<KindFields>();
    let variants = variants["oneOf"].as_array().into_iter().flatten();
    let own =
        variants.filter_map(|variant| variant["properties"][kind.name()]["properties"].as_object());
    own.flatten()
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect()
}

/// What the documentation of the kinds says of one.
fn meaning(kind: Kind) -> String {
    let kinds = of::<Kind>();
    let one = kinds["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|one| one["const"] == kind.name());
    one.and_then(|one| one["description"].as_str())
        .unwrap_or_default()
        .to_owned()
}

fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// A whole schema, in the form in which people type.
fn document(mut schema: Value, title: &str, description: &str) -> Value {
    lenient::loosen(&mut schema);
    schema["$schema"] = DRAFT.into();
    schema["title"] = title.into();
    schema["description"] = description.into();
    schema
}
