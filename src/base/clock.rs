//! Times of the day, as people write them. Takes the part of a text that says a time; gives it, or
//! a statement of what is wrong with it.

use super::date::DateFault;
use super::moment::TimeOfDay;

/// Writes a time of the day as people type it: `09:30`.
pub(super) fn clock(time: TimeOfDay) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Reports whether a text begins with a time of the day in some form: `10:00`, `14.30`, `2 pm`.
pub(super) fn begins_clock(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=2).contains(&digits) {
        return false;
    }
    let rest = text[digits..].to_ascii_lowercase();
    if rest.starts_with('h') {
        return true;
    }
    let is_dotted = rest.len() == 3 && rest.starts_with('.');
    let half = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".: ".contains(c));
    rest.starts_with(':') || is_dotted || half_of_day(half).is_some()
}

/// Returns the hours to add for `am` and `pm`.
pub(super) fn half_of_day(word: &str) -> Option<i8> {
    match word.trim() {
        "am" | "a.m." => Some(0),
        "pm" | "p.m." => Some(12),
        _ => None,
    }
}

/// The reason why some text is not a time of the day.
pub(super) struct ClockFault {
    problem: String,
    /// The time that was meant, or one near to it.
    pub(super) near: TimeOfDay,
    /// Whether `near` is surely what was meant.
    pub(super) is_meant: bool,
    /// Whether `near` is a time of the day after the one that is named.
    pub(super) is_of_next_day: bool,
}

impl ClockFault {
    fn new(problem: impl Into<String>, hour: i8, minute: i8) -> Self {
        Self {
            problem: problem.into(),
            near: TimeOfDay::new(hour, minute, 0, 0).unwrap_or_default(),
            is_meant: false,
            is_of_next_day: false,
        }
    }

    /// Makes the fault of a time that is written in another form.
    fn other_form(hour: i8, minute: i8) -> Self {
        Self {
            is_meant: true,
            ..Self::new("is not written as hours:minutes", hour, minute)
        }
    }

    /// Returns the fault of a setting in which `day` stands before the time.
    pub(super) fn into_date_fault(self, form: &'static str, day: &str) -> DateFault {
        let near = format!("{day}{}", clock(self.near));
        DateFault {
            problem: self.problem,
            meant: self.is_meant.then(|| near.clone()),
            example: near,
            form,
        }
    }
}

/// Reads `10:00`, after which seconds may follow that are none.
pub(super) fn parse_clock(text: &str) -> Result<TimeOfDay, ClockFault> {
    let text = text.to_ascii_lowercase();
    if let Some(text) = text.strip_prefix("at ") {
        let time = parse_clock(text)?;
        return Err(ClockFault::other_form(time.hour(), time.minute()));
    }
    let text = text.as_str();
    if matches!(text, "noon" | "midday" | "12 noon") {
        return Err(ClockFault::other_form(12, 0));
    }
    if let Some((hour, minute)) = hours_with_h(text) {
        return Err(ClockFault::other_form(hour, minute));
    }
    let digits_end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (numbers, rest) = text.split_at(digits_end);
    let Some((hour, minute, seconds)) = clock_numbers(numbers) else {
        return Err(ClockFault::new("is not a time of the day", 10, 0));
    };
    let half = half_of_day(rest);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        _ => hour,
    };
    if hour == 24 && minute == 0 && rest.is_empty() {
        let problem = "is midnight, with which the next day begins";
        return Err(ClockFault {
            is_meant: true,
            is_of_next_day: true,
            ..ClockFault::new(problem, 0, 0)
        });
    }
    if hour > 23 {
        let problem = format!("is not a time of the day: no day has an hour {hour}");
        return Err(ClockFault::new(problem, 23, minute.min(59)));
    }
    if minute > 59 {
        let problem = format!("is not a time of the day: no hour has a minute {minute}");
        return Err(ClockFault::new(problem, hour, 59));
    }
    if half.is_none() && !rest.is_empty() {
        let is_zone = matches!(
            rest.trim(),
            "z" | "utc" | "gmt" | "bst" | "cet" | "cest" | "est" | "edt"
        ) || rest.trim().starts_with('+');
        let problem = if is_zone {
            "names a time zone, but times here are those of the site"
        } else {
            "says more than a time of the day"
        };
        return Err(ClockFault::new(problem, hour, minute));
    }
    if seconds != 0 {
        let problem = "has seconds, but times here have hours and minutes";
        return Err(ClockFault::new(problem, hour, minute));
    }
    if half.is_some() || numbers.contains('.') {
        return Err(ClockFault::other_form(hour, minute));
    }
    Ok(TimeOfDay::new(hour, minute, 0, 0).unwrap_or_default())
}

/// Reads `10h30` and `10h`.
fn hours_with_h(text: &str) -> Option<(i8, i8)> {
    let (hour, minute) = text.split_once('h')?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// Returns the hour, the minute and the second of a time in numbers: `9`, `9:30` or `9:30:00`.
fn clock_numbers(text: &str) -> Option<(i8, i8, i8)> {
    let mut parts = text.split([':', '.']);
    let hour = parts.next().filter(|hour| hour.len() <= 2)?;
    let mut two_digits = || match parts.next() {
        Some(part) if part.len() == 2 => part.parse().ok(),
        Some(_) => None,
        None => Some(0),
    };
    let (minute, second) = (two_digits()?, two_digits()?);
    if parts.next().is_some() {
        return None;
    }
    Some((hour.parse().ok()?, minute, second))
}
