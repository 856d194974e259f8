//! The dates of a BibTeX entry.

use super::BibtexMapping;
use crate::bibliography::item::ItemDate;

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
        } else if let Some(year) = self.words(&["year"]) {
            self.year(&year.replace('–', "-"));
        }
    }

    /// Maps words to a date, and reports those that are not understood.
    pub(super) fn date(&mut self, to: &str, from: &[&str], words: &str) {
        let Some(date) = ItemDate::from_text(words) else {
            return;
        };
        if let Some(field) = self
            .field(from)
            .filter(|_| !date.is_understood() && !is_known_phrase(words))
        {
            self.unclear(
                field,
                format!("`{words}` is not understood as a date"),
                "write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`",
            );
        }
        self.item.dates.insert(to.to_owned(), date);
        self.place(to, from);
    }

    /// Maps `year`, together with `month` and `day` where the entry has them.
    fn year(&mut self, year: &str) {
        let month = self
            .words(&["month"])
            .map(|month| month.replace('–', "-"))
            .unwrap_or_default();
        let day = self.words(&["day"]).unwrap_or_default();
        let tries = match month.parse::<u8>() {
            Ok(number) => {
                let day = day
                    .parse::<u8>()
                    .map(|day| format!("-{day:02}"))
                    .unwrap_or_default();
                [
                    format!("{year}-{number:02}{day}"),
                    format!("{year}-{number:02}"),
                    year.to_owned(),
                ]
            }
            Err(_) => [
                format!("{year} {month} {day}"),
                format!("{year} {month}"),
                year.to_owned(),
            ],
        };
        let date = tries
            .iter()
            .filter_map(|text| ItemDate::from_text(text.trim()))
            .find(ItemDate::is_understood);
        match date {
            Some(date) => {
                self.item.dates.insert("issued".to_owned(), date);
                self.place("issued", &["year"]);
            }
            None => self.date("issued", &["year"], year),
        }
    }
}

/// Reports whether words stand in the place of a date on purpose.
fn is_known_phrase(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
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
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}
