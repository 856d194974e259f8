//! Finds the sums in a table: columns and rows that are the sum of others, by their names or by
//! their figures. From: the columns of numbers and the words of the rows. To: the sums, as cells of
//! the table, and those that cannot be.

use super::counts::{ColumnRole, Counts};
use crate::numbers::totals::is_total;
use std::collections::BTreeSet;

/// The most rows among which sums are sought that no name tells of.
const MOST_ROWS: usize = 200;
/// The most columns among which sums are sought that no name tells of.
const MOST_COLUMNS: usize = 40;
/// A line of cells, by their numbers in a row or a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineSum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    /// Whether the parts may be fewer than the total.
    pub(super) may_lack: bool,
}

/// The sums of a table.
#[derive(Default)]
pub(super) struct TableSums {
    /// Columns that are sums of columns, by their numbers among the columns of numbers.
    pub(super) columns: BTreeSet<LineSum>,
    /// Rows that are sums of rows.
    pub(super) rows: BTreeSet<LineSum>,
    /// Columns, each with a row, and rows that are called a total and are less than one of their
    /// parts.
    pub(super) contradictions: Vec<TotalFault>,
}

/// A total that is less than its parts.
pub(super) struct TotalFault {
    pub(super) row: usize,
    /// The column, by its number among the columns of numbers.
    pub(super) column: usize,
}

/// Lines of numbers that may be sums of each other: the columns of a table, or its rows.
struct SumSearch<'s> {
    /// The number at a place of a line.
    at: &'s dyn Fn(usize, usize) -> Option<i64>,
    /// The number of places in a line.
    length: usize,
    /// The most lines among which sums are sought that no name tells of.
    most: usize,
}

/// Whether parts are the whole of a total.
#[derive(PartialEq, Eq)]
enum Fit {
    Whole,
    /// The parts may be the whole, as far as figures are given.
    Open,
    /// The parts are less than the total.
    Less,
    /// The parts are more than the total, first at this place.
    More(usize),
}

/// Finds the sums of a table, whose columns have the names `head`.
pub(super) fn find_sums(counts: &Counts, head: &[String]) -> TableSums {
    let mut sums = TableSums::default();
    let named: Vec<bool> = (counts.columns.iter())
        .map(|column| is_total(&head[column.at]))
        .collect();
    let people = counts.numbers_of(|role| role == ColumnRole::People);
    let whole = counts.numbers_of(|role| role != ColumnRole::Derived);
    let of_columns = SumSearch {
        at: &|column, row| counts.columns[column].whole(row),
        length: counts.labels.len(),
        most: MOST_COLUMNS,
    };
    for total in &whole {
        for lines in [&people, &whole] {
            let is_part = |at: &usize| at != total && !named[*at];
            let others: Vec<usize> = lines.iter().copied().filter(is_part).collect();
            let found = of_columns.sums(*total, named[*total], others);
            // What is published as it is may be called a total of something else.
            if let Some(row) = found.contradiction.filter(|_| people.contains(total)) {
                sums.contradictions.push(TotalFault {
                    row,
                    column: *total,
                });
            }
            let of_people = |sum: &LineSum| {
                people.contains(&sum.total) || sum.parts.iter().any(|part| people.contains(part))
            };
            sums.columns
                .extend(found.sums.into_iter().filter(of_people));
        }
    }
    find_row_sums(counts, &people, &mut sums);
    sums
}

/// Finds the rows that are sums of rows.
fn find_row_sums(counts: &Counts, people: &[usize], sums: &mut TableSums) {
    let labels = &counts.labels;
    let named: Vec<bool> = labels
        .iter()
        .map(|row| row.iter().any(|label| is_total(label)))
        .collect();
    let of_rows = SumSearch {
        at: &|row, column| counts.columns[people[column]].whole(row),
        length: people.len(),
        most: MOST_ROWS,
    };
    for total in 0..labels.len() {
        for others in alike(counts, &named, total) {
            let found = of_rows.sums(total, named[total], others);
            if let Some(place) = found.contradiction {
                let column = people[place];
                sums.contradictions.push(TotalFault { row: total, column });
            }
            sums.rows.extend(found.sums);
        }
    }
}

/// Returns the rows that are no totals themselves, but for `total`.
fn others(totals: &[bool], total: usize) -> Vec<usize> {
    (0..totals.len())
        .filter(|at| *at != total && !totals[*at])
        .collect()
}

/// Returns the rows that a row may be the total of: for each of its words that is a total, those
/// whose other words are the same; and all others.
fn alike(counts: &Counts, totals: &[bool], total: usize) -> Vec<Vec<usize>> {
    let own = &counts.labels[total];
    let mut sets = BTreeSet::new();
    for (word, label) in own.iter().enumerate() {
        if !is_total(label) {
            continue;
        }
        let is_part = |row: &usize| {
            let labels = &counts.labels[*row];
            let mut words = labels.iter().zip(own).enumerate();
            !is_total(&labels[word]) && words.all(|(at, (a, b))| at == word || a == b)
        };
        let parts: Vec<usize> = (0..totals.len()).filter(is_part).collect();
        if !parts.is_empty() {
            sets.insert(parts);
        }
    }
    if sets.is_empty() {
        sets.insert(others(totals, total));
    }
    sets.into_iter().collect()
}

/// What was found of one line.
#[derive(Default)]
struct FoundSums {
    sums: Vec<LineSum>,
    /// The place at which a total is less than its parts.
    contradiction: Option<usize>,
}

impl SumSearch<'_> {
    /// Finds the lines that `total` is the sum of: all `others`, or some that stand together. A sum
    /// that no name tells of must hold in more than one place.
    fn sums(&self, total: usize, is_named: bool, others: Vec<usize>) -> FoundSums {
        let mut found = FoundSums::default();
        let is_sought = is_named || self.length > 1 && others.len() > 1;
        if others.is_empty() || !is_sought {
            return found;
        }
        let fit = self.fit(total, &others);
        if fit == Fit::Whole {
            found.sums.push(whole(total, others));
            return found;
        }
        if others.len() <= self.most {
            found.sums.extend(self.runs(total, is_named, &others));
        }
        if !is_named || !found.sums.is_empty() {
            return found;
        }
        match fit {
            Fit::Whole => {}
            Fit::Open => found.sums.push(whole(total, others)),
            Fit::Less => found.sums.push(LineSum {
                may_lack: true,
                ..whole(total, others)
            }),
            Fit::More(at) => found.contradiction = Some(at),
        }
        found
    }

    /// Finds lines that stand together and that `total` is the sum of: anywhere if it is called a
    /// total, else right before or after it.
    fn runs(&self, total: usize, is_named: bool, others: &[usize]) -> Vec<LineSum> {
        let mut found = Vec::new();
        for start in 0..others.len() {
            for end in start + 2..=others.len() {
                let parts = &others[start..end];
                let is_beside = parts[0] == total + 1 || parts[parts.len() - 1] + 1 == total;
                if (is_named || is_beside) && self.fit(total, parts) == Fit::Whole {
                    found.push(whole(total, parts.to_vec()));
                }
            }
        }
        found
    }

    /// Compares a line with the sum of others.
    fn fit(&self, total: usize, parts: &[usize]) -> Fit {
        let (mut is_open, mut is_less, mut is_whole) = (false, false, false);
        for place in 0..self.length {
            let mut sum = 0;
            let mut is_given = true;
            for part in parts {
                match (self.at)(*part, place) {
                    Some(number) => sum += number,
                    None => is_given = false,
                }
            }
            let Some(own) = (self.at)(total, place) else {
                is_open = true;
                continue;
            };
            if sum > own {
                return Fit::More(place);
            }
            if !is_given {
                is_open = true;
            } else if sum < own {
                is_less = true;
            } else if sum > 0 {
                is_whole = true;
            }
        }
        match (is_less, is_open, is_whole) {
            (true, ..) => Fit::Less,
            (_, _, true) => Fit::Whole,
            (_, true, _) => Fit::Open,
            _ => Fit::Less,
        }
    }
}

fn whole(total: usize, parts: Vec<usize>) -> LineSum {
    LineSum {
        total,
        parts,
        may_lack: false,
    }
}
