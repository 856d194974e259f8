//! What is asked of formatting: publications in an order, and the places that cite them.

use crate::bibliography::item::Item;

/// References to make.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The publications that the list of references holds, in the order in which they are cited or
    /// listed. A style may sort them.
    pub items: Vec<&'r Item>,
    /// The citations in the text, in order.
    pub clusters: Vec<Cluster>,
    /// What the anchor of a reference begins with: with `ref-` a citation links to
    /// `#ref-ellis2014`. Without it there are no links.
    pub anchors: Option<String>,
}

/// What stands in one pair of brackets: `[@ellis2014, p. 4; see @carpenter2013]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cluster {
    /// The publications cited.
    pub cites: Vec<Cite>,
    /// Where the authors stand.
    pub form: ClusterForm,
}

/// Where the authors of a citation stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClusterForm {
    /// In the brackets: "(Ellis and Hodge, 2014)".
    #[default]
    Brackets,
    /// In the sentence: "Ellis and Hodge (2014)".
    Sentence,
}

/// One publication in a citation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cite {
    /// Its index in [`Request::items`].
    pub item: usize,
    /// Words before it: `see`.
    pub prefix: String,
    /// The part of it that is meant.
    pub locator: Option<Locator>,
    /// Words after it.
    pub suffix: String,
    /// Whether its authors are named.
    pub authors: Authors,
}

/// Whether the authors of a publication are named in a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Authors {
    /// They are.
    #[default]
    Show,
    /// The sentence names them already: `[-@ellis2014]`.
    Suppress,
}

/// A part of a publication.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// What is counted: `page`, `chapter`, `figure` and the other terms of CSL.
    pub label: &'static str,
    /// Which of them: `4`, `12-15`.
    pub value: String,
}
