//! Articles of a one-file issue: its `##` sections, each with a `byline` block below its heading.
//! From: a parsed body. To: what lists, topics and people's pages need to know of each.

use super::byline_block::{self, BYLINE};
use super::document::{Component, ComponentValue, Heading, Outline};
use super::front::Byline;
use super::yaml::Spanned;

/// A section of a body that is an article.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// The id of its place on the page.
    pub id: String,
    /// The title.
    pub title: String,
    /// The writers.
    pub bylines: Vec<Byline>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The topics, each with the place of the block that names it.
    pub topics: Vec<Spanned<String>>,
}

/// Returns the articles of a one-file issue: its sections, with or without a byline.
#[must_use]
pub fn articles(body: &Outline) -> Vec<Article> {
    let mut articles = Vec::new();
    for (at, heading) in body.headings.iter().enumerate() {
        if heading.level != 2 {
            continue;
        }
        // Bylines stand right below the heading: those before the next heading of any level are the
        // article's.
        let end = body
            .headings
            .get(at + 1)
            .map_or(body.components.len(), |next| next.components_before);
        let blocks = &body.components[heading.components_before..end];
        articles.push(article(heading, blocks));
    }
    articles
}

/// Returns the article below `heading`, about which `blocks` say more.
fn article(heading: &Heading, blocks: &[Component]) -> Article {
    let mut article = Article {
        id: heading.id.clone(),
        title: heading.title.clone(),
        bylines: Vec::new(),
        summary: None,
        topics: Vec::new(),
    };
    for block in blocks.iter().filter(|block| block.name == BYLINE) {
        article.bylines.extend(byline_block::bylines(block));
        article.summary = article
            .summary
            .or_else(|| block.text("summary").map(str::to_owned));
        article.topics.extend(topics(block));
    }
    article
}

fn topics(block: &Component) -> Vec<Spanned<String>> {
    let values = block.fields.iter().find_map(|(name, value)| match value {
        ComponentValue::List(values) if name == "topics" => Some(values.as_slice()),
        _ => None,
    });
    let mut topics = Vec::new();
    for value in values.unwrap_or_default() {
        if let ComponentValue::Text(text) = value {
            topics.push(Spanned {
                value: text.clone(),
                span: block.span.clone(),
            });
        }
    }
    topics
}
