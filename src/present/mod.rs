//! Findings and summaries as people and programs read them.
//! From: faults and outcomes. To: text; printing it is the commands' business.

pub mod human;
pub mod json;
mod places;
pub mod summary;

pub use places::Places;

use crate::base::SourcePath;
use std::sync::Arc;

/// The text of a file as it stands on disk, for excerpts. Files that are no text have none.
pub type Sources<'s> = dyn Fn(&SourcePath) -> Option<Arc<str>> + 's;

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Off,
    /// With terminal colours.
    On,
}
