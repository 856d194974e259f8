//! Days in other forms than year-month-day: `31/3/2015`, `3 March 2015`. Takes a text; gives what
//! it probably means.

use super::date::{Date, NoDay, calendar_day, digits, swapped};
use super::months::month_of;
use super::slug::slug;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::borrow::Cow;

/// The meaning that a text in another form may have.
pub(super) enum Guess {
    /// A day of the calendar.
    Day(Date),
    /// A day that the calendar does not have.
    NoDay(NoDay),
    /// A day that is incomplete or in doubt: what is missing, and a day near to it.
    Near(&'static str, Date),
    /// No day at all.
    Nothing,
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn begins(name: &str, word: &str) -> bool {
    word.chars().nth(2).is_some() && name.starts_with(word)
}

/// Reports whether a word says nothing about the day: `of`, `the`, the name of a weekday.
fn is_filler(word: &str) -> bool {
    matches!(word, "of" | "the" | "de" | "le" | "den")
        || WEEKDAYS.iter().any(|day| begins(day, word))
}

/// Returns the number of a month by its name or the beginning of it.
fn month_in(word: &str) -> Option<i16> {
    month_of(&slug(word)).map(i16::from)
}

pub(super) fn year_in(word: &str) -> Option<i16> {
    word.parse().ok().filter(|_| word.len() == 4)
}

/// Returns the number of a day, with `st`, `nd`, `rd` or `th` after it or without.
fn day_in(word: &str) -> Option<i16> {
    let endings = ["st", "nd", "rd", "th"];
    let digits = endings.iter().find_map(|ending| word.strip_suffix(ending));
    let digits = digits.unwrap_or(word);
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

fn day_or_none(found: Result<Date, NoDay>) -> Guess {
    found.map_or_else(Guess::NoDay, Guess::Day)
}

fn near_to(problem: &'static str, date: Option<Date>) -> Guess {
    date.map_or(Guess::Nothing, |date| Guess::Near(problem, date))
}

/// Reads other ways of writing a day: `31/3/2015`, `3/31/2015`, `31.3.2015`, `3 March 2015`,
/// `Tuesday, March 3rd, 2015`, `2015/3/31`, and hyphens that a word processor turned into dashes.
pub(super) fn guess(text: &str) -> Guess {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| {
        "/\\.-, \u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{a0}".contains(c)
    });
    let parts: Vec<Cow<'_, str>> = words
        .filter(|part| !part.is_empty() && !is_filler(part) && !is_part_of_a_time(part))
        .map(with_figures)
        .collect();
    let parts: Vec<&str> = parts.iter().map(|part| &**part).collect();
    match parts[..] {
        [one] => guess_of_one(one),
        [one, two] => guess_of_two(one, two),
        [one, two, three] => guess_of_three(one, two, three),
        _ => Guess::Nothing,
    }
}

/// Returns a word of figures with the letters `o`, `l` and `i`, which look like figures, as such.
fn with_figures(word: &str) -> Cow<'_, str> {
    let is_figures = word
        .chars()
        .all(|c| c.is_ascii_digit() || "oli".contains(c));
    if !is_figures || !word.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.replace('o', "0").replace(['l', 'i'], "1"))
}

/// Reports whether a word is part of a time of the day, or of its zone: `10:30`, `am`, `+0100`.
fn is_part_of_a_time(word: &str) -> bool {
    let is_offset = word.starts_with('+') && word.len() == 5;
    is_offset || word.contains(':') || matches!(word, "am" | "pm" | "gmt" | "utc" | "bst" | "z")
}

/// Reads a day without signs in it, `20150331`, or as other programs store one: in seconds or
/// thousandths of a second since 1970.
fn guess_of_one(word: &str) -> Guess {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Guess::Nothing;
    }
    if let Some(year) = year_in(word) {
        return near_to("says a year alone", Date::new(year, 3, 31).ok());
    }
    let number: Option<i64> = word.parse().ok();
    let seconds = match word.len() {
        9 | 10 => number,
        12 | 13 => number.map(|number| number / 1000),
        _ => None,
    };
    if let Some(moment) = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()) {
        return Guess::Day(moment.to_zoned(TimeZone::UTC).date());
    }
    let numbers = |from: usize, to: usize| word.get(from..to).and_then(digits);
    match (numbers(0, 4), numbers(4, 6), numbers(6, 8)) {
        (Some(year), Some(month), Some(day)) if word.len() == 8 => {
            day_or_none(calendar_day(year, month, day))
        }
        _ => Guess::Nothing,
    }
}

/// Reads a month with a year, or a number with one, in either order.
fn guess_of_two(one: &str, two: &str) -> Guess {
    let whole = month_in(one)
        .zip(year_in(two))
        .or_else(|| month_in(two).zip(year_in(one)))
        .or_else(|| day_in(one).zip(year_in(two)))
        .or_else(|| day_in(two).zip(year_in(one)));
    let day = whole.and_then(|(month, year)| calendar_day(year, month, 1).ok());
    near_to("does not say the day", day)
}

fn guess_of_three(one: &str, two: &str, three: &str) -> Guess {
    let month_or_number = month_in(two).or_else(|| day_in(two));
    if let (Some(day), Some(month), Some(year)) = (day_in(one), month_in(two), year_in(three)) {
        return day_or_none(calendar_day(year, month, day));
    }
    if let (Some(month), Some(day), Some(year)) = (month_in(one), day_in(two), year_in(three)) {
        return day_or_none(calendar_day(year, month, day));
    }
    if let (Some(year), Some(month), Some(day)) = (year_in(one), month_or_number, day_in(three)) {
        return day_or_swapped(year, month, day);
    }
    if let (Some(day), Some(month), Some(year)) = (day_in(one), day_in(two), year_in(three)) {
        return day_or_swapped(year, month, day);
    }
    let (Some(day), Some(month), Some(short)) = (day_in(one), month_or_number, day_in(three))
    else {
        return Guess::Nothing;
    };
    let year = if short < 70 {
        2000 + short
    } else {
        1900 + short
    };
    let date = calendar_day(year, month, day)
        .ok()
        .or_else(|| swapped(year, month, day));
    near_to("does not say all four digits of the year", date)
}

/// Returns the day where the day comes first, unless the second number cannot be a month: then the
/// text is American.
fn day_or_swapped(year: i16, month: i16, day: i16) -> Guess {
    swapped(year, month, day)
        .map_or_else(|| day_or_none(calendar_day(year, month, day)), Guess::Day)
}
