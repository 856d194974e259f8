//! Turns the schema of what people mean into the schema of what they may type. From: a strict
//! schema. To: one that lets through what reading understands: a number where words are wanted, one
//! entry where a list is wanted, `yes` for `true`, a value that is left empty; and no name that
//! nothing reads.

use crate::source::PictureFocus;
use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

const WHOLE_NUMBER: &str = r"^\s*[+-]?[0-9]+\s*$";
const NUMBER: &str = r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$";
const YES_NO: &str =
    "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff])$";
/// A day, after which a time may follow, for people who paste one.
const DAY: &str = r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ].*)?\s*$";
/// A day, after which only midnight may follow.
const WHOLE_DAY: &str =
    r"^\s*[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ][0:.TZz+-]*)?\s*$";
/// A day and a time of the day, or one of both.
const MOMENT: &str = "^\\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
    ([Tt ]\\s*([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?)?|([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?)\\s*$";
/// An e-mail address: one sign `@` with something on both sides, and a full stop behind it.
const EMAIL: &str = "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$";

/// Loosens a schema and everything in it.
pub(super) fn loosen(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    for inside in ["items", "additionalProperties"] {
        object.get_mut(inside).into_iter().for_each(loosen);
    }
    object
        .get_mut("properties")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flat_map(Object::values_mut)
        .for_each(loosen);
    tidy(object);
    hoist(object);
    close(object);
    widen(object);
}

/// Takes out what says something only about the Rust type.
fn tidy(object: &mut Object) {
    object.remove("title");
    if let Some(Value::String(text)) = object.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if object.get("default").is_some_and(says_nothing) {
        object.remove("default");
    }
}

/// Tells whether a default value is none that a person would want to read.
fn says_nothing(default: &Value) -> bool {
    default.is_null() || default.is_object() || default.as_array().is_some_and(Vec::is_empty)
}

fn nothing() -> Value {
    json!({"type": "null"})
}

/// Flattens a choice of words or nothing into one list, of which editors make a menu.
fn hoist(object: &mut Object) {
    let Some([choice, other]) = object
        .get("anyOf")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    else {
        return;
    };
    let Some(words) = choice
        .get("oneOf")
        .and_then(Value::as_array)
        .filter(|_| *other == nothing())
    else {
        return;
    };
    let choices: Vec<Value> = words.iter().cloned().chain([nothing()]).collect();
    object.remove("anyOf");
    object.insert("oneOf".to_owned(), choices.into());
}

/// Allows no other names in a group than its own, of which those that need not be there may be left
/// empty.
fn close(object: &mut Object) {
    let required: Vec<String> = texts(object.get("required"));
    if required.is_empty() {
        object.remove("required");
    }
    let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, property) in properties {
        let Some(property) = property.as_object_mut() else {
            continue;
        };
        if required.contains(name) {
            property.remove("default");
        } else {
            allow_nothing(property);
        }
    }
    object.insert("additionalProperties".to_owned(), false.into());
}

/// Lets a value be left empty.
fn allow_nothing(object: &mut Object) {
    for choices in ["anyOf", "oneOf"] {
        if let Some(choices) = object.get_mut(choices).and_then(Value::as_array_mut)
            && !choices.contains(&nothing())
            && !choices
                .iter()
                .all(|choice| choice.get("required").is_some())
        {
            choices.push(nothing());
        }
    }
    if let Some(choices) = object.get_mut("enum").and_then(Value::as_array_mut)
        && !choices.contains(&Value::Null)
    {
        choices.push(Value::Null);
    }
    if object.contains_key("const") {
        let one = object.remove("const");
        object.insert("enum".to_owned(), json!([one, null]));
    }
    allow(object, "null");
}

/// Lets another type through, where a schema names types.
fn allow(object: &mut Object, another: &str) {
    let mut types = types(object);
    if types.is_empty() || types.iter().any(|known| known == another) {
        return;
    }
    let end = types
        .iter()
        .position(|known| known == "null")
        .unwrap_or(types.len());
    types.insert(end, another.to_owned());
    object.insert("type".to_owned(), types.into());
}

/// Lets a value through in each form that reading understands.
fn widen(object: &mut Object) {
    let format = object.remove("format");
    if object.contains_key("enum") || object.contains_key("const") {
        return;
    }
    if has(object, "array") {
        let is_nullable = has(object, "null");
        one_alone(object, is_nullable);
    } else if has(object, "boolean") {
        as_words(object, YES_NO);
    } else if has(object, "integer") {
        as_words(object, WHOLE_NUMBER);
    } else if has(object, "number") {
        as_words(object, NUMBER);
    } else if has(object, "string") {
        let pattern = match format.as_ref().and_then(Value::as_str) {
            Some("date") => Some(DAY),
            Some("day") => Some(WHOLE_DAY),
            Some("moment") => Some(MOMENT),
            Some("email") => Some(EMAIL),
            Some("focus") => Some(PictureFocus::PATTERN),
            _ => None,
        };
        if let Some(pattern) = pattern {
            object.insert("pattern".to_owned(), pattern.into());
        } else {
            allow(object, "number");
            allow(object, "boolean");
        }
    }
}

/// Lets a value through in quotation marks, or in words. The pattern applies to words alone: it
/// says nothing about numbers.
fn as_words(object: &mut Object, pattern: &str) {
    allow(object, "string");
    object.insert("pattern".to_owned(), pattern.into());
}

/// Lets one entry stand where a list of entries may.
fn one_alone(object: &mut Object, is_nullable: bool) {
    let mut entry = object.remove("items").unwrap_or(Value::Bool(true));
    object.remove("type");
    let alone = entry.clone();
    if let Some(entry) = entry
        .as_object_mut()
        .filter(|entry| !entry.contains_key("properties"))
    {
        allow_nothing(entry);
    }
    let mut choices = vec![json!({"type": "array", "items": entry}), alone];
    choices.extend(is_nullable.then(nothing));
    object.insert("anyOf".to_owned(), choices.into());
}

fn has(object: &Object, wanted: &str) -> bool {
    types(object).iter().any(|known| known == wanted)
}

fn types(object: &Object) -> Vec<String> {
    texts(object.get("type"))
}

/// Returns the texts of a value that is one text or a list of texts.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(texts)) => texts
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
