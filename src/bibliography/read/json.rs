//! The reader of CSL-JSON, as Zotero, Mendeley, JabRef and Crossref write it.
//!
//! It takes the text of a `.json` file and gives its publications, and a finding for each entry or
//! field that is not understood. Fields that CSL does not know are kept.

use super::bibliography_file::BibliographyFile;
use super::bibtex::several_names;
use super::entities::without_entities;
use super::item_format::ItemFormat;
use super::json_scan;
use super::left_out::UnknownFields;
use super::markup::without_markup;
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::bibliography::item::date::impossible_part;
use crate::bibliography::item::variable::{self, Class};
use crate::bibliography::item::{Item, ItemDate, ItemPlace, ItemType, Name, Paragraphs, clean};
use serde_json::{Map, Value};
use std::ops::Range;

/// The most bytes that one entry may have.
const LARGEST_ENTRY: usize = 1 << 20;

/// Reads a `.json` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let mut result = BibliographyFile::default();
    let entries = json_scan::entries(text);
    let mut unknown = UnknownFields::of(ItemFormat::CslJson);
    for range in entries.found {
        let item = entry(file, text, &range, &mut result.faults);
        for name in item.iter().flat_map(|item| item.other.keys()) {
            if variable::find(name).is_none() {
                let places = item.as_ref().and_then(|item| item.place.fields.get(name));
                unknown.note(name, places.unwrap_or(&range));
            }
        }
        result.items.extend(item);
    }
    unknown.report(file, &mut result.faults);
    if let Some(range) = entries.broken {
        result.faults.push(torn(file, text, &range));
    }
    result
}

/// Returns the fault of a stretch in which entries cannot be told apart.
fn torn(file: &SourcePath, text: &str, range: &Range<usize>) -> Fault {
    let first_line = text[range.clone()].lines().next().unwrap_or_default();
    let end = text.floor_char_boundary(range.start + first_line.len().min(80));
    Fault::warning(
        Code::BrokenEntry,
        "from here on, no entry can be told from the next, so the rest of the file is left out",
    )
    .at(Span::new(file, range.start..end))
    .help("a bracket or a quotation mark is missing; export the file again")
}

/// Reads the entry at `range`; an entry that cannot be read gives a fault instead.
fn entry(file: &SourcePath, text: &str, range: &Range<usize>, faults: &mut Faults) -> Option<Item> {
    let mut place = ItemPlace::new(file, text, range.clone());
    if range.len() > LARGEST_ENTRY {
        let fault = broken("this entry is longer than 1 MB", place.span);
        faults.push(fault.help("shorten its abstract or notes"));
        return None;
    }
    let source = text[range.clone()].trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    let object = match serde_json::from_str(source) {
        Ok(Value::Object(object)) => object,
        Ok(_) => {
            let fault = broken("this is no entry", place.span);
            faults.push(fault.help("an entry is `{ \"id\": …, \"type\": …, \"title\": … }`"));
            return None;
        }
        Err(error) => {
            let at = range.start + offset(source, error.line(), error.column());
            let at = text.floor_char_boundary(at.min(text.len()));
            let fault = broken(plain(&error), Span::new(file, at..at));
            let help = "fields are written `\"name\": \"words\",`; the last one has no comma";
            faults.push(fault.help(help));
            return None;
        }
    };
    place.insert = Some(range.start + 1);
    let mut doubled: Vec<(String, Range<usize>)> = Vec::new();
    for member in json_scan::members(text, range.clone()) {
        let name =
            variable::find(&member.name).map_or(member.name.clone(), |(name, _)| name.to_owned());
        let value = text.get(member.value.clone());
        let former = place.fields.insert(name, member.value.clone());
        if former.is_some_and(|former| text.get(former) != value) {
            doubled.push((member.name, member.value));
        }
    }
    for (name, range) in doubled {
        let message = format!("`{name}` stands twice in this entry, and the last one is shown");
        let fault = Fault::warning(Code::UnclearField, message).at(Span::new(file, range));
        faults.push(fault.help("delete one of the two"));
    }
    let (mut item, unclear) = item(&object, place);
    item.place.key_made_up = item.key.is_empty();
    faults.extend(unclear.into_iter().map(|problem| problem.into_fault(&item)));
    Some(item)
}

/// Returns the fault of an entry that is left out.
fn broken(message: &str, span: Span) -> Fault {
    let message = format!("{message}, so this entry is left out");
    Fault::warning(Code::BrokenEntry, message).at(span)
}

/// Returns the byte at a line and column, both of which `serde_json` counts from 1.
fn offset(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(source.len())
}

/// Returns what is wrong with an entry, in plain words.
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
    /// The field's name in CSL-JSON.
    pub(super) field: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// What to write instead.
    pub(super) help: String,
}

/// Help for whoever wrote a date that is not understood.
const DATE_HELP: &str =
    "write `{\"date-parts\": [[2014, 3, 5]]}`, or `{\"literal\": \"in press\"}`";

impl FieldProblem {
    /// Makes a problem of a field.
    fn new(field: &'static str, message: String, help: &str) -> Self {
        Self {
            field,
            message,
            help: help.to_owned(),
        }
    }

    /// Returns the fault to report, at the place of the field.
    pub(super) fn into_fault(self, item: &Item) -> Fault {
        Fault::warning(Code::UnclearField, self.message)
            .at(item.span_of(self.field))
            .help(self.help)
    }
}

/// Turns an object of CSL-JSON into a publication. The reader of YAML calls this too, since its
/// fields are the same.
pub(super) fn item(object: &Map<String, Value>, place: ItemPlace) -> (Item, Vec<FieldProblem>) {
    let mut item = Item::new("", ItemType::Document, place);
    let mut problems = Vec::new();
    for (name, value) in object {
        match (name.as_str(), variable::find(name)) {
            (_, _) if value.is_null() => {}
            ("id", _) => item.key = words(value).unwrap_or_default(),
            ("type", _) => {
                item.kind = ItemType::named(&words(value).unwrap_or_default());
                if let ItemType::Other(other) = &item.kind {
                    problems.push(unknown_type(other));
                }
            }
            (_, Some((field, Class::Text))) => {
                problems.extend(further_values(field, name, value));
                if let Some(words) = words(value) {
                    item.set_text(field, text(field, &words));
                } else {
                    item.other.insert(field.to_owned(), value.clone());
                    problems.push(FieldProblem::new(
                        field,
                        format!("`{name}` should be words or a number"),
                        "write it in one piece, in quotation marks",
                    ));
                }
            }
            (_, Some((field, Class::Names))) => {
                let (people, problem) = people(field, name, value);
                problems.extend(problem);
                item.names.entry(field.to_owned()).or_insert(people);
            }
            (_, Some((field, Class::Date))) => {
                if let Some(part) = impossible_part(value) {
                    let message = format!("`{part}` in `{name}` is no month or day, and left out");
                    problems.push(FieldProblem::new(field, message, DATE_HELP));
                }
                if let Some(when) = ItemDate::from_json(value) {
                    item.dates.insert(field.to_owned(), when);
                } else if !is_empty_date(value) {
                    let message = format!("`{name}` is not understood as a date");
                    problems.push(FieldProblem::new(field, message, DATE_HELP));
                }
            }
            (_, None) => {
                item.other.insert(name.clone(), value.clone());
            }
        }
    }
    take_crossref_fields(&mut item);
    // Zotero's addresses of its own items are no keys that anybody would cite.
    if item.key.contains("://") || item.key.is_empty() {
        item.key = item.texts.get("citation-key").cloned().unwrap_or_default();
    }
    if item.text("citation-key") == Some(item.key.as_str()) {
        item.texts.remove("citation-key");
    }
    (item, problems)
}

/// Puts what Crossref writes in fields of its own where CSL has it: the subtitle, and the number
/// that an article has instead of pages.
fn take_crossref_fields(item: &mut Item) {
    let mut take = |name: &str| item.other.remove(name).and_then(|value| words(&value));
    let (subtitle, number) = (take("subtitle"), take("article-number"));
    item.set_text(
        "page",
        number
            .map(|number| text("page", &number))
            .unwrap_or_default(),
    );
    let subtitle = subtitle
        .map(|words| text("title", &words))
        .unwrap_or_default();
    match item.texts.get_mut("title") {
        Some(title) if !subtitle.is_empty() && !title.contains(&subtitle) => {
            *title = format!("{title}: {subtitle}");
        }
        Some(_) => {}
        None => item.set_text("title", subtitle),
    }
}

/// Returns the problem of a type that CSL does not know.
fn unknown_type(other: &str) -> FieldProblem {
    let meant = nearest(other, ItemType::ALL.iter().map(ItemType::name))
        .map(|meant| format!("did you mean `{meant}`? "))
        .unwrap_or_default();
    FieldProblem::new(
        "type",
        format!("`{other}` is no type of publication in CSL"),
        &format!(
            "{meant}types are, for example, `article-journal`, `book`, `chapter`, `report` \
             and `webpage`"
        ),
    )
}

/// Reads the people of a field, and says when some of them are not understood. `name` is the
/// field's name as it is spelt in the file.
fn people(field: &'static str, name: &str, value: &Value) -> (Vec<Name>, Option<FieldProblem>) {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        single => std::slice::from_ref(single),
    };
    if let Some(people) = told_apart(list) {
        let message = format!("`{name}` has several names in one text");
        let help = "write a list, with each name in quotation marks of its own";
        let problem = FieldProblem::new(field, message, help);
        return (people.into_iter().map(cleaned).collect(), Some(problem));
    }
    let people: Vec<Name> = list
        .iter()
        .filter_map(Name::from_json)
        .map(cleaned)
        .filter(|name| name.family.is_some() || name.literal.is_some())
        .collect();
    let problem = (people.len() < list.len()).then(|| {
        FieldProblem::new(
            field,
            format!("a name in `{name}` is empty or not understood"),
            concat!(
                "write `{\"family\": \"Ellis\", \"given\": \"C.\"}`, ",
                "or `{\"literal\": \"NHS England\"}` for a body"
            ),
        )
    });
    (people, problem)
}

/// Returns the people of a list in which a text names several of them.
fn told_apart(list: &[Value]) -> Option<Vec<Name>> {
    let texts: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
    let whole = texts.unwrap_or_default().join(", ");
    if list.len() > 1 && (whole.contains(" and ") || whole.contains(" & ")) {
        // `[Bee, C. and Cat, D.]` is divided at its commas.
        let is_divided = list
            .iter()
            .any(|value| value.as_str().is_some_and(is_initials));
        return several_names(&whole).filter(|_| is_divided);
    }
    let mut people = Vec::new();
    let mut is_several = false;
    for value in list {
        let text = match value {
            // A list of texts may be one of family and given names.
            Value::String(text) if list.len() == 1 || text.contains([',', '&']) => Some(text),
            Value::Object(object) if object.len() == 1 => match object.values().next() {
                Some(Value::String(text)) => Some(text),
                _ => None,
            },
            _ => None,
        };
        let several = text.and_then(|text| several_names(text));
        is_several |= several.is_some();
        people.extend(several.unwrap_or_else(|| Name::from_json(value).into_iter().collect()));
    }
    is_several.then_some(people)
}

/// Reports whether a text is the initials of somebody: `C.`, `C. M.`
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=3).contains(&letters) && text.contains('.') && !text.contains(char::is_lowercase)
}

/// Returns the words of a text, a number or a truth value.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        // Crossref writes titles and ISSNs as lists.
        Value::Array(list) => match &list[..] {
            [] => Some(String::new()),
            [first, ..] => words(first),
        },
        _ => None,
    }
}

/// Returns the problem of a list of texts, of which only the first is read.
fn further_values(field: &'static str, name: &str, value: &Value) -> Option<FieldProblem> {
    let list = value.as_array().filter(|list| list.len() > 1)?;
    let says_more = list[1..].iter().any(|other| *other != list[0]);
    // Crossref lists the long and the short name of a journal, and all numbers.
    (says_more && field == "title").then(|| {
        let message = format!("`{name}` has several texts, and the first of them is shown");
        FieldProblem::new(
            field,
            message,
            "write one text, in one pair of quotation marks",
        )
    })
}

/// Returns the words of a field without entities, on one line unless its lines mean something.
fn text(field: &str, words: &str) -> String {
    let plain = without_entities(words);
    match field {
        // Each line of a note may hold an identifier, which is taken out later.
        "note" => plain,
        "abstract" => clean(&without_markup(words), Paragraphs::Keep),
        _ => clean(&plain, Paragraphs::Join),
    }
}

/// Returns a name whose parts are cleaned; a part that says nothing is left out.
fn cleaned(mut name: Name) -> Name {
    name.rewrite_parts(|words| clean(&without_entities(words), Paragraphs::Join));
    name
}

/// Reports whether a date says nothing, as programs write it for a field that nobody filled in.
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
mod tests;
