//! Kinds of page.

use schemars::JsonSchema;

/// A kind of page.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    JsonSchema,
)]
#[schemars(rename_all = "lowercase")]
pub enum Kind {
    /// A page of its own.
    Page,
    /// An introduction and a list of pages: the `index.md` of a folder.
    Section,
    /// An issue of the newsletter.
    Newsletter,
    /// An article of an issue.
    Article,
    /// A report's summary.
    Report,
    /// A publication: what a list of publications says of it, and what a file of its own adds.
    Publication,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Page,
        Self::Section,
        Self::Newsletter,
        Self::Article,
        Self::Report,
        Self::Publication,
    ];

    /// Returns the name in front matter. The template of the kind is `NAME.html`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Section => "section",
            Self::Newsletter => "newsletter",
            Self::Article => "article",
            Self::Report => "report",
            Self::Publication => "publication",
        }
    }

    /// Returns the kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the name of every kind, for messages.
    #[must_use]
    pub fn names() -> [&'static str; 6] {
        Self::ALL.map(Self::name)
    }
}
