//! Whole days, as people write them. The text of a date in front matter becomes a day, or a
//! statement of what is wrong with it and what was probably meant.

use super::date_guess::{Guess, guess, year_in};
use jiff::civil;

/// A whole day in the site's time zone.
pub type Date = civil::Date;

/// The reason why some text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    /// The problem, as the rest of a sentence that begins with "`31/02/2015`".
    pub problem: String,
    /// The day that was probably meant, as `YYYY-MM-DD`.
    pub meant: Option<String>,
    /// A day that shows how to write one: the one that was meant, or one near to it.
    pub example: String,
    /// What to write, as the beginning of a sentence.
    pub form: &'static str,
}

/// The form of a day.
const DAY_FORM: &str = "write year, month and day as numbers";

/// The months in English, in lower case.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads `YYYY-MM-DD`; a time after it is dropped, for people who paste one.
///
/// # Errors
/// Fails with what is wrong, and with what was probably meant where the text looks like a date in
/// another form (`31/3/2015`, day first, as the British write; `3 March 2015`).
pub fn parse_date(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let (day, time) = text
        .split_once(['T', ' '])
        .filter(|(day, _)| day.len() == 10 && day.as_bytes()[4] == b'-')
        .unwrap_or((text, ""));
    if let Some((year, month, day)) = usual_numbers(day) {
        let date = calendar_day(year, month, day).map_err(|no_day| {
            swapped(year, month, day).map_or_else(|| no_day.fault(), other_form)
        })?;
        return if is_time(time) {
            Ok(date)
        } else {
            Err(DateFault {
                problem: format!("has `{time}` behind the day"),
                ..other_form(date)
            })
        };
    }
    Err(match guess(text) {
        Guess::Day(date) => other_form(date),
        Guess::NoDay(no_day) => no_day.fault(),
        Guess::Near(problem, near) => DateFault {
            problem: problem.to_owned(),
            meant: None,
            example: near.to_string(),
            form: DAY_FORM,
        },
        Guess::Nothing => DateFault {
            problem: NO_DATE.to_owned(),
            meant: None,
            example: example_in(text),
            form: DAY_FORM,
        },
    })
}

/// Returns a day that shows the form, in the year that a text names if it names one.
fn example_in(text: &str) -> String {
    let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let year = words.find_map(|word| year_in(word).filter(|year| (1900..=2100).contains(year)));
    year.map_or_else(|| USUAL.to_owned(), |year| format!("{year}-03-31"))
}

/// Reports whether a text may be a time of the day, with its zone: `10:30`, `09:00:00.5+01:00`,
/// `10:30 GMT`.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let signs = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let zone = text.len() - signs.len();
    let is_numeric = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | ' ');
    text.is_empty()
        || (zone <= 5
            && signs.starts_with(|c: char| c.is_ascii_digit())
            && signs.chars().all(is_numeric))
}

/// Returns year, month and day of a text in the usual form, `2015-03-31`.
fn usual_numbers(text: &str) -> Option<(i16, i16, i16)> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    Some((
        digits(text.get(0..4)?)?,
        digits(text.get(5..7)?)?,
        digits(text.get(8..10)?)?,
    ))
}

pub(super) fn digits(text: &str) -> Option<i16> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

impl DateFault {
    /// Says what to type for the setting `name`: the day that was meant, or one that only shows the
    /// form.
    #[must_use]
    pub fn help(&self, name: &str) -> String {
        let such_as = if self.meant.is_some() { "" } else { "such as " };
        format!("{}: {such_as}`{name}: {}`", self.form, self.example)
    }
}

/// The problem of a text that looks like no day at all.
pub(super) const NO_DATE: &str = "is not a date";
/// The day that shows how days are written where no better one is known.
const USUAL: &str = "2015-03-31";

fn other_form(date: Date) -> DateFault {
    let meant = date.to_string();
    DateFault {
        problem: "is not written as year-month-day".to_owned(),
        meant: Some(meant.clone()),
        example: meant,
        form: DAY_FORM,
    }
}

/// Returns the day with its day and month exchanged, where `month` cannot be a month.
pub(super) fn swapped(year: i16, month: i16, day: i16) -> Option<Date> {
    (month > 12)
        .then(|| calendar_day(year, day, month).ok())
        .flatten()
}

/// A day that the calendar does not have, and one near to it.
pub(super) struct NoDay {
    pub(super) problem: String,
    pub(super) near: Option<Date>,
}

impl NoDay {
    fn fault(self) -> DateFault {
        DateFault {
            problem: self.problem,
            meant: None,
            example: self
                .near
                .map_or_else(|| USUAL.to_owned(), |near| near.to_string()),
            form: DAY_FORM,
        }
    }
}

pub(super) fn calendar_day(year: i16, month: i16, day: i16) -> Result<Date, NoDay> {
    if !(1..=12).contains(&month) {
        return Err(NoDay {
            problem: format!("has no such month: {month}"),
            near: Date::new(year, 12, 1).ok(),
        });
    }
    let narrow_month = i8::try_from(month).unwrap_or(1);
    let known = i8::try_from(day)
        .ok()
        .and_then(|day| Date::new(year, narrow_month, day).ok());
    known.ok_or_else(|| {
        let name = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
        let problem = format!(
            "is not a day of the calendar: {}{} {year} has no day {day}",
            name[..1].to_uppercase(),
            &name[1..]
        );
        NoDay {
            problem,
            near: Date::new(year, narrow_month, 1)
                .ok()
                .map(Date::last_of_month),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_year_month_day() {
        assert_eq!(
            parse_date("2015-03-01").map(|date| date.to_string()),
            Ok("2015-03-01".to_owned())
        );
        assert_eq!(
            parse_date("2015-03-01 10:00").map(|date| date.to_string()),
            Ok("2015-03-01".to_owned())
        );
    }

    #[test]
    fn other_ways_of_writing_a_day_are_recognised() {
        for text in [
            "1/3/2015",
            "01.03.2015",
            "1 March 2015",
            "1st Mar 2015",
            "March 1, 2015",
            "2015/3/1",
            "Sunday, 1 March 2015",
        ] {
            let fault = parse_date(text).expect_err(text);
            assert_eq!(fault.meant.as_deref(), Some("2015-03-01"), "{text}");
        }
        for text in [
            "03/16/2015",
            "2015–03–16",
            "2015-16-03",
            "16th of March, 2015",
            "2015/16/03",
            "16 Mar 2015",
            "2015 March 16",
            "Mon Mar 16 2015",
            "16. März 2015",
            "16 mars 2015",
            "16 de marzo de 2015",
            "16 Mawrth 2015",
            "16\\3\\2015",
            "2015-O3-l6",
        ] {
            let fault = parse_date(text).expect_err(text);
            assert_eq!(fault.meant.as_deref(), Some("2015-03-16"), "{text}");
            assert_eq!(
                fault.help("date"),
                "write year, month and day as numbers: `date: 2015-03-16`"
            );
        }
    }

    #[test]
    fn a_date_that_was_not_understood_is_not_corrected() {
        for (text, problem, example) in [
            ("March 2015", "does not say the day", "2015-03-01"),
            ("03/2015", "does not say the day", "2015-03-01"),
            (
                "16/3/15",
                "does not say all four digits of the year",
                "2015-03-16",
            ),
            ("tomorrow", "is not a date", USUAL),
            ("2016", "says a year alone", "2016-03-31"),
            ("Spring 2016", "is not a date", "2016-03-31"),
            ("10000-01-01", "is not a date", USUAL),
            (
                "31/02/2015",
                "is not a day of the calendar: February 2015 has no day 31",
                "2015-02-28",
            ),
            ("ten eleven twelve", "is not a date", USUAL),
        ] {
            let fault = parse_date(text).expect_err(text);
            assert_eq!(
                (
                    fault.problem.as_str(),
                    fault.example.as_str(),
                    fault.meant.as_deref()
                ),
                (problem, example, None),
                "{text}"
            );
            assert_eq!(
                fault.help("date"),
                format!("write year, month and day as numbers: such as `date: {example}`")
            );
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_named() {
        assert!(
            parse_date("31/02/2015")
                .expect_err("no such day")
                .problem
                .contains("February 2015 has no day 31")
        );
        assert!(
            parse_date("2015-13-13")
                .expect_err("no such month")
                .problem
                .contains("no such month: 13")
        );
        assert!(parse_date("soon").expect_err("no date").meant.is_none());
    }
}
