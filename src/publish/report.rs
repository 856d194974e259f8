//! The changes that a build made in the output folder, as values for those who tell people. This
//! file touches nothing.

use super::difference::difference;
use super::manifest::FileEntries;

/// The way in which the new site takes the old one's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishMethod {
    /// Two folders swap names in one step.
    Exchange,
    /// Changes are written down and then made one by one.
    Journal,
}

/// The changes that a build made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishReport {
    /// The number of files that are new or changed.
    pub written: usize,
    /// The number of files that stayed as they were.
    pub unchanged: usize,
    /// The number of files that were removed because they are no longer part of the site.
    pub removed: usize,
    /// Files of others that were carried over, without those whose names start with a dot.
    pub foreign: Vec<String>,
    /// The way in which the new site took its place; `None` when there was nothing to do.
    pub method: Option<PublishMethod>,
}

impl PublishReport {
    /// Returns the report of a build that had nothing to do, with `unchanged` files.
    #[must_use]
    pub fn nothing(unchanged: usize) -> Self {
        Self {
            written: 0,
            unchanged,
            removed: 0,
            foreign: Vec::new(),
            method: None,
        }
    }
    /// Returns the report of what turns the files `old` into the files `new`.
    pub(super) fn between(old: &FileEntries, new: &FileEntries) -> Self {
        let difference = difference(old, new);
        Self {
            written: difference.write.len(),
            unchanged: difference.unchanged,
            removed: difference.remove.len(),
            foreign: Vec::new(),
            method: None,
        }
    }
}
