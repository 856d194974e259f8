//! Front matter: one typed form for each kind of page. From: the block between the fences, and the
//! kind the page's place gives it. To: [`FrontMatter`], and every fault in it.

pub mod byline;
mod common;
mod kinds;

pub use super::yaml::Spanned;
pub use byline::Byline;
pub use common::Common;
pub(crate) use kinds::page_size;
pub use kinds::{Download, KindFields, Sort};

use super::json_schema;
use super::kind::Kind;
use super::source_text::SourceText;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Fields, LARGEST_BLOCK, Reader};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The names that the front matter of each kind may have, by the types that it is read into.
static NAMES: LazyLock<BTreeMap<Kind, BTreeSet<String>>> = LazyLock::new(|| {
    let names = |kind| {
        json_schema::names(&json_schema::front(kind, &[]))
            .map(str::to_owned)
            .collect()
    };
    Kind::ALL
        .into_iter()
        .map(|kind| (kind, names(kind)))
        .collect()
});

/// Every name that the front matter of a kind may have on a site without taxonomies of its own, in
/// alphabetical order.
pub fn field_names(kind: Kind) -> impl Iterator<Item = &'static str> {
    NAMES.get(&kind).into_iter().flatten().map(String::as_str)
}

/// Whether a name means something in front matter by itself, so that no taxonomy may have it.
pub(crate) fn is_taken(name: &str) -> bool {
    NAMES.values().any(|names| names.contains(name))
}

/// What a page says of itself.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct FrontMatter {
    /// What the page is.
    pub kind: Kind,
    /// What every kind has.
    pub common: Common,
    /// What only this kind has.
    pub fields: KindFields,
}

/// Reads front matter. Without a title, or when the block cannot be understood, there is none.
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
    let reader = Reader::new(file, &place);
    let read = reader.group(&node, "front matter").and_then(|mut fields| {
        let kind = kind(&mut fields, by_place);
        let common = Common::read(kind, &mut fields, vocabulary);
        let own = KindFields::read(kind, &mut fields, vocabulary);
        fields.finish(|name| Some(elsewhere(name, kind)));
        common.map(|common| FrontMatter {
            kind,
            common,
            fields: own,
        })
    });
    faults.extend(reader.into_faults());
    if let Some(read) = &read {
        faults.extend(dates_disagree(&read.common));
        faults.extend(before_it_was_published(read));
    }
    (read, faults)
}

/// The kind is chosen before anything else is read, because it says what else there may be.
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

/// What to do about a name that no kind, or another kind, has.
fn elsewhere(name: &str, kind: Kind) -> String {
    let owner = Kind::ALL
        .into_iter()
        .find(|other| field_names(*other).any(|known| known == name));
    if name == "pdf" && kind == Kind::Report {
        return "name the file under `downloads:`, as `- file: report.pdf`".to_owned();
    }
    if let Some(owner) = owner {
        return format!(
            "`{name}` belongs to pages of the kind `{}`; this one is a `{}`",
            owner.name(),
            kind.name()
        );
    }
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let other_tools = match plain.as_str() {
        "author" | "writer" | "writers" | "by" => {
            Some("write `authors:`, or `byline:` in an article")
        }
        "tags" | "categories" | "keywords" | "tag" | "category" | "subjects" | "subject" => {
            Some("write `topics:`")
        }
        "description" | "subtitle" | "excerpt" | "abstract" | "intro" | "introduction" => {
            Some("write `summary:`")
        }
        "layout" => Some("write `template:`"),
        "permalink" | "url" | "path" | "address" => {
            Some("write `slug:` for the last part of the address")
        }
        "published" | "publish" | "publishdate" | "pubdate" | "publishfrom" | "golive"
        | "embargo" | "embargoeduntil" | "from" => {
            Some("write `publish_on:` and a day, such as `publish_on: 2030-01-31`")
        }
        "expirydate" | "expires" | "expiry" | "expire" | "unpublish" | "unpublishon" | "until"
        | "ends" => Some("write `expires_on:` and a day, such as `expires_on: 2030-12-31`"),
        "status" | "hidden" | "hide" | "private" | "unpublished" | "state" => {
            Some("to keep the page out of the site, write `draft: yes`")
        }
        "lastmod" | "modified" | "lastmodified" | "changed" => Some("write `updated:`"),
        "redirectfrom" | "redirect" | "redirects" | "alias" | "oldaddress" | "oldaddresses"
        | "oldurl" | "former" | "formerly" => {
            Some("write `aliases:` and the old address, such as `aliases: [/old-page/]`")
        }
        "picture" | "photo" | "cover" | "coverimage" | "thumbnail" => {
            Some("write `image:`, and `image_alt:` for what it shows")
        }
        "alt" | "imagedescription" | "picturealt" => Some("write `image_alt:`"),
        "order" | "position" | "sortorder" => Some("write `weight:`"),
        _ => None,
    };
    other_tools.map_or_else(
        || {
            format!(
                "if a template of your own uses it, put it under `extra:`, indented by two spaces: \
                 `  {name}: …`"
            )
        },
        str::to_owned,
    )
}

fn dates_disagree(common: &Common) -> Option<Fault> {
    let expires = common.expires_on.as_ref()?;
    let (name, first) = [("publish_on", &common.publish_on), ("date", &common.date)]
        .into_iter()
        .find_map(|(name, date)| {
            date.as_ref()
                .filter(|date| date.value >= expires.value)
                .map(|date| (name, date))
        })?;
    let message = format!(
        "the page expires on {}, which is not after its `{name}`, {}: it would never be seen",
        expires.value, first.value
    );
    let fault = Fault::error(Code::DatesDisagree, message).at(expires.span.clone());
    Some(
        fault
            .label(first.span.clone(), format!("`{name}` is here"))
            .help("`expires_on` is the day from which the page is gone"),
    )
}

/// Of what is published on its `date`. That of a page may be the day of an event, of which one
/// writes beforehand.
fn before_it_was_published(front: &FrontMatter) -> Faults {
    let Some(date) = front
        .common
        .date
        .as_ref()
        .filter(|_| !matches!(front.kind, Kind::Page | Kind::Section))
    else {
        return Faults::new();
    };
    let days = [
        ("updated", &front.common.updated, "changed"),
        ("review_by", &front.common.review_by, "is to be read again"),
    ];
    let early = days.into_iter().filter_map(|(name, day, what)| {
        let day = day.as_ref().filter(|day| day.value < date.value)?;
        let message = format!(
            "it {what} on {}, which is before its `date`, {}",
            day.value, date.value
        );
        let fault = Fault::warning(Code::DatesDisagree, message).at(day.span.clone());
        Some(
            fault
                .label(date.span.clone(), "`date` is here")
                .help(format!(
                    "`date` is the day of publication; correct one of the two, or take `{name}` out"
                )),
        )
    });
    early.collect()
}

/// A place for values that no file states.
impl<T> Spanned<T> {
    /// A value that stands for what a whole file does not say.
    #[must_use]
    pub fn assumed(value: T, file: &SourcePath) -> Self {
        Self {
            value,
            span: Span::start_of(file),
        }
    }
}
