//! The one way to report what is wrong with content: every stage returns its value together with
//! [`Faults`], and the functions inside a stage add to them. `Result` is for input and output, at
//! the edge.

use super::{Code, Fault, Severity};
use serde::{Deserialize, Serialize};
use std::ops::{Deref, DerefMut};

/// The list of everything that one reader, one stage or one build found wrong, in the order it was
/// found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Makes an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds everything that another function found, and returns that function's value.
    pub fn take<T>(&mut self, (value, found): (T, Self)) -> T {
        self.0.extend(found.0);
        value
    }

    /// Keeps only the faults for which `keep` returns true.
    pub fn retain(&mut self, keep: impl FnMut(&Fault) -> bool) {
        self.0.retain(keep);
    }

    /// Keeps the first `most` faults.
    pub fn truncate(&mut self, most: usize) {
        self.0.truncate(most);
    }

    /// Empties the list.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Reports whether anything in the list stops publication.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// Puts errors before warnings, and each in the order of files and of places within them;
    /// faults without a place, which concern the whole site, come first.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }

    /// Removes each fault that equals the one before it.
    pub fn dedup(&mut self) {
        self.0.dedup();
    }

    /// Removes each fault for which `is_same` says that it repeats the one before it.
    pub fn dedup_by(&mut self, is_same: impl FnMut(&mut Fault, &mut Fault) -> bool) {
        self.0.dedup_by(is_same);
    }
}

fn sort_key(fault: &Fault) -> (Severity, Option<(&str, usize)>, Code, &str) {
    let place = fault
        .span
        .as_ref()
        .map(|span| (span.file.as_str(), span.range.start));
    (fault.severity, place, fault.code, &fault.message)
}

impl Deref for Faults {
    type Target = [Fault];

    fn deref(&self) -> &[Fault] {
        &self.0
    }
}

impl DerefMut for Faults {
    fn deref_mut(&mut self) -> &mut [Fault] {
        &mut self.0
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}

impl From<Vec<Fault>> for Faults {
    fn from(faults: Vec<Fault>) -> Self {
        Self(faults)
    }
}

impl Extend<Fault> for Faults {
    fn extend<I: IntoIterator<Item = Fault>>(&mut self, faults: I) {
        self.0.extend(faults);
    }
}

impl FromIterator<Fault> for Faults {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'f> IntoIterator for &'f Faults {
    type Item = &'f Fault;
    type IntoIter = std::slice::Iter<'f, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
