//! Blocks and code that nobody meant. From: the parser's events for them. To: faults, each with
//! what to type instead.

use super::HtmlWriter;
use crate::parse::markdown::slips::{continued, html_marks, indents, quoted_code};
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Reports a list or a quotation that a sign in the middle of a sentence makes.
    pub(super) fn find_block_in_sentence(&mut self, range: &Range<usize>) {
        if self.lists.is_empty()
            && let Some(slip) = continued::block(self.source, range)
        {
            self.tell_slip(slip);
        }
    }

    /// Reports a list or a paragraph whose spaces are too few for the list or the footnote above
    /// it.
    pub(super) fn find_block_apart(&mut self, range: &Range<usize>, what: &str) {
        let typed = &self.source[range.start..];
        let start = range.start + (typed.len() - typed.trim_start_matches(' ').len());
        if self.source[..start].ends_with(' ')
            && self.lists.is_empty()
            && let Some(slip) = indents::apart(self.source, start, what)
        {
            self.tell_slip(slip);
        }
    }

    /// Reports a line that is a definition by accident.
    pub(super) fn find_slip_of_definition(&mut self, range: &Range<usize>) {
        if self.source[range.clone()].starts_with(":::") {
            self.find_box_of_other_program(range);
        } else if let Some(slip) = continued::definition(self.source, range) {
            self.tell_slip(slip);
        }
    }

    /// Reports text that a table takes in as its row.
    pub(super) fn find_text_in_table(&mut self, range: &Range<usize>, columns: usize) {
        if let Some(slip) = continued::row(self.source, range, columns) {
            self.tell_slip(slip);
        }
    }

    /// Reports words of a sentence that backquotes make code.
    pub(super) fn find_unmeant_code(&mut self, range: &Range<usize>) {
        if let Some(slip) = quoted_code::find(self.source, range) {
            self.tell_slip(slip);
        }
    }

    /// Reports markdown in a block of raw HTML.
    pub(super) fn find_marks_in_html(&mut self, range: &Range<usize>) {
        if let Some(slip) = html_marks::find(self.source, range) {
            self.tell_slip(slip);
        }
    }
}
