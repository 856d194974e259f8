//! PubMed's own form: `.nbib`, or `.txt` from "Save › Format: PubMed". From: the text of a file.
//! To: its publications, and a finding for each record that is not understood. Source:
//! MEDLINE/PubMed data element (field) descriptions.

use super::tagged::{self, LARGEST_RECORD, TaggedField, TaggedLine, TaggedRecord};
use super::{BibliographyFile, finish, language};
use crate::base::{Code, Fault, SourcePath, Span};
use crate::bibliography::item::name::is_suffix;
use crate::bibliography::item::{Item, ItemDate, ItemPlace, ItemType, Name, Paragraphs, clean};
use serde_json::Value;

/// Reads a file of PubMed's.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let (records, stray) = tagged::records(text, tag, |tag| tag == "PMID", |_| false);
    let mut reading = BibliographyFile::default();
    for line in stray {
        let fault = Fault::warning(
            Code::BrokenEntry,
            "this line belongs to no record, because there is no `PMID` line above it",
        )
        .at(Span::new(file, line))
        .help("a record starts with its number: `PMID- 24020949`");
        reading.faults.push(fault);
    }
    for record in records {
        let place = ItemPlace::new(file, text, record.range.clone());
        let problem = if record.range.len() > LARGEST_RECORD {
            Some("this record is longer than 1 MB, so it is left out")
        } else if record.tags.len() < 2 {
            Some("there is nothing in this record but its number, so it is left out")
        } else {
            None
        };
        if let Some(message) = problem {
            let fault = Fault::warning(Code::BrokenEntry, message).at(place.span);
            reading
                .faults
                .push(fault.help("save the record from PubMed again"));
            continue;
        }
        let mut item = item(&record, place);
        if let Some(fault) = unclear_date(&item, file) {
            reading.faults.push(fault);
        }
        item.place.key_made_up = true;
        reading.items.push(item);
    }
    reading
}

fn unclear_date(item: &Item, file: &SourcePath) -> Option<Fault> {
    let when = item.issued().filter(|when| !when.is_understood())?;
    let range = item.place.fields.get("issued")?.clone();
    let fault = Fault::warning(
        Code::UnclearField,
        format!("`{when}` is not understood as a date"),
    )
    .at(Span::new(file, range));
    Some(fault.help("write year, month and day: `DP  - 2014 Mar 5`"))
}

/// Four signs of tag, filled up with blanks, then `- `.
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

fn item(record: &TaggedRecord, place: ItemPlace) -> Item {
    let types: Vec<&str> = record.all("PT").map(|tagged| tagged.value.trim()).collect();
    let has = |wanted: &str| types.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let kind = match () {
        () if has("Book Chapter")
            || (record.first(&["BTI"]).is_some() && record.first(&["TI"]).is_some()) =>
        {
            ItemType::Chapter
        }
        () if has("Book") || has("Books") || record.first(&["BTI"]).is_some() => ItemType::Book,
        () if has("Preprint") => ItemType::Article,
        () if has("Newspaper Article") => ItemType::ArticleNewspaper,
        () if has("Dataset") => ItemType::Dataset,
        () => ItemType::ArticleJournal,
    };
    let mut item = Item::new("", kind, place);
    for (field, tags) in [
        ("title", &["TI", "BTI"][..]),
        ("container-title", &["JT", "BTI", "TA"]),
        ("container-title-short", &["TA"]),
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
        // PubMed ends every title with a full stop, and puts translated ones in brackets.
        let whole = title
            .strip_suffix('.')
            .filter(|title| !title.ends_with('.'))
            .unwrap_or(title);
        let bare = whole
            .strip_prefix('[')
            .and_then(|inner| inner.strip_suffix(']').or(inner.strip_suffix(".]")))
            .unwrap_or(whole);
        *title = bare.strip_suffix('.').unwrap_or(bare).to_owned();
    }
    people(&mut item, record);
    if let Some(tagged) = record.first(&["DP", "DEP"])
        && let Some(when) = ItemDate::from_text(&tagged.value)
    {
        item.dates.insert("issued".to_owned(), when);
        item.place
            .fields
            .insert("issued".to_owned(), tagged.range.clone());
    }
    identifiers(&mut item, record);
    rest(&mut item, record);
    item
}

fn copy(item: &mut Item, record: &TaggedRecord, field: &str, tags: &[&str]) {
    if let Some(tagged) = record.first(tags) {
        item.set_text(field, words(tagged));
        item.place
            .fields
            .entry(field.to_owned())
            .or_insert(tagged.range.clone());
    }
}

fn words(tagged: &TaggedField) -> String {
    clean(&finish::without_entities(&tagged.value), Paragraphs::Join)
}

/// Authors in full (`FAU`) or short (`AU`), each followed by what belongs to it; bodies (`CN`)
/// stand among them.
fn people(item: &mut Item, record: &TaggedRecord) {
    let mut authors: Vec<Name> = Vec::new();
    let mut editors: Vec<Name> = Vec::new();
    let full = record.all("FAU").next().is_some();
    for tagged in &record.tags {
        let text = words(tagged);
        match tagged.tag.as_str() {
            "FAU" => authors.extend(full_name(&text)),
            "AU" if !full => authors.extend(short_name(&text)),
            "CN" => authors.push(Name::body(text)),
            "FED" => editors.extend(full_name(&text)),
            "ED" if record.all("FED").next().is_none() => editors.extend(short_name(&text)),
            "AUID" => {
                if let (Some(author), Some(orcid)) =
                    (authors.last_mut(), text.strip_prefix("ORCID:"))
                {
                    author
                        .other
                        .insert("ORCID".to_owned(), Value::String(orcid.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    let place = |tags: &[&str]| record.first(tags).map(|tagged| tagged.range.clone());
    for (role, people, tags) in [
        ("author", authors, &["FAU", "AU", "CN"][..]),
        ("editor", editors, &["FED", "ED"]),
    ] {
        if !people.is_empty() {
            item.names.insert(role.to_owned(), people);
            item.place
                .fields
                .extend(place(tags).map(|range| (role.to_owned(), range)));
        }
    }
}

/// `King, Martin Luther Jr`.
fn full_name(text: &str) -> Option<Name> {
    let mut name = Name::from_text(text)?;
    if let Some((given, suffix)) = name
        .given
        .as_deref()
        .and_then(|given| given.rsplit_once(' '))
        .filter(|(_, last)| is_suffix(last))
    {
        (name.given, name.suffix) = (Some(given.to_owned()), Some(suffix.to_owned()));
    }
    Some(name)
}

/// `King ML Jr`.
fn short_name(text: &str) -> Option<Name> {
    let (bare, suffix) = text
        .rsplit_once(' ')
        .filter(|(_, last)| is_suffix(last))
        .map_or((text, None), |(bare, suffix)| (bare, Some(suffix)));
    let name = match bare.rsplit_once(' ') {
        Some((family, initials)) => Name::person(family, initials),
        None => Name::body(bare),
    };
    (!bare.is_empty()).then(|| Name {
        suffix: suffix.map(str::to_owned),
        ..name
    })
}

fn identifiers(item: &mut Item, record: &TaggedRecord) {
    for tag in ["LID", "AID"] {
        for tagged in record.all(tag) {
            let value = tagged.value.trim();
            if let Some(doi) = value.strip_suffix("[doi]") {
                item.set_text("DOI", doi.trim());
                item.place
                    .fields
                    .entry("DOI".to_owned())
                    .or_insert(tagged.range.clone());
            } else if let Some(article) = value
                .strip_suffix("[pii]")
                .map(str::trim)
                .filter(|_| tag == "LID" && record.first(&["PG"]).is_none())
            {
                // The number of an article that has no pages.
                item.set_text("page", article);
            }
        }
    }
    let serials: Vec<&TaggedField> = record.all("IS").collect();
    let preferred = ["(Linking)", "(Print)", "(Electronic)", ""];
    for wanted in preferred {
        if let Some(tagged) = serials.iter().find(|tagged| tagged.value.contains(wanted)) {
            item.set_text(
                "ISSN",
                tagged.value.split('(').next().unwrap_or_default().trim(),
            );
            item.place
                .fields
                .entry("ISSN".to_owned())
                .or_insert(tagged.range.clone());
        }
    }
    if let Some(tagged) = record.first(&["ISBN"]) {
        item.set_text(
            "ISBN",
            tagged.value.split('(').next().unwrap_or_default().trim(),
        );
        item.place
            .fields
            .entry("ISBN".to_owned())
            .or_insert(tagged.range.clone());
    }
}

fn rest(item: &mut Item, record: &TaggedRecord) {
    if let Some(tagged) = record.first(&["PG"]) {
        item.texts.remove("page");
        item.set_text("page", full_pages(&super::numbers::pages(&words(tagged))));
        item.place
            .fields
            .insert("page".to_owned(), tagged.range.clone());
    }
    if let Some(tagged) = record.first(&["AB"]) {
        item.set_text(
            "abstract",
            clean(&finish::without_entities(&tagged.value), Paragraphs::Keep),
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
        // For an article it is the country of the journal, which no style wants.
        copy(item, record, "publisher-place", &["PL"]);
    }
}

/// PubMed leaves out the digits that an end page shares with the start page: `234-40`.
fn full_pages(pages: &str) -> String {
    let Some((start, end)) = pages.split_once('-') else {
        return pages.to_owned();
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let letters = start.len()
        - start
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    if digits(&start[letters..]) && digits(end) && end.len() < start.len() - letters {
        return format!("{start}-{}{end}", &start[..start.len() - end.len()]);
    }
    pages.to_owned()
}

#[cfg(test)]
#[path = "nbib_tests.rs"]
mod tests;
