//! Reading of the setting `mapping` of a kind: which properties of schema.org are made from which
//! fields. From: the settings of a declaration. To: properties, and every fault in them.

use super::declaration::{KindDeclaration, StructuredType, StructuredValue};
use super::reading::{field_fault, is_unread};
use crate::base::{Code, Fault};
use crate::parse::yaml::{Fields, NodeEntry, NodeValue};

/// Values of every page that properties can be made from; `publisher` is the organisation that
/// publishes the site.
const COMMON_VALUES: [&str; 5] = ["title", "summary", "date", "updated", "publisher"];

/// Reads the setting `mapping`.
pub(super) fn read(
    declaration: &KindDeclaration,
    group: &mut Fields<'_>,
) -> Vec<(String, StructuredValue)> {
    let entries = group.named_groups("mapping");
    properties(declaration, group, entries)
}

fn properties(
    declaration: &KindDeclaration,
    group: &mut Fields<'_>,
    entries: &[NodeEntry],
) -> Vec<(String, StructuredValue)> {
    let mut properties = Vec::new();
    for entry in entries.iter().filter(|entry| entry.key != "type") {
        let value = value(declaration, group, entry);
        properties.extend(value.map(|value| (entry.key.clone(), value)));
    }
    properties
}

fn value(
    declaration: &KindDeclaration,
    group: &mut Fields<'_>,
    entry: &NodeEntry,
) -> Option<StructuredValue> {
    let NodeValue::Map(inner) = &entry.value.value else {
        let field = group.reader().text(&entry.value, &entry.key)?.value;
        let is_known =
            declaration.schema.kind_of(&field).is_some() || COMMON_VALUES.contains(&field.as_str());
        if !is_known {
            let what = "what search engines are told";
            if !is_unread(declaration, &field) {
                let fault = field_fault(declaration, "mapping", &field, what);
                group.reader().fault(fault, &entry.value.span);
            }
        }
        return is_known.then_some(StructuredValue::Field(field));
    };
    let name = inner.iter().find(|inner| inner.key == "type");
    let Some(name) = name.and_then(|name| group.reader().text(&name.value, "type")) else {
        let message = format!("`{}` does not say its type", entry.key);
        let help = "add a line such as `type: Place`, a type of schema.org";
        group.reader().fault(
            Fault::error(Code::MissingKey, message).help(help),
            &entry.key_span,
        );
        return None;
    };
    Some(StructuredValue::Nested(StructuredType {
        name: name.value,
        properties: properties(declaration, group, inner),
    }))
}
