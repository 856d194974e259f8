//! Formats references and citations in any style of the Citation Style Language. Takes a
//! [`Request`] and a [`Style`]; gives [`Formatted`]: every reference and citation as safe HTML and
//! as plain text, as data that can be stored. Year suffixes, numbers and the forms of names depend
//! on the whole request, so the whole request is the key of the [`Cache`].
//!
//! The steps are: request → prepare (items as hayagriva takes them) → run (hayagriva) → tree
//! (dates, et al.) → pieces → tidy → html, text. Styles are made right in `repair` first.

mod cache;
mod html;
mod losses;
mod marks;
mod pieces;
mod prepare;
mod repair;
mod request;
mod run;
mod style;
mod style_limits;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;

pub use cache::{Cache, CachedResponse};
pub use request::{Authors, Cite, Cluster, ClusterForm, Locator, Request};
pub use style::Style;

use crate::base::Faults;
use crate::bibliography::item::Item;
use crate::bibliography::key;
use pieces::{EntryBlock, RichPiece, TextStyle};
use serde::{Deserialize, Serialize};

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formatted {
    /// The list of references, in the order of the style.
    pub references: Vec<FormattedReference>,
    /// The citations, in the order of the request's clusters.
    pub citations: Vec<FormattedCitation>,
    /// Whether the citations of this style are notes.
    pub in_notes: bool,
    /// Whether all lines of a reference but the first are indented.
    pub hanging_indent: bool,
    /// Publications of the request whose authors the style has lost, by their indices.
    pub lost_authors: Vec<usize>,
    /// Publications that could not be formatted and stand in a plain form instead, by their
    /// indices.
    pub failed: Vec<usize>,
}

/// A formatted reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedReference {
    /// The index of the publication in the request.
    pub item: usize,
    /// The number or label that stands in the margin before the reference, in styles that have one.
    pub label: Option<FormattedText>,
    /// The words of the reference.
    pub body: FormattedText,
}

/// A formatted citation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedCitation {
    /// The authors, where they stand in the sentence before the number or the mark of the note.
    pub authors: Option<FormattedText>,
    /// The citation: brackets, a number, or the words of a note.
    pub body: FormattedText,
}

/// Formatted words, as HTML and as plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedText {
    /// The words as safe HTML.
    pub html: String,
    /// The words without marks and links.
    pub text: String,
}

/// Formats a request, unless its answer is in the cache.
#[must_use]
pub fn format(request: &Request<'_>, style: &Style, cache: &Cache) -> CachedResponse {
    let key = cache::key(request, style);
    match cache.get(key) {
        Some(formatted) => CachedResponse { key, formatted },
        None => CachedResponse {
            key,
            formatted: std::sync::Arc::new(made(request, style)),
        },
    }
}

/// Returns the findings about an answer: authors that were lost, publications that could not be
/// formatted.
#[must_use]
pub fn findings(request: &Request<'_>, style: &Style, formatted: &Formatted) -> Faults {
    losses::findings(request, style, formatted)
}

fn made(request: &Request<'_>, style: &Style) -> Formatted {
    match run::run(request, style) {
        Some(trees) => finished(request, style, trees),
        None => without_culprits(request, style),
    }
}

/// Formats a request at which hayagriva has panicked: publications that it cannot format alone are
/// left out and written plainly.
fn without_culprits(request: &Request<'_>, style: &Style) -> Formatted {
    let alone = |item: &Item| {
        run::run(
            &Request {
                items: vec![item],
                clusters: Vec::new(),
                anchors: None,
            },
            style,
        )
        .is_some()
    };
    let failed: Vec<usize> = request
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| !alone(item))
        .map(|(index, _)| index)
        .collect();
    let replaced: Vec<Item> = request
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            if failed.contains(&index) {
                stand_in(item)
            } else {
                (*item).clone()
            }
        })
        .collect();
    let second = Request {
        items: replaced.iter().collect(),
        ..request.clone()
    };
    let all = (0..request.items.len()).collect();
    match run::run(&second, style) {
        Some(trees) => Formatted {
            failed,
            ..finished(&second, style, trees)
        },
        None => Formatted {
            failed: all,
            references: request
                .items
                .iter()
                .enumerate()
                .map(|(index, item)| plainly(index, item))
                .collect(),
            citations: vec![FormattedCitation::default(); request.clusters.len()],
            ..Formatted::default()
        },
    }
}

/// Returns a publication with nothing but what every style prints.
fn stand_in(item: &Item) -> Item {
    let mut plain = Item::new(
        item.key.clone(),
        crate::bibliography::item::ItemType::Document,
        item.place.clone(),
    );
    plain.set_text(
        "title",
        item.plain("title").unwrap_or_else(|| item.key.clone()),
    );
    plain
}

/// Writes makers, year and title.
fn plainly(index: usize, item: &Item) -> FormattedReference {
    let makers: Vec<String> = item
        .makers()
        .iter()
        .take(6)
        .map(crate::bibliography::item::Name::full)
        .collect();
    let year = item
        .year()
        .map(|year| format!(" ({year})"))
        .unwrap_or_default();
    let text = format!(
        "{}{year}. {}.",
        makers.join(", "),
        item.plain("title").unwrap_or_default()
    );
    FormattedReference {
        item: index,
        label: None,
        body: FormattedText {
            html: crate::base::html::escape(&text),
            text,
        },
    }
}

fn finished(request: &Request<'_>, style: &Style, trees: run::ElementTrees) -> Formatted {
    let prepared = style.prepared();
    let no_anchor = |_: usize| None;
    let mut references = Vec::with_capacity(trees.references.len());
    for (index, label, mut body) in trees.references {
        let Some(item) = request.items.get(index) else {
            continue;
        };
        tree::finish(&mut body, item, prepared);
        let label = label
            .map(|label| text(pieces::pieces_of(&label), &no_anchor))
            .filter(|label| !label.text.is_empty());
        references.push(FormattedReference {
            item: index,
            label,
            body: text(pieces::pieces(&body), &no_anchor),
        });
    }
    let mut citations = Vec::with_capacity(trees.citations.len());
    for (mut tree, cluster) in trees.citations.into_iter().zip(&request.clusters) {
        for child in &mut tree.0 {
            let hayagriva::ElemChild::Elem(elem) = child else {
                continue;
            };
            let Some(hayagriva::ElemMeta::Entry(at)) = elem.meta else {
                continue;
            };
            let Some((cite, item)) = cluster
                .cites
                .get(at)
                .and_then(|cite| Some((cite, request.items.get(cite.item)?)))
            else {
                continue;
            };
            tree::finish(&mut elem.children, item, prepared);
            if cluster.form == ClusterForm::Sentence {
                tree::and_in_words(&mut elem.children, prepared);
            }
            if cite.authors == Authors::Suppress {
                tree::suppress_names(&mut elem.children);
            }
        }
        let anchor = |at: usize| {
            let item = request.items.get(cluster.cites.get(at)?.item)?;
            Some(format!(
                "{}{}",
                request.anchors.as_deref()?,
                key::plain(&item.key)
            ))
        };
        let body = text(with_own_words(pieces::pieces(&tree), cluster), &anchor);
        let in_sentence =
            cluster.form == ClusterForm::Sentence && prepared.sort != style::CitationSystem::Author;
        let authors = cluster
            .cites
            .first()
            .filter(|_| in_sentence)
            .and_then(|cite| request.items.get(cite.item))
            .map(|item| tree::authors(item, prepared));
        let authors = authors
            .filter(|authors| !authors.is_empty())
            .map(|text| FormattedText {
                html: crate::base::html::escape(&text),
                text,
            });
        citations.push(FormattedCitation { authors, body });
    }
    let bibliography = prepared.style.bibliography.as_ref();
    let mut formatted = Formatted {
        references,
        citations,
        in_notes: prepared.sort == style::CitationSystem::Note,
        hanging_indent: bibliography.is_some_and(|bibliography| bibliography.hanging_indent),
        ..Formatted::default()
    };
    formatted.lost_authors = losses::lost(request, prepared, &formatted);
    formatted
}

/// Adds the words that the writer put before and after a citation.
fn with_own_words(pieces: Vec<RichPiece>, cluster: &Cluster) -> Vec<RichPiece> {
    let words = |text: String| RichPiece::Words {
        text,
        look: TextStyle::default(),
        link: None,
    };
    let mut out = Vec::with_capacity(pieces.len() + 4);
    for piece in pieces {
        match &piece {
            RichPiece::Open(EntryBlock::Cite(at)) => {
                let prefix = cluster
                    .cites
                    .get(*at)
                    .map(|cite| cite.prefix.trim())
                    .filter(|prefix| !prefix.is_empty());
                // Some styles separate numbers by nothing but a comma.
                let gap = matches!(out.last(), Some(RichPiece::Words { text, .. }) if text.ends_with([',', ';']));
                out.extend(
                    prefix.map(|prefix| words(format!("{}{prefix} ", if gap { " " } else { "" }))),
                );
                out.push(piece);
            }
            RichPiece::Close(EntryBlock::Cite(at)) => {
                let suffix = cluster
                    .cites
                    .get(*at)
                    .map(|cite| cite.suffix.trim_end())
                    .filter(|suffix| !suffix.trim().is_empty());
                let suffix = suffix.map(|suffix| {
                    if suffix.starts_with([',', ';', '.', ':', ' ']) {
                        suffix.to_owned()
                    } else {
                        format!(" {suffix}")
                    }
                });
                out.push(piece);
                out.extend(suffix.map(words));
            }
            _ => out.push(piece),
        }
    }
    out
}

fn text(mut pieces: Vec<RichPiece>, anchor: html::Anchor<'_>) -> FormattedText {
    tidy::tidy(&mut pieces);
    FormattedText {
        html: html::html(&pieces, anchor),
        text: pieces::plain(&pieces),
    }
}
