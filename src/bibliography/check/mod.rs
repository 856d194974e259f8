//! Checks of what a librarian would notice in a list of publications.
//!
//! This module takes all publications of a site, in the order of their files, and gives findings
//! with their lines. It looks nothing up, so a DOI of the right form may still lead nowhere.

mod capitals;
mod duplicates;
mod fields;
mod identifiers;
mod keys;
mod namesakes;
mod nothing;
mod people;
mod ranges;

pub use keys::distinct_keys;

use super::item::Item;
use crate::base::Faults;

/// Checks publications for wrong identifiers, missing fields, titles in capitals and duplicates.
#[must_use]
pub fn check(items: &[Item]) -> Faults {
    let mut findings = Faults::new();
    for item in items {
        identifiers::check(item, &mut findings);
        fields::check(item, &mut findings);
        capitals::check(item, &mut findings);
        ranges::check(item, &mut findings);
        people::check(item, &mut findings);
        nothing::check(item, &mut findings);
    }
    duplicates::check(items, &mut findings);
    namesakes::check(items, &mut findings);
    findings
}

pub(super) use duplicates::same_work;

#[cfg(test)]
mod tests;
