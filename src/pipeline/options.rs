//! The options of a build, decided at the edge.

use crate::model::Release;

/// What a build should do; every value is decided at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What is let through, and which day it is.
    pub release: Release,
    /// Replaces `base_url` of the settings; ends with `/`.
    pub base_url: Option<String>,
    /// Whether the site can be searched; its settings may say no.
    pub search: Search,
}

/// Whether a build makes a search index, and pages have a search field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// Makes the index and shows the field.
    Include,
    /// Makes neither.
    LeaveOut,
}
