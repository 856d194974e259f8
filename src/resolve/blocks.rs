//! Finds the publications that blocks in a text show: those whose keys the blocks name, or all.

use super::citations;
use super::target::ReferenceLookup;
use crate::base::{Faults, Span};
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
    place: &ReferenceLookup<'_>,
    outline: &Outline,
    faults: &mut Faults,
) -> BTreeMap<usize, PublicationsBlock> {
    let blocks = outline
        .components
        .iter()
        .enumerate()
        .filter(|(_, component)| component.name == PUBLICATIONS);
    blocks
        .map(|(number, component)| (number, block(place, component, faults)))
        .collect()
}

fn block(
    place: &ReferenceLookup<'_>,
    component: &Component,
    faults: &mut Faults,
) -> PublicationsBlock {
    let known = &place.site.publications;
    let field = |wanted: &str| {
        component
            .fields
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value)
    };
    let publications = match field("keys") {
        Some(ComponentValue::List(keys)) => {
            let keys = keys.iter().filter_map(|key| {
                if let ComponentValue::Text(key) = key {
                    Some(key.trim())
                } else {
                    None
                }
            });
            let found = keys.filter_map(|key| {
                let found = known.find(key);
                faults.extend(
                    found
                        .is_none()
                        .then(|| citations::unknown(key, known).at(component.span.clone())),
                );
                found
            });
            found.collect()
        }
        _ => (0..known.items.len())
            .filter(|at| known.pages[*at].is_some())
            .collect(),
    };
    let style = match field("style") {
        Some(ComponentValue::Text(style)) => {
            Some(style.trim().to_owned()).filter(|style| !style.is_empty())
        }
        _ => None,
    };
    PublicationsBlock {
        publications,
        style,
        span: component.span.clone(),
    }
}
