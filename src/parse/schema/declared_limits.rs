//! Reading of the limits in the declaration of a field. From: the settings of the field. To:
//! [`Limits`], and every fault in them.

use super::field::Field;
use super::limits::Limits;
use super::pattern::Pattern;
use super::types::FieldType;
use crate::base::{Code, Fault, nearest};
use crate::parse::yaml::{self, Fields, NodeEntry, Reader};

/// Reads the limits that fields of this type can have.
pub(super) fn limits(of: FieldType, declaration: &mut Fields<'_>) -> Limits {
    let mut limits = Limits::default();
    if of.takes("least") {
        limits.least = declaration.number("least");
        limits.most = declaration.number("most");
        if let (Some(least), Some(most)) = (limits.least, limits.most)
            && least > most
        {
            let message = format!("`least` is {least}, which is more than `most`, {most}");
            let fault = Fault::error(Code::InvalidSetting, message).help("exchange the two");
            declaration.fault_at("least", fault);
        }
    }
    if of.takes("longest") {
        let longest = declaration.at_least("longest", 1);
        limits.longest = longest.and_then(|longest| usize::try_from(longest.value).ok());
    }
    if of.takes("pattern") {
        limits.pattern = pattern(declaration);
    }
    limits
}

/// Reads the form of a text, with the sentence that explains it.
fn pattern(declaration: &mut Fields<'_>) -> Option<Pattern> {
    const EXAMPLE: &str = "pattern_help: \"a code is two letters and a number, such as AB12\"";
    let source = declaration.text("pattern");
    let Some(source) = source else {
        if declaration.text("pattern_help").is_some() {
            let message = "`pattern_help` explains a `pattern`, and there is none";
            let fault = Fault::error(Code::MissingKey, message);
            declaration.fault_at(
                "pattern_help",
                fault.help("add `pattern`, or take this out"),
            );
        }
        return None;
    };
    let help = declaration.required("pattern_help", EXAMPLE)?;
    let pattern = Pattern::new(&source.value, help.value);
    pattern
        .map_err(|problem| {
            let message = format!("the `pattern` {problem}");
            let help =
                "write a regular expression such as `\"[A-Z]{2}[0-9]+\"`, in quotation marks";
            declaration.fault_at(
                "pattern",
                Fault::error(Code::InvalidSetting, message).help(help),
            );
        })
        .ok()
}

/// Reports fields that come after something else than a day or a time beside them.
pub(super) fn check_after(fields: &[Field], entries: &[NodeEntry], reader: &mut Reader<'_>) {
    let is_dated = |field: &&Field| field.kind.field_type().takes("after");
    for field in fields {
        let Some(after) = &field.limits.after else {
            continue;
        };
        let named = fields.iter().find(|other| other.name == after.value);
        let is_faulty = named.is_none() && entries.iter().any(|entry| entry.key == after.value);
        let others = fields
            .iter()
            .filter(is_dated)
            .filter(|other| other.name != field.name);
        if is_faulty || others.clone().any(|other| other.name == after.value) {
            continue;
        }
        let names: Vec<&str> = others.map(|other| other.name.as_str()).collect();
        let fault = if let Some(other) = named {
            let of = other.kind.field_type().name();
            let message = if other.name == field.name {
                format!("`{}` cannot come after itself", field.name)
            } else {
                format!(
                    "`{}` is neither a day nor a time: its type is `{of}`",
                    after.value
                )
            };
            Fault::error(Code::WrongType, message)
        } else {
            let message = format!(
                "there is no field `{}` beside `{}`",
                after.value, field.name
            );
            let meant = nearest(&after.value, names.iter().copied());
            let meant = meant.map(|meant| format!("did you mean `{meant}`?"));
            Fault::error(Code::UnknownChoice, message).help_if(meant)
        };
        let help = if names.is_empty() {
            "`after` names a field of the type `date` or `time` that stands beside it".to_owned()
        } else {
            format!("`after` can be {}", yaml::either(&names))
        };
        reader
            .faults()
            .push(fault.help(help).at(after.span.clone()));
    }
}
