//! Finds whose shares and means a table holds. From: the columns of numbers. To: for each share or
//! mean the columns that it is about, and faults of what cannot be a share.

use super::counts::{ColumnRole, CountColumn, Counts};
use super::fitting::{found_shares, scale_by_name};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::csv::DataRows;
use crate::parse::yaml::flow_text;

/// A column that says something of the people in another.
pub(super) struct DerivedColumn {
    /// The column, by its number among the columns of numbers.
    pub(super) column: usize,
    /// The column of all whom it is about.
    pub(super) whole: usize,
    /// The column of those who are the share.
    pub(super) part: Option<usize>,
    /// What a share of all is written as: 1 or 100; `None` for a mean.
    pub(super) scale: Option<f64>,
}

/// Finds the columns that say something of people in others. A share that no block speaks of is
/// found by its figures: then it takes its role from here.
pub(super) fn find_shares(
    counts: &mut Counts,
    data: &DataRows,
    source: &SourcePath,
    faults: &mut Faults,
) -> Vec<DerivedColumn> {
    let mut derived: Vec<DerivedColumn> = Vec::new();
    for column in 0..counts.columns.len() {
        if let Some(of) = counts.columns[column].declared.settings.of.clone() {
            derived.extend(declared(counts, column, &of, data, source, faults));
        }
    }
    for share in &derived {
        counts.columns[share.column].role = ColumnRole::Derived;
    }
    derived.extend(found_shares(counts, data, source, faults));
    for share in &derived {
        counts.columns[share.column].role = ColumnRole::Derived;
        check(share, counts, data, source, faults);
    }
    derived
}

/// Returns the share or mean of a column of which a block says whose it is.
fn declared(
    counts: &Counts,
    column: usize,
    of: &str,
    data: &DataRows,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<DerivedColumn> {
    let is_meant = |other: &CountColumn| data.head[other.at] == of;
    let whole = counts.columns.iter().position(is_meant);
    let whole = whole.filter(|whole| counts.columns[*whole].may_be_counts());
    let Some(whole) = whole else {
        let name = &data.head[counts.columns[column].at];
        let people = counts.columns.iter().filter(|other| other.may_be_counts());
        let names: Vec<&str> = people.map(|other| data.head[other.at].as_str()).collect();
        let meant =
            nearest(of, names.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
        let message =
            format!("`{name}` is said to be of `{of}`, which is no column that counts people");
        let help = format!(
            "write the heading of such a column: `{{name: {}, of: COLUMN}}`",
            flow_text(name)
        );
        let fault = Fault::error(Code::CountedPeople, message)
            .help_if(meant)
            .help(help);
        faults.push(fault.at(Span::new(source, data.head_range.clone())));
        return None;
    };
    let own = if counts.columns[column].is_percentage() {
        Some(100.0)
    } else {
        scale_by_name(counts, &data.head, column)
    };
    let scales: &[f64] = match &own {
        Some(scale) => std::slice::from_ref(scale),
        None => &[100.0, 1.0],
    };
    let fitting = scales.iter().find_map(|scale| {
        let part = part(counts, column, whole, *scale)?;
        Some((part, *scale))
    });
    let (part, scale) = match fitting {
        Some((part, scale)) => (Some(part), Some(scale)),
        None => (None, own),
    };
    Some(DerivedColumn {
        column,
        whole,
        part,
        scale,
    })
}

/// Returns the column of people whose shares of `whole` a column holds, to its precision.
fn part(counts: &Counts, column: usize, whole: usize, scale: f64) -> Option<usize> {
    if scale <= 1.0 && counts.columns[column].decimals == 0 {
        return None;
    }
    let is_other = |at: usize| at != column && at != whole && counts.columns[at].may_be_counts();
    let mut others = (0..counts.columns.len()).filter(|at| is_other(*at));
    others.find(|part| is_share(counts, column, *part, whole, scale))
}

/// Returns whether a share `column` fits `part` of `whole` in all rows, to its precision.
pub(super) fn is_share(
    counts: &Counts,
    column: usize,
    part: usize,
    whole: usize,
    scale: f64,
) -> bool {
    let own = &counts.columns[column];
    let decimals = i32::try_from(own.decimals).unwrap_or(0);
    // Halves are rounded up by some and down by others.
    let precision = 0.5 * 10_f64.powi(-decimals) * 1.001;
    let (mut compared, mut telling) = (0, 0);
    for row in 0..own.cells.len() {
        let given = (
            own.number(row),
            counts.columns[part].number(row),
            counts.columns[whole].number(row),
        );
        let (Some(share), Some(part), Some(whole)) = given else {
            continue;
        };
        if whole <= 0.0 {
            continue;
        }
        let is_possible =
            part <= whole && share <= scale && [part, whole].iter().all(|of| of.fract() == 0.0);
        if !is_possible || (share - part / whole * scale).abs() > precision {
            return false;
        }
        compared += 1;
        telling += usize::from(share > 0.0 && part < whole);
    }
    compared > 1 && telling > 0
}

/// Reports shares that no people can be.
fn check(
    share: &DerivedColumn,
    counts: &Counts,
    data: &DataRows,
    source: &SourcePath,
    faults: &mut Faults,
) {
    let own = &counts.columns[share.column];
    let name = &data.head[own.at];
    let whole = &data.head[counts.columns[share.whole].at];
    for (row, place) in data.rows.iter().enumerate() {
        let Some(value) = own.number(row) else {
            continue;
        };
        let written = own.cells[row].written();
        let (message, help) = if share.scale.is_some_and(|scale| value > scale) {
            let message =
                format!("`{written}` in the column `{name}` is more than all of `{whole}`");
            (message, "mend the share, or the count that it is of")
        } else if share.scale.is_some() && value < 0.0 {
            let message =
                format!("`{written}` in the column `{name}` is less than nobody of `{whole}`");
            (message, "mend the share, or the count that it is of")
        } else if counts.columns[share.whole].whole(row) == Some(0) {
            let message =
                format!("`{written}` in the column `{name}` is about nobody: `{whole}` is 0");
            (message, "leave the cell empty, or mend the count")
        } else {
            continue;
        };
        let fault = Fault::error(Code::CountedPeople, message).help(help);
        faults.push(fault.at(Span::new(source, place.range.clone())));
        return;
    }
}
