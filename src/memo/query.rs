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
    /// `terms(taxonomy)`.
    Terms(String),
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
            Self::Terms(taxonomy) => write!(f, "terms(\"{taxonomy}\")"),
            Self::Related(limit) => write!(f, "related(limit={limit})"),
            Self::Sections => f.write_str("sections()"),
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
        ];
        let mut separator = "";
        for (name, value) in arguments {
            match value {
                None => continue,
                Some(value) if name == "limit" => write!(f, "{separator}{name}={value}")?,
                Some(value) => write!(f, "{separator}{name}=\"{value}\"")?,
            }
            separator = ", ";
        }
        Ok(())
    }
}
