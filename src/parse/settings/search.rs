//! Settings of search. From: the group `search` of the settings. To: [`SearchSettings`].

use crate::base::{Code, Fault};
use crate::parse::kind::Kind;
use crate::parse::yaml::{Fields, Node, NodeEntry, NodeValue, Reader, Spanned};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;
use std::collections::BTreeMap;

/// The name of people's own pages among the kinds of results.
pub const PERSON: &str = "person";

/// How the site is searched.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(default)]
pub struct SearchSettings {
    /// Whether the site can be searched.
    pub enabled: bool,
    /// Words and phrases that mean the same, such as `HTT: home treatment team`.
    #[schemars(with = "Option<BTreeMap<String, Vec<String>>>")]
    pub synonyms: Vec<Vec<String>>,
    /// How much the place of pages of a kind is raised (above 1) or lowered (below 1).
    #[schemars(schema_with = "boosts_schema")]
    pub boost: BTreeMap<String, Spanned<Option<f64>>>,
    /// Whether the files of search are listed for a service worker.
    pub offline: bool,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            synonyms: Vec::new(),
            boost: BTreeMap::new(),
            offline: false,
        }
    }
}

impl SearchSettings {
    /// Returns how much the place of pages of a kind is raised or lowered, where the settings say
    /// so.
    #[must_use]
    pub fn boost_of(&self, kind: &str) -> Option<f64> {
        self.boost.get(kind).and_then(|boost| boost.value)
    }
}

/// Reads the group `search`.
pub(super) fn search(fields: &mut Fields<'_>) -> SearchSettings {
    let Some(mut fields) = fields.group("search") else {
        return SearchSettings::default();
    };
    let settings = SearchSettings {
        enabled: fields.yes_no("enabled").unwrap_or(true),
        synonyms: fields
            .named_groups("synonyms")
            .iter()
            .filter_map(|entry| synonyms(fields.reader(), entry))
            .collect(),
        boost: boosts(&mut fields),
        offline: fields.yes_no("offline").unwrap_or(false),
    };
    fields.finish(|_| None);
    settings
}

/// Reads one line of synonyms, such as `HTT: home treatment team`, or several on the right.
fn synonyms(reader: &mut Reader<'_>, entry: &NodeEntry) -> Option<Vec<String>> {
    let nodes = match &entry.value.value {
        NodeValue::List(nodes) => nodes.iter().collect(),
        _ => vec![&entry.value],
    };
    let others: Vec<String> = nodes
        .into_iter()
        .filter_map(|node| reader.text(node, &entry.key))
        .map(|text| text.value)
        .collect();
    if others.is_empty() {
        let code = if matches!(entry.value.value, NodeValue::List(_)) {
            Code::InvalidSetting
        } else {
            Code::WrongType
        };
        let help = format!("write what it means: `{}: home treatment team`", entry.key);
        reader.fault(
            Fault::error(code, format!("nothing means the same as `{}`", entry.key)).help(help),
            &entry.key_span,
        );
        return None;
    }
    Some(std::iter::once(entry.key.clone()).chain(others).collect())
}

/// Reads how much the place of pages of each kind is raised or lowered. Whether there are such
/// kinds is known when the theme is read.
fn boosts(fields: &mut Fields<'_>) -> BTreeMap<String, Spanned<Option<f64>>> {
    let mut boosts = BTreeMap::new();
    for entry in fields.named_groups("boost") {
        let kind = &entry.key;
        let number = number(&entry.value);
        let code = if number.is_some() {
            Code::InvalidSetting
        } else {
            Code::WrongType
        };
        let reader = fields.reader();
        let span = reader.span(&entry.key_span);
        let value = number.filter(|number| (0.1..=10.0).contains(number));
        boosts.insert(kind.clone(), Spanned { value, span });
        if value.is_none() && !entry.value.is_nothing() {
            let fault = Fault::error(code, format!("`{kind}` should be a number from 0.1 to 10"));
            reader.fault(
                fault.help("write 1 for no change, more to raise these pages, less to lower them"),
                &entry.value.span,
            );
        }
    }
    boosts
}

fn number(node: &Node) -> Option<f64> {
    let NodeValue::Scalar(scalar) = &node.value else {
        return None;
    };
    scalar
        .text
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

fn boosts_schema(_: &mut SchemaGenerator) -> Schema {
    let mut properties: BTreeMap<String, serde_json::Value> = BTreeMap::new();
    let built_in = Kind::BUILT_IN;
    for kind in built_in.iter().map(Kind::name).chain([PERSON]) {
        let description = format!("Pages of the kind `{kind}`: a number from 0.1 to 10.");
        properties.insert(
            kind.to_owned(),
            json!({"description": description, "type": "number"}),
        );
    }
    json_schema!({"type": "object", "properties": properties})
}
