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
    /// Returns what is wrong with a value of `field` that goes beyond its limits; `node` is the
    /// value as written. The faults have no place yet.
    pub(super) fn faults(&self, field: &Field, value: &FieldValue, node: &Node) -> Faults {
        let name = &field.name;
        match value {
            FieldValue::Number(number) => self.of_number(name, *number),
            FieldValue::List(_) => self.of_list(name, node),
            FieldValue::Text(text) => self.of_text(name, text),
            FieldValue::Markdown(text) | FieldValue::Heading(text) | FieldValue::Link(text) => {
                self.of_text(name, &text.value)
            }
            _ => Faults::new(),
        }
    }

    fn of_number(&self, name: &str, number: f64) -> Faults {
        let (wanted, larger) = if let Some(least) = self.least.filter(|least| number < *least) {
            (format!("{least} or more"), "larger")
        } else if let Some(most) = self.most.filter(|most| number > *most) {
            (format!("{most} or less"), "smaller")
        } else {
            return Faults::new();
        };
        let message = format!("`{name}` should be {wanted}");
        let help = format!("write a {larger} number, or take the line out");
        Fault::error(Code::WrongType, message).help(help).into()
    }

    /// Checks the length of a list; one value that stands where a list may is a list of one.
    fn of_list(&self, name: &str, node: &Node) -> Faults {
        let count = match &node.value {
            NodeValue::List(nodes) => nodes.len(),
            NodeValue::Scalar(_) | NodeValue::Map(_) => 1,
        };
        #[expect(clippy::cast_precision_loss, reason = "blocks hold few entries")]
        let number = count as f64;
        let (wanted, help) = if let Some(least) = self.least.filter(|least| number < *least) {
            let lacking = entries(least - number);
            (
                format!("{} or more", entries(least)),
                format!("add {lacking}, each on a line with `- ` before it"),
            )
        } else if let Some(most) = self.most.filter(|most| number > *most) {
            (
                format!("{} at most", entries(most)),
                format!("take {} out", entries(number - most)),
            )
        } else {
            return Faults::new();
        };
        let message = format!("`{name}` should have {wanted}, but here it has {count}");
        Fault::error(Code::WrongType, message).help(help).into()
    }

    fn of_text(&self, name: &str, text: &str) -> Faults {
        let length = text.chars().count();
        if let Some(longest) = self.longest.filter(|longest| length > *longest) {
            let message = format!(
                "`{name}` should have {longest} characters at most, but here it has {length}"
            );
            let help = format!("make it {} shorter", length - longest);
            return Fault::error(Code::WrongType, message).help(help).into();
        }
        match &self.pattern {
            Some(pattern) if !pattern.matches(text) => {
                let message = format!("`{name}` cannot be `{text}`");
                let fault = Fault::error(Code::InvalidSetting, message);
                fault.help(pattern.help()).into()
            }
            _ => Faults::new(),
        }
    }
}

/// Writes a number of entries.
fn entries(number: f64) -> String {
    let number = number.to_string();
    let noun = if number == "1" { "entry" } else { "entries" };
    format!("{number} {noun}")
}

/// Returns the moment that a value states, if it is a day or a time.
pub(super) fn moment(value: &FieldValue) -> Option<Moment> {
    match value {
        FieldValue::Date(date) => Some(Moment::day(*date)),
        FieldValue::Time(moment) => Some(*moment),
        _ => None,
    }
}

/// A moment that a field states, and its place if it has one.
pub(super) type StatedMoment = (Moment, Option<Span>);

/// Reports days and times that are before those of the field that they come after. `stated` gives
/// the moment that a field states, and its place if it has one.
pub(super) fn check_order(
    fields: &[Field],
    stated: &dyn Fn(&str) -> Option<StatedMoment>,
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
