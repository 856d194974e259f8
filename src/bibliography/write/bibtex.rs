//! Writes BibTeX, in the types and fields that every program knows, with those of BibLaTeX beside
//! them where BibTeX has none. Fields of CSL that neither has are written as `csl-…`: other
//! programs pass over them, and reading them back loses nothing.

use super::latex;
use crate::bibliography::item::name::joined_particle;
use crate::bibliography::item::{DateEnd, Item, ItemDate, ItemType, Name, variable};
use std::collections::BTreeMap;

/// Writes one entry.
pub(super) fn entry(item: &Item) -> String {
    let mut out = format!("@{}{{{},\n", entry_type(item), key(&item.key));
    for (name, value) in fields(item) {
        out.push_str(&format_field(&name, &value));
    }
    out.push_str("}\n");
    out
}

/// Writes one field of CSL as lines of an entry, each with its comma.
pub(in super::super) fn field(item: &Item, name: &str) -> Option<String> {
    let lines: String = fields(&item.with_only(name))
        .iter()
        .filter(|(name, _)| name != "entrysubtype")
        .map(|(name, value)| format_field(name, value))
        .collect();
    (!lines.is_empty()).then_some(lines)
}

/// Writes a field as a line.
fn format_field(name: &str, value: &str) -> String {
    format!("  {name} = {{{value}}},\n")
}

/// Returns a key without the signs that end or break one.
fn key(key: &str) -> String {
    let clean: String = key
        .chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() || ",{}()\"#%~\\='".contains(c) {
                '-'
            } else {
                c
            }
        })
        .collect();
    if clean.is_empty() {
        "publication".to_owned()
    } else {
        clean
    }
}

/// Returns the type of the entry.
fn entry_type(item: &Item) -> &'static str {
    match item.kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Article
        | ItemType::Review
        | ItemType::ReviewBook => "article",
        ItemType::Book | ItemType::Classic | ItemType::Collection => "book",
        ItemType::Chapter
        | ItemType::Entry
        | ItemType::EntryDictionary
        | ItemType::EntryEncyclopedia => "incollection",
        ItemType::PaperConference => "inproceedings",
        ItemType::Report | ItemType::Standard => "techreport",
        ItemType::Thesis => match item.text("genre") {
            Some("PhD thesis") => "phdthesis",
            Some("Master’s thesis") => "mastersthesis",
            _ => "thesis",
        },
        ItemType::Manuscript => "unpublished",
        ItemType::Pamphlet => "booklet",
        _ => "misc",
    }
}

/// Returns the type of a publication where the type of the entry and the other fields do not imply
/// it.
fn subtype(item: &Item) -> Option<&str> {
    let plain = match item.kind {
        ItemType::ArticleMagazine => return Some("magazine"),
        ItemType::ArticleNewspaper => return Some("newspaper"),
        ItemType::ArticleJournal => item.texts.contains_key("container-title") || !is_arxiv(item),
        ItemType::Webpage => item.texts.contains_key("URL"),
        ItemType::Document => !item.texts.contains_key("URL") && !is_arxiv(item),
        ItemType::Book
        | ItemType::Chapter
        | ItemType::PaperConference
        | ItemType::Report
        | ItemType::Thesis
        | ItemType::Manuscript
        | ItemType::Pamphlet => true,
        _ => false,
    };
    (!plain).then(|| item.kind.name())
}

/// Reports whether publications of a type are numbered by issues.
fn is_periodical(kind: &ItemType) -> bool {
    matches!(
        kind,
        ItemType::ArticleJournal
            | ItemType::ArticleMagazine
            | ItemType::ArticleNewspaper
            | ItemType::Periodical
            | ItemType::Review
            | ItemType::ReviewBook
            | ItemType::Article
    )
}

/// Reports whether a publication is in arXiv, and its address says nothing more.
fn is_arxiv(item: &Item) -> bool {
    let address = item
        .text("archive_location")
        .map(|number| format!("https://arxiv.org/abs/{number}"));
    item.text("archive") == Some("arXiv")
        && address.is_some()
        && item.text("URL") == address.as_deref()
}

/// A field of BibTeX with its value.
type BibtexField = (String, String);

/// Returns the fields with their values, in the order in which people read an entry.
fn fields(item: &Item) -> Vec<BibtexField> {
    let mut fields: Vec<BibtexField> = Vec::new();
    for (field, people) in order(&item.names, &["author", "editor", "translator"]) {
        let name = match field {
            "author" | "editor" | "translator" => field.to_owned(),
            "container-author" => "bookauthor".to_owned(),
            other => format!("csl-{other}"),
        };
        let people: Vec<String> = people.iter().map(name_of).collect();
        fields.push((name, people.join(" and ")));
    }
    for (field, words) in order(&item.texts, &super::csl_json::FIRST) {
        fields.extend(text(item, field, words));
    }
    for (field, when) in &item.dates {
        match field.as_str() {
            "issued" => issued(when, &mut fields),
            "accessed" => fields.push(("urldate".to_owned(), date(when))),
            "event-date" => fields.push(("eventdate".to_owned(), date(when))),
            "original-date" => fields.push(("origdate".to_owned(), date(when))),
            other => fields.push((format!("csl-{other}"), date(when))),
        }
    }
    let subtype = subtype(item).map(|subtype| ("entrysubtype".to_owned(), subtype.to_owned()));
    fields.extend(subtype);
    fields
}

/// Returns the entries of a map, those of `first` before the others.
fn order<'m, V>(map: &'m BTreeMap<String, V>, first: &[&str]) -> Vec<(&'m str, &'m V)> {
    let mut entries: Vec<(&str, &V)> = map
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    entries.sort_by_key(|(name, _)| {
        first
            .iter()
            .position(|one| one == name)
            .unwrap_or(first.len())
    });
    entries
}

/// The fields of CSL that have the same counterpart in BibTeX in every entry.
const COUNTERPARTS: [(&str, &str); 28] = [
    ("title", "title"),
    ("title-short", "shorttitle"),
    ("collection-title", "series"),
    ("volume", "volume"),
    ("edition", "edition"),
    ("version", "version"),
    ("section", "section"),
    ("abstract", "abstract"),
    ("note", "note"),
    ("annote", "annote"),
    ("language", "language"),
    ("medium", "medium"),
    ("license", "license"),
    ("number-of-volumes", "volumes"),
    ("part-number", "part"),
    ("chapter-number", "chapter"),
    ("supplement-number", "supplement"),
    ("number-of-pages", "pagetotal"),
    ("publisher-place", "address"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("original-title", "origtitle"),
    ("original-publisher", "origpublisher"),
    ("original-publisher-place", "origlocation"),
    ("keyword", "keywords"),
    ("status", "pubstate"),
    ("call-number", "lccn"),
    ("genre", "type"),
];

/// Returns the name and value of a field of words.
fn text(item: &Item, field: &str, words: &str) -> Option<BibtexField> {
    match field {
        // The type of the entry says it.
        "genre" if matches!(entry_type(item), "phdthesis" | "mastersthesis") => return None,
        "DOI" | "ISBN" | "ISSN" | "PMID" | "PMCID" | "URL" => {
            return Some((field.to_lowercase(), latex::verbatim(words)));
        }
        "archive" if is_arxiv(item) => {
            return Some(("archiveprefix".to_owned(), "arXiv".to_owned()));
        }
        "archive_location" if is_arxiv(item) => {
            return Some(("eprint".to_owned(), latex::verbatim(words)));
        }
        _ => {}
    }
    let counterpart = COUNTERPARTS.iter().find(|(name, _)| *name == field);
    let name = name_by_type(item, field, words).or(counterpart.map(|(_, name)| *name));
    let name = match name {
        Some(name) => name.to_owned(),
        None => format!("csl-{}", field.to_lowercase()),
    };
    let value = match field {
        "page" => latex::plain(words).replace('-', "--"),
        _ if variable::is_rich(field) => latex::rich(words),
        _ => latex::plain(words),
    };
    Some((name, value))
}

/// Returns the name of a field whose counterpart depends on the type of the publication.
fn name_by_type(item: &Item, field: &str, words: &str) -> Option<&'static str> {
    let kind = &item.kind;
    let entry_type = entry_type(item);
    let is_part = matches!(entry_type, "incollection" | "inproceedings");
    let has_volume_title = is_part && item.texts.contains_key("volume-title");
    let in_series = item.texts.contains_key("collection-title")
        && matches!(
            kind,
            ItemType::Book | ItemType::Chapter | ItemType::PaperConference | ItemType::Pamphlet
        );
    Some(match field {
        "container-title" if entry_type == "article" => "journal",
        "container-title" if has_volume_title => "maintitle",
        "container-title" if is_part => "booktitle",
        "container-title-short" if entry_type == "article" => "shortjournal",
        "volume-title" if has_volume_title && item.texts.contains_key("container-title") => {
            "booktitle"
        }
        "collection-number" if in_series => "number",
        "issue" if is_periodical(kind) => "number",
        "issue" => "issue",
        "number" if !is_periodical(kind) && !in_series => "number",
        "page" if *kind == ItemType::Book && !words.contains(['-', ',']) => "csl-page",
        "page" => "pages",
        "publisher" => match entry_type {
            "phdthesis" | "mastersthesis" | "thesis" => "school",
            "techreport" => "institution",
            _ => "publisher",
        },
        _ => return None,
    })
}

/// Writes a name.
fn name_of(name: &Name) -> String {
    if name.is_others() {
        return "others".to_owned();
    }
    if let Some(literal) = &name.literal {
        return format!("{{{}}}", latex::plain(literal));
    }
    let family = name.family.as_deref().unwrap_or_default();
    let particle = name.any_particle();
    let whole = match particle {
        Some(particle) if particle.starts_with(char::is_lowercase) => {
            guarded(&joined_particle(particle, family))
        }
        Some(particle) => format!("{{{}}} {}", latex::plain(particle), guarded(family)),
        None => guarded(family),
    };
    match (&name.suffix, &name.given) {
        (Some(suffix), Some(given)) => format!("{whole}, {}, {}", guarded(suffix), guarded(given)),
        (None, Some(given)) => format!("{whole}, {}", guarded(given)),
        (_, None) if family.contains(' ') && particle.is_none() => {
            format!("{{{}}}", latex::plain(family))
        }
        (_, None) => whole,
    }
}

/// Writes a part of a name, in braces where BibTeX would take it apart.
fn guarded(part: &str) -> String {
    let words = latex::plain(part);
    let has_separator = part.contains([',', '=', ';'])
        || part
            .to_lowercase()
            .split_whitespace()
            .any(|word| matches!(word, "and" | "&" | "und" | "et"));
    if has_separator {
        format!("{{{words}}}")
    } else {
        words
    }
}

/// Writes `year` and `month` for BibTeX, and `date` where they do not say everything.
fn issued(when: &ItemDate, fields: &mut Vec<BibtexField>) {
    let Some(from) = when.from else {
        let words = latex::plain(when.literal.as_deref().unwrap_or_default());
        fields.push(("year".to_owned(), words));
        return;
    };
    let plain_year = from.year >= 1000;
    if plain_year {
        fields.push(("year".to_owned(), from.year.to_string()));
    }
    if let Some(month) = from.month {
        fields.push(("month".to_owned(), month.to_string()));
    }
    let says_more =
        from.day.is_some() || when.until.is_some() || when.circa || when.season.is_some();
    if !plain_year || says_more {
        fields.push(("date".to_owned(), date(when)));
    }
}

/// Writes a date as EDTF, or its words.
fn date(when: &ItemDate) -> String {
    match when.until {
        // biblatex writes an open end as nothing.
        Some(DateEnd::Open) => when.to_string().trim_end_matches("..").to_owned(),
        _ if when.from.is_some() => when.to_string(),
        _ => latex::plain(&when.to_string()),
    }
}
