//! JSON Feed 1.1 (jsonfeed.org).

use super::{Entry, Feed, Format, Writer, around, rfc3339};
use crate::source::Piece;
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Head<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: [Author<'a>; 1],
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
    content_html: &'a str,
}

pub(super) fn write<'e>(writer: &Writer<'_>, feed: &Feed, entries: impl Iterator<Item = &'e [Piece]>) -> Vec<Piece> {
    let settings = &writer.site.settings;
    let head = Head {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: writer.absolute(&feed.home),
        feed_url: writer.absolute(&feed.url(Format::Json)),
        language: &settings.language,
        description: settings.strapline.as_deref(),
        authors: [Author { name: writer.publisher() }],
    };
    // The entries go in before the brace that closes the document.
    let mut head = json(&head);
    head.truncate(head.trim_end_matches('}').len());
    head.push_str(",\"items\":[");
    let comma = [Arc::new(",".to_owned())];
    let entries = entries.enumerate().flat_map(|(at, entry)| [if at == 0 { &[] } else { comma.as_slice() }, entry]);
    around(head, entries, "]}\n")
}

pub(super) fn entry(entry: &Entry<'_>) -> Vec<Piece> {
    let text = json(&Item {
        id: &entry.id,
        url: &entry.url,
        title: entry.title,
        summary: entry.summary,
        date_published: rfc3339(&entry.published),
        date_modified: rfc3339(&entry.updated),
        authors: entry.authors.iter().map(|name| Author { name }).collect(),
        tags: &entry.topics,
        content_html: entry.html,
    });
    vec![Arc::new(text)]
}

/// Text, numbers and lists of them can always be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
