//! JSON Feed 1.1 (jsonfeed.org).

use super::{Context, Entry, Feed, Format, rfc3339};
use serde_json::{Map, Value, json};

pub(super) fn write(context: &Context<'_>, feed: &Feed, entries: &[Entry<'_>]) -> String {
    let settings = &context.site.settings;
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": context.absolute(&feed.home),
        "feed_url": context.absolute(&feed.url(Format::Json)),
        "language": settings.language,
        "authors": [{"name": context.publisher()}],
        "items": entries.iter().map(item).collect::<Vec<_>>(),
    });
    if let Some(strapline) = &settings.strapline {
        document["description"] = json!(strapline);
    }
    format!("{document}\n")
}

fn item(entry: &Entry<'_>) -> Value {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(entry.id));
    item.insert("url".to_owned(), json!(entry.url));
    item.insert("title".to_owned(), json!(entry.title));
    item.insert("content_html".to_owned(), json!(entry.html));
    if let Some(summary) = entry.summary {
        item.insert("summary".to_owned(), json!(summary));
    }
    item.insert("date_published".to_owned(), json!(rfc3339(&entry.published)));
    item.insert("date_modified".to_owned(), json!(rfc3339(&entry.updated)));
    if !entry.authors.is_empty() {
        item.insert("authors".to_owned(), entry.authors.iter().map(|name| json!({"name": name})).collect());
    }
    if !entry.topics.is_empty() {
        item.insert("tags".to_owned(), json!(entry.topics));
    }
    Value::Object(item)
}
