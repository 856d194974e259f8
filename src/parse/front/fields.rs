//! Values of the fields that a kind declares. From: front matter, read by the declaration of the
//! kind. To: [`PageFields`], in which texts are parsed, and links and files are numbered for
//! `resolve`.

use crate::base::{Date, Faults, Moment, Span, slug};
use crate::parse::document::{DeclaredValue, Document, Heading, Reference, Role};
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::markdown::Context;
use crate::parse::page::short_markdown;
use crate::parse::schema::FieldValue;
use crate::parse::yaml::Spanned;
use serde::{Deserialize, Serialize};

/// A value of a page's field.
pub type PageValue = DeclaredValue<Document>;

/// A field of a page, with its value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PageField {
    /// The name.
    pub name: String,
    /// The value.
    pub value: PageValue,
    /// The place of the value in its file.
    pub span: Span,
}

/// A field as it is read, before its texts are parsed.
#[derive(Clone, Debug)]
pub struct ReadField {
    /// The name.
    pub name: String,
    /// The value.
    pub value: FieldValue,
    /// The place of the value in its file.
    pub span: Span,
}

/// The values of the fields that the kind of a page declares, in the order declared.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PageFields {
    /// The fields that the page has.
    pub list: Vec<PageField>,
    /// What links and files among the values point at, by number.
    pub references: Vec<Reference>,
    /// The headings among the values, by number.
    pub headings: Vec<Heading>,
}

impl PageFields {
    /// Parses the texts of `fields`.
    #[must_use]
    pub fn parse(fields: Vec<ReadField>, context: &Context<'_>, faults: &mut Faults) -> Self {
        let mut parser = FieldParser {
            context,
            faults,
            parsed: Self::default(),
        };
        for ReadField { name, value, span } in fields {
            let value = parser.value(value);
            parser.parsed.list.push(PageField { name, value, span });
        }
        parser.parsed
    }

    /// Returns a field that the page has.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&PageField> {
        self.list.iter().find(|field| field.name == name)
    }

    /// Returns the value of a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&PageValue> {
        self.get(name).map(|field| &field.value)
    }

    /// Returns the words of a field that holds some.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.value(name)? {
            DeclaredValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the parsed markdown of a field.
    #[must_use]
    pub fn markdown(&self, name: &str) -> Option<&Document> {
        match self.value(name)? {
            DeclaredValue::Markdown(document) => Some(document),
            _ => None,
        }
    }

    /// Returns the number that a field holds.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.value(name)? {
            DeclaredValue::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the answer of a field that says yes or no.
    #[must_use]
    pub fn yes_no(&self, name: &str) -> Option<bool> {
        match self.value(name)? {
            DeclaredValue::YesNo(yes) => Some(*yes),
            _ => None,
        }
    }

    /// Returns the day, the time of the day or both that a field holds.
    #[must_use]
    pub fn moment(&self, name: &str) -> Option<Moment> {
        match self.value(name)? {
            DeclaredValue::Date(date) => Some(Moment::day(*date)),
            DeclaredValue::Time(moment) => Some(*moment),
            _ => None,
        }
    }

    /// Returns the day that a field holds.
    #[must_use]
    pub fn day(&self, name: &str) -> Option<Date> {
        self.moment(name)?.date
    }

    /// Returns the number of the reference that a field makes.
    #[must_use]
    pub fn reference(&self, name: &str) -> Option<usize> {
        match self.value(name)? {
            DeclaredValue::Link(number) | DeclaredValue::Asset(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the entries of a field that holds a list.
    #[must_use]
    pub fn entries(&self, name: &str) -> &[PageValue] {
        match self.value(name) {
            Some(DeclaredValue::List(values)) => values,
            _ => &[],
        }
    }

    /// Lists the parsed markdown of all fields, in order.
    #[must_use]
    pub fn documents(&self) -> Vec<&Document> {
        let mut documents = Vec::new();
        for field in &self.list {
            field.value.collect_markdown(&mut documents);
        }
        documents
    }
}

/// The parser of a page's fields, one after another.
struct FieldParser<'p> {
    context: &'p Context<'p>,
    faults: &'p mut Faults,
    parsed: PageFields,
}

impl FieldParser<'_> {
    fn value(&mut self, value: FieldValue) -> PageValue {
        match value {
            FieldValue::Text(text) | FieldValue::Choice(text) => PageValue::Text(text),
            FieldValue::Heading(title) => PageValue::Heading(self.heading(title)),
            FieldValue::Markdown(text) => {
                PageValue::Markdown(short_markdown(&text, self.context, self.faults))
            }
            FieldValue::Link(link) => PageValue::Link(self.reference(link, Role::Link)),
            FieldValue::Page(page, of) => {
                let role = Role::Page(of.map(String::into_boxed_str));
                PageValue::Page(self.reference(page, role))
            }
            FieldValue::Picture(file) => PageValue::Asset(self.reference(file, Role::Picture)),
            FieldValue::Topic(topic) => PageValue::Topic(self.reference(topic, Role::Topic)),
            FieldValue::Time(moment) => PageValue::Time(moment),
            FieldValue::Asset(file) => PageValue::Asset(self.reference(file, Role::File)),
            FieldValue::Data(file) => PageValue::Data(self.reference(file, Role::Data)),
            FieldValue::Person(person) => PageValue::Person(person.value),
            FieldValue::Date(date) => PageValue::Date(date),
            FieldValue::Number(number) => PageValue::Number(number),
            FieldValue::YesNo(yes) => PageValue::YesNo(yes),
            FieldValue::List(values) => {
                PageValue::List(values.into_iter().map(|value| self.value(value)).collect())
            }
            FieldValue::Group(values) => PageValue::Group(
                values
                    .into_iter()
                    .map(|(name, value)| (name, self.value(value)))
                    .collect(),
            ),
        }
    }

    fn reference(&mut self, target: Spanned<String>, role: Role) -> usize {
        self.parsed.references.push(Reference {
            target: target.value,
            role,
            span: target.span,
        });
        self.parsed.references.len() - 1
    }

    fn heading(&mut self, title: Spanned<String>) -> usize {
        self.parsed.headings.push(Heading {
            level: 2,
            id: heading_id(&title.value),
            title: title.value,
            text_at: 0,
            components_before: 0,
            span: title.span.range,
        });
        self.parsed.headings.len() - 1
    }
}

fn heading_id(title: &str) -> String {
    let id = slug(title);
    if id.is_empty() {
        "section".to_owned()
    } else {
        id
    }
}

/// Returns the names of the places that pages of a kind with these fields have beside their body.
#[must_use]
pub fn places(declaration: &KindDeclaration, fields: &[ReadField]) -> Vec<String> {
    let mut places = Vec::new();
    for place in &declaration.places {
        let is_field = declaration.schema.kind_of(&place.name).is_some();
        let is_filled = fields.iter().any(|field| field.name == place.name);
        // A list of publications may fill what the page of one leaves empty.
        if !is_field || is_filled || declaration.kind == Kind::Publication {
            places.push(place.name.clone());
        }
    }
    for field in fields {
        if let FieldValue::Heading(title) = &field.value {
            places.push(heading_id(&title.value));
        }
    }
    places
}
