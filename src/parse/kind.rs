//! Kinds of page by their names.

use std::fmt;
use std::sync::Arc;

/// A kind of page. Those that the program does more for than their declaration says have variants
/// of their own; every other kind is what its declaration says, and nothing else.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
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
    /// A kind that the theme declares under this name.
    Declared(Arc<str>),
}

impl Kind {
    /// Every kind that has a variant of its own.
    pub const BUILT_IN: [Self; 6] = [
        Self::Page,
        Self::Section,
        Self::Newsletter,
        Self::Article,
        Self::Report,
        Self::Publication,
    ];

    /// Returns the name in front matter. The declaration of the kind is `NAME.yaml`, and its
    /// template is `NAME.html`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Page => "page",
            Self::Section => "section",
            Self::Newsletter => "newsletter",
            Self::Article => "article",
            Self::Report => "report",
            Self::Publication => "publication",
            Self::Declared(name) => name,
        }
    }

    /// Returns the kind of this name, whether or not a theme declares it.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let built_in = Self::BUILT_IN.into_iter().find(|kind| kind.name() == name);
        built_in.unwrap_or_else(|| Self::Declared(Arc::from(name)))
    }

    /// Reports whether the kind has a variant of its own.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        !matches!(self, Self::Declared(_))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
