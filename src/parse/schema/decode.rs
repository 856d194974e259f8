//! Reading of values that a theme declares. From: the block of somebody who uses it, or the theme's
//! options in the settings. To: typed values with their places, and every fault in them.

use super::field::{Field, FieldKind, FieldValue, Required, Schema};
use super::limits::{check_order, moment};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::parse::disclosure;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{self, Fields, LARGEST_BLOCK, Node, NodeEntry, NodeValue, Reader};
use std::ops::Range;

/// Reads the block of somebody who uses a component. `place` turns a range of it into a range of
/// the file on disk.
#[must_use]
pub fn decode(
    schema: &Schema,
    text: &str,
    file: &SourcePath,
    vocabulary: &Vocabulary,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
) -> (Vec<(String, FieldValue)>, Faults) {
    let (node, mut faults) = yaml::read(text, file, LARGEST_BLOCK, place);
    let Some(node) = node else {
        return (Vec::new(), faults);
    };
    let is_broken = faults.has_errors();
    let (values, mut found) = decode_node(schema, &node, file, vocabulary, place);
    // What is missing may stand in the line that could not be read.
    found.retain(|fault| !is_broken || fault.code != Code::MissingKey);
    faults.extend(found);
    (values, faults)
}

/// Reads values that are parsed already, such as a theme's options in the settings. What is not
/// said gets its default.
#[must_use]
pub fn decode_node(
    schema: &Schema,
    node: &Node,
    file: &SourcePath,
    vocabulary: &Vocabulary,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
) -> (Vec<(String, FieldValue)>, Faults) {
    let mut faults = Faults::new();
    let mut reader = Reader::new(file, place, &mut faults);
    let mut decoder = FieldDecoder {
        reader: &mut reader,
        vocabulary,
        is_faulty: schema.is_faulty,
    };
    let values = decoder
        .group(&schema.fields, node, "this block")
        .unwrap_or_default();
    decoder.check_one_of(schema, &values, node);
    (values, faults)
}

/// Reads the declared fields of a group that holds other settings, too, each with its place.
pub(in crate::parse) fn decode_fields<'n>(
    schema: &'n Schema,
    group: &mut Fields<'n>,
    vocabulary: &Vocabulary,
) -> Vec<(String, FieldValue, Span)> {
    let mut values = Vec::new();
    for field in &schema.fields {
        let Some(node) = group.node(&field.name) else {
            match &field.default {
                Some(default) => {
                    let value = field.kind.default_value(default);
                    let span = group.nothing().span;
                    values.extend(value.map(|value| (field.name.clone(), value, span)));
                }
                None if field.required == Required::Yes => {
                    group.report_absent(&field.name, &field.example_line());
                }
                None => {}
            }
            continue;
        };
        let reader = group.reader();
        let span = reader.span(&node.span);
        let mut decoder = FieldDecoder {
            reader,
            vocabulary,
            is_faulty: schema.is_faulty,
        };
        let value = decoder.field(field, node);
        values.extend(value.map(|value| (field.name.clone(), value, span)));
    }
    let stated = |wanted: &str| {
        let (_, value, span) = values.iter().find(|(name, ..)| name == wanted)?;
        Some((moment(value)?, Some(span.clone())))
    };
    check_order(&schema.fields, &stated, group.reader().faults());
    check_one_of(schema, &values, group);
    values
}

/// Reports a group that has none of the fields of which one must be there.
fn check_one_of(schema: &Schema, values: &[(String, FieldValue, Span)], group: &mut Fields<'_>) {
    let mut given = values.iter().map(|(name, ..)| name);
    let Some(first) = schema.one_of.first() else {
        return;
    };
    if given.any(|name| schema.one_of.contains(name)) {
        return;
    }
    let names: Vec<&str> = schema.one_of.iter().map(String::as_str).collect();
    let message = format!("one of {} is missing", yaml::listed(&names));
    let help = format!("add a line `{first}:` and what belongs to it");
    group.fault_at("", Fault::error(Code::MissingKey, message).help(help));
}

/// Reads values by their declarations.
pub(super) struct FieldDecoder<'d, 'r> {
    pub(super) reader: &'d mut Reader<'r>,
    pub(super) vocabulary: &'d Vocabulary,
    /// Whether the declaration has a fault, so that it may lack fields.
    pub(super) is_faulty: bool,
}

impl FieldDecoder<'_, '_> {
    /// Reports a block that has none of the fields of which one must be there.
    fn check_one_of(&mut self, schema: &Schema, values: &[(String, FieldValue)], node: &Node) {
        let is_given = values
            .iter()
            .any(|(name, _)| schema.one_of.iter().any(|wanted| wanted == name));
        let Some(first) = schema.one_of.first().filter(|_| !is_given) else {
            return;
        };
        let names: Vec<&str> = schema.one_of.iter().map(String::as_str).collect();
        let message = format!("one of {} is missing", yaml::listed(&names));
        let help = format!("add a line `{first}:` and what belongs to it");
        self.reader.fault(
            Fault::error(Code::MissingKey, message).help(help),
            &(node.span.start..node.span.start),
        );
    }

    /// Reads a group of fields.
    fn group(
        &mut self,
        fields: &[Field],
        node: &Node,
        name: &str,
    ) -> Option<Vec<(String, FieldValue)>> {
        let NodeValue::Map(entries) = &node.value else {
            let first = fields
                .iter()
                .find(|field| field.is_needed())
                .or(fields.first());
            let such_as = first.map(|field| field.line_with(node));
            self.reader.no_group(name, such_as.as_deref(), node);
            return None;
        };
        self.check_names(fields, entries);
        let mut values = Vec::new();
        for field in fields {
            let entry = entries.iter().find(|entry| entry.key == field.name);
            let given = entry
                .map(|entry| &entry.value)
                .filter(|node| !node.is_nothing());
            let value = match (given, &field.default) {
                (Some(node), _) => self.field(field, node),
                (None, Some(default)) => field.kind.default_value(default),
                (None, None) => {
                    if field.required == Required::Yes {
                        self.missing(field, entry, entries, node.span.start);
                    }
                    None
                }
            };
            values.extend(value.map(|value| (field.name.clone(), value)));
        }
        let stated = |wanted: &str| {
            let (_, value) = values.iter().find(|(name, _)| name == wanted)?;
            let entry = entries.iter().find(|entry| entry.key == wanted);
            let span = entry.map(|entry| self.reader.span(&entry.value.span));
            Some((moment(value)?, span))
        };
        let mut faults = Faults::new();
        check_order(fields, &stated, &mut faults);
        self.reader.faults().extend(faults);
        Some(values)
    }

    /// Reports names that no field has.
    fn check_names(&mut self, fields: &[Field], entries: &[NodeEntry]) {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        #[cfg(test)]
        yaml::ASKED.with_borrow_mut(|asked| {
            asked.push(names.iter().map(|name| (*name).to_owned()).collect());
        });
        for entry in entries {
            if self.is_faulty || names.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("there is no setting `{}` here", entry.key);
            let is_written = |name: &str| entries.iter().any(|entry| entry.key == name);
            let meant = yaml::meant(&entry.key, &names, is_written);
            let fault = Fault::error(Code::UnknownKey, message);
            if let Some(meant) = meant.filter(|meant| !is_written(meant)) {
                let fault = fault.help(format!("did you mean `{meant}`?"));
                let fault = fault.fix(self.reader.span(&entry.key_span), meant);
                self.reader.fault(fault, &entry.key_span);
                continue;
            }
            let help = match meant {
                None if FOCUS.contains(&entry.key.as_str()) && shows_picture(fields) => {
                    WHERE_FOCUS_WORKS.to_owned()
                }
                Some(meant) => format!(
                    "did you mean `{meant}`? It is written already: keep one of the two lines"
                ),
                None => format!("settings here are {}", yaml::listed(&names)),
            };
            self.reader.fault(fault.help(help), &entry.key_span);
        }
    }

    /// Reports a field that must be there and is missing or empty.
    fn missing(
        &mut self,
        field: &Field,
        entry: Option<&NodeEntry>,
        entries: &[NodeEntry],
        start: usize,
    ) {
        let name = &field.name;
        let line = field.example_line();
        if let Some(entry) = entry {
            self.reader.empty(name, &line, &entry.key_span);
            return;
        }
        let help = match &field.help {
            Some(help) => format!("add a line `{line}` ({help})"),
            None => format!("add a line `{line}`"),
        };
        let at = entries
            .first()
            .map_or(start..start, |entry| entry.key_span.clone());
        self.reader.fault(
            Fault::error(Code::MissingKey, format!("`{name}` is missing")).help(help),
            &at,
        );
    }

    /// Reads the value of a field, which may have limits.
    pub(super) fn field(&mut self, field: &Field, node: &Node) -> Option<FieldValue> {
        let value = match &field.kind {
            FieldKind::List(of) => FieldValue::List(self.list(of, node)),
            FieldKind::Group(fields) => FieldValue::Group(self.group(fields, node, &field.name)?),
            FieldKind::Disclosure => {
                let rule = disclosure::rule(node, &field.name, self.reader)?;
                FieldValue::Text(rule.line())
            }
            // What stands there is not what somebody wrote; the slip in it is reported.
            _ if node.is_mended() => return None,
            _ => {
                let text = self.reader.text(node, &field.name)?;
                self.single(field, text, node)?
            }
        };
        let beyond = field.limits.faults(field, &value, node);
        let is_within = beyond.is_empty();
        for fault in beyond {
            self.reader.fault(fault, &node.span);
        }
        is_within.then_some(value)
    }

    /// Reads a list; one value that stands where a list may is its only entry.
    fn list(&mut self, of: &Field, node: &Node) -> Vec<FieldValue> {
        if let Some(entries) = names_alone(of, node) {
            let name = &of.name;
            let message = format!("each entry of `{name}` has settings, and here it is text alone");
            let help = format!("write `{name}: [{}]`", entries.join(", "));
            let fault = Fault::error(Code::WrongType, message).help(help);
            self.reader.fault(fault, &node.span);
            return Vec::new();
        }
        match &node.value {
            NodeValue::List(nodes) => nodes
                .iter()
                .filter_map(|node| self.field(of, node))
                .collect(),
            _ => self.field(of, node).into_iter().collect(),
        }
    }
}

/// Returns what to write in place of a list of texts where each entry has settings, of which the
/// first is its name; `None` for any other list.
fn names_alone(of: &Field, node: &Node) -> Option<Vec<String>> {
    let (FieldKind::Group(fields), NodeValue::List(nodes)) = (&of.kind, &node.value) else {
        return None;
    };
    let first = fields.first()?;
    let mut entries = Vec::with_capacity(nodes.len());
    for entry in nodes {
        let NodeValue::Scalar(scalar) = &entry.value else {
            return None;
        };
        if entry.is_mended() || entry.is_nothing() || scalar.text.contains(':') {
            return None;
        }
        entries.push(format!(
            "{{{}: {}}}",
            first.name,
            yaml::flow_text(&scalar.text)
        ));
    }
    (!entries.is_empty()).then_some(entries)
}

/// Names under which a block may be told what matters in its picture.
const FOCUS: &[&str] = &["focus", "image_focus", "crop", "position"];

/// What to do with such a name.
const WHERE_FOCUS_WORKS: &str = "the whole of this picture is shown; what matters in the \
                                 picture of a page, of which lists show a part, is written at the \
                                 head of the page as `image_focus: top`";

/// Reports whether one of the fields is a picture.
fn shows_picture(fields: &[Field]) -> bool {
    let mut kinds = fields.iter().map(|field| &field.kind);
    kinds.any(|kind| matches!(kind, FieldKind::Picture))
}
