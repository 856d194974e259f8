//! The reader of publications written by hand, as YAML with the field names of CSL-JSON.
//!
//! It takes the text of a `.yaml` file and gives its publications, and a finding for each entry or
//! field that is not understood. The file is a list of entries, a list under `references:`, or keys
//! with their entries below them.
//!
//! ```yaml
//! - id: ellis2014
//!   type: article-journal
//!   title: Introduction of the Home Treatment Accreditation Scheme
//!   author: ["Ellis, C.", "Hodge, S."]
//!   issued: 2014-03
//! ```
//!
//! Each entry goes through the reader of front matter by itself, so that a slip is shown at its
//! line and costs one entry.

use super::bibliography_file::BibliographyFile;
use super::json;
use crate::base::{Code, Fault, Faults, Severity, SourcePath, Span, nearest};
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
    let mut result = BibliographyFile::default();
    for block in blocks(source.text()) {
        let block_start = block.range.start;
        let to_disk = |range: Range<usize>| {
            source.to_disk(block_start + range.start..block_start + range.end)
        };
        let (node, faults) = yaml::read(
            &source.text()[block.range.clone()],
            &file.path,
            LARGEST_BLOCK,
            &to_disk,
        );
        result.faults.extend(faults.into_iter().map(|fault| Fault {
            severity: Severity::Warning,
            ..fault
        }));
        let Some(node) = node else { continue };
        for (key, node) in entries(&node) {
            let whole = if block.shared {
                to_disk(node.span.clone())
            } else {
                source.to_disk(block.range.clone())
            };
            let reader = EntryReader {
                file: &file,
                to_disk: &to_disk,
            };
            let item = reader.read(key, node, whole, &mut result.faults);
            result.items.extend(item);
        }
    }
    result
}

/// A stretch of a file that is YAML by itself.
struct YamlBlock {
    /// The place of the block.
    range: Range<usize>,
    /// Whether several entries may stand in it.
    shared: bool,
}

/// Divides a file into one block for each entry of its list or mapping, so that an entry with a
/// slip does not hide the others.
fn blocks(text: &str) -> Vec<YamlBlock> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let mut filled = lines
        .iter()
        .copied()
        .filter(|(_, line)| says_anything(line));
    let Some((mut start, mut first)) = filled.next() else {
        return Vec::new();
    };
    if first.trim_end() == "references:" {
        let Some(next) = filled.next() else {
            return Vec::new();
        };
        (start, first) = next;
        lines.retain(|(at, _)| *at >= start);
    }
    let shape = EntryShape {
        indent: indent_of(first),
        is_list: first.trim_start().starts_with("- ") || first.trim() == "-",
    };
    lines.retain(|(_, line)| shape.is_start(line));
    // A mapping whose fields are those of a publication is one entry; any other mapping has its
    // entries below its keys.
    let is_single = !shape.is_list && lines.iter().any(|(_, line)| is_field_of_entry(line));
    let mut starts: Vec<usize> = lines.iter().map(|(at, _)| *at).collect();
    if is_single || starts.is_empty() {
        starts = vec![start];
    }
    starts.push(text.len());
    starts
        .windows(2)
        .map(|pair| YamlBlock {
            range: pair[0]..pair[1],
            shared: is_single,
        })
        .collect()
}

/// The way in which a file writes the first lines of its entries.
struct EntryShape {
    /// The number of spaces before them.
    indent: usize,
    /// Whether they are entries of a list rather than keys.
    is_list: bool,
}

impl EntryShape {
    /// Reports whether an entry starts at a line.
    fn is_start(&self, line: &str) -> bool {
        indent_of(line) == self.indent
            && says_anything(line)
            && (!self.is_list || line.trim_start().starts_with('-'))
    }
}

/// Reports whether a line says anything: it is not blank, no comment and no mark of a document.
fn says_anything(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#') && line.trim_end() != "---"
}

/// Returns the number of spaces at the start of a line.
fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Reports whether a line is a field that every publication has.
fn is_field_of_entry(line: &str) -> bool {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    matches!(name.trim(), "id" | "type" | "title") && !value.trim().is_empty()
}

/// Returns the entries of a block, each with the key above it where there is one.
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

/// Reads the entries of one block.
struct EntryReader<'r> {
    /// The file of the block.
    file: &'r TextFile,
    /// Turns places in the block into places on disk.
    to_disk: &'r dyn Fn(Range<usize>) -> Range<usize>,
}

impl EntryReader<'_> {
    /// Reads the entry of a node. `key` is the key above the entry, and `whole` the place of all of
    /// it.
    fn read(
        &self,
        key: Option<&NodeEntry>,
        node: &Node,
        whole: Range<usize>,
        faults: &mut Faults,
    ) -> Option<Item> {
        let mut place = self.place(key, node, whole);
        let NodeValue::Map(fields) = &node.value else {
            faults.push(no_entry(place.span));
            return None;
        };
        let mut object = Map::new();
        for field in fields {
            let known = variable::find(&field.key).map(|(name, _)| name);
            let name = known.map_or_else(|| field.key.clone(), str::to_owned);
            let span = (self.to_disk)(field.value.span.clone());
            place.fields.insert(name.clone(), span);
            let is_core = known.is_some() || matches!(name.as_str(), "id" | "type");
            if !is_core && !matches!(name.as_str(), "custom" | "categories") {
                faults.push(self.unknown_field(field));
            }
            let value = if is_core {
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
        let (mut item, problems) = json::item(&object, place);
        item.place.key_made_up = item.key.is_empty();
        if !object.contains_key("type") {
            item.kind = ItemType::Document;
            faults.push(no_type(item.place.span.clone()));
        }
        report(&item, &self.file.text, problems, faults);
        Some(item)
    }

    /// Returns the place of an entry, with its key and without the blank lines before it.
    fn place(&self, key: Option<&NodeEntry>, node: &Node, whole: Range<usize>) -> ItemPlace {
        let first = key.map_or(&node.span, |key| &key.key_span);
        let start = (self.to_disk)(first.clone()).start;
        let text = &self.file.text;
        let mut place = ItemPlace::new(&self.file.path, text, start.max(whole.start)..whole.end);
        place.whole = whole;
        let node_start = (self.to_disk)(node.span.clone()).start;
        place.insert = Some(node_start + usize::from(text[node_start..].starts_with('{')));
        place
    }

    /// Returns the fault of a field that CSL does not know.
    fn unknown_field(&self, field: &NodeEntry) -> Fault {
        let name = &field.key;
        let names = [variable::TEXTS, variable::NAMES, variable::DATES];
        let nearest = nearest(name, names.into_iter().flatten().copied());
        let message = format!("`{name}` is no field of a publication");
        Fault::warning(Code::UnclearField, message)
            .at(Span::new(
                &self.file.path,
                (self.to_disk)(field.key_span.clone()),
            ))
            .help_if(nearest.map(|nearest| format!("did you mean `{nearest}`?")))
            .help("it is kept, and nothing is done with it")
    }
}

/// Returns the fault of an entry without fields.
fn no_entry(span: Span) -> Fault {
    Fault::warning(Code::BrokenEntry, "this is no entry, so it is left out")
        .at(span)
        .help("an entry starts with `- id: ellis2014` and has its fields below, such as `title: …`")
}

/// Returns the fault of an entry without a type.
fn no_type(span: Span) -> Fault {
    let message = "this publication does not say what it is";
    Fault::warning(Code::IncompletePublication, message)
        .at(span)
        .help("add a line such as `type: article-journal`, `type: report` or `type: webpage`")
}

/// Help for whoever wrote a date that is not understood.
const DATE_HELP: &str = "write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`";

/// Help for whoever wrote a name that is not understood.
const NAME_HELP: &str =
    "write a person as `\"Ellis, C.\"`, and a body without a comma: `NHS England`";

/// Reports what the reader of JSON found, with help for those who write YAML, and dates that are
/// kept as words.
fn report(item: &Item, text: &str, problems: Vec<json::FieldProblem>, faults: &mut Faults) {
    for mut problem in problems {
        if problem.message.contains("date") {
            DATE_HELP.clone_into(&mut problem.help);
        } else if problem.message.contains("name in") {
            NAME_HELP.clone_into(&mut problem.help);
        }
        faults.push(problem.into_fault(item));
    }
    for (field, when) in &item.dates {
        let words = when.to_string();
        if !when.is_understood() && words.chars().any(|c| c.is_ascii_digit()) {
            let message = format!("`{words}` is not understood as a date");
            let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
            faults.push(fault.help(DATE_HELP));
        }
        let written = item
            .place
            .fields
            .get(field)
            .and_then(|range| text.get(range.clone()));
        if let Some((message, help)) = written.and_then(|text| when.season_or_years(text)) {
            let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
            faults.push(fault.help(help));
        }
    }
}

/// Turns the value of a field that CSL does not know into JSON, with numbers as numbers.
fn data_value(data: &Data) -> Value {
    match data {
        Data::Null => Value::Null,
        Data::Bool(yes) => Value::Bool(*yes),
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the guard lets only whole numbers pass that fit"
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

/// Turns the value of a field of CSL into JSON. Words stay words, whatever they look like.
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
