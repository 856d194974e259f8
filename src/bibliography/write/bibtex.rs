//! Writes BibTeX, in the types and fields that every program knows, with those of BibLaTeX beside
//! them where BibTeX has none. Fields of CSL that neither has are written as `csl-…`: other
//! programs pass over them, and reading them back loses nothing.

use super::latex;
use crate::bibliography::item::{DateEnd, Item, ItemDate, ItemType, Name, variable};

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
    let mut alone = Item::new(item.key.clone(), item.kind.clone(), item.place.clone());
    alone.texts.extend(
        item.texts
            .get_key_value(name)
            .map(|(name, words)| (name.clone(), words.clone())),
    );
    alone.names.extend(
        item.names
            .get_key_value(name)
            .map(|(name, people)| (name.clone(), people.clone())),
    );
    alone.dates.extend(
        item.dates
            .get_key_value(name)
            .map(|(name, when)| (name.clone(), when.clone())),
    );
    let lines: String = fields(&alone)
        .iter()
        .filter(|(name, _)| name != "entrysubtype")
        .map(|(name, value)| format_field(name, value))
        .collect();
    (!lines.is_empty()).then_some(lines)
}

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

fn is_arxiv(item: &Item) -> bool {
    let address = item
        .text("archive_location")
        .map(|number| format!("https://arxiv.org/abs/{number}"));
    item.text("archive") == Some("arXiv")
        && address.is_some()
        && item.text("URL") == address.as_deref()
}

/// Returns the fields with their values, in the order in which people read an entry.
fn fields(item: &Item) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    for (field, people) in order(&item.names, &["author", "editor", "translator"]) {
        let name = match field {
            "author" | "editor" | "translator" => field.to_owned(),
            "container-author" => "bookauthor".to_owned(),
            other => format!("csl-{other}"),
        };
        put(
            &name,
            people.iter().map(name_of).collect::<Vec<_>>().join(" and "),
        );
    }
    for (field, words) in order(&item.texts, &super::csl_json::FIRST) {
        if let Some((name, value)) = text(item, field, words) {
            put(&name, value);
        }
    }
    for (field, when) in &item.dates {
        match field.as_str() {
            "issued" => issued(when, &mut put),
            "accessed" => put("urldate", date(when)),
            "event-date" => put("eventdate", date(when)),
            "original-date" => put("origdate", date(when)),
            other => put(&format!("csl-{other}"), date(when)),
        }
    }
    if let Some(subtype) = subtype(item) {
        put("entrysubtype", subtype.to_owned());
    }
    fields
}

/// Returns the entries of a map, those of `first` before the others.
fn order<'m, V>(
    map: &'m std::collections::BTreeMap<String, V>,
    first: &[&str],
) -> Vec<(&'m str, &'m V)> {
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

/// Returns the name and value of a field of words.
fn text(item: &Item, field: &str, words: &str) -> Option<(String, String)> {
    let kind = &item.kind;
    let part = matches!(entry_type(item), "incollection" | "inproceedings");
    let numbered_series = item.texts.contains_key("collection-title")
        && matches!(
            kind,
            ItemType::Book | ItemType::Chapter | ItemType::PaperConference | ItemType::Pamphlet
        );
    let volume_title = part && item.texts.contains_key("volume-title");
    let name = match field {
        "title" => "title",
        "title-short" => "shorttitle",
        "container-title" if entry_type(item) == "article" => "journal",
        "container-title" if volume_title => "maintitle",
        "container-title" if part => "booktitle",
        "container-title-short" if entry_type(item) == "article" => "shortjournal",
        "volume-title" if volume_title && item.texts.contains_key("container-title") => "booktitle",
        "collection-title" => "series",
        "collection-number" if numbered_series => "number",
        "issue" if is_periodical(kind) => "number",
        "issue" => "issue",
        "number" if !is_periodical(kind) && !numbered_series => "number",
        "volume" | "edition" | "version" | "section" | "abstract" | "note" | "annote"
        | "language" | "medium" | "license" => field,
        "number-of-volumes" => "volumes",
        "part-number" => "part",
        "chapter-number" => "chapter",
        "supplement-number" => "supplement",
        "page" if *kind == ItemType::Book && !words.contains(['-', ',']) => "csl-page",
        "page" => "pages",
        "number-of-pages" => "pagetotal",
        "publisher" => match entry_type(item) {
            "phdthesis" | "mastersthesis" | "thesis" => "school",
            "techreport" => "institution",
            _ => "publisher",
        },
        "publisher-place" => "address",
        "event-title" => "eventtitle",
        "event-place" => "venue",
        "original-title" => "origtitle",
        "original-publisher" => "origpublisher",
        "original-publisher-place" => "origlocation",
        "keyword" => "keywords",
        "status" => "pubstate",
        "call-number" => "lccn",
        "genre" if matches!(entry_type(item), "phdthesis" | "mastersthesis") => return None,
        "genre" => "type",
        "DOI" | "ISBN" | "ISSN" | "PMID" | "PMCID" | "URL" => {
            return Some((field.to_lowercase(), latex::verbatim(words)));
        }
        "archive" if is_arxiv(item) => {
            return Some(("archiveprefix".to_owned(), "arXiv".to_owned()));
        }
        "archive_location" if is_arxiv(item) => {
            return Some(("eprint".to_owned(), latex::verbatim(words)));
        }
        _ => "",
    };
    let value = match field {
        "page" => latex::plain(words).replace('-', "--"),
        _ if variable::is_rich(field) => latex::rich(words),
        _ => latex::plain(words),
    };
    let name = if name.is_empty() {
        format!("csl-{}", field.to_lowercase())
    } else {
        name.to_owned()
    };
    Some((name, value))
}

fn name_of(name: &Name) -> String {
    if name.is_others() {
        return "others".to_owned();
    }
    let guarded = |text: &str| {
        let words = latex::plain(text);
        let breaks = text.contains([',', '='])
            || text
                .to_lowercase()
                .split_whitespace()
                .any(|word| word == "and")
            || text.contains(';');
        if breaks {
            format!("{{{words}}}")
        } else {
            words
        }
    };
    if let Some(literal) = &name.literal {
        return format!("{{{}}}", latex::plain(literal));
    }
    let family = name.family.as_deref().unwrap_or_default();
    let particle = name
        .particle
        .as_deref()
        .or(name.dropping_particle.as_deref());
    let whole = match particle {
        Some(particle) if particle.starts_with(char::is_lowercase) => {
            let family = crate::bibliography::item::name::joined_particle(particle, family);
            guarded(&family)
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

/// Writes `year` and `month` for BibTeX, and `date` where they do not say everything.
fn issued(when: &ItemDate, put: &mut impl FnMut(&str, String)) {
    let Some(from) = when.from else {
        put(
            "year",
            latex::plain(when.literal.as_deref().unwrap_or_default()),
        );
        return;
    };
    let plain_year = from.year >= 1000;
    if plain_year {
        put("year", from.year.to_string());
    }
    if let Some(month) = from.month {
        put("month", month.to_string());
    }
    if !plain_year
        || from.day.is_some()
        || when.until.is_some()
        || when.circa
        || when.season.is_some()
    {
        put("date", date(when));
    }
}

fn date(when: &ItemDate) -> String {
    match when.until {
        // biblatex writes an open end as nothing.
        Some(DateEnd::Open) => when.to_string().trim_end_matches("..").to_owned(),
        _ if when.from.is_some() => when.to_string(),
        _ => latex::plain(&when.to_string()),
    }
}
