//! Schemas of declared fields let through what reading takes, and say its limits.

use super::{Validator, minds};
use crate::base::SourcePath;
use crate::parse::json_schema::components;
use crate::parse::schema::{FieldType, Schema, decode, read_block};
use crate::parse::vocabulary::Vocabulary;
use crate::source::TextFile;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Declarations of the field `f`: every type, and every limit.
const FIELDS: [&str; 29] = [
    "{type: text, required: yes, help: words, example: abc}",
    "{type: text, longest: 5}",
    "{type: text, pattern: '[a-z]+', pattern_help: letters}",
    "{type: markdown, longest: 5}",
    "{type: heading}",
    "{type: email}",
    "{type: phone}",
    "{type: link}",
    "{type: page}",
    "{type: page, of: report}",
    "{type: asset}",
    "{type: picture}",
    "{type: data}",
    "{type: role}",
    "{type: person}",
    "{type: topic}",
    "{type: date}",
    "{type: time, default: '10:00'}",
    "{type: number, least: -2, most: 7.5}",
    "{type: number, whole: yes}",
    "{type: disclosure}",
    "{type: yes-no, default: on}",
    "{type: choice, choices: [words, abc], default: abc}",
    "{type: list, of: {type: text, longest: 5}}",
    "{type: list, least: 1, most: 2, of: {type: number}}",
    "{type: list, of: {type: group, fields: {words: {type: date, help: day}}}}",
    "{type: list, of: {type: list, of: {type: time}}}",
    "{type: group, fields: {words: {type: number, most: 4}}}",
    "{type: group, fields: {words: {type: group, fields: {words: {type: text}}}}}",
];

fn declared(field: &str) -> Schema {
    let text = format!("fields:\n  f: {field}\n");
    let file = TextFile::new(SourcePath::new("components/b.yaml"), text.into());
    let (schema, faults) = read_block(&file);
    assert!(faults.is_empty(), "{field}: {faults:?}");
    schema.expect("a declaration")
}

fn json_schema(schema: &Schema) -> Value {
    let blocks = BTreeMap::from([("b".to_owned(), schema.clone())]);
    components(&blocks)["properties"]["b"].clone()
}

#[test]
fn every_type_and_every_setting_of_a_field_is_tried() {
    let mut types = BTreeSet::new();
    for field in FIELDS {
        for field in declared(field).fields {
            field.visit(&mut |field| {
                types.insert(field.kind.field_type().name());
            });
        }
    }
    let all: BTreeSet<&str> = FieldType::names().into_iter().collect();
    assert_eq!(types, all);
    for setting in FieldType::ALL.iter().flat_map(|of| of.settings()) {
        let is_tried = FIELDS
            .iter()
            .any(|field| field.contains(&format!("{setting}: ")));
        assert!(is_tried || *setting == "after", "{setting}");
    }
}

#[test]
fn a_schema_of_fields_lets_through_what_reading_takes() {
    let values = [
        json!("words"),
        json!(""),
        json!("abc"),
        json!("größer"),
        json!(3),
        json!("3"),
        json!(-3),
        json!(8),
        json!(3.5),
        json!(true),
        json!("No"),
        json!("TRUE"),
        json!("2026-03-12"),
        json!("2026-13-12"),
        json!("2026-03-12 10:00"),
        json!("2026-03-12T9:05"),
        json!("2026-03-12 25:00"),
        json!("10:00"),
        json!("10:00:00"),
        json!("10:60"),
        json!("10am"),
        json!([]),
        json!(["words"]),
        json!(["abc", "abc", "abc"]),
        json!([1, 2]),
        json!([1, 2, 3]),
        json!([["10:00"]]),
        json!({"words": "words"}),
        json!({"words": 3}),
        json!({"words": 8}),
        json!({"words": {"words": "words"}}),
        json!([{"words": "2026-03-12"}]),
        json!([{"words": "soon"}]),
        json!({"other": 3}),
    ];
    let file = SourcePath::new("content/a.md");
    let vocabulary = Vocabulary::default();
    let (mut compared, mut differences) = (0, Vec::new());
    for field in FIELDS {
        let schema = declared(field);
        let validator = Validator::new(&json_schema(&schema));
        for value in &values {
            let instance = json!({"f": value});
            let text = instance.to_string();
            let (_, faults) = decode(&schema, &text, &file, &vocabulary, &|range| range);
            compared += 1;
            let is_taken = !minds(&faults) && !faults.has_errors();
            let names_nobody = field.contains("role") || field.contains("person");
            if validator.accepts(&instance) != is_taken
                && !names_nobody
                && !is_known_difference(field, value)
            {
                differences.push(format!("{field}: {value}: taken: {is_taken}"));
            }
        }
    }
    assert!(compared > 800, "{compared}");
    assert!(differences.is_empty(), "\n{}\n", differences.join("\n"));
}

/// Reports whether a schema cannot say something: limits of numbers do not hold for numbers in
/// quotation marks, nor the form of a text for numbers.
fn is_known_difference(field: &str, value: &Value) -> bool {
    let is_number_as_text = value == "3" || value == "8";
    let is_text_as_number = value.is_number() || value.is_boolean();
    is_number_as_text && field.contains("least") || is_text_as_number && field.contains("pattern")
}

#[test]
fn a_schema_of_fields_says_its_limits_and_examples() {
    let of = |field: &str| json_schema(&declared(field))["properties"]["f"].clone();
    let text = of("{type: text, longest: 5, help: words, example: abc, default: ab}");
    assert_eq!(text["maxLength"], 5);
    assert_eq!(text["examples"], json!(["abc"]));
    assert_eq!(text["default"], "ab");
    assert_eq!(text["description"], "words");
    let text = of("{type: text, pattern: '[a-z]+', pattern_help: letters}");
    assert_eq!(text["pattern"], "^(?:[a-z]+)$");
    let number = of("{type: number, least: 0, most: 7.5}");
    assert_eq!(
        (&number["minimum"], &number["maximum"]),
        (&json!(0), &json!(7.5))
    );
    let list = of("{type: list, least: 1, most: 2, of: {type: number, help: each}}");
    assert_eq!(
        (&list["minItems"], &list["maxItems"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(list["anyOf"][0]["items"]["description"], "each");
    let yes = of("{type: yes-no, default: on}");
    assert_eq!(yes["default"], json!(true));
}
