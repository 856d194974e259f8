//! The result of reading one file of publications.

use crate::base::{Fault, Faults};
use crate::bibliography::item::Item;

/// The publications of one file, and what is wrong with the file.
#[derive(Debug, Default)]
pub struct BibliographyFile {
    /// The publications, in the order of the file.
    pub items: Vec<Item>,
    /// The faults that were found.
    pub faults: Faults,
    /// The indices of publications whose form should give them a key, but which have none.
    pub(super) keyless: Vec<usize>,
}

impl BibliographyFile {
    /// Returns a file from which nothing but a fault comes.
    pub(super) fn faulty(fault: Fault) -> Self {
        Self {
            faults: Faults::from(fault),
            ..Self::default()
        }
    }
}
