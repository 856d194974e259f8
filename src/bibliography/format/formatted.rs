//! The answer to a request: references and citations as data that can be stored.

use serde::{Deserialize, Serialize};

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formatted {
    /// The list of references, in the order of the style.
    pub references: Vec<FormattedReference>,
    /// The citations, in the order of the request's clusters.
    pub citations: Vec<FormattedCitation>,
    /// Whether the citations of this style are notes.
    pub in_notes: bool,
    /// Whether all lines of a reference but the first are indented.
    pub hanging_indent: bool,
    /// The indices of publications whose authors the style loses.
    pub lost_authors: Vec<usize>,
    /// The indices of publications that could not be formatted, and that are shown in a plain form.
    pub failed: Vec<usize>,
}

/// A reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedReference {
    /// The index of the publication in the request.
    pub item: usize,
    /// The number or label in the margin before the reference, in styles that have one.
    pub label: Option<FormattedText>,
    /// The words of the reference.
    pub body: FormattedText,
}

/// A citation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedCitation {
    /// The authors, for styles that cite by number or in notes, when the sentence names them.
    pub authors: Option<FormattedText>,
    /// The words of the citation: brackets, a number, or a note.
    pub body: FormattedText,
}

/// Words as HTML and as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedText {
    /// The words as safe HTML.
    pub html: String,
    /// The words without marks and links.
    pub text: String,
}
