//! Answers to requests at which hayagriva panics.
//!
//! A publication that cannot be formatted even alone is replaced by a plain form, and the others
//! are formatted as usual.

use super::assembly;
use super::formatted::{Formatted, FormattedCitation, FormattedReference, FormattedText};
use super::request::Request;
use super::run;
use super::style::Style;
use crate::base::html::escape;
use crate::bibliography::item::{Item, ItemType, Name};

/// Formats a request without the publications at which hayagriva panics.
pub(super) fn without_culprits(request: &Request<'_>, style: &Style) -> Formatted {
    let (mut failed, mut replaced) = (Vec::new(), Vec::new());
    for (index, item) in request.items.iter().enumerate() {
        if run::run(&Request::of_one(item), style).is_some() {
            replaced.push((*item).clone());
        } else {
            failed.push(index);
            replaced.push(stand_in(item));
        }
    }
    let second = Request {
        items: replaced.iter().collect(),
        ..request.clone()
    };
    match run::run(&second, style) {
        Some(trees) => Formatted {
            failed,
            ..assembly::assemble(&second, style, trees)
        },
        None => plain_answer(request),
    }
}

/// Makes a publication that says nothing but what every style prints.
fn stand_in(item: &Item) -> Item {
    let mut plain = Item::new(item.key.clone(), ItemType::Document, item.place.clone());
    let title = item.plain("title").unwrap_or_else(|| item.key.clone());
    plain.set_text("title", title);
    plain
}

/// Writes every reference in a plain form, and no citation.
fn plain_answer(request: &Request<'_>) -> Formatted {
    let items = request.items.iter().enumerate();
    Formatted {
        failed: (0..request.items.len()).collect(),
        references: items
            .map(|(index, item)| plain_reference(index, item))
            .collect(),
        citations: vec![FormattedCitation::default(); request.clusters.len()],
        ..Formatted::default()
    }
}

/// Writes a reference of makers, year and title.
fn plain_reference(index: usize, item: &Item) -> FormattedReference {
    let makers: Vec<String> = item.makers().iter().take(6).map(Name::full).collect();
    let year = item
        .year()
        .map(|year| format!(" ({year})"))
        .unwrap_or_default();
    let title = item.plain("title").unwrap_or_default();
    let text = format!("{}{year}. {title}.", makers.join(", "));
    FormattedReference {
        item: index,
        label: None,
        body: FormattedText {
            html: escape(&text),
            text,
        },
    }
}
