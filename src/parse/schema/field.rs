//! The types of the field language: what a theme declares, and the values that somebody gives.

use super::limits::Limits;
use super::types::FieldType;
use crate::base::{Date, Moment, as_words};
use crate::parse::yaml::{Node, NodeValue, Spanned, flow_text};

/// The declaration of a block, or of a theme's options.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// One line for people that says what it is.
    pub summary: Option<String>,
    /// The fields in the order declared.
    pub fields: Vec<Field>,
    /// Names of fields of which at least one must be there.
    pub one_of: Vec<String>,
    /// Whether the declaration has a fault, so that it may lack fields.
    pub is_faulty: bool,
}

impl Schema {
    /// Returns the type of a field.
    #[must_use]
    pub fn kind_of(&self, name: &str) -> Option<&FieldKind> {
        let field = self.fields.iter().find(|field| field.name == name)?;
        Some(&field.kind)
    }
}

/// The declaration of one field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name.
    pub name: String,
    /// The type of its values.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub required: Required,
    /// The value where nothing is said.
    pub default: Option<String>,
    /// The limits of its values.
    pub limits: Limits,
    /// Whether its number must be a whole one.
    pub whole: bool,
    /// Whether its words can be searched for.
    pub searched: bool,
    /// A value that somebody might give, which editors and `masthead new` show.
    pub example: Option<String>,
    /// A few words on its purpose.
    pub help: Option<String>,
    /// What readers see beside its value.
    pub label: Option<String>,
}

impl Field {
    /// Returns a line that would give the field a value.
    pub(super) fn example_line(&self) -> String {
        format!("{}: {}", self.name, self.example.as_deref().unwrap_or("…"))
    }

    /// Returns a line that gives the field the text that stands at `node`, or a usual value.
    pub(super) fn line_with(&self, node: &Node) -> String {
        match &node.value {
            NodeValue::Scalar(scalar)
                if !node.is_nothing() && scalar.text.chars().count() <= 60 =>
            {
                format!("{}: {}", self.name, flow_text(&scalar.text))
            }
            _ => self.example_line(),
        }
    }

    /// Reports whether somebody has to give it a value.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        self.required == Required::Yes && self.default.is_none()
    }

    /// Returns what readers see beside its value: what the declaration says, else its name as
    /// words.
    #[must_use]
    pub fn shown_label(&self) -> String {
        self.label.clone().unwrap_or_else(|| as_words(&self.name))
    }
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// The field must be there.
    Yes,
    /// The field may be left out.
    #[default]
    No,
}

/// The type of a field's values.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Words.
    Text,
    /// Markdown.
    Markdown,
    /// Words that become a heading of the page, with a place that links may lead to.
    Heading,
    /// An e-mail address.
    Email,
    /// A telephone number, or several.
    Phone,
    /// A link to a page, a file or another site.
    Link,
    /// A page of the site, of the kind named here if any is.
    Page(Option<Spanned<String>>),
    /// A file of the site.
    Asset,
    /// A file of the site that holds a picture.
    Picture,
    /// A file of figures, shown as a table.
    Data,
    /// One of the site's roles.
    Role,
    /// A person declared in `people.yaml`.
    Person,
    /// The name of a topic.
    Topic,
    /// A day.
    Date,
    /// A day, a time of the day, or both.
    Time,
    /// A number.
    Number,
    /// The rule by which small numbers are kept back.
    Disclosure,
    /// Yes or no.
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
    /// Several values, each of which this field describes.
    List(Box<Field>),
    /// Values with names.
    Group(Vec<Field>),
}

impl FieldKind {
    /// Returns the type by which declarations name it.
    #[must_use]
    pub const fn field_type(&self) -> FieldType {
        match self {
            Self::Text => FieldType::Text,
            Self::Markdown => FieldType::Markdown,
            Self::Heading => FieldType::Heading,
            Self::Email => FieldType::Email,
            Self::Phone => FieldType::Phone,
            Self::Link => FieldType::Link,
            Self::Page(_) => FieldType::Page,
            Self::Asset => FieldType::Asset,
            Self::Picture => FieldType::Picture,
            Self::Data => FieldType::Data,
            Self::Role => FieldType::Role,
            Self::Person => FieldType::Person,
            Self::Topic => FieldType::Topic,
            Self::Date => FieldType::Date,
            Self::Time => FieldType::Time,
            Self::Number => FieldType::Number,
            Self::Disclosure => FieldType::Disclosure,
            Self::YesNo => FieldType::YesNo,
            Self::Choice(_) => FieldType::Choice,
            Self::List(_) => FieldType::List,
            Self::Group(_) => FieldType::Group,
        }
    }
}

impl Field {
    /// Calls `visit` with the field and every field inside it.
    pub fn visit<'f>(&'f self, visit: &mut dyn FnMut(&'f Self)) {
        visit(self);
        match &self.kind {
            FieldKind::List(of) => of.visit(visit),
            FieldKind::Group(fields) => fields.iter().for_each(|field| field.visit(visit)),
            _ => {}
        }
    }
}

/// A value that somebody gave a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Words.
    Text(String),
    /// Markdown, not parsed yet.
    Markdown(Spanned<String>),
    /// The words of a heading.
    Heading(Spanned<String>),
    /// The target of a link, as written.
    Link(Spanned<String>),
    /// The path of a page, as written, and the kind that the page must have.
    Page(Spanned<String>, Option<String>),
    /// The path of a file, as written.
    Asset(Spanned<String>),
    /// The path of a picture, as written.
    Picture(Spanned<String>),
    /// The path of a file of figures, as written.
    Data(Spanned<String>),
    /// The key of a person.
    Person(Spanned<String>),
    /// The name of a topic.
    Topic(Spanned<String>),
    /// A day.
    Date(Date),
    /// A day, a time of the day, or both.
    Time(Moment),
    /// A number.
    Number(f64),
    /// One of the words of the schema.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
    /// Several values.
    List(Vec<FieldValue>),
    /// Values with names, in the order declared.
    Group(Vec<(String, FieldValue)>),
}
