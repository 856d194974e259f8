//! The changes that a build made in the output folder, as values for those who tell people. This
//! file touches nothing.

use crate::base::Fingerprint;
use crate::disk::PictureCounts;

/// The changes that a build made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishReport {
    /// The number of files that are new, changed or mended.
    pub written: usize,
    /// The number of files that stayed as they were.
    pub unchanged: usize,
    /// The number of files that were removed because they are no longer part of the site.
    pub removed: usize,
    /// Files of others in the output folder, without those whose names start with a dot.
    pub foreign: Vec<String>,
    /// The pictures that were made, and those that came from an earlier build.
    pub pictures: PictureCounts,
    /// The fingerprint of the manifest that stands there now.
    pub manifest: Fingerprint,
}

impl PublishReport {
    /// Returns the report of a build that had nothing to do.
    #[must_use]
    pub fn nothing(unchanged: usize, manifest: Fingerprint) -> Self {
        Self {
            written: 0,
            unchanged,
            removed: 0,
            foreign: Vec::new(),
            pictures: PictureCounts::default(),
            manifest,
        }
    }

    /// Reports whether anything was changed in the output folder.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.written + self.removed > 0
    }
}
