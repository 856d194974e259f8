//! Limits of values. From: the limits that a declaration sets, and a value that somebody gave. To:
//! what is wrong with the value, and what to type instead.

use super::field::{Field, FieldValue};
use super::pattern::Pattern;
use crate::base::{Code, Fault, Faults, Moment, Span};
use crate::parse::yaml::{Node, NodeValue, Spanned};

/// The limits of a field's values.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The smallest number, or the smallest number of entries of a list.
    pub least: Option<f64>,
    /// The largest number, or the largest number of entries of a list.
    pub most: Option<f64>,
    /// The largest number of characters of a text.
    pub longest: Option<usize>,
    /// The form of a text.
    pub pattern: Option<Pattern>,
    /// The field beside it whose day or time must not be later.
    pub after: Option<Spanned<String>>,
}

impl Limits {
    /// Returns the fault of a value of `field` that goes beyond its limits; `node` is the value as
    /// written.
    pub(super) fn fault(&self, field: &Field, value: &FieldValue, node: &Node) -> Option<Fault> {
        let name = &field.name;
        match value {
            FieldValue::Number(number) => self.number_fault(name, *number),
            FieldValue::List(_) => self.list_fault(name, node),
            FieldValue::Text(text) => self.text_fault(name, text),
            FieldValue::Markdown(text) | FieldValue::Heading(text) | FieldValue::Link(text) => {
                self.text_fault(name, &text.value)
            }
            _ => None,
        }
    }

    fn number_fault(&self, name: &str, number: f64) -> Option<Fault> {
        if let Some(least) = self.least.filter(|least| number < *least) {
            let message = format!("`{name}` should be {least} or more");
            let help = "write a larger number, or take the line out";
            return Some(Fault::error(Code::WrongType, message).help(help));
        }
        let most = self.most.filter(|most| number > *most)?;
        let message = format!("`{name}` should be {most} or less");
        let help = "write a smaller number, or take the line out";
        Some(Fault::error(Code::WrongType, message).help(help))
    }

    /// Returns the fault of a list that is too short or too long; one value that stands where a
    /// list may is a list of one.
    fn list_fault(&self, name: &str, node: &Node) -> Option<Fault> {
        let count = match &node.value {
            NodeValue::List(nodes) => nodes.len(),
            NodeValue::Scalar(_) | NodeValue::Map(_) => 1,
        };
        #[expect(clippy::cast_precision_loss, reason = "blocks hold few entries")]
        let number = count as f64;
        let entries = |number: f64| {
            let noun = if number == 1.0 { "entry" } else { "entries" };
            format!("{number} {noun}")
        };
        if let Some(least) = self.least.filter(|least| number < *least) {
            let wanted = entries(least);
            let message = format!("`{name}` should have {wanted} or more, but here it has {count}");
            let help = format!(
                "add {}, each on a line with `- ` before it",
                entries(least - number)
            );
            return Some(Fault::error(Code::WrongType, message).help(help));
        }
        let most = self.most.filter(|most| number > *most)?;
        let wanted = entries(most);
        let message = format!("`{name}` should have {wanted} at most, but here it has {count}");
        let help = format!("take {} out", entries(number - most));
        Some(Fault::error(Code::WrongType, message).help(help))
    }

    fn text_fault(&self, name: &str, text: &str) -> Option<Fault> {
        let length = text.chars().count();
        if let Some(longest) = self.longest.filter(|longest| length > *longest) {
            let message = format!(
                "`{name}` should have {longest} characters at most, but here it has {length}"
            );
            let help = format!("make it {} shorter", length - longest);
            return Some(Fault::error(Code::WrongType, message).help(help));
        }
        let pattern = self.pattern.as_ref();
        let pattern = pattern.filter(|pattern| !pattern.matches(text))?;
        let message = format!("`{name}` cannot be `{text}`");
        Some(Fault::error(Code::InvalidSetting, message).help(pattern.help()))
    }
}

/// Returns the moment that a value states, if it is a day or a time.
pub(super) fn moment(value: &FieldValue) -> Option<Moment> {
    match value {
        FieldValue::Date(date) => Some(Moment::day(*date)),
        FieldValue::Time(moment) => Some(*moment),
        _ => None,
    }
}

/// Reports days and times that are before those of the field that they come after. `stated` gives
/// the moment that a field states, and its place if it has one.
pub(super) fn check_order(
    fields: &[Field],
    stated: &dyn Fn(&str) -> Option<(Moment, Option<Span>)>,
    faults: &mut Faults,
) {
    for field in fields {
        let Some(after) = &field.limits.after else {
            continue;
        };
        let (name, other) = (&field.name, &after.value);
        let (Some((own, Some(at))), Some((first, first_at))) = (stated(name), stated(other)) else {
            continue;
        };
        if !own.is_before(&first) {
            continue;
        }
        let mut fault = too_early(name, own, other, first).at(at);
        if let Some(first_at) = first_at {
            fault = fault.label(first_at, format!("`{other}` is here"));
        }
        faults.push(fault);
    }
}

/// Makes the fault of a day or time of the field `name` that is before that of the field `other`.
fn too_early(name: &str, own: Moment, other: &str, first: Moment) -> Fault {
    let message = format!("`{name}`, {own}, is before `{other}`, {first}");
    let fault = Fault::error(Code::DatesDisagree, message).help(format!(
        "correct one of the two: `{name}` cannot come before `{other}`"
    ));
    if own.date.is_some() {
        return fault;
    }
    let next = first.date.and_then(|date| date.tomorrow().ok());
    let example = Moment {
        date: next.or(Some(jiff::civil::date(2026, 3, 13))),
        ..own
    };
    fault.help(format!(
        "if it is on a later day, write the day too, such as `{name}: {example}`"
    ))
}
