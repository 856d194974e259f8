//! Publications as templates see them: facts and links of each, its reference, the groups of a
//! list.

use super::lists::list;
use super::summary::{summaries, summary};
use super::{Attributes, record, text};
use crate::base::UrlPath;
use crate::bibliography::format::FormattedText;
use crate::bibliography::identifier;
use crate::bibliography::item::{Item, ItemDate, Name, rich};
use crate::model::{Group, Page, PageId};
use crate::parse::settings::GroupBy;
use crate::render::answers::Answers;
use crate::render::body::file;
use crate::render::{Export, export_url};
use crate::resolve::Target;
use minijinja::value::Value;
use std::sync::Arc;

/// Authors that are shown by name; of a thousand, the rest are counted.
const SHOWN_AUTHORS: usize = 100;

/// The publication of a page.
pub(super) fn item(answers: &Answers, id: PageId) -> Option<(usize, &Item)> {
    let at = answers.site().pages[id].publication?;
    Some((at, &answers.site().publications.items[at]))
}

/// A reference in both forms.
pub(super) fn reference(text: &FormattedText) -> Value {
    record([
        ("html", Value::from_safe_string(text.html.clone())),
        ("text", Value::from(text.text.as_str())),
    ])
}

/// The facts and links of a publication that lists show.
pub(super) fn facts(answers: &Answers, id: PageId) -> Option<Value> {
    let (at, item) = item(answers, id)?;
    let words = |field: &str| item.plain(field).map(|words| Value::from(words.as_str()));
    let mut entries: Attributes = vec![
        ("key", Value::from(item.key.as_str())),
        ("type", Value::from(item.kind.name())),
        (
            "type_words",
            Value::from(type_words(answers, item.kind.name(), item.kind.words(), 1)),
        ),
        ("authors", people(item.makers())),
        (
            "author_count",
            Value::from(
                item.makers()
                    .iter()
                    .filter(|name| !name.is_others())
                    .count(),
            ),
        ),
    ];
    if let Some(title) = item.text("title") {
        entries.push(("title", Value::from_safe_string(rich::html(title))));
        entries.push(("plain_title", Value::from(rich::plain(title))));
    }
    entries.extend(item.year().map(|year| ("year", Value::from(year))));
    entries.extend(
        item.issued()
            .and_then(|when| issued(answers, when))
            .map(|words| ("issued", Value::from(words))),
    );
    for (name, field) in [
        ("container", "container-title"),
        ("publisher", "publisher"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("pages", "page"),
    ] {
        entries.extend(words(field).map(|words| (name, words)));
    }
    entries.extend(links(item));
    let listed = answers
        .resolved()
        .references
        .listed
        .get(at)
        .and_then(Option::as_ref);
    entries.extend(listed.map(|text| ("reference", reference(text))));
    let pdf = answers.resolved().pages[id]
        .pdf
        .as_ref()
        .filter(|target| matches!(target, Target::File { .. }));
    entries.extend(pdf.map(|pdf| ("pdf", file(pdf))));
    let note = answers.site().pages[id]
        .parsed
        .texts
        .note
        .as_ref()
        .map(|note| note.text().trim().to_owned());
    entries.extend(text(note.as_ref().filter(|note| !note.is_empty())).map(|note| ("note", note)));
    Some(record(entries))
}

/// The identifiers of a publication and its addresses elsewhere; malformed ones are left out.
fn links(item: &Item) -> Attributes {
    let mut entries = Attributes::new();
    let field = |name: &str| item.text(name).map(str::to_owned);
    let doi = field("DOI").and_then(|doi| identifier::doi(&doi));
    // Databases give the DOI as the address of the page.
    let url = field("URL").filter(|url| {
        identifier::is_web_address(url) && (doi.is_none() || identifier::doi(url) != doi)
    });
    if let Some(doi) = doi {
        entries.push(("doi", Value::from(doi.as_str())));
        entries.push(("doi_url", Value::from(identifier::doi_url(&doi))));
    }
    if let Some(pmid) = field("PMID").and_then(|number| identifier::pmid(&number)) {
        entries.push((
            "pubmed_url",
            Value::from(format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/")),
        ));
        entries.push(("pmid", Value::from(pmid)));
    }
    if let Some(pmcid) = field("PMCID").and_then(|number| identifier::pmcid(&number)) {
        entries.push((
            "pmc_url",
            Value::from(format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/")),
        ));
        entries.push(("pmcid", Value::from(pmcid)));
    }
    entries.extend(url.map(|url| ("publisher_url", Value::from(url))));
    for (name, key, check) in [
        (
            "issn",
            "ISSN",
            identifier::issn as fn(&str) -> Option<String>,
        ),
        ("isbn", "ISBN", identifier::isbn),
    ] {
        let first = field(key)
            .and_then(|numbers| check(numbers.split([',', ' ', ';']).next().unwrap_or_default()));
        entries.extend(first.map(|number| (name, Value::from(number))));
    }
    entries
}

fn people(names: &[Name]) -> Value {
    let one = |name: &Name| {
        let mut entries: Attributes = vec![
            ("name", Value::from(name.full())),
            ("family", Value::from(name.family_name())),
        ];
        let orcid = name.orcid().and_then(identifier::orcid);
        entries.extend(orcid.map(|orcid| {
            (
                "orcid_url",
                Value::from(format!("https://orcid.org/{orcid}")),
            )
        }));
        record(entries)
    };
    names
        .iter()
        .filter(|name| !name.is_others())
        .take(SHOWN_AUTHORS)
        .map(one)
        .collect()
}

/// The name of a type of publication, in the theme's words where the theme has them.
fn type_words(answers: &Answers, name: &str, english: &str, number: usize) -> String {
    let key = format!("type_{}", name.replace('-', "_"));
    let counted = answers
        .words()
        .counted(&key, i64::try_from(number).unwrap_or(i64::MAX));
    counted.unwrap_or_else(|| {
        let mut letters = english.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    })
}

/// The date of publication in words, as precise as it is known.
fn issued(answers: &Answers, when: &ItemDate) -> Option<String> {
    let Some(from) = when.from else {
        return when.literal.clone();
    };
    let words = answers.words();
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

/// The title of a group.
pub(super) fn group_title(answers: &Answers, group: &Group) -> String {
    match group.by {
        GroupBy::Year if group.name.is_empty() => answers
            .words()
            .get("undated")
            .unwrap_or_else(|| "Undated".to_owned()),
        GroupBy::Type => {
            let kind = crate::bibliography::item::ItemType::named(&group.name);
            type_words(answers, &group.name, kind.words(), 2)
        }
        GroupBy::Year | GroupBy::Author => group.name.clone(),
    }
}

/// The groups of a list that have a page, by what they are groups: for links, and for the filter.
pub(super) fn groups(answers: &Answers, section: &Page) -> Option<Value> {
    if section.groups.is_empty() {
        return None;
    }
    let one = |group: &Group| {
        record([
            ("title", Value::from(group_title(answers, group))),
            ("url", Value::from(section.group_url(group).as_str())),
            ("slug", Value::from(group.slug.as_str())),
            ("count", Value::from(group.pages.len())),
        ])
    };
    let of = |by: GroupBy| -> Value {
        section
            .groups
            .iter()
            .filter(|group| group.by == by && group.has_page)
            .map(one)
            .collect()
    };
    Some(record(
        GroupBy::NAMES.iter().map(|(name, by)| (*name, of(*by))),
    ))
}

/// The publications of one page of a list under their headings. Under an author's name stand all
/// that they wrote, so one may stand under several.
pub(super) fn shelves(answers: &Arc<Answers>, section: &Page, shown: &[PageId]) -> Value {
    let by = answers.site().settings.publications.group_by;
    let mut order = vec![usize::MAX; answers.site().pages.len()];
    for (at, id) in shown.iter().enumerate() {
        order[*id] = at;
    }
    let one = |group: &Group| {
        let pages: Vec<PageId> = group
            .pages
            .iter()
            .copied()
            .filter(|id| order[*id] != usize::MAX)
            .collect();
        if pages.is_empty() {
            return None;
        }
        let mut entries: Attributes = vec![
            ("title", Value::from(group_title(answers, group))),
            ("id", Value::from(format!("{}-{}", by.name(), group.slug))),
            ("items", summaries(answers, &pages)),
        ];
        if group.has_page {
            entries.push(("url", Value::from(section.group_url(group).as_str())));
        }
        Some(record(entries))
    };
    section
        .groups
        .iter()
        .filter(|group| group.by == by)
        .filter_map(one)
        .collect()
}

/// The groups that a publication is in, for the filter: `year-2014 type-report author-ellis-c`.
pub(super) fn filters(answers: &Answers, id: PageId) -> Option<Value> {
    let page = &answers.site().pages[id];
    page.publication?;
    let section = &answers.site().pages[page.parent?];
    let of = page.in_groups.iter().map(|number| &section.groups[*number]);
    Some(Value::from(
        of.map(|group| format!("{}-{}", group.by.name(), group.slug))
            .collect::<Vec<_>>()
            .join(" "),
    ))
}

/// The files in which a publication, or a whole list, is offered to programs.
pub(super) fn formats(url: &UrlPath) -> Value {
    let one = |export: Export| {
        record([
            ("name", Value::from(export.name())),
            ("url", Value::from(export_url(url, export).as_str())),
        ])
    };
    Export::ALL.into_iter().map(one).collect()
}

/// One page of the list of a group.
pub(super) fn group_list(
    answers: &Arc<Answers>,
    section: &Page,
    group: &Group,
    number: usize,
) -> Value {
    list(
        &group.pages,
        |id| summary(answers, id),
        &section.group_url(group),
        number,
        section.page_size,
    )
}
