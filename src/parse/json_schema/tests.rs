//! Schemas and reading are held to each other: what one lets through, the other takes, name by name
//! and value by value.

mod declared_fields;

use super::*;
use crate::base::{Code, Faults, SourcePath};
use crate::parse::front::read_front;
use crate::parse::kinds::tests::shipped_kinds;
use crate::parse::people::{PEOPLE, read_people};
use crate::parse::settings::{PERSON, SETTINGS, check_kind_names, read_settings};
use crate::parse::source_text::SourceText;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::ASKED;
use crate::source::TextFile;
use boon::{Compiler, SchemaIndex, Schemas};
use std::collections::BTreeSet;
use std::sync::Arc;

type ReadContent = Box<dyn Fn(&Value) -> Faults>;

/// A sort of file: its schema, and the reader that it should agree with.
struct SchemaCase {
    name: String,
    schema: Value,
    read: ReadContent,
}

fn cases() -> Vec<SchemaCase> {
    // JSON is YAML, too.
    let file =
        |path: &str, value: &Value| TextFile::new(SourcePath::new(path), value.to_string().into());
    let roles = || vec!["staff".to_owned(), "carer".to_owned()];
    let kinds = Arc::new(shipped_kinds());
    let of_settings = kinds.clone();
    let mut cases = vec![
        SchemaCase {
            name: "settings".to_owned(),
            schema: settings(None, &kinds),
            read: Box::new(move |value| {
                let (mut settings, mut faults) = read_settings(Some(&file(SETTINGS, value)));
                faults.extend(check_kind_names(&mut settings, &of_settings));
                faults
            }),
        },
        SchemaCase {
            name: "people".to_owned(),
            schema: people(),
            read: Box::new(move |value| read_people(Some(&file(PEOPLE, value)), &roles()).1),
        },
    ];
    for declaration in kinds.all() {
        let (kinds, kind) = (kinds.clone(), declaration.kind.clone());
        cases.push(SchemaCase {
            name: kind.name().to_owned(),
            schema: front(declaration, &[]),
            read: Box::new(move |value| {
                let file = file("content/a.md", value);
                let text = SourceText::new(&file);
                let vocabulary = Vocabulary {
                    roles: roles(),
                    people: vec![("a-person".to_owned(), None)],
                    kinds: kinds.clone(),
                    ..Vocabulary::default()
                };
                read_front(&text, 0..text.text().len(), &file.path, &kind, &vocabulary).1
            }),
        });
    }
    cases
}

/// Makes a value that a schema allows, with everything in it: the first example, or else the first
/// choice, or else something of its type.
fn sample(schema: &Value) -> Value {
    if let Some(example) = schema["examples"].get(0) {
        return example.clone();
    }
    if let Some(word) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return word.clone();
    }
    if let Some(choices) = schema["anyOf"]
        .as_array()
        .or_else(|| schema["oneOf"].as_array())
    {
        return sample(&choices[0]);
    }
    let first = match &schema["type"] {
        Value::Array(types) => types[0].as_str(),
        one => one.as_str(),
    };
    match first {
        Some("object") if schema["properties"].is_object() => {
            let properties = schema["properties"].as_object().expect("a group");
            properties
                .iter()
                .map(|(name, schema)| (name.clone(), sample(schema)))
                .collect()
        }
        Some("object") => json!({"a-name": sample(&schema["additionalProperties"])}),
        Some("array") => json!([sample(&schema["items"])]),
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(1),
        _ => json!("words"),
    }
}

/// Collects the names of every group of a schema.
fn groups(schema: &Value, found: &mut BTreeSet<BTreeSet<String>>) {
    match schema {
        Value::Object(object) => {
            if let Some(properties) = object.get("properties").and_then(Value::as_object) {
                found.insert(properties.keys().cloned().collect());
                properties.values().for_each(|schema| groups(schema, found));
            }
            for inside in ["items", "anyOf", "additionalProperties"] {
                object
                    .get(inside)
                    .into_iter()
                    .for_each(|schema| groups(schema, found));
            }
        }
        Value::Array(schemas) => schemas.iter().for_each(|schema| groups(schema, found)),
        _ => {}
    }
}

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new(schema: &Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler
            .add_resource("schema.json", schema.clone())
            .expect("a schema");
        let index = compiler
            .compile("schema.json", &mut schemas)
            .expect("a schema of draft 7");
        Self { schemas, index }
    }

    fn accepts(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

#[test]
fn reading_asks_for_exactly_the_names_that_a_schema_has() {
    for case in cases() {
        ASKED.with_borrow_mut(Vec::clear);
        let faults = (case.read)(&sample(&case.schema));
        assert_eq!(
            faults,
            Faults::new(),
            "{}: what the schema gives as examples is read without a fault",
            case.name
        );
        let mut asked: BTreeSet<BTreeSet<String>> =
            ASKED.with_borrow(|asked| asked.iter().cloned().collect());
        if case.name == "settings" {
            // Kinds are names of a group that is checked when the theme is read.
            let kinds = shipped_kinds();
            let names = kinds.names().into_iter().chain([PERSON]);
            asked.insert(names.map(str::to_owned).collect());
        }
        let mut described = BTreeSet::new();
        groups(&case.schema, &mut described);
        assert_eq!(asked, described, "{}", case.name);
    }
}

#[test]
fn every_name_has_a_description() {
    fn look(schema: &Value, at: &str, missing: &mut Vec<String>) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            if property["description"].as_str().is_none_or(str::is_empty) {
                missing.push(at.clone());
            }
            look(property, &at, missing);
            for choice in property["anyOf"].as_array().into_iter().flatten() {
                look(choice, &at, missing);
                look(&choice["items"], &at, missing);
            }
        }
    }
    let mut missing = Vec::new();
    for case in cases() {
        look(&case.schema, &case.name, &mut missing);
        look(
            &case.schema["additionalProperties"],
            &case.name,
            &mut missing,
        );
    }
    assert!(missing.is_empty(), "without a description: {missing:?}");
}

#[test]
fn what_must_be_there_is_missed_by_both_and_the_rest_is_not() {
    for case in cases() {
        let group = if case.name == "people" {
            &case.schema["additionalProperties"]
        } else {
            &case.schema
        };
        let whole = |group: Value| {
            if case.name == "people" {
                json!({"a-name": group})
            } else {
                group
            }
        };
        let validator = Validator::new(&case.schema);
        let Value::Object(full) = sample(group) else {
            panic!("{}: no group", case.name)
        };
        let required: Vec<&str> = group["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let least: Map<String, Value> = full
            .clone()
            .into_iter()
            .filter(|(name, _)| required.contains(&name.as_str()))
            .collect();
        let least = whole(Value::Object(least));
        // What an article should say and a schema cannot.
        let faults: Faults = (case.read)(&least)
            .into_iter()
            .filter(|fault| !fault.message.contains("byline"))
            .collect();
        assert!(
            validator.accepts(&least) && faults.is_empty(),
            "{}: {least}: {faults:?}",
            case.name
        );
        for name in required {
            let mut without = full.clone();
            without.remove(name);
            let without = whole(Value::Object(without));
            let faults = (case.read)(&without);
            assert!(
                faults.iter().any(|fault| fault.code == Code::MissingKey),
                "{}: {name}: {faults:?}",
                case.name
            );
            assert!(!validator.accepts(&without), "{}: {name}", case.name);
        }
    }
}

#[test]
fn every_choice_of_a_schema_is_one_that_reading_knows() {
    let mut tried = 0;
    for case in cases().iter().filter(|case| case.name != "people") {
        for (name, property) in case.schema["properties"].as_object().expect("a group") {
            let lists = property["anyOf"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|choice| &choice["oneOf"]);
            for choices in lists
                .chain([&property["oneOf"]])
                .filter_map(Value::as_array)
            {
                for word in choices.iter().filter_map(|choice| choice.get("const")) {
                    tried += 1;
                    let faults = (case.read)(&json!({"title": "T", name: word}));
                    assert_eq!(faults, Faults::new(), "{}: {name}: {word}", case.name);
                }
            }
        }
    }
    assert!(tried >= 10, "only {tried} choices: are they still found?");
}

/// Tells whether reading minds the sort of a value, not what it says.
fn minds(faults: &Faults) -> bool {
    let of_sort = [
        Code::WrongType,
        Code::InvalidDate,
        Code::UnknownChoice,
        Code::UnknownKey,
        Code::MissingKey,
        Code::UnknownKind,
    ];
    faults
        .iter()
        .any(|fault| of_sort.contains(&fault.code) && !fault.message.contains("this byline"))
}

#[test]
fn a_schema_lets_through_what_reading_takes_and_nothing_else() {
    let values = [
        json!(null),
        json!("words"),
        json!("several words, and a comma"),
        json!(""),
        json!(3),
        json!("3"),
        json!(-3),
        json!(0),
        json!(3.5),
        json!(true),
        json!("yes"),
        json!("No"),
        json!("on"),
        json!("TRUE"),
        json!("2015-03-01"),
        json!("2015-03-01 10:00"),
        json!("2015-13-01"),
        json!("1/3/2015"),
        json!("20150301"),
        json!([]),
        json!(["words"]),
        json!(["words", 3, true]),
        json!([null]),
        json!([["words"]]),
        json!([{"words": "words"}]),
        json!({}),
        json!({"words": "words"}),
        json!({"words": {"words": "words"}}),
        json!([{"title": "T", "to": "index.md", "file": "a.pdf", "name": "N"}]),
    ];
    let (mut differences, mut compared) = (Vec::new(), 0);
    for case in cases() {
        let validator = Validator::new(&case.schema);
        let full = sample(&case.schema);
        let mut places = Vec::new();
        walk(&full, &mut String::new(), &mut places);
        for place in places {
            for value in &values {
                let mut instance = full.clone();
                match instance.pointer_mut(&place) {
                    Some(at) => *at = value.clone(),
                    // A name that no group has.
                    None => add(&mut instance, &place, value),
                }
                let faults = (case.read)(&instance);
                let taken = !minds(&faults);
                compared += 1;
                if validator.accepts(&instance) != taken && !is_known_difference(&place, value) {
                    differences.push(format!("{}: {place}: {value}: taken: {taken}", case.name));
                }
            }
        }
    }
    assert!(
        compared > 5_000,
        "only {compared} comparisons: are the samples still whole?"
    );
    assert!(differences.is_empty(), "\n{}\n", differences.join("\n"));
}

/// Collects the places of everything in a value, and in each group that of a name that nothing has.
fn walk(value: &Value, at: &mut String, places: &mut Vec<String>) {
    let length = at.len();
    let mut step = |name: &str, value: Option<&Value>| {
        at.push('/');
        at.push_str(name);
        places.push(at.clone());
        if let Some(value) = value {
            walk(value, at, places);
        }
        at.truncate(length);
    };
    match value {
        Value::Object(object) => {
            object
                .iter()
                .for_each(|(name, value)| step(name, Some(value)));
            step("tilte", None);
        }
        Value::Array(values) => values
            .iter()
            .enumerate()
            .for_each(|(at, value)| step(&at.to_string(), Some(value))),
        _ => {}
    }
}

fn add(instance: &mut Value, place: &str, value: &Value) {
    let (group, name) = place.rsplit_once('/').expect("a place in a group");
    instance.pointer_mut(group).expect("a group")[name] = value.clone();
}

/// Tells whether a schema cannot say something, or does not try to.
fn is_known_difference(place: &str, value: &Value) -> bool {
    let name = place.rsplit('/').next().unwrap_or_default();
    match name {
        // Words that must be there may not be empty.
        "title" | "name" | "from" | "to" | "url" | "file" if value == "" => true,
        // What holds a page back may not be empty, nor give a time of the day.
        "draft" | "publish_on" | "expires_on" if value.is_null() || value == "" => true,
        "date" | "publish_on" | "expires_on"
            if value.as_str().is_some_and(|text| text.contains(':')) =>
        {
            true
        }
        // Words are not told from an address.
        "id" if !value.is_null() => true,
        // A word whose other words are still to be written is let pass; an editor may ask for them.
        _ if place.starts_with("/search/synonyms/") && value.is_null() => true,
        // A role must be one of the site's.
        "role" => true,
        // Free data has any names.
        _ => place.starts_with("/extra/") || place.starts_with("/theme_options/"),
    }
}
