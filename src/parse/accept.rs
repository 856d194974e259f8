//! Warnings that somebody has answered: `accept:` of a page and of the settings. From: the group
//! that holds it. To: an [`Acceptance`] for each, and faults in what is written.

use super::yaml::{Fields, Node, NodeEntry, NodeValue, Reader, Spanned, is_blank};
use crate::base::{Code, Fault, Span, nearest};
use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::ops::Range;

/// A sort of warning that stays as it is, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The sort of warning.
    pub code: Code,
    /// The places of the warnings.
    pub scope: AcceptScope,
    /// The place where the code is written.
    pub span: Span,
}

/// The places at which warnings are accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AcceptScope {
    /// The file of the page that says so.
    Page,
    /// The whole site.
    Site,
    /// Files, and all files below folders, as they are written.
    Only(Vec<String>),
}

/// The file that an `accept:` stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum AcceptPlace {
    /// The front matter of a page.
    Page,
    /// The settings of the site.
    Settings,
}

/// A reason that shows how to write one.
const EXAMPLE: &str = "why it stays as it is";

/// Reads `accept:`. Every form gives the name of a warning and the reason why it stays:
/// `missing-alt: the reason`, alone or as an entry of a list, or `code:` and `reason:`.
pub(in crate::parse) fn accepted(fields: &mut Fields<'_>, place: AcceptPlace) -> Vec<Acceptance> {
    let Some(node) = fields.node("accept") else {
        return Vec::new();
    };
    let mut list = AcceptReader {
        reader: fields.reader().again(),
        place,
        found: Vec::new(),
    };
    match &node.value {
        NodeValue::List(nodes) => nodes.iter().for_each(|node| list.entry(node)),
        _ => list.entry(node),
    }
    list.found
}

/// The reader of the entries of one `accept:`.
struct AcceptReader<'r> {
    reader: Reader<'r>,
    place: AcceptPlace,
    found: Vec<Acceptance>,
}

impl AcceptReader<'_> {
    fn entry(&mut self, node: &Node) {
        match &node.value {
            // The slip in a mended value is reported where it stands.
            _ if node.is_nothing() || node.is_mended() => {}
            NodeValue::Map(entries) if entries.iter().any(|entry| entry.key == "code") => {
                self.long(node);
            }
            NodeValue::Map(entries) => entries.iter().for_each(|entry| self.short(entry)),
            NodeValue::Scalar(scalar) => self.words(&scalar.text, &node.span),
            NodeValue::List(_) => self
                .reader
                .wrong("accept", "a warning and its reason", node),
        }
    }

    /// Reads `missing-alt: the reason` in quotes, or a name without a reason.
    fn words(&mut self, written: &str, at: &Range<usize>) {
        let (name, reason) = written.split_once(':').unwrap_or((written, ""));
        let Some(code) = self.code(name, at) else {
            return;
        };
        if is_blank(reason) {
            self.no_reason(code, at);
        }
        self.add(code, at, Vec::new());
    }

    /// Reads `missing-alt: the reason`.
    fn short(&mut self, entry: &NodeEntry) {
        let Some(code) = self.code(&entry.key, &entry.key_span) else {
            return;
        };
        let reason = self.reader.text(&entry.value, &entry.key);
        let is_text = matches!(entry.value.value, NodeValue::Scalar(_)) && !entry.value.is_mended();
        if is_text && reason.is_none_or(|reason| is_blank(&reason.value)) {
            let message = no_reason_message(code);
            let help = format!("write it after the colon: `{}: {EXAMPLE}`", code.name());
            let fault = Fault::warning(Code::MissingKey, message).help(help);
            self.reader.fault(fault, &entry.key_span);
        }
        self.add(code, &entry.key_span, Vec::new());
    }

    /// Reads an entry with `code:` and `reason:`, in the settings with `only:` too.
    fn long(&mut self, node: &Node) {
        let place = self.place;
        let Some(mut fields) = self.reader.group(node, "accept") else {
            return;
        };
        let written = fields.required("code", "code: missing-alt");
        fields.required("reason", &format!("reason: {EXAMPLE}"));
        let only = match place {
            AcceptPlace::Page => Vec::new(),
            AcceptPlace::Settings => fields.texts("only"),
        };
        let at = fields.range_of("code");
        fields.finish(|_| None);
        if let (Some(written), Some(at)) = (written, at)
            && let Some(code) = self.code(&written.value, &at)
        {
            self.add(code, &at, only);
        }
    }

    fn add(&mut self, code: Code, at: &Range<usize>, only: Vec<Spanned<String>>) {
        let scope = match self.place {
            AcceptPlace::Page => AcceptScope::Page,
            AcceptPlace::Settings if only.is_empty() => AcceptScope::Site,
            AcceptPlace::Settings => {
                AcceptScope::Only(only.into_iter().map(|path| path.value).collect())
            }
        };
        let span = self.reader.span(at);
        self.found.push(Acceptance { code, scope, span });
    }

    /// Returns the code of this name, or reports that there is none.
    fn code(&mut self, written: &str, at: &Range<usize>) -> Option<Code> {
        let name = written.trim().trim_matches(['[', ']']);
        if let Some(code) = acceptable().find(|code| code.name() == name) {
            return Some(code);
        }
        let message = format!("there is no warning called `{written}`");
        let mut fault = Fault::error(Code::UnknownChoice, message);
        match nearest(name, acceptable().map(Code::name)) {
            Some(meant) => {
                fault = fault
                    .help(format!("did you mean `{meant}`?"))
                    .fix(self.reader.span(at), meant);
            }
            None => {
                fault = fault.help(
                    "write the name that stands in square brackets behind `warning`, such as \
                     `missing-alt`; `masthead explain` lists all",
                );
            }
        }
        self.reader.fault(fault, at);
        None
    }

    fn no_reason(&mut self, code: Code, at: &Range<usize>) {
        let instead = format!("{{{}: {EXAMPLE}}}", code.name());
        let fault = Fault::warning(Code::MissingKey, no_reason_message(code))
            .help(format!("write `{instead}` in its place"))
            .fix(self.reader.span(at), instead);
        self.reader.fault(fault, at);
    }
}

fn no_reason_message(code: Code) -> String {
    format!("this does not say why `{}` is accepted", code.name())
}

/// Returns the codes that may be accepted. What is wrong with an `accept:` is to be mended.
fn acceptable() -> impl Iterator<Item = Code> {
    let all = Code::ALL.iter().copied();
    all.filter(|code| *code != Code::AcceptedWarning)
}

/// Returns the schema of the `accept:` of a page: names with reasons, or a list of such.
pub(in crate::parse) fn page_schema(_: &mut SchemaGenerator) -> Schema {
    let [short, words] = short_forms();
    let none = json!({"type": "null"});
    let list = json!({"type": "array", "items": {"anyOf": [words, short, none]}});
    let example = json!(["missing-alt: The picture is decoration."]);
    let schema = json!({"anyOf": [list, words, short], "examples": [example]});
    Schema::try_from(schema).unwrap_or_default()
}

/// Returns the schema of the `accept:` of the settings, whose entries may say where they hold.
pub(in crate::parse) fn settings_schema(_: &mut SchemaGenerator) -> Schema {
    let [short, words] = short_forms();
    let text = json!(["string", "number", "boolean"]);
    let entry = json!({
        "type": "object",
        "properties": {
            "code": {
                "description": "The name of the warning, as it stands in square brackets.",
                "enum": names(),
            },
            "reason": {
                "description": "The reason why it stays as it is.",
                "type": text,
                "minLength": 1,
            },
            "only": {
                "description": "The folders and files that it is about, not the whole site.",
                "anyOf": [
                    {"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}},
                    {"type": text},
                    {"type": "null"},
                ],
            },
        },
        "required": ["code", "reason"],
        "additionalProperties": false,
    });
    let none = json!({"type": "null"});
    let list = json!({"type": "array", "items": {"anyOf": [entry, words, short, none]}});
    let reason = "Nobody can describe the pictures of the archive any more.";
    let example = json!([{"code": "missing-alt", "reason": reason, "only": "newsletters/archive"}]);
    let schema = json!({"anyOf": [list, entry, words, short], "examples": [example]});
    Schema::try_from(schema).unwrap_or_default()
}

fn names() -> Vec<&'static str> {
    acceptable().map(Code::name).collect()
}

/// Returns the schemas of names with their reasons: as settings, and as text.
fn short_forms() -> [Value; 2] {
    let short = json!({
        "type": "object",
        "propertyNames": {"enum": names()},
        "additionalProperties": {"type": ["string", "number", "boolean"], "minLength": 1},
    });
    let pattern = format!(r"^\s*({})\s*:\s*\S", names().join("|"));
    [short, json!({"type": "string", "pattern": pattern})]
}
