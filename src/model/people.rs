//! Finds what the declared people wrote.

use super::{Page, PageId, Site, lists};
use crate::base::UrlPath;
use crate::kinds::article;
use crate::parse::front::Byline;
use crate::parse::people::People;

/// A declared person who has something published.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The number in the declaration's list.
    pub declared: usize,
    /// The address of the person's page.
    pub url: UrlPath,
    /// The person's works, the newest first.
    pub works: Vec<Work>,
}

/// Something a person wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// The page.
    pub page: PageId,
    /// The article's number among those that a one-file issue holds.
    pub article: Option<usize>,
}

/// Returns the name that may be shown of the person a byline names: what the byline says, the name
/// that is declared, or a pseudonym. Returns `None` for a person whose name is withheld.
#[must_use]
pub fn shown_name<'a>(byline: &'a Byline, people: &'a People) -> Option<&'a str> {
    let declared = byline.person.as_deref().and_then(|key| people.find(key));
    byline
        .name
        .as_ref()
        .or(declared.map(|person| &person.name))
        .or(byline.pseudonym.as_ref())
        .map(String::as_str)
}

/// Returns the address of the list of people.
pub(super) fn root() -> UrlPath {
    UrlPath::root().child("people")
}

/// Finds what each declared person wrote, in no order yet. A person who has nothing published, or
/// whom no page names, has no page.
pub(super) fn writers(pages: &[Page], people: &People) -> Vec<Writer> {
    let mut writers: Vec<Writer> = people
        .list
        .iter()
        .enumerate()
        .map(|(declared, person)| Writer {
            declared,
            url: root().child(&person.key),
            works: Vec::new(),
        })
        .collect();
    for (work, byline) in pages
        .iter()
        .enumerate()
        .flat_map(|(id, page)| bylines(id, page))
    {
        if let Some(writer) = byline
            .person
            .as_deref()
            .and_then(|key| number_of(people, key))
        {
            let works = &mut writers[writer].works;
            if works.last() != Some(&work) {
                works.push(work);
            }
        }
    }
    writers.retain(|writer| !writer.works.is_empty());
    writers
}

/// Puts the works of each person in order. Every page must know its parent by now.
pub(super) fn order(writers: &mut [Writer], pages: &[Page]) {
    // Articles of one issue are in order already, and stay so.
    for writer in writers {
        lists::sort_newest(&mut writer.works, |work| work.page, pages);
    }
}

impl Site {
    /// Returns the address of the list of people, when anybody has a page.
    #[must_use]
    pub fn people_url(&self) -> Option<UrlPath> {
        (!self.writers.is_empty()).then(root)
    }
}

fn number_of(people: &People, key: &str) -> Option<usize> {
    people.list.iter().position(|person| person.key == key)
}

/// Returns every byline of a page, with the work it belongs to.
fn bylines(id: PageId, page: &Page) -> impl Iterator<Item = (Work, &Byline)> {
    let own = article::bylines(&page.parsed).iter().map(move |byline| {
        (
            Work {
                page: id,
                article: None,
            },
            byline,
        )
    });
    let articles = page.parsed.articles.iter().enumerate();
    let of_articles = articles.flat_map(move |(at, article)| {
        article.bylines.iter().map(move |byline| {
            (
                Work {
                    page: id,
                    article: Some(at),
                },
                byline,
            )
        })
    });
    own.chain(of_articles)
}
