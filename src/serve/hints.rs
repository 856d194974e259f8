//! Turns paths on disk into hints: the places to look at again. It takes paths as the system
//! reports them, which may be wrong, late or lost; gives [`Hints`]; touches nothing.

use crate::base::SourcePath;
use std::collections::BTreeSet;
use std::path::Path;

/// The places to look at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Whether everything is to be looked at, because something may have been missed.
    pub everything: bool,
    /// Files and folders to look at, with everything below them.
    pub places: BTreeSet<SourcePath>,
}

impl Hints {
    /// Hints that everything is to be looked at.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            everything: true,
            places: BTreeSet::new(),
        }
    }

    /// Reports whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.everything && self.places.is_empty()
    }

    /// Adds other hints.
    pub fn extend(&mut self, other: Self) {
        self.everything |= other.everything;
        self.places.extend(other.places);
    }

    /// Derives hints from something that happened at `path`, for the site at `root`. There are none
    /// outside the site's sources, as in the output.
    #[must_use]
    pub fn at(path: &Path, root: &Path) -> Self {
        let Ok(below) = path.strip_prefix(root) else {
            return Self::default();
        };
        let Some(top) = below.components().next() else {
            return Self::everything();
        };
        if !crate::scan::is_watched(&top.as_os_str().to_string_lossy()) {
            return Self::default();
        }
        // A name that is not UTF-8 is found by looking through its folder.
        let readable = below
            .ancestors()
            .find_map(Path::to_str)
            .filter(|path| !path.is_empty());
        readable.map_or_else(Self::everything, |path| Self {
            everything: false,
            places: BTreeSet::from([SourcePath::new(path)]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(path: &str) -> Vec<String> {
        Hints::at(Path::new(path), Path::new("/site"))
            .places
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn the_output_and_what_is_remembered_are_not_looked_at() {
        assert_eq!(places("/site/content/a.md"), ["content/a.md"]);
        for path in [
            "/site/public/index.html",
            "/site/.masthead/cache/memo.head",
            "/site/.git/index",
            "/other/content/a.md",
        ] {
            assert!(places(path).is_empty(), "{path}");
        }
    }

    #[test]
    fn a_changed_root_means_everything() {
        assert!(Hints::at(Path::new("/site"), Path::new("/site")).everything);
    }
}
