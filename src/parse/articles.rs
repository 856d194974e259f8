//! Articles that stand in one file: the `##` sections of a one-file issue, each with a `byline`
//! block below its heading. From: a parsed body. To: what lists, topics and people's pages need to
//! know of each.

use super::document::{Component, ComponentValue, Outline};
use super::front::{Byline, Spanned, byline};

/// One section of a body that is an article.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// Its place on the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub bylines: Vec<Byline>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// What it is about.
    pub topics: Vec<Spanned<String>>,
}

/// The articles of a one-file issue: its sections, with or without a byline.
#[must_use]
pub fn articles(body: &Outline) -> Vec<Article> {
    let sections = body
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.level == 2);
    let article = |(at, heading): (usize, &super::document::Heading)| {
        // Bylines stand right below the heading: those before the next heading of any level are the
        // article's.
        let end = body
            .headings
            .get(at + 1)
            .map_or(body.components.len(), |next| next.components_before);
        let blocks = body.components[heading.components_before..end]
            .iter()
            .filter(|component| component.name == byline::BYLINE);
        let mut article = Article {
            id: heading.id.clone(),
            title: heading.title.clone(),
            bylines: Vec::new(),
            summary: None,
            topics: Vec::new(),
        };
        for block in blocks {
            article.bylines.extend(byline::of_component(block));
            article.summary = article.summary.or_else(|| text(block, "summary"));
            article.topics.extend(topics(block));
        }
        article
    };
    sections.map(article).collect()
}

fn text(block: &Component, wanted: &str) -> Option<String> {
    block.fields.iter().find_map(|(name, value)| match value {
        ComponentValue::Text(text) if name == wanted => Some(text.clone()),
        _ => None,
    })
}

fn topics(block: &Component) -> Vec<Spanned<String>> {
    let values = block.fields.iter().find_map(|(name, value)| match value {
        ComponentValue::List(values) if name == "topics" => Some(values.as_slice()),
        _ => None,
    });
    let texts = values.unwrap_or_default().iter().filter_map(|value| {
        if let ComponentValue::Text(text) = value {
            Some(text)
        } else {
            None
        }
    });
    texts
        .map(|text| Spanned {
            value: text.clone(),
            span: block.span.clone(),
        })
        .collect()
}
