//! Copies of files that stand beside their originals: made by hand, by a file manager, or by a
//! service that keeps folders alike. Takes a path and the tree; says whether the file is a copy.
//! A number at the end of a name is no proof: the text must be the same, or nearly.

use super::names::is_number;
use crate::base::SourcePath;
use crate::parse::place::{CONTENT, STATIC};
use crate::source::{SourceTree, is_list};
use std::collections::BTreeSet;

/// The name that the original of a copy would have.
pub(super) struct OriginalName {
    pub(super) name: String,
    pub(super) proof: CopyProof,
}

impl OriginalName {
    fn of(stem: &str, ending: &str, proof: CopyProof) -> Option<Self> {
        let stem = stem.trim();
        let name = format!("{stem}{ending}");
        (!stem.is_empty()).then_some(Self { name, proof })
    }
}

/// What proves that a file is a copy, once its original stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CopyProof {
    /// Its name alone: `Copy of about.md`.
    Name,
    /// A title or a text that is the same, or nearly: `about (1).md`.
    Title,
    /// A text that is the same, or nearly: `about 2.md`, `about_backup.md`.
    Text,
}

/// Words with which file managers begin the name of a copy.
const BEGINNINGS: [&str; 5] = ["copy of ", "kopie von ", "copie de ", "copia de ", "kopia "];

/// Words with which file managers, and people, end the name of a copy.
const COPY: [&str; 5] = ["copy", "kopie", "copie", "copia", "kopia"];

/// Words with which people end the name of a backup.
const BACKUP: [&str; 7] = ["backup", "bak", "old", "orig", "save", "alt", "sicherung"];

/// Words with which programs end the name of one side of a conflict.
const CONFLICT: [&str; 4] = ["LOCAL", "BASE", "REMOTE", "BACKUP"];

/// Reports whether a file is published, or read, without anything that leads to it.
pub(super) fn is_published_unasked(path: &SourcePath) -> bool {
    if path.below(CONTENT).is_none() {
        return false;
    }
    path.below(STATIC).is_some() || path.extension() == "md" || is_list(path)
}

/// Reports whether a file may be a copy by its name.
pub(super) fn may_be_copy(path: &SourcePath) -> bool {
    original_name(path.file_name()).is_some()
}

/// Reports whether a file is a copy of one beside it.
pub(super) fn is_copy(path: &SourcePath, tree: &SourceTree) -> bool {
    if !is_published_unasked(path) {
        return false;
    }
    let Some(original) = original_name(path.file_name()) else {
        return false;
    };
    let text = path.as_str();
    let folder = &text[..text.len() - path.file_name().len()];
    let place = SourcePath::new(&format!("{folder}{}", original.name));
    is_copy_of(path, &place, original.proof, tree)
}

/// Reports whether the original stands in the tree, and the copy is nothing of its own.
pub(super) fn is_copy_of(
    path: &SourcePath,
    original: &SourcePath,
    proof: CopyProof,
    tree: &SourceTree,
) -> bool {
    if let (Some(copy), Some(first)) = (tree.assets.get(path), tree.assets.get(original)) {
        let is_list = is_list(path) && !matches!(path.extension().as_str(), "txt" | "json" | "xml");
        return copy.sha256 == first.sha256
            || proof == CopyProof::Name
            || is_list && proof == CopyProof::Title;
    }
    let (Some(copy), Some(first)) = (tree.texts.get(path), tree.texts.get(original)) else {
        return false;
    };
    match proof {
        CopyProof::Name => true,
        CopyProof::Title => {
            title(&copy.text) == title(&first.text) || is_nearly(&copy.text, &first.text)
        }
        CopyProof::Text => is_nearly(&copy.text, &first.text),
    }
}

/// Returns the line with the title of a page.
fn title(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.starts_with("title:"))
}

/// Reports whether at least half of the lines of two texts are the same.
fn is_nearly(one: &str, other: &str) -> bool {
    let (one, other) = (lines(one), lines(other));
    let longest = one.len().max(other.len());
    2 * one.intersection(&other).count() >= longest && longest > 0
}

/// Returns the lines of a text that say something.
fn lines(text: &str) -> BTreeSet<&str> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.filter(|line| !matches!(*line, "" | "---")).collect()
}

/// Returns the name of which a copy would have this name.
pub(super) fn original_name(name: &str) -> Option<OriginalName> {
    let (stem, ending) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    for word in BEGINNINGS {
        let start = stem.get(..word.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            return OriginalName::of(&stem[word.len()..], ending, CopyProof::Name);
        }
    }
    // Windows numbers copies of copies: `Copy (2) of about.md`, `Kopie (2) von about.md`.
    if let Some((start, rest)) = stem.split_once(" (")
        && COPY.contains(&start.to_ascii_lowercase().as_str())
        && let Some((number, rest)) = rest.split_once(") ")
        && let Some((_, original)) = rest.split_once(' ').filter(|_| is_number(number))
    {
        return OriginalName::of(original, ending, CopyProof::Name);
    }
    for host in ["-DESKTOP-", "-LAPTOP-"] {
        if let Some(at) = stem.find(host) {
            return OriginalName::of(&stem[..at], ending, CopyProof::Name);
        }
    }
    let numbered = without_number(stem);
    let unnumbered = numbered.as_ref().map_or(stem, |(rest, _)| *rest);
    if let Some((rest, proof)) = without_word(unnumbered) {
        return OriginalName::of(rest, ending, proof);
    }
    let (rest, proof) = numbered?;
    OriginalName::of(rest, ending, proof)
}

/// Returns a name without the number of its copy: `report (2)`, `report 2`.
fn without_number(stem: &str) -> Option<(&str, CopyProof)> {
    if let Some((rest, number)) = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('))
    {
        return is_number(number).then(|| (rest.trim_end(), CopyProof::Title));
    }
    let (rest, number) = stem.rsplit_once(' ')?;
    is_number(number).then_some((rest, CopyProof::Text))
}

/// Returns a name without the word that makes it a copy or a backup, and without the number of a
/// conflict behind it: `about - Copy`, `about (kopie)`, `about_backup`, `about_LOCAL_1234`.
fn without_word(stem: &str) -> Option<(&str, CopyProof)> {
    let named = stem.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let named = named.strip_suffix(['_', '.']).unwrap_or(stem);
    let bare = named.strip_suffix(')').unwrap_or(named);
    let at = bare.rfind([' ', '-', '_', '.', '('])?;
    let (rest, word) = (&bare[..at], &bare[at + 1..]);
    let is_copy = COPY.iter().any(|copy| copy.eq_ignore_ascii_case(word));
    let is_backup = BACKUP
        .iter()
        .any(|backup| backup.eq_ignore_ascii_case(word));
    if !is_copy && !is_backup && !CONFLICT.contains(&word) {
        return None;
    }
    let is_apart = bare[at..].starts_with([' ', '(']);
    let proof = if is_copy && is_apart {
        CopyProof::Name
    } else {
        CopyProof::Text
    };
    let rest = rest.trim_end();
    Some((rest.strip_suffix(" -").unwrap_or(rest), proof))
}

#[cfg(test)]
mod tests {
    use super::{CopyProof, is_nearly, original_name};

    #[test]
    fn a_copy_has_a_name_made_of_that_of_its_original() {
        for (copy, original, proof) in [
            ("Copy of about.md", "about.md", CopyProof::Name),
            ("Kopie von about.md", "about.md", CopyProof::Name),
            ("about - Copy (2).md", "about.md", CopyProof::Name),
            ("about copy.md", "about.md", CopyProof::Name),
            ("about copy 2.md", "about.md", CopyProof::Name),
            ("about (copy).md", "about.md", CopyProof::Name),
            ("about kopie.md", "about.md", CopyProof::Name),
            ("about-DESKTOP-AB12CD3.md", "about.md", CopyProof::Name),
            ("about (1).md", "about.md", CopyProof::Title),
            ("about(1).md", "about.md", CopyProof::Title),
            ("about 2.md", "about.md", CopyProof::Text),
            ("about_backup.md", "about.md", CopyProof::Text),
            ("about-old.md", "about.md", CopyProof::Text),
            ("about-copy.md", "about.md", CopyProof::Text),
            ("about.LOCAL.md", "about.md", CopyProof::Text),
            ("about_REMOTE_1234.md", "about.md", CopyProof::Text),
            ("reports 2", "reports", CopyProof::Text),
            ("reports (copy)", "reports", CopyProof::Name),
        ] {
            let found = original_name(copy).map(|found| (found.name, found.proof));
            assert_eq!(found, Some((original.to_owned(), proof)), "{copy}");
        }
        for name in [
            "report-2015.md",
            "issue-12.md",
            "newsletter 2016.md",
            "local.md",
            "think-local.md",
            "copy.md",
            "2.md",
            "(1).md",
        ] {
            assert!(original_name(name).is_none(), "{name}");
        }
    }

    #[test]
    fn texts_are_nearly_the_same_if_half_of_their_lines_are() {
        let first = "---\ntitle: About\n---\n\nOne.\n\nTwo.\n";
        assert!(is_nearly(first, first));
        assert!(is_nearly(
            first,
            "---\r\ntitle: About\r\n---\r\nOne.\r\nOther.\r\n"
        ));
        assert!(!is_nearly(
            first,
            "---\ntitle: Other\n---\nThree.\n\nTwo.\n\nFour.\n"
        ));
        assert!(!is_nearly("", ""));
    }
}
