//! Reports: the documents that they offer. From: the page of a report. To: [`Download`]s.

use crate::parse::document::DeclaredValue;
use crate::parse::front::PageValue;
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;

/// A document that a report offers.
#[derive(Clone, Copy, Debug)]
pub struct Download<'p> {
    /// The number of its file among the references of the page's fields.
    pub file: usize,
    /// What it is called; the report's title where nothing is said.
    pub title: Option<&'p str>,
    /// A remark, for example on its accessibility.
    pub note: Option<&'p str>,
}

/// Returns the group that wrote a report. A page of another kind has none.
#[must_use]
pub fn group(page: &ParsedPage) -> Option<&str> {
    if page.front.kind != Kind::Report {
        return None;
    }
    page.fields.text("group")
}

/// Returns the documents that a report offers, or `None` for a page of another kind.
#[must_use]
pub fn downloads(page: &ParsedPage) -> Option<Vec<Download<'_>>> {
    if page.front.kind != Kind::Report {
        return None;
    }
    let entries = page.fields.entries("downloads").iter();
    Some(entries.filter_map(download).collect())
}

fn download(entry: &PageValue) -> Option<Download<'_>> {
    let DeclaredValue::Group(values) = entry else {
        return None;
    };
    let mut download = Download {
        file: usize::MAX,
        title: None,
        note: None,
    };
    for (name, value) in values {
        match (name.as_str(), value) {
            ("file", DeclaredValue::Asset(file)) => download.file = *file,
            ("title", DeclaredValue::Text(title)) => download.title = Some(title),
            ("note", DeclaredValue::Text(note)) => download.note = Some(note),
            _ => {}
        }
    }
    (download.file != usize::MAX).then_some(download)
}
