//! One publication as templates see it: its facts, its links, its reference.

use super::page_sources::Front;
use super::record::{Attributes, RecordBuilder, file, record};
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::Digest;
use crate::bibliography::format::FormattedText;
use crate::bibliography::identifier;
use crate::bibliography::item::{Item, ItemDate, Name, rich};
use crate::kinds::publication;
use crate::model::{Group, Page, PageId, Site};
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::value::Value;

/// The number of authors that are shown by name; the rest, of a thousand, are counted.
const SHOWN_AUTHORS: usize = 100;

/// The publication of a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PublicationSource<'a> {
    /// The front matter of the publication's page, whose fingerprint covers the entry of the list
    /// too.
    front: Front<'a>,
    item: &'a Item,
    /// The publication's reference, as its list shows it.
    listed: Option<&'a FormattedText>,
    pdf: Option<&'a Target>,
}

impl<'a> PublicationSource<'a> {
    /// Returns the publication of the page `id`, or `None` for a page of another kind.
    pub(in crate::render) fn of(answers: &'a Answers, id: PageId) -> Option<Self> {
        let page = &answers.site().pages[id];
        let at = page.publication?;
        let listed = answers.resolved().references.listed.get(at);
        Some(Self {
            front: Front::of(page),
            item: &answers.site().publications.items[at],
            listed: listed.and_then(Option::as_ref),
            pdf: publication::pdf(&answers.site().pages[id].parsed)
                .and_then(|pdf| answers.resolved().pages[id].fields.get(pdf)),
        })
    }

    /// Returns the facts and links of the publication that lists show.
    pub(in crate::render) fn value(self, site: SiteWide<'_>) -> Value {
        let item = self.item;
        let kind = type_words(site, item.kind.name(), item.kind.words(), 1);
        let authors = item.makers().iter().filter(|name| !name.is_others());
        let title = item.text("title");
        let issued = item.issued().and_then(|date| issued(site, date));
        let pdf = self.pdf.filter(|pdf| matches!(pdf, Target::File { .. }));
        RecordBuilder::default()
            .with("key", &item.key)
            .with("type", item.kind.name())
            .with("type_words", kind)
            .with("authors", people(item.makers()))
            .with("author_count", authors.count())
            .with(
                "title",
                title.map(|title| Value::from_safe_string(rich::html(title))),
            )
            .with("plain_title", title.map(rich::plain))
            .with("year", item.year().map(Value::from))
            .with("issued", issued)
            .with("container", item.plain("container-title"))
            .with("publisher", item.plain("publisher"))
            .with("volume", item.plain("volume"))
            .with("issue", item.plain("issue"))
            .with("pages", item.plain("page"))
            .and(links(item))
            .with("reference", self.listed.map(reference))
            .with("pdf", pdf.map(file))
            .with("note", self.front.note().filter(|note| !note.is_empty()))
            .done()
    }
}

impl Source for PublicationSource<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            front,
            item: _,
            listed,
            pdf,
        } = self;
        pdf.add_to(listed.add_to(front.add_to(digest)))
    }
}

/// Returns a reference as HTML and as text.
pub(in crate::render) fn reference(text: &FormattedText) -> Value {
    record([
        ("html", Value::from_safe_string(text.html.clone())),
        ("text", Value::from(text.text.as_str())),
    ])
}

/// Returns the identifiers of a publication and its addresses elsewhere; malformed ones are left
/// out.
fn links(item: &Item) -> Attributes {
    let doi = item.text("DOI").and_then(identifier::doi);
    let pmid = item.text("PMID").and_then(identifier::pmid);
    let pmcid = item.text("PMCID").and_then(identifier::pmcid);
    let pubmed_url = pmid
        .as_ref()
        .map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"));
    let pmc_url = pmcid
        .as_ref()
        .map(|pmcid| format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"));
    // Databases give the DOI as the address of the page.
    let url = item.text("URL").filter(|url| {
        identifier::is_web_address(url) && (doi.is_none() || identifier::doi(url) != doi)
    });
    RecordBuilder::default()
        .with("doi", doi.as_ref())
        .with("doi_url", doi.as_deref().map(identifier::doi_url))
        .with("pubmed_url", pubmed_url)
        .with("pmid", pmid)
        .with("pmc_url", pmc_url)
        .with("pmcid", pmcid)
        .with("publisher_url", url)
        .with(
            "issn",
            first_number(item, "ISSN").and_then(identifier::issn),
        )
        .with(
            "isbn",
            first_number(item, "ISBN").and_then(identifier::isbn),
        )
        .attributes()
}

/// Returns the first of the numbers that a field holds.
fn first_number<'i>(item: &'i Item, field: &str) -> Option<&'i str> {
    item.text(field)?.split([',', ' ', ';']).next()
}

fn people(names: &[Name]) -> Value {
    let names = names.iter().filter(|name| !name.is_others());
    names.take(SHOWN_AUTHORS).map(person).collect()
}

fn person(name: &Name) -> Value {
    let orcid = name.orcid().and_then(identifier::orcid);
    RecordBuilder::default()
        .with("name", name.full())
        .with("family", name.family_name())
        .with(
            "orcid_url",
            orcid.map(|orcid| format!("https://orcid.org/{orcid}")),
        )
        .done()
}

/// Returns the name of a type of publication, in the theme's words where the theme has them.
pub(in crate::render) fn type_words(
    site: SiteWide<'_>,
    name: &str,
    english: &str,
    number: i64,
) -> String {
    let key = format!("type_{}", name.replace('-', "_"));
    let counted = site.words().counted(&key, number);
    counted.unwrap_or_else(|| {
        let mut letters = english.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    })
}

/// Returns the date of publication in words, as precise as it is known.
fn issued(site: SiteWide<'_>, date: &ItemDate) -> Option<String> {
    let Some(from) = date.from else {
        return date.literal.clone();
    };
    let words = site.words();
    let year = from.year.to_string();
    let Some(month) = from.month else {
        return Some(year);
    };
    let name = words.listed("months", usize::from(month.max(1) - 1))?;
    let pattern = words.get(if from.day.is_some() {
        "date_day"
    } else {
        "date_month"
    })?;
    let day = from.day.map(|day| day.to_string()).unwrap_or_default();
    Some(
        pattern
            .replace("{day}", &day)
            .replace("{month}", &name)
            .replace("{year}", &year),
    )
}

/// The groups of its list that a publication is in.
#[derive(Clone, Debug)]
pub(in crate::render) struct GroupsOfPublication<'a>(Vec<&'a Group>);

impl<'a> GroupsOfPublication<'a> {
    /// Returns the groups of the publication of `page`, or `None` for a page of another kind.
    pub(in crate::render) fn of(site: &'a Site, page: &'a Page) -> Option<Self> {
        page.publication?;
        let section = &site.pages[page.parent?];
        let groups = page.in_groups.iter().map(|number| &section.groups[*number]);
        Some(Self(groups.collect()))
    }

    /// Returns the groups as one text, for the filter: `year-2014 type-report author-ellis-c`.
    pub(in crate::render) fn text(&self) -> String {
        let groups: Vec<String> = self.0.iter().map(|group| group_id(group)).collect();
        groups.join(" ")
    }
}

impl Source for GroupsOfPublication<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(&self.0, |digest, group| {
            digest.text(group.by.name()).text(&group.slug)
        })
    }
}

/// Returns the name by which a group is known on the page of its list.
pub(in crate::render) fn group_id(group: &Group) -> String {
    format!("{}-{}", group.by.name(), group.slug)
}
