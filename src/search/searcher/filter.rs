//! Narrows results to values that were chosen. From: the chosen values and the index. To: for each
//! group, which pages have one of them.

use super::files::IndexReader;
use super::request::{FIELDS, Filters};
use crate::search::storage::Corrupt;
use crate::search::words::{fold, words};
use std::collections::BTreeSet;

/// For each page, whether it has one of the values chosen in a group.
pub(super) type PageMask = Vec<bool>;

/// Returns the masks of the groups that something is chosen from.
pub(super) fn masks(files: &IndexReader<'_>, filters: &Filters) -> Result<Vec<PageMask>, Corrupt> {
    let mut masks = Vec::new();
    for field in FIELDS {
        let chosen: BTreeSet<String> = filters
            .values(field)
            .iter()
            .map(|value| label(value))
            .collect();
        if !chosen.is_empty() {
            masks.push(mask(files, field, &chosen)?);
        }
    }
    Ok(masks)
}

fn mask(
    files: &IndexReader<'_>,
    field: &str,
    chosen: &BTreeSet<String>,
) -> Result<PageMask, Corrupt> {
    let manifest = &files.manifest;
    if field == "year" {
        return Ok(year_mask(files, chosen));
    }
    let mut mask = vec![false; manifest.n];
    let Some(number) = manifest.groups.iter().position(|group| group == field) else {
        return Ok(mask);
    };
    for postings in files.facet(number)?.iter() {
        if chosen.contains(&label(&postings.term)) {
            for page in &postings.documents {
                mask[*page as usize] = true;
            }
        }
    }
    Ok(mask)
}

/// Returns the mask of years, which need no file: pages are numbered by date.
fn year_mask(files: &IndexReader<'_>, chosen: &BTreeSet<String>) -> PageMask {
    let (pages, years) = (files.manifest.n, &files.manifest.years);
    let mut mask = vec![false; pages];
    for (at, (year, first)) in years.iter().enumerate() {
        if !chosen.contains(&label(&year.to_string())) {
            continue;
        }
        let end = years.get(at + 1).map_or(pages, |(_, next)| *next as usize);
        for page in mask.iter_mut().take(end).skip(*first as usize) {
            *page = true;
        }
    }
    mask
}

/// Returns a value without case and accents, for comparing.
fn label(value: &str) -> String {
    let folded: Vec<String> = words(value)
        .map(|word| fold(&word.text))
        .filter(|word| !word.is_empty())
        .collect();
    if folded.is_empty() {
        value.to_owned()
    } else {
        folded.join(" ")
    }
}
