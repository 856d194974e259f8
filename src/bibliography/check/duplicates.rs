//! The same publication twice.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, rich};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Fewest letters of a title that tell a publication from others together with year and author: not
/// "Editorial".
const FEWEST_LETTERS: usize = 12;

pub(super) fn check(items: &[Item], findings: &mut Faults) {
    for (first, again, why) in same_work(items) {
        let (first, again) = (&items[first], &items[again]);
        let message = if first.key == again.key {
            format!("`{}` is listed twice: {why}", again.key)
        } else {
            format!(
                "`{}` is the same publication as `{}`: {why}",
                again.key, first.key
            )
        };
        let fault =
            Fault::warning(Code::DuplicatePublication, message).at(again.place.span.clone());
        findings.push(
            fault
                .label(first.place.span.clone(), "it is listed here first")
                .help("delete one of the two; `masthead import` puts both together"),
        );
    }
}

/// Pairs of publications that are the same: the first of the pair stands first in the list. With
/// what makes them so.
pub(in super::super) fn same_work(items: &[Item]) -> Vec<(usize, usize, &'static str)> {
    let mut known: BTreeMap<(MatchReason, String), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let number = |field: &str| item.text(field).map(str::to_lowercase);
        let names = [
            (MatchReason::Doi, number("DOI")),
            (MatchReason::Pmid, number("PMID")),
            (MatchReason::Words, words(item)),
        ];
        let names: Vec<(MatchReason, String)> = names
            .into_iter()
            .filter_map(|(sort, name)| Some((sort, name?)))
            .collect();
        let found = names.iter().find_map(|name| {
            let first = *known.get(name)?;
            (name.0 != MatchReason::Words || !differ(&items[first], item))
                .then_some((first, name.0.why()))
        });
        match found {
            Some((first, why)) => pairs.push((first, at, why)),
            None => names.into_iter().for_each(|name| {
                known.entry(name).or_insert(at);
            }),
        }
    }
    pairs
}

/// By what two publications are found to be the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchReason {
    Doi,
    Pmid,
    Words,
}

impl MatchReason {
    fn why(self) -> &'static str {
        match self {
            Self::Doi => "both have the same DOI",
            Self::Pmid => "both have the same PubMed number",
            Self::Words => "title, year and first author are the same",
        }
    }
}

/// Whether two publications of the same words are two all the same: an article and its correction
/// have two DOIs.
fn differ(one: &Item, other: &Item) -> bool {
    ["DOI", "PMID"]
        .iter()
        .any(|field| match (one.text(field), other.text(field)) {
            (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
            _ => false,
        })
}

/// Title, year and first author, as far as they can be compared.
fn words(item: &Item) -> Option<String> {
    let title = letters(&item.text("title").map(rich::plain)?);
    let author = item
        .makers()
        .first()
        .map(|name| letters(name.family.as_deref().unwrap_or(&name.family_name())))
        .unwrap_or_default();
    let volume = [item.text("volume"), item.text("part-number")]
        .into_iter()
        .flatten()
        .filter(|_| !item.kind.has_container())
        .collect::<Vec<_>>()
        .join(" ");
    (title.len() >= FEWEST_LETTERS).then(|| {
        format!(
            "{title}|{author}|{}|{volume}",
            item.year().map(|year| year.to_string()).unwrap_or_default()
        )
    })
}

fn letters(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
