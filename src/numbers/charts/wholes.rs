//! Rows that are the whole of the others, such as "Total" or "All teams": as one more bar or
//! service they would be counted twice. From: a table that may be published. To: the rows that are
//! drawn, and the one whose value is drawn as a line through all others.

use super::block::ChartBlock;
use super::chart::ChartKind;
use super::times::row_times;
use crate::base::{Fault, Faults, Severity, nearest};
use crate::numbers::tables::{Cell, Table};
use crate::numbers::totals::{TotalName, total_name};
use crate::parse::yaml::flow_text;

/// What `whole` says where no row is the whole of the others.
const NONE: &str = "none";

/// The rows of a table, as a chart draws them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct DrawnRows {
    /// The rows that have marks.
    pub(super) drawn: Vec<usize>,
    /// The rows that have none.
    pub(super) left_out: Vec<usize>,
    /// The row whose value is a line through all others, one of those left out.
    pub(super) line: Option<usize>,
}

/// What is known of a table and of the chart that is made of it.
struct WholeSearch<'s> {
    block: &'s ChartBlock<'s>,
    table: &'s Table,
    columns: &'s [usize],
    /// The rows that are the whole of the others.
    wholes: Vec<usize>,
}

/// Chooses the rows that a chart draws.
pub(super) fn drawn_rows(
    block: &ChartBlock<'_>,
    table: &Table,
    columns: &[usize],
    faults: &mut Faults,
) -> DrawnRows {
    let mut search = WholeSearch {
        block,
        table,
        columns,
        wholes: Vec::new(),
    };
    let wholes = search.find(faults);
    // A whole without parts is drawn as any other row.
    if wholes.len() < table.rows.len() {
        search.wholes = wholes;
    }
    let mut rows = DrawnRows::default();
    for row in 0..table.rows.len() {
        if !search.wholes.contains(&row) || search.stays(row) {
            rows.drawn.push(row);
            continue;
        }
        rows.left_out.push(row);
        if rows.line.is_none() && search.is_line(row) {
            rows.line = Some(row);
        }
    }
    rows
}

/// Reports whether a column is the whole of others, by its heading.
pub(super) fn is_whole_column(block: &ChartBlock<'_>, title: &str) -> bool {
    block.text("whole") != Some(NONE) && total_name(title) == Some(TotalName::Sure)
}

impl WholeSearch<'_> {
    /// Finds the rows that are the whole of the others: the one that the block names, or those that
    /// are called so.
    fn find(&self, faults: &mut Faults) -> Vec<usize> {
        match self.block.text("whole").map(str::trim) {
            Some(NONE) => Vec::new(),
            Some(name) => self.named(name, faults),
            None => self.called(faults),
        }
    }

    fn named(&self, name: &str, faults: &mut Faults) -> Vec<usize> {
        let rows = 0..self.table.rows.len();
        let found: Vec<usize> = rows.filter(|row| self.label(*row) == name).collect();
        if found.is_empty() {
            let rows = 0..self.table.rows.len();
            let labels: Vec<String> = rows.map(|row| self.label(row)).collect();
            let meant = nearest(name, labels.iter().map(String::as_str));
            let help = meant.map_or_else(
                || "type the name of a row as it stands in the file, or `whole: none`".to_owned(),
                |meant| format!("did you mean `whole: {}`?", flow_text(meant)),
            );
            let fault = self
                .block
                .fault(format!("no row of the file is called `{name}`"));
            faults.push(fault.help(help));
        }
        found
    }

    fn called(&self, faults: &mut Faults) -> Vec<usize> {
        let mut wholes = Vec::new();
        let names: Vec<Option<TotalName>> = (0..self.table.rows.len())
            .map(|row| total_name(&self.label(row)))
            .collect();
        for (row, name) in names.iter().enumerate() {
            let others: Vec<usize> = (0..names.len())
                .filter(|other| *other != row && names[*other] != Some(TotalName::Sure))
                .collect();
            match name {
                Some(TotalName::Sure) => wholes.push(row),
                Some(TotalName::Likely) if self.is_sum(row, &others) => wholes.push(row),
                Some(TotalName::Likely) => faults.push(self.doubt(row)),
                None => {}
            }
        }
        wholes
    }

    /// Returns the question whether a row is the whole of the others.
    fn doubt(&self, row: usize) -> Fault {
        let label = self.label(row);
        let message = format!("`{label}` is drawn as one row among the others");
        let mut fault = self.block.row_fault(row, message).help(format!(
            "if it stands for all of them together, add `whole: {}` to the block; if not, add \
             `whole: none`",
            flow_text(&label)
        ));
        fault.severity = Severity::Warning;
        fault
    }

    /// Reports whether the figures of a row are the sums of those of others.
    fn is_sum(&self, row: usize, others: &[usize]) -> bool {
        others.len() > 1
            && self.columns.iter().all(|column| {
                let sum: f64 = self.numbers(others, *column).sum();
                self.numbers(&[row], *column)
                    .all(|whole| (whole - sum).abs() <= whole.abs() * 0.05)
            })
    }

    /// Reports whether a row is the sum of the others, or more than each of them, as only a sum can
    /// be.
    fn is_more(&self, row: usize) -> bool {
        let others = self.parts();
        let exceeds = self.columns.iter().any(|column| {
            let others = self.numbers(&others, *column);
            let most = others.fold(f64::NEG_INFINITY, f64::max);
            self.numbers(&[row], *column).any(|whole| whole > most)
        });
        exceeds || self.is_sum(row, &others)
    }

    /// Lists the numbers of rows that are given in a column.
    fn numbers(&self, rows: &[usize], column: usize) -> impl Iterator<Item = f64> {
        rows.iter()
            .filter_map(move |row| match self.table.rows[*row][column] {
                Cell::Number(value, _) => Some(value),
                _ => None,
            })
    }

    /// Returns the rows that are no whole.
    fn parts(&self) -> Vec<usize> {
        let rows = 0..self.table.rows.len();
        rows.filter(|row| !self.wholes.contains(row)).collect()
    }

    /// Reports whether the whole has marks as the others have: shares of all, beside those of each.
    fn stays(&self, row: usize) -> bool {
        match self.block.kind {
            ChartKind::Grouped | ChartKind::Stacked => !self.is_more(row),
            ChartKind::Line => !self.is_more(row) && !self.others_are_times(),
            ChartKind::Bar | ChartKind::Dot | ChartKind::Caterpillar | ChartKind::Funnel => false,
        }
    }

    /// Reports whether the value of the whole can be a line through the others.
    fn is_line(&self, row: usize) -> bool {
        let has_counts = self.block.kind.has_counts(self.columns.len());
        match self.block.kind {
            ChartKind::Caterpillar if has_counts => true,
            ChartKind::Bar | ChartKind::Dot | ChartKind::Caterpillar => !self.is_more(row),
            _ => false,
        }
    }

    fn others_are_times(&self) -> bool {
        let parts = self.parts();
        let labels: Vec<String> = parts.into_iter().map(|row| self.label(row)).collect();
        row_times(&labels.iter().map(String::as_str).collect::<Vec<_>>()).is_some()
    }

    fn label(&self, row: usize) -> String {
        self.table.rows[row][0].written().trim().to_owned()
    }
}
