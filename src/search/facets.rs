//! The values that results can be filtered by. From: pages in order. To: for each group, its values
//! with the pages that have them, as a tinysearch index; years as the first page of each, because
//! pages are numbered by date.

use super::analyse::AnalysedPage;
use super::card::line;
use super::storage::Postings;
use std::collections::BTreeMap;

/// The groups that have a file, in the order of their files.
pub(super) const GROUPS: [&str; 3] = ["kind", "topic", "author"];

/// Finds the values of a group and their pages, in order. A group that no page has is empty.
pub(super) fn group(name: &str, pages: &[&AnalysedPage]) -> Vec<Postings> {
    let mut values: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (number, page) in (0_u32..).zip(pages) {
        let own: &[String] = match name {
            "kind" => std::slice::from_ref(&page.facts.kind),
            "topic" => &page.facts.topics,
            _ => &page.facts.authors,
        };
        for value in own {
            let numbers = values.entry(line(value)).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    values.remove("");
    values
        .into_iter()
        .map(|(term, documents)| Postings { term, documents })
        .collect()
}

/// Finds each year that has pages, and its first page. Pages without a date come before all years.
pub(super) fn years(pages: &[&AnalysedPage]) -> Vec<(i16, u32)> {
    let mut years: Vec<(i16, u32)> = Vec::new();
    for (number, page) in (0_u32..).zip(pages) {
        if let Some(date) = page.facts.date
            && years.last().is_none_or(|(year, _)| *year != date.year())
        {
            years.push((date.year(), number));
        }
    }
    years
}
