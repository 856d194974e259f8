//! CSL-JSON, as Zotero, Mendeley, JabRef and Crossref write it. From: the text of a `.json` file.
//! To: its publications, and a finding for each entry or field that is not understood. Fields that
//! CSL does not know are kept.

use super::{BibliographyFile, finish, json_scan};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::bibliography::item::variable::{self, Class};
use crate::bibliography::item::{Item, ItemDate, ItemPlace, ItemType, Name, Paragraphs, clean};
use serde_json::{Map, Value};
use std::ops::Range;

/// Most bytes of one entry.
const LARGEST_ENTRY: usize = 1 << 20;

/// Reads a `.json` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let mut reading = BibliographyFile::default();
    let entries = json_scan::entries(text);
    for range in entries.found {
        match entry(file, text, &range) {
            Ok((item, faults)) => {
                reading.items.push(item);
                reading.faults.extend(faults);
            }
            Err(fault) => reading.faults.push(*fault),
        }
    }
    if let Some(range) = entries.broken {
        let line = text[range.clone()]
            .lines()
            .next()
            .unwrap_or_default()
            .len()
            .min(80);
        let line = text.floor_char_boundary(range.start + line);
        let fault = Fault::warning(
            Code::BrokenEntry,
            "from here on, no entry can be told from the next, so the rest of the file is left out",
        )
        .at(Span::new(file, range.start..line))
        .help("a bracket or a quotation mark is missing; export the file again");
        reading.faults.push(fault);
    }
    reading
}

fn entry(
    file: &SourcePath,
    text: &str,
    range: &Range<usize>,
) -> Result<(Item, Faults), Box<Fault>> {
    let place = ItemPlace::new(file, text, range.clone());
    let broken = |message: &str, at: Range<usize>, help: &str| {
        Box::new(
            Fault::warning(
                Code::BrokenEntry,
                format!("{message}, so this entry is left out"),
            )
            .at(Span::new(file, at))
            .help(help),
        )
    };
    if range.len() > LARGEST_ENTRY {
        return Err(broken(
            "this entry is longer than 1 MB",
            place.span.range,
            "shorten its abstract or notes",
        ));
    }
    let source = text[range.clone()].trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    let value: Value = serde_json::from_str(source).map_err(|error| {
        let at = range.start + offset(source, error.line(), error.column());
        let at = text.floor_char_boundary(at.min(text.len()));
        broken(
            plain(&error),
            at..at,
            "fields are written `\"name\": \"words\",`; the last one has no comma",
        )
    })?;
    let Value::Object(object) = value else {
        return Err(broken(
            "this is no entry",
            place.span.range,
            "an entry is `{ \"id\": …, \"type\": …, \"title\": … }`",
        ));
    };
    let mut place = place;
    place.insert = Some(range.start + 1);
    for member in json_scan::members(text, range.clone()) {
        let name =
            variable::find(&member.name).map_or(member.name.clone(), |(name, _)| name.to_owned());
        place.fields.insert(name, member.value);
    }
    let (mut item, unclear) = item(&object, place);
    item.place.key_made_up = item.key.is_empty();
    let faults = unclear
        .into_iter()
        .map(|unclear| unclear.into_fault(&item))
        .collect();
    Ok((item, faults))
}

/// `serde_json` counts lines and bytes of a line from 1.
fn offset(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(source.len())
}

fn plain(error: &serde_json::Error) -> &'static str {
    let message = error.to_string();
    let known = [
        ("EOF", "a closing bracket or quotation mark is missing"),
        ("trailing comma", "there is a comma too many here"),
        ("expected `,`", "a comma is missing before this"),
        ("expected `:`", "a colon is missing here"),
        ("control character", "a line ends in the middle of a text"),
        (
            "key must be a string",
            "the name of a field needs quotation marks",
        ),
        (
            "escape",
            "a backslash stands here by itself; write two of them",
        ),
        ("recursion", "lists are nested too deeply here"),
    ];
    known
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or("this is not understood", |(_, plain)| plain)
}

/// A field whose value is not understood.
pub(super) struct FieldProblem {
    pub(super) field: String,
    pub(super) message: String,
    pub(super) help: String,
}

impl FieldProblem {
    pub(super) fn into_fault(self, item: &Item) -> Fault {
        Fault::warning(Code::UnclearField, self.message)
            .at(item.span_of(&self.field))
            .help(self.help)
    }
}

/// An object of CSL-JSON as a publication. The YAML form has the same fields and comes through here
/// too.
pub(super) fn item(object: &Map<String, Value>, place: ItemPlace) -> (Item, Vec<FieldProblem>) {
    let mut item = Item::new("", ItemType::Document, place);
    let mut unclear = Vec::new();
    let mut say = |field: &str, message: String, help: &str| {
        unclear.push(FieldProblem {
            field: field.to_owned(),
            message,
            help: help.to_owned(),
        });
    };
    for (name, value) in object {
        match (name.as_str(), variable::find(name)) {
            (_, _) if value.is_null() => {}
            ("id", _) => item.key = words(value).unwrap_or_default(),
            ("type", _) => {
                item.kind = ItemType::named(&words(value).unwrap_or_default());
                if let ItemType::Other(other) = &item.kind {
                    let meant = nearest(other, ItemType::ALL.iter().map(ItemType::name))
                        .map(|meant| format!("did you mean `{meant}`? "))
                        .unwrap_or_default();
                    say(
                        "type",
                        format!("`{other}` is no type of publication in CSL"),
                        &format!(
                            "{meant}types are, for example, `article-journal`, `book`, `chapter`, \
                             `report` and `webpage`"
                        ),
                    );
                }
            }
            (_, Some((field, Class::Text))) => {
                if let Some(words) = words(value) {
                    item.set_text(field, text(field, &words));
                } else {
                    item.other.insert(field.to_owned(), value.clone());
                    say(
                        field,
                        format!("`{name}` should be words or a number"),
                        "write it in one piece, in quotation marks",
                    );
                }
            }
            (_, Some((field, Class::Names))) => {
                let list = match value {
                    Value::Array(list) => list.iter().collect(),
                    single => vec![single],
                };
                let people = list
                    .iter()
                    .filter_map(|name| Name::from_json(name))
                    .map(cleaned);
                let people: Vec<Name> = people
                    .filter(|name| name.family.is_some() || name.literal.is_some())
                    .collect();
                if people.len() < list.len() {
                    say(
                        field,
                        format!("a name in `{name}` is empty or not understood"),
                        "write `{\"family\": \"Ellis\", \"given\": \"C.\"}`, or `{\"literal\": \
                         \"NHS England\"}` for a body",
                    );
                }
                item.names.entry(field.to_owned()).or_insert(people);
            }
            (_, Some((field, Class::Date))) => {
                if let Some(when) = ItemDate::from_json(value) {
                    item.dates.insert(field.to_owned(), when);
                } else if !is_empty_date(value) {
                    say(
                        field,
                        format!("`{name}` is not understood as a date"),
                        "write `{\"date-parts\": [[2014, 3, 5]]}`, or `{\"literal\": \"in \
                         press\"}`",
                    );
                }
            }
            (_, None) => {
                item.other.insert(name.clone(), value.clone());
            }
        }
    }
    // Zotero's addresses of its own items are no keys that anybody would cite.
    if item.key.contains("://") || item.key.is_empty() {
        item.key = item.texts.get("citation-key").cloned().unwrap_or_default();
    }
    if item.text("citation-key") == Some(item.key.as_str()) {
        item.texts.remove("citation-key");
    }
    (item, unclear)
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        // Crossref gives titles and ISSNs as lists.
        Value::Array(list) => match &list[..] {
            [] => Some(String::new()),
            [first, ..] => words(first),
        },
        _ => None,
    }
}

fn text(field: &str, words: &str) -> String {
    let plain = finish::without_entities(words);
    match field {
        // Its lines mean something, until identifiers are taken out of it.
        "note" => plain,
        "abstract" => clean(
            &finish::without_entities(&without_paragraph_tags(words)),
            Paragraphs::Keep,
        ),
        _ => clean(&plain, Paragraphs::Join),
    }
}

/// Crossref's abstracts are JATS: `<jats:p>…</jats:p>`, with titles of sections.
fn without_paragraph_tags(words: &str) -> String {
    if !words.contains("<jats:") && !words.contains("<p>") {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest
            .find('>')
            .map(|end| &rest[..=end])
            .filter(|tag| tag.len() < 80);
        let name = tag.map(|tag| {
            tag.trim_start_matches(['<', '/'])
                .trim_start_matches("jats:")
                .trim_end_matches('>')
                .to_ascii_lowercase()
        });
        match (tag, name.as_deref()) {
            (Some(tag), Some("p" | "sec" | "title")) => {
                out.push_str("\n\n");
                rest = &rest[tag.len()..];
            }
            (Some(tag), Some(mark @ ("italic" | "bold" | "sup" | "sub"))) => {
                let mark = &mark[..if matches!(mark, "italic" | "bold") {
                    1
                } else {
                    3
                }];
                out.push_str(if tag.starts_with("</") { "</" } else { "<" });
                out.push_str(mark);
                out.push('>');
                rest = &rest[tag.len()..];
            }
            (Some(tag), _) if tag.contains("jats:") => rest = &rest[tag.len()..],
            _ => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn cleaned(mut name: Name) -> Name {
    for part in [
        &mut name.family,
        &mut name.given,
        &mut name.particle,
        &mut name.dropping_particle,
        &mut name.suffix,
        &mut name.literal,
    ] {
        *part = part
            .take()
            .map(|words| clean(&finish::without_entities(&words), Paragraphs::Join))
            .filter(|words| !words.is_empty());
    }
    name
}

/// Programs write empty dates for fields that nobody filled in.
fn is_empty_date(value: &Value) -> bool {
    match value {
        Value::Object(object) => object.iter().all(|(_, value)| is_empty_date(value)),
        Value::Array(list) => list.iter().all(is_empty_date),
        Value::String(text) => text.trim().is_empty(),
        Value::Null => true,
        _ => false,
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
