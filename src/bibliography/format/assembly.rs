//! Turns the trees that hayagriva returns into references and citations.
//!
//! This module takes a request, a style and the trees, and gives [`Formatted`]. It mends each tree,
//! adds the writer's own words and writes the result as HTML and plain text.

use super::formatted::{Formatted, FormattedCitation, FormattedReference, FormattedText};
use super::pieces::{EntryBlock, RichPiece, TextStyle};
use super::prepare::WordYears;
use super::request::{Authors, Cluster, ClusterForm, Request};
use super::run::{ElementTrees, ReferenceTree};
use super::style::{CitationSystem, Style, StyleEngine};
use super::{html, losses, pieces, tidy, tree};
use crate::base::html::escape;
use crate::bibliography::item::Item;
use crate::bibliography::key;
use hayagriva::{ElemChild, ElemChildren, ElemMeta};

/// Makes the answer to a request from its trees.
pub(super) fn assemble(request: &Request<'_>, style: &Style, trees: ElementTrees) -> Formatted {
    let prepared = style.prepared();
    let word_years = WordYears::of(&request.items);
    let answer = AnswerContext {
        request,
        prepared,
        word_years: &word_years,
    };
    let references = trees
        .references
        .into_iter()
        .filter_map(|tree| reference(tree, &answer))
        .collect();
    let citations = trees
        .citations
        .into_iter()
        .zip(&request.clusters)
        .map(|(tree, cluster)| citation(tree, cluster, &answer))
        .collect();
    let bibliography = prepared.style.bibliography.as_ref();
    let mut formatted = Formatted {
        references,
        citations,
        in_notes: prepared.sort == CitationSystem::Note,
        hanging_indent: bibliography.is_some_and(|bibliography| bibliography.hanging_indent),
        ..Formatted::default()
    };
    formatted.lost_authors = losses::lost(request, prepared, &formatted);
    formatted
}

/// What all references and citations of an answer have in common.
struct AnswerContext<'a> {
    /// The request.
    request: &'a Request<'a>,
    /// The style.
    prepared: &'a StyleEngine,
    /// The years that stand for words in the place of dates.
    word_years: &'a WordYears,
}

impl AnswerContext<'_> {
    /// Mends the dates and names of a publication in a tree.
    fn finish(&self, tree: &mut ElemChildren, item: &Item) {
        tree::finish(tree, item, self.word_years, self.prepared);
    }
}

/// Writes a reference.
fn reference(tree: ReferenceTree, answer: &AnswerContext<'_>) -> Option<FormattedReference> {
    let ReferenceTree {
        item: index,
        label,
        mut body,
    } = tree;
    let item = answer.request.items.get(index)?;
    answer.finish(&mut body, item);
    tree::label_pages(&mut body, item, answer.prepared);
    let label = label
        .map(|label| text(pieces::pieces_of(&label), &|_| None))
        .filter(|label| !label.text.is_empty());
    Some(FormattedReference {
        item: index,
        label,
        body: text(pieces::pieces(&body), &|_| None),
    })
}

/// Writes a citation.
fn citation(
    mut tree: ElemChildren,
    cluster: &Cluster,
    answer: &AnswerContext<'_>,
) -> FormattedCitation {
    for child in &mut tree.0 {
        finish_cite(child, cluster, answer);
    }
    let pieces = with_own_words(pieces::pieces(&tree), cluster);
    let body = text(pieces, &|at| anchor(answer.request, cluster, at));
    FormattedCitation {
        authors: authors_in_sentence(cluster, answer.request, answer.prepared),
        body,
    }
}

/// Mends the citation of one publication in a cluster.
fn finish_cite(child: &mut ElemChild, cluster: &Cluster, answer: &AnswerContext<'_>) {
    let ElemChild::Elem(elem) = child else {
        return;
    };
    let Some(ElemMeta::Entry(at)) = elem.meta else {
        return;
    };
    let Some(cite) = cluster.cites.get(at) else {
        return;
    };
    let Some(item) = answer.request.items.get(cite.item) else {
        return;
    };
    answer.finish(&mut elem.children, item);
    if cluster.form == ClusterForm::Sentence {
        tree::and_in_words(&mut elem.children, answer.prepared);
    }
    if cite.authors == Authors::Suppress {
        tree::suppress_names(&mut elem.children);
    }
}

/// Returns the anchor of the reference to which a citation in a cluster links.
fn anchor(request: &Request<'_>, cluster: &Cluster, at: usize) -> Option<String> {
    let item = request.items.get(cluster.cites.get(at)?.item)?;
    let start = request.anchors.as_deref()?;
    Some(format!("{start}{}", key::plain(&item.key)))
}

/// Writes the authors that a sentence names, for styles whose citations do not name them.
fn authors_in_sentence(
    cluster: &Cluster,
    request: &Request<'_>,
    prepared: &StyleEngine,
) -> Option<FormattedText> {
    if cluster.form != ClusterForm::Sentence || prepared.sort == CitationSystem::Author {
        return None;
    }
    let item: &Item = request.items.get(cluster.cites.first()?.item)?;
    let text = tree::authors(item, prepared);
    (!text.is_empty()).then(|| FormattedText {
        html: escape(&text),
        text,
    })
}

/// Adds the words that the writer puts before and after a citation.
fn with_own_words(pieces: Vec<RichPiece>, cluster: &Cluster) -> Vec<RichPiece> {
    let mut out = Vec::with_capacity(pieces.len() + 4);
    for piece in pieces {
        match &piece {
            RichPiece::Open(EntryBlock::Cite(at)) => {
                if let Some(prefix) = prefix(cluster, *at) {
                    // Some styles separate numbers by a comma without a space.
                    let gap = if ends_with_separator(&out) { " " } else { "" };
                    out.push(unmarked(format!("{gap}{prefix} ")));
                }
                out.push(piece);
            }
            RichPiece::Close(EntryBlock::Cite(at)) => {
                let suffix = suffix(cluster, *at);
                out.push(piece);
                out.extend(suffix.map(unmarked));
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Returns the words that the writer puts before a citation.
fn prefix(cluster: &Cluster, at: usize) -> Option<&str> {
    let prefix = cluster.cites.get(at)?.prefix.trim();
    (!prefix.is_empty()).then_some(prefix)
}

/// Returns the words that the writer puts after a citation, with a space before them unless they
/// begin with a punctuation mark.
fn suffix(cluster: &Cluster, at: usize) -> Option<String> {
    let suffix = cluster.cites.get(at)?.suffix.trim_end();
    if suffix.is_empty() {
        None
    } else if suffix.starts_with([',', ';', '.', ':', ' ']) {
        Some(suffix.to_owned())
    } else {
        Some(format!(" {suffix}"))
    }
}

/// Reports whether pieces end with a comma or a semicolon.
fn ends_with_separator(pieces: &[RichPiece]) -> bool {
    match pieces.last() {
        Some(RichPiece::Words { text, .. }) => text.ends_with([',', ';']),
        _ => false,
    }
}

/// Makes a piece of plain words.
fn unmarked(text: String) -> RichPiece {
    RichPiece::Words {
        text,
        look: TextStyle::default(),
        link: None,
    }
}

/// Writes pieces as HTML and as plain text.
fn text(mut pieces: Vec<RichPiece>, anchor: html::Anchor<'_>) -> FormattedText {
    tidy::end_in_block(&mut pieces);
    tidy::tidy(&mut pieces);
    FormattedText {
        html: html::html(&pieces, anchor),
        text: pieces::plain(&pieces),
    }
}
