//! The same publication twice.

use crate::base::{Code, Diagnostic};
use crate::bibliography::item::{Item, rich};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Fewest letters of a title that tell a publication from others together with year and author: not "Editorial".
const FEWEST_LETTERS: usize = 12;

pub(super) fn check(items: &[Item], findings: &mut Vec<Diagnostic>) {
    for (first, again, why) in same_work(items) {
        let (first, again) = (&items[first], &items[again]);
        let message = if first.key == again.key { format!("`{}` is listed twice: {why}", again.key) } else { format!("`{}` is the same publication as `{}`: {why}", again.key, first.key) };
        let fault = Diagnostic::warning(Code::DuplicatePublication, message).at(again.place.span.clone());
        findings.push(fault.label(first.place.span.clone(), "it is listed here first").help("delete one of the two; `masthead import` puts both together"));
    }
}

/// Pairs of publications that are the same: the first of the pair stands first in the list. With what makes them so.
pub(in super::super) fn same_work(items: &[Item]) -> Vec<(usize, usize, &'static str)> {
    let mut by_doi: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_words: BTreeMap<String, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let doi = item.text("DOI").map(str::to_lowercase);
        let words = words(item);
        let known = doi.as_ref().and_then(|doi| by_doi.get(doi)).map(|first| (*first, "both have the same DOI"));
        let known = known.or_else(|| {
            let first = *words.as_ref().and_then(|words| by_words.get(words))?;
            // Two DOIs are two publications, such as an article and its correction.
            let other = items[first].text("DOI").map(str::to_lowercase);
            (doi.is_none() || other.is_none() || doi == other).then_some((first, "title, year and first author are the same"))
        });
        match known {
            Some((first, why)) => pairs.push((first, at, why)),
            None => {
                doi.map(|doi| by_doi.entry(doi).or_insert(at));
                words.map(|words| by_words.entry(words).or_insert(at));
            }
        }
    }
    pairs
}

/// Title, year and first author, as far as they can be compared.
fn words(item: &Item) -> Option<String> {
    let title = letters(&item.text("title").map(rich::plain)?);
    let author = item.makers().first().map(|name| letters(name.family.as_deref().unwrap_or(&name.family_name()))).unwrap_or_default();
    let volume = [item.text("volume"), item.text("part-number")].into_iter().flatten().filter(|_| !item.kind.has_container()).collect::<Vec<_>>().join(" ");
    (title.len() >= FEWEST_LETTERS).then(|| format!("{title}|{author}|{}|{volume}", item.year().map(|year| year.to_string()).unwrap_or_default()))
}

fn letters(text: &str) -> String {
    text.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
