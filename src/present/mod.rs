//! Formats findings and summaries for people and for programs. From: faults and outcomes. To: text,
//! which the commands print.

pub mod human;
pub mod json;
mod places;
mod printable;
mod repeats;
pub mod summary;

pub use places::Places;
pub use printable::{one_line, printable};
pub use repeats::{Likeness, RepeatedFinding, repeats};

use crate::base::SourcePath;
use std::sync::Arc;

/// Looks up the text of a file on disk, for excerpts; `None` for a file that is not text.
pub type Sources<'s> = dyn Fn(&SourcePath) -> Option<Arc<str>> + 's;

/// The choice of coloured or plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Off,
    /// Text with terminal colours.
    On,
}
