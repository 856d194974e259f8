//! The RSS 2.0 format (rssboard.org), with `content:encoded` for the whole text and `dc:creator`
//! for names, because `author` requires e-mail addresses.

use super::feed::{Feed, FeedEntry, FeedWriter, around};
use crate::emit::xml::{element, text_into};
use crate::model::FeedFormat;
use crate::source::SharedText;
use jiff::Zoned;
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
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\" ",
    );
    out.push_str(
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
    );
    element(out, "title", &feed.title);
    element(out, "link", &writer.absolute(&feed.home));
    element(
        out,
        "description",
        writer
            .site
            .settings
            .strapline
            .as_deref()
            .unwrap_or(&feed.title),
    );
    element(out, "language", &writer.site.settings.language);
    if let Some(latest) = latest {
        element(out, "lastBuildDate", &rfc822(latest));
    }
    out.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
    text_into(&writer.absolute(&feed.url(FeedFormat::Rss)), out);
    out.push_str("\"/>\n");
    around(head, entries, "</channel>\n</rss>\n")
}

pub(super) fn entry(entry: &FeedEntry<'_>) -> Vec<SharedText> {
    let mut out = String::with_capacity(1024);
    out.push_str("<item>\n");
    element(&mut out, "title", entry.title);
    element(&mut out, "link", &entry.url);
    out.push_str("<guid isPermaLink=\"false\">");
    text_into(&entry.id, &mut out);
    out.push_str("</guid>\n");
    element(&mut out, "pubDate", &rfc822(&entry.published));
    for name in &entry.authors {
        element(&mut out, "dc:creator", name);
    }
    for topic in &entry.topics {
        element(&mut out, "category", topic);
    }
    if let Some(summary) = entry.summary {
        element(&mut out, "description", summary);
    }
    if let Some(picture) = &entry.picture {
        picture.write(&mut out);
    }
    out.push_str("<content:encoded><![CDATA[");
    vec![
        Arc::new(out),
        entry.cdata.clone(),
        Arc::new("]]></content:encoded>\n</item>\n".to_owned()),
    ]
}

/// Writes a moment in the form that RSS took from e-mail: English names, a four-digit year, a
/// numeric offset.
fn rfc822(moment: &Zoned) -> String {
    moment.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}
