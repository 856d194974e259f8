//! Reads dates that are written as text: in the form of EDTF, or as people write a day.

use super::{DateEnd, ItemDate, Point};
use crate::base::MONTHS;

/// Reads a date in the form of EDTF, levels 0 and 1: `2014-03/2014-05`, `2014~`, `2014-21`.
pub(super) fn edtf(text: &str) -> Option<ItemDate> {
    if let Some((from, until)) = text.split_once('/') {
        return edtf_span(from.trim(), until.trim());
    }
    let sure = text.trim_end_matches(['~', '?', '%']);
    let circa = sure.len() < text.len();
    let sure = sure.split_once('T').map_or(sure, |(day, _)| day);
    let (before_christ, digits) = sure
        .strip_prefix('-')
        .map_or((false, sure), |digits| (true, digits));
    let mut parts = digits.split('-');
    let year = parts
        .next()
        .filter(|year| year.len() == 4 && is_digits(year))?
        .parse::<i32>()
        .ok()?;
    let year = if before_christ { -year } else { year };
    let month = parts.next().map(two_digits);
    let day = parts.next().map(two_digits);
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    let (month, day) = (month.flatten(), day.flatten());
    let (point, season) = match (month, day) {
        (Some(season @ 21..=24), None) => (Point::new(year, None, None)?, Some(season - 20)),
        _ => (Point::new(year, month, day)?, None),
    };
    Some(ItemDate {
        season,
        circa,
        ..ItemDate::at(point)
    })
}

/// Reads a span in the form of EDTF. CSL-JSON has room for one season, so a span of seasons counts
/// as its first one.
fn edtf_span(from: &str, until: &str) -> Option<ItemDate> {
    let mut date = edtf(from)?;
    if date.season.is_some() {
        return edtf(until).map(|_| date);
    }
    date.until = if matches!(until, "" | "..") {
        Some(DateEnd::Open)
    } else {
        let until = edtf(until)?;
        date.circa |= until.circa;
        until
            .from
            .filter(|point| Some(*point) != date.from)
            .map(DateEnd::Point)
    };
    Some(date)
}

/// Reads a number of exactly two digits.
fn two_digits(part: &str) -> Option<u8> {
    if part.len() == 2 && is_digits(part) {
        part.parse().ok()
    } else {
        None
    }
}

/// Reads a date as people write it: `2014/03/05`, `2014 Mar 5`, `5 March 2014`, `March 2014`,
/// `Spring 2014`, `2014 Mar-Apr`, `2013-14`, `c. 2014`, `[2014?]`, `800`, `44 BC`.
pub(super) fn loose(text: &str) -> Option<ItemDate> {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| "[]() ".contains(c));
    let sure = bare.trim_end_matches('?').trim_end();
    let about = ["circa ", "about ", "around ", "ca. ", "ca ", "c. ", "c."]
        .iter()
        .find_map(|prefix| sure.strip_prefix(prefix));
    let circa = about.is_some() || sure.len() < bare.len();
    let inner = about.unwrap_or(sure).trim();
    if let Some(year) = year_of_era(inner) {
        return Some(ItemDate {
            circa,
            ..ItemDate::at(Point::new(year, None, None)?)
        });
    }
    if let Some(span) = years_with_slash(inner) {
        return Some(ItemDate { circa, ..span });
    }
    let mut words = inner
        .split(|c: char| c.is_whitespace() || ",/.".contains(c))
        .filter(|word| !word.is_empty())
        .peekable();
    let mut loose = FreeDate {
        has_points: inner.contains('.') && !inner.contains('/'),
        ..FreeDate::default()
    };
    words.peek()?;
    for word in words {
        loose.take(word)?;
    }
    let mut date = loose.finish()?;
    date.circa = circa;
    Some(date)
}

/// Reads a year that is counted before or after Christ: `44 BC`, `AD 14`, `-44`.
fn year_of_era(text: &str) -> Option<i32> {
    let plain: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let after = ["ad", "ce"]
        .iter()
        .find_map(|era| plain.strip_prefix(era).or(plain.strip_suffix(era)));
    let before = ["bce", "bc"].iter().find_map(|era| plain.strip_suffix(era));
    let year = |digits: &str| {
        let is_year = is_digits(digits) && digits.len() <= 4;
        is_year.then(|| digits.parse::<i32>().ok()).flatten()
    };
    if let Some(digits) = plain.strip_prefix('-') {
        return year(digits).map(|year| -year);
    }
    // There is no year 0 between 1 BC and AD 1; in ISO 8601 it is 1 BC.
    match before {
        Some(digits) => year(digits).filter(|year| *year > 0).map(|year| 1 - year),
        None => year(after?),
    }
}

/// Reads the years of a span whose last one is short: `2019/20`. A number that may be a month is
/// left for the reader of days.
fn years_with_slash(text: &str) -> Option<ItemDate> {
    let (from, until) = text.split_once('/')?;
    let is_span = from.len() == 4 && until.len() == 2 && is_digits(from) && is_digits(until);
    if !is_span || (1..=12).contains(&until.parse::<u8>().ok()?) {
        return None;
    }
    let mut years = FreeDate::default();
    years.take_span(from, until)?;
    years.finish()
}

/// Reports whether a text consists of digits.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a date in free form that have been read so far.
#[derive(Default)]
struct FreeDate {
    /// The year, or the first one of a span.
    year: Option<i32>,
    /// The last year of a span.
    until_year: Option<i32>,
    /// The month, or the first one of a span.
    month: Option<u8>,
    /// The last month of a span.
    until_month: Option<u8>,
    /// The season, numbered as in [`ItemDate::season`].
    season: Option<u8>,
    /// The numbers of one or two digits, in order.
    small: Vec<u8>,
    /// The last day of a span.
    until_day: Option<u8>,
    /// Whether points stand between the numbers.
    has_points: bool,
    /// Whether the year comes last.
    year_is_last: bool,
}

impl FreeDate {
    /// Reads one word. Returns `None` when it has no place in a date.
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some((first, second)) = word.split_once(['-', '–']) {
            return self.take_span(first, second);
        }
        if is_digits(word) {
            match word.len() {
                3 | 4 if self.year.is_none() => {
                    self.year_is_last = !self.small.is_empty();
                    self.year = Some(word.parse().ok()?);
                }
                1 | 2 => self.small.push(word.parse().ok()?),
                _ => return None,
            }
        } else if let Some(month) = month(word) {
            self.set_month(month)?;
        } else if let Some(season) = season_named(word) {
            self.season.replace(season).is_none().then_some(())?;
        } else {
            let day = ["st", "nd", "rd", "th"]
                .iter()
                .find_map(|ending| word.strip_suffix(ending))?;
            self.small.push(day.parse().ok()?);
        }
        Some(())
    }

    /// Sets the month. Returns `None` when there is one already.
    fn set_month(&mut self, month: u8) -> Option<()> {
        self.month.replace(month).is_none().then_some(())
    }

    /// Reads a span of months, years or days: `mar-apr`, `2013-2014`, `2013-14`, `15-21`.
    fn take_span(&mut self, first: &str, second: &str) -> Option<()> {
        if let (Some(from), Some(until)) = (month(first), month(second)) {
            self.until_month = Some(until);
            return self.set_month(from);
        }
        if first.len() == 4 && is_digits(first) && is_digits(second) && self.year.is_none() {
            let from: i32 = first.parse().ok()?;
            let until = match second.len() {
                4 => second.parse().ok()?,
                2 => end_of_years(from, second.parse().ok()?)?,
                _ => return None,
            };
            (self.year, self.until_year) = (Some(from), Some(until));
            // The years of a span must grow. `2014-05` is a month, and has been read as EDTF.
            return (until > from).then_some(());
        }
        if is_digits(first) && is_digits(second) && first.len() <= 2 && second.len() <= 2 {
            self.small.push(first.parse().ok()?);
            self.until_day = Some(second.parse().ok()?);
            return Some(());
        }
        None
    }

    /// Returns month and day of two numbers before a year. `05/03/2014` is another day in America
    /// than in Europe, so it is none; with points, the day comes first everywhere.
    fn day_first(&self, first: u8, second: u8) -> Option<(Option<u8>, Option<u8>)> {
        let (month, day) = match (first, second) {
            (13.., _) => (second, first),
            (_, 13..) => (first, second),
            _ if self.has_points || first == second => (second, first),
            _ => return None,
        };
        Some((Some(month), Some(day)))
    }

    /// Puts the parts together. Returns `None` when they are no date of the calendar.
    fn finish(self) -> Option<ItemDate> {
        let year = self.year?;
        let (month, day) = match (self.month, &self.small[..]) {
            (Some(month), []) => (Some(month), None),
            (Some(month), [day]) => (Some(month), Some(*day)),
            (None, []) => (None, None),
            (None, [month]) => (Some(*month), None),
            (None, [first, second]) if self.year_is_last => self.day_first(*first, *second)?,
            // The month comes first in `2014/03/05`.
            (None, [month, day]) => (Some(*month), Some(*day)),
            _ => return None,
        };
        let from = Point::new(year, month, day)?;
        let until = match (self.until_year, self.until_month, self.until_day) {
            (Some(until), _, _) => Some(Point::new(until, None, None)?),
            (_, Some(until), _) => Some(Point::new(
                if until < month? { year + 1 } else { year },
                Some(until),
                None,
            )?),
            (_, _, Some(until)) => Some(Point::new(year, month, Some(until))?),
            _ => None,
        };
        let season = self.season.filter(|_| month.is_none());
        Some(ItemDate {
            from: Some(from),
            until: until.filter(|until| *until != from).map(DateEnd::Point),
            season,
            ..ItemDate::default()
        })
    }
}

/// Returns the last year of a span that begins at `from` and ends with the short year `short`:
/// 2014 in `2013-14`. A number that may be a day or a season, as in `2016-25`, ends a span only
/// where it is the next year.
fn end_of_years(from: i32, short: i32) -> Option<i32> {
    let century = from - from % 100;
    let is_turn = from % 100 == 99 && short == 0;
    let until = if is_turn {
        century + 100
    } else {
        century + short
    };
    (until == from + 1 || short > 31).then_some(until)
}

/// Returns the number of a month, from its English name or from three or more letters of it.
fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|name| name.starts_with(&word) || (word == "sept" && *name == "september"))?;
    u8::try_from(at + 1).ok()
}

/// Returns the number of a season, from its English name.
pub(super) fn season_named(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(1),
        "summer" => Some(2),
        "autumn" | "fall" => Some(3),
        "winter" => Some(4),
        _ => None,
    }
}
