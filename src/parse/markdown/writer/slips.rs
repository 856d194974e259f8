//! Slips of the pen in what readers see as text. From: the runs of text that the writer notes. To:
//! faults that say what to type instead. What stands in code, or behind a backslash, is meant.

use super::{CodeBlock, HtmlWriter};
use crate::base::{Code, Fault, Severity, Span};
use crate::parse::markdown::slips::{
    MOST, ShownText, TemplateSign, TextSlip, addresses, backslashes, blocks, eaten, entities,
    foreign_sign, foreign_signs, joined_lines, lines, links, lists, marks, may_open_line, notes,
    placeholders, tables,
};
use pulldown_cmark::TagEnd;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Notes a piece of text. The parser gives brackets piece by piece, so pieces that touch are
    /// looked at as one.
    pub(super) fn run_on(&mut self, range: &Range<usize>) {
        if self.picture.is_some() || self.raw_html.literal.is_open() {
            return;
        }
        let at_line_start = std::mem::take(&mut self.slips.at_line_start);
        if self.slips.run.end == range.start && !self.slips.run.is_empty() && !at_line_start {
            self.slips.run.end = range.end;
            return;
        }
        self.end_run();
        self.find_path(range.start);
        self.slips.run = range.clone();
        self.slips.is_in_link = self.links > 0;
        self.slips.starts_line = at_line_start;
    }

    /// Reports slips in the text that was noted.
    pub(super) fn end_run(&mut self) {
        let range = std::mem::take(&mut self.slips.run);
        let source = self.source;
        if range.is_empty() || source.get(range.clone()).is_none() {
            return;
        }
        let run = ShownText {
            source,
            range,
            starts_line: self.slips.starts_line,
        };
        if run.starts_line && run.range.start >= self.slips.told_to {
            self.find_at_line_start(&run);
        }
        let bytes = run.text().as_bytes();
        let has_brackets = memchr::memchr3(b']', b'<', b'[', bytes).is_some();
        if has_brackets {
            self.find_shown_comment(&run);
        }
        if self.slips.found >= MOST {
            return;
        }
        let starts_in_sign = run.starts_line && may_open_line(run.text());
        if self.slips.has_rare_signs || has_brackets || starts_in_sign {
            self.find_foreign_signs(&run);
        }
        if self.slips.has_rare_signs || memchr::memchr2(b'*', b'_', bytes).is_some() {
            self.find_marks(&run);
        }
        if let Some(slip) = backslashes::at_end(&run) {
            self.tell_slip(slip);
        }
        if self.slips.has_placeholders
            && let Some(slip) = placeholders::in_text(&run)
        {
            self.tell_slip(slip);
        }
        if self.slips.has_ampersand && memchr::memchr(b'&', bytes).is_some() {
            for slip in entities::find(&run) {
                self.tell_slip(slip);
            }
        }
        let may_have_address = !self.slips.is_in_link
            && (memchr::memchr3(b'@', b'/', b':', bytes).is_some()
                || self.slips.has_www && memchr::memmem::find(bytes, b"www.").is_some());
        if may_have_address {
            for slip in addresses::find(&run) {
                self.tell_slip(slip);
            }
        }
        if has_brackets {
            for slip in links::find(source, run.range) {
                self.tell_slip(slip);
            }
        }
    }

    /// Reports marks of words that mean nothing.
    fn find_marks(&mut self, run: &ShownText<'_>) {
        // The mark of a line that has been reported is no mark of words.
        let is_told = run.starts_line && run.range.start < self.slips.told_to;
        let from = run.range.start + usize::from(is_told);
        let mut notes = self.slips.has_star_notes;
        let found = marks::find(run, from, &mut notes);
        self.slips.has_star_notes = notes;
        for slip in found {
            self.tell_slip(slip);
        }
    }

    /// Reports the path of a file at a sign behind a backslash.
    fn find_path(&mut self, at: usize) {
        if at < self.slips.path_to || !self.source[..at].ends_with('\\') {
            return;
        }
        if let Some(slip) = backslashes::path(self.source, at) {
            self.slips.path_to = slip.at.end;
            self.tell_slip(slip);
        }
    }

    /// Reports slips that show at the beginning of a line.
    fn find_at_line_start(&mut self, run: &ShownText<'_>) {
        let slip = lines::find(run).or_else(|| lists::find(run));
        let slip = slip.or_else(|| {
            let may_be_table = self.slips.has_rare_signs || self.slips.has_columns;
            may_be_table.then(|| tables::find(run)).flatten()
        });
        if let Some((slip, told_to)) = slip {
            self.slips.told_to = told_to;
            if let Some(slip) = slip {
                self.tell_slip(slip);
            }
        }
    }

    /// Reports a slip, unless the lines it stands in have been reported as a whole.
    pub(super) fn tell_slip(&mut self, slip: TextSlip) {
        self.slips.found += 1;
        if self.slips.found > MOST {
            return;
        }
        let disk = (self.place)(slip.at.clone());
        let mut fault = match slip.severity {
            Severity::Error => Fault::error(slip.code, slip.message),
            Severity::Warning => Fault::warning(slip.code, slip.message),
        };
        fault = fault.help(slip.help);
        // A text whose places are not known one by one cannot be changed piece by piece.
        let is_exact = (self.place)(slip.at.start..slip.at.start) != disk;
        if let Some(mended) = slip.mended.filter(|_| is_exact) {
            fault = fault.fix(Span::new(self.build.context.file, disk.clone()), mended);
        }
        self.build.fault(fault, disk);
    }

    /// Reports a comment that is shown as text. A comment that begins in a paragraph ends with it,
    /// and without its end it is text. Nobody means to publish that.
    fn find_shown_comment(&mut self, run: &ShownText<'_>) {
        let opening = run
            .text()
            .match_indices("<!--")
            .map(|(at, _)| run.range.start + at)
            .find(|at| !run.is_meant(*at));
        let Some(start) = opening else { return };
        let end = run.source[start..run.range.end]
            .find('\n')
            .map_or(run.range.end, |line| start + line);
        let fault = Fault::error(
            Code::UnsafeHtml,
            "this comment would be on the page for everybody to read: nothing ends it in its own \
             paragraph",
        )
        .help(
            "write `-->` before the next empty line, or begin the comment on a line of its own, \
             with an empty line above",
        );
        self.build.fault(fault, (self.place)(start..end));
    }

    /// Looks at marks that stand at a range.
    pub(super) fn find_eaten(&mut self, range: &Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        if written.starts_with("*|") && written.ends_with("|*") {
            if let Some((sign, _)) = foreign_sign(written) {
                self.note_foreign(sign, range.clone());
            }
        } else if range.start >= self.slips.eaten_to
            && let Some(slip) = eaten::find(self.source, range)
        {
            self.slips.eaten_to = slip.at.end;
            self.tell_slip(slip);
        }
    }

    /// Reports a heading that is a paragraph above a line of `-` or `=`. Tells whether it is one.
    pub(super) fn find_line_heading(&mut self, range: &Range<usize>) -> bool {
        let slip = blocks::line_heading(self.source, range, &mut self.slips.heading_marks);
        let is_found = slip.is_some();
        if let Some(slip) = slip {
            self.tell_slip(slip);
        }
        is_found
    }

    /// Reports lines of a paragraph that were meant as lines, unless they are reported already.
    pub(super) fn find_joined_lines(&mut self, ended: TagEnd, range: &Range<usize>) {
        if ended != TagEnd::Paragraph || self.slips.told_to > range.start {
            return;
        }
        if let Some(slip) = joined_lines::find(self.source, range) {
            self.tell_slip(slip);
        }
    }

    /// Reports text that its spaces make code.
    pub(super) fn find_prose_in_code(&mut self, code: &CodeBlock) {
        if let Some(slip) = blocks::prose_in_code(self.source, &code.range, &code.text) {
            self.tell_slip(slip);
        }
    }

    /// Reports a footnote that holds less than what is typed for it.
    pub(super) fn find_slip_of_note(&mut self, range: &Range<usize>, is_empty: bool) {
        if let Some(slip) = notes::find(self.source, range, is_empty) {
            self.tell_slip(slip);
        }
    }

    /// Notes the signs of other programs in a run.
    fn find_foreign_signs(&mut self, run: &ShownText<'_>) {
        let start = run.range.start.max(self.slips.foreign_to);
        if start >= run.range.end || !run.source.is_char_boundary(start) {
            return;
        }
        let starts_line = run.starts_line && start == run.range.start;
        for (sign, range) in foreign_signs(run.source, start..run.range.end, starts_line) {
            self.note_foreign(sign, range);
        }
    }

    /// Notes the signs of other programs in a block of raw HTML, outside of its tags.
    pub(super) fn find_foreign_in_html(&mut self, range: &Range<usize>) {
        let html = &self.source[range.clone()];
        if !html.contains("{{") && !html.contains("{%") || html.contains("<!--") {
            return;
        }
        for (sign, at) in foreign_signs(self.source, range.clone(), false) {
            if sign.is_of_templates() {
                self.note_foreign(sign, at);
            }
        }
    }

    /// Notes the box of another program, `:::note`, at the start of a range.
    pub(super) fn find_box_of_other_program(&mut self, range: &Range<usize>) {
        let end = range.start + 1;
        for (sign, at) in foreign_signs(self.source, range.start..end, true) {
            self.note_foreign(sign, at);
        }
    }

    fn note_foreign(&mut self, sign: TemplateSign, range: Range<usize>) {
        self.slips.foreign_to = range.end;
        let noted = self
            .slips
            .foreign
            .iter_mut()
            .find(|(known, ..)| *known == sign);
        match noted {
            Some((_, _, count)) => *count += 1,
            None => self.slips.foreign.push((sign, range, 1)),
        }
    }

    /// Reports the signs of other programs: each sort once, at its first place.
    pub(super) fn tell_foreign_signs(&mut self) {
        for (sign, range, count) in std::mem::take(&mut self.slips.foreign) {
            let written = self.source[range.clone()].to_owned();
            self.build
                .fault(sign.fault(&written, count), (self.place)(range));
        }
    }
}
