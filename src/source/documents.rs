//! Documents as values: what a file of an office program, or a PDF, tells of the people who made
//! it.

use serde::{Deserialize, Serialize};

/// What a document tells besides what it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentProperties {
    /// The person who is given as its author.
    pub author: Option<String>,
    /// The person who saved it last.
    pub last_editor: Option<String>,
    /// The people who changed it while changes were recorded, who commented on it, or who are given
    /// as the manager.
    pub others: Vec<String>,
    /// The company of the author.
    pub company: Option<String>,
    /// The title, which may be that of an earlier document.
    pub title: Option<String>,
    /// The program that made it.
    pub software: Option<String>,
    /// The number of recorded changes.
    pub changes: usize,
    /// The number of comments.
    pub comments: usize,
    /// The number of hidden sheets or slides.
    pub hidden: usize,
}
