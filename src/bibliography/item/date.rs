//! Dates as publications have them: a year, a month, a season, a span of them, or words. From:
//! CSL-JSON, or text in the form of EDTF (`2014-03/2014-05`, `2014~`, `2014-21` for spring). To:
//! both again. Sources: CSL-JSON's date schema; Extended Date/Time Format (ISO 8601-2:2019), levels
//! 0 and 1.

use serde_json::{Map, Value, json};
use std::fmt;

/// A year, perhaps with a month and a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The year; 0 is 1 BC.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31, only with a month.
    pub day: Option<u8>,
}

impl Point {
    /// A year alone.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self {
            year,
            month: None,
            day: None,
        }
    }

    /// A date of the calendar: `None` where there is no such month or day.
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

    fn to_json(self) -> Value {
        match (self.month, self.day) {
            (Some(month), Some(day)) => json!([self.year, month, day]),
            (Some(month), None) => json!([self.year, month]),
            _ => json!([self.year]),
        }
    }

    fn from_json(value: &Value) -> Option<Self> {
        let mut parts = value
            .as_array()?
            .iter()
            .filter(|part| part.as_str() != Some(""))
            .map(whole);
        let year = i32::try_from(parts.next()??).ok()?;
        let mut small = || {
            parts
                .next()
                .flatten()
                .and_then(|part| u8::try_from(part).ok())
                .filter(|part| *part > 0)
        };
        let (month, day) = (small(), small());
        Self::new(year, month, day)
            .or_else(|| Self::new(year, month, None))
            .or_else(|| Self::new(year, None, None))
    }
}

/// Numbers stand in CSL-JSON as numbers or as text.
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

/// How a span of dates ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateEnd {
    /// At a date.
    Point(Point),
    /// Not yet.
    Open,
}

/// The date of a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemDate {
    /// The date, or the start of a span.
    pub from: Option<Point>,
    /// The end of a span.
    pub until: Option<DateEnd>,
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    pub season: Option<u8>,
    /// Only about then.
    pub circa: bool,
    /// What stands there in words: `in press`.
    pub literal: Option<String>,
}

impl ItemDate {
    /// A date.
    #[must_use]
    pub fn at(point: Point) -> Self {
        Self {
            from: Some(point),
            ..Self::default()
        }
    }

    /// Words in the place of a date.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            literal: Some(text.into()),
            ..Self::default()
        }
    }

    /// Its year.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.from.map(|point| point.year)
    }

    /// As CSL-JSON. Nothing for a date that says nothing.
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

    /// From CSL-JSON: date parts, a raw date, words; or a text or a year alone. `None` when there
    /// is no date in it.
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
        let words = |name: &str| {
            object
                .get(name)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let mut date = words("raw").and_then(Self::from_text).unwrap_or_default();
        if let Some(parts) = object.get("date-parts").and_then(Value::as_array)
            && let Some(from) = parts.first().and_then(Point::from_json)
        {
            date.from = Some(from);
            date.until = parts
                .get(1)
                .and_then(|until| match until.as_array().map(Vec::as_slice) {
                    Some([zero, ..]) if whole(zero) == Some(0) => Some(DateEnd::Open),
                    _ => Point::from_json(until)
                        .filter(|until| *until != from)
                        .map(DateEnd::Point),
                });
        }
        if let Some(season) = object.get("season") {
            date.season = season_number(season);
        }
        date.circa |= object.get("circa").is_some_and(|circa| match circa {
            Value::Bool(yes) => *yes,
            Value::Number(_) => whole(circa) != Some(0),
            Value::String(text) => !matches!(text.trim(), "" | "0" | "false"),
            _ => false,
        });
        date.literal = words("literal").map(str::to_owned).or(date.literal);
        (date != Self::default()).then_some(date)
    }

    /// From text: EDTF, or a day as people write it. Anything else is kept as words; `None` for no
    /// text at all.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| {
            Self::edtf(text)
                .or_else(|| Self::loose(text))
                .unwrap_or_else(|| Self::words(text))
        })
    }

    /// Whether the text was understood as a date, not kept as words.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.from.is_some()
    }

    fn edtf(text: &str) -> Option<Self> {
        if let Some((from, until)) = text.split_once('/') {
            let mut date = Self::edtf(from.trim())?;
            let until = until.trim();
            if date.season.is_some() {
                // `2014-21/2014-22`: CSL-JSON has room for one season.
                return Self::edtf(until).map(|_| date);
            }
            date.until = if matches!(until, "" | "..") {
                Some(DateEnd::Open)
            } else {
                let until = Self::edtf(until)?;
                date.circa |= until.circa;
                until
                    .from
                    .filter(|point| Some(*point) != date.from)
                    .map(DateEnd::Point)
            };
            return Some(date);
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
        let mut small = || match parts.next() {
            None => Some(None),
            Some(part) if part.len() == 2 && is_digits(part) => part.parse::<u8>().ok().map(Some),
            Some(_) => None,
        };
        let (month, day) = (small()?, small()?);
        if parts.next().is_some() {
            return None;
        }
        if let (Some(season @ 21..=24), None) = (month, day) {
            return Some(Self {
                from: Some(Point::new(year, None, None)?),
                season: Some(season - 20),
                circa,
                ..Self::default()
            });
        }
        Some(Self {
            from: Some(Point::new(year, month, day)?),
            circa,
            ..Self::default()
        })
    }

    /// `2014/03/05`, `2014 Mar 5`, `5 March 2014`, `March 2014`, `Spring 2014`, `2014 Mar-Apr`,
    /// `2013-14`, `c. 2014`, `[2014]`.
    fn loose(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let about = ["circa ", "ca. ", "ca ", "c. ", "c."]
            .iter()
            .find_map(|prefix| lower.strip_prefix(prefix));
        let circa = about.is_some();
        let inner = about
            .unwrap_or(&lower)
            .trim_matches(|c: char| "[]() ".contains(c));
        let mut words = inner
            .split(|c: char| c.is_whitespace() || ",/.".contains(c))
            .filter(|word| !word.is_empty())
            .peekable();
        let mut loose = FreeDate::default();
        words.peek()?;
        for word in words {
            loose.take(word)?;
        }
        let mut date = loose.finish()?;
        date.circa = circa;
        Some(date)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of a date in free form, as they come.
#[derive(Default)]
struct FreeDate {
    year: Option<i32>,
    until_year: Option<i32>,
    month: Option<u8>,
    until_month: Option<u8>,
    season: Option<u8>,
    /// Numbers of one or two digits, in order.
    small: Vec<u8>,
    until_day: Option<u8>,
}

impl FreeDate {
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some((first, second)) = word.split_once(['-', '–']) {
            return self.take_span(first, second);
        }
        if is_digits(word) {
            match word.len() {
                4 if self.year.is_none() => self.year = Some(word.parse().ok()?),
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

    fn set_month(&mut self, month: u8) -> Option<()> {
        self.month.replace(month).is_none().then_some(())
    }

    /// `mar-apr`, `2013-2014`, `2013-14`, `15-21`.
    fn take_span(&mut self, first: &str, second: &str) -> Option<()> {
        if let (Some(from), Some(until)) = (month(first), month(second)) {
            self.until_month = Some(until);
            return self.set_month(from);
        }
        if first.len() == 4 && is_digits(first) && is_digits(second) && self.year.is_none() {
            let from: i32 = first.parse().ok()?;
            let until = match second.len() {
                4 => second.parse().ok()?,
                2 => from - from % 100 + second.parse::<i32>().ok()?,
                _ => return None,
            };
            (self.year, self.until_year) = (Some(from), Some(until));
            // `2014-05` is a month, read before; what comes here must grow.
            return (until > from).then_some(());
        }
        if is_digits(first) && is_digits(second) && first.len() <= 2 && second.len() <= 2 {
            self.small.push(first.parse().ok()?);
            self.until_day = Some(second.parse().ok()?);
            return Some(());
        }
        None
    }

    fn finish(self) -> Option<ItemDate> {
        let year = self.year?;
        let (month, day) = match (self.month, &self.small[..]) {
            (Some(month), []) => (Some(month), None),
            (Some(month), [day]) => (Some(month), Some(*day)),
            (None, []) => (None, None),
            (None, [month]) => (Some(*month), None),
            // Year first: `2014/03/05`. With the year last it could be either, so it stays as it
            // is.
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

/// The number of a month, from its English name or the first three letters of it.
#[must_use]
pub(crate) fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
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
    let word = word.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = NAMES
        .iter()
        .position(|name| name.starts_with(&word) || (word == "sept" && *name == "september"))?;
    u8::try_from(at + 1).ok()
}

fn season_named(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(1),
        "summer" => Some(2),
        "autumn" | "fall" => Some(3),
        "winter" => Some(4),
        _ => None,
    }
}

/// 1 to 4, or 13 to 16 and 21 to 24 as some programs count them, or the word.
fn season_number(value: &Value) -> Option<u8> {
    match whole(value) {
        Some(season @ 1..=4) => u8::try_from(season).ok(),
        Some(season @ 13..=16) => u8::try_from(season - 12).ok(),
        Some(season @ 21..=24) => u8::try_from(season - 20).ok(),
        _ => value
            .as_str()
            .and_then(|word| season_named(&word.trim().to_lowercase())),
    }
}

/// EDTF where the date has that form, else its words.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edtf(text: &str) -> String {
        ItemDate::from_text(text)
            .map(|date| date.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        let pairs = [
            ("2014", "2014"),
            ("2014-03", "2014-03"),
            ("2014-03-05", "2014-03-05"),
            ("2014-03-05T10:00:00Z", "2014-03-05"),
            ("2014/03/05", "2014-03-05"),
            ("2014/03//", "2014-03"),
            ("2014///", "2014"),
            ("2014 Mar 5", "2014-03-05"),
            ("5 March 2014", "2014-03-05"),
            ("5th March 2014", "2014-03-05"),
            ("March 5, 2014", "2014-03-05"),
            ("Sept. 2014", "2014-09"),
            ("2014 Mar-Apr", "2014-03/2014-04"),
            ("2013 Dec-Jan", "2013-12/2014-01"),
            ("2013 Nov 15-21", "2013-11-15/2013-11-21"),
            ("2013-2014", "2013/2014"),
            ("2013-14", "2013/2014"),
            ("Spring 2014", "2014-21"),
            ("2014 Winter", "2014-24"),
            ("2014-21", "2014-21"),
            ("c. 1910", "1910~"),
            ("1910~", "1910~"),
            ("[1910]", "1910"),
            ("2014/..", "2014/.."),
            ("2014-03/2014-05", "2014-03/2014-05"),
            ("-0044-03-15", "-0044-03-15"),
            ("in press", "in press"),
            ("2014-13", "2014-13"),
            ("2015-02-30", "2015-02-30"),
        ];
        for (text, wanted) in pairs {
            assert_eq!(edtf(text), wanted, "{text}");
        }
        assert!(
            !ItemDate::from_text("2015-02-30")
                .expect("words")
                .is_understood()
        );
        assert!(ItemDate::from_text("  ").is_none());
    }

    #[test]
    fn what_programs_write_as_csl_json_is_understood() {
        let read = |text: &str| {
            ItemDate::from_json(&serde_json::from_str(text).expect("json"))
                .map(|date| date.to_string())
        };
        assert_eq!(
            read(r#"{"date-parts":[["2014","3",5]]}"#).as_deref(),
            Some("2014-03-05")
        );
        assert_eq!(
            read(r#"{"date-parts":[[2013],[2014]]}"#).as_deref(),
            Some("2013/2014")
        );
        assert_eq!(
            read(r#"{"date-parts":[[2013],[0]]}"#).as_deref(),
            Some("2013/..")
        );
        assert_eq!(
            read(r#"{"date-parts":[[2014]],"season":"summer","circa":1}"#).as_deref(),
            Some("2014-22~")
        );
        assert_eq!(read(r#"{"raw":"March 2014"}"#).as_deref(), Some("2014-03"));
        assert_eq!(
            read(r#"{"literal":"in press"}"#).as_deref(),
            Some("in press")
        );
        assert_eq!(read("2014").as_deref(), Some("2014"));
        assert_eq!(read(r#"{"date-parts":[[]]}"#), None);
        assert_eq!(
            read(r#"{"date-parts":[[2014,0,0]]}"#).as_deref(),
            Some("2014")
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_a_date_panic(text in "\\PC{0,20}|[0-9/. -]{0,16}") {
            let _ = ItemDate::from_text(&text);
        }

        #[test]
        fn a_date_survives_json_and_text(year in 1i32..9999, month in prop::option::of(1u8..=12), circa: bool) {
            let date = ItemDate { circa, ..ItemDate::at(Point { year, month, day: None }) };
            prop_assert_eq!(ItemDate::from_json(&date.to_json()), Some(date.clone()));
            prop_assert_eq!(ItemDate::from_text(&date.to_string()), Some(date));
        }
    }
}
