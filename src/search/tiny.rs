//! Hands postings that are in order to tinysearch. From: terms and the numbers of the documents
//! that have them. To: tinysearch's `SearchIndex`, for its `Storage` to write.
//!
//! tinysearch's own builder takes documents, each with the set of its terms, and sorts them into
//! postings: with a hundred million characters of terms in hundreds of indexes that is most of the
//! time a build takes. Its index can also be deserialised; so this is a deserialiser that reads
//! postings. A test compares its result with the builder's.

use super::storage::{Corrupt, Postings};
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use tinysearch::SearchIndex;

/// Makes the index of terms, which are in order, over `documents` documents.
pub(super) fn search_index(terms: &[Postings], documents: usize) -> Result<SearchIndex, Corrupt> {
    SearchIndex::deserialize(IndexValue::Index(terms, documents))
        .map_err(|_| Corrupt("tinysearch does not take its terms"))
}

/// A part of tinysearch's index, in its shape.
#[derive(Clone, Copy)]
enum IndexValue<'t> {
    /// `SearchIndex`, which has one field.
    Index(&'t [Postings], usize),
    /// The name of the sort of index.
    Sort(&'t [Postings], usize),
    /// `ExactIndex`, which has posts, terms and postings.
    Exact(&'t [Postings], usize),
    Posts(usize),
    /// `PostId`, whose title, address and meta data stay empty.
    Post,
    Terms(&'t [Postings]),
    Lists(&'t [Postings]),
    List(&'t [u32]),
}

impl IntoDeserializer<'_, Error> for IndexValue<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for IndexValue<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Index(terms, documents) => visitor.visit_map(MapDeserializer::new(
                [("data", Self::Sort(terms, documents))].into_iter(),
            )),
            Self::Sort(terms, documents) => visitor.visit_enum(MapAccessDeserializer::new(
                MapDeserializer::new([("Exact", Self::Exact(terms, documents))].into_iter()),
            )),
            Self::Exact(terms, documents) => visitor.visit_map(MapDeserializer::new(
                [
                    ("posts", Self::Posts(documents)),
                    ("terms", Self::Terms(terms)),
                    ("postings", Self::Lists(terms)),
                ]
                .into_iter(),
            )),
            Self::Posts(documents) => visitor.visit_seq(SeqDeserializer::new(std::iter::repeat_n(
                Self::Post,
                documents,
            ))),
            Self::Post => visitor.visit_seq(SeqDeserializer::new(["", "", ""].into_iter())),
            Self::Terms(terms) => visitor.visit_seq(SeqDeserializer::new(
                terms.iter().map(|postings| postings.term.as_str()),
            )),
            Self::Lists(terms) => visitor.visit_seq(SeqDeserializer::new(
                terms.iter().map(|postings| Self::List(&postings.documents)),
            )),
            Self::List(documents) => {
                visitor.visit_seq(SeqDeserializer::new(documents.iter().copied()))
            }
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}
