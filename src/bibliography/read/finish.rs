//! The last step of every reader, after which the same thing is written in one way wherever it came
//! from.
//!
//! This module takes publications as they are read. It brings identifiers into their usual form,
//! takes identifiers out of notes, and gives each publication a key.

use super::bibliography_file::BibliographyFile;
use super::entities::without_entities;
use super::invisible;
use super::markup::without_markup;
use crate::base::{Code, Fault};
use crate::bibliography::identifier;
use crate::bibliography::item::{Item, Name, Paragraphs, clean, rich, variable};
use crate::bibliography::key;

/// Finishes every publication of a file.
pub(super) fn finish(file: &mut BibliographyFile) {
    for item in &mut file.items {
        leave_markup_out(item);
        invisible::leave_out(item, &mut file.faults);
        take_identifiers_from_note(item);
        normalise_identifiers(item);
        take_identifiers_from_url(item);
        tidy(item);
    }
    keys(file);
}

/// Takes references to characters out of names and words, and elements of HTML and JATS out of the
/// words that may hold marks.
fn leave_markup_out(item: &mut Item) {
    let names = item.names.values_mut().flatten();
    for name in names {
        name.rewrite_parts(without_entities);
        if name.is_others() {
            *name = Name::body("others");
        }
    }
    for (field, words) in &mut item.texts {
        if variable::is_rich(field) && words.contains(['&', '<']) {
            let paragraphs = match field.as_str() {
                "abstract" => Paragraphs::Keep,
                // Each line of a note may hold an identifier, which is taken out later.
                "note" => {
                    *words = without_markup(words);
                    continue;
                }
                _ => Paragraphs::Join,
            };
            *words = clean(&without_markup(words), paragraphs);
        } else if words.contains('&') {
            *words = without_entities(words);
        }
    }
}

/// Takes identifiers out of the note. Zotero keeps those that it has no field for there, one
/// `NAME: value` a line.
fn take_identifiers_from_note(item: &mut Item) {
    let Some(note) = item.texts.remove("note") else {
        return;
    };
    let mut remarks = Vec::new();
    for line in note.split('\n') {
        match field_of_note(line) {
            Some((field @ ("PMID" | "PMCID"), value)) => {
                // BibTeX exports join the lines: `PMID: 1 PMCID: PMC2`.
                let (number, more) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
                item.set_text(field, number);
                let more = more.trim();
                let second = more
                    .split_once(':')
                    .and_then(|(name, value)| Some((variable::find(name.trim())?.0, value)));
                match second {
                    Some((field, value)) => {
                        let number = value.split_whitespace().next().unwrap_or_default();
                        item.set_text(field, number);
                    }
                    None if more.is_empty() => {}
                    None => remarks.push(more),
                }
            }
            Some((field, value)) => item.set_text(field, value),
            None => remarks.push(line),
        }
    }
    item.set_text("note", clean(&remarks.join("\n"), Paragraphs::Join));
}

/// Reads a line of a note as a field of CSL and its value. Names of identifiers may be spelt in any
/// way, those of other fields only exactly.
fn field_of_note(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let (name, value) = (name.trim(), value.trim());
    let (field, class) = variable::find(name)?;
    let is_identifier = matches!(field, "DOI" | "PMID" | "PMCID" | "ISSN" | "ISBN");
    let is_field = (is_identifier || name == field)
        && class == variable::Class::Text
        && field != "note"
        && !field.ends_with("title")
        && !value.is_empty();
    is_field.then_some((field, value))
}

/// A function that brings an identifier into its usual form.
type Normaliser = fn(&str) -> Option<String>;

/// Brings identifiers into their usual form.
fn normalise_identifiers(item: &mut Item) {
    let normal: [(&str, Normaliser); 4] = [
        ("DOI", identifier::doi),
        ("PMID", identifier::pmid),
        ("PMCID", identifier::pmcid),
        ("ISSN", identifier::issn),
    ];
    for (field, read) in normal {
        if let Some(words) = item.texts.get_mut(field)
            && let Some(found) = read(words)
            && !goes_on(words, &found)
        {
            *words = found;
        }
    }
}

/// Reports whether words stand behind an identifier in its field, which its usual form would lose.
fn goes_on(words: &str, found: &str) -> bool {
    let behind = words.split_once(found).map_or("", |(_, behind)| behind);
    let behind = behind.split(['[', '(']).next().unwrap_or_default();
    found.starts_with("10.") && behind.contains(char::is_alphanumeric)
}

/// Reads the identifier that an address leads to, and drops an address that says nothing more.
fn take_identifiers_from_url(item: &mut Item) {
    let Some(url) = item.text("URL").map(str::to_owned) else {
        return;
    };
    let of_ncbi: [(&str, &str, Normaliser); 2] = [
        ("PMID", "pubmed", identifier::pmid),
        ("PMCID", "/pmc", identifier::pmcid),
    ];
    for (field, path, read) in of_ncbi {
        if url.contains("ncbi.nlm.nih.gov")
            && url.contains(path)
            && let Some(number) = read(&url)
        {
            item.set_text(field, number);
        }
    }
    // EndNote writes `<Go to ISI>…` for the way back into the Web of Science.
    if url.starts_with("<Go to") {
        item.texts.remove("URL");
        return;
    }
    if !url.contains("doi.org/") {
        return;
    }
    if let Some(doi) = identifier::doi(&url) {
        match item.text("DOI") {
            // A reference should not show the same address twice.
            Some(known) if known.eq_ignore_ascii_case(&doi) => {
                item.texts.remove("URL");
            }
            Some(_) => {}
            None => {
                let place = item.place.fields.remove("URL");
                item.texts.remove("URL");
                item.texts.insert("DOI".to_owned(), doi);
                let place = place.map(|place| ("DOI".to_owned(), place));
                item.place.fields.extend(place);
            }
        }
    }
}

/// Writes marks in one way, and drops fields that say nothing.
fn tidy(item: &mut Item) {
    for (field, words) in &mut item.texts {
        if words.contains('<') && variable::is_rich(field) {
            *words = rich::canonical(words);
        }
    }
    item.texts.retain(|_, words| !words.trim().is_empty());
    item.names.retain(|_, people| !people.is_empty());
}

/// Gives a key such as `ellis2014` or `ellis2014b` to those that have none, and reports them where
/// their form should give them one.
fn keys(file: &mut BibliographyFile) {
    let mut taken = key::KeyRegistry::default();
    for item in file.items.iter().filter(|item| !item.key.is_empty()) {
        taken.take(&item.key);
    }
    for item in file.items.iter_mut().filter(|item| item.key.is_empty()) {
        item.key = taken.free(&key::made_up(item));
    }
    for at in std::mem::take(&mut file.keyless) {
        let item = &file.items[at];
        let fault = Fault::warning(
            Code::UnclearField,
            format!("this entry has no key; `{}` is used", item.key),
        )
        .at(item.place.span.clone())
        .help(format!(
            "type it after the opening brace, so that it stays the same: `{{{},`",
            item.key
        ));
        file.faults.push(fault);
    }
}
