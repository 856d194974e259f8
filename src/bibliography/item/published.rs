//! The fields of a publication that leave the house.
//!
//! This module takes a publication as its owner keeps it and gives what the site may show of it, in
//! references and on pages, to search engines, in search, and in files for reference managers. A
//! field is published because it is in the list here, so what reference managers keep for their
//! owner, such as notes, stays with the owner.

use super::{Item, Name};
use crate::bibliography::identifier;

/// The fields of words and numbers that are published, by their names in CSL-JSON. People and dates
/// are published whatever their field.
pub const PUBLISHED: [&str; 53] = [
    "abstract",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "authority",
    "chapter-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event-place",
    "event-title",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "medium",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
];

/// Keywords with which people mark publications for themselves.
const PRIVATE_KEYWORDS: [&str; 9] = [
    "confidential",
    "internal",
    "printed",
    "private",
    "read",
    "to do",
    "to read",
    "todo",
    "unread",
];

impl Item {
    /// Returns what the site publishes of a publication.
    #[must_use]
    pub fn published(&self) -> Self {
        let mut item = self.clone();
        item.other.clear();
        item.texts.retain(|field, words| match field.as_str() {
            "URL" => identifier::is_web_address(words),
            field => PUBLISHED.contains(&field),
        });
        if let Some(keywords) = item.texts.remove("keyword") {
            item.set_text("keyword", published_keywords(&keywords));
        }
        for name in item.names.values_mut().flatten() {
            name.other
                .retain(|key, _| key.eq_ignore_ascii_case(Name::ORCID));
        }
        item
    }
}

/// Returns keywords without those that people use for themselves: `to read`, and those that begin
/// with a sign, as reference managers sort such words to the top.
fn published_keywords(keywords: &str) -> String {
    let separator = if keywords.contains(';') { "; " } else { ", " };
    let list = keywords.split(separator.trim_end()).map(str::trim);
    let public = list.filter(|word| {
        let lower = word.to_lowercase().replace(['-', '_'], " ");
        word.starts_with(|c: char| c.is_alphanumeric() || "('\"“‘".contains(c))
            && !PRIVATE_KEYWORDS.contains(&lower.as_str())
    });
    public.collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::super::{ItemPlace, ItemType, variable};
    use super::*;
    use crate::base::SourcePath;
    use serde_json::json;

    #[test]
    fn what_owners_keep_for_themselves_is_not_published() {
        let place = ItemPlace::new(&SourcePath::new("a"), "", 0..0);
        let mut item = Item::new("a", ItemType::Book, place);
        for field in variable::TEXTS {
            item.set_text(field, "secret");
        }
        item.texts
            .insert("keyword".into(), "teams, _unread, To-read, #x, NHS".into());
        item.texts
            .insert("URL".into(), "file:///home/me/a.pdf".into());
        item.other.insert("private".into(), json!("secret"));
        let mut author = Name::person("Ellis", "Clare");
        author
            .other
            .insert("ORCID".into(), json!("0000-0002-1825-0097"));
        author.other.insert("email".into(), json!("me@example.org"));
        item.names.insert("author".into(), vec![author]);
        let published = item.published();
        for field in [
            "note",
            "annote",
            "URL",
            "call-number",
            "source",
            "references",
        ] {
            assert_eq!(published.text(field), None, "{field}");
        }
        assert_eq!(published.text("title"), Some("secret"));
        assert_eq!(published.text("keyword"), Some("teams, NHS"));
        assert!(published.other.is_empty());
        let author = &published.people("author")[0];
        assert_eq!((author.orcid().is_some(), author.other.len()), (true, 1));
    }

    #[test]
    fn every_published_field_is_one_of_csl() {
        assert!(
            PUBLISHED
                .iter()
                .all(|field| variable::TEXTS.contains(field))
        );
    }
}
