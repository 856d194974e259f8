//! A request for formatted references: publications in an order, and the places that cite them.

use crate::bibliography::item::Item;

/// The references and citations to format.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The publications that the list of references holds, in the order in which they are cited or
    /// listed. A style may sort them.
    pub items: Vec<&'r Item>,
    /// The citations in the text, in order.
    pub clusters: Vec<Cluster>,
    /// The beginning of every reference's anchor: with `ref-` a citation links to `#ref-ellis2014`.
    /// Without it there are no links.
    pub anchors: Option<String>,
}

/// The contents of one pair of brackets: `[@ellis2014, p. 4; see @carpenter2013]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cluster {
    /// The cited publications.
    pub cites: Vec<Cite>,
    /// The place of the authors.
    pub form: ClusterForm,
}

/// The place of the authors in a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClusterForm {
    /// The authors stand in the brackets: "(Ellis and Hodge, 2014)".
    #[default]
    Brackets,
    /// The authors stand in the sentence: "Ellis and Hodge (2014)".
    Sentence,
}

/// A publication in a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cite {
    /// The publication's index in [`Request::items`].
    pub item: usize,
    /// The words before the citation: `see`.
    pub prefix: String,
    /// The part of the publication that is meant.
    pub locator: Option<Locator>,
    /// The words after the citation.
    pub suffix: String,
    /// Whether the authors are named.
    pub authors: Authors,
}

/// Whether the authors of a publication are named in a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Authors {
    /// The authors are named.
    #[default]
    Show,
    /// The authors are left out, because the sentence names them: `[-@ellis2014]`.
    Suppress,
}

/// A part of a publication.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// The unit that is counted: `page`, `chapter`, `figure` and the other terms of CSL.
    pub label: &'static str,
    /// The number or range of the unit: `4`, `12-15`.
    pub value: String,
}
