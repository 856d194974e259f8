//! Atom 1.0 (RFC 4287).

use super::{Context, Entry, Feed, Format, latest, rfc3339};
use crate::emit::xml::{cdata_into, element, text_into};
use std::fmt::Write as _;

pub(super) fn write(context: &Context<'_>, feed: &Feed, entries: &[Entry<'_>]) -> String {
    let mut out = String::with_capacity(4096 + entries.iter().map(|entry| entry.html.len() + 1024).sum::<usize>());
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    text_into(&context.site.settings.language, &mut out);
    out.push_str("\">\n");
    element(&mut out, "id", &context.absolute(&feed.url(Format::Atom)));
    element(&mut out, "title", &feed.title);
    if let Some(strapline) = &context.site.settings.strapline {
        element(&mut out, "subtitle", strapline);
    }
    link(&mut out, "self", "application/atom+xml", &context.absolute(&feed.url(Format::Atom)));
    link(&mut out, "alternate", "text/html", &context.absolute(&feed.home));
    if let Some(latest) = latest(entries) {
        element(&mut out, "updated", &rfc3339(latest));
    }
    author(&mut out, context.publisher());
    out.push_str("<generator>masthead</generator>\n");
    for entry in entries {
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
        out.push_str("<content type=\"html\">");
        cdata_into(entry.html, &mut out);
        out.push_str("</content>\n</entry>\n");
    }
    out.push_str("</feed>\n");
    out
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
