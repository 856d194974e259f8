//! Makes snippets for the top of a page: every setting of every kind, with its meaning. From: the
//! schemas of front matter. To: a snippets file of Visual Studio Code, whose YAML extensions do not
//! look into markdown.

use crate::parse::kind::Kind;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Makes the snippets file. A setting that all kinds share has one snippet; the others name their
/// kind.
pub(super) fn snippets(schemas: &[(Kind, Value)]) -> Value {
    let mut owners: BTreeMap<&str, Vec<(&Kind, &Value)>> = BTreeMap::new();
    for (kind, schema) in schemas {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            owners.entry(name).or_default().push((kind, property));
        }
    }
    let mut all = Map::new();
    for (name, of) in owners {
        if name == "kind" {
            let kinds: Vec<Value> = schemas
                .iter()
                .map(|(kind, _)| json!({"const": kind.name()}))
                .collect();
            let choice = json!({"description": of[0].1["description"], "oneOf": kinds});
            all.insert(name.to_owned(), snippet(name, &choice, ""));
            continue;
        }
        if of.len() == schemas.len() {
            all.insert(name.to_owned(), snippet(name, of[0].1, ""));
            continue;
        }
        for (kind, property) in of {
            all.insert(
                format!("{name} ({})", kind.name()),
                snippet(name, property, kind.name()),
            );
        }
    }
    all.into()
}

fn snippet(name: &str, property: &Value, kind: &str) -> Value {
    let meaning = property["description"].as_str().unwrap_or_default();
    let whose = if kind.is_empty() {
        String::new()
    } else {
        format!(" (For the kind `{kind}`.)")
    };
    let body: Vec<String> = setting(name, property).lines().map(str::to_owned).collect();
    let description = format!("{meaning}{whose}");
    json!({"scope": "markdown", "prefix": name, "description": description, "body": body})
}

/// Formats a setting with its example, which the text editor selects, ready to be typed over.
fn setting(name: &str, property: &Value) -> String {
    let example = property["examples"].get(0);
    if let Some(Value::Array(entries)) = example {
        let mut text = format!("{name}:\n");
        for (at, entry) in entries.iter().enumerate() {
            let _ = writeln!(text, "  - {}", field(at + 1, entry));
        }
        return text;
    }
    if let Some(example) = example {
        return format!("{name}: {}\n", field(1, example));
    }
    if let Some(fields) = property["anyOf"][0]["items"]["properties"].as_object() {
        return group(name, fields);
    }
    let words: Vec<&str> = property["oneOf"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|word| word["const"].as_str())
        .collect();
    if words.is_empty() {
        let fixed = property["const"]
            .as_str()
            .or_else(|| property["enum"][0].as_str())
            .map(str::to_owned);
        return format!("{name}: {}\n", fixed.unwrap_or_else(|| "$1".to_owned()));
    }
    format!("{name}: ${{1|{}|}}\n", words.join(","))
}

/// Formats a list of groups with one group in it. Where not all names go together, it has those
/// that most people need.
fn group(name: &str, fields: &Map<String, Value>) -> String {
    let mut text = format!("{name}:\n");
    let usual: &[&str] = if name == "byline" {
        &["name", "role", "team"]
    } else {
        &[]
    };
    let wanted = fields
        .iter()
        .filter(|(field_name, _)| usual.is_empty() || usual.contains(&field_name.as_str()));
    for (at, (field_name, property)) in wanted.enumerate() {
        let example = property["examples"]
            .get(0)
            .map_or_else(|| format!("${}", at + 1), |example| field(at + 1, example));
        let _ = writeln!(
            text,
            "  {} {field_name}: {example}",
            if at == 0 { "-" } else { " " }
        );
    }
    text
}

/// Formats a placeholder. Characters with a meaning in snippets are escaped.
fn field(at: usize, example: &Value) -> String {
    let text = example
        .as_str()
        .map_or_else(|| example.to_string(), str::to_owned);
    let text: String = text
        .chars()
        .flat_map(|c| {
            matches!(c, '$' | '}' | '\\')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    let quotes = if text.contains(": ") || text.starts_with(['*', '@', '`', '"', '[', '{']) {
        "\""
    } else {
        ""
    };
    format!("{quotes}${{{at}:{text}}}{quotes}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::json_schema;
    use crate::parse::kinds::tests::shipped_kinds;

    fn all() -> Value {
        let kinds = shipped_kinds();
        let fronts: Vec<(Kind, Value)> = kinds
            .all()
            .map(|known| (known.kind.clone(), json_schema::front(known, &[])))
            .collect();
        snippets(&fronts)
    }

    #[test]
    fn every_setting_of_every_kind_has_a_snippet() {
        let all = all();
        for declaration in shipped_kinds().all() {
            let kind = &declaration.kind;
            for name in crate::parse::front::field_names(declaration) {
                let found = [name.to_owned(), format!("{name} ({})", kind.name())]
                    .into_iter()
                    .find_map(|key| all.get(key));
                let snippet =
                    found.unwrap_or_else(|| panic!("no snippet for `{name}` of {}", kind.name()));
                assert_eq!(snippet["prefix"], name);
                assert!(
                    snippet["description"]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{name}"
                );
            }
        }
    }
}
