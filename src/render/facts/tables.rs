//! Tables from data as templates see them: cells as text in the site's language, numbers with their
//! values for sorting.

use super::record::{RecordBuilder, number_value};
use super::site_wide::SiteWide;
use crate::base::{UrlPath, human_size};
use crate::numbers::tables::{Cell, Column, ColumnFormat, Table};
use crate::numbers::written::written;
use minijinja::Value;

/// Returns a table; `url` is the address at which it is offered as a file.
pub(in crate::render) fn table(site: SiteWide<'_>, table: &Table, url: &UrlPath) -> Value {
    let columns = table.columns.iter().map(|column| {
        RecordBuilder::default()
            .with("title", &column.title)
            .with("numeric", column.format == ColumnFormat::Number)
            .done()
    });
    let rows = table.rows.iter();
    let rows = rows.map(|cells| row(site, cells, &table.columns));
    let totals = table.totals.as_ref();
    RecordBuilder::default()
        .with("columns", columns.collect::<Value>())
        .with("rows", rows.collect::<Value>())
        .with("url", url)
        .with("size", human_size(table.to_csv().len() as u64))
        .with(
            "totals",
            totals.map(|cells| row(site, cells, &table.columns)),
        )
        .done()
}

fn row(site: SiteWide<'_>, cells: &[Cell], columns: &[Column]) -> Value {
    let cells = cells.iter().zip(columns);
    cells
        .map(|(cell, column)| one(site, cell, column))
        .collect()
}

fn one(site: SiteWide<'_>, cell: &Cell, column: &Column) -> Value {
    let record = RecordBuilder::default().with("numeric", column.format == ColumnFormat::Number);
    match cell {
        Cell::Empty => record.with("text", ""),
        Cell::Text(text) => record.with("text", text),
        Cell::Number(value, _) => record
            .with("text", number_text(site, *value, column))
            .with("value", number_value(*value)),
    }
    .done()
}

/// Returns a number of a column as people write it, with its sign and unit.
fn number_text(site: SiteWide<'_>, value: f64, column: &Column) -> String {
    let number = written(value, column.decimals, &site.words().number_marks());
    let before = column.sign.map_or_else(String::new, String::from);
    before + &number + column.unit.as_deref().unwrap_or_default()
}
