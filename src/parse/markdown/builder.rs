//! A document in the making, which the writer of HTML and the readers of components fill.

use super::limits::{DEEPEST, MOST_TAGS, NestingLimit, WIDEST_INDENT};
use super::rules::Context;
use crate::base::{Code, Fault, Faults, Span};
use crate::parse::document::Outline;
use std::collections::BTreeMap;
use std::ops::Range;

/// The place of a piece of markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Nesting {
    /// The body of a page.
    Page,
    /// A field of a component, in which no component may stand.
    Field,
}

/// A document in the making, shared by the body and the markdown fields of its components.
pub(super) struct DocumentBuilder<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) outline: Outline,
    /// The words so far.
    pub(super) text: String,
    /// The number of components of each name.
    pub(super) named: BTreeMap<String, usize>,
    /// The number that the next id made from the same words gets.
    numbers: BTreeMap<String, usize>,
    /// The level of the heading that the text being read stands below.
    pub(super) level: u8,
    pub(super) faults: Faults,
    /// The number of tables so far.
    pub(super) tables: usize,
}

impl<'a> DocumentBuilder<'a> {
    /// Creates an empty document.
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            outline: Outline::default(),
            text: String::new(),
            named: BTreeMap::new(),
            numbers: BTreeMap::new(),
            level: 1,
            faults: Faults::new(),
            tables: 0,
        }
    }

    /// Reports a fault at a range of the file on disk.
    pub(super) fn fault(&mut self, fault: Fault, disk: Range<usize>) {
        self.faults
            .push(fault.at(Span::new(self.context.file, disk)));
    }

    /// Reports that the text goes beyond a limit.
    pub(super) fn too_deep(&mut self, what: NestingLimit, disk: Range<usize>) {
        let (message, help) = match what {
            NestingLimit::Nested => (
                format!("quotes, lists or HTML are nested more than {DEEPEST} levels deep here"),
                "take some `>`, list levels or HTML tags out",
            ),
            NestingLimit::Indented => (
                format!("this line starts with more than {WIDEST_INDENT} spaces"),
                "take the spaces out",
            ),
            NestingLimit::Tags => (
                format!("this page has more than {MOST_TAGS} HTML tags"),
                "write the text in markdown, without HTML",
            ),
        };
        self.fault(Fault::error(Code::TextTooDeep, message).help(help), disk);
    }

    /// Takes an id that nothing on the page has yet: `wanted`, else `wanted-2`, `wanted-3`…
    pub(super) fn unique_id(&mut self, wanted: &str) -> String {
        if self.outline.anchors.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let number = self.numbers.entry(wanted.to_owned()).or_insert(2);
        loop {
            let id = format!("{wanted}-{number}");
            *number += 1;
            if self.outline.anchors.insert(id.clone()) {
                return id;
            }
        }
    }
}
