//! What the writer of HTML has open, or notes for the end of a body.

use std::ops::Range;

/// A heading of a body as it is written.
pub(super) struct WrittenLevel {
    /// The number of its `#` signs.
    pub(super) level: u8,
    /// The place of its HTML in the fragment of the body.
    pub(super) tags: Option<Range<usize>>,
    /// Its index in the outline.
    pub(super) listed: Option<usize>,
    pub(super) span: Range<usize>,
    pub(super) title: String,
}

/// A link whose words are being read.
pub(super) struct OpenLink {
    pub(super) html_at: usize,
    pub(super) text_at: usize,
    pub(super) disk: Range<usize>,
}

/// Words that are marked, and open.
pub(super) struct OpenMark {
    /// The place of the closing signs.
    pub(super) closing: Range<usize>,
    /// Whether the opening signs are part of an address.
    pub(super) is_swallowed: bool,
}
