//! Merges several files of publications into one, for `masthead import`. Takes the file that the
//! publications go into, as it stands, and the new publications; gives its new text, and what
//! changed.
//!
//! The text that is there is never rewritten: entries are added at its end, and fields that an
//! entry lacks are put in where a field may stand. So comments, order, spelling and every edit made
//! by hand stay as they are, and importing the same file again changes nothing.

mod edit;
#[cfg(test)]
mod tests;

use super::check::same_work;
use super::item::{Item, rich};
use super::key::KeyRegistry;
use super::read::{ItemFormat, read};
use super::write::{self, Audience};
use crate::base::SourcePath;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The result of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeResult {
    /// The new text of the file.
    pub text: String,
    /// The changes, in the order of the new publications.
    pub changes: Vec<Change>,
}

/// A change to the file, or the lack of one, for one new publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The publication is new in the file.
    Added {
        /// The publication's key.
        key: String,
        /// The key that the publication came with, if that was taken.
        instead_of: Option<String>,
    },
    /// The file has the publication, and lacked these fields.
    Filled {
        /// The publication's key in the file.
        key: String,
        /// The fields that were put in.
        fields: Vec<String>,
    },
    /// The file has the publication and says something else; the file was left as it is.
    Kept {
        /// The publication's key in the file.
        key: String,
        /// The field in which the two differ.
        field: String,
        /// The value in the file.
        ours: String,
        /// The value that came.
        theirs: String,
    },
    /// The file lacks fields, but there is no place to put them in.
    NotFilled {
        /// The publication's key in the file.
        key: String,
        /// The fields that are lacking.
        fields: Vec<String>,
    },
    /// The publication is new, but the file is broken in such a way that nothing can be added to it
    /// safely.
    NotAdded {
        /// The publication's key.
        key: String,
    },
    /// The file has the publication already, and all that came with it.
    Same {
        /// The publication's key in the file.
        key: String,
    },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added {
                key,
                instead_of: None,
            } => write!(f, "added `{key}`"),
            Self::Added {
                key,
                instead_of: Some(old),
            } => write!(f, "added `{key}` (its key `{old}` is taken)"),
            Self::Filled { key, fields } => write!(f, "put {} into `{key}`", fields.join(", ")),
            Self::Kept {
                key,
                field,
                ours,
                theirs,
            } => write!(f, "kept {field} of `{key}`: `{ours}`, not `{theirs}`"),
            Self::NotFilled { key, fields } => write!(
                f,
                "`{key}` lacks {}; type them in yourself",
                fields.join(", ")
            ),
            Self::NotAdded { key } => write!(f, "`{key}` is not added: mend the file first"),
            Self::Same { key } => write!(f, "`{key}` is there already"),
        }
    }
}

/// The fields that say nothing about the publication itself.
const NOT_MERGED: [&str; 4] = ["note", "annote", "citation-key", "accessed"];

/// Merges publications into the text of a file. Publications that cannot be read stay in the file
/// as they are.
#[must_use]
pub fn merge(file: &SourcePath, text: &str, format: ItemFormat, incoming: &[Item]) -> MergeResult {
    let ours = read(file, text, Some(format)).items;
    let mut all: Vec<Item> = ours.iter().chain(incoming).cloned().collect();
    let mut twins: BTreeMap<usize, usize> = same_work(&all)
        .into_iter()
        .map(|(first, again, _)| (again, first))
        .collect();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, item) in all.iter().enumerate() {
        let first = *known.entry(told(item)).or_insert(at);
        if first != at {
            let first = twins.get(&first).copied().unwrap_or(first);
            twins.entry(at).or_insert(first);
        }
    }
    let mut taken = KeyRegistry::default();
    for item in &ours {
        taken.take(&item.key);
    }
    let mut changes = Vec::new();
    let mut fills: Vec<(usize, BTreeSet<String>)> = Vec::new();
    let mut added: Vec<usize> = Vec::new();
    for at in ours.len()..all.len() {
        let Some(&first) = twins.get(&at) else {
            let old = all[at].key.clone();
            all[at].key = taken.free(&old);
            let instead_of =
                Some(old).filter(|old| *old != all[at].key && !all[at].place.key_made_up);
            changes.push(Change::Added {
                key: all[at].key.clone(),
                instead_of,
            });
            added.push(at);
            continue;
        };
        let (lacking, differing) = compare(&all[first], &all[at]);
        let key = all[first].key.clone();
        if lacking.is_empty() && differing.is_empty() {
            changes.push(Change::Same { key: key.clone() });
        }
        changes.extend(
            differing
                .into_iter()
                .map(|(field, ours, theirs)| Change::Kept {
                    key: key.clone(),
                    field,
                    ours,
                    theirs,
                }),
        );
        if !lacking.is_empty() {
            let other = all[at].clone();
            fill(&mut all[first], &other, &lacking);
            changes.push(Change::Filled {
                key,
                fields: lacking.clone(),
            });
            fills.push((first, lacking.into_iter().collect()));
        }
    }
    let fills: Vec<(&Item, BTreeSet<String>)> = fills
        .into_iter()
        .filter(|(at, _)| *at < ours.len())
        .map(|(at, fields)| (&all[at], fields))
        .collect();
    let added: Vec<&Item> = added.into_iter().map(|at| &all[at]).collect();
    written(file, text, format, &ours, &fills, &added, changes)
}

/// Writes the new text. A change that does not read back as it should is not made, because nothing
/// that stands in the file may be lost by an edit.
fn written(
    file: &SourcePath,
    text: &str,
    format: ItemFormat,
    ours: &[Item],
    fills: &[(&Item, BTreeSet<String>)],
    added: &[&Item],
    mut changes: Vec<Change>,
) -> MergeResult {
    let reads_well = |new: &str, fills: &[(&Item, BTreeSet<String>)]| {
        let items = read(file, new, Some(format)).items;
        let filled = fills.iter().all(|(item, fields)| {
            let there = |read: &Item, field: &str| {
                value(read, field).is_some() || !writable(item, field, format)
            };
            items
                .iter()
                .any(|read| read.key == item.key && fields.iter().all(|field| there(read, field)))
        });
        let kept = ours.iter().zip(&items).all(|(old, new)| {
            (old.key == new.key || old.place.key_made_up) && compare(new, old).0.is_empty()
        });
        // Other programs are less patient with JSON than the reader here.
        let sound = format != ItemFormat::CslJson
            || serde_json::from_str::<serde_json::Value>(new.trim_start_matches('\u{feff}'))
                .is_ok();
        sound && filled && kept && items.len() == ours.len() + added.len()
    };
    let appended = |text: &str| edit::append(text, format, ours, added);
    // Fields come last: entries stand further down once fields are put in above them, but none is
    // added before the last.
    let whole = edit::insert(&appended(text), format, fills);
    if reads_well(&whole, fills) {
        return MergeResult {
            text: whole,
            changes,
        };
    }
    for change in &mut changes {
        if let Change::Filled { key, fields } = change {
            *change = Change::NotFilled {
                key: key.clone(),
                fields: fields.clone(),
            };
        }
    }
    let whole = appended(text);
    if reads_well(&whole, &[]) {
        return MergeResult {
            text: whole,
            changes,
        };
    }
    for change in &mut changes {
        if let Change::Added { key, .. } = change {
            *change = Change::NotAdded { key: key.clone() };
        }
    }
    MergeResult {
        text: text.to_owned(),
        changes,
    }
}

/// Returns all that tells a publication from others. "Editorial" says too little to find duplicates
/// by, but here every field must agree.
fn told(item: &Item) -> String {
    const FIELDS: [&str; 9] = [
        "title",
        "container-title",
        "volume",
        "issue",
        "page",
        "number",
        "DOI",
        "PMID",
        "URL",
    ];
    let makers: Vec<String> = item
        .makers()
        .iter()
        .map(super::item::Name::inverted)
        .collect();
    let when = item.issued().map(ToString::to_string).unwrap_or_default();
    let fields: Vec<String> = FIELDS
        .iter()
        .map(|field| item.plain(field).unwrap_or_default())
        .collect();
    // Without a title, only the key tells the publication from others.
    let key = if fields[0].is_empty() {
        item.key.as_str()
    } else {
        ""
    };
    [
        item.kind.name(),
        key,
        &when,
        &makers.join(";"),
        &fields.join("\u{1}"),
    ]
    .join("\u{1}")
}

/// Reports whether a form has room for a field.
fn writable(item: &Item, field: &str, format: ItemFormat) -> bool {
    match format {
        ItemFormat::Bibtex => write::bibtex_field(item, field).is_some(),
        ItemFormat::Ris | ItemFormat::Nbib => write::ris_field(item, field).is_some(),
        ItemFormat::CslJson | ItemFormat::Yaml => true,
    }
}

/// Compares two publications. Returns what the first lacks, and where the two differ: field, first
/// value, second value.
fn compare(ours: &Item, theirs: &Item) -> (Vec<String>, Vec<(String, String, String)>) {
    let (mut lacking, mut differing) = (Vec::new(), Vec::new());
    let fields = theirs
        .texts
        .keys()
        .chain(theirs.names.keys())
        .chain(theirs.dates.keys());
    for field in fields.filter(|field| !NOT_MERGED.contains(&field.as_str())) {
        match (value(ours, field), value(theirs, field)) {
            (None, Some(_)) => lacking.push(field.clone()),
            (Some(one), Some(other)) if plain(field, &one) != plain(field, &other) => {
                differing.push((field.clone(), one, other));
            }
            _ => {}
        }
    }
    (lacking, differing)
}

/// Returns the value of a field in words.
fn value(item: &Item, field: &str) -> Option<String> {
    let people = || {
        item.names.get(field).map(|people| {
            people
                .iter()
                .map(super::item::Name::inverted)
                .collect::<Vec<_>>()
                .join("; ")
        })
    };
    let date = || item.dates.get(field).map(ToString::to_string);
    item.text(field)
        .map(rich::plain)
        .or_else(people)
        .or_else(date)
}

/// Returns the part of a value that counts in a comparison: without capitals, accents and
/// punctuation; of people the families, of dates the year, of long texts nothing.
fn plain(field: &str, value: &str) -> String {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    match field {
        "abstract"
        | "keyword"
        | "language"
        | "URL"
        | "ISSN"
        | "container-title-short"
        | "title-short" => String::new(),
        "issued" => value.chars().take(4).collect(),
        _ if super::item::variable::NAMES.contains(&field) => value
            .split("; ")
            .map(|name| letters(name.split(',').next().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join(";"),
        _ => letters(value),
    }
}

fn fill(ours: &mut Item, theirs: &Item, fields: &[String]) {
    for field in fields {
        ours.texts.extend(
            theirs
                .texts
                .get_key_value(field)
                .map(|(name, words)| (name.clone(), words.clone())),
        );
        ours.names.extend(
            theirs
                .names
                .get_key_value(field)
                .map(|(name, people)| (name.clone(), people.clone())),
        );
        ours.dates.extend(
            theirs
                .dates
                .get_key_value(field)
                .map(|(name, when)| (name.clone(), when.clone())),
        );
    }
}

/// Writes the whole of a new file.
fn fresh(added: &[&Item], format: ItemFormat) -> String {
    write::list(added.iter().copied(), format, Audience::Owner)
}
