//! Reading of declarations. From: `components/NAME.yaml` or `theme.yaml`. To: a [`Schema`], and
//! every fault in it.

use super::field::{Field, FieldKind, Required, Schema};
use super::types::FieldType;
use crate::base::{Code, Fault, Faults, nearest};
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Fields, LARGEST_FILE, Reader};
use crate::source::TextFile;
use std::ops::Range;

/// Reads a declaration.
#[must_use]
pub fn read_schema(file: &TextFile) -> (Option<Schema>, Faults) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let schema = reader.group(&node, "component").map(schema);
    (schema, faults)
}

fn schema(mut group: Fields<'_>) -> Schema {
    let schema = schema_of(&mut group);
    group.finish(|_| None);
    schema
}

/// Reads the settings of a declaration that say what it is and which fields there are.
pub(in crate::parse) fn schema_of(group: &mut Fields<'_>) -> Schema {
    Schema {
        summary: group.words("summary"),
        fields: fields(group),
        one_of: group
            .texts("one_of")
            .into_iter()
            .map(|name| name.value)
            .collect(),
    }
}

/// Reads the group `fields`.
fn fields(group: &mut Fields<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for entry in group.named_groups("fields") {
        if let Some(declaration) = group.reader().group(&entry.value, &entry.key) {
            fields.extend(field(&entry.key, declaration));
        }
    }
    fields
}

fn field(name: &str, mut declaration: Fields<'_>) -> Option<Field> {
    let kind = kind(&mut declaration);
    let required = if declaration.yes_no("required").unwrap_or(false) {
        Required::Yes
    } else {
        Required::No
    };
    let field = Field {
        name: name.to_owned(),
        kind: kind?,
        required,
        default: declaration.words("default"),
        least: declaration.whole("least").map(|least| least.value),
        whole: declaration.yes_no("whole").unwrap_or(false),
        searched: declaration.yes_no("search").unwrap_or(true),
        example: declaration.words("example"),
        help: declaration.words("help"),
        label: declaration.words("label"),
    };
    declaration.finish(|_| None);
    Some(field)
}

/// Reads the type of a field.
fn kind(declaration: &mut Fields<'_>) -> Option<FieldKind> {
    let name = declaration.required("type", "type: text")?;
    let Some(of) = FieldType::named(&name.value) else {
        unknown_type(declaration, &name.value);
        return None;
    };
    Some(match of {
        FieldType::Text => FieldKind::Text,
        FieldType::Markdown => FieldKind::Markdown,
        FieldType::Heading => FieldKind::Heading,
        FieldType::Link => FieldKind::Link,
        FieldType::Page => FieldKind::Page(declaration.text("of")),
        FieldType::Asset => FieldKind::Asset,
        FieldType::Picture => FieldKind::Picture,
        FieldType::Data => FieldKind::Data,
        FieldType::Role => FieldKind::Role,
        FieldType::Person => FieldKind::Person,
        FieldType::Topic => FieldKind::Topic,
        FieldType::Date => FieldKind::Date,
        FieldType::Time => FieldKind::Time,
        FieldType::Number => FieldKind::Number,
        FieldType::YesNo => FieldKind::YesNo,
        FieldType::Choice => FieldKind::Choice(
            declaration
                .texts("choices")
                .into_iter()
                .map(|choice| choice.value)
                .collect(),
        ),
        FieldType::List => {
            let mut of = declaration.group("of")?;
            let inner = kind(&mut of)?;
            of.finish(|_| None);
            FieldKind::List(Box::new(inner))
        }
        FieldType::Group => FieldKind::Group(fields(declaration)),
    })
}

/// Reports a type that does not exist.
fn unknown_type(declaration: &mut Fields<'_>, name: &str) {
    let names = FieldType::names();
    let meant =
        nearest(name, names.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
    let message = format!("there is no type of field called `{name}`");
    let fault = Fault::error(Code::UnknownChoice, message)
        .help_if(meant)
        .help(format!("types are {}", yaml::listed(&names)));
    declaration.fault_at("type", fault);
}
