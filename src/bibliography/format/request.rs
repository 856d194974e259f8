//! Requests for formatting: publications in an order, and the places that cite them.

use crate::bibliography::item::Item;

/// The references and citations to format.
#[derive(Clone, Debug)]
pub struct Request<'r> {
    /// The publications of the list of references, in the order in which they are cited or listed.
    /// A style may sort them.
    pub items: Vec<&'r Item>,
    /// The citations in the text, in order.
    pub clusters: Vec<Cluster>,
    /// The start of the anchor of each reference: with `ref-` a citation links to
    /// `#ref-ellis2014`. Without it there are no links.
    pub anchors: Option<String>,
}

impl<'r> Request<'r> {
    /// Makes a request for the reference of one publication.
    pub(super) fn of_one(item: &'r Item) -> Self {
        Self {
            items: vec![item],
            clusters: Vec::new(),
            anchors: None,
        }
    }
}

/// The citations in one pair of brackets: `[@ellis2014, p. 4; see @carpenter2013]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cluster {
    /// The citations of single publications.
    pub cites: Vec<Cite>,
    /// The place of the authors.
    pub form: ClusterForm,
}

/// The place of the authors of a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClusterForm {
    /// The authors stand in the brackets: "(Ellis and Hodge, 2014)".
    #[default]
    Brackets,
    /// The authors stand in the sentence: "Ellis and Hodge (2014)".
    Sentence,
}

/// The citation of one publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cite {
    /// The index of the publication in [`Request::items`].
    pub item: usize,
    /// The writer's words before the citation: `see`.
    pub prefix: String,
    /// The part of the publication that is meant.
    pub locator: Option<Locator>,
    /// The writer's words after the citation.
    pub suffix: String,
    /// Whether the authors are named.
    pub authors: Authors,
}

/// Whether the authors of a publication are named in a citation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Authors {
    /// The citation names the authors.
    #[default]
    Show,
    /// The authors are left out, because the sentence names them: `[-@ellis2014]`.
    Suppress,
}

/// A part of a publication that a citation means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locator {
    /// The name of what is counted, in the terms of CSL: `page`, `chapter`, `figure`.
    pub label: &'static str,
    /// The number or numbers: `4`, `12-15`.
    pub value: String,
}
