//! The JSON Feed 1.1 format (jsonfeed.org).

use super::feed::{Feed, FeedEntry, FeedWriter, around, rfc3339};
use crate::base::bytes::ByteSet;
use crate::model::FeedFormat;
use crate::source::SharedText;
use serde::Serialize;
use std::sync::{Arc, LazyLock};

#[derive(Serialize)]
struct JsonFeedHead<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: [JsonFeedAuthor<'a>; 1],
}

#[derive(Serialize)]
struct JsonFeedAuthor<'a> {
    name: &'a str,
}

/// An entry without its `content_html`, which is written after it.
#[derive(Serialize)]
struct JsonFeedItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonFeedAuthor<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'a str],
}

pub(super) fn write<'e>(
    writer: &FeedWriter<'_>,
    feed: &Feed,
    entries: impl Iterator<Item = &'e [SharedText]>,
) -> Vec<SharedText> {
    let settings = &writer.site.settings;
    let head = JsonFeedHead {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: writer.absolute(&feed.home),
        feed_url: writer.absolute(&feed.url(FeedFormat::Json)),
        language: &settings.language,
        description: settings.strapline.as_deref(),
        authors: [JsonFeedAuthor {
            name: writer.site.settings.publisher(),
        }],
    };
    // The entries go in before the brace that closes the document.
    let mut head = json(&head);
    head.truncate(head.trim_end_matches('}').len());
    head.push_str(",\"items\":[");
    let comma = [Arc::new(",".to_owned())];
    let entries = entries
        .enumerate()
        .flat_map(|(at, entry)| [if at == 0 { &[] } else { comma.as_slice() }, entry]);
    around(head, entries, "]}\n")
}

pub(super) fn entry(entry: &FeedEntry<'_>) -> Vec<SharedText> {
    let mut text = json(&JsonFeedItem {
        id: &entry.id,
        url: &entry.url,
        title: entry.title,
        summary: entry.summary,
        image: entry.picture.as_ref().map(|picture| picture.url.as_str()),
        date_published: rfc3339(&entry.published),
        date_modified: rfc3339(&entry.updated),
        authors: entry
            .authors
            .iter()
            .map(|name| JsonFeedAuthor { name })
            .collect(),
        tags: &entry.topics,
    });
    text.pop();
    text.reserve(entry.html.len() + entry.html.len() / 8);
    text.push_str(",\"content_html\":\"");
    push_escaped(&mut text, entry.html);
    text.push_str("\"}");
    vec![Arc::new(text)]
}

/// Adds a long text as it stands between quotation marks in JSON. Few of its bytes have to be
/// escaped, and only those are looked for.
fn push_escaped(json: &mut String, text: &str) {
    static SPECIAL: ByteSet = ByteSet::new(b"\"\\\t\n\r").and_controls();
    static WRITTEN: LazyLock<Vec<String>> =
        LazyLock::new(|| (0..0x80).map(|byte| escaped(char::from(byte))).collect());
    let mut rest = text;
    while let Some(at) = SPECIAL.find(rest.as_bytes()) {
        json.push_str(&rest[..at]);
        json.push_str(&WRITTEN[usize::from(rest.as_bytes()[at])]);
        rest = &rest[at + 1..];
    }
    json.push_str(rest);
}

/// Returns a letter as it stands between quotation marks in JSON.
fn escaped(letter: char) -> String {
    let quoted = json(&letter);
    quoted[1..].strip_suffix('"').unwrap_or_default().to_owned()
}

/// Writes a value as JSON. Text, numbers and lists of them can always be written.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{json, push_escaped};

    #[test]
    fn a_long_text_is_written_as_the_library_writes_it() {
        let every_letter: String = (0..0x180).filter_map(char::from_u32).collect();
        for text in [
            "",
            "plain",
            "\"",
            "a \\ b",
            "<p class=\"lede\">Größe\n\t</p>\r\n",
            "\u{7f}\u{2028}",
            &every_letter,
        ] {
            let mut escaped = String::new();
            push_escaped(&mut escaped, text);
            assert_eq!(format!("\"{escaped}\""), json(&text));
        }
    }
}
