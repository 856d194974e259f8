//! The reader of PubMed's own form: `.nbib`, or `.txt` from "Save › Format: PubMed".
//!
//! It takes the text of a file and gives its publications, and a finding for each record that is
//! not understood. Source: MEDLINE/PubMed data element (field) descriptions.

mod people;

use super::bibliography_file::BibliographyFile;
use super::entities::without_entities;
use super::item_format::ItemFormat;
use super::left_out::UnknownFields;
use super::tagged::{self, LARGEST_RECORD, TaggedField, TaggedLine, TaggedRecord};
use super::{language, numbers};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::bibliography::item::{Item, ItemDate, ItemPlace, ItemType, Paragraphs, clean};

/// Reads a file in PubMed's form.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let (records, stray) = tagged::records(text, tag, |tag| tag == "PMID", |_| false);
    let mut result = BibliographyFile::default();
    let mut unknown = UnknownFields::of(ItemFormat::Nbib);
    for line in stray {
        let message = "this line belongs to no record, because there is no `PMID` line above it";
        let fault = Fault::warning(Code::BrokenEntry, message)
            .at(Span::new(file, line))
            .help("a record starts with its number: `PMID- 24020949`");
        result.faults.push(fault);
    }
    for record in records {
        let place = ItemPlace::new(file, text, record.range.clone());
        if let Some(message) = unreadable(&record) {
            let fault = Fault::warning(Code::BrokenEntry, message).at(place.span);
            let help = "save the record from PubMed again";
            result.faults.push(fault.help(help));
            continue;
        }
        for tagged in record.tags.iter().filter(|tagged| !tagged.value.is_empty()) {
            unknown.note(&tagged.tag, &tagged.range);
        }
        let mut item = item(&record, place);
        check_date(&item, file, &mut result.faults);
        report_doubled_tags(&record, file, &mut result.faults);
        item.place.key_made_up = true;
        result.items.push(item);
    }
    unknown.report(file, &mut result.faults);
    result
}

/// Returns why a record is left out, or `None` when it can be read.
fn unreadable(record: &TaggedRecord) -> Option<&'static str> {
    if record.range.len() > LARGEST_RECORD {
        return Some("this record is longer than 1 MB, so it is left out");
    }
    (record.tags.len() < 2)
        .then_some("there is nothing in this record but its number, so it is left out")
}

/// Reports a date of publication that is kept as words.
fn check_date(item: &Item, file: &SourcePath, faults: &mut Faults) {
    let (Some(when), Some(range)) = (item.issued(), item.place.fields.get("issued")) else {
        return;
    };
    if when.is_understood() || when.is_meant_as_words() {
        return;
    }
    let message = format!("`{when}` is not understood as a date");
    faults.push(
        Fault::warning(Code::UnclearField, message)
            .at(Span::new(file, range.clone()))
            .help("write year, month and day: `DP  - 2014 Mar 5`"),
    );
}

/// Reports a tag that stands twice with different words though a record has one at most.
fn report_doubled_tags(record: &TaggedRecord, file: &SourcePath, faults: &mut Faults) {
    for tag in ["TI", "BTI", "JT", "VI", "IP", "PG", "DP", "AB"] {
        let mut all = record.all(tag);
        let first = all.next().map(words);
        let Some(again) = all.find(|again| Some(words(again)) != first) else {
            continue;
        };
        let message = format!("`{tag}` stands twice in this record; the first one is shown");
        let fault = Fault::warning(Code::UnclearField, message)
            .at(Span::new(file, again.range.clone()))
            .help("delete one of the two; a publication begins with its number: `PMID- 24020949`");
        faults.push(fault);
    }
}

/// Reads the tag of a line: four characters, padded with spaces, and then `- `.
fn tag(line: &str) -> TaggedLine<'_> {
    let words = line.trim_start_matches('\u{feff}');
    let mark = words.len().min(4);
    let is_tag = words.as_bytes().get(4) == Some(&b'-')
        && words.is_char_boundary(mark)
        && words[..4]
            .trim_end()
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && words.as_bytes()[0].is_ascii_uppercase();
    if !is_tag {
        return TaggedLine::More;
    }
    let value = 5 + usize::from(words.as_bytes().get(5) == Some(&b' '));
    TaggedLine::Tag(words[..4].trim_end(), line.len() - words.len() + value)
}

/// Reports whether PubMed gives a record one of these types.
fn has_type(record: &TaggedRecord, names: &[&str]) -> bool {
    record.all("PT").any(|tagged| {
        let given = tagged.value.trim();
        names.iter().any(|name| name.eq_ignore_ascii_case(given))
    })
}

/// Returns the type of a publication, from PubMed's types and from the titles that it has.
fn kind(record: &TaggedRecord) -> ItemType {
    let in_book = record.first(&["BTI"]).is_some();
    if has_type(record, &["Book Chapter"]) || (in_book && record.first(&["TI"]).is_some()) {
        ItemType::Chapter
    } else if in_book || has_type(record, &["Book", "Books"]) {
        ItemType::Book
    } else if has_type(record, &["Preprint"]) {
        ItemType::Article
    } else if has_type(record, &["Newspaper Article"]) {
        ItemType::ArticleNewspaper
    } else if has_type(record, &["Dataset"]) {
        ItemType::Dataset
    } else {
        ItemType::ArticleJournal
    }
}

/// Turns a record into a publication.
fn item(record: &TaggedRecord, place: ItemPlace) -> Item {
    let mut item = Item::new("", kind(record), place);
    for (field, tags) in [
        ("title", &["TI", "BTI"][..]),
        ("container-title", &["JT", "BTI", "TA"]),
        ("container-title-short", &["TA"]),
        ("original-title", &["TT"]),
        ("collection-title", &["CTI"]),
        ("volume", &["VI"]),
        ("issue", &["IP"]),
        ("publisher", &["PB"]),
        ("edition", &["EN"]),
        ("PMID", &["PMID"]),
        ("PMCID", &["PMC"]),
    ] {
        copy(&mut item, record, field, tags);
    }
    if item.kind == ItemType::Book {
        item.texts.remove("container-title");
    }
    if item.text("container-title") == item.text("container-title-short") {
        item.texts.remove("container-title-short");
    }
    if let Some(title) = item.texts.get_mut("title") {
        *title = bare_title(title);
    }
    people::people(&mut item, record);
    if let Some(tagged) = record.first(&["DP", "DEP"])
        && let Some(when) = ItemDate::from_text(&tagged.value)
    {
        item.dates.insert("issued".to_owned(), when);
        item.place
            .fields
            .insert("issued".to_owned(), tagged.range.clone());
    }
    identifiers(&mut item, record);
    other_fields(&mut item, record);
    item
}

/// Takes off what PubMed adds to a title: a full stop at the end, and brackets around a
/// translation.
fn bare_title(title: &str) -> String {
    let whole = title
        .strip_suffix('.')
        .filter(|title| !title.ends_with('.'))
        .unwrap_or(title);
    let bare = whole
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']').or(inner.strip_suffix(".]")))
        .unwrap_or(whole);
    bare.strip_suffix('.').unwrap_or(bare).to_owned()
}

/// Sets a field from the first of these tags that holds words.
fn copy(item: &mut Item, record: &TaggedRecord, field: &str, tags: &[&str]) {
    if let Some(tagged) = record.first(tags) {
        set(item, field, words(tagged), tagged);
    }
}

/// Sets a field that is still empty, and remembers where its words stand.
fn set(item: &mut Item, field: &str, words: impl Into<String>, tagged: &TaggedField) {
    item.set_text(field, words);
    item.place
        .fields
        .entry(field.to_owned())
        .or_insert(tagged.range.clone());
}

/// Returns the value of a tag on one line.
fn words(tagged: &TaggedField) -> String {
    clean(&without_entities(&tagged.value), Paragraphs::Join)
}

/// Reads the DOI, the number of an article without pages, ISSN and ISBN.
fn identifiers(item: &mut Item, record: &TaggedRecord) {
    for tag in ["LID", "AID"] {
        for tagged in record.all(tag) {
            let value = tagged.value.trim();
            if let Some(doi) = value.strip_suffix("[doi]") {
                set(item, "DOI", doi.trim(), tagged);
            } else if let Some(article) = value
                .strip_suffix("[pii]")
                .map(str::trim)
                .filter(|_| tag == "LID" && record.first(&["PG"]).is_none())
            {
                item.set_text("page", article);
            }
        }
    }
    let serials: Vec<&TaggedField> = record.all("IS").collect();
    let preferred = ["(Linking)", "(Print)", "(Electronic)", ""];
    for wanted in preferred {
        if let Some(tagged) = serials.iter().find(|tagged| tagged.value.contains(wanted)) {
            set(item, "ISSN", without_remark(&tagged.value), tagged);
        }
    }
    if let Some(tagged) = record.first(&["ISBN"]) {
        set(item, "ISBN", without_remark(&tagged.value), tagged);
    }
}

/// Returns the number before a remark in brackets: `1351-0126 (Linking)`.
fn without_remark(number: &str) -> &str {
    number.split('(').next().unwrap_or_default().trim()
}

/// Reads pages, abstract, keywords, language, status and place.
fn other_fields(item: &mut Item, record: &TaggedRecord) {
    if let Some(tagged) = record.first(&["PG"]) {
        item.texts.remove("page");
        item.set_text("page", numbers::pages(&words(tagged)));
        item.place
            .fields
            .insert("page".to_owned(), tagged.range.clone());
    }
    if let Some(tagged) = record.first(&["AB"]) {
        item.set_text(
            "abstract",
            clean(&without_entities(&tagged.value), Paragraphs::Keep),
        );
        item.place
            .fields
            .insert("abstract".to_owned(), tagged.range.clone());
    }
    let keywords: Vec<String> = record
        .all("OT")
        .map(words)
        .map(|word| word.trim_start_matches('*').to_owned())
        .collect();
    let separator = if keywords.iter().any(|word| word.contains(',')) {
        "; "
    } else {
        ", "
    };
    item.set_text("keyword", keywords.join(separator));
    if let Some(tagged) = record.first(&["LA"]) {
        item.set_text("language", language::tag(&words(tagged)));
    }
    if record
        .first(&["PST"])
        .is_some_and(|status| status.value.trim() == "aheadofprint")
    {
        item.set_text("status", "advance online publication");
    }
    if item.kind != ItemType::ArticleJournal {
        // The place of an article is the country of its journal, which no style wants.
        copy(item, record, "publisher-place", &["PL"]);
    }
}

#[cfg(test)]
mod tests;
