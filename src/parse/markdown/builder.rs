//! A document in the making, which the writer of HTML and the readers of components fill.

use super::limits::{
    DEEPEST, MOST_ATTRIBUTES, MOST_FAULTS, MOST_HEADINGS, MOST_SIGNS, MOST_TAGS, NestingLimit,
    WIDEST_INDENT,
};
use super::rules::Context;
use crate::base::{Code, Fault, Faults, Severity, Span};
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
    /// The number of errors and of warnings among the faults.
    kept: [usize; 2],
    /// The number of faults beyond [`MOST_FAULTS`].
    left_out: usize,
    /// The number of tables so far.
    pub(super) tables: usize,
    /// The place of the block whose fields are being read.
    pub(super) block_at: Option<Range<usize>>,
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
            kept: [0; 2],
            left_out: 0,
            tables: 0,
            block_at: None,
        }
    }

    /// Reports a fault at a range of the file on disk.
    pub(super) fn fault(&mut self, fault: Fault, disk: Range<usize>) {
        let kept = &mut self.kept[usize::from(fault.severity == Severity::Warning)];
        if *kept == MOST_FAULTS {
            self.left_out += 1;
            return;
        }
        *kept += 1;
        self.faults
            .push(fault.at(Span::new(self.context.file, disk)));
    }

    /// Returns the faults of the document. The last of them says how many more there are.
    pub(super) fn take_faults(&mut self) -> Faults {
        let mut faults = std::mem::take(&mut self.faults);
        if let Some(last) = faults.last_mut().filter(|_| self.left_out > 0) {
            let more = self.left_out;
            last.help.push(format!(
                "there are {more} more findings like these on this page"
            ));
        }
        faults
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
            NestingLimit::Attributes => (
                format!("a tag has more than {MOST_ATTRIBUTES} attributes here"),
                "write the text in markdown, without HTML; or put the quotation mark or the `>` \
                 that is missing where the tag should end",
            ),
            NestingLimit::Signs => (
                format!(
                    "this page has more than {MOST_SIGNS} lines and signs such as `*`, `[` and `<`"
                ),
                "divide it into several pages, or offer it as a file",
            ),
            NestingLimit::Headings => (
                format!("this page has more than {MOST_HEADINGS} headings"),
                "divide it into several pages, or take the `#` or the line of `=` or `-` away from \
                 what is no heading",
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
