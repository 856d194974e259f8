//! Whole days, as people write them.
//! From: the text of a date in front matter. To: a day, or what is wrong with it and what was probably meant.

use jiff::civil;

/// A whole day in the site's time zone.
pub type Date = civil::Date;

/// Why some text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    /// What is wrong, to follow "`31/02/2015`".
    pub problem: String,
    /// What was probably meant, as `YYYY-MM-DD`.
    pub meant: Option<String>,
    /// A day to show how it is written: the one that was meant, or one near to it.
    pub example: String,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Reads `YYYY-MM-DD`; a time after it is dropped, for people who paste one.
///
/// # Errors
/// Says what is wrong, and what was probably meant where the text looks like a date in another form
/// (`31/3/2015`, day first, as the British write; `3 March 2015`).
pub fn parse_date(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let day = text.split_once(['T', ' ']).filter(|(day, _)| day.len() == 10 && day.as_bytes()[4] == b'-').map_or(text, |(day, _)| day);
    let bytes = day.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes.get(range).filter(|part| part.iter().all(u8::is_ascii_digit));
    if bytes.len() == 10
        && bytes[4] == b'-'
        && bytes[7] == b'-'
        && digits(0..4).is_some()
        && digits(5..7).is_some()
        && digits(8..10).is_some()
    {
        let number = |range: std::ops::Range<usize>| day[range].parse::<i16>().unwrap_or(0);
        return calendar_day(number(0..4), number(5..7), number(8..10)).map_err(NoDay::fault);
    }
    match guess(text) {
        Some(Ok(date)) => {
            let meant = date.to_string();
            Err(DateFault { problem: "is not written as year-month-day".to_owned(), meant: Some(meant.clone()), example: meant })
        }
        Some(Err(no_day)) => Err(no_day.fault()),
        None => Err(DateFault { problem: "is not a date".to_owned(), meant: None, example: "2015-03-31".to_owned() }),
    }
}

/// A day that the calendar does not have, and one near to it.
struct NoDay {
    problem: String,
    near: Option<Date>,
}

impl NoDay {
    fn fault(self) -> DateFault {
        DateFault {
            problem: self.problem,
            meant: None,
            example: self.near.map_or_else(|| "2015-03-31".to_owned(), |near| near.to_string()),
        }
    }
}

fn calendar_day(year: i16, month: i16, day: i16) -> Result<Date, NoDay> {
    let first = |month: i8| Date::new(year, month, 1).ok();
    if !(1..=12).contains(&month) {
        return Err(NoDay { problem: format!("has no such month: {month}"), near: first(12) });
    }
    let narrow_month = i8::try_from(month).unwrap_or(1);
    let known = i8::try_from(day).ok().and_then(|day| Date::new(year, narrow_month, day).ok());
    known.ok_or_else(|| {
        let name = MONTHS[usize::try_from(month - 1).unwrap_or(0)];
        let problem = format!("is not a day of the calendar: {}{} {year} has no day {day}", name[..1].to_uppercase(), &name[1..]);
        NoDay { problem, near: first(narrow_month).map(Date::last_of_month) }
    })
}

/// Other ways of writing a day: `31/3/2015`, `31.3.2015`, `3 March 2015`, `March 3, 2015`, `2015/3/31`, `2015-3-1`.
fn guess(text: &str) -> Option<Result<Date, NoDay>> {
    let parts: Vec<&str> = text.split(|c: char| "/.-, ".contains(c)).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i16>().ok();
    let month = |part: &str| {
        let lower = part.to_ascii_lowercase();
        (lower.len() >= 3).then(|| MONTHS.iter().position(|name| name.starts_with(&lower)).and_then(|at| i16::try_from(at + 1).ok()))?
    };
    if let (Some(month), Some(day), Some(year)) = (month(second), number(first), number(third)) {
        return Some(calendar_day(year, month, day));
    }
    if let (Some(month), Some(day), Some(year)) = (month(first), number(second), number(third)) {
        return Some(calendar_day(year, month, day));
    }
    let (first_number, second_number, third_number) = (number(first)?, number(second)?, number(third)?);
    Some(if first.len() == 4 {
        calendar_day(first_number, second_number, third_number)
    } else {
        calendar_day(third_number, second_number, first_number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_year_month_day() {
        assert_eq!(parse_date("2015-03-01").map(|date| date.to_string()), Ok("2015-03-01".to_owned()));
        assert_eq!(parse_date("2015-03-01 10:00").map(|date| date.to_string()), Ok("2015-03-01".to_owned()));
    }

    #[test]
    fn other_ways_of_writing_a_day_are_recognised() {
        for text in ["1/3/2015", "01.03.2015", "1 March 2015", "1st Mar 2015", "March 1, 2015", "2015/3/1"] {
            let fault = parse_date(text).expect_err(text);
            assert_eq!(fault.meant.as_deref(), Some("2015-03-01"), "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_named() {
        assert!(parse_date("31/02/2015").expect_err("no such day").problem.contains("February 2015 has no day 31"));
        assert!(parse_date("2015-13-01").expect_err("no such month").problem.contains("no such month: 13"));
        assert!(parse_date("soon").expect_err("no date").meant.is_none());
    }
}
