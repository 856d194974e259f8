//! Writes RIS, as EndNote, Mendeley and Zotero read it. It has no room for some fields of CSL,
//! which are left out.

use crate::bibliography::item::{Item, ItemDate, ItemType, Name};

/// Writes one record.
pub(super) fn record(item: &Item) -> String {
    let mut out = format!("TY  - {}\n", type_of(&item.kind));
    for (tag, value) in tags(item) {
        out.push_str(&line(tag, &value));
    }
    out.push_str("ER  - \n");
    out
}

/// Writes one field of CSL as lines of a record.
pub(in super::super) fn field(item: &Item, name: &str) -> Option<String> {
    let lines: String = tags(&item.with_only(name))
        .iter()
        .map(|(tag, value)| line(tag, value))
        .collect();
    (!lines.is_empty()).then_some(lines)
}

/// Writes a line, or several where the words have paragraphs. None of them may look like a tag.
fn line(tag: &str, value: &str) -> String {
    let safe = value.lines().map(|line| {
        if line.get(2..5) == Some("  -") {
            line.replacen("  -", " -", 1)
        } else {
            line.to_owned()
        }
    });
    format!("{tag}  - {}\n", safe.collect::<Vec<_>>().join("\n"))
}

/// Returns the type of RIS for a type of CSL.
fn type_of(kind: &ItemType) -> &'static str {
    match kind {
        ItemType::Article => "UNPD",
        ItemType::ArticleJournal | ItemType::Review | ItemType::ReviewBook => "JOUR",
        ItemType::ArticleMagazine => "MGZN",
        ItemType::ArticleNewspaper => "NEWS",
        ItemType::Book | ItemType::Classic | ItemType::Collection => "BOOK",
        ItemType::Chapter | ItemType::Entry => "CHAP",
        ItemType::PaperConference => "CONF",
        ItemType::Report => "RPRT",
        ItemType::Thesis => "THES",
        ItemType::Webpage | ItemType::Post => "ELEC",
        ItemType::PostWeblog => "BLOG",
        ItemType::Manuscript => "UNPB",
        ItemType::Pamphlet => "PAMP",
        ItemType::Patent => "PAT",
        ItemType::Legislation | ItemType::Regulation | ItemType::Treaty => "STAT",
        ItemType::Bill => "BILL",
        ItemType::LegalCase => "CASE",
        ItemType::Hearing => "HEAR",
        ItemType::Map => "MAP",
        ItemType::MotionPicture | ItemType::Broadcast => "VIDEO",
        ItemType::Song => "SOUND",
        ItemType::MusicalScore => "MUSIC",
        ItemType::Speech => "SLIDE",
        ItemType::Software => "COMP",
        ItemType::Dataset => "DATA",
        ItemType::EntryEncyclopedia => "ENCYC",
        ItemType::EntryDictionary => "DICT",
        ItemType::Periodical => "JFULL",
        ItemType::PersonalCommunication => "PCOMM",
        ItemType::Graphic => "ART",
        ItemType::Figure => "FIGURE",
        ItemType::Standard => "STAND",
        _ => "GEN",
    }
}

/// A tag with its value.
type RisTag = (&'static str, String);

/// Returns the tags with their values, in the order in which EndNote writes them.
fn tags(item: &Item) -> Vec<RisTag> {
    let mut tags: Vec<RisTag> = Vec::new();
    people(item, &mut tags);
    titles(item, &mut tags);
    if let Some(when) = item.issued() {
        let year = when.year().map(|year| year.to_string());
        put(&mut tags, "PY", year.or_else(|| Some(when.to_string())));
        let has_month = when.from.is_some_and(|from| from.month.is_some());
        put(&mut tags, "DA", has_month.then(|| date(when)));
    }
    numbers(item, &mut tags);
    put(&mut tags, "SN", item.plain("ISBN"));
    put(&mut tags, "SN", item.plain("ISSN"));
    put(&mut tags, "DO", item.plain("DOI"));
    put(&mut tags, "UR", item.plain("URL"));
    put(&mut tags, "Y2", item.dates.get("accessed").map(date));
    publisher(item, &mut tags);
    put(&mut tags, "LA", item.plain("language"));
    let genre = item
        .plain("genre")
        .filter(|genre| item.kind != ItemType::ArticleJournal && !genre.contains("10."));
    put(&mut tags, "M3", genre);
    if let Some(number) = item.plain("PMID") {
        put(&mut tags, "DB", Some("PubMed".to_owned()));
        put(&mut tags, "AN", Some(number));
    }
    put(&mut tags, "C2", item.plain("PMCID"));
    put(&mut tags, "CN", item.plain("call-number"));
    keywords(item, &mut tags);
    put(&mut tags, "AB", item.plain("abstract"));
    put(&mut tags, "N1", item.plain("note"));
    let key = Some(item.key.clone()).filter(|key| !key.is_empty());
    put(&mut tags, "ID", key);
    tags
}

/// Adds a tag, if there is any value for it.
fn put(tags: &mut Vec<RisTag>, tag: &'static str, value: Option<String>) {
    tags.extend(value.map(|value| (tag, value)));
}

/// Adds the tags of people. RIS has no tag for some roles, which are left out.
fn people(item: &Item, tags: &mut Vec<RisTag>) {
    let is_part = matches!(
        item.kind,
        ItemType::Chapter
            | ItemType::PaperConference
            | ItemType::EntryEncyclopedia
            | ItemType::EntryDictionary
            | ItemType::ArticleJournal
            | ItemType::Periodical
            | ItemType::Entry
    );
    for (role, people) in &item.names {
        let tag = match role.as_str() {
            "author" => "AU",
            "editor" if is_part => "A2",
            "editor" => "ED",
            "collection-editor" if is_part => "A3",
            "collection-editor" if item.kind == ItemType::Book => "A2",
            "translator" => "A4",
            "contributor" if item.kind == ItemType::Thesis => "A2",
            _ => continue,
        };
        tags.extend(people.iter().map(|name| (tag, name_of(name))));
    }
}

/// Adds the tags of titles.
fn titles(item: &Item, tags: &mut Vec<RisTag>) {
    let is_whole = matches!(
        item.kind,
        ItemType::Book
            | ItemType::Periodical
            | ItemType::MotionPicture
            | ItemType::Report
            | ItemType::Thesis
            | ItemType::Song
    );
    put(tags, "TI", item.plain("title"));
    let container = if is_whole { "JF" } else { "T2" };
    put(tags, container, item.plain("container-title"));
    let short = item.plain("container-title-short");
    put(tags, "J2", short.filter(|_| item.kind.has_container()));
    put(tags, "T3", item.plain("collection-title"));
    put(tags, "ST", item.plain("title-short"));
}

/// Adds the tags of volume, number, edition and pages.
fn numbers(item: &Item, tags: &mut Vec<RisTag>) {
    let is_periodical = matches!(
        item.kind,
        ItemType::ArticleJournal
            | ItemType::ArticleMagazine
            | ItemType::ArticleNewspaper
            | ItemType::Periodical
            | ItemType::PaperConference
    );
    put(tags, "VL", item.plain("volume"));
    let number = if is_periodical { "issue" } else { "number" };
    put(tags, "IS", item.plain(number));
    put(tags, "ET", item.plain("edition").filter(|_| !is_periodical));
    put(tags, "NV", item.plain("number-of-volumes"));
    put(tags, "SE", item.plain("section"));
    let Some(pages) = item.plain("page") else {
        let length = item.plain("number-of-pages");
        put(tags, "SP", length.filter(|_| item.kind == ItemType::Book));
        return;
    };
    match pages.split_once('-') {
        Some((start, end)) if !end.contains(['-', ',']) && !start.contains(',') => {
            put(tags, "SP", Some(start.to_owned()));
            put(tags, "EP", Some(end.to_owned()));
        }
        _ => put(tags, "SP", Some(pages)),
    }
}

/// Adds the tags of the publisher and of a conference.
fn publisher(item: &Item, tags: &mut Vec<RisTag>) {
    put(tags, "PB", item.plain("publisher"));
    if item.kind == ItemType::PaperConference {
        put(tags, "CY", item.plain("event-place"));
        put(tags, "PP", item.plain("publisher-place"));
        put(tags, "C3", item.plain("event-title"));
    } else {
        put(tags, "CY", item.plain("publisher-place"));
    }
}

/// Adds a tag for each keyword.
fn keywords(item: &Item, tags: &mut Vec<RisTag>) {
    let keywords = item.plain("keyword").unwrap_or_default();
    let separator = if keywords.contains(';') { ';' } else { ',' };
    for keyword in keywords.split(separator).map(str::trim) {
        if !keyword.is_empty() {
            put(tags, "KW", Some(keyword.to_owned()));
        }
    }
}

/// Writes a name. A body ends with a comma, as EndNote marks it.
fn name_of(name: &Name) -> String {
    match &name.literal {
        Some(literal) => format!("{},", literal.replace(',', "")),
        None if name.given.is_none() && name.suffix.is_none() => format!("{},", name.family_name()),
        None => name.inverted(),
    }
}

/// Writes a date as `2014/03/05/`.
fn date(when: &ItemDate) -> String {
    match when.from {
        Some(from) => {
            let [month, day] = [from.month, from.day]
                .map(|part| part.map_or(String::new(), |part| format!("{part:02}")));
            format!("{:04}/{month}/{day}/", from.year)
        }
        None => when.to_string(),
    }
}
