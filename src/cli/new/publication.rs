//! Makes new publications from the parts of a citation. From: arguments and answers. To: a
//! [`FilePlan`] with a list of one entry, beside the other lists.

use super::answer_source::{AnswerSource, Question};
use super::args::PublicationArgs;
use super::file_plan::FilePlan;
use super::names;
use super::site_context::SiteContext;
use crate::base::{is_slug, slug};
use crate::bibliography::item::{Item, ItemDate, ItemType, Name};
use crate::bibliography::read::ItemFormat;
use crate::bibliography::write;
use crate::bibliography::{identifier, item};
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;

/// The usual types, which messages name; any other type of CSL is accepted too.
const COMMON: &str = "article-journal, report, book, chapter, thesis, webpage";

/// Plans one publication in a file of its own.
pub(super) fn publication(
    args: &PublicationArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let folder = known.collection(&Kind::Publication, "publications", None);
    let wanted = Question::new(
        "--type",
        "Type: article-journal, report, book, chapter, thesis or webpage",
    )
    .assume("article-journal".to_owned());
    let kind = answers.need(&wanted, args.kind.as_deref(), "", &mut type_of)?;
    let title = names::title(answers, args.title.as_deref(), "publication")?;
    let authors = answers.several(
        "An author, family name first: “Ellis, Clare” (leave empty when there are no more)",
        &args.authors,
    )?;
    let issued = answers.need(
        &Question::new("--year", "Year, month or day it came out"),
        args.year.as_deref(),
        "--year 2014",
        &mut when,
    )?;

    let mut publication = Item::new("", kind.clone(), item::ItemPlace::new(&folder, "", 0..0));
    publication.set_text("title", title);
    publication.dates.insert("issued".to_owned(), issued);
    let people: Vec<Name> = authors
        .iter()
        .filter_map(|name| Name::from_text(name))
        .collect();
    if !people.is_empty() {
        publication.names.insert("author".to_owned(), people);
    }
    for field in fields(args, &kind) {
        let wanted = Question::new(field.option, field.question);
        let value = answers.may(&wanted, field.given, &mut |text| (field.understand)(text))?;
        publication.set_text(field.name, value.unwrap_or_default());
    }

    let made = crate::bibliography::key::made_up(&publication);
    let wanted = Question::new("--key", "Key to cite it by").assume(made);
    let key = answers.need(&wanted, args.key.as_deref(), "--key ellis2014", &mut key)?;
    publication.key = key;
    let path = folder.join(&format!("{}.yaml", slug(&publication.key)));
    names::free(known, &path)?;
    let mut plan = FilePlan::default();
    plan.text(path, write::item(&publication, ItemFormat::Yaml));
    plan.advise(format!("Cite it in any text as [@{}].", publication.key));
    Ok(plan)
}

/// A part of a reference that may be asked for.
struct ReferenceField<'a> {
    name: &'static str,
    option: &'static str,
    question: &'static str,
    given: Option<&'a str>,
    understand: fn(&str) -> Result<String, String>,
}

impl<'a> ReferenceField<'a> {
    /// A field whose value may be any words.
    fn new(
        name: &'static str,
        option: &'static str,
        question: &'static str,
        given: Option<&'a String>,
    ) -> Self {
        Self {
            name,
            option,
            question,
            given: given.map(String::as_str),
            understand: words,
        }
    }
}

/// Lists the parts of a reference of this type, beside author, year and title.
fn fields<'a>(args: &'a PublicationArgs, kind: &ItemType) -> Vec<ReferenceField<'a>> {
    let mut fields = Vec::new();
    if kind.has_container() {
        fields.extend(container_fields(args, kind));
    }
    if !matches!(kind, ItemType::ArticleJournal | ItemType::Webpage) {
        fields.push(ReferenceField::new(
            "publisher",
            "--publisher",
            "Publisher, university or body (leave empty if there is none)",
            args.publisher.as_ref(),
        ));
    }
    fields.push(ReferenceField {
        understand: doi,
        ..ReferenceField::new(
            "DOI",
            "--doi",
            "DOI (leave empty if there is none)",
            args.doi.as_ref(),
        )
    });
    fields.push(ReferenceField {
        understand: web_address,
        ..ReferenceField::new(
            "URL",
            "--url",
            "Address on the web (leave empty if there is none)",
            args.url.as_ref(),
        )
    });
    fields
}

/// The parts of a reference that say where in a larger work it stands.
fn container_fields<'a>(args: &'a PublicationArgs, kind: &ItemType) -> [ReferenceField<'a>; 4] {
    let container = match kind {
        ItemType::Chapter => "Title of the book",
        ItemType::PaperConference => "Proceedings or conference",
        _ => "Journal",
    };
    [
        ReferenceField::new(
            "container-title",
            "--in",
            container,
            args.container.as_ref(),
        ),
        ReferenceField::new(
            "volume",
            "--volume",
            "Volume (leave empty if there is none)",
            args.volume.as_ref(),
        ),
        ReferenceField::new(
            "issue",
            "--issue",
            "Issue (leave empty if there is none)",
            args.issue.as_ref(),
        ),
        ReferenceField::new(
            "page",
            "--pages",
            "Pages, such as 234-240 (leave empty if there are none)",
            args.pages.as_ref(),
        ),
    ]
}

fn web_address(text: &str) -> Result<String, String> {
    if identifier::is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err("copy the address from the browser; it starts with `https://`".to_owned())
    }
}

fn doi(text: &str) -> Result<String, String> {
    identifier::doi(text).ok_or_else(|| "a DOI starts with `10.`, a number and a slash".to_owned())
}

fn words(text: &str) -> Result<String, String> {
    names::words(text).map(str::to_owned)
}

fn type_of(text: &str) -> Result<ItemType, String> {
    match ItemType::named(text) {
        ItemType::Other(_) => Err(format!(
            "there is no such type; the usual ones are {COMMON}"
        )),
        kind => Ok(kind),
    }
}

fn when(text: &str) -> Result<ItemDate, String> {
    ItemDate::from_text(text)
        .filter(ItemDate::is_understood)
        .ok_or_else(|| "write a year such as 2014, or 2014-03, or 2014-03-05".to_owned())
}

fn key(text: &str) -> Result<String, String> {
    let meant = slug(text);
    if is_slug(text) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "use lower-case letters, digits and hyphens, such as `{meant}`"
        ))
    }
}
