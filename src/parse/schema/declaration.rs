//! Reading of declarations. From: `components/NAME.yaml` or `theme.yaml`. To: a [`Schema`], and
//! every fault in it.

use super::field::{Field, FieldKind, Required, Schema};
use crate::base::{Code, Fault, Faults, nearest};
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Fields, LARGEST_FILE, Reader};
use crate::source::TextFile;
use std::ops::Range;

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
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let schema = reader.group(&node, "component").map(schema);
    (schema, faults)
}

fn schema(mut group: Fields<'_>) -> Schema {
    let schema = Schema {
        summary: group.words("summary"),
        fields: fields(&mut group),
        one_of: group
            .texts("one_of")
            .into_iter()
            .map(|name| name.value)
            .collect(),
    };
    group.finish(|_| None);
    schema
}

/// Reads the group `fields`.
pub(in crate::parse) fn fields(group: &mut Fields<'_>) -> Vec<Field> {
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
    };
    declaration.finish(|_| None);
    Some(field)
}

/// Reads the type of a field.
fn kind(declaration: &mut Fields<'_>) -> Option<FieldKind> {
    let name = declaration.required("type", "type: text")?;
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
            declaration
                .texts("choices")
                .into_iter()
                .map(|choice| choice.value)
                .collect(),
        ),
        "list" => {
            let mut of = declaration.group("of")?;
            let inner = kind(&mut of)?;
            of.finish(|_| None);
            FieldKind::List(Box::new(inner))
        }
        "group" => FieldKind::Group(fields(declaration)),
        other => {
            let meant = nearest(other, KINDS).map(|meant| format!("did you mean `{meant}`?"));
            let fault = Fault::error(
                Code::UnknownChoice,
                format!("there is no type of field called `{other}`"),
            );
            declaration.fault_at(
                "type",
                fault
                    .help_if(meant)
                    .help(format!("types are {}", yaml::listed(&KINDS))),
            );
            return None;
        }
    })
}
