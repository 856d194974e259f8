//! Reading of markdown. The only user of pulldown-cmark's parser. From: the text of a body. To: a
//! [`Document`], which holds HTML with holes, references, headings, components and words; and every
//! fault found.

mod builder;
mod components;
mod count;
mod definitions;
mod footnotes;
mod limits;
mod list_numbers;
mod odd_signs;
mod plain;
mod raw_html;
mod rules;
mod slips;
mod word;
mod writer;

#[cfg(test)]
mod tests;

pub use plain::find_signs;
pub use rules::{BodyWords, Context, Rules};

use super::document::{BodyContent, Document, Fragment, PlacedValues};
use super::schema::{Field, FieldValue};
use crate::base::Faults;
use builder::{DocumentBuilder, Nesting};
use limits::{deep_containers, too_many_signs};
use pulldown_cmark::{Options, Parser};
use std::ops::Range;

/// Parses `text`. `place` turns a range of it into a range of the file as it stands on disk.
#[must_use]
pub fn parse(
    text: &str,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
    context: &Context<'_>,
) -> (Document, Faults) {
    let mut build = DocumentBuilder::new(context);
    build.outline.anchors.extend(context.places.iter().cloned());
    build.text.reserve(text.len());
    let html = build.body(text, place, Nesting::Page);
    // Every page of the site is held in memory at once, so strings give up their spare capacity.
    let html = Fragment {
        html: html.html.as_str().to_owned(),
        holes: html.holes,
    };
    let text = build.text.as_str().to_owned();
    build.outline.words = count::words(&text);
    let faults = build.take_faults();
    (
        Document::new(build.outline, BodyContent { html, text }),
        faults,
    )
}

/// Parses the markdown in values of these fields, and numbers what they point at.
#[must_use]
pub fn placed_values(
    fields: &[Field],
    values: Vec<(String, FieldValue)>,
    context: &Context<'_>,
) -> (PlacedValues, Faults) {
    let mut build = DocumentBuilder::new(context);
    let values = build.values(fields, values);
    let placed = PlacedValues {
        outline: build.outline,
        values,
    };
    (placed, build.faults)
}

/// Returns the extensions of `CommonMark` that bodies may use.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

impl DocumentBuilder<'_> {
    /// Writes the HTML of one piece of markdown, and adds what it holds to the document.
    fn body(
        &mut self,
        text: &str,
        place: &dyn Fn(Range<usize>) -> Range<usize>,
        nesting: Nesting,
    ) -> Fragment {
        if let Some((at, what)) = deep_containers(text).or_else(|| too_many_signs(text)) {
            self.too_deep(what, place(at..at));
            return Fragment::default();
        }
        if !text.is_ascii() || memchr::memchr(b'\t', text.as_bytes()).is_some() {
            for (fault, range) in word::leftovers(text) {
                self.fault(fault, place(range));
            }
        }
        if !text.is_ascii() {
            for (fault, range) in odd_signs::odd_signs(text) {
                self.fault(fault, place(range));
            }
        }
        let parser =
            Parser::new_with_broken_link_callback(text, options(), Some(writer::broken_link));
        let definitions = parser.reference_definitions();
        let mut writer = writer::HtmlWriter::new(self, text, place, nesting, definitions);
        for (event, range) in parser.into_offset_iter() {
            if writer.event(event, range).is_break() {
                break;
            }
        }
        writer.finish()
    }
}
