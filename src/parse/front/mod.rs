//! Front matter: what a page says of itself. From: the block between the lines `---`, the kind that
//! the page's place gives it, and the declarations of kinds. To: [`FrontMatter`] and the fields of
//! the kind, and every fault in them.

mod advice;
pub(in crate::parse) mod byline;
pub(in crate::parse) mod common;
mod dates;
pub mod fields;
mod locks;
pub(in crate::parse) mod names;
mod other_programs;
mod sort;

pub use super::yaml::Spanned;
pub use advice::address_by_place;
pub use byline::Byline;
pub use common::Common;
pub use fields::{PageField, PageFields, PageValue, ReadField};
pub use names::{common_names, field_names};
pub use other_programs::is_of_other_program;
pub use sort::Sort;

use super::kind::Kind;
use super::kinds::declaration::KindDeclaration;
use super::kinds::set::{Kinds, UnusedKind};
use super::schema::{self, FieldValue};
use super::source_text::SourceText;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Fields, LARGEST_BLOCK, Reader};
use crate::base::{Code, Fault, Faults, SourcePath};
use std::ops::Range;

/// The front matter of a page, without the fields that its kind declares.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct FrontMatter {
    /// The kind of the page.
    pub kind: Kind,
    /// The settings that every kind has.
    pub common: Common,
    /// The writers of an article.
    pub bylines: Vec<Byline>,
}

impl FrontMatter {
    /// Creates the front matter of a page that says no more than what every page can.
    #[must_use]
    pub fn new(kind: Kind, common: Common) -> Self {
        Self {
            kind,
            common,
            bylines: Vec::new(),
        }
    }
}

/// Reads front matter, with the fields that the kind of the page declares. Returns `None` where the
/// title or a required field is missing, or the block cannot be understood.
#[must_use]
pub fn read_front(
    text: &SourceText<'_>,
    front: Range<usize>,
    file: &SourcePath,
    by_place: &Kind,
    vocabulary: &Vocabulary,
) -> (Option<(FrontMatter, Vec<ReadField>)>, Faults) {
    let start = front.start;
    let place = |range: Range<usize>| text.to_disk(start + range.start..start + range.end);
    let (node, mut faults) = yaml::read(&text.text()[front], file, LARGEST_BLOCK, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let mut reader = Reader::new(file, &place, &mut faults);
    let front = reader
        .group(&node, "front matter")
        .and_then(|fields| read_fields(fields, file, by_place, vocabulary));
    if let Some((front, _)) = &front {
        dates::check_dates(front, &mut faults);
    }
    (front, faults)
}

fn read_fields<'n>(
    mut fields: Fields<'n>,
    file: &SourcePath,
    by_place: &Kind,
    vocabulary: &'n Vocabulary,
) -> Option<(FrontMatter, Vec<ReadField>)> {
    let kinds = &vocabulary.kinds;
    let kind = kind(&mut fields, by_place, kinds);
    let common = Common::read(&kind, &mut fields, vocabulary);
    let bylines = if kind == Kind::Article {
        byline::read(&mut fields, vocabulary)
    } else {
        Vec::new()
    };
    let own = match kinds.get(&kind) {
        Some(declaration) => own_fields(declaration, &mut fields, vocabulary),
        None => Vec::new(),
    };
    // A declaration with a fault may lack fields, and the fault is reported.
    let is_whole = kinds.get(&kind).is_none_or(|kind| !kind.schema.is_faulty);
    if is_whole {
        locks::report(&mut fields);
        let page = advice::AdvisedPage { kind: &kind, file };
        fields.finish_with(
            |entry, beside| advice::certain(entry, beside, &page, kinds),
            |name| Some(advice::elsewhere(name, &kind, by_place, kinds)),
        );
    }
    if kinds
        .get(&kind)
        .is_some_and(|declaration| lacks_required(declaration, &own))
    {
        return None;
    }
    let front = FrontMatter {
        kind,
        common: common?,
        bylines,
    };
    Some((front, own))
}

/// Reports whether a field that must be there has no value. Templates rely on it, so there is no
/// page without it.
fn lacks_required(declaration: &KindDeclaration, own: &[ReadField]) -> bool {
    let mut fields = declaration.schema.fields.iter();
    fields.any(|field| field.is_needed() && own.iter().all(|read| read.name != field.name))
}

/// Reads the fields that a kind declares. The byline of an article is read by itself, since it says
/// more than its declaration.
fn own_fields<'n>(
    declaration: &'n KindDeclaration,
    fields: &mut Fields<'n>,
    vocabulary: &Vocabulary,
) -> Vec<ReadField> {
    if declaration.kind == Kind::Article {
        return Vec::new();
    }
    let read = schema::decode_fields(&declaration.schema, fields, vocabulary);
    let read = read.into_iter();
    let mut own: Vec<ReadField> = read
        .map(|(name, value, span)| ReadField { name, value, span })
        .collect();
    let order = declaration.order.as_ref().map(|order| &order.field);
    own.retain(|field| order != Some(&field.name) || has_day(field, fields));
    own
}

/// Reports the time by which pages of a kind are ordered if it says no day.
fn has_day(field: &ReadField, fields: &mut Fields<'_>) -> bool {
    let FieldValue::Time(moment) = &field.value else {
        return true;
    };
    if moment.date.is_none() {
        let message = format!("`{moment}` says a time of the day, and no day");
        let help = format!(
            "write the day before the time, such as `{}: 2026-03-12 {moment}`",
            field.name
        );
        fields.reader().faults().push(
            Fault::error(Code::InvalidDate, message)
                .at(field.span.clone())
                .help(help),
        );
    }
    moment.date.is_some()
}

/// Reads the kind, which is chosen before anything else is read, because it says what else there
/// may be.
fn kind(fields: &mut Fields<'_>, by_place: &Kind, kinds: &Kinds) -> Kind {
    let Some(written) = fields.text("kind") else {
        return kind_of_folder(fields, by_place, kinds);
    };
    if let Some(kind) = kinds.named(&written.value) {
        return kind;
    }
    let unused = kinds.unused(&written.value);
    let meant = match written.value.to_lowercase().as_str() {
        _ if unused.is_some() => None,
        "issue" | "edition" | "bulletin" => Some("newsletter"),
        "post" | "story" | "news" => Some("article"),
        "paper" | "reference" => Some("publication"),
        "folder" | "list" | "index" => Some("section"),
        "job" | "post-vacant" | "position" => Some("vacancy"),
        "meeting" | "conference" | "webinar" => Some("event"),
        other => kinds.nearest(other),
    };
    let fault = Fault::error(
        Code::UnknownKind,
        format!("there is no kind of page called `{}`", written.value),
    );
    let help = format!(
        "kinds are {}; leave the line out and the folder decides",
        yaml::listed(&kinds.names())
    );
    fields.fault_at(
        "kind",
        fault
            .help_if(unused.map(UnusedKind::advice))
            .help_if(meant.map(|meant| format!("did you mean `{meant}`?")))
            .help(help),
    );
    by_place.clone()
}

/// Returns the kind that the folder of a page gives it. Some kinds take only those pages of their
/// folder that have one of their fields.
fn kind_of_folder(fields: &Fields<'_>, by_place: &Kind, kinds: &Kinds) -> Kind {
    match kinds.get(by_place) {
        Some(declaration) if declaration.only_with_fields => {
            let mut own = declaration.schema.fields.iter();
            if own.any(|field| fields.has(&field.name)) {
                by_place.clone()
            } else {
                Kind::Page
            }
        }
        _ => by_place.clone(),
    }
}
