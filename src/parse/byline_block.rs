//! Blocks that say who wrote a section. From: the `byline` blocks of a parsed body. To:
//! [`Byline`]s, and every fault in them beyond the form of their fields.

use super::document::{Component, ComponentValue};
use super::front::Byline;
use super::front::byline::{both_ways, check_complete, repeated};
use super::hidden_writer::HiddenWriter;
use super::vocabulary::Vocabulary;
use crate::base::{Code, Fault, Faults};

/// The name of the block that says who wrote a section.
pub const BYLINE: &str = "byline";

/// Values of a block's fields, each with the name of its field.
type BlockValues = [(String, ComponentValue)];

/// Returns the writers that a `byline` block names: one, or several under `writers`.
#[must_use]
pub fn bylines(component: &Component) -> Vec<Byline> {
    let mut lists = component
        .fields
        .iter()
        .filter(|(name, _)| name == "writers");
    let several = lists.find_map(|(_, value)| match value {
        ComponentValue::List(writers) => Some(writers),
        _ => None,
    });
    match several {
        Some(writers) => writers.iter().filter_map(byline_of_entry).collect(),
        None => vec![byline(&component.fields)],
    }
}

fn byline_of_entry(writer: &ComponentValue) -> Option<Byline> {
    match writer {
        ComponentValue::Group(fields) => Some(byline(fields)),
        _ => None,
    }
}

fn byline(fields: &BlockValues) -> Byline {
    let byline = Byline {
        person: text(fields, "person"),
        name: text(fields, "name"),
        pseudonym: text(fields, "pseudonym"),
        role: text(fields, "role"),
        team: text(fields, "team"),
        withheld: is_withheld(fields),
        hidden: None,
    };
    byline.guarded()
}

/// Returns the words of a field.
#[must_use]
pub(super) fn text(fields: &BlockValues, wanted: &str) -> Option<String> {
    let (_, value) = fields.iter().find(|(name, _)| name == wanted)?;
    match value {
        ComponentValue::Text(text) | ComponentValue::Person(text) => Some(text.clone()),
        _ => None,
    }
}

fn is_withheld(fields: &BlockValues) -> bool {
    fields.iter().any(|(name, value)| {
        name == "pseudonym" || (name == "withheld" && *value == ComponentValue::YesNo(true))
    })
}

/// Returns the writers whom a block withholds.
pub(super) fn hidden_writers(block: &Component) -> Vec<HiddenWriter> {
    let bylines = bylines(block).into_iter();
    bylines.filter_map(|byline| byline.hidden).collect()
}

/// Takes names that are not to be published out of a block's fields.
pub(super) fn forget_withheld(fields: &mut Vec<(String, ComponentValue)>) {
    if is_withheld(fields) {
        fields.retain(|(name, _)| name != "name" && name != "person");
    }
    for (_, value) in fields {
        let ComponentValue::List(writers) = value else {
            continue;
        };
        for writer in writers {
            if let ComponentValue::Group(fields) = writer {
                forget_withheld(fields);
            }
        }
    }
}

/// Reports what is wrong with the `byline` blocks of a body beyond the form of their fields.
pub(super) fn check_blocks(components: &[Component], vocabulary: &Vocabulary, faults: &mut Faults) {
    for block in components {
        if block.name == BYLINE {
            check_block(block, vocabulary, faults);
        }
    }
}

fn check_block(block: &Component, vocabulary: &Vocabulary, faults: &mut Faults) {
    let bylines = bylines(block);
    for byline in &bylines {
        check_complete(byline, vocabulary, &block.span, faults);
    }
    for (at, byline) in bylines.iter().enumerate() {
        if bylines[..at].iter().any(|other| other.is_same(byline)) {
            faults.push(repeated(byline).at(block.span.clone()));
        }
    }
    for byline in &bylines {
        if byline.names_twice() {
            faults.push(both_ways().at(block.span.clone()));
        }
    }
    if names_writer_beside_list(block) {
        let message = "this block names a writer beside those that it lists under `writers:`";
        let help = "make that writer an entry of the list, too: `- name: …` and `role: …` \
                    below `writers:`";
        faults.push(
            Fault::error(Code::PersonTwice, message)
                .help(help)
                .at(block.span.clone()),
        );
    }
}

/// Tells whether a block that lists its writers names one outside of the list as well.
fn names_writer_beside_list(block: &Component) -> bool {
    let names: Vec<&str> = block.fields.iter().map(|(name, _)| name.as_str()).collect();
    names.contains(&"writers")
        && ["person", "name", "pseudonym"]
            .iter()
            .any(|name| names.contains(name))
}
