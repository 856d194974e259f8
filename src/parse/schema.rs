//! The language in which themes declare the fields of components and their own options. From:
//! `components/NAME.yaml`, and a block that uses the component. To: typed values with their places.

use super::front::Spanned;
use super::source_text::SourceText;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Fields, LARGEST_BLOCK, LARGEST_FILE, Node, NodeValue, Reader, Scalar};
use crate::base::{Code, Date, Fault, Faults, SourcePath, nearest, parse_date};
use crate::source::TextFile;
use std::ops::Range;

/// What a component takes.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// One line for people.
    pub summary: Option<String>,
    /// Its fields in the order declared.
    pub fields: Vec<Field>,
    /// Names of fields of which at least one must be there.
    pub one_of: Vec<String>,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub required: Required,
    /// Its value when nothing is said.
    pub default: Option<String>,
    /// The smallest number that it may be.
    pub least: Option<i64>,
    /// What it is for.
    pub help: Option<String>,
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// It must.
    Yes,
    /// It need not.
    #[default]
    No,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Words.
    Text,
    /// Markdown.
    Markdown,
    /// Words that become a heading of the page, with a place that links may lead to.
    Heading,
    /// A link to a page, a file or another site.
    Link,
    /// A file of the site.
    Asset,
    /// A file of figures, shown as a table.
    Data,
    /// One of the site's roles.
    Role,
    /// A person declared in `people.yaml`.
    Person,
    /// A day.
    Date,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
    /// Several values.
    List(Box<FieldKind>),
    /// Values with names.
    Group(Vec<Field>),
}

/// A value that somebody gave a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Words.
    Text(String),
    /// Markdown, not parsed yet.
    Markdown(Spanned<String>),
    /// The words of a heading.
    Heading(Spanned<String>),
    /// Where a link leads, as written.
    Link(Spanned<String>),
    /// The path of a file, as written.
    Asset(Spanned<String>),
    /// The path of a file of figures, as written.
    Data(Spanned<String>),
    /// The key of a person.
    Person(Spanned<String>),
    /// A day.
    Date(Date),
    /// A number.
    Number(f64),
    /// One of the words of the schema.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
    /// Several values.
    List(Vec<FieldValue>),
    /// Values with names, in the order declared.
    Group(Vec<(String, FieldValue)>),
}

const KINDS: [&str; 13] = [
    "text", "markdown", "heading", "link", "asset", "role", "person", "date", "number", "choice",
    "yes-no", "list", "group",
];

/// Reads a declaration.
#[must_use]
pub fn read_schema(file: &TextFile) -> (Option<Schema>, Faults) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let reader = Reader::new(&file.path, &place);
    let schema = reader.group(&node, "component").map(|mut fields| {
        let schema = Schema {
            summary: fields.words("summary"),
            fields: declared(&mut fields),
            one_of: fields
                .texts("one_of")
                .into_iter()
                .map(|name| name.value)
                .collect(),
        };
        fields.finish(|_| None);
        schema
    });
    faults.extend(reader.into_faults());
    (schema, faults)
}

fn declared(fields: &mut Fields<'_>) -> Vec<Field> {
    let reader = fields.reader();
    let entries = fields.named_groups("fields");
    entries
        .iter()
        .filter_map(|entry| {
            let mut one = reader.group(&entry.value, &entry.key)?;
            let kind = kind(&mut one);
            let required = if one.yes_no("required").unwrap_or(false) {
                Required::Yes
            } else {
                Required::No
            };
            let field = Field {
                name: entry.key.clone(),
                kind: kind?,
                required,
                default: one.words("default"),
                least: one.whole("least").map(|least| least.value),
                help: one.words("help"),
            };
            one.finish(|_| None);
            Some(field)
        })
        .collect()
}

fn kind(fields: &mut Fields<'_>) -> Option<FieldKind> {
    let name = fields.required("type", "type: text")?;
    Some(match name.value.as_str() {
        "text" => FieldKind::Text,
        "markdown" => FieldKind::Markdown,
        "heading" => FieldKind::Heading,
        "link" => FieldKind::Link,
        "asset" => FieldKind::Asset,
        "data" => FieldKind::Data,
        "role" => FieldKind::Role,
        "person" => FieldKind::Person,
        "date" => FieldKind::Date,
        "number" => FieldKind::Number,
        "yes-no" => FieldKind::YesNo,
        "choice" => FieldKind::Choice(
            fields
                .texts("choices")
                .into_iter()
                .map(|choice| choice.value)
                .collect(),
        ),
        "list" => {
            let mut of = fields.group("of")?;
            let inner = kind(&mut of)?;
            of.finish(|_| None);
            FieldKind::List(Box::new(inner))
        }
        "group" => FieldKind::Group(declared(fields)),
        other => {
            let meant = nearest(other, KINDS).map(|meant| format!("did you mean `{meant}`?"));
            let fault = Fault::error(
                Code::UnknownChoice,
                format!("there is no type of field called `{other}`"),
            );
            fields.fault_at(
                "type",
                fault
                    .help_if(meant)
                    .help(format!("types are {}", yaml::listed(&KINDS))),
            );
            return None;
        }
    })
}

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
    let (values, found) = decode_node(schema, &node, file, vocabulary, place);
    faults.extend(found);
    (values, faults)
}

/// Reads values that are parsed already: a theme's options in the settings. Without any, the
/// defaults.
#[must_use]
pub fn decode_node(
    schema: &Schema,
    node: &Node,
    file: &SourcePath,
    vocabulary: &Vocabulary,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
) -> (Vec<(String, FieldValue)>, Faults) {
    let reader = Reader::new(file, place);
    let values = group(&reader, vocabulary, &schema.fields, node, "this block").unwrap_or_default();
    let given = |name: &String| values.iter().any(|(given, _)| given == name);
    if !schema.one_of.is_empty() && !schema.one_of.iter().any(given) {
        let names: Vec<&str> = schema.one_of.iter().map(String::as_str).collect();
        let fault = Fault::error(
            Code::MissingKey,
            format!("one of {} is missing", yaml::listed(&names)),
        );
        reader.fault(
            fault.help(format!("add a line `{}:` and what belongs to it", names[0])),
            &(node.span.start..node.span.start),
        );
    }
    (values, reader.into_faults())
}

fn group(
    reader: &Reader<'_>,
    words: &Vocabulary,
    fields: &[Field],
    node: &Node,
    name: &str,
) -> Option<Vec<(String, FieldValue)>> {
    let NodeValue::Map(entries) = &node.value else {
        // Reports what it is instead.
        drop(reader.group(node, name));
        return None;
    };
    for entry in entries
        .iter()
        .filter(|entry| fields.iter().all(|field| field.name != entry.key))
    {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let fault = Fault::error(
            Code::UnknownKey,
            format!("there is no setting `{}` here", entry.key),
        );
        let help = nearest(&entry.key, names.iter().copied()).map_or_else(
            || format!("settings here are {}", yaml::listed(&names)),
            |meant| format!("did you mean `{meant}`?"),
        );
        reader.fault(fault.help(help), &entry.key_span);
    }
    let mut values = Vec::new();
    for field in fields {
        let entry = entries.iter().find(|entry| entry.key == field.name);
        let given = entry.map(|entry| &entry.value).filter(|node| {
            !matches!(
                &node.value,
                NodeValue::Scalar(Scalar {
                    data: yaml::Data::Null,
                    ..
                })
            )
        });
        match (given, &field.default) {
            (Some(node), _) if is_below(field, node) => {
                let message = format!(
                    "`{}` should be {} or more",
                    field.name,
                    field.least.unwrap_or(0)
                );
                reader.fault(
                    Fault::error(Code::WrongType, message)
                        .help("write a larger number, or take the line out"),
                    &node.span,
                );
            }
            (Some(node), _) => values.extend(
                value(reader, words, &field.kind, node, &field.name)
                    .map(|value| (field.name.clone(), value)),
            ),
            (None, Some(default)) => values.extend(
                default_value(&field.kind, default).map(|value| (field.name.clone(), value)),
            ),
            (None, None) if field.required == Required::Yes && entry.is_some() => {
                let at = entry.map_or(node.span.start..node.span.start, |entry| {
                    entry.key_span.clone()
                });
                reader.empty(&field.name, &format!("{}: …", field.name), &at);
            }
            (None, None) if field.required == Required::Yes => {
                let help = field.help.clone().map_or_else(
                    || format!("add a line `{}: …`", field.name),
                    |help| format!("add a line `{}: …` ({help})", field.name),
                );
                let at = entries
                    .first()
                    .map_or(node.span.start..node.span.start, |entry| {
                        entry.key_span.clone()
                    });
                reader.fault(
                    Fault::error(Code::MissingKey, format!("`{}` is missing", field.name))
                        .help(help),
                    &at,
                );
            }
            (None, None) => {}
        }
    }
    Some(values)
}

/// Whether a number is smaller than its field allows.
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

fn default_value(kind: &FieldKind, text: &str) -> Option<FieldValue> {
    Some(match kind {
        FieldKind::Number => FieldValue::Number(text.parse().ok()?),
        FieldKind::YesNo => FieldValue::YesNo(text == "true" || text == "yes"),
        FieldKind::Choice(_) => FieldValue::Choice(text.to_owned()),
        FieldKind::Date => FieldValue::Date(parse_date(text).ok()?),
        FieldKind::Text => FieldValue::Text(text.to_owned()),
        // Values that need a place of their own cannot be assumed.
        FieldKind::Markdown
        | FieldKind::Heading
        | FieldKind::Link
        | FieldKind::Asset
        | FieldKind::Data
        | FieldKind::Role
        | FieldKind::Person
        | FieldKind::List(_)
        | FieldKind::Group(_) => {
            return None;
        }
    })
}

fn value(
    reader: &Reader<'_>,
    words: &Vocabulary,
    kind: &FieldKind,
    node: &Node,
    name: &str,
) -> Option<FieldValue> {
    let wrong = |wanted: &str| {
        let written = reader.text(node, name).map(|text| text.value)?;
        let message = format!("`{name}` should be {wanted}, but here it is `{written}`");
        reader.fault(Fault::error(Code::WrongType, message), &node.span);
        None
    };
    match kind {
        FieldKind::List(of) => {
            let nodes: Vec<&Node> = match &node.value {
                NodeValue::List(nodes) => nodes.iter().collect(),
                _ => vec![node],
            };
            return Some(FieldValue::List(
                nodes
                    .into_iter()
                    .filter_map(|node| value(reader, words, of, node, name))
                    .collect(),
            ));
        }
        FieldKind::Group(fields) => {
            return group(reader, words, fields, node, name).map(FieldValue::Group);
        }
        _ => {}
    }
    let text = reader.text(node, name)?;
    if matches!(kind, FieldKind::Link | FieldKind::Asset | FieldKind::Data)
        && yaml::is_blank(&text.value)
    {
        let example = match kind {
            FieldKind::Link => "about.md",
            FieldKind::Data => "figures.csv",
            _ => "images/garden.jpg",
        };
        reader.empty(name, &format!("{name}: {example}"), &node.span);
        return None;
    }
    Some(match kind {
        FieldKind::Text => FieldValue::Text(text.value),
        FieldKind::Markdown => FieldValue::Markdown(text),
        FieldKind::Heading => FieldValue::Heading(text),
        FieldKind::Link => FieldValue::Link(text),
        FieldKind::Asset => FieldValue::Asset(text),
        FieldKind::Data => FieldValue::Data(text),
        FieldKind::Role => {
            words.check_role(&text, reader, &node.span);
            FieldValue::Choice(text.value)
        }
        FieldKind::Person => {
            words.check_person(&text, reader, &node.span);
            FieldValue::Person(text)
        }
        FieldKind::Number => match text
            .value
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
        {
            Some(number) => FieldValue::Number(number),
            None => return wrong("a number, such as 12 or 3.5"),
        },
        FieldKind::YesNo => match text.value.as_str() {
            "true" | "yes" | "on" => FieldValue::YesNo(true),
            "false" | "no" | "off" => FieldValue::YesNo(false),
            _ => return wrong("`true` or `false`"),
        },
        FieldKind::Date => match parse_date(&text.value) {
            Ok(date) => FieldValue::Date(date),
            Err(unread) => {
                let fault = Fault::error(
                    Code::InvalidDate,
                    format!("`{}` {}", text.value, unread.problem),
                );
                reader.fault(fault.help(unread.help(name)), &node.span);
                return None;
            }
        },
        FieldKind::Choice(choices) if choices.contains(&text.value) => {
            FieldValue::Choice(text.value)
        }
        FieldKind::Choice(choices) => {
            let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
            let meant = nearest(&text.value, choices.iter().copied())
                .map(|meant| format!("did you mean `{meant}`?"));
            let fault = Fault::error(
                Code::UnknownChoice,
                format!("`{name}` cannot be `{}`", text.value),
            );
            reader.fault(
                fault
                    .help_if(meant)
                    .help(format!("it can be {}", yaml::either(&choices))),
                &node.span,
            );
            return None;
        }
        FieldKind::List(_) | FieldKind::Group(_) => return None,
    })
}
