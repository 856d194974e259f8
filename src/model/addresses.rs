//! Addresses: made from places and front matter, and never given twice.

use crate::base::{Code, Diagnostic, OutputPath, Span, UrlPath, is_windows_reserved};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Longest name of a folder or file that every file system and web server takes, in bytes.
const LONGEST_NAME: usize = 200;
/// Longest whole path below the output folder: Windows stops at 260 with the folder's own path.
const LONGEST_PATH: usize = 220;

/// Who owns which file of the output.
#[derive(Debug, Default)]
pub struct Claims {
    owners: FxHashMap<String, Owner>,
    /// Every folder that one of these files stands in.
    folders: FxHashSet<String>,
    /// Claims that were made before, and stand.
    before: Option<Arc<Claims>>,
}

#[derive(Debug, Clone)]
struct Owner {
    path: OutputPath,
    what: String,
    span: Option<Span>,
}

impl Claims {
    /// Claims the file `path` for `what` ("the page `content/a.md`"), written at `span`.
    ///
    /// # Errors
    /// When somebody owns that file, or one that differs only in case or Unicode form, which many disks take for the same;
    /// or when one of the two would have to be a folder.
    pub fn claim(&mut self, path: &OutputPath, what: &str, span: Option<Span>) -> Result<(), Box<Diagnostic>> {
        let key = folded(path.as_str());
        if let Some(owner) = self.owner_beside(&key) {
            return Err(Box::new(clash_of(owner, path, what, span)));
        }
        for folder in folders(&key) {
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.to_owned());
        }
        self.owners.insert(key, Owner { path: path.clone(), what: what.to_owned(), span });
        Ok(())
    }

    /// Further claims beside these.
    #[must_use]
    pub fn beside(claims: Arc<Self>) -> Self {
        Self { before: Some(claims), ..Self::default() }
    }

    /// Who owns that file, a file in it or a folder it stands in.
    fn owner_beside(&self, key: &str) -> Option<&Owner> {
        self.owners
            .get(key)
            .or_else(|| self.folders.contains(key).then(|| self.first_below(key))?)
            .or_else(|| folders(key).find_map(|folder| self.owners.get(folder)))
            .or_else(|| self.before.as_ref()?.owner_beside(key))
    }

    fn first_below(&self, folder: &str) -> Option<&Owner> {
        let is_below = |file: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.owners.iter().filter(|(file, _)| is_below(file)).min_by_key(|(file, _)| *file).map(|(_, owner)| owner)
    }

    /// Whether somebody owns that file already.
    #[must_use]
    pub fn is_taken(&self, path: &OutputPath) -> bool {
        let key = folded(path.as_str());
        self.owners.contains_key(&key) || self.before.as_ref().is_some_and(|before| before.is_taken(path))
    }
}

fn clash_of(owner: &Owner, path: &OutputPath, what: &str, span: Option<Span>) -> Diagnostic {
    let message = if owner.path == *path {
        format!("{what} and {} have the same address, `{}`", owner.what, address(path))
    } else {
        format!(
            "{what} and {} have addresses that many computers take for the same: `{}` and `{}`",
            owner.what,
            address(path),
            address(&owner.path)
        )
    };
    let is_page = |what: &str| what.starts_with("the page `") && what.ends_with(".md`");
    let is_file = |what: &str| what.starts_with("the file `content/");
    let help = if is_page(what) || is_page(&owner.what) {
        "rename one of the files, or give one of the pages a `slug:` of its own"
    } else if is_file(what) || is_file(&owner.what) {
        "rename the file, or take it out"
    } else {
        "give one of the two another name"
    };
    let diagnostic = Diagnostic::error(Code::AddressClash, message).help(help);
    match (span, owner.span.clone()) {
        (Some(span), Some(other)) => diagnostic.at(span).label(other, "the other one"),
        (Some(span), None) | (None, Some(span)) => diagnostic.at(span),
        (None, None) => diagnostic,
    }
}

fn address(path: &OutputPath) -> String {
    format!("/{}", path.as_str().strip_suffix("index.html").unwrap_or(path.as_str()))
}

fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.nfc().flat_map(char::to_lowercase).collect() }
}

/// The folders that a file stands in, the innermost first.
fn folders(key: &str) -> impl Iterator<Item = &str> {
    key.rmatch_indices('/').map(|(at, _)| &key[..at])
}

/// What is wrong with an address that some computer could not store.
#[must_use]
pub fn check_name(url: &UrlPath) -> Option<String> {
    let path = url.as_str();
    if path.len() > LONGEST_PATH {
        return Some(format!("is {} characters long; {LONGEST_PATH} is the most that every computer can store", path.len()));
    }
    for name in path.split('/').filter(|name| !name.is_empty()) {
        if is_windows_reserved(name) {
            return Some(format!("holds the name `{name}`, which Windows keeps for itself"));
        }
        if let Some(bad) = name.chars().find(|c| r#"<>:"\|?*"#.contains(*c) || c.is_control()) {
            return Some(format!("holds the character `{}`, which Windows does not allow in names", bad.escape_debug()));
        }
        if name.ends_with(['.', ' ']) {
            return Some(format!("holds the name `{name}`, and Windows drops a full stop or space at the end of a name"));
        }
        if name.len() > LONGEST_NAME {
            return Some(format!("holds a name of {} characters; {LONGEST_NAME} is the most", name.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_only_in_case_or_unicode_form_clash() {
        let mut claims = Claims::default();
        assert!(claims.claim(&OutputPath::new("a/Größe.pdf"), "one", None).is_ok());
        assert!(claims.claim(&OutputPath::new("a/größe.pdf"), "two", None).is_err());
        assert!(claims.claim(&OutputPath::new("a/gro\u{308}ße.pdf"), "three", None).is_err());
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_clash() {
        let mut claims = Claims::default();
        assert!(claims.claim(&OutputPath::new("a/index.html"), "the page", None).is_ok());
        assert!(claims.claim(&OutputPath::new("a"), "the file", None).is_err());
        assert!(claims.claim(&OutputPath::new("b"), "the file", None).is_ok());
        assert!(claims.claim(&OutputPath::new("b/index.html"), "the page", None).is_err());
        assert!(claims.claim(&OutputPath::new("a-b/index.html"), "another page", None).is_ok());
    }
}
