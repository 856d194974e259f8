//! Addresses: they are made from places and front matter, and never given twice.

use crate::base::{
    Code, Fault, Faults, OutputPath, SourcePath, Span, UrlPath, is_windows_reserved,
};
use crate::parse::place::CONTENT;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes, of a folder or file that every file system and web server takes.
const LONGEST_NAME: usize = 200;
/// The longest path below the output folder: Windows stops at 260 with the folder's own path.
const LONGEST_PATH: usize = 220;

/// The files of the output, each with its owner.
#[derive(Debug, Default)]
pub struct Claims {
    owners: FxHashMap<String, Owner>,
    /// Every folder that one of these files stands in.
    folders: FxHashSet<String>,
    /// Earlier claims, which stand.
    before: Option<Arc<Claims>>,
}

#[derive(Debug, Clone)]
struct Owner {
    path: OutputPath,
    who: Claimant,
    span: Option<Span>,
}

/// The owner of a file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claimant {
    /// The page of a file of the site.
    Page(SourcePath),
    /// A file that is published as it is.
    File(SourcePath),
    /// Something else, in words: "the list of topics".
    Other(String),
}

impl fmt::Display for Claimant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(source) => write!(f, "the page `{source}`"),
            Self::File(source) => write!(f, "the file `{source}`"),
            Self::Other(what) => f.write_str(what),
        }
    }
}

impl From<String> for Claimant {
    fn from(what: String) -> Self {
        Self::Other(what)
    }
}

impl From<&str> for Claimant {
    fn from(what: &str) -> Self {
        Self::Other(what.to_owned())
    }
}

impl Claims {
    /// Makes an empty set of claims with room for so many files.
    pub(super) fn with_room(files: usize) -> Self {
        Self {
            owners: FxHashMap::with_capacity_and_hasher(files, rustc_hash::FxBuildHasher),
            ..Self::default()
        }
    }

    /// Claims the file `path` for `who`, which is written down at `span`, and returns whether `who`
    /// owns it now. It is a fault when the file has an owner already, or when a file with an owner
    /// differs only in case or Unicode form, which many disks take for the same; or when one of the
    /// two would have to be a folder.
    pub fn claim(
        &mut self,
        path: &OutputPath,
        who: impl Into<Claimant>,
        span: Option<Span>,
        faults: &mut Faults,
    ) -> bool {
        let who = who.into();
        let key = folded(path.as_str());
        if let Some(owner) = self.owner_beside(&key) {
            faults.push(clash_of(owner, path, &who, span));
            return false;
        }
        self.enter(key, path.clone(), who, span);
        true
    }

    /// Claims the file `path` where nobody owns it, and returns whether it was free.
    pub fn claim_if_free(
        &mut self,
        path: &OutputPath,
        who: impl Into<Claimant>,
        span: Option<Span>,
    ) -> bool {
        let key = folded(path.as_str());
        let is_free = self.owner_beside(&key).is_none();
        if is_free {
            self.enter(key, path.clone(), who.into(), span);
        }
        is_free
    }

    fn enter(&mut self, key: String, path: OutputPath, who: Claimant, span: Option<Span>) {
        for folder in folders(&key) {
            if self.folders.contains(folder) {
                break;
            }
            self.folders.insert(folder.to_owned());
        }
        self.owners.insert(key, Owner { path, who, span });
    }

    /// Makes a set for further claims beside these.
    #[must_use]
    pub fn beside(claims: Arc<Self>) -> Self {
        Self {
            before: Some(claims),
            ..Self::default()
        }
    }

    /// Returns the owner of a file, of a file in it or of a folder it stands in.
    fn owner_beside(&self, key: &str) -> Option<&Owner> {
        self.owners
            .get(key)
            .or_else(|| self.folders.contains(key).then(|| self.first_below(key))?)
            .or_else(|| folders(key).find_map(|folder| self.owners.get(folder)))
            .or_else(|| self.before.as_ref()?.owner_beside(key))
    }

    fn first_below(&self, folder: &str) -> Option<&Owner> {
        self.owners
            .iter()
            .filter(|(file, _)| {
                file.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .min_by_key(|(file, _)| *file)
            .map(|(_, owner)| owner)
    }

    /// Reports whether a file has an owner.
    #[must_use]
    pub fn is_taken(&self, path: &OutputPath) -> bool {
        let key = folded(path.as_str());
        self.owners.contains_key(&key)
            || self
                .before
                .as_ref()
                .is_some_and(|before| before.is_taken(path))
    }
}

fn clash_of(owner: &Owner, path: &OutputPath, who: &Claimant, span: Option<Span>) -> Fault {
    let message = if owner.path == *path {
        format!(
            "{who} and {} have the same address, `{}`",
            owner.who,
            address(path)
        )
    } else {
        format!(
            "{who} and {} have addresses that many computers take for the same: `{}` and `{}`",
            owner.who,
            address(path),
            address(&owner.path)
        )
    };
    let is_page =
        |who: &Claimant| matches!(who, Claimant::Page(source) if source.extension() == "md");
    let is_file =
        |who: &Claimant| matches!(who, Claimant::File(source) if source.below(CONTENT).is_some());
    let help = if is_page(who) || is_page(&owner.who) {
        "rename one of the files, or give one of the pages another address: write a line such as \
         `slug: short-name` between the `---` lines at its top"
    } else if is_file(who) || is_file(&owner.who) {
        "rename the file, or take it out"
    } else {
        "give one of the two another name"
    };
    let fault = Fault::error(Code::AddressClash, message).help(help);
    match (span, owner.span.clone()) {
        (Some(span), Some(other)) => fault.at(span).label(other, "the other one"),
        (Some(span), None) | (None, Some(span)) => fault.at(span),
        (None, None) => fault,
    }
}

fn address(path: &OutputPath) -> String {
    format!(
        "/{}",
        path.as_str()
            .strip_suffix("index.html")
            .unwrap_or(path.as_str())
    )
}

fn folded(path: &str) -> String {
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.nfc().flat_map(char::to_lowercase).collect()
    }
}

/// Returns the folders that a file stands in, the innermost first.
fn folders(key: &str) -> impl Iterator<Item = &str> {
    key.rmatch_indices('/').map(|(at, _)| &key[..at])
}

/// Says what is wrong with an address that some computer could not store.
#[must_use]
pub fn check_name(url: &UrlPath) -> Option<String> {
    let path = url.as_str();
    if path.len() > LONGEST_PATH {
        return Some(format!(
            "is {} characters long; {LONGEST_PATH} is the most that every computer can store",
            path.len()
        ));
    }
    for name in path.split('/').filter(|name| !name.is_empty()) {
        if is_windows_reserved(name) {
            return Some(format!(
                "holds the name `{name}`, which Windows keeps for itself"
            ));
        }
        if let Some(bad) = name
            .chars()
            .find(|c| r#"<>:"\|?*"#.contains(*c) || c.is_control())
        {
            return Some(format!(
                "holds the character `{}`, which Windows does not allow in names",
                bad.escape_debug()
            ));
        }
        if name.ends_with(['.', ' ']) {
            return Some(format!(
                "holds the name `{name}`, and Windows drops a full stop or space at the end of a \
                 name"
            ));
        }
        if name.len() > LONGEST_NAME {
            return Some(format!(
                "holds a name of {} characters; {LONGEST_NAME} is the most",
                name.len()
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(claims: &mut Claims, path: &str, who: &str) -> bool {
        claims.claim(&OutputPath::new(path), who, None, &mut Faults::new())
    }

    #[test]
    fn names_that_differ_only_in_case_or_unicode_form_clash() {
        let mut claims = Claims::default();
        assert!(claim(&mut claims, "a/Größe.pdf", "one"));
        assert!(!claim(&mut claims, "a/größe.pdf", "two"));
        assert!(!claim(&mut claims, "a/gro\u{308}ße.pdf", "three"));
    }

    #[test]
    fn a_file_and_a_folder_of_one_name_clash() {
        let mut claims = Claims::default();
        assert!(claim(&mut claims, "a/index.html", "the page"));
        assert!(!claim(&mut claims, "a", "the file"));
        assert!(claim(&mut claims, "b", "the file"));
        assert!(!claim(&mut claims, "b/index.html", "the page"));
        assert!(claim(&mut claims, "a-b/index.html", "another page"));
    }
}
