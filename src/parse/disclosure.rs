//! The rule by which small numbers about people are kept back. From: the setting `disclosure` of a
//! site or a block. To: [`DisclosureRule`], or a fault that says what to type.

use super::yaml::{Fields, Node, NodeValue, Reader, either, flow_text, is_blank};
use crate::base::{Code, Fault, nearest};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Value, json};

/// The smallest threshold that hides anything.
const LOWEST_THRESHOLD: u64 = 2;
/// The largest threshold that a site can choose.
const HIGHEST_THRESHOLD: u64 = 1_000;

/// What is said of a threshold without its number.
const NO_NUMBER: &str = "`threshold` has no number behind it";

/// A rule by which small numbers about people are kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DisclosureRule {
    /// The rule of NHS England: 1 to 7 are hidden, other figures rounded to the nearest 5.
    Nhs,
    /// The rule of Ofqual: 1 to 4 are "fewer than 5", other figures rounded to the nearest 5.
    OnsOfqual,
    /// The rule of the Office for Students: up to 20 are hidden, others rounded to the nearest 10.
    Ofs,
    /// Figures below a number are hidden, and others are exact.
    Threshold(u64),
    /// Exact figures are published, for a reason that readers are told.
    Exact(String),
}

impl DisclosureRule {
    /// Every rule that is a name alone.
    pub const NAMES: &[(&str, Self)] = &[
        ("nhs", Self::Nhs),
        ("ons-ofqual", Self::OnsOfqual),
        ("ofs", Self::Ofs),
    ];

    /// Returns the rule in one line, as blocks keep it: `nhs`, `threshold: 10`, `none: a reason`.
    #[must_use]
    pub fn line(&self) -> String {
        match self {
            Self::Threshold(least) => format!("threshold: {least}"),
            Self::Exact(reason) => format!("none: {reason}"),
            named => {
                let name = Self::NAMES.iter().find(|(_, rule)| rule == named);
                name.map_or_else(String::new, |(name, _)| (*name).to_owned())
            }
        }
    }

    /// Returns the rule that a line of [`line`](Self::line) says.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        if let Some((_, rule)) = Self::NAMES.iter().find(|(name, _)| *name == line) {
            return Some(rule.clone());
        }
        match line.split_once(": ")? {
            ("threshold", least) => least.parse().ok().map(Self::Threshold),
            ("none", reason) => Some(Self::Exact(reason.to_owned())),
            _ => None,
        }
    }
}

/// Reads the setting `disclosure` of a group.
pub(super) fn disclosure(fields: &mut Fields<'_>) -> Option<DisclosureRule> {
    let node = fields.node("disclosure")?;
    rule(node, "disclosure", fields.reader())
}

/// Reads a rule: a name alone, or `threshold` or `none` with what belongs to it.
pub(super) fn rule(node: &Node, name: &str, reader: &mut Reader<'_>) -> Option<DisclosureRule> {
    if node.is_mended() {
        // The slip in it is reported already, and what stands in its place means nothing.
        return None;
    }
    match &node.value {
        NodeValue::Map(entries) if entries.is_empty() => {
            let message = format!("`{name}` says nothing");
            let help = format!("write `{name}: nhs`, or take the line out");
            let fault = Fault::error(Code::WrongType, message).help(help);
            reader.fault(fault, &node.span);
            None
        }
        NodeValue::Map(_) => detailed(node, name, reader),
        _ => named(node, name, reader),
    }
}

/// Reads a rule that is written as a name alone.
fn named(node: &Node, name: &str, reader: &mut Reader<'_>) -> Option<DisclosureRule> {
    let written = reader.text(node, name)?.value;
    let known = DisclosureRule::NAMES.iter();
    if let Some((_, rule)) = known.clone().find(|(word, _)| *word == written) {
        return Some(rule.clone());
    }
    let fault = match written.as_str() {
        "none" | "no" | "off" | "false" => no_reason(Code::UnknownChoice, name),
        "threshold" => no_threshold(Code::UnknownChoice, name, NO_NUMBER),
        number if number.parse::<u64>().is_ok() => {
            let message = format!("`{name}` cannot be a number alone");
            let help = format!("write `{name}: {{threshold: {number}}}`");
            Fault::error(Code::UnknownChoice, message).help(help)
        }
        rule if rule.starts_with("threshold:") || rule.starts_with("none:") => {
            let message = format!("`{rule}` stands in quotation marks, which make it one word");
            let help = format!("write `{name}: {{{rule}}}`");
            Fault::error(Code::UnknownChoice, message).help(help)
        }
        line if DisclosureRule::of_line(line).is_some() => in_one_text(line, name),
        _ => {
            let words = known.map(|(word, _)| *word);
            let words: Vec<&str> = words
                .chain(["{threshold: 10}", "{none: \"a reason\"}"])
                .collect();
            let names = DisclosureRule::NAMES.iter().map(|(word, _)| *word);
            let meant = nearest(&written, names).map(|meant| format!("did you mean `{meant}`?"));
            Fault::error(
                Code::UnknownChoice,
                format!("`{name}` cannot be `{written}`"),
            )
            .help_if(meant)
            .help(format!("it can be {}", either(&words)))
        }
    };
    reader.fault(fault, &node.span);
    None
}

/// Reads a rule that is written as `threshold` or `none` with what belongs to it.
fn detailed(node: &Node, name: &str, reader: &mut Reader<'_>) -> Option<DisclosureRule> {
    let mut fields = reader.group(node, name)?;
    let [threshold, reason] =
        ["threshold", "none"].map(|word| (fields.has(word), fields.node(word)));
    let rule = match (threshold, reason) {
        ((true, _), (true, _)) => {
            let message = format!("`{name}` has both a threshold and a reason for exact figures");
            let help = "keep `threshold` or `none`, whichever is meant";
            fields.fault_at(
                "none",
                Fault::error(Code::InvalidSetting, message).help(help),
            );
            None
        }
        ((true, node), _) => least(node, &mut fields, name),
        (_, (true, node)) => exact(node, &mut fields, name),
        _ => None,
    };
    fields.finish(|word| {
        let is_name = DisclosureRule::NAMES
            .iter()
            .any(|(known, _)| *known == word);
        Some(if is_name {
            format!("write `{name}: {word}`")
        } else {
            "it can have `threshold` or `none`".to_owned()
        })
    });
    rule
}

/// Reads the number behind `threshold`.
fn least(node: Option<&Node>, fields: &mut Fields<'_>, name: &str) -> Option<DisclosureRule> {
    let text = match node.map(|node| &node.value) {
        Some(NodeValue::Scalar(scalar)) => scalar.text.trim(),
        Some(_) => "something else",
        None => {
            let fault = no_threshold(Code::InvalidSetting, name, NO_NUMBER);
            fields.fault_at("threshold", fault);
            return None;
        }
    };
    let least = text.parse().ok();
    if let Some(least) =
        least.filter(|least| (LOWEST_THRESHOLD..=HIGHEST_THRESHOLD).contains(least))
    {
        return Some(DisclosureRule::Threshold(least));
    }
    let message = format!(
        "`threshold` should be a whole number from {LOWEST_THRESHOLD} to {HIGHEST_THRESHOLD}, but \
         here it is {text}"
    );
    fields.fault_at("threshold", no_threshold(Code::WrongType, name, &message));
    None
}

/// Reads the reason behind `none`.
fn exact(node: Option<&Node>, fields: &mut Fields<'_>, name: &str) -> Option<DisclosureRule> {
    let reason = match node {
        Some(node) => fields.reader().text(node, "none")?.value,
        None => String::new(),
    };
    let is_reason = !is_blank(&reason)
        && reason.chars().any(char::is_alphabetic)
        && !matches!(reason.as_str(), "true" | "false" | "yes" | "no");
    if is_reason {
        let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(DisclosureRule::Exact(reason));
    }
    fields.fault_at("none", no_reason(Code::InvalidSetting, name));
    None
}

/// Reports `threshold` or `none` with what belongs to it in one text.
fn in_one_text(line: &str, name: &str) -> Fault {
    let (word, rest) = line.split_once(": ").unwrap_or((line, ""));
    let message = format!("`{word}` and what belongs to it stand in braces");
    let help = format!("write `{name}: {{{word}: {}}}`", flow_text(rest));
    Fault::error(Code::UnknownChoice, message).help(help)
}

fn no_reason(code: Code, name: &str) -> Fault {
    let message = "exact figures about people need a reason, which readers are told";
    let help = format!("write `{name}: {{none: \"These figures were published before.\"}}`");
    Fault::error(code, message).help(help)
}

fn no_threshold(code: Code, name: &str, message: &str) -> Fault {
    let help = format!("write `{name}: {{threshold: 10}}` to hide figures below 10");
    Fault::error(code, message.to_owned()).help(help)
}

/// Returns the schema of a rule.
pub(super) fn schema() -> Value {
    let names: Vec<&str> = DisclosureRule::NAMES
        .iter()
        .map(|(name, _)| *name)
        .collect();
    let threshold = json!({
        "description": "Figures below this number are hidden, and others are exact.",
        "type": ["integer", "string", "null"],
        "minimum": LOWEST_THRESHOLD,
        "maximum": HIGHEST_THRESHOLD,
        "pattern": r"^\s*([2-9]|[1-9][0-9]{1,2}|1000)\s*$",
    });
    let none = json!({
        "description": "The reason why exact figures are published. Readers are told.",
        "type": ["string", "number", "boolean", "null"],
    });
    let group = json!({
        "type": "object",
        "properties": {"threshold": threshold, "none": none},
        "minProperties": 1,
        "additionalProperties": false,
        "examples": [{"threshold": 10}],
    });
    json!({"anyOf": [group, {"type": "string", "enum": names}]})
}

/// Returns the schema of the setting of a site.
pub(super) fn setting_schema(_: &mut SchemaGenerator) -> Schema {
    Schema::try_from(schema()).unwrap_or_default()
}
