//! The questions that templates ask, and their recorded answers. A page is fresh while the answers
//! to all its questions stay as they were.

use crate::base::{Fingerprint, UrlPath};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A question that a template asked, and the fingerprint of the answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordedAnswer {
    /// The page that was being shown, for questions whose answer depends on it.
    pub page: Option<UrlPath>,
    /// The question.
    pub query: Query,
    /// The fingerprint of the answer.
    pub answer: Fingerprint,
}

/// A question that a template can ask.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Query {
    /// `pages(…)`.
    Pages(PagesQuery),
    /// `page_at(url)`.
    Page(String),
    /// `neighbours()`.
    Neighbours,
    /// `terms(taxonomy, search)`.
    Terms(String, Searched),
    /// `related(limit)`.
    Related(usize),
    /// `sections()`.
    Sections,
}

impl fmt::Display for Query {
    /// Writes the question as a template does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pages(query) => write!(f, "pages({query})"),
            Self::Page(url) => write!(f, "page_at(\"{url}\")"),
            Self::Neighbours => f.write_str("neighbours()"),
            Self::Terms(taxonomy, Searched::Any) => write!(f, "terms(\"{taxonomy}\")"),
            Self::Terms(taxonomy, Searched::Only) => {
                write!(f, "terms(\"{taxonomy}\", search=true)")
            }
            Self::Related(limit) => write!(f, "related(limit={limit})"),
            Self::Sections => f.write_str("sections()"),
        }
    }
}

/// Whether a question is about pages alone that the search of the site finds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Searched {
    /// The question is about all pages.
    #[default]
    Any,
    /// The question is about pages that search finds.
    Only,
}

impl Searched {
    /// Reads the argument `search` of a function.
    #[must_use]
    pub fn of_argument(search: Option<bool>) -> Self {
        if search == Some(true) {
            Self::Only
        } else {
            Self::Any
        }
    }
}

/// The arguments of `pages(…)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PagesQuery {
    /// The address of a section.
    pub section: Option<String>,
    /// The name of a kind.
    pub kind: Option<String>,
    /// The name or address of a term.
    pub topic: Option<String>,
    /// The largest number of pages to list.
    pub limit: Option<usize>,
    /// The name of the order.
    pub sort: Option<String>,
    /// Whether pages are left out that search does not find.
    pub search: Searched,
}

impl fmt::Display for PagesQuery {
    /// Writes the arguments as a template does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = [
            ("section", &self.section),
            ("kind", &self.kind),
            ("topic", &self.topic),
            ("limit", &self.limit.map(|limit| limit.to_string())),
            ("sort", &self.sort),
            (
                "search",
                &(self.search == Searched::Only).then(|| true.to_string()),
            ),
        ];
        let mut separator = "";
        for (name, value) in arguments {
            match value {
                None => continue,
                Some(value) if matches!(name, "limit" | "search") => {
                    write!(f, "{separator}{name}={value}")?;
                }
                Some(value) => write!(f, "{separator}{name}=\"{value}\"")?,
            }
            separator = ", ";
        }
        Ok(())
    }
}
