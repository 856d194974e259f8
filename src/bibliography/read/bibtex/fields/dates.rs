//! The dates of a BibTeX entry.

use super::BibtexMapping;
use crate::base::MONTHS;
use crate::bibliography::item::{DateEnd, ItemDate, Point};

impl BibtexMapping<'_> {
    /// Maps every field of dates.
    pub(super) fn dates(&mut self) {
        let pairs: [(&str, &[&str]); 4] = [
            (
                "accessed",
                &[
                    "urldate",
                    "accessed",
                    "access-date",
                    "lastchecked",
                    "visited",
                ],
            ),
            ("event-date", &["eventdate"]),
            ("original-date", &["origdate", "origyear"]),
            ("available-date", &["pubdate"]),
        ];
        for (to, from) in pairs {
            // A `~` in a date means "about", so dates are not read as LaTeX.
            if let Some(words) = self.address(from) {
                self.date(to, from, &words.replace("--", "-"));
            }
        }
        if let Some(date) = self.address(&["date"]) {
            self.date("issued", &["date"], &date.replace("--", "-"));
            self.check_year();
        } else if let Some(year) = self.words(&["year"]) {
            self.year(&year.replace('–', "-").replace(" - ", "-"));
        }
    }

    /// Maps words to a date, and reports those that are not understood.
    pub(super) fn date(&mut self, to: &str, from: &[&str], words: &str) {
        let Some(mut date) = ItemDate::from_text(words) else {
            return;
        };
        if let Some(field) = self
            .field(from)
            .filter(|_| !date.is_understood() && !date.is_meant_as_words())
        {
            let year = year_before_number(words);
            let message = match year {
                Some(year) => format!("`{words}` is no month of {year}, so only the year is shown"),
                None => format!("`{words}` is not understood as a date"),
            };
            self.unclear(
                field,
                message,
                "write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`",
            );
            date = year.map_or(date, |year| ItemDate::at(Point::year(year)));
        } else if let Some(field) = self.field(from)
            && let Some((message, help)) = date.season_or_years(words)
        {
            self.unclear(field, message, &help);
        }
        self.item.dates.insert(to.to_owned(), date);
        self.place(to, from);
    }

    /// Maps `year`, together with `month` and `day` where the entry has them.
    fn year(&mut self, year: &str) {
        let year = &whole_years(year);
        let month = self.month();
        let day = self.day(month.as_deref());
        let with_month = match &month {
            Some(month) => match (month.parse::<u8>(), day) {
                (Ok(number), Some(day)) => format!("{year}-{number:02}-{day:02}"),
                (Err(_), Some(day)) => format!("{year} {month} {day}"),
                (_, None) => month_of(year, month),
            },
            None => year.clone(),
        };
        let is_date = |text: &str| ItemDate::from_text(text.trim()).filter(ItemDate::is_understood);
        let mut date = is_date(&with_month);
        if date.is_none() && month.is_some() && is_date(year).is_some() {
            let fields: &[&str] = if day.is_some() { &["day"] } else { &["month"] };
            let without_day = month.as_deref().map(|month| month_of(year, month));
            date = without_day
                .as_deref()
                .and_then(is_date)
                .filter(|_| day.is_some());
            if let Some(field) = self.field(fields) {
                let message = if date.is_some() {
                    "this day is none of the month, so only month and year are shown"
                } else {
                    "this day is none of the month, so only the year is shown"
                };
                self.unclear(
                    field,
                    message.to_owned(),
                    "write a month and a day of the calendar",
                );
            }
        }
        match date.or_else(|| is_date(year)) {
            Some(date) => {
                self.item.dates.insert("issued".to_owned(), date);
                self.place("issued", &["year"]);
            }
            None => self.date("issued", &["year"], year),
        }
    }

    /// Returns the month of an entry in the form in which dates are read. Reports one that does not
    /// exist, such as the days that Mendeley writes there.
    fn month(&mut self) -> Option<String> {
        let words = self.words(&["month"])?;
        let spans = ["–", "/", " and ", "&", "--"];
        let month = spans
            .iter()
            .fold(words.replace('.', ""), |month, sign| {
                month.replace(sign, "-")
            })
            .replace(" -", "-")
            .replace("- ", "-");
        let month = named_span(&month).unwrap_or(month);
        let is_month = if let Ok(number) = month.parse::<u8>() {
            (1..=12).contains(&number)
        } else {
            let with_year = format!("2000 {month}");
            ItemDate::from_text(&with_year).is_some_and(|date| date.is_understood())
        };
        if is_month {
            return Some(month);
        }
        let help = if month.bytes().all(|byte| byte.is_ascii_digit()) {
            "write the month as `3` or `mar`; a day stands in a field of its own: `day = {5}`"
        } else {
            "write the month as `3` or `mar`"
        };
        if let Some(field) = self.field(&["month"]) {
            let message = format!("`{words}` is no month, so only the year is shown");
            self.unclear(field, message, help);
        }
        None
    }

    /// Returns the day of an entry; reports one that does not exist.
    fn day(&mut self, month: Option<&str>) -> Option<u8> {
        let words = self.words(&["day"])?;
        let day = words
            .trim_end_matches(|c: char| !c.is_ascii_digit())
            .parse::<u8>()
            .ok();
        let day = day.filter(|day| month.is_some() && (1..=31).contains(day));
        if day.is_none()
            && let Some(field) = self.field(&["day"])
        {
            let message = format!("the day `{words}` stands beside no month, or is none");
            self.unclear(field, message, "write both: `month = {3}, day = {5}`");
        }
        day
    }

    /// Reports a `year` that `date` contradicts.
    fn check_year(&mut self) {
        let Some(words) = self.words(&["year"]) else {
            return;
        };
        let year = ItemDate::from_text(&whole_years(&words)).and_then(|date| date.year());
        let Some(issued) = self.item.issued() else {
            return;
        };
        let last = match issued.until {
            Some(DateEnd::Point(until)) => Some(until.year),
            Some(DateEnd::Open) | None => None,
        };
        if let (Some(year), Some(issued)) = (year, issued.year())
            && year != issued
            && Some(year) != last
            && let Some(field) = self.field(&["year"])
        {
            let message = format!("`year` is {year} and `date` is {issued}, which is shown");
            self.unclear(field, message, "delete the wrong one of the two");
        }
    }
}

/// Writes a year and a month, which is a number or words.
fn month_of(year: &str, month: &str) -> String {
    match month.parse::<u8>() {
        Ok(number) => format!("{year}-{number:02}"),
        Err(_) => format!("{year} {month}"),
    }
}

/// Writes a span of months in figures with their names, because figures may be days: `mar-apr` for
/// `3-4`.
fn named_span(month: &str) -> Option<String> {
    let (from, until) = month.split_once('-')?;
    let name = |figures: &str| {
        let number: usize = figures.trim().parse().ok()?;
        MONTHS.get(number.checked_sub(1)?).map(|name| &name[..3])
    };
    Some(format!("{}-{}", name(from)?, name(until)?))
}

/// Writes the years of a span out, because a field of years holds no months: `2010/2015` for
/// `2010-15` and `2010/15`.
fn whole_years(year: &str) -> String {
    let year = year.trim();
    let Some((from, until)) = year.split_once(['-', '/']) else {
        return year.to_owned();
    };
    let is_short = from.len() == 4 && until.len() == 2;
    match (from.parse::<u32>(), until.parse::<u32>()) {
        (Ok(first), Ok(last)) if is_short => {
            let century = first / 100 * 100;
            let last = if century + last > first {
                century + last
            } else {
                century + 100 + last
            };
            format!("{from}/{last}")
        }
        _ => year.to_owned(),
    }
}

/// Returns the year of a date such as `2016-25`, in which a number that is no month follows.
fn year_before_number(words: &str) -> Option<i32> {
    let (year, number) = words.trim().split_once(['-', '/'])?;
    let is_number = |digits: &str, most: usize| {
        (1..=most).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    (year.len() == 4 && is_number(year, 4) && is_number(number, 2))
        .then(|| year.parse().ok())
        .flatten()
}
