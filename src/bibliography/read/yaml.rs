//! Publications written by hand, as YAML with the field names of CSL-JSON. From: the text of a
//! `.yaml` file: a list of entries, a list under `references:`, or keys with their entries below
//! them. To: its publications, and a finding for each entry or field that is not understood.
//!
//! ```yaml
//! - id: ellis2014
//!   type: article-journal
//!   title: Introduction of the Home Treatment Accreditation Scheme
//!   author: ["Ellis, C.", "Hodge, S."]
//!   issued: 2014-03
//! ```
//!
//! Each entry goes through the reader of front matter by itself, so that a slip has its line and
//! costs one entry.

use super::BibliographyFile;
use super::json;
use crate::base::{Code, Fault, Severity, SourcePath, Span, nearest};
use crate::bibliography::item::{Item, ItemPlace, ItemType, variable};
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Data, LARGEST_BLOCK, Node, NodeEntry, NodeValue};
use crate::source::TextFile;
use serde_json::{Map, Value};
use std::ops::Range;

/// Reads a `.yaml` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let file = TextFile::new(file.clone(), text.into());
    let source = SourceText::new(&file);
    let mut reading = BibliographyFile::default();
    for block in blocks(source.text()) {
        let place = |range: Range<usize>| {
            source.to_disk(block.range.start + range.start..block.range.start + range.end)
        };
        let (node, faults) = yaml::read(
            &source.text()[block.range.clone()],
            &file.path,
            LARGEST_BLOCK,
            &place,
        );
        reading.faults.extend(faults.into_iter().map(|fault| Fault {
            severity: Severity::Warning,
            ..fault
        }));
        let Some(node) = node else { continue };
        let whole = source.to_disk(block.range.clone());
        for (key, node) in entries(&node) {
            let whole = if block.shared {
                place(node.span.clone())
            } else {
                whole.clone()
            };
            entry(&file, key, node, whole, &place, &mut reading);
        }
    }
    reading
}

/// A stretch that is YAML by itself.
struct YamlBlock {
    range: Range<usize>,
    /// Whether several entries may stand in it.
    shared: bool,
}

/// The entries of a list or a group each by itself, so that one with a slip does not hide the
/// others.
fn blocks(text: &str) -> Vec<YamlBlock> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let counts = |line: &str| {
        !line.trim().is_empty() && !line.trim_start().starts_with('#') && line.trim_end() != "---"
    };
    let mut wanted = lines.iter().copied().filter(|(_, line)| counts(line));
    let Some((mut start, mut first)) = wanted.next() else {
        return Vec::new();
    };
    if first.trim_end() == "references:" {
        let Some(next) = wanted.next() else {
            return Vec::new();
        };
        (start, first) = next;
        lines.retain(|(at, _)| *at >= start);
    }
    let indent = first.len() - first.trim_start_matches(' ').len();
    let list = first.trim_start().starts_with("- ") || first.trim() == "-";
    let is_start = |line: &str| {
        let own = line.len() - line.trim_start_matches(' ').len();
        own == indent && counts(line) && (!list || line.trim_start().starts_with('-'))
    };
    // A group of fields at the top is one entry; a group of keys has its entries below them.
    let single = !list
        && lines
            .iter()
            .filter(|(_, line)| is_start(line))
            .any(|(_, line)| {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                matches!(name.trim(), "id" | "type" | "title") && !value.trim().is_empty()
            });
    let mut starts: Vec<usize> = lines
        .iter()
        .filter(|(_, line)| is_start(line))
        .map(|(at, _)| *at)
        .collect();
    if single || starts.is_empty() {
        starts = vec![start];
    }
    starts.push(text.len());
    starts
        .windows(2)
        .map(|pair| YamlBlock {
            range: pair[0]..pair[1],
            shared: single,
        })
        .collect()
}

/// The entries of a block with the key above each, where there is one.
fn entries(node: &Node) -> Vec<(Option<&NodeEntry>, &Node)> {
    match &node.value {
        NodeValue::List(nodes) => nodes.iter().map(|node| (None, node)).collect(),
        NodeValue::Map(fields)
            if fields
                .iter()
                .any(|field| matches!(field.key.as_str(), "id" | "type" | "title")) =>
        {
            vec![(None, node)]
        }
        NodeValue::Map(fields) => fields
            .iter()
            .map(|field| (Some(field), &field.value))
            .collect(),
        NodeValue::Scalar(_) => vec![(None, node)],
    }
}

fn entry(
    file: &TextFile,
    key: Option<&NodeEntry>,
    node: &Node,
    whole: Range<usize>,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
    reading: &mut BibliographyFile,
) {
    let start = key.map_or_else(
        || place(node.span.clone()).start,
        |key| place(key.key_span.clone()).start,
    );
    let mut item_place = ItemPlace::new(&file.path, &file.text, start.max(whole.start)..whole.end);
    item_place.whole = whole;
    let node_start = place(node.span.clone()).start;
    item_place.insert = Some(node_start + usize::from(file.text[node_start..].starts_with('{')));
    let NodeValue::Map(fields) = &node.value else {
        let fault = Fault::warning(Code::BrokenEntry, "this is no entry, so it is left out")
            .at(item_place.span);
        reading.faults.push(fault.help(
            "an entry starts with `- id: ellis2014` and has its fields below, such as `title: …`",
        ));
        return;
    };
    let mut object = Map::new();
    for field in fields {
        let known = variable::find(&field.key).map(|(name, _)| name);
        let name = known.map_or_else(|| field.key.clone(), str::to_owned);
        item_place
            .fields
            .insert(name.clone(), place(field.value.span.clone()));
        if known.is_none() && !matches!(name.as_str(), "id" | "type" | "custom" | "categories") {
            let names = variable::TEXTS
                .iter()
                .chain(variable::NAMES)
                .chain(variable::DATES)
                .copied();
            let meant = nearest(&name, names);
            let fault = Fault::warning(
                Code::UnclearField,
                format!("`{name}` is no field of a publication"),
            )
            .at(Span::new(&file.path, place(field.key_span.clone())))
            .help_if(meant.map(|meant| format!("did you mean `{meant}`?")));
            reading
                .faults
                .push(fault.help("it is kept, and nothing is done with it"));
        }
        let value = if known.is_some() || matches!(name.as_str(), "id" | "type") {
            json_value(&field.value)
        } else {
            data_value(&field.value.data())
        };
        object.insert(name, value);
    }
    if let Some(key) = key {
        object
            .entry("id")
            .or_insert_with(|| Value::String(key.key.clone()));
    }
    let (mut item, unclear) = json::item(&object, item_place);
    item.place.key_made_up = item.key.is_empty();
    if !object.contains_key("type") {
        item.kind = ItemType::Document;
        let fault = Fault::warning(
            Code::IncompletePublication,
            "this publication does not say what it is",
        )
        .at(item.place.span.clone());
        reading.faults.push(
            fault.help(
                "add a line such as `type: article-journal`, `type: report` or `type: webpage`",
            ),
        );
    }
    say_plainly(&item, unclear, reading);
    reading.items.push(item);
}

/// The findings of the JSON reader, with help for those who write YAML.
fn say_plainly(item: &Item, unclear: Vec<json::FieldProblem>, reading: &mut BibliographyFile) {
    for mut unclear in unclear {
        if unclear.message.contains("date") {
            "write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`"
                .clone_into(&mut unclear.help);
        } else if unclear.message.contains("name in") {
            "write a person as `\"Ellis, C.\"`, and a body without a comma: `NHS England`"
                .clone_into(&mut unclear.help);
        }
        reading.faults.push(unclear.into_fault(item));
    }
    for (field, when) in &item.dates {
        let words = when.to_string();
        if !when.is_understood() && words.chars().any(|c| c.is_ascii_digit()) {
            let fault = Fault::warning(
                Code::UnclearField,
                format!("`{words}` is not understood as a date"),
            )
            .at(item.span_of(field));
            reading
                .faults
                .push(fault.help("write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`"));
        }
    }
}

/// Free data as it is meant: numbers as numbers.
fn data_value(data: &Data) -> Value {
    match data {
        Data::Null => Value::Null,
        Data::Bool(yes) => Value::Bool(*yes),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "only whole numbers that fit come here"
        )]
        Data::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Value::from(*number as i64)
        }
        Data::Number(number) => Value::from(*number),
        Data::Text(text) => Value::String(text.clone()),
        Data::List(list) => list.iter().map(data_value).collect(),
        Data::Map(fields) => fields
            .iter()
            .map(|(name, data)| (name.clone(), data_value(data)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The value of a field of CSL: words are words, whatever they look like.
fn json_value(node: &Node) -> Value {
    match &node.value {
        NodeValue::Scalar(scalar) if scalar.data == Data::Null => Value::Null,
        NodeValue::Scalar(scalar) => Value::String(scalar.text.clone()),
        NodeValue::List(nodes) => nodes.iter().map(json_value).collect(),
        NodeValue::Map(fields) => fields
            .iter()
            .map(|field| (field.key.clone(), json_value(&field.value)))
            .collect::<Map<_, _>>()
            .into(),
    }
}

#[cfg(test)]
mod tests;
