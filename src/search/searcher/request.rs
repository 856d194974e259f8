//! The question a searcher is asked and the answer it gives, as values.

use std::ops::Range;

/// The groups of values that results can be narrowed to.
pub(super) const FIELDS: [&str; 4] = ["kind", "year", "topic", "author"];

/// The values to narrow results to: any of the values of each group that has some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Kinds, such as `report` and `newsletter`.
    pub kind: Vec<String>,
    /// Years, such as `2015`.
    pub year: Vec<String>,
    /// Topics.
    pub topic: Vec<String>,
    /// Authors.
    pub author: Vec<String>,
}

impl Filters {
    /// Returns the values of a group, by its name in [`FIELDS`].
    pub(super) fn values(&self, field: &str) -> &[String] {
        match field {
            "kind" => &self.kind,
            "year" => &self.year,
            "topic" => &self.topic,
            _ => &self.author,
        }
    }

    pub(super) fn values_mut(&mut self, field: &str) -> &mut Vec<String> {
        match field {
            "kind" => &mut self.kind,
            "year" => &mut self.year,
            "topic" => &mut self.topic,
            _ => &mut self.author,
        }
    }

    /// Returns these values and those of `others`.
    pub(super) fn with(mut self, others: &Self) -> Self {
        for field in FIELDS {
            self.values_mut(field)
                .extend_from_slice(others.values(field));
        }
        self
    }
}

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResultOrder {
    /// The best results come first.
    #[default]
    Relevance,
    /// The newest pages come first.
    Date,
}

/// Whether misspelt words are corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// A word that no page has is taken for the nearest that one has.
    #[default]
    Corrected,
    /// Words are taken as they are.
    AsTyped,
}

/// The wishes that come with a query.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// How many results to give.
    pub limit: usize,
    /// How many results to leave out before them.
    pub offset: usize,
    /// The values to narrow results to, beside those in the query.
    pub filters: Filters,
    /// The order of results.
    pub sort: ResultOrder,
    /// Whether to correct misspelt words.
    pub spelling: Spelling,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            limit: 10,
            offset: 0,
            filters: Filters::default(),
            sort: ResultOrder::default(),
            spelling: Spelling::default(),
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchAnswer {
    /// The query that was searched for instead, when words of the query are on no page.
    pub corrected: Option<String>,
    /// How many results there are.
    pub total: usize,
    /// The results that were asked for.
    pub results: Vec<Hit>,
}

/// A page that answers a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page on the site, with the section that answers: `/reports/2015/#findings`.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// The name of the page's kind.
    pub kind: String,
    /// The page's day, `2015-03-31`, or its year, or empty.
    pub date: String,
    /// The page's topics.
    pub topics: Vec<String>,
    /// The page's authors.
    pub authors: Vec<String>,
    /// The heading above the passage: its `id` and text.
    pub section: Option<(String, String)>,
    /// The passage that answers, on one line.
    pub excerpt: String,
    /// The ranges of the excerpt that match, in bytes.
    pub marks: Vec<Range<usize>>,
    /// How good the result is, compared with the other results of the same query.
    pub score: f64,
}
