//! Turns a publication into the form that hayagriva takes.
//!
//! This module takes an [`Item`] and gives hayagriva's item, written so that it comes out right.
//! hayagriva 0.10 has some peculiarities with CSL-JSON:
//!
//! - It panics at a span of dates and drops words in the place of a date, so `tree` puts both in
//!   afterwards.
//! - It divides family names at words in lower case (`García y Vega`), takes `Di` for a particle in
//!   `Di Cosmo`, and reads `J.R.` and `JR` as one initial, so names are rewritten.
//! - It takes seconds over ten thousand authors, so they are cut off.

use super::marks::{self, SPACE};
use super::numbers;
use crate::bibliography::item::name::joined_particle;
use crate::bibliography::item::{Item, ItemDate, Name, variable};
use hayagriva::citationberg::json::{
    DateValue, Item as CslItem, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use std::collections::BTreeMap;

/// The most people of one field. Styles print far fewer, and a thousand names in a reference help
/// nobody.
pub(super) const MOST_PEOPLE: usize = 100;

/// The years that stand for words in the place of dates, such as "in press". They come after all
/// others, as publications that are not out yet do, and each of them means other words, so that two
/// publications of different words need no letters.
#[derive(Debug, Default)]
pub(super) struct WordYears {
    /// The words, each with its year.
    years: BTreeMap<String, i16>,
}

impl WordYears {
    /// The year of the first words.
    const LAST: i16 = 9999;

    /// Gives a year to the words of publications.
    pub(super) fn of(items: &[&Item]) -> Self {
        let mut years = BTreeMap::new();
        let dates = items.iter().flat_map(|item| item.dates.values());
        for words in dates.filter_map(words) {
            let count = i16::try_from(years.len()).unwrap_or(Self::LAST);
            // Years of four figures suffice for thousands of words.
            let year = Self::LAST - count.min(5000);
            years.entry(words.to_lowercase()).or_insert(year);
        }
        Self { years }
    }

    /// Returns the year that stands for the words in the place of a date, and the words.
    pub(super) fn year<'d>(&self, when: &'d ItemDate) -> Option<(i16, &'d str)> {
        let words = words(when)?;
        let year = self.years.get(&words.to_lowercase())?;
        Some((*year, words))
    }
}

/// Returns the words in the place of a date. Styles have words of their own for a missing date.
fn words(when: &ItemDate) -> Option<&str> {
    let words = when.literal.as_deref().filter(|_| when.from.is_none())?;
    (!is_no_date(words)).then_some(words)
}

/// Fields that no style prints, and that would only cost time.
const LEFT_OUT: [&str; 6] = [
    "abstract",
    "annote",
    "keyword",
    "citation-key",
    "citation-number",
    "year-suffix",
];

/// Fields whose words a style may write in other capitals, and which hold no marks.
const WORDS: [&str; 14] = [
    "archive",
    "archive-place",
    "authority",
    "division",
    "event-place",
    "genre",
    "jurisdiction",
    "medium",
    "original-publisher",
    "original-publisher-place",
    "publisher",
    "publisher-place",
    "reviewed-genre",
    "source",
];

/// Returns hayagriva's form of the publication at `index` of a request.
pub(super) fn csl(item: &Item, index: usize, word_years: &WordYears) -> CslItem {
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    // hayagriva compares items field by field in the order of names; this one tells them apart at
    // once.
    fields.insert(
        String::new(),
        Value::Number(i64::try_from(index).unwrap_or(i64::MAX)),
    );
    fields.insert("id".to_owned(), Value::String(index.to_string()));
    fields.insert(
        "type".to_owned(),
        Value::String(item.kind.name().to_owned()),
    );
    for (field, words) in &item.texts {
        if LEFT_OUT.contains(&field.as_str()) || variable::find(field).is_none() {
            continue;
        }
        let words = match field.as_str() {
            field if variable::is_rich(field) => marks::encode(words),
            field if numbers::is_number(field) => numbers::exact(words),
            field if WORDS.contains(&field) => marks::encode_plain(words),
            _ => words.clone(),
        };
        fields.insert(field.clone(), Value::String(words));
    }
    fields
        .entry("citation-label".to_owned())
        .or_insert_with(|| Value::String(label(item)));
    for (field, people) in &item.names {
        fields.insert(field.clone(), Value::Names(names(people)));
    }
    for (field, when) in &item.dates {
        if let Some(value) = date(when, word_years) {
            fields.insert(field.clone(), value);
        }
    }
    if item.text("URL").is_none() && item.text("DOI").is_none() {
        fields.remove("accessed");
    }
    CslItem(fields)
}

/// Returns hayagriva's form of the people of a field.
fn names(people: &[Name]) -> Vec<NameValue> {
    let mut names: Vec<NameValue> = people.iter().take(MOST_PEOPLE).map(name).collect();
    if people.len() > MOST_PEOPLE {
        names.push(name(&Name::body("others")));
    }
    names
}

/// Returns hayagriva's form of a name.
fn name(name: &Name) -> NameValue {
    if let Some(literal) = &name.literal {
        return NameValue::Literal(LiteralName {
            literal: literal.clone(),
        });
    }
    let family = name.family.clone().unwrap_or_default();
    let (particle, family) = match &name.particle {
        Some(particle) if particle.ends_with(['\'', '’', '-']) => {
            (None, joined_particle(particle, &family))
        }
        particle => (particle.clone(), family),
    };
    NameValue::Item(NameItem {
        family: one_word(&family),
        given: name.given.as_deref().map(spaced_initials),
        non_dropping_particle: particle,
        dropping_particle: name.dropping_particle.clone(),
        suffix: name.suffix.clone(),
        comma_suffix: None,
    })
}

/// Replaces the spaces of a family name, at which hayagriva would divide it: `García y Vega`.
fn one_word(family: &str) -> String {
    family.replace(' ', &SPACE.to_string())
}

/// Writes initials with full stops and spaces: `J. R.` for `J.R.` and `JR`.
fn spaced_initials(given: &str) -> String {
    let letters = given.chars().count();
    if (2..=4).contains(&letters) && given.chars().all(char::is_uppercase) {
        return given
            .chars()
            .map(|c| format!("{c}."))
            .collect::<Vec<_>>()
            .join(" ");
    }
    let mut out = String::with_capacity(given.len() + 4);
    let mut after_stop = false;
    for c in given.chars() {
        if after_stop && c.is_alphabetic() {
            out.push(' ');
        }
        after_stop = c == '.';
        out.push(c);
    }
    out
}

/// Returns hayagriva's form of a date.
fn date(when: &ItemDate, word_years: &WordYears) -> Option<Value> {
    let (parts, season) = match when.from {
        Some(from) => {
            let mut parts = vec![i16::try_from(from.year).ok()?];
            parts.extend(from.month.map(i16::from));
            parts.extend(from.day.map(i16::from));
            (parts, when.season.filter(|_| from.month.is_none()))
        }
        None => (vec![word_years.year(when)?.0], None),
    };
    Some(Value::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: season.map(|season| season.to_string()),
        circa: when.circa,
    }))
}

/// Reports whether words say that there is no date.
fn is_no_date(words: &str) -> bool {
    let plain: String = words
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    matches!(
        plain.as_str(),
        "nd" | "nodate" | "undated" | "sa" | "unknown"
    )
}

/// Makes the label of a publication, for styles that cite by labels: `Ell14`, `EH14`, `CFW+13`.
fn label(item: &Item) -> String {
    let families: Vec<String> = item
        .makers()
        .iter()
        .filter(|name| !name.is_others())
        .map(|name| name.family.clone().unwrap_or_else(|| name.family_name()))
        .collect();
    let names: String = match &families[..] {
        [] => {
            let title = item.plain("title").unwrap_or_default();
            title
                .chars()
                .filter(|c| c.is_alphanumeric())
                .take(3)
                .collect()
        }
        [family] => family.chars().take(3).collect(),
        several => {
            let initials = several
                .iter()
                .take(3)
                .filter_map(|family| family.chars().next());
            let more = (several.len() > 3).then_some('+');
            initials.chain(more).collect()
        }
    };
    match item.year() {
        Some(year) => format!("{names}{:02}", year.rem_euclid(100)),
        None => names,
    }
}
