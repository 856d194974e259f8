//! The vocabulary that every stage shares: paths, places in files, faults, dates, slugs. This room
//! uses no other and serves all of them; it holds values and pure functions only.

pub mod bytes;
mod clock;
mod code;
mod date;
mod date_guess;
mod digest;
mod fault;
mod faults;
mod fingerprint;
pub mod html;
mod invisible;
mod mojibake;
mod moment;
mod months;
mod natural;
mod nearest;
mod path;
mod scheme;
mod size;
mod slug;
mod span;
mod zoned_day;

pub use code::Code;
pub(crate) use date::MONTHS;
pub use date::{Date, DateFault, parse_date};
pub use digest::Digest;
pub use fault::{Fault, Fix, Label, Severity};
pub use faults::Faults;
pub use fingerprint::Fingerprint;
pub use invisible::{code_point, invisible_sign, is_invisible};
pub use mojibake::mojibake;
pub use moment::{Moment, TimeOfDay, parse_moment, zoned};
pub use months::month_of;
pub use natural::{NaturalText, natural_cmp};
pub use nearest::nearest;
pub use path::{
    LinkStyle, OutputPath, SourcePath, UrlPath, above, path_from, percent_decode, sub_path,
};
pub use scheme::{FOLLOWED_SCHEMES, is_followed};
pub use size::human_size;
pub use slug::{as_words, capitalised, is_slug, is_windows_reserved, slug, term_slug};
pub use span::{LineIndex, Position, Span};
pub use zoned_day::{moment_in, parse_day_in};
