//! The vocabulary every stage shares: paths, places in files, diagnostics, dates, slugs.
//! From: nothing. To: every other room. Holds values and pure functions only.

pub mod bytes;
mod code;
mod date;
mod diagnostic;
mod digest;
mod fingerprint;
pub mod html;
mod nearest;
mod path;
mod size;
mod slug;
mod span;

pub use code::Code;
pub use date::{Date, DateFault, parse_date};
pub use diagnostic::{Diagnostic, Fix, Label, Severity, has_errors, sort};
pub use digest::Digest;
pub use fingerprint::Fingerprint;
pub use nearest::nearest;
pub use path::{
    LinkStyle, OutputPath, SourcePath, UrlPath, above, path_from, percent_decode, sub_path,
};
pub use size::human_size;
pub use slug::{is_slug, is_windows_reserved, slug};
pub use span::{LineIndex, Position, Span};
