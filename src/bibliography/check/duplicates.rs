//! Finds publications that are listed twice.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, rich};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The fewest letters of a title that, with year and author, tell a publication from others;
/// "Editorial" does not.
const FEWEST_LETTERS: usize = 12;

/// Reports publications that are listed twice.
pub(super) fn check(items: &[Item], findings: &mut Faults) {
    for pair in same_work(items) {
        let (first, again) = (&items[pair.first], &items[pair.again]);
        let why = pair.reason.why();
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

/// A pair of publications that are the same, by their indices in the list.
pub(in super::super) struct DuplicatePair {
    /// The publication that is listed first.
    pub(in super::super) first: usize,
    /// The publication that is listed again.
    pub(in super::super) again: usize,
    /// The property that the two have in common.
    reason: MatchReason,
}

/// Finds pairs of publications that are the same, in the order in which they are listed again.
pub(in super::super) fn same_work(items: &[Item]) -> Vec<DuplicatePair> {
    let mut known: BTreeMap<(MatchReason, String), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let names = [
            (MatchReason::Doi, item.text("DOI").map(str::to_lowercase)),
            (MatchReason::Pmid, item.text("PMID").map(str::to_lowercase)),
            (MatchReason::Words, words(item)),
        ];
        let names: Vec<(MatchReason, String)> = names
            .into_iter()
            .filter_map(|(sort, name)| Some((sort, name?)))
            .collect();
        let pair = names.iter().find_map(|name| {
            let first = *known.get(name)?;
            let is_same = name.0 != MatchReason::Words || !differ(&items[first], item);
            is_same.then_some(DuplicatePair {
                first,
                again: at,
                reason: name.0,
            })
        });
        if pair.is_none() {
            for name in names {
                known.entry(name).or_insert(at);
            }
        }
        pairs.extend(pair);
    }
    pairs
}

/// The property by which two publications are recognised as the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchReason {
    /// The DOI.
    Doi,
    /// The number of PubMed.
    Pmid,
    /// Title, year and first author.
    Words,
}

impl MatchReason {
    /// Returns the reason in words, for messages.
    fn why(self) -> &'static str {
        match self {
            Self::Doi => "both have the same DOI",
            Self::Pmid => "both have the same PubMed number",
            Self::Words => "title, year and first author are the same",
        }
    }
}

/// Reports whether two publications with the same title, year and author are different ones, as an
/// article and its correction are, which have DOIs of their own.
fn differ(one: &Item, other: &Item) -> bool {
    ["DOI", "PMID"]
        .iter()
        .any(|field| match (one.text(field), other.text(field)) {
            (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
            _ => false,
        })
}

/// Returns title, year and first author in a form that can be compared, or `None` when the title is
/// too short to tell publications apart.
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

/// Returns the letters and figures of a text, in small letters and without accents.
fn letters(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
