//! Names that tell by themselves that nobody means to publish a file: keys, dumps of data, backups,
//! unfinished downloads, conflicts. Takes the name of a file; says what it is.

use super::sort::LeftOutFile;
use crate::parse::private_file::{ends_with_any, holds_data, holds_passwords};

/// Endings of names of backups. Programs of every system make them.
const BACKUPS: [&str; 11] = [
    ".orig", ".bak", ".rej", ".old", ".save", ".sav", ".backup", ".bkp", ".prev", ".wbk", ".asd",
];

/// Endings of names of files that a browser did not finish.
const UNFINISHED: [&str; 5] = [
    ".part",
    ".partial",
    ".crdownload",
    ".download",
    ".opdownload",
];

/// Words before the ending of a name that make it a backup: `about.bak.md`.
const BEFORE_ENDING: [&str; 7] = [".bak", ".old", ".orig", ".backup", ".bkp", ".save", ".bck"];

/// Endings of pages, settings and documents.
const WRITTEN: [&str; 11] = [
    ".md",
    ".markdown",
    ".yaml",
    ".yml",
    ".html",
    ".htm",
    ".csv",
    ".txt",
    ".docx",
    ".odt",
    ".pdf",
];

/// Beginnings of names that office programs give to backups.
const BACKUP_OF: [&str; 4] = [
    "backup of ",
    "sicherungskopie von ",
    "autorecovery save of ",
    "autowiederherstellen-speicherung von ",
];

/// Words that services which keep folders alike put into the names of copies.
const CONFLICTS: [&str; 9] = [
    "conflicted copy",
    "case conflict",
    "encoding conflict",
    "sfconflict",
    "[conflicted]",
    "(conflicted)",
    "in konflikt stehende kopie",
    "copie en conflit",
    "copia en conflicto",
];

/// Returns what a file is, if nobody means to publish a file of this name.
pub(super) fn by_name(name: &str) -> Option<LeftOutFile> {
    if is_usual(name) {
        return None;
    }
    if holds_passwords(name) {
        return Some(LeftOutFile::Secret);
    }
    if name.starts_with("._") || name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(LeftOutFile::Companion);
    }
    if is_elsewhere(name) {
        return Some(LeftOutFile::Elsewhere);
    }
    let lower = name.to_lowercase();
    if holds_data(&lower) {
        Some(LeftOutFile::Private)
    } else if ends_with_any(&lower, &UNFINISHED) {
        Some(LeftOutFile::Unfinished)
    } else if is_backup(&lower) {
        Some(LeftOutFile::Backup)
    } else {
        is_conflict(&lower).then_some(LeftOutFile::Copy)
    }
}

/// Reports whether iCloud left a name in the place of a file: `.about.md.icloud`.
fn is_elsewhere(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".icloud")
}

/// Reports whether a name is one that most files of a site have: small letters, digits, hyphens,
/// and an ending of pages and pictures.
fn is_usual(name: &str) -> bool {
    let Some((stem, ending)) = name.split_once('.') else {
        return false;
    };
    let mut bytes = stem.bytes();
    matches!(
        ending,
        "md" | "jpg" | "png" | "webp" | "svg" | "pdf" | "csv" | "html" | "css" | "js"
    ) && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Reports whether a name in small letters is that of a backup.
pub(super) fn is_backup(name: &str) -> bool {
    let is_begun = BACKUP_OF.iter().any(|words| name.starts_with(words));
    is_begun || ends_with_any(name, &BACKUPS) || is_kept_version(name) || {
        let stem = WRITTEN.iter().find_map(|ending| name.strip_suffix(ending));
        stem.is_some_and(|stem| ends_with_any(stem, &BEFORE_ENDING))
    }
}

/// Reports whether a name is that of a page with something behind it: `about.md.1`, `about.md (1)`,
/// `about.md-old`.
fn is_kept_version(name: &str) -> bool {
    let Some((stem, behind)) = name.split_once(".md") else {
        return false;
    };
    let number = behind
        .strip_prefix('.')
        .or_else(|| behind.strip_prefix(".~")?.strip_suffix('~'))
        .or_else(|| behind.strip_prefix(" (")?.strip_suffix(')'))
        .or_else(|| behind.strip_prefix('(')?.strip_suffix(')'))
        .or_else(|| behind.strip_prefix(' '));
    let is_numbered = number.is_some_and(is_number);
    let word = behind.strip_prefix(['-', '_']).unwrap_or_default();
    let is_named = matches!(word, "old" | "bak" | "backup" | "orig" | "save" | "copy");
    !stem.is_empty() && (is_numbered || is_named)
}

/// Reports whether a service that keeps folders alike gave a file its name; the name is in small
/// letters.
fn is_conflict(name: &str) -> bool {
    let dated = name.split_once("_conflict-").map(|(_, behind)| behind);
    name.contains(".sync-conflict-")
        || dated.is_some_and(|behind| behind.starts_with(|sign: char| sign.is_ascii_digit()))
        || (name.contains(['(', '_', '[', ' ']))
            && CONFLICTS.iter().any(|words| name.contains(words))
}

/// Reports whether a text is a number that programs give to copies.
pub(super) fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
