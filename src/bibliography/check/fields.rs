//! What a publication of its sort should say and does not. Source: what the styles of the CSL
//! repository print for each type; biblatex's mandatory fields agree with it.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, ItemType};

pub(super) fn check(item: &Item, findings: &mut Faults) {
    let missing: Vec<(&str, String)> = missing(item);
    let Some((field, _)) = missing.first() else {
        return;
    };
    let words: Vec<&str> = missing.iter().map(|(_, words)| words.as_str()).collect();
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

/// The fields that are missing, and what readers call them.
fn missing(item: &Item) -> Vec<(&'static str, String)> {
    use ItemType as K;
    let mut missing: Vec<(&str, String)> = Vec::new();
    let has = |field: &str| item.texts.contains_key(field);
    let named = has("title") || (item.kind == K::Periodical && has("container-title"));
    if !named {
        missing.push(("title", "a title".to_owned()));
    }
    let anonymous = matches!(
        item.kind,
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
    );
    if item.makers().is_empty() && !anonymous {
        missing.push(("author", "an author".to_owned()));
    }
    if item.issued().is_none() && !matches!(item.kind, K::Webpage | K::Periodical | K::Other(_)) {
        missing.push(("issued", "a year".to_owned()));
    }
    if !has("container-title") {
        match item.kind {
            K::ArticleJournal | K::Review | K::ReviewBook => {
                missing.push(("container-title", "its journal".to_owned()));
            }
            K::ArticleMagazine => missing.push(("container-title", "its magazine".to_owned())),
            K::ArticleNewspaper => missing.push(("container-title", "its newspaper".to_owned())),
            K::Chapter => missing.push(("container-title", "the title of its book".to_owned())),
            K::PaperConference if !has("event-title") => missing.push((
                "container-title",
                "its proceedings or conference".to_owned(),
            )),
            _ => {}
        }
    }
    if !has("publisher") {
        match item.kind {
            K::Book | K::Chapter => missing.push(("publisher", "a publisher".to_owned())),
            K::Report if item.makers().iter().all(|name| name.literal.is_none()) => {
                missing.push(("publisher", "the body that published it".to_owned()));
            }
            K::Thesis => missing.push(("publisher", "its university".to_owned())),
            _ => {}
        }
    }
    if matches!(item.kind, K::Webpage | K::Post | K::PostWeblog) && !has("URL") && !has("DOI") {
        missing.push(("URL", "its address".to_owned()));
    }
    missing
}
