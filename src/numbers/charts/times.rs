//! Times along a line: what the rows of a chart are named after, and where it lies in time.

use crate::base::{Date, month_of, slug};

/// The time that a row is named after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowTime {
    /// Where it begins, in years: 2015.5 is the middle of 2015. Times without a year count from
    /// the first row.
    pub years: f64,
    /// The day, month or year if it is written as a computer writes it, and readers shall see it as
    /// people do.
    pub date: Option<(Date, DatePrecision)>,
}

/// The part of a day that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePrecision {
    /// The year.
    Year,
    /// The month of a year.
    Month,
    /// The whole day.
    Day,
}

/// How the times of a chart are written. All of its rows have one form, so that a text which can be
/// read in two ways is read as the others are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimeForm {
    /// Years that begin within a calendar year: `2015/16`.
    FinancialYear,
    /// Years, quarters, months and days, the day before the month where both are numbers.
    DayFirst,
    /// Years, quarters, months and days, the month before the day where both are numbers.
    MonthFirst,
    /// Months, or days of months, without a year: `March`, `16 March`.
    WithoutYear,
}

/// A word of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimeWord {
    Year(i16),
    Month(i8),
    Quarter(i8),
    /// A number of one digit or two: a day, a month, or the end of a year.
    Small(i8),
    /// A word for "quarter", which a number stands before or behind.
    QuarterName,
}

/// Returns the times of all rows with these names, if each is named after one.
pub(super) fn row_times(labels: &[&str]) -> Option<Vec<RowTime>> {
    let mut words = Vec::with_capacity(labels.len());
    for label in labels {
        words.push(words_of(label)?);
    }
    let forms = [
        TimeForm::FinancialYear,
        TimeForm::DayFirst,
        TimeForm::MonthFirst,
        TimeForm::WithoutYear,
    ];
    let (form, years) = forms.into_iter().find_map(|form| {
        let years: Option<Vec<f64>> = words.iter().map(|words| place(words, form)).collect();
        let years = years.filter(|_| form != TimeForm::FinancialYear || labels.len() > 1)?;
        let years = match form {
            TimeForm::WithoutYear => one_after_another(&years),
            _ => years,
        };
        Some((form, years))
    })?;
    // What looks like a month of a computer may be the end of a year: `2010-11`.
    let has_dates = form == TimeForm::DayFirst;
    let rows = labels.iter().zip(years);
    let times = rows.map(|(label, years)| RowTime {
        years,
        date: computer_date(label).filter(|_| has_dates),
    });
    Some(times.collect())
}

/// Reports whether a name is that of a time, in any form.
pub(super) fn is_time(label: &str) -> bool {
    row_times(&[label]).is_some()
}

/// Returns the words of a time. A remark in brackets behind it says nothing of when it is.
fn words_of(label: &str) -> Option<Vec<TimeWord>> {
    let time = label.split_once('(').map_or(label, |(time, _)| time);
    let slug = slug(time);
    let words = slug.split('-').filter(|word| !is_filler(word));
    let words: Option<Vec<TimeWord>> = words.map(word_of).collect();
    words.filter(|words| !words.is_empty())
}

fn is_filler(word: &str) -> bool {
    matches!(word, "of" | "the" | "de" | "del" | "di" | "do" | "fy")
}

fn word_of(word: &str) -> Option<TimeWord> {
    let endings = ["st", "nd", "rd", "th"];
    let digits = endings.iter().find_map(|ending| word.strip_suffix(ending));
    let digits = digits.unwrap_or(word);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return match (digits.len(), digits.parse().ok()?) {
            (1 | 2, number) => i8::try_from(number).ok().map(TimeWord::Small),
            (4, year @ 1000..=2999) => Some(TimeWord::Year(year)),
            _ => None,
        };
    }
    if let Some(quarter) = ["q", "t", "k", "ch"]
        .iter()
        .find_map(|letter| word.strip_prefix(letter))
        .and_then(|number| number.parse().ok())
        .filter(|quarter| (1..=4).contains(quarter))
    {
        return Some(TimeWord::Quarter(quarter));
    }
    if QUARTER_NAMES.contains(&word) {
        return Some(TimeWord::QuarterName);
    }
    month_of(word).map(TimeWord::Month)
}

/// Words for "quarter", without accents.
const QUARTER_NAMES: [&str; 9] = [
    "quarter",
    "qtr",
    "quartal",
    "trimestre",
    "chwarter",
    "kwartaal",
    "kwartal",
    "kvartal",
    "rathe",
];

/// Returns where a time lies, in years, if it is written in this form.
fn place(words: &[TimeWord], form: TimeForm) -> Option<f64> {
    use TimeWord::{Month, Quarter, QuarterName, Small, Year};
    match (form, words) {
        (TimeForm::FinancialYear, [Year(year), end]) => {
            is_next(*year, *end).then(|| f64::from(*year))
        }
        (TimeForm::WithoutYear, [Month(month)]) => in_year(0, *month, 1),
        (TimeForm::WithoutYear, [Small(day), Month(month)] | [Month(month), Small(day)]) => {
            in_year(0, *month, *day)
        }
        (TimeForm::WithoutYear, [Quarter(quarter)] | [QuarterName, Small(quarter)]) => {
            in_quarter(0, *quarter)
        }
        (TimeForm::FinancialYear | TimeForm::WithoutYear, _) => None,
        (_, [Year(year)]) => Some(f64::from(*year)),
        (_, [Quarter(quarter), Year(year)] | [Year(year), Quarter(quarter)]) => {
            in_quarter(*year, *quarter)
        }
        (
            _,
            [Small(quarter), QuarterName, Year(year)]
            | [QuarterName, Small(quarter), Year(year)]
            | [Year(year), QuarterName, Small(quarter)],
        ) => in_quarter(*year, *quarter),
        (_, [Quarter(quarter), Year(year), end] | [Year(year), end, Quarter(quarter)]) => {
            is_next(*year, *end).then(|| in_quarter(*year, *quarter))?
        }
        (
            _,
            [Month(month) | Small(month), Year(year)] | [Year(year), Month(month) | Small(month)],
        ) => in_year(*year, *month, 1),
        (
            _,
            [Small(day), Month(month), Year(year)]
            | [Month(month), Small(day), Year(year)]
            | [Year(year), Month(month) | Small(month), Small(day)],
        ) => in_year(*year, *month, *day),
        (_, [Month(month), Small(year)]) => in_year(century(*year), *month, 1),
        (_, [Small(day), Month(month), Small(year)]) => in_year(century(*year), *month, *day),
        (_, [Small(one), Small(two), Year(year)]) => in_numbers(*year, *one, *two, form),
        (_, [Small(one), Small(two), Small(year)]) => in_numbers(century(*year), *one, *two, form),
        _ => None,
    }
}

/// Reports whether a word is the year after another: `2016` or `16` after 2015.
fn is_next(year: i16, word: TimeWord) -> bool {
    match word {
        TimeWord::Year(next) => next == year + 1,
        TimeWord::Small(next) => i16::from(next) == (year + 1) % 100,
        _ => false,
    }
}

/// Returns the year that two digits stand for.
fn century(year: i8) -> i16 {
    let year = i16::from(year);
    if year < 70 { 2000 + year } else { 1900 + year }
}

fn in_numbers(year: i16, one: i8, two: i8, form: TimeForm) -> Option<f64> {
    match form {
        TimeForm::MonthFirst => in_year(year, one, two),
        _ => in_year(year, two, one),
    }
}

fn in_quarter(year: i16, quarter: i8) -> Option<f64> {
    (1..=4)
        .contains(&quarter)
        .then(|| f64::from(year) + f64::from(quarter - 1) / 4.0)
}

/// Returns where a day lies, if the calendar has it. The year 0 is a leap year.
fn in_year(year: i16, month: i8, day: i8) -> Option<f64> {
    let date = Date::new(year, month, day).ok()?;
    let before = f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year());
    Some(f64::from(year) + before)
}

/// Returns places in a year as places in time: each lies in the twelve months after the one before.
fn one_after_another(places: &[f64]) -> Vec<f64> {
    let mut at = places.first().copied().unwrap_or(0.0);
    let mut before = at;
    let mut times = Vec::with_capacity(places.len());
    for place in places {
        at += (place - before).rem_euclid(1.0);
        before = *place;
        times.push(at);
    }
    times
}

/// Returns the day that a name is, if it is written `2015`, `2015-03` or `2015-03-16`.
fn computer_date(label: &str) -> Option<(Date, DatePrecision)> {
    let mut parts = label.trim().split('-');
    let year: i16 = digits(parts.next()?, 4)?;
    let month = parts.next().map(|month| digits(month, 2));
    let day = parts.next().map(|day| digits(day, 2));
    let (month, day, precision) = match (month, day) {
        (None, _) => (1, 1, DatePrecision::Year),
        (Some(month), None) => (month?, 1, DatePrecision::Month),
        (Some(month), Some(day)) => (month?, day?, DatePrecision::Day),
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    parts.next().is_none().then_some((date, precision))
}

/// Returns a number that is written with so many digits.
fn digits(text: &str, count: usize) -> Option<i16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::{is_time, row_times};

    #[track_caller]
    fn lie_at(labels: &[&str], expected: &[f64]) {
        let times = row_times(labels).expect("times");
        for (time, expected) in times.iter().zip(expected) {
            assert!(
                (time.years - expected).abs() < 0.003,
                "{labels:?}: {times:?}"
            );
        }
    }

    #[test]
    fn rows_are_named_after_years_quarters_months_and_days() {
        lie_at(
            &["2015", "2016-07", "2016-12-31"],
            &[2015.0, 2016.5, 2016.997],
        );
        lie_at(
            &["2010/11", "2011-12", "2014–2015"],
            &[2010.0, 2011.0, 2014.0],
        );
        lie_at(&["2010-11", "2011-02"], &[2010.833, 2011.085]);
        lie_at(
            &["Q1 2015", "2015 Q3", "Q4 2015/16"],
            &[2015.0, 2015.5, 2015.75],
        );
        lie_at(&["1. Quartal 2015", "4. Quartal 2015"], &[2015.0, 2015.75]);
        lie_at(
            &["March 2015", "Jul-15", "août 2015"],
            &[2015.161, 2015.496, 2015.581],
        );
        lie_at(&["16 March 2015", "July 2nd, 2015"], &[2015.203, 2015.499]);
        lie_at(&["05/03/2015", "16/03/2015"], &[2015.173, 2015.203]);
        lie_at(&["03/05/2015", "03/16/15"], &[2015.173, 2015.203]);
        lie_at(&["2019", "2020 (provisional)"], &[2019.0, 2020.0]);
    }

    #[test]
    fn months_without_a_year_follow_each_other() {
        lie_at(&["Oct", "Dec", "Jan", "Mar"], &[0.749, 0.915, 1.0, 1.164]);
        lie_at(&["1 March", "3 March"], &[0.164, 0.17]);
    }

    #[test]
    fn other_names_are_no_times() {
        for other in [
            "15",
            "2015-13",
            "2015-02-30",
            "Group 2015",
            "2015-01-01-01",
            "9999",
            "North",
            "",
            "Q5 2015",
            "Week 3",
            "18-24",
        ] {
            assert!(!is_time(other), "{other}");
        }
        assert!(row_times(&["2015", "Total"]).is_none());
        assert!(row_times(&["March", "2015"]).is_none());
    }
}
