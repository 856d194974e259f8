//! Finds what single references lack although their records have it and the style shows it: a year,
//! a volume, a first page, the words of a title.
//!
//! Which of them a style shows is taken from the other references of the same type: where nearly
//! all of many show a field, a reference without it has lost it.

use super::formatted::Formatted;
use super::losses::bare;
use super::request::Request;
use super::style::Style;
use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::Item;
use std::collections::BTreeMap;

/// The fewest references of a type that tell what a style shows.
const FEWEST: usize = 10;
/// The share of them that lack a field, one in so many, above which the style may mean it.
const MOST_LACKING: usize = 20;
/// The most findings of one list.
const MOST: usize = 5;

/// Fields that are looked for, with their names for people.
const FIELDS: [(&str, &str); 4] = [
    ("issued", "year"),
    ("volume", "volume"),
    ("page", "first page"),
    ("title", "title"),
];

/// Reports references that lack what others of their type show.
pub(super) fn report(
    request: &Request<'_>,
    style: &Style,
    formatted: &Formatted,
    findings: &mut Faults,
) {
    let mut by_type: BTreeMap<&str, Vec<(&Item, String)>> = BTreeMap::new();
    for reference in &formatted.references {
        if let Some(item) = request.items.get(reference.item)
            && !formatted.failed.contains(&reference.item)
        {
            let shown = bare(&reference.body.text);
            by_type
                .entry(item.kind.name())
                .or_default()
                .push((item, shown));
        }
    }
    let mut count = 0;
    for references in by_type.values() {
        for (field, name) in FIELDS {
            for (item, value) in lacking(references, field) {
                count += 1;
                if count > MOST {
                    return;
                }
                let message = format!(
                    "the reference of `{}` lacks its {name}, `{value}`, which the style `{}` shows \
                     for others",
                    item.key,
                    style.name()
                );
                let fault = Fault::warning(Code::CitationStyle, message).at(item.span_of(field));
                findings.push(fault.help("look at the record; or choose another style"));
            }
        }
    }
}

/// Returns the items whose references lack a field that nearly all others of the type show.
fn lacking<'i>(references: &[(&'i Item, String)], field: &str) -> Vec<(&'i Item, String)> {
    let mut having = 0;
    let mut lacking = Vec::new();
    for (item, shown) in references {
        let Some(value) = wanted(item, field) else {
            continue;
        };
        having += 1;
        if !shown.contains(&bare(&value)) {
            lacking.push((*item, value));
        }
    }
    if having < FEWEST || lacking.len() * MOST_LACKING > having {
        lacking.clear();
    }
    lacking
}

/// Returns what a reference must hold of a field.
fn wanted(item: &Item, field: &str) -> Option<String> {
    let value = match field {
        "issued" => item.issued()?.year().filter(|year| *year > 0)?.to_string(),
        "page" => {
            let pages = item.text("page")?;
            let first = pages.split(['-', ',', ' ']).next()?;
            let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
            Some(first)
                .filter(|first| is_number && !first.is_empty())?
                .to_owned()
        }
        // The longest word of a title stays in whatever case and form the style writes it.
        "title" => {
            let title = item.text("title")?;
            let words = title.split(|c: char| !c.is_alphabetic());
            words.max_by_key(|word| word.chars().count())?.to_owned()
        }
        _ => item.text(field)?.to_owned(),
    };
    (!bare(&value).is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;
    use crate::bibliography::read::{ItemFormat, read};

    #[test]
    fn a_field_that_one_reference_lacks_is_found() {
        let entry = |number: usize| {
            format!(
                "@article{{a{number}, title = {{Gardens}}, year = 2014, volume = {}, pages = \
                 {{7{number}--90}}}}\n",
                number + 20
            )
        };
        let text: String = (0..20).map(entry).collect();
        let file = SourcePath::new("a.bib");
        let items = read(&file, &text, Some(ItemFormat::Bibtex)).items;
        let shown = |lost: &str| -> Vec<(&Item, String)> {
            let written = items.iter().enumerate().map(|(number, item)| {
                let words = format!("Gardens 2014, {}, 7{number}-90", number + 20);
                let words = if number == 3 {
                    words.replace(lost, "")
                } else {
                    words
                };
                (item, bare(&words))
            });
            written.collect()
        };
        for (field, lost) in [("volume", "23"), ("page", "73-90"), ("title", "Gardens")] {
            let found = lacking(&shown(lost), field);
            assert_eq!(found.len(), 1, "{field}");
            assert_eq!(found[0].0.key, "a3", "{field}");
            assert!(lacking(&shown("none"), field).is_empty(), "{field}");
        }
        assert_eq!(lacking(&shown("2014"), "issued").len(), 1);
        assert!(lacking(&shown("23")[..9], "volume").is_empty());
    }
}
