//! The interface words of a theme. Its files `i18n/LANG.yaml`, laid over those of the default
//! theme, become texts by key in the site's language, for templates and for the bodies of pages.

use crate::base::{Code, Fault, Faults, SourcePath};
use crate::numbers::written::NumberMarks;
use crate::parse::yaml::{self, Data};
use crate::source::SourceTree;
use std::collections::BTreeMap;

/// Interface words by key, in the site's language.
#[derive(Debug, Default)]
pub(crate) struct InterfaceWords {
    words: BTreeMap<String, Data>,
}

/// Loads the words of `en`, overlaid by those of the language (`de`) and of the region (`de-AT`),
/// with the site's own theme last.
pub(super) fn load_words(
    tree: &SourceTree,
    theme: &str,
    language: &str,
) -> (InterfaceWords, Faults) {
    let general = language.split('-').next().unwrap_or(language);
    let mut words = BTreeMap::new();
    let mut faults = Faults::new();
    let mut found_language = false;
    let mut last = None;
    let mut tags = vec!["en", general, language];
    tags.dedup();
    for tag in tags {
        for folder in [
            "embedded/default",
            "themes/default",
            &format!("themes/{theme}"),
        ] {
            let Some(file) = tree.text(&format!("{folder}/i18n/{tag}.yaml")) else {
                continue;
            };
            found_language |= tag == general || tag == language;
            // A site without a file of its own gets the embedded theme's file a second time.
            if last.replace(file.fingerprint) == Some(file.fingerprint) {
                continue;
            }
            let (data, found) = yaml::read_data(file);
            faults.extend(found);
            if let Some(Data::Map(entries)) = data {
                words.extend(entries);
            }
        }
    }
    if !found_language {
        let path = SourcePath::new(&format!("themes/{theme}/i18n/{general}.yaml"));
        faults.push(
            Fault::warning(
                Code::MissingWords,
                format!(
                    "the theme has no words in the site's language, `{language}`; English ones are \
                     used"
                ),
            )
            .help(format!(
                "translate `themes/default/i18n/en.yaml` and save it as `{path}`"
            )),
        );
    }
    (InterfaceWords { words }, faults)
}

/// The patterns and names with which days are written, in the site's language.
#[derive(Debug)]
pub(super) struct DateWords {
    /// The pattern of a day, such as `{day} {month} {year}`.
    pub(super) day: String,
    /// The pattern of a month.
    pub(super) month: String,
    /// The pattern of a day with a time, such as `{day}, {time}`.
    pub(super) day_and_time: String,
    /// The pattern of a time of the day, such as `{hour}:{minute}`.
    pub(super) clock: String,
    /// The names of the months.
    pub(super) months: Vec<String>,
}

impl InterfaceWords {
    /// Returns the words that days are written in.
    pub(super) fn of_dates(&self) -> DateWords {
        DateWords {
            day: self.pattern("date_day", "{day} {month} {year}"),
            month: self.pattern("date_month", "{month} {year}"),
            day_and_time: self.pattern("date_time", "{day}, {time}"),
            clock: self.pattern("time_of_day", "{hour}:{minute}"),
            months: (0..12)
                .map_while(|month| self.listed("months", month))
                .collect(),
        }
    }

    /// Returns the marks between the digits of numbers.
    pub(super) fn number_marks(&self) -> NumberMarks {
        NumberMarks {
            thousands: self.pattern("number_thousands", ","),
            point: self.pattern("number_decimal", "."),
        }
    }

    /// Returns the pattern of a date, or a usual one where the theme has none.
    fn pattern(&self, key: &str, usual: &str) -> String {
        self.get(key).unwrap_or_else(|| usual.to_owned())
    }

    /// Returns the text of a key.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.data(key).and_then(as_text)
    }

    /// Returns the form of a text for a number: `one` or `other`, else its only form.
    pub(super) fn counted(&self, key: &str, number: i64) -> Option<String> {
        match self.data(key)? {
            Data::Map(forms) => {
                let form = if number == 1 { "one" } else { "other" };
                forms
                    .iter()
                    .find(|(name, _)| name == form)
                    .and_then(|(_, text)| as_text(text))
            }
            text => as_text(text),
        }
    }

    /// Returns entry `at` of a list, counted from 0.
    pub(super) fn listed(&self, key: &str, at: usize) -> Option<String> {
        match self.data(key)? {
            Data::List(entries) => entries.get(at).and_then(as_text),
            _ => None,
        }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    fn data(&self, key: &str) -> Option<&Data> {
        self.words.get(key)
    }
}

fn as_text(data: &Data) -> Option<String> {
    match data {
        Data::Text(text) => Some(text.clone()),
        Data::Number(number) => Some(number.to_string()),
        Data::Bool(yes) => Some(yes.to_string()),
        Data::Null | Data::List(_) | Data::Map(_) => None,
    }
}
