//! Finds what single references lack although their records have it and the style shows it: a year,
//! numbers, pages, authors and their initials, a publisher, a DOI, the words of a title.
//!
//! Which of them a style shows is taken from the other references of the same type: where nearly
//! all of many show a field, a reference without it has lost it.

use super::formatted::Formatted;
use super::losses::bare;
use super::request::Request;
use super::style::Style;
use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, Name};
use std::collections::BTreeMap;

/// The fewest references of a type that tell what a style shows.
const FEWEST: usize = 10;
/// The share of them that lack a field, one in so many, above which the style may mean it.
const MOST_LACKING: usize = 20;
/// The most findings of one list.
const MOST: usize = 5;

/// A part of a record that is looked for in its reference.
struct CheckedPart {
    field: &'static str,
    /// Its name for people.
    name: &'static str,
    /// Looks for the part in a reference, if the record has it.
    look: fn(&Item, &ShownReference) -> Option<Sighting>,
}

/// The parts that are looked for.
const PARTS: [CheckedPart; 14] = [
    part("issued", "year", |item, shown| {
        let year = item.issued()?.year().filter(|year| *year > 0)?;
        number(&year.to_string(), shown)
    }),
    part("volume", "volume", |item, shown| {
        number(item.text("volume")?, shown)
    }),
    part("issue", "issue", |item, shown| {
        number(item.text("issue")?, shown)
    }),
    part("number", "number", |item, shown| {
        number(item.text("number")?, shown)
    }),
    part("page", "first page", |item, shown| {
        number(pages(item)?.0, shown)
    }),
    part("page", "last page", last_page),
    part("title", "title", |item, shown| {
        longest_word(&item.plain("title")?, shown)
    }),
    part("container-title", "container", |item, shown| {
        longest_word(&item.plain("container-title")?, shown)
    }),
    part("publisher", "publisher", |item, shown| {
        longest_word(item.text("publisher")?, shown)
    }),
    part("publisher-place", "place", |item, shown| {
        let place = item.text("publisher-place")?;
        longest_word(place.split(',').next().unwrap_or_default(), shown)
    }),
    part("editor", "editor", |item, shown| {
        let editor = item.people("editor").first()?;
        let name = family(editor);
        Some(Sighting::of(shown.bare.contains(&bare(&name)), &name))
    }),
    part("author", "author", lost_author),
    part("author", "initial", lost_initial),
    part("DOI", "DOI", |item, shown| {
        let doi = item.text("DOI")?;
        Some(Sighting::of(shown.bare.contains(&bare(doi)), doi))
    }),
];

const fn part(
    field: &'static str,
    name: &'static str,
    look: fn(&Item, &ShownReference) -> Option<Sighting>,
) -> CheckedPart {
    CheckedPart { field, name, look }
}

/// Whether a reference shows what its record holds.
#[derive(Debug, PartialEq, Eq)]
enum Sighting {
    /// The reference shows it.
    Shown,
    /// The reference lacks this value of the record.
    Lost(String),
}

impl Sighting {
    fn of(is_shown: bool, value: &str) -> Self {
        if is_shown {
            Self::Shown
        } else {
            Self::Lost(value.to_owned())
        }
    }
}

/// The words of a reference, in the forms in which parts are looked for.
struct ShownReference {
    /// Its letters and figures.
    bare: String,
    /// Its words and numbers, without the letters before and behind figures.
    numbers: Vec<String>,
    /// Whether it says that there are more authors.
    is_shortened: bool,
    /// Whether dashes stand for the authors of the reference above.
    is_substituted: bool,
}

impl ShownReference {
    fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let shortened = [
            "et al",
            "…",
            "...",
            "& al",
            "u. a.",
            "and others",
            "et coll",
            "m.fl",
            "i sur",
        ];
        Self {
            bare: bare(text),
            numbers: numbers(text),
            is_substituted: text.trim_start().starts_with(['-', '–', '—', '―', '_']),
            is_shortened: shortened.iter().any(|words| lower.contains(words)),
        }
    }
}

/// Reports references that lack what others of their type show.
pub(super) fn report(
    request: &Request<'_>,
    style: &Style,
    formatted: &Formatted,
    findings: &mut Faults,
) {
    let mut by_type: BTreeMap<&str, Vec<(&Item, ShownReference)>> = BTreeMap::new();
    for reference in &formatted.references {
        if let Some(item) = request.items.get(reference.item)
            && !formatted.failed.contains(&reference.item)
        {
            let shown = ShownReference::new(&reference.body.text);
            by_type
                .entry(item.kind.name())
                .or_default()
                .push((item, shown));
        }
    }
    let mut count = 0;
    let types = by_type.values().filter(|all| all.len() >= FEWEST);
    for references in types {
        for part in &PARTS {
            for (item, value) in lacking(references, part) {
                count += 1;
                if count > MOST {
                    return;
                }
                let message = format!(
                    "the reference of `{}` lacks its {}, `{value}`, which the style `{}` shows \
                     for others",
                    item.key,
                    part.name,
                    style.name()
                );
                let at = item.span_of(part.field);
                let fault = Fault::warning(Code::CitationStyle, message).at(at);
                findings.push(fault.help("look at the record; or choose another style"));
            }
        }
    }
}

/// Returns the items whose references lack a part that nearly all others of the type show.
fn lacking<'i>(
    references: &[(&'i Item, ShownReference)],
    part: &CheckedPart,
) -> Vec<(&'i Item, String)> {
    let mut having = 0;
    let mut lacking = Vec::new();
    for (item, shown) in references {
        let Some(sighting) = (part.look)(item, shown) else {
            continue;
        };
        having += 1;
        if let Sighting::Lost(value) = sighting {
            lacking.push((*item, value));
        }
    }
    if having < FEWEST || lacking.len() * MOST_LACKING > having {
        lacking.clear();
    }
    lacking
}

/// Looks for the figures of a number, each by itself.
fn number(value: &str, shown: &ShownReference) -> Option<Sighting> {
    let wanted = numbers(value);
    if wanted.is_empty() {
        return None;
    }
    let is_shown = wanted.iter().all(|number| shown.numbers.contains(number));
    Some(Sighting::of(is_shown, value))
}

/// Returns the numbers of a text, and its words that hold no figure. Letters before and behind
/// figures do not count: `S12`, `2014a`.
fn numbers(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let numbers = words.map(|word| {
        let figures = word.trim_matches(|c: char| !c.is_numeric());
        bare(if figures.is_empty() { word } else { figures })
    });
    numbers.filter(|number| !number.is_empty()).collect()
}

/// Returns the first and the last page of a record.
fn pages(item: &Item) -> Option<(&str, Option<&str>)> {
    let pages = item.text("page")?;
    let first = pages.split(['-', ',', ' ', '&']).next()?;
    let is_number = first.bytes().all(|byte| byte.is_ascii_digit()) && !first.is_empty();
    let last = pages.split_once('-').map(|(_, last)| last);
    let is_last = |last: &&str| last.bytes().all(|byte| byte.is_ascii_digit()) && !last.is_empty();
    is_number.then_some((first, last.filter(is_last)))
}

/// Looks for the last page behind the first. Styles may leave out the figures that both begin with.
fn last_page(item: &Item, shown: &ShownReference) -> Option<Sighting> {
    let (first, last) = pages(item)?;
    let last = last?;
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b);
    let same = if first.len() == last.len() {
        same.count()
    } else {
        0
    };
    let is_shown = (0..=same.min(last.len() - 1))
        .any(|from| shown.bare.contains(&format!("{first}{}", &last[from..])));
    Some(Sighting::of(is_shown, last))
}

/// Looks for the longest word, which stays in whatever case and form a style writes the others.
fn longest_word(text: &str, shown: &ShownReference) -> Option<Sighting> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let longest = words.max_by_key(|word| word.chars().count())?;
    let wanted = bare(longest);
    if wanted.is_empty() {
        return None;
    }
    Some(Sighting::of(shown.bare.contains(&wanted), longest))
}

/// Returns the name by which a person is looked for.
fn family(name: &Name) -> String {
    name.family.clone().unwrap_or_else(|| name.family_name())
}

/// Looks for every author, unless the reference says that there are more.
fn lost_author(item: &Item, shown: &ShownReference) -> Option<Sighting> {
    let authors = item.people("author");
    if authors.len() < 2
        || shown.is_substituted
        || shown.is_shortened
        || authors.iter().any(Name::is_others)
    {
        return None;
    }
    let mut lost = authors.iter().map(family);
    let lost = lost.find(|name| !shown.bare.contains(&bare(name)));
    Some(lost.map_or(Sighting::Shown, Sighting::Lost))
}

/// Looks for the initial of the first author beside the family name, or for the whole given name.
fn lost_initial(item: &Item, shown: &ShownReference) -> Option<Sighting> {
    let author = item
        .people("author")
        .first()
        .filter(|_| !shown.is_substituted)?;
    let (family, given) = (author.family.as_deref()?, author.given.as_deref()?);
    let family = bare(family);
    let words = given.split([' ', '.', '-']).map(bare);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let initial = initials.chars().next().filter(|_| !family.is_empty())?;
    let forms = [
        format!("{family}{initial}"),
        format!("{initials}{family}"),
        format!("{initial}{family}"),
        format!("{}{family}", words.concat()),
    ];
    let particle = author.any_particle();
    let with_particle = particle.map(|particle| format!("{initials}{}{family}", bare(particle)));
    let suffix = author
        .suffix
        .as_deref()
        .map(|suffix| format!("{family}{}", bare(suffix)));
    let mut forms = forms.iter().chain(&with_particle).chain(&suffix);
    let is_shown = forms.any(|form| shown.bare.contains(form));
    Some(Sighting::of(is_shown, given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;
    use crate::bibliography::read::{ItemFormat, read};

    /// The names of the parts that are found lost when `lost` is taken out of one of 20 references
    /// and `other` stands in its place.
    fn found(lost: &str, other: &str) -> Vec<&'static str> {
        let entry = |number: usize| {
            format!(
                "@article{{a{number}, author = {{Ellis, Clare and Hodge, Ann}}, title = {{The \
                 <i>Gardens</i>}}, journal = {{Allotments}}, year = 2014, volume = {}, number = \
                 {{Q-{number}}}, pages = {{7{number}--7{number}9}}, doi = {{10.1000/x{}}}}}\n",
                number + 20,
                number + 500
            )
        };
        let text: String = (0..20).map(entry).collect();
        let file = SourcePath::new("a.bib");
        let items = read(&file, &text, Some(ItemFormat::Bibtex)).items;
        let written = items.iter().enumerate().map(|(number, item)| {
            let words = format!(
                "Ellis C, Hodge A. The Gardens. Allotments 2014; {}(Q-{number}): \
                 7{number}–7{number}9. 10.1000/x{}",
                number + 20,
                number + 500
            );
            let words = if number == 3 {
                words.replace(lost, other)
            } else {
                words
            };
            (item, ShownReference::new(&words))
        });
        let written: Vec<(&Item, ShownReference)> = written.collect();
        let parts = PARTS.iter().filter(|part| {
            let found = lacking(&written, part);
            assert!(found.iter().all(|(item, _)| item.key == "a3"));
            !found.is_empty()
        });
        parts.map(|part| part.name).collect()
    }

    #[test]
    fn a_part_that_one_reference_lacks_is_found() {
        for (lost, other, name) in [
            ("2014", "", "year"),
            ("2014", "2015", "year"),
            ("23(", "(", "volume"),
            ("Q-3", "Q-4", "issue"),
            ("73–739", "74–739", "first page"),
            ("73–739", "73", "last page"),
            ("Gardens", "", "title"),
            ("Allotments", "", "container"),
            (", Hodge A", "", "author"),
            ("Ellis C", "Ellis", "initial"),
            ("10.1000/x503", "", "DOI"),
        ] {
            assert!(found(lost, other).contains(&name), "{lost} {other} {name}");
        }
        for (lost, other) in [
            ("none", ""),
            ("Ellis C", "Clare Ellis"),
            (", Hodge A", ", et al"),
            ("2014", "2014a"),
        ] {
            assert_eq!(found(lost, other), Vec::<&str>::new(), "{lost} {other}");
        }
    }

    #[test]
    fn figures_that_both_pages_begin_with_may_be_left_out() {
        let text = "@article{a, title = {A}, pages = {234--240}}";
        let file = SourcePath::new("a.bib");
        let item = &read(&file, text, Some(ItemFormat::Bibtex)).items[0];
        for (shown, lost) in [("234–240", None), ("234–40", None), ("234–41", Some("240"))] {
            let shown = ShownReference::new(shown);
            let sighting = lost.map_or(Sighting::Shown, |lost| Sighting::Lost(lost.to_owned()));
            assert_eq!(last_page(item, &shown), Some(sighting));
        }
    }
}
