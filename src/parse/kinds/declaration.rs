//! What a theme declares of a kind of page.

use crate::base::SourcePath;
use crate::parse::kind::Kind;
use crate::parse::schema::field::Schema;

/// The declaration of a kind of page: `kinds/NAME.yaml` of a theme.
#[derive(Clone, Debug)]
pub struct KindDeclaration {
    /// The kind.
    pub kind: Kind,
    /// The file that declares it.
    pub file: SourcePath,
    /// What it is, in one line, and the fields of its pages.
    pub schema: Schema,
    /// The template that shows its pages, without `.html`.
    pub template: String,
    /// The folder below `content/` that its pages stand in.
    pub folder: Option<String>,
    /// Whether a page of the folder is of this kind only if it has one of its fields.
    pub only_with_fields: bool,
    /// The pattern of the addresses of its pages: `/events/{year}/{slug}/`.
    pub address: Option<String>,
    /// The order of its pages in the list of their folder.
    pub order: Option<ListOrder>,
    /// The groups into which that list is divided.
    pub groups: Option<GroupRule>,
    /// The field with the last day on which lists show a page.
    pub leaves_lists_after: Option<String>,
    /// The places of its pages beside the body, which no heading may take.
    pub places: Vec<Place>,
    /// The fields that its pages show below the body.
    pub below: Vec<String>,
    /// How search treats its pages.
    pub search: KindSearch,
    /// Whether feeds show its pages.
    pub feed: bool,
    /// The description of its pages for search engines.
    pub structured: Option<StructuredType>,
}

/// A place of a page beside its body, to which links may lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name: that of a field, which the page has to fill, or another one.
    pub name: String,
    /// The key of the interface words that stand above it.
    pub heading: Option<String>,
}

/// The order of a list by a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOrder {
    /// The name of the field.
    pub field: String,
    /// Whether large values come first.
    pub direction: Direction,
}

/// The direction of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Small values come first.
    Up,
    /// Large values come first.
    Down,
}

/// The groups of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupRule {
    /// Pages whose day is still to come, the next one first, then those of the past, the latest
    /// first. A page that has a field `until` is of the past when that day is over.
    ByDay {
        /// The field with the day.
        field: String,
        /// The field with the last day of what takes several.
        until: Option<String>,
    },
    /// A group for each word of a choice, in the order declared.
    ByChoice(String),
}

/// How search treats the pages of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct KindSearch {
    /// How much the place of its pages is raised (above 1) or lowered (below 1), unless the
    /// settings say otherwise.
    pub weight: f64,
    /// The name of the kind in results.
    pub label: Option<String>,
}

/// A type of schema.org, and which fields its properties are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructuredType {
    /// The name of the type, for example `Event`.
    pub name: String,
    /// The properties in the order declared.
    pub properties: Vec<(String, StructuredValue)>,
}

/// What a property of schema.org is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StructuredValue {
    /// The value of a field.
    Field(String),
    /// A value of a type of its own, left out where none of its properties has a value.
    Nested(StructuredType),
}

impl KindDeclaration {
    /// Creates the declaration of a kind that says nothing.
    #[must_use]
    pub fn new(kind: Kind, file: SourcePath) -> Self {
        Self {
            template: kind.name().to_owned(),
            kind,
            file,
            schema: Schema::default(),
            folder: None,
            only_with_fields: false,
            address: None,
            order: None,
            groups: None,
            leaves_lists_after: None,
            places: Vec::new(),
            below: Vec::new(),
            search: KindSearch {
                weight: 1.0,
                label: None,
            },
            feed: true,
            structured: None,
        }
    }

    /// Returns the heading above a place, as a key of the interface words.
    #[must_use]
    pub fn heading_of(&self, place: &str) -> Option<&str> {
        let place = self.places.iter().find(|known| known.name == place)?;
        place.heading.as_deref()
    }

    /// Reports whether the words of a field can be searched for.
    #[must_use]
    pub fn searches(&self, field: &str) -> bool {
        let mut fields = self.schema.fields.iter();
        fields.any(|known| known.name == field && known.searched)
    }

    /// Reports whether a field is shown below the body.
    #[must_use]
    pub fn is_below(&self, field: &str) -> bool {
        self.below.iter().any(|below| below == field)
    }
}
