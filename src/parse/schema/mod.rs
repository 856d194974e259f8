//! The language in which themes declare the fields of blocks and their own options. From:
//! `components/NAME.yaml` or `theme.yaml`, and what somebody writes for it. To: typed values with
//! their places, and every fault.

mod declaration;
mod declared_field;
mod declared_limits;
mod decode;
pub(in crate::parse) mod field;
mod limits;
mod pattern;
mod single;
mod types;

pub(in crate::parse) use declaration::schema_of;
pub use declaration::{check_page_kinds, read_block, read_schema};
pub(in crate::parse) use decode::decode_fields;
pub use decode::{decode, decode_node};
pub use field::{Field, FieldKind, FieldValue, Required, Schema};
pub use limits::Limits;
pub use pattern::Pattern;
pub use types::FieldType;
