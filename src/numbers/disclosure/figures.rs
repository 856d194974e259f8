//! The figures of all files that readers can put together, and the sums that tie them. From: raw
//! counts. To: the question of what to hide, and the place of each figure in it.

use super::attack::AttackTarget;
use super::counts::{ColumnRole, Counts};
use super::links::ComparedTable;
use super::policy::Policy;
use super::solve::{Found, largest};
use super::sums::{LineSum, TableSums};
use super::suppress::{HideableFigure, Suppression};
use super::system::{FigureRange, FigureSum, FigureSystem};
use crate::numbers::totals::is_total;
use std::collections::{BTreeMap, BTreeSet};

/// A file of counts, ready to be protected.
pub(super) struct CountTable<'t> {
    pub(super) counts: Counts,
    pub(super) head: &'t [String],
    pub(super) sums: TableSums,
    pub(super) policy: Policy,
    /// The first figure of the table; the others follow row by row.
    pub(super) start: usize,
    /// The figure below each column of numbers that has a sum below it.
    pub(super) below: BTreeMap<usize, usize>,
}

/// The figures of all tables.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) question: Suppression,
    /// The raw number of each figure, where the file says it.
    real: Vec<Option<i64>>,
    /// The figure that stands for another, which is the same in two tables.
    same: Vec<usize>,
    /// Figures that nobody sees: what a total has besides its parts.
    unseen: BTreeSet<usize>,
    /// The figures of which it is known by what rule they are published.
    ruled: BTreeSet<usize>,
}

impl CountTable<'_> {
    /// Returns the figure in a row and a column of numbers.
    pub(super) fn figure(&self, row: usize, column: usize) -> usize {
        self.start + row * self.counts.columns.len() + column
    }

    /// Returns the number of figures, those below columns not counted.
    pub(super) fn len(&self) -> usize {
        self.counts.labels.len() * self.counts.columns.len()
    }
}

impl Figures {
    /// Puts the figures of tables together; `None` when they contradict each other.
    pub(super) fn of(tables: &mut [CountTable<'_>]) -> Option<Self> {
        let mut figures = Self::default();
        for table in &mut *tables {
            figures.add_cells(table);
        }
        for table in &mut *tables {
            figures.add_sums_below(table);
        }
        figures.join(tables);
        for table in &*tables {
            figures.add_sums(table);
        }
        figures.add_linked_sums(tables);
        figures.find_unknown()?;
        figures.add_what_is_known(tables);
        Some(figures)
    }

    /// Returns the figure that stands for a figure.
    pub(super) fn of_cell(&self, figure: usize) -> usize {
        self.same[figure]
    }

    fn add(&mut self, real: Option<i64>) -> usize {
        self.real.push(real);
        self.same.push(self.same.len());
        self.real.len() - 1
    }

    fn add_cells(&mut self, table: &mut CountTable<'_>) {
        table.start = self.real.len();
        for row in 0..table.counts.labels.len() {
            for column in &table.counts.columns {
                let is_counted = column.role != ColumnRole::Derived;
                self.add(column.whole(row).filter(|_| is_counted));
            }
        }
    }

    /// Adds the sums below columns, of what is given in the column.
    fn add_sums_below(&mut self, table: &mut CountTable<'_>) {
        for (at, column) in table.counts.columns.iter().enumerate() {
            if column.role != ColumnRole::People || !column.declared.has_sum {
                continue;
            }
            let rows = 0..table.counts.labels.len();
            let given = rows.filter(|row| column.whole(*row).is_some());
            let parts: Vec<usize> = given.map(|row| table.figure(row, at)).collect();
            if parts.is_empty() {
                continue;
            }
            let sum = parts.iter().filter_map(|part| self.real[*part]).sum();
            let total = self.add(Some(sum));
            table.below.insert(at, total);
            self.question.sums.push(FigureSum { total, parts });
        }
    }

    /// Joins the figures that tables have in common.
    fn join(&mut self, tables: &[CountTable<'_>]) {
        let compared = compared(tables);
        for (number, second) in compared.iter().enumerate() {
            for (other, first) in compared[..number].iter().enumerate() {
                for [figure, twin] in first.same(second) {
                    let keep = self.same[tables[other].figure(figure.row, figure.column)];
                    let gone = self.same[tables[number].figure(twin.row, twin.column)];
                    for same in self.same.iter_mut().filter(|same| **same == gone) {
                        *same = keep;
                    }
                }
            }
        }
        for sum in &mut self.question.sums {
            sum.total = self.same[sum.total];
            for part in &mut sum.parts {
                *part = self.same[*part];
            }
        }
    }

    /// Adds the figures of a table that are sums of figures of another.
    fn add_linked_sums(&mut self, tables: &[CountTable<'_>]) {
        let compared = compared(tables);
        for (number, own) in compared.iter().enumerate() {
            for (other, theirs) in compared.iter().enumerate() {
                if number == other {
                    continue;
                }
                for sum in own.sums(theirs) {
                    let total = tables[number].figure(sum.total.row, sum.total.column);
                    let parts = sum.parts.iter();
                    let parts = parts.map(|part| tables[other].figure(part.row, part.column));
                    self.question.sums.push(FigureSum {
                        total: self.same[total],
                        parts: parts.map(|part| self.same[part]).collect(),
                    });
                }
            }
        }
    }

    /// Adds the sums of a table.
    fn add_sums(&mut self, table: &CountTable<'_>) {
        for row in 0..table.counts.labels.len() {
            for sum in &table.sums.columns {
                self.add_sum(sum, |column| table.figure(row, column));
            }
        }
        for column in table.counts.numbers_of(|role| role != ColumnRole::Derived) {
            for sum in &table.sums.rows {
                self.add_sum(sum, |row| table.figure(row, column));
            }
        }
    }

    /// Adds a sum, if it holds: a column that is published as it is may have other sums.
    fn add_sum(&mut self, sum: &LineSum, figure: impl Fn(usize) -> usize) {
        let total = self.same[figure(sum.total)];
        let parts = sum.parts.iter().map(|part| self.same[figure(*part)]);
        let mut parts: Vec<usize> = parts.collect();
        let given: Vec<i64> = parts.iter().filter_map(|part| self.real[*part]).collect();
        let known: i64 = given.iter().sum();
        if let Some(own) = self.real[total] {
            let is_whole = given.len() == parts.len() && !sum.may_lack;
            if known > own || is_whole && known != own {
                return;
            }
            if sum.may_lack && given.len() == parts.len() {
                let rest = self.add(Some(own - known));
                self.unseen.insert(rest);
                parts.push(rest);
            }
        }
        if sum.may_lack && self.real[total].is_none() {
            return;
        }
        self.question.sums.push(FigureSum { total, parts });
    }

    /// Finds numbers for the figures that the file does not give, which somebody hid by hand.
    fn find_unknown(&mut self) -> Option<()> {
        self.question.sums.sort_unstable();
        self.question.sums.dedup();
        let any = self.any();
        let ranges = self
            .real
            .iter()
            .map(|real| real.map_or(any, FigureRange::exactly));
        let mut system = FigureSystem {
            ranges: ranges.collect(),
            sums: self.question.sums.clone(),
        };
        system.narrow().ok()?;
        let numbers = match largest(&system, &[]) {
            Found::Best(numbers) | Found::Good(numbers) => numbers,
            Found::Nothing | Found::Unknown => return None,
        };
        let found = self.real.iter_mut().zip(&numbers).zip(&system.ranges);
        for (at, ((real, number), range)) in found.enumerate() {
            // Nobody is hidden where the others are all there are.
            if real.is_none() && range.high == 0 {
                *real = Some(0);
            }
            self.question.figures.push(HideableFigure {
                shown: FigureRange::exactly(*number),
                hidden: any,
                real: *number,
                is_hidden: real.is_none() || self.unseen.contains(&at),
                cost: None,
            });
        }
        Some(())
    }

    /// Returns the range of a figure of which nothing is known.
    fn any(&self) -> FigureRange {
        let all: i64 = self.real.iter().flatten().sum();
        FigureRange {
            low: 0,
            high: all * 2 + 1_000,
        }
    }

    /// Adds what is known of each figure when it is shown and when it is hidden.
    fn add_what_is_known(&mut self, tables: &[CountTable<'_>]) {
        let any = self.any();
        for table in tables {
            for (at, column) in table.counts.columns.iter().enumerate() {
                if column.role != ColumnRole::People {
                    continue;
                }
                let is_total_column = is_total(&table.head[column.at]);
                for (row, labels) in table.counts.labels.iter().enumerate() {
                    let is_total = is_total_column || labels.iter().any(|label| is_total(label));
                    let figure = self.same[table.figure(row, at)];
                    self.add_cell(figure, &table.policy, any, is_total);
                }
                if let Some(figure) = table.below.get(&at) {
                    self.add_cell(*figure, &table.policy, any, true);
                }
            }
        }
        for table in tables.iter().filter(|table| table.policy.margin > 0) {
            self.hide_everybody(table);
        }
        for table in tables.iter().filter(|table| table.policy.is_exact()) {
            self.show_all(table);
        }
        self.question
            .targets
            .sort_unstable_by_key(|target| target.figure);
        self.question.targets.dedup_by_key(|target| target.figure);
    }

    fn add_cell(&mut self, figure: usize, policy: &Policy, any: FigureRange, is_total: bool) {
        let known = self.real[figure];
        let candidate = &mut self.question.figures[figure];
        let target = AttackTarget {
            figure,
            width: policy.width(),
        };
        let Some(count) = known else {
            // Somebody hid the figure by hand.
            if !policy.is_exact() {
                self.question.targets.push(target);
            }
            return;
        };
        if policy.is_exact() {
            return;
        }
        let size = count.unsigned_abs();
        let shown = policy.shown_range(count);
        candidate.shown = if self.ruled.insert(figure) {
            shown
        } else {
            candidate.shown.common(shown)
        };
        candidate.cost = Some(cost(count, is_total));
        if policy.hides(size) {
            candidate.is_hidden = true;
            candidate.hidden = candidate.hidden.common(policy.hidden_range(any));
        }
        if policy.is_small(size) {
            self.question.targets.push(target);
        }
    }

    /// Shows all figures of a table that is published as it is.
    fn show_all(&mut self, table: &CountTable<'_>) {
        let own = table.start..table.start + table.len();
        for figure in own.chain(table.below.values().copied()) {
            let candidate = &mut self.question.figures[self.same[figure]];
            if self.real[self.same[figure]].is_some() {
                candidate.shown = FigureRange::exactly(candidate.real);
                candidate.is_hidden = false;
                candidate.cost = None;
            }
        }
    }

    /// Hides figures that are all of a sum, or nearly: that everybody is meant tells something of
    /// each of them.
    fn hide_everybody(&mut self, table: &CountTable<'_>) {
        let margin = i64::try_from(table.policy.margin).unwrap_or(0);
        for sum in &self.question.sums {
            let whole = self.question.figures[sum.total].real;
            for part in &sum.parts {
                let figure = &mut self.question.figures[*part];
                if whole > 0 && whole - figure.real <= margin && figure.cost.is_some() {
                    figure.is_hidden = true;
                }
            }
        }
    }
}

/// Returns how much is lost when a count is hidden: more for a total, and for a nought, which
/// readers take for nothing to be hidden.
fn cost(count: i64, is_total: bool) -> i64 {
    let of_size = 100 + count.min(900) / 9;
    match (is_total, count) {
        (true, _) => 10_000 + of_size,
        (_, 0) => 2_000,
        _ => of_size,
    }
}

/// Prepares tables to be compared with each other.
fn compared<'t>(tables: &'t [CountTable<'_>]) -> Vec<ComparedTable<'t>> {
    let tables = tables.iter();
    tables
        .map(|table| ComparedTable::new(&table.counts, table.head))
        .collect()
}
