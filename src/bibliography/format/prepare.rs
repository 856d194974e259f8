//! Turns an [`Item`] into hayagriva's item, in a form that comes out right, and says what has to be
//! put in afterwards.
//!
//! hayagriva 0.10 does the following with CSL-JSON, and this module does something about it:
//! - it ends the program at a span of dates, and drops words in the place of a date: they are put
//!   in afterwards (`dates`);
//! - it parts family names at words in lower case (`García y Vega`) and takes `Di` for a particle
//!   in `Di Cosmo`, and reads `J.R.` and `JR` as one initial;
//! - it would take seconds over ten thousand authors.

use super::marks::{self, SPACE};
use crate::bibliography::item::name::joined_particle;
use crate::bibliography::item::{Item, ItemDate, Name, variable};
use hayagriva::citationberg::json::{
    DateValue, Item as CslItem, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use std::collections::BTreeMap;

/// The largest number of people in one field. What styles print ends far below; a thousand names in
/// a reference help nobody.
pub(super) const MOST_PEOPLE: usize = 100;

/// The year that stands for words in the place of a date. It sorts after all others, as suits a
/// publication that is not out yet.
pub(super) const WORDS_YEAR: i16 = 9999;

/// The fields that no style prints and that would only cost time.
const LEFT_OUT: [&str; 6] = [
    "abstract",
    "annote",
    "keyword",
    "citation-key",
    "citation-number",
    "year-suffix",
];

/// Converts the publication at `index` of a request.
pub(super) fn csl(item: &Item, index: usize) -> CslItem {
    let mut fields: BTreeMap<String, Value> = BTreeMap::new();
    // hayagriva compares items as wholes, field by field in this order, so the first field tells
    // them apart at once.
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
        let words = if variable::is_rich(field) {
            marks::encode(words)
        } else {
            words.clone()
        };
        fields.insert(field.clone(), Value::String(words));
    }
    if let Some(title) = fields.get("container-title").cloned() {
        // Styles that abbreviate journals print the full name where there is no short one.
        fields
            .entry("container-title-short".to_owned())
            .or_insert(title);
    }
    fields
        .entry("citation-label".to_owned())
        .or_insert_with(|| Value::String(label(item)));
    for (field, people) in &item.names {
        fields.insert(field.clone(), Value::Names(names(people)));
    }
    for (field, when) in &item.dates {
        if let Some(value) = date(when) {
            fields.insert(field.clone(), value);
        }
    }
    if item.text("URL").is_none() && item.text("DOI").is_none() {
        fields.remove("accessed");
    }
    CslItem(fields)
}

fn names(people: &[Name]) -> Vec<NameValue> {
    let mut names: Vec<NameValue> = people.iter().take(MOST_PEOPLE).map(name).collect();
    if people.len() > MOST_PEOPLE {
        names.push(name(&Name::body("others")));
    }
    names
}

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

/// Returns a family name of several words with spaces that do not part it: `García y Vega`, `Di
/// Cosmo`.
fn one_word(family: &str) -> String {
    family.replace(' ', &SPACE.to_string())
}

/// Puts spaces between initials: `J.R.` and `JR` become `J. R.`
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

fn date(when: &ItemDate) -> Option<Value> {
    let (parts, season) = match (when.from, &when.literal) {
        (Some(from), _) => {
            let mut parts = vec![i16::try_from(from.year).ok()?];
            parts.extend(from.month.map(i16::from));
            parts.extend(from.day.map(i16::from));
            (parts, when.season.filter(|_| from.month.is_none()))
        }
        // Styles have words of their own for a missing date.
        (None, Some(words)) if is_no_date(words) => return None,
        (None, Some(_)) => (vec![WORDS_YEAR], None),
        (None, None) => return None,
    };
    Some(Value::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts)]),
        literal: None,
        season: season.map(|season| season.to_string()),
        circa: when.circa,
    }))
}

pub(super) fn is_no_date(words: &str) -> bool {
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

/// Makes the label of a publication for styles that cite by one: `Ell14`, `EH14`, `CFW+13`.
fn label(item: &Item) -> String {
    let families: Vec<String> = item
        .makers()
        .iter()
        .filter(|name| !name.is_others())
        .map(|name| name.family.clone().unwrap_or_else(|| name.family_name()))
        .collect();
    let start = |count: usize| {
        families
            .iter()
            .take(count)
            .filter_map(|family| family.chars().next())
            .collect::<String>()
    };
    let names = match families.len() {
        0 => item
            .plain("title")
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .take(3)
            .collect(),
        1 => families[0].chars().take(3).collect(),
        2 | 3 => start(3),
        _ => format!("{}+", start(3)),
    };
    match item.year() {
        Some(year) => format!("{names}{:02}", year.rem_euclid(100)),
        None => names,
    }
}
