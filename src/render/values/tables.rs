//! Tables from data as templates see them: cells as text in the site's language, numbers with their
//! values for sorting.

use super::{Attributes, record};
use crate::base::UrlPath;
use crate::render::answers::Answers;
use crate::resolve::{Cell, Column, ColumnFormat, Table};
use minijinja::Value;

/// A table; `url` is where it is offered as a file.
pub(in crate::render) fn table(answers: &Answers, table: &Table, url: &UrlPath) -> Value {
    let columns = table.columns.iter().map(|column| {
        let entries: Attributes = vec![
            ("title", Value::from(column.title.as_str())),
            (
                "numeric",
                Value::from(column.format == ColumnFormat::Number),
            ),
        ];
        record(entries)
    });
    let row = |cells: &Vec<Cell>| -> Value {
        cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, column)| one(answers, cell, column))
            .collect()
    };
    let mut entries: Attributes = vec![
        ("columns", columns.collect()),
        ("rows", table.rows.iter().map(row).collect()),
        ("url", Value::from(url.as_str())),
        (
            "size",
            Value::from(crate::base::human_size(table.to_csv().len() as u64)),
        ),
    ];
    entries.extend(table.totals.as_ref().map(|totals| ("totals", row(totals))));
    record(entries)
}

fn one(answers: &Answers, cell: &Cell, column: &Column) -> Value {
    let mut entries: Attributes = vec![(
        "numeric",
        Value::from(column.format == ColumnFormat::Number),
    )];
    match cell {
        Cell::Empty => entries.push(("text", Value::from(""))),
        Cell::Text(text) => entries.push(("text", Value::from(text.as_str()))),
        Cell::Number(value, _) => {
            let words = answers.words();
            let sign = |key: &str, usual: &str| words.get(key).unwrap_or_else(|| usual.to_owned());
            let number = written(
                *value,
                column.decimals,
                &sign("number_thousands", ","),
                &sign("number_decimal", "."),
            );
            let before = column.sign.map_or_else(String::new, String::from);
            entries.push((
                "text",
                Value::from(before + &number + column.unit.as_deref().unwrap_or_default()),
            ));
            entries.push(("value", super::number_value(*value)));
        }
    }
    record(entries)
}

/// A number with its digits in groups of three; a minus sign, not a hyphen.
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

/// A number with so many decimals, halves away from zero, as people round: the number that is
/// written is rounded, not the nearest one that a computer has.
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
