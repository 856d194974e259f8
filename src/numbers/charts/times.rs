//! Days along a line: years, months and days that the rows of a chart are named after.

use super::chart::ChartRow;
use super::words::DatePrecision;
use crate::base::Date;

/// The day that a row is named after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowDay {
    pub(super) date: Date,
    pub(super) precision: DatePrecision,
    /// The day as a part of years: 2015.5 is the middle of 2015.
    pub(super) years: f64,
}

/// Returns the days of all rows, if each is named after one: `2015`, `2015-03` or `2015-03-16`.
pub(super) fn row_days(rows: &[ChartRow]) -> Option<Vec<RowDay>> {
    rows.iter().map(|row| row_day(row.label.trim())).collect()
}

fn row_day(label: &str) -> Option<RowDay> {
    let mut parts = label.split('-');
    let year: i16 = digits(parts.next()?, 4)?;
    let month = parts.next().map(|month| digits(month, 2));
    let day = parts.next().map(|day| digits(day, 2));
    if parts.next().is_some() || !(1000..=2999).contains(&year) {
        return None;
    }
    let (month, day, precision) = match (month, day) {
        (None, _) => (1, 1, DatePrecision::Year),
        (Some(month), None) => (month?, 1, DatePrecision::Month),
        (Some(month), Some(day)) => (month?, day?, DatePrecision::Day),
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let before = f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year());
    Some(RowDay {
        date,
        precision,
        years: f64::from(year) + before,
    })
}

/// Returns a number that is written with so many digits.
fn digits(text: &str, count: usize) -> Option<i16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::row_day;

    #[test]
    fn rows_are_named_after_years_months_and_days() {
        assert!(row_day("2015").is_some_and(|day| (day.years - 2015.0).abs() < 1e-9));
        assert!(row_day("2015-07").is_some_and(|day| day.years > 2015.4));
        assert!(row_day("2016-12-31").is_some_and(|day| day.years < 2017.0));
        for other in [
            "15",
            "2015-13",
            "2015-02-30",
            "Group 2015",
            "2015-1",
            "2015-01-01-01",
            "9999",
        ] {
            assert_eq!(row_day(other), None, "{other}");
        }
    }
}
