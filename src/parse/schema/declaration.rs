//! Reading of declarations. From: `components/NAME.yaml` or `theme.yaml`. To: a [`Schema`], and
//! every fault in it.

use super::declared_field::{FieldDeclarations, read_fields};
use super::field::{Field, FieldKind, Schema};
use crate::base::{Code, Fault, Faults, nearest};
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Fields, LARGEST_FILE, NodeEntry, Reader, Spanned};
use crate::source::TextFile;
use std::ops::Range;

/// Names that templates of blocks have for what is no field.
const OF_TEMPLATES: [&str; 3] = ["id", "page", "site"];

/// What a declaration is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Block,
    Options,
}

/// Reads the declaration of a theme's options.
#[must_use]
pub fn read_schema(file: &TextFile) -> (Option<Schema>, Faults) {
    read(file, Subject::Options)
}

/// Reads the declaration of a block.
#[must_use]
pub fn read_block(file: &TextFile) -> (Option<Schema>, Faults) {
    read(file, Subject::Block)
}

fn read(file: &TextFile, subject: Subject) -> (Option<Schema>, Faults) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let schema = reader.group(&node, "component");
    let schema = schema.map(|group| whole_file(group, subject));
    let is_faulty = faults.has_errors();
    let schema = schema.map(|schema| Schema {
        is_faulty,
        ..schema
    });
    (schema, faults)
}

fn whole_file(mut group: Fields<'_>, subject: Subject) -> Schema {
    let schema = schema_for(&mut group, subject);
    group.finish(|_| None);
    schema
}

/// Reads the settings of a declaration that say what it is and which fields there are.
pub(in crate::parse) fn schema_of(group: &mut Fields<'_>) -> Schema {
    schema_for(group, Subject::Options)
}

fn schema_for(group: &mut Fields<'_>, subject: Subject) -> Schema {
    let summary = group.words("summary");
    let declared = read_fields(group);
    if subject == Subject::Block {
        check_block(group, &declared);
    }
    let one_of = group.texts("one_of");
    check_one_of(group, &one_of, &declared);
    Schema {
        summary,
        fields: declared.fields,
        one_of: one_of.into_iter().map(|name| name.value).collect(),
        is_faulty: false,
    }
}

/// Reports fields that take pages of a kind that is not among `kinds`.
#[must_use]
pub fn check_page_kinds(fields: &[Field], kinds: &[&str]) -> Faults {
    let mut faults = Faults::new();
    let mut check = |field: &Field| {
        let FieldKind::Page(Some(of)) = &field.kind else {
            return;
        };
        if kinds.contains(&of.value.as_str()) {
            return;
        }
        let meant = nearest(&of.value, kinds.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("there is no kind of page called `{}`", of.value);
        let fault = Fault::error(Code::UnknownKind, message)
            .at(of.span.clone())
            .help_if(meant)
            .help(format!("kinds are {}", yaml::listed(kinds)));
        faults.push(fault);
    };
    for field in fields {
        field.visit(&mut check);
    }
    faults
}

/// Reports names under `one_of` that no field has.
fn check_one_of(
    group: &mut Fields<'_>,
    one_of: &[Spanned<String>],
    declared: &FieldDeclarations<'_>,
) {
    let names: Vec<&str> = declared.names().collect();
    for name in one_of {
        if declared.is_cut || names.contains(&name.value.as_str()) {
            continue;
        }
        let meant = nearest(&name.value, names.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("there is no field `{}`, which `one_of` names", name.value);
        let fault = Fault::error(Code::UnknownChoice, message)
            .at(name.span.clone())
            .help_if(meant)
            .help(format!("fields here are {}", yaml::listed(&names)));
        group.reader().faults().push(fault);
    }
}

/// Reports what fields of a block cannot be, while other fields can.
fn check_block(group: &mut Fields<'_>, declared: &FieldDeclarations<'_>) {
    let entry = |field: &Field| {
        let mut entries = declared.entries.iter();
        entries.find(|entry| entry.key == field.name)
    };
    for NodeEntry { key, key_span, .. } in declared.entries {
        if OF_TEMPLATES.contains(&key.as_str()) {
            let message = format!(
                "a field of a block cannot be called `{key}`: its template knows something else by \
                 this name"
            );
            let fault = Fault::error(Code::InvalidSetting, message);
            let help = format!("give it another name, such as `{key}_shown`");
            group.reader().fault(fault.help(help), key_span);
        }
    }
    let is_data = |field: &&Field| matches!(field.kind, FieldKind::Data);
    if let Some(second) = declared
        .fields
        .iter()
        .filter(is_data)
        .nth(1)
        .and_then(entry)
    {
        let message = "a block can have one field of the type `data` only";
        let fault = Fault::error(Code::WrongType, message)
            .help("take the field out, or make a block of its own for it");
        group.reader().fault(fault, &second.key_span);
    }
}
