//! Tables from data as templates see them: cells as text in the site's language, numbers with their
//! values for sorting.

use super::record::{RecordBuilder, number_value};
use super::site_wide::SiteWide;
use crate::base::{UrlPath, human_size};
use crate::resolve::{Cell, Column, ColumnFormat, Table};
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
    let thousands = site.word("number_thousands", ",");
    let point = site.word("number_decimal", ".");
    let number = written(value, column.decimals, &thousands, &point);
    let before = column.sign.map_or_else(String::new, String::from);
    before + &number + column.unit.as_deref().unwrap_or_default()
}

/// Writes a number with its digits in groups of three, and with a minus sign instead of a hyphen.
fn written(value: f64, decimals: usize, thousands: &str, point: &str) -> String {
    let plain = rounded(value.abs(), decimals);
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let mut out = if value < 0.0 && !is_zero {
        "−".to_owned()
    } else {
        String::new()
    };
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push_str(thousands);
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push_str(point);
        out.push_str(rest);
    }
    out
}

/// Returns a number with so many decimals, halves away from zero, as people round: the number that
/// is written is rounded, not the nearest one that a computer has.
fn rounded(value: f64, decimals: usize) -> String {
    let exact = value.to_string();
    let (whole, rest) = exact.split_once('.').unwrap_or((&exact, ""));
    let mut digits: Vec<u8> = whole
        .bytes()
        .chain(rest.bytes().chain(std::iter::repeat(b'0')).take(decimals))
        .collect();
    if rest
        .as_bytes()
        .get(decimals)
        .is_some_and(|next| *next >= b'5')
    {
        let nines = digits
            .iter()
            .rev()
            .take_while(|digit| **digit == b'9')
            .count();
        let from = digits.len() - nines;
        digits[from..].fill(b'0');
        match from.checked_sub(1) {
            Some(last) => digits[last] += 1,
            None => digits.insert(0, b'1'),
        }
    }
    if decimals > 0 {
        digits.insert(digits.len() - decimals, b'.');
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::{rounded, written};

    #[test]
    fn halves_are_rounded_up_as_people_do() {
        for (value, decimals, shown) in [
            (2.5, 0, "3"),
            (3.5, 0, "4"),
            (2.675, 2, "2.68"),
            (1.005, 2, "1.01"),
            (9.95, 1, "10.0"),
            (99.5, 0, "100"),
            (0.1 + 0.2, 2, "0.30"),
            (5.0 / 3.0, 1, "1.7"),
            (7.0, 2, "7.00"),
            (0.04, 1, "0.0"),
        ] {
            assert_eq!(rounded(value, decimals), shown);
        }
    }

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(written(1_234_567.891, 1, ",", "."), "1,234,567.9");
        assert_eq!(written(-999.0, 0, ",", "."), "−999");
        assert_eq!(written(1000.0, 2, ".", ","), "1.000,00");
        assert_eq!(written(-0.01, 0, ",", "."), "0");
    }
}
