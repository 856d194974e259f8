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
use super::item::{Item, Name, rich, variable};
use super::key::KeyRegistry;
use super::read::{ItemFormat, read};
use super::write;
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
    let twins = twins(&all);
    let mut taken = KeyRegistry::default();
    for item in &ours {
        taken.take(&item.key);
    }
    let mut changes = Vec::new();
    let mut fills: Vec<(usize, BTreeSet<String>)> = Vec::new();
    let mut added: Vec<usize> = Vec::new();
    for at in ours.len()..all.len() {
        if let Some(&first) = twins.get(&at) {
            let theirs = all[at].clone();
            let lacking = update(&mut all[first], &theirs, &mut changes);
            if !lacking.is_empty() && first < ours.len() {
                fills.push((first, lacking.into_iter().collect()));
            }
        } else {
            changes.push(add(&mut all[at], &mut taken));
            added.push(at);
        }
    }
    let edits = Edits {
        file,
        format,
        ours: &ours,
        added: added.into_iter().map(|at| &all[at]).collect(),
    };
    let fills: Vec<(&Item, BTreeSet<String>)> = fills
        .into_iter()
        .map(|(at, fields)| (&all[at], fields))
        .collect();
    edits.write(text, &fills, changes)
}

/// Finds publications that are the same as an earlier one: the index of each, and of the earlier
/// one.
fn twins(all: &[Item]) -> BTreeMap<usize, usize> {
    let mut twins: BTreeMap<usize, usize> = same_work(all)
        .into_iter()
        .map(|pair| (pair.again, pair.first))
        .collect();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (at, item) in all.iter().enumerate() {
        let first = *known.entry(told(item)).or_insert(at);
        if first != at {
            let first = twins.get(&first).copied().unwrap_or(first);
            twins.entry(at).or_insert(first);
        }
    }
    twins
}

/// Gives a new publication a key that is free, and returns the change.
fn add(item: &mut Item, taken: &mut KeyRegistry) -> Change {
    let old = std::mem::take(&mut item.key);
    item.key = taken.free(&old);
    Change::Added {
        key: item.key.clone(),
        instead_of: Some(old).filter(|old| *old != item.key && !item.place.key_made_up),
    }
}

/// Fills the fields that a publication lacks, and adds what changes and what stays. Returns the
/// fields that are filled.
fn update(ours: &mut Item, theirs: &Item, changes: &mut Vec<Change>) -> Vec<String> {
    let (lacking, differing) = compare(ours, theirs);
    let key = ours.key.clone();
    if lacking.is_empty() && differing.is_empty() {
        changes.push(Change::Same { key: key.clone() });
    }
    for difference in differing {
        changes.push(Change::Kept {
            key: key.clone(),
            field: difference.field,
            ours: difference.ours,
            theirs: difference.theirs,
        });
    }
    if !lacking.is_empty() {
        for field in &lacking {
            ours.copy_field(field, theirs);
        }
        changes.push(Change::Filled {
            key,
            fields: lacking.clone(),
        });
    }
    lacking
}

/// The edits of a file.
struct Edits<'e> {
    /// The file.
    file: &'e SourcePath,
    /// The form of the file.
    format: ItemFormat,
    /// The publications of the file as it stands.
    ours: &'e [Item],
    /// The publications that are added.
    added: Vec<&'e Item>,
}

impl Edits<'_> {
    /// Writes the new text. A change that does not read back as it should is not made, because
    /// nothing that stands in the file may be lost by an edit.
    fn write(
        &self,
        text: &str,
        fills: &[(&Item, BTreeSet<String>)],
        mut changes: Vec<Change>,
    ) -> MergeResult {
        let appended = edit::append(text, self.format, self.ours, &self.added);
        // Fields are put in above the entries that are added, so their places still hold.
        let filled = edit::insert(&appended, self.format, fills);
        if self.reads_well(&filled, fills) {
            return MergeResult {
                text: filled,
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
        if self.reads_well(&appended, &[]) {
            return MergeResult {
                text: appended,
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

    /// Reports whether a new text has all publications of the file, those that are added, and the
    /// fields that are filled.
    fn reads_well(&self, text: &str, fills: &[(&Item, BTreeSet<String>)]) -> bool {
        // Other programs are less patient with JSON than the reader here.
        if self.format == ItemFormat::CslJson
            && serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}'))
                .is_err()
        {
            return false;
        }
        let items = read(self.file, text, Some(self.format)).items;
        let filled = fills.iter().all(|(item, fields)| {
            items
                .iter()
                .any(|read| read.key == item.key && self.has_fields(read, item, fields))
        });
        let kept = self.ours.iter().zip(&items).all(|(old, new)| {
            (old.key == new.key || old.place.key_made_up) && compare(new, old).0.is_empty()
        });
        filled && kept && items.len() == self.ours.len() + self.added.len()
    }

    /// Reports whether a publication that is read back has all fields for which its form has room.
    fn has_fields(&self, read: &Item, item: &Item, fields: &BTreeSet<String>) -> bool {
        fields
            .iter()
            .all(|field| value(read, field).is_some() || !writable(item, field, self.format))
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
    let makers: Vec<String> = item.makers().iter().map(Name::inverted).collect();
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

/// A field in which two publications differ.
struct Difference {
    /// The name of the field.
    field: String,
    /// The value in the file.
    ours: String,
    /// The value that came.
    theirs: String,
}

/// Compares two publications. Returns the fields that the first lacks, and where the two differ.
fn compare(ours: &Item, theirs: &Item) -> (Vec<String>, Vec<Difference>) {
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
                differing.push(Difference {
                    field: field.clone(),
                    ours: one,
                    theirs: other,
                });
            }
            _ => {}
        }
    }
    (lacking, differing)
}

/// Returns the value of a field in words.
fn value(item: &Item, field: &str) -> Option<String> {
    if let Some(words) = item.text(field) {
        return Some(rich::plain(words));
    }
    if let Some(people) = item.names.get(field) {
        let people: Vec<String> = people.iter().map(Name::inverted).collect();
        return Some(people.join("; "));
    }
    item.dates.get(field).map(ToString::to_string)
}

/// Returns the part of a value that counts in a comparison: without capitals, accents and
/// punctuation; of people the families, of dates the year, of long texts nothing.
fn plain(field: &str, value: &str) -> String {
    match field {
        "abstract"
        | "keyword"
        | "language"
        | "URL"
        | "ISSN"
        | "container-title-short"
        | "title-short" => String::new(),
        "issued" => value.chars().take(4).collect(),
        _ if variable::NAMES.contains(&field) => value
            .split("; ")
            .map(|name| letters(name.split(',').next().unwrap_or_default()))
            .collect::<Vec<_>>()
            .join(";"),
        _ => letters(value),
    }
}

/// Returns the letters and figures of a text, in small letters.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
