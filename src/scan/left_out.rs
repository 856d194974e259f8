//! Files that other programs leave beside those of the site: copies of a service that keeps
//! folders alike, copies by hand, backups, hidden files. Takes the tree as it was read; takes out
//! of it what nobody means to publish, and gives faults that name it.

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::disk::STATIC;
use crate::parse::place::CONTENT;
use crate::source::{SourceTree, is_list};
use std::collections::BTreeSet;

/// What a file is that nobody means to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LeftOutFile {
    /// A program keeps settings in it, and perhaps passwords.
    Secret,
    /// A system or an office program left it beside another file.
    Companion,
    /// A backup that a program made.
    Backup,
    /// A copy of another file, made by hand or by a service that keeps folders alike.
    Copy,
}

impl LeftOutFile {
    fn message(self) -> &'static str {
        match self {
            Self::Secret => {
                "this file may hold passwords of a program, so it is not read and not published"
            }
            Self::Companion => "a system or an office program left this file; it is not published",
            Self::Backup => "this is a backup of another file, and is not published",
            Self::Copy => "this is a copy of another file, and is not published",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Secret => "keep it outside of the folders `content` and `themes`",
            Self::Companion => "delete it",
            Self::Backup => "delete it, or keep it outside of the folder `content`",
            Self::Copy => {
                "compare the two and delete one; if both are meant, give this one another name"
            }
        }
    }
}

/// Takes out of a tree what nobody means to publish. Returns the faults that name it.
pub(super) fn take_out(tree: &mut SourceTree) -> Faults {
    let mut faults = Faults::new();
    let paths = tree.texts.keys().chain(tree.assets.keys());
    let found: Vec<(SourcePath, LeftOutFile)> = paths
        .filter_map(|path| Some((path.clone(), left_out(path, tree)?)))
        .collect();
    let places: BTreeSet<&SourcePath> = found.iter().map(|(path, _)| path).collect();
    for path in places {
        tree.texts.remove(path);
        tree.assets.remove(path);
        tree.data.remove(path);
        tree.lists.remove(path);
        tree.words.remove(path);
    }
    for (path, what) in &found {
        let fault = Fault::warning(Code::LeftOutFile, what.message());
        faults.push(fault.at(Span::start_of(path)).help(what.help()));
    }
    faults
}

/// Reports whether a file may be taken out of the tree, depending on what stands beside it.
pub(super) fn may_be_left_out(path: &SourcePath) -> bool {
    by_name(path.file_name()).is_some()
        || (is_published_unasked(path) && !originals(path).is_empty())
}

/// Returns what a file is by its name alone, if nobody means to publish a file of that name.
pub(super) fn is_left_out_by_name(path: &SourcePath) -> bool {
    by_name(path.file_name()).is_some()
}

/// Reports whether a hidden file is listed, because it is named where it stands.
pub(super) fn is_named(name: &str) -> bool {
    matches!(
        by_name(name),
        Some(LeftOutFile::Secret | LeftOutFile::Companion)
    )
}

fn left_out(path: &SourcePath, tree: &SourceTree) -> Option<LeftOutFile> {
    if let Some(what) = by_name(path.file_name()) {
        return Some(what);
    }
    if !is_published_unasked(path) {
        return None;
    }
    let is_copy = originals(path)
        .iter()
        .any(|original| is_copy_of(path, original, tree));
    is_copy.then_some(LeftOutFile::Copy)
}

fn by_name(name: &str) -> Option<LeftOutFile> {
    let is_hidden = name.starts_with('.');
    if is_hidden && is_secret(name) {
        return Some(LeftOutFile::Secret);
    }
    if name.starts_with("._") || name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(LeftOutFile::Companion);
    }
    let is_backup = [".orig", ".bak", ".rej"]
        .iter()
        .any(|ending| name.len() > ending.len() && name.ends_with(ending));
    if is_backup {
        return Some(LeftOutFile::Backup);
    }
    let is_conflict = name.contains(".sync-conflict-")
        || (name.contains(['(', '_']) && {
            let lower = name.to_lowercase();
            [
                "conflicted copy",
                "case conflict",
                "in konflikt stehende kopie",
                "copie en conflit",
            ]
            .iter()
            .any(|words| lower.contains(words))
        });
    is_conflict.then_some(LeftOutFile::Copy)
}

/// Reports whether a hidden file is one in which programs keep passwords.
fn is_secret(name: &str) -> bool {
    name == ".env"
        || name.starts_with(".env.")
        || matches!(
            name,
            ".netrc" | ".npmrc" | ".pypirc" | ".pgpass" | ".git-credentials" | ".bash_history"
        )
}

/// Reports whether a file is published, or read, without anything that leads to it.
fn is_published_unasked(path: &SourcePath) -> bool {
    if path.below(CONTENT).is_none() {
        return false;
    }
    path.below(STATIC).is_some() || path.extension() == "md" || is_list(path)
}

/// The name of a file or folder of which a copy has this name, with what the copy is surely.
struct Original {
    path: SourcePath,
    /// Whether the name alone says that the file is a copy; otherwise its bytes must be the same,
    /// unless it is a page.
    is_certain: bool,
}

/// Returns the files of which this may be a copy by its name, or by that of a folder it stands in.
fn originals(path: &SourcePath) -> Vec<Original> {
    let text = path.as_str();
    let mut originals = Vec::new();
    let mut start = 0;
    for part in text.split('/') {
        let end = start + part.len();
        if let Some((name, is_certain)) = original_name(part) {
            let original = format!("{}{name}{}", &text[..start], &text[end..]);
            originals.push(Original {
                path: SourcePath::new(&original),
                is_certain,
            });
        }
        start = end + 1;
    }
    originals
}

/// Returns the name of which a copy would have this name, and whether it is surely a copy.
fn original_name(name: &str) -> Option<(String, bool)> {
    // Few names have any of these.
    let may_be = name.contains(['(', ' ']) || name.contains("DESKTOP-") || name.contains("LAPTOP-");
    if !may_be {
        return None;
    }
    let (stem, ending) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    for word in ["Copy of ", "copy of ", "Kopie von ", "Copie de "] {
        if let Some(rest) = stem.strip_prefix(word) {
            return Some((format!("{rest}{ending}"), true));
        }
    }
    for host in ["-DESKTOP-", "-LAPTOP-"] {
        if let Some(at) = stem.find(host) {
            return Some((format!("{}{ending}", &stem[..at]), true));
        }
    }
    let (unnumbered, is_numbered) = match without_number(stem) {
        Some(rest) => (rest, true),
        None => (stem, false),
    };
    for word in [" - Copy", " - Kopie", " - Copie", " copy"] {
        if let Some(rest) = unnumbered.strip_suffix(word) {
            return Some((format!("{rest}{ending}"), true));
        }
    }
    (is_numbered && stem.ends_with(')')).then(|| (format!("{unnumbered}{ending}"), false))
}

/// Returns a name without the number of its copy: `report (2)`, `report copy 2`.
fn without_number(stem: &str) -> Option<&str> {
    if let Some((rest, number)) = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('))
    {
        return is_number(number).then(|| rest.trim_end());
    }
    let (rest, number) = stem.rsplit_once(' ')?;
    (is_number(number) && rest.ends_with(" copy")).then_some(rest)
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reports whether the original stands in the tree, and the copy is nothing of its own.
fn is_copy_of(path: &SourcePath, original: &Original, tree: &SourceTree) -> bool {
    if let (Some(copy), Some(first)) = (tree.assets.get(path), tree.assets.get(&original.path)) {
        let is_list = is_list(path) && !matches!(path.extension().as_str(), "txt" | "json" | "xml");
        return original.is_certain || is_list || copy.sha256 == first.sha256;
    }
    tree.texts.contains_key(path) && tree.texts.contains_key(&original.path)
}
