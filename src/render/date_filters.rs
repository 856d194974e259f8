//! The filters that write days and times in the site's language. They take the text of a day, a
//! time of the day or both, as fields give it; they give words for readers.

use super::answers::Answers;
use super::functions::{fill, invalid};
use crate::base::{Date, Moment, TimeOfDay, html, parse_moment};
use minijinja::{Error, Value};
use std::fmt::Write as _;

/// Applies `date | date`, which writes a day, a time of the day or both in the site's language: the
/// whole of it, or, by its form, `day` ("16 March 2015"), `month` ("March 2015"), `year` or `clock`
/// ("10:00"). A part that the moment does not have is written as nothing.
pub(super) fn date(answers: &Answers, text: &str, form: Option<&str>) -> Result<String, Error> {
    in_words(answers, moment(text)?, form)
}

/// Applies `date | time`, which makes a day or a time a `<time>` element.
pub(super) fn time(answers: &Answers, text: &str, form: Option<&str>) -> Result<Value, Error> {
    let moment = moment(text)?;
    let shown = html::escape(&in_words(answers, moment, form)?);
    let machine = moment.to_string().replace(' ', "T");
    Ok(Value::from_safe_string(format!(
        "<time datetime=\"{machine}\">{shown}</time>"
    )))
}

/// Reads the moment that a template gives as text.
pub(super) fn moment(text: &str) -> Result<Moment, Error> {
    parse_moment(text).map_err(|_| invalid(format!("`{text}` is not a date")))
}

/// Writes a moment in the site's language.
fn in_words(answers: &Answers, moment: Moment, form: Option<&str>) -> Result<String, Error> {
    let day = |pattern: &str| {
        let date = moment.date;
        date.map_or_else(String::new, |date| written(answers, date, pattern))
    };
    let time = || {
        moment
            .time
            .map_or_else(String::new, |time| clock(answers, time))
    };
    let words = answers.date_words();
    Ok(match form {
        None => match (moment.date, moment.time) {
            (Some(_), Some(_)) => fill(&words.day_and_time, |name, out| {
                match name {
                    "day" => out.push_str(&day(&words.day)),
                    "time" => out.push_str(&time()),
                    _ => return None,
                }
                Some(())
            }),
            (Some(_), None) => day(&words.day),
            (None, _) => time(),
        },
        Some("day") => day(&words.day),
        Some("month") => day(&words.month),
        Some("year") => day("{year}"),
        Some("clock") => time(),
        Some(other) => {
            return Err(invalid(format!(
                "dates have no form `{other}`; forms are `day`, `month`, `year` and `clock`"
            )));
        }
    })
}

/// Writes a day by a pattern of the site's words.
pub(super) fn written(answers: &Answers, date: Date, pattern: &str) -> String {
    fill(pattern, |name, out| {
        match name {
            "day" => out.push_str(&date.day().to_string()),
            "month" => out.push_str(&month_name(answers, date)),
            "year" => out.push_str(&date.year().to_string()),
            _ => return None,
        }
        Some(())
    })
}

/// Writes a time of the day by the pattern of the site's words.
fn clock(answers: &Answers, time: TimeOfDay) -> String {
    fill(&answers.date_words().clock, |name, out| match name {
        "hour" => write!(out, "{:02}", time.hour()).ok(),
        "minute" => write!(out, "{:02}", time.minute()).ok(),
        _ => None,
    })
}

fn month_name(answers: &Answers, date: Date) -> String {
    let at = usize::try_from(date.month() - 1).unwrap_or(0);
    let name = answers.date_words().months.get(at);
    name.cloned().unwrap_or_else(|| date.month().to_string())
}
