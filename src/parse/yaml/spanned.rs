//! A value together with its place. Reading gives one for everything that a later stage may have to
//! report.

use crate::base::{SourcePath, Span};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::borrow::Cow;

/// A value and its place on disk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The value's place in its file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value for what a file does not say; its place is the start of the file.
    #[must_use]
    pub fn assumed(value: T, file: &SourcePath) -> Self {
        Self {
            value,
            span: Span::start_of(file),
        }
    }
}

/// The schema is that of the value: a file holds the value alone, and reading adds the place.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
