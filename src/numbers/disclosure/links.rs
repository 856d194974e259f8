//! Finds what two tables say of the same people, by the names of their rows and columns and by
//! their figures. From: two tables of counts. To: figures that are the same, and figures of one
//! that are the sum of figures of the other.
//!
//! What one of them hides, readers could work out from the other: so tables with figures in common
//! are protected together, wherever the site shows them.

use super::counts::{ColumnRole, Counts};
use crate::numbers::totals::is_total;
use std::collections::BTreeMap;

/// The fewest figures that must agree where names do not say that they are the same.
const FEWEST_ALIKE: usize = 2;
/// The smallest figure that is taken for the sum of a whole table: smaller ones agree by chance.
const LEAST_GRAND_TOTAL: i64 = 20;

/// The place of a figure in its table: the row, and the column among those of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FigurePlace {
    pub(super) row: usize,
    pub(super) column: usize,
}

impl FigurePlace {
    const fn at(row: usize, column: usize) -> Self {
        Self { row, column }
    }
}

/// A figure of one table, and the figures of another that it is the sum of.
pub(super) struct LinkedSum {
    pub(super) total: FigurePlace,
    pub(super) parts: Vec<FigurePlace>,
}

/// A table as it is compared with others.
pub(super) struct ComparedTable<'c> {
    counts: &'c Counts,
    head: &'c [String],
    /// The columns of people, by their numbers among those of numbers.
    columns: Vec<usize>,
    /// The rows, by their names.
    rows: BTreeMap<Vec<String>, usize>,
}

impl<'c> ComparedTable<'c> {
    /// Prepares a table whose file has these headings.
    pub(super) fn new(counts: &'c Counts, head: &'c [String]) -> Self {
        let labels = counts.labels.iter().enumerate();
        Self {
            columns: counts.numbers_of(|role| role == ColumnRole::People),
            rows: labels.map(|(row, labels)| (names(labels), row)).collect(),
            counts,
            head,
        }
    }

    fn title(&self, column: usize) -> String {
        name(&self.head[self.counts.columns[column].at])
    }

    fn is_total_row(&self, row: usize) -> bool {
        self.counts.labels[row].iter().any(|label| is_total(label))
    }

    fn figure(&self, place: FigurePlace) -> Option<i64> {
        self.counts.columns[place.column].whole(place.row)
    }

    /// Returns the columns that are no total of others, as far as names tell.
    fn parts(&self) -> Vec<usize> {
        let columns = self.columns.iter().copied();
        columns
            .filter(|column| !is_total(&self.title(*column)))
            .collect()
    }

    /// Returns the rows that are no total of others, as far as names tell.
    fn single_rows(&self) -> Vec<usize> {
        let rows = 0..self.counts.labels.len();
        rows.filter(|row| !self.is_total_row(*row)).collect()
    }

    /// Returns the sum of figures; `None` where one of them is not given.
    fn sum(&self, parts: &[FigurePlace]) -> Option<i64> {
        parts.iter().map(|place| self.figure(*place)).sum()
    }

    /// Returns the rows that two tables have in common, as pairs.
    fn common_rows(&self, other: &Self) -> Vec<[usize; 2]> {
        let rows = self.rows.iter();
        rows.filter_map(|(names, row)| Some([*row, *other.rows.get(names)?]))
            .collect()
    }

    /// Returns the figures of this table and of another that are the same: those of rows and
    /// columns with the same names, and of columns that agree in all rows with the same names.
    pub(super) fn same(&self, other: &Self) -> Vec<[FigurePlace; 2]> {
        let rows = self.common_rows(other);
        let mut same = Vec::new();
        for own in &self.columns {
            for theirs in &other.columns {
                let pairs = rows.iter().map(|[row, twin]| {
                    [FigurePlace::at(*row, *own), FigurePlace::at(*twin, *theirs)]
                });
                let pairs: Vec<_> = pairs.collect();
                let agree = pairs.iter().all(|[own, theirs]| {
                    let figure = self.figure(*own);
                    figure.is_some() && figure == other.figure(*theirs)
                });
                let is_named = self.title(*own) == other.title(*theirs);
                if agree && (is_named || self.is_telling(&pairs)) {
                    same.extend(pairs);
                }
            }
        }
        same
    }

    /// Reports whether the figures that agree are too many, and differ too much, for chance.
    fn is_telling(&self, pairs: &[[FigurePlace; 2]]) -> bool {
        let figures = pairs.iter().filter_map(|[own, _]| self.figure(*own));
        let mut figures: Vec<i64> = figures.filter(|figure| *figure > 0).collect();
        figures.sort_unstable();
        figures.dedup();
        figures.len() >= FEWEST_ALIKE
    }

    /// Returns the figures of this table that are the sum of figures of another: of a row of it,
    /// of a column, or of all.
    pub(super) fn sums(&self, other: &Self) -> Vec<LinkedSum> {
        let mut sums = self.sums_of_rows(other);
        sums.extend(self.sums_of_columns(other));
        if sums.is_empty() {
            sums.extend(self.sum_of_all(other));
        }
        sums
    }

    /// Finds columns that hold, for each row, the sum of the other table's figures in that row.
    fn sums_of_rows(&self, other: &Self) -> Vec<LinkedSum> {
        let (rows, parts) = (self.common_rows(other), other.parts());
        let mut found = Vec::new();
        if parts.len() < 2 {
            return found;
        }
        for column in &self.columns {
            let sums = rows.iter().map(|[row, twin]| LinkedSum {
                total: FigurePlace::at(*row, *column),
                parts: places(&[*twin], &parts),
            });
            found.extend(self.that_hold(other, sums.collect(), FEWEST_ALIKE));
        }
        found
    }

    /// Finds rows that hold, for each column of the same name, the sum of the other table's rows.
    fn sums_of_columns(&self, other: &Self) -> Vec<LinkedSum> {
        let rows = other.single_rows();
        let mut found = Vec::new();
        if rows.len() < 2 {
            return found;
        }
        for row in 0..self.counts.labels.len() {
            let mut sums = Vec::new();
            for column in &self.columns {
                let title = self.title(*column);
                let mut theirs = other.columns.iter();
                if let Some(twin) = theirs.find(|twin| other.title(**twin) == title) {
                    sums.push(LinkedSum {
                        total: FigurePlace::at(row, *column),
                        parts: places(&rows, &[*twin]),
                    });
                }
            }
            let fewest = if self.is_total_row(row) {
                1
            } else {
                FEWEST_ALIKE
            };
            found.extend(self.that_hold(other, sums, fewest));
        }
        found
    }

    /// Finds figures that are the sum of all of the other table's.
    fn sum_of_all(&self, other: &Self) -> Vec<LinkedSum> {
        let (rows, columns) = (other.single_rows(), other.parts());
        let parts = places(&rows, &columns);
        let Some(all) = other.sum(&parts).filter(|all| *all >= LEAST_GRAND_TOTAL) else {
            return Vec::new();
        };
        let own: Vec<usize> = (0..self.counts.labels.len()).collect();
        let totals = places(&own, &self.columns).into_iter();
        let totals = totals.filter(|place| parts.len() > 1 && self.figure(*place) == Some(all));
        totals
            .map(|total| LinkedSum {
                total,
                parts: parts.clone(),
            })
            .collect()
    }

    /// Returns the sums if all of them hold, and enough of them are of more than nought.
    fn that_hold(&self, other: &Self, sums: Vec<LinkedSum>, fewest: usize) -> Vec<LinkedSum> {
        let telling = sums.iter().filter(|sum| self.figure(sum.total) > Some(0));
        if telling.count() >= fewest && sums.iter().all(|sum| self.has_sum(other, sum)) {
            sums
        } else {
            Vec::new()
        }
    }

    fn has_sum(&self, other: &Self, sum: &LinkedSum) -> bool {
        let figure = self.figure(sum.total);
        figure.is_some() && figure == other.sum(&sum.parts)
    }

    /// Reports whether the tables say anything of the same people.
    pub(super) fn is_linked(&self, other: &Self) -> bool {
        !self.same(other).is_empty() || !self.sums(other).is_empty() || !other.sums(self).is_empty()
    }
}

fn places(rows: &[usize], columns: &[usize]) -> Vec<FigurePlace> {
    let mut places = Vec::with_capacity(rows.len() * columns.len());
    for row in rows {
        places.extend(columns.iter().map(|column| FigurePlace::at(*row, *column)));
    }
    places
}

/// Returns a name as it is compared: all totals are the same.
fn name(text: &str) -> String {
    if is_total(text) {
        return "total".to_owned();
    }
    text.trim().to_lowercase()
}

fn names(labels: &[String]) -> Vec<String> {
    labels.iter().map(|label| name(label)).collect()
}
