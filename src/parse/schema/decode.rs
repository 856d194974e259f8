//! Reading of values that a theme declares. From: the block of somebody who uses it, or the theme's
//! options in the settings. To: typed values with their places, and every fault in them.

use super::field::{Field, FieldKind, FieldValue, Required, Schema};
use crate::base::{
    Code, DateFault, Fault, Faults, SourcePath, Span, nearest, parse_date, parse_moment,
};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{
    self, Fields, LARGEST_BLOCK, Node, NodeEntry, NodeValue, Reader, Spanned,
};
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
    let values = faults.take(decode_node(schema, &node, file, vocabulary, place));
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
                    let value = default_value(&field.kind, default);
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
        let mut decoder = FieldDecoder { reader, vocabulary };
        let value = decoder.field(field, node);
        values.extend(value.map(|value| (field.name.clone(), value, span)));
    }
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
struct FieldDecoder<'d, 'r> {
    reader: &'d mut Reader<'r>,
    vocabulary: &'d Vocabulary,
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
            self.reader.no_group(name, node);
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
                (None, Some(default)) => default_value(&field.kind, default),
                (None, None) => {
                    if field.required == Required::Yes {
                        self.missing(field, entry, entries, node.span.start);
                    }
                    None
                }
            };
            values.extend(value.map(|value| (field.name.clone(), value)));
        }
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
            if names.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("there is no setting `{}` here", entry.key);
            let help = match nearest(&entry.key, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("settings here are {}", yaml::listed(&names)),
            };
            self.reader.fault(
                Fault::error(Code::UnknownKey, message).help(help),
                &entry.key_span,
            );
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
        if let Some(entry) = entry {
            self.reader
                .empty(name, &format!("{name}: …"), &entry.key_span);
            return;
        }
        let help = match &field.help {
            Some(help) => format!("add a line `{name}: …` ({help})"),
            None => format!("add a line `{name}: …`"),
        };
        let at = entries
            .first()
            .map_or(start..start, |entry| entry.key_span.clone());
        self.reader.fault(
            Fault::error(Code::MissingKey, format!("`{name}` is missing")).help(help),
            &at,
        );
    }

    /// Reads the value of one field, which may have a smallest number.
    fn field(&mut self, field: &Field, node: &Node) -> Option<FieldValue> {
        if field.whole && !is_whole(node) {
            self.reader
                .wrong(&field.name, "a whole number, such as 3", node);
            return None;
        }
        if !is_below(field, node) {
            return self.value(&field.kind, node, &field.name);
        }
        let least = field.least.unwrap_or(0);
        let message = format!("`{}` should be {least} or more", field.name);
        self.reader.fault(
            Fault::error(Code::WrongType, message)
                .help("write a larger number, or take the line out"),
            &node.span,
        );
        None
    }

    /// Reads a value of some type.
    fn value(&mut self, kind: &FieldKind, node: &Node, name: &str) -> Option<FieldValue> {
        match kind {
            FieldKind::List(of) => Some(FieldValue::List(self.list(of, node, name))),
            FieldKind::Group(fields) => self.group(fields, node, name).map(FieldValue::Group),
            _ => {
                let text = self.reader.text(node, name)?;
                self.single(kind, text, node, name)
            }
        }
    }

    /// Reads a list; one value that stands where a list may is its only entry.
    fn list(&mut self, of: &FieldKind, node: &Node, name: &str) -> Vec<FieldValue> {
        match &node.value {
            NodeValue::List(nodes) => nodes
                .iter()
                .filter_map(|node| self.value(of, node, name))
                .collect(),
            _ => self.value(of, node, name).into_iter().collect(),
        }
    }

    /// Reads a value that is neither a list nor a group.
    fn single(
        &mut self,
        kind: &FieldKind,
        text: Spanned<String>,
        node: &Node,
        name: &str,
    ) -> Option<FieldValue> {
        let value = match kind {
            FieldKind::Text => FieldValue::Text(text.value),
            FieldKind::Markdown => FieldValue::Markdown(text),
            FieldKind::Heading => FieldValue::Heading(text),
            FieldKind::Link => FieldValue::Link(self.target(text, "about.md", node, name)?),
            FieldKind::Page(of) => {
                let page = self.target(text, "about.md", node, name)?;
                FieldValue::Page(page, of.as_ref().map(|of| of.value.clone()))
            }
            FieldKind::Picture => {
                FieldValue::Picture(self.target(text, "images/garden.jpg", node, name)?)
            }
            FieldKind::Asset => {
                FieldValue::Asset(self.target(text, "images/garden.jpg", node, name)?)
            }
            FieldKind::Data => FieldValue::Data(self.target(text, "figures.csv", node, name)?),
            FieldKind::Role => {
                self.vocabulary.check_role(&text, self.reader, &node.span);
                FieldValue::Choice(text.value)
            }
            FieldKind::Person => {
                self.vocabulary.check_person(&text, self.reader, &node.span);
                FieldValue::Person(text)
            }
            FieldKind::Topic => FieldValue::Topic(self.target(text, "Gardens", node, name)?),
            FieldKind::Number => self.number(&text.value, node, name)?,
            FieldKind::YesNo => self.yes_no(&text.value, node, name)?,
            FieldKind::Date => FieldValue::Date(self.dated(&text, parse_date, node, name)?),
            FieldKind::Time => FieldValue::Time(self.dated(&text, parse_moment, node, name)?),
            FieldKind::Choice(choices) => self.choice(choices, text.value, node, name)?,
            FieldKind::List(_) | FieldKind::Group(_) => return None,
        };
        Some(value)
    }

    /// Checks that a link, the path of a file or the name of a topic is not blank.
    fn target(
        &mut self,
        text: Spanned<String>,
        example: &str,
        node: &Node,
        name: &str,
    ) -> Option<Spanned<String>> {
        if yaml::is_blank(&text.value) {
            self.reader
                .empty(name, &format!("{name}: {example}"), &node.span);
            return None;
        }
        Some(text)
    }

    fn number(&mut self, written: &str, node: &Node, name: &str) -> Option<FieldValue> {
        let number = written.trim().parse::<f64>();
        match number {
            Ok(number) if number.is_finite() => Some(FieldValue::Number(number)),
            _ => self.wrong(written, "a number, such as 12 or 3.5", node, name),
        }
    }

    fn yes_no(&mut self, written: &str, node: &Node, name: &str) -> Option<FieldValue> {
        match written {
            "true" | "yes" | "on" => Some(FieldValue::YesNo(true)),
            "false" | "no" | "off" => Some(FieldValue::YesNo(false)),
            _ => self.wrong(written, "`true` or `false`", node, name),
        }
    }

    /// Reads a day or a time, which `parse` understands.
    fn dated<T>(
        &mut self,
        written: &Spanned<String>,
        parse: fn(&str) -> Result<T, DateFault>,
        node: &Node,
        name: &str,
    ) -> Option<T> {
        match parse(&written.value) {
            Ok(value) => Some(value),
            Err(unread) => {
                let message = format!("`{}` {}", written.value, unread.problem);
                let fault = Fault::error(Code::InvalidDate, message).help(unread.help(name));
                self.reader.fault(fault, &node.span);
                None
            }
        }
    }

    fn choice(
        &mut self,
        choices: &[String],
        written: String,
        node: &Node,
        name: &str,
    ) -> Option<FieldValue> {
        if choices.contains(&written) {
            return Some(FieldValue::Choice(written));
        }
        let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
        let meant = nearest(&written, choices.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("`{name}` cannot be `{written}`");
        self.reader.fault(
            Fault::error(Code::UnknownChoice, message)
                .help_if(meant)
                .help(format!("it can be {}", yaml::either(&choices))),
            &node.span,
        );
        None
    }

    /// Reports a value that is not what its field takes; there is no value then.
    fn wrong(
        &mut self,
        written: &str,
        wanted: &str,
        node: &Node,
        name: &str,
    ) -> Option<FieldValue> {
        let message = format!("`{name}` should be {wanted}, but here it is `{written}`");
        self.reader
            .fault(Fault::error(Code::WrongType, message), &node.span);
        None
    }
}

/// Reports whether a value is a whole number.
fn is_whole(node: &Node) -> bool {
    match &node.value {
        NodeValue::Scalar(scalar) => scalar.text.trim().parse::<i64>().is_ok(),
        _ => false,
    }
}

/// Reports whether a number is smaller than its field allows.
fn is_below(field: &Field, node: &Node) -> bool {
    let NodeValue::Scalar(scalar) = &node.value else {
        return false;
    };
    let number = scalar.text.trim().parse::<f64>().ok();
    #[expect(clippy::cast_precision_loss, reason = "themes ask for small numbers")]
    let least = field.least.map(|least| least as f64);
    number
        .zip(least)
        .is_some_and(|(number, least)| number < least)
}

/// Returns the value that a declaration gives a field about which nothing is said. Values that need
/// a place of their own cannot be assumed.
fn default_value(kind: &FieldKind, text: &str) -> Option<FieldValue> {
    match kind {
        FieldKind::Number => text.parse().ok().map(FieldValue::Number),
        FieldKind::YesNo => Some(FieldValue::YesNo(text == "true" || text == "yes")),
        FieldKind::Choice(_) => Some(FieldValue::Choice(text.to_owned())),
        FieldKind::Date => parse_date(text).ok().map(FieldValue::Date),
        FieldKind::Time => parse_moment(text).ok().map(FieldValue::Time),
        FieldKind::Text => Some(FieldValue::Text(text.to_owned())),
        FieldKind::Markdown
        | FieldKind::Heading
        | FieldKind::Link
        | FieldKind::Page(_)
        | FieldKind::Asset
        | FieldKind::Picture
        | FieldKind::Data
        | FieldKind::Role
        | FieldKind::Person
        | FieldKind::Topic
        | FieldKind::List(_)
        | FieldKind::Group(_) => None,
    }
}
