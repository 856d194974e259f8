//! Tables with times across the top: a column for each year, and a row for each service. A line
//! goes along its rows, so such a table is turned before it is drawn.

use super::chart::ChartKind;
use super::times::row_times;
use crate::numbers::tables::{Cell, Column, ColumnFormat, Table};
use std::borrow::Cow;

/// Returns the table that a chart of this kind is drawn of: for lines, with the times below each
/// other and a column for each of what were the rows. A table without times across the top is
/// returned as it is.
pub(super) fn turned(table: &Table, kind: ChartKind) -> Cow<'_, Table> {
    let times = columns_of_times(table).filter(|_| kind == ChartKind::Line);
    times.map_or(Cow::Borrowed(table), |times| {
        Cow::Owned(turn(table, &times))
    })
}

/// Returns the columns of numbers if they are named after times, and the rows are not.
fn columns_of_times(table: &Table) -> Option<Vec<usize>> {
    let columns: Vec<usize> = (1..table.columns.len())
        .filter(|at| table.columns[*at].format == ColumnFormat::Number)
        .collect();
    let titles = columns.iter().map(|at| table.columns[*at].title.as_str());
    let has_times = columns.len() > 1 && row_times(&titles.collect::<Vec<_>>()).is_some();
    (has_times && !has_times_below(table)).then_some(columns)
}

/// Reports whether the rows of a table are named after times.
fn has_times_below(table: &Table) -> bool {
    let labels: Vec<Cow<'_, str>> = table.rows.iter().map(|row| row[0].written()).collect();
    let labels: Vec<&str> = labels.iter().map(AsRef::as_ref).collect();
    row_times(&labels).is_some()
}

fn turn(table: &Table, times: &[usize]) -> Table {
    let first = &table.columns[times[0]];
    let numbers = times.iter().map(|at| &table.columns[*at]);
    let has_sign = numbers.clone().all(|other| other.sign == first.sign);
    let has_unit = numbers.clone().all(|other| other.unit == first.unit);
    let decimals = numbers.map(|column| column.decimals).max();
    let mut columns = vec![table.columns[0].clone()];
    columns.extend(table.rows.iter().map(|row| Column {
        title: row[0].written().into_owned(),
        format: ColumnFormat::Number,
        decimals: decimals.unwrap_or(0),
        sign: first.sign.filter(|_| has_sign),
        unit: first.unit.clone().filter(|_| has_unit),
    }));
    let mut rows = Vec::with_capacity(times.len());
    for at in times {
        let mut cells = vec![Cell::Text(table.columns[*at].title.clone())];
        cells.extend(table.rows.iter().map(|row| row[*at].clone()));
        rows.push(cells);
    }
    Table {
        columns,
        rows,
        totals: None,
        method: table.method.clone(),
    }
}
