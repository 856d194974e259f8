//! Days of pages that are hardly meant: a slip of one digit makes 2016 of 2026, or 2062. Takes what
//! pages say, published or not, and the current day; gives faults.

use crate::base::{Code, Date, Fault, Faults, Span};
use crate::parse::document::DeclaredValue;
use crate::parse::front::{Common, FrontMatter, PageField};
use crate::parse::kind::Kind;
use crate::parse::page::ParsedPage;

/// The first year that the day of a page is believed to have.
const FIRST_YEAR: i16 = 1900;

/// The number of years that the day of a page is believed to be ahead.
const YEARS_AHEAD: i16 = 2;

/// The number of years ahead that a page is believed to be held back, or to be read again.
const YEARS_HELD_BACK: i16 = 15;

/// The years that a field of a kind is believed to have: what pages are about may be old.
const FIRST_YEAR_OF_FIELDS: i16 = 1000;
const YEARS_AHEAD_OF_FIELDS: i16 = 20;

/// Reports every day of a page that is hardly meant.
pub(super) fn report(page: &ParsedPage, today: Date, faults: &mut Faults) {
    report_days(&page.front, today, faults);
    for field in &page.fields.list {
        if let Some(day) = day_of(field)
            && !is_likely(day, today, FIRST_YEAR_OF_FIELDS, YEARS_AHEAD_OF_FIELDS)
        {
            faults.push(doubtful(&field.name, day, today, &field.span));
        }
    }
}

fn report_days(front: &FrontMatter, today: Date, faults: &mut Faults) {
    if front.kind == Kind::Publication {
        // A publication may be as old as printing, or forthcoming.
        return;
    }
    let common = &front.common;
    for (name, day) in [("date", &common.date), ("updated", &common.updated)] {
        let Some(day) = day else {
            continue;
        };
        if !is_likely(day.value, today, FIRST_YEAR, YEARS_AHEAD) {
            faults.push(doubtful(name, day.value, today, &day.span));
        } else if name == "updated" && day.value > appears(common, today) {
            faults.push(still_to_come(day.value, &day.span));
        }
    }
    report_far(common, today, faults);
}

/// Reports the days of a page that are so far ahead that nobody waits for them.
fn report_far(common: &Common, today: Date, faults: &mut Faults) {
    let never = "is the year right? A page that is not to appear at all is a draft: `draft: yes`";
    let days = [
        ("publish_on", &common.publish_on, never),
        ("review_by", &common.review_by, "is the year right?"),
    ];
    for (name, day, help) in days {
        let Some(day) = day else {
            continue;
        };
        if !is_likely(day.value, today, FIRST_YEAR, YEARS_HELD_BACK) {
            let mut fault = doubtful(name, day.value, today, &day.span);
            help.clone_into(&mut fault.help[0]);
            faults.push(fault);
        }
    }
}

/// Returns the day from which readers see a page: today, or the day until which it is held back.
fn appears(common: &Common, today: Date) -> Date {
    let days = [&common.date, &common.publish_on];
    let days = days.into_iter().flatten().map(|day| day.value);
    days.chain([today]).max().unwrap_or(today)
}

fn still_to_come(day: Date, span: &Span) -> Fault {
    let message = format!("`updated` is {day}, which is still to come");
    Fault::warning(Code::DoubtfulDate, message)
        .at(span.clone())
        .help("`updated` is the day on which the page was last changed: is it right?")
}

fn day_of(field: &PageField) -> Option<Date> {
    match &field.value {
        DeclaredValue::Date(day) => Some(*day),
        DeclaredValue::Time(moment) => moment.date,
        _ => None,
    }
}

fn is_likely(day: Date, today: Date, first_year: i16, years_ahead: i16) -> bool {
    let is_far = day.year() - today.year() > years_ahead
        || (day.year() - today.year() == years_ahead
            && (day.month(), day.day()) > (today.month(), today.day()));
    day.year() >= first_year && !is_far
}

fn doubtful(name: &str, day: Date, today: Date, span: &Span) -> Fault {
    let years = day.year() - today.year();
    let message = if years > 0 {
        format!(
            "`{name}` is {day}, which is more than {} years ahead",
            years - 1
        )
    } else {
        format!("`{name}` is {day}, which is {} years ago", -years)
    };
    let help = if name == "date" && years > 0 {
        "is the year right? The page does not appear before that day"
    } else {
        "is the year right?"
    };
    Fault::warning(Code::DoubtfulDate, message)
        .at(span.clone())
        .help(help)
}
