//! Compares the figures of a chart with the table that it is drawn of: whatever a chart, its
//! description and its marks say is made from them. From: a chart and a table that may be
//! published. To: a fault that never repeats a figure.

use super::chart::{Chart, ChartRow};
use super::turned::turned;
use crate::base::{Code, Fault, Faults};
use crate::numbers::tables::{Cell, Table};
use crate::parse::document::Component;

/// Reports whether a chart shows no figure but those of its table, and a fault where it does.
#[must_use]
pub fn shows_only(chart: &Chart, table: &Table, block: &Component, faults: &mut Faults) -> bool {
    let table = turned(table, chart.kind);
    let mut rows = chart.rows.iter();
    let is_safe = rows.all(|row| {
        let cells = table.rows.get(row.at);
        cells.is_some_and(|cells| is_of_table(row, cells))
    });
    if !is_safe {
        let message = "the chart of this block would show other figures than its table";
        let help =
            "this is a fault of masthead: please report it, and take the block out meanwhile";
        let fault = Fault::error(Code::SecretPublished, message).help(help);
        faults.push(fault.at(block.span.clone()));
    }
    is_safe
}

/// Reports whether the figures of a row stand in the cells of a table, or are the share of two of
/// them.
fn is_of_table(row: &ChartRow, cells: &[Cell]) -> bool {
    if let Some((count, size)) = row.counts {
        return stands_in(cells, count) && stands_in(cells, size);
    }
    let mut numbers = (0..row.figures.len()).filter_map(|series| row.number(series));
    numbers.all(|figure| stands_in(cells, figure))
}

fn stands_in(cells: &[Cell], figure: f64) -> bool {
    cells.iter().any(|cell| match cell {
        Cell::Number(value, _) => value.to_bits() == figure.to_bits(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::charts::ChartFigure;

    fn row(figures: &[f64], counts: Option<(f64, f64)>) -> ChartRow {
        ChartRow {
            figures: figures.iter().copied().map(ChartFigure::Number).collect(),
            counts,
            ..ChartRow::default()
        }
    }

    #[test]
    fn figures_that_are_not_in_the_table_are_noticed() {
        let cells = [
            Cell::Text("North".to_owned()),
            Cell::Number(40.0, "40".to_owned()),
            Cell::Number(80.0, "80".to_owned()),
        ];
        assert!(is_of_table(&row(&[40.0, 80.0], None), &cells));
        assert!(is_of_table(&row(&[50.0], Some((40.0, 80.0))), &cells));
        assert!(!is_of_table(&row(&[41.0, 80.0], None), &cells));
        assert!(!is_of_table(&row(&[50.0], Some((41.0, 80.0))), &cells));
        assert!(is_of_table(&row(&[], None), &cells));
    }
}
