//! Tables. From: the parser's events for their rows and cells. To: their HTML, and faults in rows
//! that hold more than the heading has columns for.

use super::{HtmlWriter, TableState};
use crate::base::{Code, Fault};
use crate::parse::markdown::slips::rows;
use pulldown_cmark::Alignment;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Starts a table, which can be moved sideways where it is too wide.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.build.tables += 1;
        let label = format!(
            "{} {}",
            self.build.context.rules.words.table, self.build.tables
        );
        self.push("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        self.push_escaped(&label);
        self.push("\">\n<table>\n");
        self.table = TableState {
            alignments,
            ..TableState::default()
        };
    }

    /// Starts the row of headings.
    pub(super) fn start_table_head(&mut self) {
        self.table.head = true;
        self.table.cell = 0;
        self.push("<thead>\n<tr>");
    }

    /// Ends the row of headings.
    pub(super) fn end_table_head(&mut self) {
        self.table.head = false;
        self.end_block("</tr>\n</thead>\n<tbody>\n");
    }

    /// Starts a row of figures.
    pub(super) fn start_row(&mut self) {
        self.table.cell = 0;
        self.push("<tr>");
    }

    /// Ends a row of figures, and reports the cells that the parser left out of it.
    pub(super) fn end_row(&mut self, range: &Range<usize>) {
        self.end_block("</tr>\n");
        self.find_text_in_table(range, self.table.alignments.len());
        self.find_row_of_signs(range);
        let end = self.table.cell_end.clamp(range.start, range.end);
        let left_out = self.source.get(end..range.end).unwrap_or_default();
        if left_out.contains(|c: char| !c.is_whitespace() && c != '|') {
            self.report_cells(end, left_out);
        } else {
            self.find_divided_code(range);
        }
    }

    /// Reports a row that is a second line of hyphens, one that goes on in the line below it, and
    /// cells that another program joins with the one above.
    fn find_row_of_signs(&mut self, range: &Range<usize>) {
        let columns = self.table.alignments.len();
        if let Some(slip) = rows::find(self.source, range, columns) {
            self.tell_slip(slip);
        }
    }

    /// Reports the cells in `left_out`, which stands at `at` of the source.
    fn report_cells(&mut self, at: usize, left_out: &str) {
        let start = at + (left_out.len() - left_out.trim_start_matches([' ', '\t', '|']).len());
        let inside = left_out.trim().trim_matches('|');
        let cells: Vec<&str> = cells(inside).map(str::trim).collect();
        let columns = self.table.alignments.len();
        let quoted: Vec<String> = cells
            .iter()
            .filter(|cell| !cell.is_empty())
            .map(|cell| format!("`{cell}`"))
            .collect();
        let message = format!(
            "this row has {} cells and the heading has {columns}, so readers do not see {}",
            columns + cells.len(),
            quoted.join(", ")
        );
        let fault = Fault::warning(Code::TextLeftOut, message)
            .help("give the heading and the line of hyphens as many columns as the row has")
            .help("where `|` is a part of the text, write `\\|`, between backquotes too");
        let end = at + left_out.trim_end().len();
        self.build.fault(fault, (self.place)(start..end));
    }

    /// Reports a row in which a `|` between backquotes ends a cell.
    fn find_divided_code(&mut self, range: &Range<usize>) {
        let row = self.source.get(range.clone()).unwrap_or_default();
        if memchr::memchr(b'`', row.as_bytes()).is_none() {
            return;
        }
        let is_open = |cell: &str| cell.matches('`').count() % 2 == 1;
        if cells(row).filter(|cell| is_open(cell)).count() < 2 {
            return;
        }
        let message = "a `|` between backquotes ends a cell of this row, so readers see the \
                       backquotes and two cells";
        let fault = Fault::warning(Code::TextLeftOut, message)
            .help("write `\\|` where `|` is a part of the text, between backquotes too");
        let end = range.start + row.trim_end().len();
        self.build.fault(fault, (self.place)(range.start..end));
    }

    /// Starts a cell.
    pub(super) fn start_cell(&mut self, range: &Range<usize>) {
        self.cell_end = Some(range.end);
        let (tag, scope) = if self.table.head {
            ("th", " scope=\"col\"")
        } else {
            ("td", "")
        };
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"centre\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        self.table.cell += 1;
        self.fragment().html.extend(["<", tag, scope, class, ">"]);
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self, range: &Range<usize>) {
        self.table.cell_end = range.end;
        self.words(" ");
        self.push(if self.table.head { "</th>" } else { "</td>" });
    }
}

/// Returns the cells of a row: what stands between signs `|` without a backslash.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    row.split(move |c: char| {
        let is_end = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    })
}
