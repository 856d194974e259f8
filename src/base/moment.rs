//! Points in time, as people write them: a day, a time of the day, or both. The text of a setting
//! becomes a [`Moment`], or a statement of what is wrong with it and what was probably meant.

use super::clock::{ClockFault, begins_clock, clock, half_of_day, parse_clock};
use super::date::{Date, DateFault, NO_DATE, parse_date};
use jiff::tz::TimeZone;
use jiff::{Zoned, civil};
use std::cmp::Ordering;
use std::fmt;

/// A time of the day in the site's time zone, to the minute.
pub type TimeOfDay = civil::Time;

/// A point in time in the site's time zone: a day, a time of the day, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Moment {
    /// The day, where one is stated.
    pub date: Option<Date>,
    /// The time of the day, where one is stated.
    pub time: Option<TimeOfDay>,
}

impl Moment {
    /// Makes the moment that is a whole day.
    #[must_use]
    pub const fn day(date: Date) -> Self {
        Self {
            date: Some(date),
            time: None,
        }
    }

    /// Reports whether the moment is surely earlier than another: times of the day count where both
    /// are of one day, or one of them names no day.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        let days = self.date.zip(other.date);
        let times = self.time.zip(other.time);
        match days.map_or(Ordering::Equal, |(own, other)| own.cmp(&other)) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => times.is_some_and(|(own, other)| own < other),
        }
    }
}

impl fmt::Display for Moment {
    /// Writes the moment as people type it: `2026-03-12 10:00`, `2026-03-12` or `10:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.date, self.time) {
            (Some(date), Some(time)) => write!(f, "{date} {}", clock(time)),
            (Some(date), None) => write!(f, "{date}"),
            (None, Some(time)) => f.write_str(&clock(time)),
            (None, None) => Ok(()),
        }
    }
}

/// Returns a time of a day in a time zone. A time that the clocks skip or show twice is taken as
/// calendar programs take it. There is none at the ends of the calendar.
#[must_use]
pub fn zoned(date: Date, time: TimeOfDay, zone: &TimeZone) -> Option<Zoned> {
    let local = civil::DateTime::from_parts(date, time);
    zone.to_ambiguous_zoned(local).compatible().ok()
}

const CLOCK_FORM: &str = "write hours and minutes as numbers";
const BOTH_FORM: &str = "write year, month, day, hours and minutes as numbers";
/// The moment that shows how moments are written where no better one is known.
const USUAL: &str = "2026-03-12 10:00";

/// Reads `2026-03-12 10:00` (or with a `T` between), `2026-03-12` or `10:00`.
///
/// # Errors
/// Fails with what is wrong, and with what was probably meant where the text looks like a day or a
/// time in another form (`12 March 2026, 10am`, `14.30`).
pub fn parse_moment(text: &str) -> Result<Moment, DateFault> {
    single_moment(text).map_err(|fault| {
        // Nobody writes a moment at length, and each sign of a text is a place to split it.
        if text.len() > LONGEST {
            return fault;
        }
        of_two_moments(text)
            .or_else(|| clock_before_day(text))
            .unwrap_or(fault)
    })
}

/// The number of bytes of a text that is looked at for two moments.
const LONGEST: usize = 80;

/// Reads a text that names one moment, its day first.
fn single_moment(text: &str) -> Result<Moment, DateFault> {
    let (day, clock) = day_and_clock(text.trim());
    if clock.is_empty() {
        return parse_date(day)
            .map(Moment::day)
            .map_err(|fault| neither(day, fault));
    }
    let time = parse_clock(clock);
    if day.is_empty() {
        return match time {
            Ok(time) => Ok(Moment {
                date: None,
                time: Some(time),
            }),
            Err(fault) => Err(fault.into_date_fault(CLOCK_FORM, "")),
        };
    }
    match (parse_date(day), time) {
        (Ok(date), Ok(time)) => Ok(Moment {
            date: Some(date),
            time: Some(time),
        }),
        (Ok(date), Err(fault)) => {
            let is_next = fault.is_of_next_day;
            let date = date.tomorrow().ok().filter(|_| is_next).unwrap_or(date);
            Err(fault.into_date_fault(BOTH_FORM, &format!("{date} ")))
        }
        (Err(fault), time) => Err(with_clock(fault, time)),
    }
}

/// Says what is wrong with a text that names two moments, such as `2026-03-12 10:00-12:00` or `10am
/// to noon`.
fn of_two_moments(text: &str) -> Option<DateFault> {
    for sign in [" to ", " until ", " till ", " – ", " - ", "–", "-"] {
        for (at, _) in text.match_indices(sign) {
            let (first, last) = (text[..at].trim(), text[at + sign.len()..].trim());
            let (Some(first), Some(last)) = (meant(first), meant(last)) else {
                continue;
            };
            return Some(DateFault {
                problem: format!(
                    "names two times, and the second, `{last}`, needs a line of its own"
                ),
                meant: None,
                example: first.to_string(),
                form: "write the first alone, and the second in the setting for the end",
            });
        }
    }
    None
}

/// Says what is wrong with a text that names its time before its day: `10am on 12 March 2026`.
fn clock_before_day(text: &str) -> Option<DateFault> {
    let (clock, day) = text.trim().split_once([' ', ','])?;
    let day = day.trim();
    let day = day.strip_prefix("on ").unwrap_or(day);
    let (clock, day) = match day.split_once(' ') {
        Some((half, day)) if half_of_day(&half.to_lowercase()).is_some() => {
            (format!("{clock} {half}"), day.trim())
        }
        _ => (clock.to_owned(), day),
    };
    let day = day.strip_prefix("on ").unwrap_or(day);
    let time = meant(&clock).filter(|moment| moment.date.is_none())?.time?;
    let date = meant(day).filter(|moment| moment.time.is_none())?.date?;
    let moment = Moment {
        date: Some(date),
        time: Some(time),
    };
    Some(DateFault {
        problem: "names the time before the day".to_owned(),
        meant: Some(moment.to_string()),
        example: moment.to_string(),
        form: BOTH_FORM,
    })
}

/// Returns the moment that a text surely means, in whatever form it is written.
fn meant(text: &str) -> Option<Moment> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return None;
    }
    match single_moment(text) {
        Ok(moment) => Some(moment),
        Err(fault) => single_moment(&fault.meant?).ok(),
    }
}

/// Says what is wrong with a text that holds no time of the day.
fn neither(text: &str, fault: DateFault) -> DateFault {
    let says_something = fault.meant.is_some() || text.bytes().any(|byte| byte.is_ascii_digit());
    if says_something && fault.problem != NO_DATE {
        return fault;
    }
    DateFault {
        problem: "is neither a day nor a time of the day".to_owned(),
        meant: None,
        example: USUAL.to_owned(),
        form: BOTH_FORM,
    }
}

/// Adds the time that stands behind a faulty day to what was meant.
fn with_clock(day: DateFault, time: Result<TimeOfDay, ClockFault>) -> DateFault {
    let (near, is_sure) = match time {
        Ok(time) => (time, true),
        Err(fault) => (fault.near, fault.is_meant),
    };
    let near = clock(near);
    DateFault {
        meant: day
            .meant
            .filter(|_| is_sure)
            .map(|day| format!("{day} {near}")),
        example: format!("{} {near}", day.example),
        problem: day.problem,
        form: BOTH_FORM,
    }
}

/// Splits a text before its time of the day.
fn day_and_clock(text: &str) -> (&str, &str) {
    let is_usual = text.as_bytes().get(4) == Some(&b'-');
    if let Some((day, rest)) = text.split_at_checked(10).filter(|_| is_usual)
        && let Some(clock) = rest.strip_prefix(['T', 't', ' '])
    {
        return (day, clock.trim());
    }
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if begins_clock(&text[start..]) {
            let day = text[..start].trim_end().trim_end_matches(',');
            let day = day.strip_suffix(" at").unwrap_or(day).trim_end();
            return (day.trim_end_matches(','), text[start..].trim());
        }
        start += word.len();
    }
    match text.strip_suffix("noon") {
        Some(day) => (day.trim().trim_end_matches(','), "noon"),
        _ => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        parse_moment(text).expect(text).to_string()
    }

    #[test]
    fn a_moment_is_a_day_a_time_or_both() {
        for (text, moment) in [
            ("2026-03-12 10:00", "2026-03-12 10:00"),
            ("2026-03-12T10:00", "2026-03-12 10:00"),
            (" 2026-03-12  9:05 ", "2026-03-12 09:05"),
            ("2026-03-12T10:00:00", "2026-03-12 10:00"),
            ("2026-03-12", "2026-03-12"),
            ("10:00", "10:00"),
            ("0:00", "00:00"),
            ("23:59", "23:59"),
            ("2024-02-29 08:00", "2024-02-29 08:00"),
        ] {
            assert_eq!(shown(text), moment, "{text}");
        }
    }

    #[test]
    fn other_ways_of_writing_a_moment_are_recognised() {
        for (text, meant) in [
            ("12 March 2026 10:00", "2026-03-12 10:00"),
            ("12 March 2026, 10am", "2026-03-12 10:00"),
            ("12/3/2026 at 2.30pm", "2026-03-12 14:30"),
            ("2026-03-12 10.30", "2026-03-12 10:30"),
            ("2026-03-12 2 p.m.", "2026-03-12 14:00"),
            ("12 March 2026", "2026-03-12"),
            ("14.30", "14:30"),
            ("12am", "00:00"),
            ("12:15 pm", "12:15"),
            ("2026-03-12 at 10:00", "2026-03-12 10:00"),
            ("2026-03-12 noon", "2026-03-12 12:00"),
            ("2026-03-12 10h30", "2026-03-12 10:30"),
            ("2026-03-12 24:00", "2026-03-13 00:00"),
            ("10:00 2026-03-12", "2026-03-12 10:00"),
            ("10 am on 12 March 2026", "2026-03-12 10:00"),
            ("2.30pm, 12 March 2026", "2026-03-12 14:30"),
        ] {
            let fault = parse_moment(text).expect_err(text);
            assert_eq!(fault.meant.as_deref(), Some(meant), "{text}");
            assert!(
                fault
                    .help("starts")
                    .ends_with(&format!(": `starts: {meant}`"))
            );
        }
    }

    #[test]
    fn a_moment_that_cannot_be_is_named() {
        for (text, problem, example) in [
            (
                "2026-02-30 10:00",
                "is not a day of the calendar: February 2026 has no day 30",
                "2026-02-28 10:00",
            ),
            (
                "2026-03-12 25:00",
                "is not a time of the day: no day has an hour 25",
                "2026-03-12 23:00",
            ),
            (
                "10:75",
                "is not a time of the day: no hour has a minute 75",
                "10:59",
            ),
            (
                "24:30",
                "is not a time of the day: no day has an hour 24",
                "23:30",
            ),
            (
                "2026-03-12T10:00Z",
                "names a time zone, but times here are those of the site",
                "2026-03-12 10:00",
            ),
            (
                "10:00:30",
                "has seconds, but times here have hours and minutes",
                "10:00",
            ),
            ("10:00 or so", "says more than a time of the day", "10:00"),
            ("soon", "is neither a day nor a time of the day", USUAL),
            ("10", "is neither a day nor a time of the day", USUAL),
            ("", "is neither a day nor a time of the day", USUAL),
            ("March 2026", "does not say the day", "2026-03-01"),
            (
                "99999999999:00",
                "is neither a day nor a time of the day",
                USUAL,
            ),
            ("ä:ö", "is neither a day nor a time of the day", USUAL),
        ] {
            assert_no_moment(text, problem, example);
        }
    }

    fn assert_no_moment(text: &str, problem: &str, example: &str) {
        let fault = parse_moment(text).expect_err(text);
        assert_eq!(
            (fault.problem.as_str(), fault.example.as_str(), fault.meant),
            (problem, example, None),
            "{text}"
        );
    }

    #[test]
    fn the_second_of_two_times_needs_a_line_of_its_own() {
        for (text, problem, example) in [
            (
                "2026-03-12 10:00-12:00",
                "names two times, and the second, `12:00`, needs a line of its own",
                "2026-03-12 10:00",
            ),
            (
                "12 March 2026 to 14 March 2026",
                "names two times, and the second, `2026-03-14`, needs a line of its own",
                "2026-03-12",
            ),
            (
                "10am – noon",
                "names two times, and the second, `12:00`, needs a line of its own",
                "10:00",
            ),
        ] {
            assert_no_moment(text, problem, example);
        }
    }

    #[test]
    fn moments_are_compared_as_far_as_they_say() {
        let is_before = |own: &str, other: &str| {
            parse_moment(own)
                .expect(own)
                .is_before(&parse_moment(other).expect(other))
        };
        assert!(is_before("2026-03-12", "2026-03-13 10:00"));
        assert!(is_before("2026-03-12 09:00", "2026-03-12 10:00"));
        assert!(is_before("09:00", "2026-03-12 10:00"));
        assert!(is_before("09:00", "10:00"));
        assert!(!is_before("2026-03-12", "2026-03-12 10:00"));
        assert!(!is_before("2026-03-12 10:00", "2026-03-12"));
        assert!(!is_before("2026-03-12 10:00", "2026-03-12 10:00"));
    }
}
