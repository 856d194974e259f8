//! The formats in which feeds are written, and the addresses of their files.

use crate::base::UrlPath;

/// A format in which feeds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom 1.0, RFC 4287.
    Atom,
    /// RSS 2.0, with the content and Dublin Core modules.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// Returns the name of a feed's file in this format.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// Returns the address of the file in this format for the feed of the page at `home`.
    #[must_use]
    pub fn url(self, home: &UrlPath) -> UrlPath {
        UrlPath::new(&format!("{home}{}", self.file_name()))
    }
}
