//! The fields of each form: those that are read, and those that are left out without a word,
//! because they are notes of programs, of libraries or of people to themselves. A field in neither
//! list is left out with a finding, so nothing is lost in silence. The guide lists what is left
//! out, and a test keeps it true.

mod bibtex;
mod others;

use super::item_format::ItemFormat;
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use bibtex::{BIBTEX_BEGINNINGS, BIBTEX_LEFT_OUT, BIBTEX_READ};
use others::{JSON_LEFT_OUT, NBIB_LEFT_OUT, NBIB_READ};
pub(super) use others::{RIS_LEFT_OUT, RIS_READ};
use std::collections::BTreeMap;
use std::ops::Range;

/// Returns the names that are read of a form and those that are left out without a word.
pub(super) fn names(format: ItemFormat) -> (&'static [&'static str], &'static [&'static str]) {
    match format {
        ItemFormat::Bibtex => (BIBTEX_READ, BIBTEX_LEFT_OUT),
        ItemFormat::Ris => (RIS_READ, RIS_LEFT_OUT),
        ItemFormat::Nbib => (NBIB_READ, NBIB_LEFT_OUT),
        ItemFormat::CslJson | ItemFormat::Yaml => (&[], JSON_LEFT_OUT),
    }
}

/// Reports whether a field is left out without a word.
pub(super) fn is_left_out(format: ItemFormat, name: &str) -> bool {
    let begins = |start: &&str| format == ItemFormat::Bibtex && name.starts_with(*start);
    names(format).1.binary_search(&name).is_ok() || BIBTEX_BEGINNINGS.iter().any(begins)
}

/// The fields of a file that are in neither list.
pub(super) struct UnknownFields {
    format: ItemFormat,
    /// Where each first stands, by name.
    found: BTreeMap<String, Range<usize>>,
}

impl UnknownFields {
    /// Makes an empty list for a form.
    pub(super) fn of(format: ItemFormat) -> Self {
        let found = BTreeMap::new();
        Self { format, found }
    }

    /// Notes a field, unless it is in one of the lists.
    pub(super) fn note(&mut self, name: &str, range: &Range<usize>) {
        let is_own = self.format == ItemFormat::Bibtex && name.starts_with("csl-");
        let is_known = is_own
            || names(self.format).0.binary_search(&name).is_ok()
            || is_left_out(self.format, name);
        if !is_known && !self.found.contains_key(name) {
            self.found.insert(name.to_owned(), range.clone());
        }
    }

    /// Reports all of them in one finding, at the first.
    pub(super) fn report(self, file: &SourcePath, faults: &mut Faults) {
        const MOST_SHOWN: usize = 5;
        let places = self.found.values();
        let Some(first) = places.min_by_key(|range| range.start).cloned() else {
            return;
        };
        let mut shown: Vec<String> = self.found.keys().map(|name| format!("`{name}`")).collect();
        let more = shown.split_off(shown.len().min(MOST_SHOWN));
        let list = match (more.len(), shown.split_last()) {
            (0, Some((last, []))) => last.clone(),
            (0, Some((last, others))) => format!("{} and {last}", others.join(", ")),
            (more, _) => format!("{} and {more} more", shown.join(", ")),
        };
        let message = match self.found.len() {
            1 => format!("{list} is no field that masthead knows, so it is left out"),
            _ => format!("{list} are no fields that masthead knows, so they are left out"),
        };
        let (read, _) = names(self.format);
        let meant = self.found.keys().find_map(|name| {
            let meant = nearest(name, read.iter().copied())?;
            Some(format!("did you mean `{meant}` instead of `{name}`?"))
        });
        let fault = Fault::warning(Code::UnclearField, message).at(Span::new(file, first));
        let help = "nothing is done with what is written there";
        let more = (!more.is_empty()).then(|| format!("the others are {}", more.join(", ")));
        faults.push(fault.help_if(meant).help_if(more).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::item::published::PUBLISHED;

    /// The guide to publications.
    const GUIDE: &str = include_str!("../../../docs/guide/publications.md");

    #[test]
    fn the_guide_lists_what_is_left_out_and_what_is_published() {
        let formats = [
            ItemFormat::Bibtex,
            ItemFormat::Ris,
            ItemFormat::Nbib,
            ItemFormat::CslJson,
        ];
        let left_out = formats.iter().flat_map(|format| names(*format).1);
        let all = left_out.chain(BIBTEX_BEGINNINGS).chain(&PUBLISHED);
        let missing: Vec<_> = all
            .filter(|name| !GUIDE.contains(&format!("`{name}`")))
            .collect();
        assert_eq!(missing, Vec::<&&str>::new());
    }

    #[test]
    fn the_lists_are_in_order_and_apart() {
        for format in [
            ItemFormat::Bibtex,
            ItemFormat::Ris,
            ItemFormat::Nbib,
            ItemFormat::CslJson,
        ] {
            let (read, left_out) = names(format);
            assert!(read.is_sorted() && left_out.is_sorted(), "{format:?}");
            assert!(
                read.iter().all(|name| !left_out.contains(name)),
                "{format:?}"
            );
        }
    }
}
