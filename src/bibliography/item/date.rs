//! Dates as publications have them: a year, a month, a season, a span of them, or words.
//!
//! This module reads and writes CSL-JSON, and text in the form of EDTF (`2014-03/2014-05`, `2014~`,
//! `2014-21` for spring). Sources: CSL-JSON's date schema; Extended Date/Time Format
//! (ISO 8601-2:2019), levels 0 and 1.

#[cfg(test)]
mod tests;
mod text;

use serde_json::{Map, Value, json};
use std::fmt;

/// A year, with or without a month and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The year, counted as astronomers do: 0 is 1 BC.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; there is none without a month.
    pub day: Option<u8>,
}

impl Point {
    /// Makes a point of a year alone.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self {
            year,
            month: None,
            day: None,
        }
    }

    /// Makes a point of a date of the calendar. Returns `None` when there is no such month or day.
    #[must_use]
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let longest = match month {
            Some(2)
                if year.rem_euclid(4) != 0
                    || (year.rem_euclid(100) == 0 && year.rem_euclid(400) != 0) =>
            {
                28
            }
            Some(2) => 29,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        let right = (-9999..=9999).contains(&year)
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| month.is_some() && (1..=longest).contains(&day));
        right.then_some(Self { year, month, day })
    }

    /// Returns the date parts of CSL-JSON.
    fn to_json(self) -> Value {
        match (self.month, self.day) {
            (Some(month), Some(day)) => json!([self.year, month, day]),
            (Some(month), None) => json!([self.year, month]),
            _ => json!([self.year]),
        }
    }

    /// Reads the date parts of CSL-JSON. A month or day that does not exist is left out.
    fn from_json(value: &Value) -> Option<Self> {
        let mut parts = value
            .as_array()?
            .iter()
            .filter(|part| part.as_str() != Some(""))
            .map(whole);
        let year = i32::try_from(parts.next()??).ok()?;
        let month = parts.next().flatten().and_then(positive);
        let day = parts.next().flatten().and_then(positive);
        Self::new(year, month, day)
            .or_else(|| Self::new(year, month, None))
            .or_else(|| Self::new(year, None, None))
    }
}

/// Reads a part of a date, without the zeros that stand for an unknown month or day.
fn positive(part: i64) -> Option<u8> {
    u8::try_from(part).ok().filter(|part| *part > 0)
}

/// Reads a whole number, which CSL-JSON may have as a number or as text.
fn whole(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year < 0 {
            write!(f, "-{:04}", -self.year)?;
        } else {
            write!(f, "{:04}", self.year)?;
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// The end of a span of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateEnd {
    /// The span ends at a date.
    Point(Point),
    /// The span has not ended yet.
    Open,
}

/// The date of a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemDate {
    /// The date, or the start of a span.
    pub from: Option<Point>,
    /// The end of a span.
    pub until: Option<DateEnd>,
    /// The season: 1 for spring, 2 for summer, 3 for autumn, 4 for winter.
    pub season: Option<u8>,
    /// Whether the date is only approximate.
    pub circa: bool,
    /// Words in the place of a date, such as `in press`.
    pub literal: Option<String>,
}

impl ItemDate {
    /// Makes a date of a point.
    #[must_use]
    pub fn at(point: Point) -> Self {
        Self {
            from: Some(point),
            ..Self::default()
        }
    }

    /// Makes a date that is only words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            literal: Some(text.into()),
            ..Self::default()
        }
    }

    /// Returns the year of the date, or the first year of a span.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.from.map(|point| point.year)
    }

    /// Returns the date as CSL-JSON. A date that says nothing is an empty object.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        if let Some(from) = self.from {
            let mut parts = vec![from.to_json()];
            match self.until {
                Some(DateEnd::Point(until)) => parts.push(until.to_json()),
                Some(DateEnd::Open) => parts.push(json!([0])),
                None => {}
            }
            object.insert("date-parts".to_owned(), Value::Array(parts));
        }
        if let Some(season) = self.season {
            object.insert("season".to_owned(), json!(season));
        }
        if self.circa {
            object.insert("circa".to_owned(), json!(true));
        }
        if let Some(literal) = &self.literal {
            object.insert("literal".to_owned(), json!(literal));
        }
        Value::Object(object)
    }

    /// Reads a date of CSL-JSON: date parts, a raw date, words; or a text or a year alone. Returns
    /// `None` when the value holds no date.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let object = match value {
            Value::String(text) => return Self::from_text(text),
            Value::Number(_) => {
                return Point::new(i32::try_from(whole(value)?).ok()?, None, None).map(Self::at);
            }
            Value::Object(object) => object,
            _ => return None,
        };
        let mut date = words_of(object, "raw")
            .and_then(Self::from_text)
            .unwrap_or_default();
        if let Some(parts) = object.get("date-parts").and_then(Value::as_array)
            && let Some(from) = parts.first().and_then(Point::from_json)
        {
            date.from = Some(from);
            date.until = parts.get(1).and_then(|until| end_from_json(until, from));
        }
        date.season = object
            .get("season")
            .or_else(|| month_of(object).filter(|month| whole(month) > Some(12)))
            .and_then(season_number);
        date.circa |= object.get("circa").is_some_and(is_true);
        date.literal = words_of(object, "literal")
            .map(str::to_owned)
            .or(date.literal);
        (date != Self::default()).then_some(date)
    }

    /// Reads a date that is written as EDTF, or as people write a day. Anything else is kept as
    /// words; a blank text gives `None`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| {
            text::edtf(text)
                .or_else(|| text::loose(text))
                .unwrap_or_else(|| Self::words(text))
        })
    }

    /// Reports whether words stand in the place of a date on purpose: `in press`, `n.d.`
    #[must_use]
    pub fn is_meant_as_words(&self) -> bool {
        const PHRASES: [&str; 12] = [
            "press",
            "forthcoming",
            "n.d",
            "no date",
            "undated",
            "to appear",
            "submitted",
            "accepted",
            "preparation",
            "ahead of print",
            "unpublished",
            "in review",
        ];
        let words = self.literal.as_deref().unwrap_or_default().to_lowercase();
        PHRASES.iter().any(|phrase| words.contains(phrase))
    }

    /// Returns what to say about a date that was written like two years in a row but is read as a
    /// season: `2020-21`.
    pub(in crate::bibliography) fn season_or_years(&self, text: &str) -> Option<(String, String)> {
        let (year, season) = (self.year()?, i32::from(self.season?));
        let text = text.trim();
        let is_next = (year + 1).rem_euclid(100) == season + 20;
        if !is_next || text != format!("{year}-{}", season + 20) {
            return None;
        }
        let names = ["spring", "summer", "autumn", "winter"];
        let name = names.get(usize::try_from(season - 1).ok()?)?;
        let message = format!("`{text}` is read as {name} {year}");
        let next = year + 1;
        let help = format!("for both years write `{year}/{next}`; for the season, `{name} {year}`");
        Some((message, help))
    }

    /// Reports whether there is a date of the calendar, and not only words.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.from.is_some()
    }
}

/// Returns the month of the date parts of CSL-JSON. Numbers above 12 are those of seasons.
fn month_of(object: &Map<String, Value>) -> Option<&Value> {
    object.get("date-parts")?.get(0)?.get(1)
}

/// Returns a month or a day of the date parts of CSL-JSON that does not exist.
#[must_use]
pub(in crate::bibliography) fn impossible_part(value: &Value) -> Option<i64> {
    let parts = value.get("date-parts")?.get(0)?;
    let numbers: Vec<i64> = parts.as_array()?.iter().filter_map(whole).collect();
    let (year, month, day) = match numbers[..] {
        [year, month, day, ..] => (year, month, day),
        [year, month] => (year, month, 0),
        _ => return None,
    };
    let is_season = matches!(month, 13..=16 | 21..=24);
    if month == 0 || is_season {
        return (is_season && day != 0).then_some(day);
    }
    let year = i32::try_from(year).ok()?;
    let point = |day| Point::new(year, u8::try_from(month).ok(), day);
    if u8::try_from(month).is_err() || point(None).is_none() {
        return Some(month);
    }
    let is_day = day == 0 || u8::try_from(day).is_ok_and(|day| point(Some(day)).is_some());
    (!is_day).then_some(day)
}

/// Reads the end of a span that starts at `from`.
fn end_from_json(until: &Value, from: Point) -> Option<DateEnd> {
    if let Some([zero, ..]) = until.as_array().map(Vec::as_slice)
        && whole(zero) == Some(0)
    {
        return Some(DateEnd::Open);
    }
    Point::from_json(until)
        .filter(|until| *until != from)
        .map(DateEnd::Point)
}

/// Returns the words of a field, unless they are blank.
fn words_of<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    object
        .get(name)
        .and_then(Value::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Reports whether a value means yes, which programs write as a truth value, a number or a text.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(_) => whole(value) != Some(0),
        Value::String(text) => !matches!(text.trim(), "" | "0" | "false"),
        _ => false,
    }
}

/// Reads a season: 1 to 4, or 13 to 16 and 21 to 24 as some programs count, or its English name.
fn season_number(value: &Value) -> Option<u8> {
    match whole(value) {
        Some(season @ 1..=4) => u8::try_from(season).ok(),
        Some(season @ 13..=16) => u8::try_from(season - 12).ok(),
        Some(season @ 21..=24) => u8::try_from(season - 20).ok(),
        _ => value
            .as_str()
            .and_then(|word| text::season_named(&word.trim().to_lowercase())),
    }
}

/// Writes the date as EDTF, or its words when it is no date of the calendar.
impl fmt::Display for ItemDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(from) = self.from else {
            return f.write_str(self.literal.as_deref().unwrap_or_default());
        };
        from.fmt(f)?;
        if let (Some(season), None) = (self.season, from.month) {
            write!(f, "-{}", season + 20)?;
        }
        if self.circa {
            f.write_str("~")?;
        }
        match self.until {
            Some(DateEnd::Point(until)) => write!(f, "/{until}"),
            Some(DateEnd::Open) => f.write_str("/.."),
            None => Ok(()),
        }
    }
}
