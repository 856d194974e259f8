//! The day of a point in time, in the site's time zone. The text of a setting such as
//! `2026-03-16T23:30:00Z` becomes a day, or a statement of what is wrong with it.

use super::date::{Date, DateFault, parse_date};
use super::moment::{Moment, parse_moment, zoned};
use jiff::tz::{Offset, TimeZone};
use jiff::{Zoned, civil};

/// Reads `2026-03-16`, after which a time of the day may follow. A time that says its distance from
/// UTC (`Z`, `+01:00`, `+0100`) is of the day that it is then in `zone`; any other is a time there.
///
/// # Errors
/// Fails with what is wrong, and with what was probably meant where the text looks like a day or a
/// time in another form.
pub fn parse_day_in(zone: &TimeZone, text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let Some((day, rest)) = text
        .split_at_checked(DAY)
        .filter(|(_, rest)| !rest.is_empty())
    else {
        return parse_date(text);
    };
    if !rest.starts_with(['T', 't', ' ']) {
        return parse_date(text);
    }
    let Ok(date) = parse_date(day) else {
        return parse_date(text);
    };
    // A zone in brackets says nothing more where the distance from UTC is said (RFC 9557).
    let (written, zone_name) = rest[1..].trim().split_once('[').unwrap_or((&rest[1..], ""));
    let (clock, offset) = clock_and_offset(written.trim());
    if !zone_name.is_empty() && offset.is_none() {
        return parse_moment(text).map(|_| date);
    }
    let Ok(time) = clock.parse::<civil::Time>() else {
        // Says what is wrong with the time, and what was meant.
        return parse_moment(&format!("{date} {clock}")).map(|_| date);
    };
    let Some(offset) = offset else {
        return Ok(date);
    };
    let instant = TimeZone::fixed(offset)
        .to_zoned(date.to_datetime(time))
        .map(|instant| instant.with_time_zone(zone.clone()).date());
    Ok(instant.unwrap_or(date))
}

/// Returns the moment in `zone` that a text means which says its distance from UTC:
/// `2026-07-12T10:00:00Z` is 11:00 in London.
#[must_use]
pub fn moment_in(zone: &TimeZone, text: &str) -> Option<Moment> {
    let (day, rest) = text.trim().split_at_checked(DAY)?;
    let date = parse_date(day).ok()?;
    let clock = rest.strip_prefix(['T', 't', ' '])?;
    let clock = clock.split('[').next().unwrap_or_default().trim();
    if let Some((time, name)) = clock.rsplit_once(' ')
        && let Ok(time) = time.trim().parse::<civil::Time>()
        && zoned(date, time, zone).is_some_and(|there| has_zone_name(&there, name))
    {
        return Some(Moment {
            date: Some(date),
            time: Some(time),
        });
    }
    let (written, offset) = clock_and_offset(clock);
    if rest.starts_with(' ') && is_range(written, &clock[written.len()..]) {
        return None;
    }
    let clock = written;
    let time = clock.parse::<civil::Time>().ok()?;
    let instant = TimeZone::fixed(offset?).to_zoned(date.to_datetime(time));
    let there = instant.ok()?.with_time_zone(zone.clone()).datetime();
    Some(Moment {
        date: Some(there.date()),
        time: Some(there.time()),
    })
}

/// Reports whether a point in time is in the zone of this short name: `BST` is that of London in
/// summer.
fn has_zone_name(there: &Zoned, name: &str) -> bool {
    let info = there.time_zone().to_offset_info(there.timestamp());
    info.abbreviation().eq_ignore_ascii_case(name)
}

/// Reports whether what stands behind a time is a later one, as in `10:00-12:00`, and no distance
/// from UTC.
fn is_range(clock: &str, rest: &str) -> bool {
    let last = rest.strip_prefix('-').filter(|last| last.contains(':'));
    let last = last.and_then(|last| last.parse::<civil::Time>().ok());
    let first = clock.parse::<civil::Time>().ok();
    first.zip(last).is_some_and(|(first, last)| first < last)
}

/// The number of characters of a day such as `2026-03-16`.
const DAY: usize = 10;

/// Splits a time of the day before what says its distance from UTC.
fn clock_and_offset(text: &str) -> (&str, Option<Offset>) {
    for name in ["Z", "z", "UTC", "GMT"] {
        if let Some(clock) = text.strip_suffix(name) {
            return (clock.trim_end(), Some(Offset::UTC));
        }
    }
    let Some(at) = text.rfind(['+', '-', '−']) else {
        return (text, None);
    };
    let (clock, signed) = text.split_at(at);
    match offset(signed) {
        Some(offset) => (clock.trim_end(), Some(offset)),
        None => (text, None),
    }
}

/// Reads `+01:00`, `+0100` or `-5`.
fn offset(signed: &str) -> Option<Offset> {
    let mut letters = signed.chars();
    let sign = if letters.next()? == '+' { 1 } else { -1 };
    let digits = letters.as_str().replace(':', "");
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let hours: i32 = hours.parse().ok()?;
    let minutes: i32 = if minutes.is_empty() {
        0
    } else {
        minutes.parse().ok()?
    };
    Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(zone: &str, text: &str) -> String {
        let zone = TimeZone::get(zone).expect(zone);
        match parse_day_in(&zone, text) {
            Ok(date) => date.to_string(),
            Err(fault) => format!("{}: {}", fault.problem, fault.example),
        }
    }

    #[test]
    fn a_time_with_its_distance_from_utc_is_of_the_day_at_the_place_of_the_site() {
        for (text, london, new_york) in [
            ("2026-07-16", "2026-07-16", "2026-07-16"),
            ("2026-07-16 10:00", "2026-07-16", "2026-07-16"),
            ("2026-07-16T23:59:59", "2026-07-16", "2026-07-16"),
            ("2026-07-16T10:00:00+01:00", "2026-07-16", "2026-07-16"),
            ("2026-07-16T23:30:00Z", "2026-07-17", "2026-07-16"),
            ("2026-07-16t23:30:00.25z", "2026-07-17", "2026-07-16"),
            ("2026-01-16T23:30:00Z", "2026-01-16", "2026-01-16"),
            ("2026-01-16 00:30 +0100", "2026-01-15", "2026-01-15"),
            ("2026-01-16 03:00:00 -0500", "2026-01-16", "2026-01-16"),
            ("2026-01-16 23:00 GMT", "2026-01-16", "2026-01-16"),
            ("2026-07-16T23:30Z[Etc/UTC]", "2026-07-17", "2026-07-16"),
            ("2026-12-31T23:00:00-05", "2027-01-01", "2026-12-31"),
        ] {
            assert_eq!(day("Europe/London", text), london, "{text}");
            assert_eq!(day("America/New_York", text), new_york, "{text}");
        }
    }

    #[test]
    fn a_time_with_its_distance_from_utc_is_another_one_at_the_place_of_the_site() {
        let london = TimeZone::get("Europe/London").expect("London");
        let there = |text| moment_in(&london, text).map(|moment| moment.to_string());
        for (text, moment) in [
            ("2026-07-12T10:00:00Z", "2026-07-12 11:00"),
            ("2026-01-12T10:00:00.000Z", "2026-01-12 10:00"),
            ("2026-07-12 10:00 +0200", "2026-07-12 09:00"),
            ("2026-03-12T23:30:00-05:00", "2026-03-13 04:30"),
            (
                "2026-07-12T10:00:00+01:00[Europe/London]",
                "2026-07-12 10:00",
            ),
        ] {
            assert_eq!(there(text).as_deref(), Some(moment), "{text}");
        }
        assert_eq!(
            there("2026-07-12 10:00 BST").as_deref(),
            Some("2026-07-12 10:00")
        );
        assert_eq!(there("2026-07-12 10:00"), None);
        assert_eq!(there("2026-07-12 10:00-12:00"), None);
        assert_eq!(there("2026-07-12 10:00 CET"), None);
    }

    #[test]
    fn a_time_that_cannot_be_is_told() {
        for (text, problem) in [
            ("2026-03-16 25:00", "no day has an hour 25"),
            ("2026-03-16 10am", "is not written as hours:minutes"),
            ("2026-03-16 soon", "is not a time of the day"),
            ("2026-03-16T10:00[Europe/London]", "says more than a time"),
            ("2026-02-30T10:00Z", "February 2026 has no day 30"),
            ("16/3/2026", "is not written as year-month-day"),
            ("äöüäöüäöüäöü", "is not a date"),
        ] {
            let told = day("UTC", text);
            assert!(told.contains(problem), "{text}: {told}");
        }
    }
}
