//! Values of declared fields as YAML. From: what somebody typed for a field, or nothing. To: lines
//! of front matter that are read back without a fault, or the reason why the words will not do.

use super::declared_args::sentence;
use super::yaml_text::scalar;
use crate::base::{Date, Faults, SourcePath, parse_date, parse_moment};
use crate::parse::schema::{self, Field, FieldKind, Required, Schema};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{LARGEST_BLOCK, NodeValue, either, read};

/// The values of one field, as YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GivenField {
    /// The name of the field.
    pub(super) name: String,
    /// The value, or each value of a list.
    pub(super) values: Vec<String>,
}

impl GivenField {
    /// Returns the lines that give the field of this type its values.
    pub(super) fn lines(&self, kind: &FieldKind) -> Vec<String> {
        let name = &self.name;
        if !matches!(kind, FieldKind::List(_)) {
            return self
                .values
                .iter()
                .map(|value| format!("{name}: {value}"))
                .collect();
        }
        let entries = self.values.iter().map(|value| format!("  - {value}"));
        std::iter::once(format!("{name}:")).chain(entries).collect()
    }
}

/// Turns one value that somebody typed into YAML, or says what is wrong with it. Of a list, it is
/// one entry.
pub(super) fn value(
    field: &Field,
    typed: &str,
    today: Date,
    vocabulary: &Vocabulary,
) -> Result<String, String> {
    let entry = entry_of(field);
    let given = GivenField {
        name: field.name.clone(),
        values: vec![written(&entry.kind, typed, today)],
    };
    match complaint(&entry, &given, vocabulary) {
        None => Ok(given.values.concat()),
        Some(complaint) => Err(complaint),
    }
}

/// Returns the field that one entry of a list is, or the field itself where it holds no list.
fn entry_of(field: &Field) -> Field {
    match &field.kind {
        FieldKind::List(of) => Field {
            name: field.name.clone(),
            ..(**of).clone()
        },
        _ => field.clone(),
    }
}

/// Writes a value in the way of its type.
fn written(kind: &FieldKind, typed: &str, today: Date) -> String {
    match kind {
        FieldKind::List(of) => written(&of.kind, typed, today),
        FieldKind::Group(_) if typed.starts_with('{') => typed.to_owned(),
        FieldKind::Group(_) => format!("{{{typed}}}"),
        FieldKind::Date => bare(&day(typed, today)),
        FieldKind::Time => bare(&time(typed, today)),
        FieldKind::Number | FieldKind::YesNo => bare(typed),
        _ => scalar(typed),
    }
}

/// Writes a day as settings want it, if it is one in any form.
fn day(typed: &str, today: Date) -> String {
    if typed.eq_ignore_ascii_case("today") {
        return today.to_string();
    }
    let meant = parse_date(typed).err().and_then(|fault| fault.meant);
    meant.unwrap_or_else(|| typed.to_owned())
}

/// Writes a time as settings want it, if it is one in any form.
fn time(typed: &str, today: Date) -> String {
    match parse_moment(typed) {
        Ok(_) => typed.to_owned(),
        Err(fault) => fault.meant.unwrap_or_else(|| day(typed, today)),
    }
}

/// Writes words without quotation marks where they are read back as they are.
fn bare(text: &str) -> String {
    let (node, faults) = read_line(&format!("k: {text}"));
    let Some(NodeValue::Map(entries)) = node else {
        return scalar(text);
    };
    match entries.as_slice() {
        [entry] if faults.is_empty() => match &entry.value.value {
            NodeValue::Scalar(scalar) if scalar.text == text => text.to_owned(),
            _ => scalar(text),
        },
        _ => scalar(text),
    }
}

fn read_line(line: &str) -> (Option<NodeValue>, Faults) {
    let (node, faults) = read(line, &SourcePath::new(""), LARGEST_BLOCK, &|range| range);
    (node.map(|node| node.value), faults)
}

/// Says what is wrong with the values of a field, if anything is.
pub(super) fn complaint(
    field: &Field,
    given: &GivenField,
    vocabulary: &Vocabulary,
) -> Option<String> {
    let schema = Schema {
        fields: vec![field.clone()],
        ..Schema::default()
    };
    let text = given.lines(&field.kind).join("\n");
    let file = SourcePath::new("");
    let (values, faults) = schema::decode(&schema, &text, &file, vocabulary, &|range| range);
    let fault = faults.iter().next();
    match fault {
        Some(fault) => {
            let mut words = fault.message.clone();
            for help in &fault.help {
                words.push_str("; ");
                words.push_str(help);
            }
            Some(words)
        }
        None if values.is_empty() => Some("this has to be said".to_owned()),
        None => None,
    }
}

/// Returns the question that asks for a field: its help, and what may be typed.
pub(super) fn question(field: &Field) -> String {
    let help = field.help.clone().unwrap_or_else(|| field.shown_label());
    let help = sentence(help.trim().trim_end_matches('.'));
    match &entry_of(field).kind {
        FieldKind::Choice(choices) => {
            let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
            format!("{help}, {}", either(&choices))
        }
        FieldKind::YesNo => format!("{help}, `yes` or `no`"),
        _ => match &field.example {
            Some(example) => format!("{help}, such as {}", example.trim_end_matches('.')),
            None => help,
        },
    }
}

/// Returns a value that somebody might type for a field.
pub(super) fn example(field: &Field) -> String {
    let shown = field.example.as_deref().or(field.default.as_deref());
    shown.map_or_else(|| example_of(&field.kind), str::to_owned)
}

/// Returns a value that somebody might type for a field of this type.
fn example_of(kind: &FieldKind) -> String {
    let example = match kind {
        FieldKind::Text => "A few words",
        FieldKind::Markdown => "A sentence or two.",
        FieldKind::Heading => "A heading",
        FieldKind::Email => "office@example.org",
        FieldKind::Phone => "020 7946 0000",
        FieldKind::Link => "https://www.example.org/",
        FieldKind::Page(_) => "about.md",
        FieldKind::Asset => "leaflet.pdf",
        FieldKind::Picture => "garden.jpg",
        FieldKind::Data => "figures.csv",
        FieldKind::Role => "staff",
        FieldKind::Person => "a-person",
        FieldKind::Topic => "Families and carers",
        FieldKind::Date => "2030-01-31",
        FieldKind::Time => "2030-01-31 10:00",
        FieldKind::Number => "12",
        FieldKind::Disclosure => "nhs",
        FieldKind::YesNo => "yes",
        FieldKind::Choice(choices) => choices.first().map_or("", String::as_str),
        FieldKind::List(of) => return example(of),
        FieldKind::Group(fields) => {
            let wanted = fields.iter().filter(|field| is_shown(field, fields));
            let parts = wanted.map(|field| format!("{}: {}", field.name, example(field)));
            return parts.collect::<Vec<_>>().join(", ");
        }
    };
    example.to_owned()
}

/// Reports whether an example of a group shows a field: those that must be there, or all of them
/// where none must.
fn is_shown(field: &Field, fields: &[Field]) -> bool {
    field.required == Required::Yes || fields.iter().all(|any| any.required == Required::No)
}

/// Returns lines that would give a field an example of a value, for a note.
pub(super) fn example_lines(field: &Field, today: Date) -> Vec<String> {
    named_lines(&field.name, &field.kind, &example(field), today)
}

fn named_lines(name: &str, kind: &FieldKind, example: &str, today: Date) -> Vec<String> {
    let head = std::iter::once(format!("{name}:"));
    match kind {
        FieldKind::Group(fields) => {
            let inner = fields_lines(fields, today).into_iter();
            head.chain(inner.map(|line| format!("  {line}"))).collect()
        }
        FieldKind::List(of) => {
            let lines = match &of.kind {
                FieldKind::Group(fields) => fields_lines(fields, today),
                of => vec![written(of, example, today)],
            };
            let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
            let entry = marks
                .zip(lines)
                .map(|(mark, line)| format!("  {mark}{line}"));
            head.chain(entry).collect()
        }
        kind => vec![format!("{name}: {}", written(kind, example, today))],
    }
}

fn fields_lines(fields: &[Field], today: Date) -> Vec<String> {
    let lines = fields.iter();
    lines
        .flat_map(|field| example_lines(field, today))
        .collect()
}
