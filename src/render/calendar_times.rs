//! The times of entries in calendar files, RFC 5545. Takes moments in the site's time zone, as
//! fields give them; gives content lines.

use super::answers::Answers;
use super::date_filters::moment;
use super::functions::invalid;
use crate::base::{Date, TimeOfDay, zoned};
use jiff::tz::TimeZone;
use minijinja::{Error, Value};
use std::fmt::Write as _;

/// Applies `calendar_times(starts, ends)`: the lines `DTSTART` and, where an end is known, `DTEND`.
/// Times of the day are written in UTC. An entry without a time of the day at its start takes whole
/// days; the end of the format is then the day after the last one.
pub(super) fn times(answers: &Answers, starts: &str, ends: Option<&str>) -> Result<Value, Error> {
    let zone = answers.site().settings.zone();
    let start = moment(starts)?;
    let Some(day) = start.date else {
        return Err(invalid(format!("`{starts}` names no day")));
    };
    let end = ends.map(moment).transpose()?;
    let last = end.and_then(|end| end.date).unwrap_or(day);
    let mut lines = String::new();
    if let Some(time) = start.time {
        add_instant(&mut lines, "DTSTART", day, time, &zone);
        if let Some(time) = end.and_then(|end| end.time) {
            add_instant(&mut lines, "DTEND", last, time, &zone);
        }
    } else {
        add_day(&mut lines, "DTSTART", day);
        if let Some(after) = end.and_then(|_| last.tomorrow().ok()) {
            add_day(&mut lines, "DTEND", after);
        }
    }
    Ok(Value::from_safe_string(lines))
}

/// Applies `day | calendar_stamp`: the beginning of a day in UTC, as `DTSTAMP` wants it.
pub(super) fn stamp(text: &str) -> Result<Value, Error> {
    let Some(date) = moment(text)?.date else {
        return Err(invalid(format!("`{text}` names no day")));
    };
    Ok(Value::from_safe_string(format!("{}T000000Z", digits(date))))
}

/// Adds a line with a time of a day, as the same instant in UTC.
fn add_instant(lines: &mut String, name: &str, date: Date, time: TimeOfDay, zone: &TimeZone) {
    let utc = zoned(date, time, zone).map_or_else(
        || date.to_datetime(time),
        |instant| TimeZone::UTC.to_datetime(instant.timestamp()),
    );
    let _ = writeln!(
        lines,
        "{name}:{}T{:02}{:02}{:02}Z",
        digits(utc.date()),
        utc.hour(),
        utc.minute(),
        utc.second()
    );
}

fn add_day(lines: &mut String, name: &str, date: Date) {
    let _ = writeln!(lines, "{name};VALUE=DATE:{}", digits(date));
}

fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}
