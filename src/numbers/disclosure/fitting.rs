//! Finds shares by their figures. From: the columns of numbers of which no block says whose they
//! are. To: for each share the two counts that it fits, or a fault where it fits several.
//!
//! A column is tried as the share of every ordered pair of counts, in all rows. Three columns
//! often fit in two ways: 28 of 30 are 93 %, and 28 are 93 % of 30. So what shows itself to be a
//! share (by its sign, its heading or its decimals) is a share, and cannot be a count.

use super::counts::{ColumnRole, CountColumn, Counts};
use super::shares::{DerivedColumn, is_share};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::parse::csv::DataRows;
use crate::parse::yaml::flow_text;

/// Words in the headings of shares that are written in per cent.
const PERCENT_WORDS: [&str; 6] = ["%", "per cent", "percent", "prozent", "y cant", "pct"];
/// Words in the headings of shares, however they are written.
const SHARE_WORDS: [&str; 4] = ["share", "proportion", "anteil", "cyfran"];

/// Two columns of counts that a share fits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SharePair {
    part: usize,
    whole: usize,
}

/// Returns what a share of all is written as, if the heading of a column says that it holds shares.
pub(super) fn scale_by_name(counts: &Counts, head: &[String], column: usize) -> Option<f64> {
    let column = &counts.columns[column];
    let name = head[column.at].to_lowercase();
    if PERCENT_WORDS.iter().any(|word| name.contains(word)) {
        return Some(100.0);
    }
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    if !words.any(|word| SHARE_WORDS.contains(&word)) {
        return None;
    }
    let mut values = (0..column.cells.len()).filter_map(|row| column.number(row));
    let is_of_one = column.decimals > 0 && values.all(|value| value <= 1.0);
    Some(if is_of_one { 1.0 } else { 100.0 })
}

/// Finds the shares that no block speaks of.
pub(super) fn found_shares(
    counts: &Counts,
    data: &DataRows,
    source: &SourcePath,
    faults: &mut Faults,
) -> Vec<DerivedColumn> {
    let mut found = Vec::new();
    let mut shows = vec![false; counts.columns.len()];
    let sought: Vec<usize> = (0..counts.columns.len())
        .filter(|at| is_sought(&counts.columns[*at]))
        .collect();
    for at in &sought {
        shows[*at] = shows_itself(counts, data, *at);
    }
    for column in sought.iter().copied().filter(|at| shows[*at]) {
        found.extend(best(counts, column, &shows, data, source, faults));
    }
    for column in sought.iter().copied().filter(|at| !shows[*at]) {
        // Whole numbers without a sign are most often counts, and may fit as shares by chance.
        let pairs = pairs(counts, column, 100.0, &shows);
        let Some(pair) = pairs.first().copied() else {
            continue;
        };
        let is_other_way = is_share(counts, pair.whole, pair.part, column, 100.0);
        if is_other_way && is_sought(&counts.columns[pair.whole]) {
            faults.push(doubtful(counts, data, source, column, pair));
            return found;
        }
        found.push(pair.share(column, 100.0));
    }
    found
}

/// Reports whether a column may be a share of which nobody said whose.
fn is_sought(column: &CountColumn) -> bool {
    let is_named = column.declared.is_named && column.role == ColumnRole::People;
    column.role != ColumnRole::Derived && !is_named
}

/// Reports whether a column shows by its sign, its heading or its decimals that it is no count.
fn shows_itself(counts: &Counts, data: &DataRows, at: usize) -> bool {
    let column = &counts.columns[at];
    column.is_percentage() || column.decimals > 0 || scale_by_name(counts, &data.head, at).is_some()
}

impl SharePair {
    const fn share(self, column: usize, scale: f64) -> DerivedColumn {
        DerivedColumn {
            column,
            whole: self.whole,
            part: Some(self.part),
            scale: Some(scale),
        }
    }
}

/// Returns the counts that a share is made of; reports it if it can be made of several.
fn best(
    counts: &Counts,
    column: usize,
    shows: &[bool],
    data: &DataRows,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<DerivedColumn> {
    let scales: &[f64] = if counts.columns[column].is_percentage() {
        &[100.0]
    } else if counts.columns[column].decimals > 0 {
        &[100.0, 1.0]
    } else {
        // A share of 0 or 1 without decimals would fit nearly all counts.
        &[100.0]
    };
    for scale in scales {
        let pairs = pairs(counts, column, *scale, shows);
        let Some(first) = pairs.first().copied() else {
            continue;
        };
        let mut others = pairs.iter();
        if let Some(other) = others.find(|pair| !is_alike(counts, first.whole, pair.whole)) {
            faults.push(of_several(counts, data, source, column, [first, *other]));
            return None;
        }
        return Some(first.share(column, *scale));
    }
    None
}

/// Returns the ordered pairs of counts that a share fits in all rows.
fn pairs(counts: &Counts, column: usize, scale: f64, shows: &[bool]) -> Vec<SharePair> {
    let others: Vec<usize> = (0..counts.columns.len())
        .filter(|at| *at != column && !shows[*at] && counts.columns[*at].may_be_counts())
        .collect();
    let mut found = Vec::new();
    for whole in &others {
        for part in &others {
            if whole != part && is_share(counts, column, *part, *whole, scale) {
                found.push(SharePair {
                    part: *part,
                    whole: *whole,
                });
            }
        }
    }
    found
}

/// Returns the heading of a column.
fn name<'d>(counts: &Counts, data: &'d DataRows, at: usize) -> &'d str {
    &data.head[counts.columns[at].at]
}

/// Reports whether two columns hold the same numbers.
fn is_alike(counts: &Counts, one: usize, other: usize) -> bool {
    let rows = 0..counts.labels.len();
    let (one, other) = (&counts.columns[one], &counts.columns[other]);
    rows.into_iter()
        .all(|row| one.whole(row) == other.whole(row))
}

fn of_several(
    counts: &Counts,
    data: &DataRows,
    source: &SourcePath,
    column: usize,
    pairs: [SharePair; 2],
) -> Fault {
    let share = name(counts, data, column);
    let [first, other] = pairs;
    let message = format!(
        "`{share}` fits as `{}` of `{}`, and as `{}` of `{}`",
        name(counts, data, first.part),
        name(counts, data, first.whole),
        name(counts, data, other.part),
        name(counts, data, other.whole)
    );
    let help = pairs.map(|pair| say_whose(share, name(counts, data, pair.whole)));
    let help = format!("say whose share it is: {}, or {}", help[0], help[1]);
    Fault::error(Code::CountedPeople, message)
        .at(Span::new(source, data.head_range.clone()))
        .help(help)
}

/// Reports whole numbers of which two columns may be the share.
fn doubtful(
    counts: &Counts,
    data: &DataRows,
    source: &SourcePath,
    column: usize,
    pair: SharePair,
) -> Fault {
    let (one, other) = (name(counts, data, column), name(counts, data, pair.whole));
    let message =
        format!("one of the columns `{one}` and `{other}` seems to be a share, and not a count");
    Fault::error(Code::CountedPeople, message)
        .at(Span::new(source, data.head_range.clone()))
        .help(format!(
            "write the share with `%` in the file, or say whose it is: {}, or {}",
            say_whose(one, other),
            say_whose(other, one)
        ))
        .help(format!(
            "if both are counts, write `columns: [{{name: {}, counts: people}}, {{name: {}, \
             counts: people}}]`",
            flow_text(one),
            flow_text(other)
        ))
}

fn say_whose(share: &str, whole: &str) -> String {
    format!(
        "`columns: [{{name: {}, of: {}}}]`",
        flow_text(share),
        flow_text(whole)
    )
}
