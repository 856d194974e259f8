//! Numbers of lists. From: the entries of a numbered list as they are typed. To: HTML that shows
//! the numbers that were typed, or a fault where they make no order.

use super::HtmlWriter;
use crate::base::{Code, Fault};
use crate::parse::document::Fragment;
use crate::parse::markdown::list_numbers::{
    NumberedEntry, Numbering, OpenList, listed, number, numbering,
};
use std::fmt::Write as _;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Starts a list, and an element for it.
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        self.lists.push(OpenList {
            first,
            entries: Vec::new(),
        });
        match first {
            None => self.push("<ul>\n"),
            Some(1) => self.push("<ol>\n"),
            Some(first) => self.push(&format!("<ol start=\"{first}\">\n")),
        }
    }

    /// Starts an entry, and keeps the number that is typed before it.
    pub(super) fn start_entry(&mut self, range: Range<usize>) {
        self.push("<li>");
        let html_at = self.fragment().html.len() - 1;
        let typed = self.source.get(range.clone()).unwrap_or_default();
        let Some(list) = self.lists.last_mut().filter(|list| list.first.is_some()) else {
            return;
        };
        if let Some(number) = number(typed) {
            list.entries.push(NumberedEntry {
                number,
                html_at,
                range,
            });
        }
    }

    /// Ends an entry, and reports one that holds nothing.
    pub(super) fn end_entry(&mut self, range: &Range<usize>) {
        let fragment = self.fragment();
        let end = fragment.html.len();
        // A block is a hole in the HTML.
        let holds_block = fragment.holes.last().is_some_and(|(at, _)| *at == end);
        if fragment.html.ends_with("<li>") && !holds_block {
            let typed = self.source.get(range.clone()).unwrap_or_default();
            let end = range.start + typed.trim_end().len();
            let fault = Fault::warning(Code::NoWords, "this entry of a list has no words")
                .help("write its words behind the mark and a space, or take the line out");
            self.build.fault(fault, (self.place)(range.start..end));
        }
        self.end_block("</li>\n");
    }

    /// Ends a list: whether its numbers are shown as they are typed depends on all of them.
    pub(super) fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        let Some(first) = list.first else {
            return self.push("</ul>\n");
        };
        self.find_leading_zero(&list.entries);
        let numbers: Vec<u64> = list.entries.iter().map(|entry| entry.number).collect();
        match numbering(first, &numbers) {
            Numbering::Counted => {}
            Numbering::AsTyped => write_numbers(self.fragment(), first, &list.entries),
            Numbering::Changed => self.report_numbers(first, &numbers, &list.entries),
        }
        self.push("</ol>\n");
    }

    /// Reports the first number that is typed with a zero before it, which no list shows.
    fn find_leading_zero(&mut self, entries: &[NumberedEntry]) {
        let Some((typed, start)) = entries.iter().find_map(|entry| {
            let typed = self.source.get(entry.range.clone())?;
            let digits = typed.len() - typed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let is_padded = digits > 1 && typed.starts_with('0');
            is_padded.then(|| (&typed[..=digits], entry.range.start))
        }) else {
            return;
        };
        let bare = typed.trim_start_matches('0');
        let message = format!("readers do not see the zero before this number: `{typed}`");
        let (number, end) = typed.split_at(typed.len() - 1);
        let fault = Fault::warning(Code::ListNumbers, message).help(format!(
            "write `{bare}`; to show it as it is typed, write `{number}\\{end}` and leave an empty \
             line between the entries"
        ));
        let disk = (self.place)(start..start + typed.len());
        self.build.fault(fault, disk);
    }

    fn report_numbers(&mut self, first: u64, numbers: &[u64], entries: &[NumberedEntry]) {
        let counted: Vec<u64> = (first..).take(numbers.len()).collect();
        let differs = numbers.iter().zip(&counted).position(|(a, b)| a != b);
        let Some(entry) = differs.and_then(|at| entries.get(at)) else {
            return;
        };
        let start = entry.range.start;
        let line = &self.source[entry.range.clone()];
        let end = start + line.find('\n').unwrap_or(line.len());
        let message = format!(
            "the numbers typed in this list are {}, and readers see {}",
            listed(numbers),
            listed(&counted)
        );
        let fault = Fault::warning(Code::ListNumbers, message).help(
            "type the numbers in order, or `1.` before every entry and masthead counts; to start a \
             second list, put a line of text before it",
        );
        self.build.fault(fault, (self.place)(start..end));
    }
}

/// Gives a number of its own to each entry at which the count of a browser is another one.
fn write_numbers(fragment: &mut Fragment, first: u64, entries: &[NumberedEntry]) {
    let Some(start) = entries.first().map(|entry| entry.html_at) else {
        return;
    };
    let tail = fragment.html.split_off(start);
    let behind = fragment.holes.partition_point(|(at, _)| *at <= start);
    let mut holes = fragment.holes[behind..].iter_mut().peekable();
    let (mut copied, mut count) = (0, first);
    for entry in entries {
        let at = entry.html_at - start;
        if entry.number != count {
            let added = fragment.html.len() - start - copied;
            while let Some((hole, _)) = holes.next_if(|(hole, _)| *hole < entry.html_at) {
                *hole += added;
            }
            fragment.html.push_str(&tail[copied..at]);
            copied = at;
            let _ = write!(fragment.html, " value=\"{}\"", entry.number);
        }
        count = entry.number + 1;
    }
    let added = fragment.html.len() - start - copied;
    for (hole, _) in holes {
        *hole += added;
    }
    fragment.html.push_str(&tail[copied..]);
}
