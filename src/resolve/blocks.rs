//! Finds the publications that blocks in a text show: those whose keys the blocks name, or all.

use super::lookup::ReferenceLookup;
use crate::base::{Faults, Span};
use crate::model::{Publications, unknown_publication};
use crate::parse::document::{Component, ComponentValue, Outline};
use std::collections::BTreeMap;

/// The name of the block that shows publications.
pub const PUBLICATIONS: &str = "publications";

/// The contents of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationsBlock {
    /// The numbers of the publications.
    pub publications: Vec<usize>,
    /// The style that the block names instead of the site's.
    pub style: Option<String>,
    /// The place of the block.
    pub span: Span,
}

/// Finds the blocks of a text that show publications, by the number of each component.
pub(super) fn publications(
    lookup: &ReferenceLookup<'_>,
    outline: &Outline,
    faults: &mut Faults,
) -> BTreeMap<usize, PublicationsBlock> {
    let mut blocks = BTreeMap::new();
    for (number, component) in outline.components.iter().enumerate() {
        if component.name == PUBLICATIONS {
            blocks.insert(number, block(lookup, component, faults));
        }
    }
    blocks
}

fn block(
    lookup: &ReferenceLookup<'_>,
    component: &Component,
    faults: &mut Faults,
) -> PublicationsBlock {
    let known = &lookup.site.publications;
    let publications = match field(component, "keys") {
        Some(ComponentValue::List(keys)) => named(keys, known, component, faults),
        _ => (0..known.items.len())
            .filter(|at| known.pages[*at].is_some())
            .collect(),
    };
    let style = match field(component, "style") {
        Some(ComponentValue::Text(style)) => Some(style.trim().to_owned()),
        _ => None,
    };
    PublicationsBlock {
        publications,
        style: style.filter(|style| !style.is_empty()),
        span: component.span.clone(),
    }
}

fn field<'c>(component: &'c Component, wanted: &str) -> Option<&'c ComponentValue> {
    let (_, value) = component.fields.iter().find(|(name, _)| name == wanted)?;
    Some(value)
}

/// Returns the publications whose keys a block names.
fn named(
    keys: &[ComponentValue],
    known: &Publications,
    component: &Component,
    faults: &mut Faults,
) -> Vec<usize> {
    let mut publications = Vec::with_capacity(keys.len());
    for key in keys {
        let ComponentValue::Text(key) = key else {
            continue;
        };
        if let Some(publication) = known.find(key.trim()) {
            publications.push(publication);
        } else {
            let fault = unknown_publication(key.trim(), known);
            faults.push(fault.at(component.span.clone()));
        }
    }
    publications
}
