//! Pages and settings as templates see them. From: the answers of a build, and the page being
//! rendered. To: minijinja values, made when a template asks for them.

mod content_page;
mod entry;
mod front_texts;
mod lists;
mod page;
mod people;
mod publications;
mod settings;
mod summary;
mod table_of_contents;
mod tables;
mod trail;

pub(super) use entry::absolute_body;
pub(super) use lists::{listed_sections, sections, terms};
pub(super) use page::page;
pub(super) use people::{bylines, person};
pub(super) use settings::{settings, site};
pub(super) use summary::{KEPT, Summary, Topic, image, summary};
pub(super) use tables::table;
pub(super) use trail::{Trail, TrailEnd};

use super::answers::Answers;
use crate::base::UrlPath;
use crate::parse::schema::FieldValue;
use crate::parse::yaml::Data;
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use std::sync::Arc;

type Attributes = Vec<(&'static str, Value)>;

/// A value of a few named parts.
#[derive(Debug)]
struct AttributeObject(Attributes);

impl Object for AttributeObject {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.0
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(name, _)| Value::from(*name)).collect())
    }
}

/// A value of these parts. Templates make many: a map would cost more to build than is ever looked
/// up in it.
pub(in crate::render) fn record(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from_object(AttributeObject(entries.into_iter().collect()))
}

fn text(value: Option<&String>) -> Option<Value> {
    value.map(|text| Value::from(text.as_str()))
}

fn picture(target: &Target, alt: &str) -> Option<Value> {
    let Target::File { url, pixels, .. } = target else {
        return None;
    };
    let mut entries: Attributes = vec![
        ("url", Value::from(url.as_str())),
        ("alt", Value::from(alt)),
    ];
    if let Some((width, height)) = pixels {
        entries.push(("width", Value::from(*width)));
        entries.push(("height", Value::from(*height)));
    }
    Some(record(entries))
}

/// The feed of the page at `url`, if it has one: what it is called, and the addresses of its files.
fn feed(answers: &Answers, url: &UrlPath) -> Option<Value> {
    let title = answers.feed_title(url)?;
    let file = |name: &str| Value::from(format!("{url}{name}"));
    Some(record([
        ("title", Value::from(title)),
        ("atom", file("feed.xml")),
        ("rss", file("rss.xml")),
        ("json", file("feed.json")),
    ]))
}

/// The value of a theme's option. Links and files of options are given as they are written.
pub(super) fn option(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) | FieldValue::Choice(text) => Value::from(text.as_str()),
        FieldValue::Markdown(text)
        | FieldValue::Heading(text)
        | FieldValue::Link(text)
        | FieldValue::Asset(text)
        | FieldValue::Data(text)
        | FieldValue::Person(text) => Value::from(text.value.as_str()),
        FieldValue::Date(date) => Value::from(date.to_string()),
        FieldValue::Number(number) => number_value(*number),
        FieldValue::YesNo(yes) => Value::from(*yes),
        FieldValue::List(values) => values.iter().map(option).collect(),
        FieldValue::Group(values) => Value::from_pairs(
            values
                .iter()
                .map(|(name, value)| (name.clone(), option(value))),
        ),
    }
}

/// Free data of the owner's.
fn data(value: &Data) -> Value {
    match value {
        Data::Null => Value::from(()),
        Data::Bool(yes) => Value::from(*yes),
        Data::Number(number) => number_value(*number),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(values) => values.iter().map(data).collect(),
        Data::Map(entries) => Value::from_pairs(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), data(value))),
        ),
    }
}

/// A number; a whole one without a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers well inside the range are cast"
)]
pub(super) fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}
