//! The language in which themes declare the fields of blocks and their own options. From:
//! `components/NAME.yaml` or `theme.yaml`, and what somebody writes for it. To: typed values with
//! their places, and every fault.

mod declaration;
mod decode;
mod field;
mod types;

pub use declaration::read_schema;
pub(in crate::parse) use declaration::schema_of;
pub(in crate::parse) use decode::decode_fields;
pub use decode::{decode, decode_node};
pub use field::{Field, FieldKind, FieldValue, Required, Schema};
pub use types::FieldType;
