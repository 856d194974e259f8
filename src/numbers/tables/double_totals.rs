//! Files that have a row of totals already, in tables that add one of their own: it would count
//! everything twice. From: the cells of a column as the file has them. To: a fault at the block.

use super::Cell;
use super::settings::{ColumnSettings, Total};
use crate::base::{Code, Fault, Faults};
use crate::numbers::totals::{TotalName, total_name};
use crate::parse::csv::DataRows;
use crate::parse::document::Component;

/// How far a total may be from the sum of rounded figures, as a part of it.
const ROUNDED: f64 = 0.02;

/// Reports a column whose total would count a row of totals with the others.
pub(super) fn check_total(
    data: &DataRows,
    cells: &[Cell],
    settings: &ColumnSettings,
    component: &Component,
    faults: &mut Faults,
) {
    let Some(total) = settings.total else { return };
    let names = total_names(data);
    let doubled = (0..cells.len()).find(|row| match (names[*row], total) {
        (None, _) => false,
        (Some(TotalName::Sure), Total::Mean) => true,
        _ => is_sum(cells, &names, *row),
    });
    let Some(row) = doubled else { return };
    let name = &data.rows[row].cells[0];
    let word = match total {
        Total::Sum => "sum",
        Total::Mean => "mean",
    };
    let message = format!(
        "`total: {word}` of `{}` would count the row `{name}` with the others, and it is the \
         total of them",
        settings.name
    );
    let help =
        format!("take `total: {word}` out of the block, or the row `{name}` out of the file");
    let fault = Fault::error(Code::DataFile, message).help(help);
    faults.push(fault.at(component.span.clone()));
}

/// Returns how surely each row is called a total.
fn total_names(data: &DataRows) -> Vec<Option<TotalName>> {
    let rows = data.rows.iter();
    rows.map(|row| total_name(row.cells.first().map_or("", String::as_str)))
        .collect()
}

/// Reports whether the cell of a row is the sum of the others in its column, as far as they are
/// given.
fn is_sum(cells: &[Cell], names: &[Option<TotalName>], row: usize) -> bool {
    let Cell::Number(whole, _) = &cells[row] else {
        return false;
    };
    let (mut parts, mut sum, mut is_whole) = (0, 0.0, true);
    for (other, cell) in cells.iter().enumerate() {
        if other == row || names[other] == Some(TotalName::Sure) {
            continue;
        }
        parts += 1;
        match cell {
            Cell::Number(value, _) => sum += value,
            _ => is_whole = false,
        }
    }
    let is_near = (whole - sum).abs() <= whole.abs() * ROUNDED;
    let is_sure = names[row] == Some(TotalName::Sure);
    parts > 1 && (is_near || (!is_whole && is_sure && sum < *whole))
}
