//! Front matter: one typed form for each kind of page. From: the block between the lines `---`, and
//! the kind that the page's place gives it. To: [`FrontMatter`], and every fault in it.

mod advice;
pub(in crate::parse) mod byline;
pub(in crate::parse) mod common;
mod dates;
pub(in crate::parse) mod kinds;
pub(in crate::parse) mod names;

pub use super::yaml::Spanned;
pub use byline::Byline;
pub use common::Common;
pub use kinds::{Download, KindFields, Sort};
pub use names::field_names;

use super::kind::Kind;
use super::source_text::SourceText;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Fields, LARGEST_BLOCK, Reader};
use crate::base::{Code, Fault, Faults, SourcePath, nearest};
use std::ops::Range;

/// The front matter of a page: what it says of itself.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct FrontMatter {
    /// The kind of the page.
    pub kind: Kind,
    /// The settings that every kind has.
    pub common: Common,
    /// The settings that only this kind has.
    pub fields: KindFields,
}

/// Reads front matter. Returns `None` where the title is missing or the block cannot be understood.
#[must_use]
pub fn read_front(
    text: &SourceText<'_>,
    front: Range<usize>,
    file: &SourcePath,
    by_place: Kind,
    vocabulary: &Vocabulary,
) -> (Option<FrontMatter>, Faults) {
    let start = front.start;
    let place = |range: Range<usize>| text.to_disk(start + range.start..start + range.end);
    let (node, mut faults) = yaml::read(&text.text()[front], file, LARGEST_BLOCK, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let mut reader = Reader::new(file, &place, &mut faults);
    let front = reader
        .group(&node, "front matter")
        .and_then(|fields| read_fields(fields, by_place, vocabulary));
    if let Some(front) = &front {
        dates::check_dates(front, &mut faults);
    }
    (front, faults)
}

fn read_fields<'n>(
    mut fields: Fields<'n>,
    by_place: Kind,
    vocabulary: &'n Vocabulary,
) -> Option<FrontMatter> {
    let kind = kind(&mut fields, by_place);
    let common = Common::read(kind, &mut fields, vocabulary);
    let own = KindFields::read(kind, &mut fields, vocabulary);
    fields.finish(|name| Some(advice::advice(name, kind)));
    Some(FrontMatter {
        kind,
        common: common?,
        fields: own,
    })
}

/// Reads the kind, which is chosen before anything else is read, because it says what else there
/// may be.
fn kind(fields: &mut Fields<'_>, by_place: Kind) -> Kind {
    let Some(written) = fields.text("kind") else {
        return by_place;
    };
    if let Some(kind) = Kind::named(&written.value) {
        return kind;
    }
    let meant = match written.value.to_lowercase().as_str() {
        "issue" | "edition" | "bulletin" => Some("newsletter"),
        "post" | "story" | "news" => Some("article"),
        "paper" | "reference" => Some("publication"),
        "folder" | "list" | "index" => Some("section"),
        other => nearest(other, Kind::names()),
    };
    let fault = Fault::error(
        Code::UnknownKind,
        format!("there is no kind of page called `{}`", written.value),
    );
    let help = format!(
        "kinds are {}; leave the line out and the folder decides",
        yaml::listed(&Kind::names())
    );
    fields.fault_at(
        "kind",
        fault
            .help_if(meant.map(|meant| format!("did you mean `{meant}`?")))
            .help(help),
    );
    by_place
}
