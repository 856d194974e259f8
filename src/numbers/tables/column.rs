//! Reads one column of a table. The format of its cells is found from the cells and from what the
//! block says of the column.

use super::cells::{Cell, ColumnFigures};
use super::commas::decimal_sign;
use super::figures::{self, Decimal, SIGNS, number};
use super::settings::{ColumnSettings, MOST_DECIMALS};
use crate::base::{Code, Fault, Faults, Span};
use crate::parse::yaml::flow_text;

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading of the column.
    pub title: String,
    /// The kind of the cells.
    pub format: ColumnFormat,
    /// The number of digits after the decimal point: that of the file where nothing is said.
    pub decimals: usize,
    /// The sign before each number: `£`.
    pub sign: Option<char>,
    /// The words after each number: `%`, ` days`.
    pub unit: Option<String>,
}

/// The kind of the cells in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnFormat {
    /// Words.
    #[default]
    Text,
    /// Numbers.
    Number,
}

/// Reads one column. Without a format, a column of nothing but numbers is one of numbers.
pub(in crate::numbers) fn read_column(
    figures: &ColumnFigures<'_>,
    at: usize,
    settings: &ColumnSettings,
    faults: &mut Faults,
) -> (Column, Vec<Cell>) {
    let decimal = decimal_sign(figures, at, settings, faults);
    let rows = figures.data.rows.iter();
    let mut cells: Vec<Cell> = rows
        .map(|row| read_cell(&row.cells[at], decimal, figures.missing, settings))
        .collect();
    let format = settings.format.unwrap_or_else(|| {
        if settings.means_numbers() || (at > 0 && are_numbers(&cells, figures.missing)) {
            ColumnFormat::Number
        } else {
            ColumnFormat::Text
        }
    });
    if format == ColumnFormat::Number {
        check_numbers(&cells, figures, settings, faults);
    } else {
        if at > 0 && settings.format.is_none() {
            check_stray_words(&cells, figures, settings, faults);
        }
        cells.iter_mut().for_each(make_text);
    }
    let title = settings.title.as_ref().unwrap_or(&settings.name).clone();
    let column = Column {
        title,
        format,
        decimals: settings.decimals.unwrap_or_else(|| decimals(&cells)),
        sign: common_sign(&cells),
        unit: settings.unit.clone().or_else(|| common_unit(&cells)),
    };
    (column, cells)
}

fn read_cell(text: &str, decimal: Decimal, missing: &[String], settings: &ColumnSettings) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    if missing.iter().any(|sign| sign == text) {
        return Cell::Text(text.to_owned());
    }
    match number(text, decimal) {
        Some(value) if decimal == Decimal::Comma && settings.format != Some(ColumnFormat::Text) => {
            Cell::Number(value, figures::with_point(text))
        }
        Some(value) => Cell::Number(value, text.to_owned()),
        None => Cell::Text(text.to_owned()),
    }
}

/// Turns a number into the words that the file writes it with.
fn make_text(cell: &mut Cell) {
    if let Cell::Number(_, text) = cell {
        *cell = Cell::Text(std::mem::take(text));
    }
}

/// Reports whether the cells are numbers that are all written with the same signs around them.
fn are_numbers(cells: &[Cell], missing: &[String]) -> bool {
    let mut affixes = cells.iter().filter_map(Cell::as_number).map(affixes_of);
    let Some(first) = affixes.next() else {
        return false;
    };
    affixes.all(|other| other == first) && cells.iter().all(|cell| cell.fits_numbers(missing))
}

/// Returns the sign of money before a number, and whether `%` follows it.
fn affixes_of(text: &str) -> (Option<char>, bool) {
    let bare = text.trim_start_matches(['-', '−', '+']);
    let sign = SIGNS.into_iter().find(|sign| bare.starts_with(*sign));
    (sign, text.ends_with('%'))
}

/// Returns the most decimals that a number of the column is written with, but no more than tell
/// small numbers from nought.
fn decimals(cells: &[Cell]) -> usize {
    let numbers = cells.iter().filter_map(Cell::as_number);
    let most = numbers.map(figures::decimals).max().unwrap_or(0);
    let needed = cells.iter().filter_map(|cell| match cell {
        Cell::Number(value, _) => Some(first_decimal(*value) + 1),
        _ => None,
    });
    let needed = needed.max().unwrap_or(0).min(MOST_FOUND_DECIMALS);
    most.min(needed.max(MOST_DECIMALS.into()))
}

/// The most decimals that a column has because of its numbers.
const MOST_FOUND_DECIMALS: usize = 12;

/// Returns the number of the decimal that is the first which is not 0: 3 for 0.0042.
fn first_decimal(value: f64) -> usize {
    let digits = format!("{:.12}", value.abs());
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole != "0" {
        return 0;
    }
    let first = decimals.find(|digit| digit != '0');
    first.map_or(0, |first| first + 1)
}

/// Returns the sign of money that every number of the column has.
fn common_sign(cells: &[Cell]) -> Option<char> {
    let mut numbers = cells.iter().filter_map(Cell::as_number);
    let (sign, _) = affixes_of(numbers.next()?);
    sign.filter(|_| numbers.all(|text| affixes_of(text).0 == sign))
}

/// Returns the `%` that every number of the column has.
fn common_unit(cells: &[Cell]) -> Option<String> {
    let mut numbers = cells.iter().filter_map(Cell::as_number).peekable();
    let has_numbers = numbers.peek().is_some();
    (has_numbers && numbers.all(|text| text.ends_with('%'))).then(|| "%".to_owned())
}

/// Reports words in a column of numbers.
fn check_numbers(
    cells: &[Cell],
    figures: &ColumnFigures<'_>,
    settings: &ColumnSettings,
    faults: &mut Faults,
) {
    for (cell, row) in cells.iter().zip(&figures.data.rows) {
        let Cell::Text(text) = cell else { continue };
        // A cell with a comma is reported for the column as a whole.
        if cell.fits_numbers(figures.missing) || figures::has_comma(text) {
            continue;
        }
        let message = format!(
            "`{text}` stands in the column `{}`, which holds numbers",
            settings.name
        );
        let fault = Fault::error(Code::DataFile, message)
            .at(Span::new(figures.source, row.range.clone()))
            .help(number_or_missing(text));
        faults.push(figures.with_block(fault));
    }
}

/// Reports words in a column whose other cells are numbers: because of them, all of it is shown as
/// text.
fn check_stray_words(
    cells: &[Cell],
    figures: &ColumnFigures<'_>,
    settings: &ColumnSettings,
    faults: &mut Faults,
) {
    let numbers = cells.iter().filter_map(Cell::as_number).count();
    let mut words = cells
        .iter()
        .zip(&figures.data.rows)
        .filter(|(cell, _)| !cell.fits_numbers(figures.missing));
    let Some((Cell::Text(text), row)) = words.next() else {
        return;
    };
    if figures::has_comma(text) || (words.count() + 1) * 2 > numbers {
        return;
    }
    let message = format!(
        "`{text}` stands in the column `{}`, whose other cells are numbers: all of it is shown as \
         text",
        settings.name
    );
    let or_text = format!(
        "if the column is no numbers, add `columns:` with `{{name: {}, format: text}}` to the \
         block",
        flow_text(&settings.name)
    );
    let fault = Fault::warning(Code::DataFile, message)
        .at(Span::new(figures.source, row.range.clone()))
        .help(number_or_missing(text))
        .help(or_text);
    faults.push(figures.with_block(fault));
}

fn number_or_missing(text: &str) -> String {
    let sign = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("write a number, leave the cell empty, or add `missing: [\"{sign}\"]` to the block")
}
