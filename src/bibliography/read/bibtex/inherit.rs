//! Fields that an entry takes from another one, which it names in `crossref` or `xdata`.
//!
//! This module takes the entries of a file and gives each the fields that it inherits. Source: the
//! biblatex manual, appendix B (default inheritance).

use super::entry::{AddedText, RawEntry, RawField};
use std::collections::{BTreeMap, BTreeSet};

/// How many entries may inherit from one another in a row.
const DEEPEST: usize = 8;

/// Fields that belong to one entry alone, and that no entry inherits.
const OWN: [&str; 12] = [
    "crossref",
    "xref",
    "xdata",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "sortkey",
    "keywords",
];

/// Fields that say something about a book which is not true of its chapters. They are not inherited
/// here, though biblatex passes them on.
const WHOLE: [&str; 13] = [
    "abstract",
    "annotation",
    "annote",
    "doi",
    "eprint",
    "eprinttype",
    "file",
    "note",
    "pages",
    "pmcid",
    "pmid",
    "url",
    "urldate",
];

/// Fields of a parent that a child inherits under another name, or not at all.
const TITLES: [&str; 6] = [
    "title",
    "subtitle",
    "titleaddon",
    "shorttitle",
    "sorttitle",
    "indextitle",
];

/// Gives every entry the fields that it inherits. Returns, for each reference to an entry that does
/// not exist, the index of the entry that makes it and the missing key; and the indices of entries
/// that would inherit more text than `added` allows, and inherit nothing.
pub(super) fn inherit(
    entries: &mut [RawEntry],
    added: &mut AddedText,
) -> (Vec<(usize, String)>, Vec<usize>) {
    let index: BTreeMap<String, usize> = entries
        .iter()
        .enumerate()
        .rev()
        .map(|(at, entry)| (entry.key.to_lowercase(), at))
        .collect();
    let (mut missing, mut burdened) = (Vec::new(), Vec::new());
    for at in 0..entries.len() {
        if !entries[at].fields.contains_key("crossref") && !entries[at].fields.contains_key("xdata")
        {
            continue;
        }
        for key in parents(&entries[at]) {
            if !index.contains_key(&key.to_lowercase()) {
                missing.push((at, key));
            }
        }
        if !burdened.is_empty() {
            burdened.push(at);
            continue;
        }
        let inherited = gather(entries, &index, at, &mut BTreeSet::new(), 0);
        let bytes = inherited.values().map(|field| field.source.len()).sum();
        if !added.take(bytes) {
            burdened.push(at);
            continue;
        }
        for (name, field) in inherited {
            entries[at].fields.entry(name).or_insert(field);
        }
    }
    (missing, burdened)
}

/// Returns the keys of the entries that an entry inherits from.
fn parents(entry: &RawEntry) -> Vec<String> {
    let [crossref, xdata] = ["crossref", "xdata"].map(|name| {
        let field = entry.fields.get(name);
        field.map(|field| field.source.as_str()).unwrap_or_default()
    });
    std::iter::once(crossref)
        .chain(xdata.split(','))
        .map(str::trim)
        .filter(|key| !key.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Collects the fields that the entry at `at` inherits, without those that it has itself.
fn gather(
    entries: &[RawEntry],
    index: &BTreeMap<String, usize>,
    at: usize,
    seen: &mut BTreeSet<usize>,
    depth: usize,
) -> BTreeMap<String, RawField> {
    let mut inherited = BTreeMap::new();
    if depth >= DEEPEST || !seen.insert(at) {
        return inherited;
    }
    let child = &entries[at];
    for key in parents(child) {
        let Some(&parent_at) = index.get(&key.to_lowercase()) else {
            continue;
        };
        let parent = &entries[parent_at];
        let mut fields = gather(entries, index, parent_at, seen, depth + 1);
        fields.extend(
            parent
                .fields
                .iter()
                .map(|(name, field)| (name.clone(), field.clone())),
        );
        let verbatim = parent.kind == "xdata";
        for (name, field) in fields {
            if OWN.contains(&name.as_str()) {
                continue;
            }
            let name = if verbatim {
                Some(name)
            } else if WHOLE.contains(&name.as_str()) {
                None
            } else {
                renamed(&child.kind, &parent.kind, &name)
            };
            if let Some(name) = name {
                inherited.entry(name).or_insert(field);
            }
        }
    }
    inherited
}

/// Returns the name of a parent's field in its child; `None` when the child does not inherit it.
fn renamed(child: &str, parent: &str, name: &str) -> Option<String> {
    if !TITLES.contains(&name) {
        return match (
            child.starts_with("in") || child.starts_with("supp"),
            parent,
            name,
        ) {
            // The authors of a book are not those of its chapters.
            (true, "book" | "mvbook", "author") if child != "inbook" && child != "suppbook" => {
                Some("bookauthor".to_owned())
            }
            _ => Some(name.to_owned()),
        };
    }
    if matches!(name, "shorttitle" | "sorttitle" | "indextitle") {
        return None;
    }
    let prefix = match parent {
        "periodical" => "journal",
        _ if parent.starts_with("mv") && !child.starts_with("mv") => "main",
        _ if parent == child => return None,
        _ => "book",
    };
    let ending = if name == "title" && prefix == "journal" {
        "title"
    } else {
        name
    };
    Some(format!("{prefix}{ending}"))
}
