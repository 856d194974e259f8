//! The dates of a record of RIS.

use super::mapping::RisMapping;
use crate::base::{Code, Fault, Span};
use crate::bibliography::item::{ItemDate, Point};
use crate::bibliography::read::tagged::TaggedField;

impl<'r> RisMapping<'r> {
    /// Maps the date of publication and the date of access.
    pub(super) fn dates(&mut self) {
        let mut dates: Vec<(ItemDate, &TaggedField)> = ["PY", "Y1", "DA"]
            .iter()
            .filter_map(|tag| self.date(tag))
            .collect();
        let year = dates.iter().find_map(|(when, _)| when.year());
        let mut lost = None;
        if let (Some(year), Some((when, _))) = (year, dates.last_mut())
            && !when.is_understood()
        {
            // EndNote and Scopus write `DA  - Mar 5` beside `PY  - 2014`.
            let whole = ItemDate::from_text(&format!("{year} {when}"));
            let understood = whole.filter(ItemDate::is_understood);
            let has_figures = when.to_string().contains(|c: char| c.is_ascii_digit());
            if understood.is_none() && has_figures {
                lost = Some(when.to_string());
            }
            *when = understood.unwrap_or_else(|| ItemDate::at(Point::year(year)));
        }
        if let Some(lost) = lost {
            self.report_lost_day(&lost);
        }
        let year = dates.iter().find_map(|(when, _)| when.year());
        let most_exact = dates
            .iter()
            .filter(|(when, _)| when.year() == year)
            .rev()
            .max_by_key(|(when, _)| precision(when))
            .or(dates.first());
        if let Some((when, tagged)) = most_exact {
            if !when.is_understood() && !when.is_meant_as_words() {
                let message = format!("`{when}` is not understood as a date");
                let help =
                    "write the year, or year, month and day: `PY  - 2014` and `DA  - 2014/03/05`";
                self.faults.push(
                    Fault::warning(Code::UnclearField, message)
                        .at(Span::new(self.file, tagged.range.clone()))
                        .help(help),
                );
            }
            let when = when.clone();
            if when.is_understood() {
                self.report_other_years(&when, &dates);
            }
            self.set_date("issued", when, tagged);
        }
        if let Some((when, tagged)) = self.date("Y2") {
            if !when.is_understood() {
                let message = format!("`{when}` is not understood as a day of access");
                self.faults.push(
                    Fault::warning(Code::UnclearField, message)
                        .at(Span::new(self.file, tagged.range.clone()))
                        .help("write year, month and day: `Y2  - 2014/03/05`"),
                );
            }
            self.set_date("accessed", when, tagged);
        }
    }

    /// Reports a day that is none, beside a year.
    fn report_lost_day(&mut self, lost: &str) {
        let Some(tagged) = self.first(&["DA"]) else {
            return;
        };
        let message = format!("`{lost}` is not understood as a date, and only the year is shown");
        self.faults.push(
            Fault::warning(Code::UnclearField, message)
                .at(Span::new(self.file, tagged.range.clone()))
                .help("write year, month and day: `DA  - 2014/03/05`"),
        );
    }

    /// Reports a date of publication whose year contradicts the one that is shown.
    fn report_other_years(&mut self, shown: &ItemDate, dates: &[(ItemDate, &TaggedField)]) {
        let other = dates
            .iter()
            .find(|(when, _)| when.year().is_some() && when.year() != shown.year());
        if let (Some((other, tagged)), Some(year)) = (other, shown.year()) {
            let tag = &tagged.tag;
            let message = format!("`{tag}` says {other}, and another line {year}, which is shown");
            self.faults.push(
                Fault::warning(Code::UnclearField, message)
                    .at(Span::new(self.file, tagged.range.clone()))
                    .help("delete the wrong one of the lines `PY`, `Y1` and `DA`"),
            );
        }
    }

    /// Reads the date of a tag.
    fn date(&self, tag: &str) -> Option<(ItemDate, &'r TaggedField)> {
        let tagged = self.first(&[tag])?;
        let when = ItemDate::from_text(&ris_date(&tagged.value))?;
        Some((when, tagged))
    }

    /// Sets a date, and remembers where it stands.
    fn set_date(&mut self, field: &str, when: ItemDate, tagged: &TaggedField) {
        self.item.dates.insert(field.to_owned(), when);
        let places = &mut self.item.place.fields;
        places.insert(field.to_owned(), tagged.range.clone());
    }
}

/// Counts how many of year, month and day a date has.
fn precision(when: &ItemDate) -> usize {
    when.from.map_or(0, |from| {
        1 + usize::from(from.month.is_some()) + usize::from(from.day.is_some())
    })
}

/// Rewrites a date such as `2014/03/05/Spring` or `2014///` in a form that [`ItemDate`] reads.
fn ris_date(value: &str) -> String {
    let value = value.trim();
    let parts: Vec<&str> = value.split('/').map(str::trim).collect();
    match parts[..] {
        [year, month, day, words] if month.is_empty() && day.is_empty() && !words.is_empty() => {
            format!("{words} {year}")
        }
        [_, _, _, _] => parts[..3].join("/"),
        [year, "", ""] | [year, ""] => year.to_owned(),
        // `2014/03` is a month, though in EDTF it would be a span.
        [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}"),
        _ => value.to_owned(),
    }
}
