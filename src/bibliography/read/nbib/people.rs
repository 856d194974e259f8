//! The authors and editors of a record of PubMed.
//!
//! PubMed gives a person in full (`FAU`, `FED`) and again in short (`AU`, `ED`); this module takes
//! the tags of a record and gives each person once.

use super::super::tagged::TaggedRecord;
use super::words;
use crate::base::slug;
use crate::bibliography::authors::given_names;
use crate::bibliography::item::name::is_suffix;
use crate::bibliography::item::{Item, Name};
use serde_json::Value;

/// Reads authors and editors. Each is followed by the tags that belong to them, and bodies (`CN`)
/// stand among them.
pub(super) fn people(item: &mut Item, record: &TaggedRecord) {
    let mut authors: Vec<Name> = Vec::new();
    let mut editors: Vec<Name> = Vec::new();
    let mut full_authors = full_names(record, "FAU");
    let mut full_editors = full_names(record, "FED");
    for tagged in &record.tags {
        let text = words(tagged);
        match tagged.tag.as_str() {
            "FAU" => authors.extend(full_name(&text)),
            "AU" => authors.extend(own_short_name(&text, &mut full_authors)),
            "CN" => authors.push(Name::body(text)),
            "FED" => editors.extend(full_name(&text)),
            "ED" => editors.extend(own_short_name(&text, &mut full_editors)),
            "AUID" => {
                if let (Some(author), Some(orcid)) =
                    (authors.last_mut(), text.strip_prefix("ORCID:"))
                {
                    let orcid = Value::String(orcid.trim().to_owned());
                    author.other.insert("ORCID".to_owned(), orcid);
                }
            }
            _ => {}
        }
    }
    for (role, people, tags) in [
        ("author", authors, &["FAU", "AU", "CN"][..]),
        ("editor", editors, &["FED", "ED"]),
    ] {
        if !people.is_empty() {
            item.names.insert(role.to_owned(), people);
            let place = record.first(tags).map(|tagged| tagged.range.clone());
            let place = place.map(|range| (role.to_owned(), range));
            item.place.fields.extend(place);
        }
    }
}

/// Returns the names in full under a tag.
fn full_names(record: &TaggedRecord, tag: &str) -> Vec<Name> {
    let all = record.all(tag);
    all.filter_map(|tagged| full_name(&words(tagged))).collect()
}

/// Reads a name such as `King, Martin Luther Jr`.
fn full_name(text: &str) -> Option<Name> {
    let mut name = Name::from_text(text)?;
    if let Some((given, suffix)) = name
        .given
        .as_deref()
        .and_then(|given| given.rsplit_once(' '))
        .filter(|(_, last)| is_suffix(last))
    {
        (name.given, name.suffix) = (Some(given.to_owned()), Some(suffix.to_owned()));
    }
    Some(name)
}

/// Reads a short name, unless it repeats one of these names in full, which is then taken out.
fn own_short_name(text: &str, full: &mut Vec<Name>) -> Option<Name> {
    let short = short_name(text)?;
    let repeated = full.iter().position(|full| repeats(&short, text, full));
    match repeated {
        Some(repeated) => {
            full.remove(repeated);
            None
        }
        None => Some(short),
    }
}

/// Reads a name such as `King ML Jr`.
fn short_name(text: &str) -> Option<Name> {
    let (bare, suffix) = text
        .rsplit_once(' ')
        .filter(|(_, last)| is_suffix(last))
        .map_or((text, None), |(bare, suffix)| (bare, Some(suffix)));
    let name = match bare.rsplit_once(' ') {
        Some((family, initials)) => Name::person(family, initials),
        None => Name::body(bare),
    };
    (!bare.is_empty()).then(|| Name {
        suffix: suffix.map(str::to_owned),
        ..name
    })
}

/// Reports whether a short name has the family name and the initials of a name in full.
fn repeats(short: &Name, text: &str, full: &Name) -> bool {
    let whole = slug(&full.family_name());
    if full.literal.is_some() {
        // A name in full without a comma may be that of a person, whose family name is unknown.
        let family = slug(&short.family_name());
        return whole == slug(text) || whole.split('-').any(|word| word == family);
    }
    let (short_initials, full_initials) = (initials(short), initials(full));
    let is_shorter = full_initials.starts_with(&short_initials);
    plain_family(short) == plain_family(full)
        && (is_shorter || short_initials.starts_with(&full_initials))
}

/// Returns a family name without accents, blanks and the letters that stand for accents.
fn plain_family(name: &Name) -> String {
    let plain = slug(&name.family_name()).replace('-', "");
    let spellings = [("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s")];
    spellings
        .iter()
        .fold(plain, |plain, (long, short)| plain.replace(long, short))
}

/// Returns the initials of a person.
fn initials(name: &Name) -> String {
    let given = given_names(name.given.as_deref().unwrap_or_default());
    let firsts = given.iter().filter_map(|word| word.chars().next());
    firsts.collect()
}
