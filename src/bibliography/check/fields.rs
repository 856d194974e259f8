//! Finds fields that a publication of its type should have and lacks.
//!
//! Source: what the styles of the CSL repository print for each type; biblatex's mandatory fields
//! agree with it.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, ItemType};

/// Reports the fields that a publication lacks.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    let missing = missing(item);
    let Some((field, _)) = missing.first() else {
        return;
    };
    let words: Vec<&str> = missing.iter().map(|(_, words)| *words).collect();
    let list = match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    let fields: Vec<String> = missing
        .iter()
        .map(|(field, _)| format!("`{field}`"))
        .collect();
    let help = if missing.len() == 1 && *field == "issued" {
        "add the year; if it is not out yet, write `in press` in its place".to_owned()
    } else {
        format!(
            "add {} ({} in CSL-JSON and YAML)",
            if missing.len() == 1 { "it" } else { "them" },
            fields.join(", ")
        )
    };
    let message = format!("the {} `{}` lacks {list}", item.kind.words(), item.key);
    findings.push(
        Fault::warning(Code::IncompletePublication, message)
            .at(item.place.span.clone())
            .help(help),
    );
}

/// A field that is missing, and the words that readers use for it.
type MissingField = (&'static str, &'static str);

/// Returns the fields that a publication of its type lacks.
fn missing(item: &Item) -> Vec<MissingField> {
    use ItemType as K;
    let mut missing: Vec<MissingField> = Vec::new();
    let is_named =
        has(item, "title") || (item.kind == K::Periodical && has(item, "container-title"));
    if !is_named {
        missing.push(("title", "a title"));
    }
    if item.makers().is_empty() && !is_anonymous(&item.kind) {
        missing.push(("author", "an author"));
    }
    if item.issued().is_none() && !matches!(item.kind, K::Webpage | K::Periodical | K::Other(_)) {
        missing.push(("issued", "a year"));
    }
    missing.extend(missing_container(item));
    missing.extend(missing_publisher(item));
    let is_online = matches!(item.kind, K::Webpage | K::Post | K::PostWeblog);
    if is_online && !has(item, "URL") && !has(item, "DOI") {
        missing.push(("URL", "its address"));
    }
    missing
}

/// Reports whether a publication has a field of words.
fn has(item: &Item, field: &str) -> bool {
    item.texts.contains_key(field)
}

/// Reports whether publications of a type often have no author.
fn is_anonymous(kind: &ItemType) -> bool {
    use ItemType as K;
    matches!(
        kind,
        K::Webpage
            | K::Legislation
            | K::LegalCase
            | K::Bill
            | K::Treaty
            | K::Regulation
            | K::Standard
            | K::Periodical
            | K::ArticleNewspaper
            | K::ArticleMagazine
            | K::Entry
            | K::EntryDictionary
            | K::EntryEncyclopedia
            | K::Map
            | K::Dataset
            | K::Document
            | K::Pamphlet
            | K::Event
            | K::Figure
            | K::Graphic
            | K::Broadcast
            | K::MotionPicture
            | K::Hearing
            | K::Software
    )
}

/// Returns the title of what a publication is part of, if it is missing.
fn missing_container(item: &Item) -> Option<MissingField> {
    use ItemType as K;
    if has(item, "container-title") {
        return None;
    }
    let words = match item.kind {
        K::ArticleJournal | K::Review | K::ReviewBook => "its journal",
        K::ArticleMagazine => "its magazine",
        K::ArticleNewspaper => "its newspaper",
        K::Chapter => "the title of its book",
        K::PaperConference if !has(item, "event-title") => "its proceedings or conference",
        _ => return None,
    };
    Some(("container-title", words))
}

/// Returns the publisher, if it is missing. A report by a body needs none.
fn missing_publisher(item: &Item) -> Option<MissingField> {
    use ItemType as K;
    if has(item, "publisher") {
        return None;
    }
    let words = match item.kind {
        K::Book | K::Chapter => "a publisher",
        K::Report if item.makers().iter().all(|name| name.literal.is_none()) => {
            "the body that published it"
        }
        K::Thesis => "its university",
        _ => return None,
    };
    Some(("publisher", words))
}
