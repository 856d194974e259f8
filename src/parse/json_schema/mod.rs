//! JSON Schemas of what each sort of file may say, for editors, for other programs, and for
//! masthead's own lists of names. From: the types that reading fills ([`Settings`], `Common` and
//! their like) and what a theme declares. To: schemas of draft 7, which is as far as the YAML
//! extensions of editors go.
//!
//! The types are the only source: their documentation is what an editor shows, and the tests of
//! this room compare reading with them.

mod declared;
pub(in crate::parse) mod front_matter;
mod generator;
mod lenient;
#[cfg(test)]
mod tests;

use super::kinds::declaration::KindDeclaration;
use super::kinds::set::Kinds;
use super::people::Person;
use super::schema::Schema;
use super::settings::{Settings, TaxonomySettings};
use generator::schema_of;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the schema of `content/site.yaml`. `theme_options` is what the site's theme lets one
/// choose; where it is not known, anything is let through.
#[must_use]
pub fn settings(theme_options: Option<&Schema>, kinds: &Kinds) -> Value {
    let mut schema = schema_of::<Settings>();
    name_kinds(&mut schema, kinds);
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

/// Names the kinds wherever the settings take the name of one.
fn name_kinds(schema: &mut Value, kinds: &Kinds) {
    let properties = &mut schema["properties"];
    let folders = &mut properties["folders"]["additionalProperties"]["properties"];
    if let Some(kind) = folders["kind"].as_object_mut() {
        kind.insert("enum".to_owned(), kinds.names().into());
    }
    let boost = &mut properties["search"]["properties"]["boost"]["properties"];
    if let Some(boost) = boost.as_object_mut() {
        for kind in kinds.names() {
            let description = format!("Pages of the kind `{kind}`: a number from 0.1 to 10.");
            let weight = json!({"description": description, "type": "number"});
            boost.insert(kind.to_owned(), weight);
        }
    }
}

/// Returns the schema of `content/people.yaml`.
#[must_use]
pub fn people() -> Value {
    let mut person = schema_of::<Person>();
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

/// Returns the schema of the lines at the top of a page of this kind, on a site with these ways of
/// sorting pages.
#[must_use]
pub fn front(declaration: &KindDeclaration, taxonomies: &[TaxonomySettings]) -> Value {
    let mut schema = front_matter::schema(declaration);
    if let Some(properties) = schema["properties"].as_object_mut() {
        let topics = properties.get("topics").cloned().unwrap_or_default();
        for taxonomy in taxonomies {
            let title = taxonomy.title.as_deref().unwrap_or(&taxonomy.name);
            let mut terms = topics.clone();
            terms["description"] = format!("What it is about: {title}.").into();
            if let Some(terms) = terms.as_object_mut() {
                terms.remove("examples");
            }
            properties.insert(taxonomy.name.clone(), terms);
        }
    }
    let about = format!(
        "What may stand between the two lines `---` at the top of a file. {}",
        declaration.schema.summary.as_deref().unwrap_or_default()
    );
    document(
        schema,
        &format!("The kind of page “{}”", declaration.kind),
        &about,
    )
}

/// Returns the schema of every block that a theme declares, each by its name.
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

/// Puts several schemas into one document, each by its name.
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

/// Finishes a schema: widens it to what people type, and gives it a title.
fn document(mut schema: Value, title: &str, description: &str) -> Value {
    lenient::loosen(&mut schema);
    schema["$schema"] = DRAFT.into();
    schema["title"] = title.into();
    schema["description"] = description.into();
    schema
}
