//! Values of named parts, and the values that everything else is made of: numbers, pictures, files,
//! data of the owner's.

use crate::base::{Date, UrlPath, human_size};
use crate::parse::yaml::Data;
use crate::render::lead::Fetch;
use crate::resolve::Target;
use crate::source::{Cover, DerivedPicture, Tint};
use minijinja::value::{Enumerator, Object, Value};
use std::sync::Arc;

/// The named parts of a value, in order.
pub(in crate::render) type Attributes = Vec<(&'static str, Value)>;

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

/// Makes a value of these parts. Templates make many: a map would cost more to build than is ever
/// looked up in it.
pub(in crate::render) fn record(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from_object(AttributeObject(entries.into_iter().collect()))
}

/// A type that becomes the value of a fact, or no value where the page does not have the fact.
pub(in crate::render) trait IntoFactValue {
    /// Returns the value as templates see it.
    fn into_fact_value(self) -> Option<Value>;
}

impl IntoFactValue for Value {
    fn into_fact_value(self) -> Option<Value> {
        Some(self)
    }
}

impl IntoFactValue for &str {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for String {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for &String {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }
}

impl IntoFactValue for &UrlPath {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }
}

impl IntoFactValue for UrlPath {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self.as_str()))
    }
}

impl IntoFactValue for bool {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for usize {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for u32 {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for i16 {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self))
    }
}

impl IntoFactValue for Date {
    fn into_fact_value(self) -> Option<Value> {
        Some(Value::from(self.to_string()))
    }
}

impl<T: IntoFactValue> IntoFactValue for Option<T> {
    fn into_fact_value(self) -> Option<Value> {
        self.and_then(T::into_fact_value)
    }
}

/// The parts of a value that is put together piece by piece.
#[derive(Default)]
pub(in crate::render) struct RecordBuilder(Attributes);

impl RecordBuilder {
    /// Adds a part, where there is one.
    pub(in crate::render) fn with(mut self, name: &'static str, value: impl IntoFactValue) -> Self {
        self.0
            .extend(value.into_fact_value().map(|value| (name, value)));
        self
    }

    /// Adds several parts.
    pub(in crate::render) fn and(mut self, attributes: Attributes) -> Self {
        self.0.extend(attributes);
        self
    }

    /// Returns the value of all parts.
    pub(in crate::render) fn done(self) -> Value {
        record(self.0)
    }

    /// Returns the parts themselves.
    pub(in crate::render) fn attributes(self) -> Attributes {
        self.0
    }
}

/// Returns a part of a value, or `None` where the value has no such part.
pub(in crate::render) fn part(value: &Value, name: &str) -> Option<Value> {
    value
        .get_attr(name)
        .ok()
        .filter(|value| !value.is_undefined())
}

/// Returns a picture as a template sees it, or `None` for a target that is not a file. Of a picture
/// without `alt`, nobody says whether it shows something that readers need.
pub(in crate::render) fn picture(target: &Target, alt: Option<&str>) -> Option<Value> {
    let Target::File {
        url,
        pixels,
        smaller,
        tint,
        ..
    } = target
    else {
        return None;
    };
    let picture = RecordBuilder::default()
        .with("url", url)
        .with("alt", alt.unwrap_or_default())
        .with("has_alt", alt.is_some())
        .with("width", pixels.map(|(width, _)| width))
        .with("height", pixels.map(|(_, height)| height))
        .with(
            "smaller",
            smaller.as_deref().map(|set| made_pictures(&set.light)),
        )
        .with("tint", tint.map(Tint::words))
        .with("card", target.cover().and_then(|cover| card(cover, *tint)));
    Some(picture.done())
}

/// Returns the part of a page's picture that lists show, or `None` where there is none.
fn card(cover: &Cover, tint: Option<Tint>) -> Option<Value> {
    let widest = cover.card.last()?;
    let card = RecordBuilder::default()
        .with("url", &widest.url)
        .with("width", widest.recipe.width)
        .with("height", widest.recipe.height)
        .with("smaller", made_pictures(&cover.card))
        .with("tint", tint.map(Tint::words));
    Some(card.done())
}

/// Returns the pictures that are made of one as a template sees them, from the narrowest to the
/// widest.
fn made_pictures(made: &[DerivedPicture]) -> Value {
    let light = made.iter().map(|derived| {
        let picture = RecordBuilder::default()
            .with("url", &derived.url)
            .with("width", derived.recipe.width);
        picture.done()
    });
    light.collect()
}

/// Returns a file as a template sees it.
pub(in crate::render) fn file(target: &Target) -> Value {
    fetched_file(target, Fetch::Late)
}

/// Returns a file as a template sees it that may be a picture, and when a browser is to fetch it.
pub(in crate::render) fn fetched_file(target: &Target, fetch: Fetch) -> Value {
    let Target::File {
        source,
        url,
        size,
        pixels,
        smaller,
        tint,
        pages,
        ..
    } = target
    else {
        return Value::from(());
    };
    let file = RecordBuilder::default()
        .with("url", url)
        .with("name", source.file_name())
        .with("kind", source.extension().to_uppercase())
        .with("size", human_size(*size))
        .with("bytes", Value::from(*size))
        .with("pages", *pages)
        .with("width", pixels.map(|(width, _)| width))
        .with("height", pixels.map(|(_, height)| height))
        .with(
            "smaller",
            smaller.as_deref().map(|set| made_pictures(&set.light)),
        )
        .with("tint", tint.map(Tint::words))
        .with("is_lead", (fetch == Fetch::First).then_some(true));
    Value::from_pairs(file.attributes())
}

/// Returns a target as a template sees it: an address of the site (for the filter `href`) or
/// outside it.
pub(in crate::render) fn address(target: &Target) -> Value {
    match target {
        Target::Page {
            url,
            anchor: Some(anchor),
            ..
        } => Value::from(format!("{url}#{anchor}")),
        Target::Page { url, .. } | Target::Made(url) => Value::from(url.as_str()),
        Target::File { url, suffix, .. } => Value::from(format!("{url}{suffix}")),
        Target::Here(anchor) => Value::from(format!("#{anchor}")),
        Target::External(url) => Value::from(url.as_str()),
        Target::Data(_) | Target::Citation(_) | Target::Nothing => Value::from(()),
    }
}

/// Returns free data of the owner's, as a template sees it.
pub(in crate::render) fn data(value: &Data) -> Value {
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

/// Returns a number as a value; a whole number has no decimal point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers well inside the range are cast"
)]
pub(in crate::render) fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}
