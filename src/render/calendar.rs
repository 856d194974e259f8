//! Calendar files, RFC 5545: the form of text in them, the times of an entry, and the last step of
//! a file. Takes text and moments in the site's time zone; gives content lines that every calendar
//! program reads.

use super::answers::Answers;
use super::current_page::CurrentPage;
use super::functions::invalid;
use crate::base::{Date, Moment, TimeOfDay, parse_moment};
use jiff::civil;
use jiff::tz::TimeZone;
use minijinja::{Error, Value};
use std::fmt::{self, Write};

/// The name of the way in which templates of calendar files escape text.
pub(super) const CALENDAR_TEXT: &str = "calendar";

/// The largest number of bytes in a line without its end, RFC 5545, section 3.1.
const LONGEST_LINE: usize = 75;

/// Writes `text` as a value of the type TEXT, RFC 5545, section 3.3.11. Control signs other than
/// line ends and tabs may not stand in it and are left out.
pub(super) fn escape(text: &str, out: &mut impl Write) -> fmt::Result {
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.write_char('\\')?;
                out.write_char(c)?;
            }
            '\n' => out.write_str("\\n")?,
            '\t' => out.write_char('\t')?,
            c if c.is_control() => {}
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

/// Finishes a calendar file: every line ends with CR and LF, lines that are too long are folded
/// between characters, and empty lines, which the format does not know, are left out.
pub(super) fn finish(text: String, _: &CurrentPage) -> String {
    let mut file = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        fold(line.trim_end(), &mut file);
    }
    file
}

/// Writes one content line. A folded line goes on in the next one, behind a space.
fn fold(line: &str, out: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// Applies `calendar_times(starts, ends)`: the lines `DTSTART` and, where an end is known, `DTEND`.
/// Times of the day are written in UTC. An entry without a time of the day at its start takes whole
/// days; the end of the format is then the day after the last one.
pub(super) fn times(answers: &Answers, starts: &str, ends: Option<&str>) -> Result<Value, Error> {
    let zone = &answers.site().settings.time_zone;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let start = moment(starts)?;
    let Some(day) = start.date else {
        return Err(invalid(format!("`{starts}` names no day")));
    };
    let end = ends.map(moment).transpose()?;
    let last = end.and_then(|end| end.date).unwrap_or(day);
    let mut lines = String::new();
    match start.time {
        Some(time) => {
            add_instant(&mut lines, "DTSTART", day, time, &zone);
            if let Some(time) = end.and_then(|end| end.time) {
                add_instant(&mut lines, "DTEND", last, time, &zone);
            }
        }
        None => {
            add_day(&mut lines, "DTSTART", day);
            if let Some(after) = end.and_then(|_| last.tomorrow().ok()) {
                add_day(&mut lines, "DTEND", after);
            }
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

fn moment(text: &str) -> Result<Moment, Error> {
    parse_moment(text).map_err(|_| invalid(format!("`{text}` is not a date")))
}

/// Adds a line with a time of a day, as the same instant in UTC.
fn add_instant(lines: &mut String, name: &str, date: Date, time: TimeOfDay, zone: &TimeZone) {
    let local = civil::DateTime::from_parts(date, time);
    let instant = zone.to_ambiguous_zoned(local).compatible();
    let utc = instant.map_or(local, |instant| {
        TimeZone::UTC.to_datetime(instant.timestamp())
    });
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

#[cfg(test)]
mod tests {
    use super::{escape, fold};

    #[test]
    fn text_is_escaped_as_the_format_wants() {
        let mut text = String::new();
        escape("Tea, cake; a \\ and\nmore\u{7}", &mut text).expect("writing to a string");
        assert_eq!(text, "Tea\\, cake\\; a \\\\ and\\nmore");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut file = String::new();
        fold(&format!("SUMMARY:{}", "é".repeat(80)), &mut file);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert_eq!(unfolded.trim_end(), format!("SUMMARY:{}", "é".repeat(80)));
    }
}
