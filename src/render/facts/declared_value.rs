//! Values of declared fields as templates see them. Takes the value that somebody gave a field, and
//! what its references mean; gives a value for a template, and tells which other pages it shows.

use super::people::person;
use super::record::{address, fetched_file, number_value, record};
use super::site_wide::SiteWide;
use super::summary::ListedPage;
use crate::base::UrlPath;
use crate::parse::document::{DeclaredValue, Heading, Reference};
use crate::render::answers::Answers;
use crate::render::lead::Fetch;
use crate::resolve::Target;
use minijinja::{Error, Value};
use std::sync::Arc;

/// The references and headings that values of fields name by number.
pub(in crate::render) struct FieldValues<'a> {
    pub(in crate::render) answers: &'a Arc<Answers>,
    pub(in crate::render) references: &'a [Reference],
    pub(in crate::render) headings: &'a [Heading],
    /// The targets of the references.
    pub(in crate::render) targets: &'a [Target],
    /// The reference of the picture that readers of the page see first.
    pub(in crate::render) lead: Option<usize>,
    /// Records that facts of the page at an address are shown.
    pub(in crate::render) records: &'a dyn Fn(&UrlPath) -> Result<(), Error>,
}

/// The place of a text in markdown among the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum TextPlace {
    /// The text is the value of a field.
    Alone,
    /// The text is an entry of a list.
    Entry,
}

/// A function that makes the value of a text in markdown.
pub(in crate::render) type MarkdownValue<'f, M> =
    dyn Fn(&M, TextPlace) -> Result<Value, Error> + 'f;

impl FieldValues<'_> {
    /// Reports whether a value names a file or a page that may not be shown. An entry of a list
    /// that does so is left out, and the list lacks nothing.
    pub(in crate::render) fn lacks_target<M>(&self, value: &DeclaredValue<M>) -> bool {
        match value {
            DeclaredValue::Asset(number)
            | DeclaredValue::Data(number)
            | DeclaredValue::Page(number) => {
                matches!(self.targets.get(*number), Some(Target::Nothing))
            }
            DeclaredValue::Group(values) => {
                values.iter().any(|(_, value)| self.lacks_target(value))
            }
            _ => false,
        }
    }

    /// Returns the value of a field; `markdown` makes that of a text.
    pub(in crate::render) fn value<M>(
        &self,
        value: &DeclaredValue<M>,
        markdown: &MarkdownValue<'_, M>,
    ) -> Result<Value, Error> {
        Ok(match value {
            DeclaredValue::Text(text) => Value::from(text.as_str()),
            DeclaredValue::Markdown(text) => markdown(text, TextPlace::Alone)?,
            DeclaredValue::Heading(number) => self.heading(*number),
            // A table is shown where its component stands, not inside other values.
            DeclaredValue::Data(_) => Value::from(()),
            DeclaredValue::Link(number) => self.target(*number).map_or(Value::from(()), address),
            DeclaredValue::Page(number) => self.page(*number)?,
            DeclaredValue::Asset(number) => self.file(*number),
            DeclaredValue::Person(key) => person(SiteWide::of(self.answers), key),
            DeclaredValue::Topic(number) => self.topic(*number),
            DeclaredValue::Date(date) => Value::from(date.to_string()),
            DeclaredValue::Time(moment) => Value::from(moment.to_string()),
            DeclaredValue::Number(number) => number_value(*number),
            DeclaredValue::YesNo(yes) => Value::from(*yes),
            DeclaredValue::List(values) => {
                let shown = values.iter().filter(|value| !self.lacks_target(value));
                shown
                    .map(|value| match value {
                        DeclaredValue::Markdown(text) => markdown(text, TextPlace::Entry),
                        _ => self.value(value, markdown),
                    })
                    .collect::<Result<Vec<_>, _>>()?
                    .into()
            }
            DeclaredValue::Group(values) => Value::from_pairs(
                values
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.value(value, markdown)?)))
                    .collect::<Result<Vec<_>, Error>>()?,
            ),
        })
    }

    fn target(&self, number: usize) -> Option<&Target> {
        self.targets.get(number)
    }

    fn file(&self, number: usize) -> Value {
        let fetch = if self.lead == Some(number) {
            Fetch::First
        } else {
            Fetch::Late
        };
        self.target(number)
            .map_or(Value::from(()), |target| fetched_file(target, fetch))
    }

    fn heading(&self, number: usize) -> Value {
        let Some(heading) = self.headings.get(number) else {
            return Value::from(());
        };
        Value::from_pairs([
            ("id", Value::from(heading.id.as_str())),
            ("title", Value::from(heading.title.as_str())),
            ("level", Value::from(heading.level)),
        ])
    }

    /// Returns what a value shows of another page, and records that it does.
    fn page(&self, number: usize) -> Result<Value, Error> {
        let Some(target @ Target::Page { page, url, .. }) = self.target(number) else {
            return Ok(Value::from(()));
        };
        (self.records)(url)?;
        Ok(ListedPage::new(self.answers, *page).referenced(address(target)))
    }

    fn topic(&self, number: usize) -> Value {
        let Some(reference) = self.references.get(number) else {
            return Value::from(());
        };
        let url = self.target(number).map_or(Value::from(()), address);
        record([("name", Value::from(reference.target.trim())), ("url", url)])
    }
}
