//! What all readers do to a publication last, so that the same thing is written in one way wherever
//! it came from. From: publications as read. To: identifiers in their usual form, identifiers out
//! of notes, and a key for each.

use super::BibliographyFile;
use crate::base::{Code, Fault};
use crate::bibliography::identifier;
use crate::bibliography::item::{Item, Paragraphs, clean, rich, variable};
use crate::bibliography::key;

/// Finishes every publication of a file.
pub(super) fn finish(reading: &mut BibliographyFile) {
    for item in &mut reading.items {
        entities(item);
        notes(item);
        identifiers(item);
        canonical(item);
    }
    keys(reading);
}

/// Databases that write for the web leave `&amp;` in what they export.
fn entities(item: &mut Item) {
    let names = item.names.values_mut().flatten();
    let parts = names
        .flat_map(|name| [&mut name.family, &mut name.given, &mut name.literal])
        .filter_map(Option::as_mut);
    for words in item
        .texts
        .values_mut()
        .chain(parts)
        .filter(|words| words.contains('&'))
    {
        *words = without_entities(words);
    }
}

/// Zotero keeps identifiers that it has no field for in its notes, one `NAME: value` a line.
fn notes(item: &mut Item) {
    let Some(note) = item.texts.remove("note") else {
        return;
    };
    let mut rest = Vec::new();
    for line in note.split('\n') {
        let known = line.split_once(':').and_then(|(name, value)| {
            let name = name.trim();
            let (field, class) = variable::find(name)?;
            let exact =
                matches!(field, "DOI" | "PMID" | "PMCID" | "ISSN" | "ISBN") || name == field;
            (exact
                && class == variable::Class::Text
                && field != "note"
                && !field.ends_with("title")
                && !value.trim().is_empty())
            .then(|| (field, value.trim()))
        });
        match known {
            Some(("PMID" | "PMCID", value)) => {
                // A BibTeX export has put the lines together: `PMID: 1 PMCID: PMC2`.
                let (first, more) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
                identifier_of_note(
                    item,
                    line.split(':').next().unwrap_or_default().trim(),
                    first,
                );
                match more.split_once(':') {
                    Some((name, value)) if variable::find(name.trim()).is_some() => {
                        identifier_of_note(item, name.trim(), value.trim());
                    }
                    _ if more.trim().is_empty() => {}
                    _ => rest.push(more.trim()),
                }
            }
            Some((field, value)) => item.set_text(field, value),
            None => rest.push(line),
        }
    }
    item.set_text("note", clean(&rest.join("\n"), Paragraphs::Join));
}

fn identifier_of_note(item: &mut Item, name: &str, value: &str) {
    if let Some((field, _)) = variable::find(name) {
        item.set_text(field, value.split_whitespace().next().unwrap_or_default());
    }
}

/// The usual form of an identifier.
type Normaliser = fn(&str) -> Option<String>;

fn identifiers(item: &mut Item) {
    let normal: [(&str, Normaliser); 4] = [
        ("DOI", identifier::doi),
        ("PMID", identifier::pmid),
        ("PMCID", identifier::pmcid),
        ("ISSN", identifier::issn),
    ];
    for (field, read) in normal {
        if let Some(words) = item.texts.get_mut(field)
            && let Some(found) = read(words)
        {
            *words = found;
        }
    }
    for (field, host) in [("PMID", "pubmed"), ("PMCID", "/pmc")] {
        let found = item
            .text("URL")
            .filter(|url| url.contains("ncbi.nlm.nih.gov") && url.contains(host))
            .and_then(|url| match field {
                "PMID" => identifier::pmid(url),
                _ => identifier::pmcid(url),
            });
        if let Some(number) = found {
            item.set_text(field, number);
        }
    }
    // EndNote's way back into the Web of Science.
    if item
        .text("URL")
        .is_some_and(|url| url.starts_with("<Go to"))
    {
        item.texts.remove("URL");
    }
    let of_url = item
        .text("URL")
        .filter(|url| url.contains("doi.org/"))
        .and_then(identifier::doi);
    if let Some(doi) = of_url {
        match item.text("DOI") {
            // The same address twice in a reference helps nobody.
            Some(known) if known.eq_ignore_ascii_case(&doi) => {
                item.texts.remove("URL");
            }
            Some(_) => {}
            None => {
                let place = item.place.fields.remove("URL");
                item.texts.remove("URL");
                item.texts.insert("DOI".to_owned(), doi);
                item.place
                    .fields
                    .extend(place.map(|place| ("DOI".to_owned(), place)));
            }
        }
    }
}

/// Marks in one way of writing, and none where they have no place.
fn canonical(item: &mut Item) {
    for (field, words) in &mut item.texts {
        if words.contains('<') && variable::is_rich(field) {
            *words = rich::canonical(words);
        }
    }
    item.texts.retain(|_, words| !words.trim().is_empty());
    item.names.retain(|_, people| !people.is_empty());
}

/// A key for those that have none: `ellis2014`, `ellis2014b`.
fn keys(reading: &mut BibliographyFile) {
    let mut taken = key::KeyRegistry::default();
    for item in reading.items.iter().filter(|item| !item.key.is_empty()) {
        taken.take(&item.key);
    }
    for item in reading.items.iter_mut().filter(|item| item.key.is_empty()) {
        item.key = taken.free(&key::made_up(item));
    }
    for at in std::mem::take(&mut reading.keyless) {
        let item = &reading.items[at];
        let fault = Fault::warning(
            Code::UnclearField,
            format!("this entry has no key; `{}` is used", item.key),
        )
        .at(item.place.span.clone())
        .help(format!(
            "type it after the opening brace, so that it stays the same: `{{{},`",
            item.key
        ));
        reading.faults.push(fault);
    }
}

/// `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&#39;` and `&nbsp;` as the signs they stand for, even if
/// they were written twice over.
pub(super) fn without_entities(text: &str) -> String {
    const ENTITIES: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&#160;", "\u{a0}"),
    ];
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(c);
        if c == ';' {
            // What has just been decoded may be the end of another one: `&amp;lt;`.
            while let Some((entity, sign)) =
                ENTITIES.iter().find(|(entity, _)| out.ends_with(entity))
            {
                out.truncate(out.len() - entity.len());
                out.push_str(sign);
            }
        }
    }
    out
}
