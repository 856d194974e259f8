//! The Atom 1.0 format (RFC 4287).

use super::feed::{Feed, FeedEntry, FeedWriter, around, rfc3339};
use crate::emit::xml::{element, text_into};
use crate::model::FeedFormat;
use crate::source::SharedText;
use jiff::Zoned;
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) fn write<'e>(
    writer: &FeedWriter<'_>,
    feed: &Feed,
    latest: Option<&Zoned>,
    entries: impl Iterator<Item = &'e [SharedText]>,
) -> Vec<SharedText> {
    let mut head = String::with_capacity(1024);
    let out = &mut head;
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"",
    );
    text_into(&writer.site.settings.language, out);
    out.push_str("\">\n");
    element(out, "id", &writer.absolute(&feed.url(FeedFormat::Atom)));
    element(out, "title", &feed.title);
    if let Some(strapline) = &writer.site.settings.strapline {
        element(out, "subtitle", strapline);
    }
    link(
        out,
        "self",
        "application/atom+xml",
        &writer.absolute(&feed.url(FeedFormat::Atom)),
    );
    link(out, "alternate", "text/html", &writer.absolute(&feed.home));
    if let Some(latest) = latest {
        element(out, "updated", &rfc3339(latest));
    }
    author(out, writer.site.settings.publisher());
    out.push_str("<generator>masthead</generator>\n");
    around(head, entries, "</feed>\n")
}

pub(super) fn entry(entry: &FeedEntry<'_>) -> Vec<SharedText> {
    let mut out = String::with_capacity(1024);
    out.push_str("<entry>\n");
    element(&mut out, "id", &entry.id);
    element(&mut out, "title", entry.title);
    link(&mut out, "alternate", "text/html", &entry.url);
    element(&mut out, "published", &rfc3339(&entry.published));
    element(&mut out, "updated", &rfc3339(&entry.updated));
    for name in &entry.authors {
        author(&mut out, name);
    }
    for topic in &entry.topics {
        out.push_str("<category term=\"");
        text_into(topic, &mut out);
        out.push_str("\"/>\n");
    }
    if let Some(summary) = entry.summary {
        element(&mut out, "summary", summary);
    }
    if let Some(picture) = &entry.picture {
        picture.write(&mut out);
    }
    out.push_str("<content type=\"html\"><![CDATA[");
    vec![
        Arc::new(out),
        entry.cdata.clone(),
        Arc::new("]]></content>\n</entry>\n".to_owned()),
    ]
}

fn link(out: &mut String, rel: &str, kind: &str, href: &str) {
    let _ = write!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"");
    text_into(href, out);
    out.push_str("\"/>\n");
}

fn author(out: &mut String, name: &str) {
    out.push_str("<author>");
    let mut inner = String::new();
    element(&mut inner, "name", name);
    out.push_str(inner.trim_end());
    out.push_str("</author>\n");
}
