//! Pages that no content file stands for, as their templates see them: lists of years, groups,
//! topics and people, the search, the page of errors, former addresses. The view and the build's
//! answers become the value that the view's template knows as `page`, and its fingerprint.

use super::declare::{FactObject, facts};
use super::list_pages::{GroupPage, TopicPage, TopicsPage, YearPage};
use super::page_position::PagePosition;
use super::people_pages::{PeoplePage, PersonPage};
use super::publication_groups::group_title;
use super::record::record;
use super::site_wide::SiteWide;
use super::source::Source;
use super::trail::Trail;
use crate::base::{Digest, UrlPath};
use crate::render::answers::Answers;
use crate::render::current_page::CurrentPage;
use crate::render::previews::generated_preview;
use crate::render::views::{TrailEnd, View};
use minijinja::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// A page that no content file stands for.
pub(in crate::render) struct GeneratedPage<'a> {
    head: PageHead<'a>,
    own: Option<Box<dyn FactObject + 'a>>,
}

impl<'a> GeneratedPage<'a> {
    /// Returns the page of a view, or `None` for the view of a page of the content. `here` is the
    /// page being rendered, where its value is wanted.
    pub(in crate::render) fn of(
        answers: &'a Arc<Answers>,
        view: &'a View,
        here: Option<&'a CurrentPage>,
    ) -> Option<Self> {
        let head = PageHead::of(answers, view)?;
        let position = PagePosition {
            url: head.url.clone(),
            here,
        };
        let own = own_facts(answers, view, position);
        Some(Self { head, own })
    }

    /// Returns the value `page` for the template of the view.
    pub(in crate::render) fn value(&self, site: SiteWide<'_>) -> Value {
        let own = self.own.as_ref().map(|own| own.attributes(site));
        let attributes = self.head.attributes(site).into_iter();
        record(attributes.chain(own.unwrap_or_default()))
    }
}

impl Source for GeneratedPage<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { head, own } = self;
        let digest = head.add_sources_to(digest);
        digest.all(own, |digest, own| own.add_sources_to(digest))
    }
}

/// Returns the facts that a view shows beside those of every generated page.
fn own_facts<'a>(
    answers: &'a Arc<Answers>,
    view: &'a View,
    position: PagePosition<'a>,
) -> Option<Box<dyn FactObject + 'a>> {
    let site = answers.site();
    Some(match view {
        View::Year {
            section,
            year,
            number,
        } => Box::new(YearPage {
            answers,
            section: *section,
            year: *year,
            number: *number,
        }),
        View::Group {
            section,
            group,
            number,
        } => Box::new(GroupPage {
            answers,
            section: *section,
            group: *group,
            number: *number,
        }),
        View::Taxonomy(taxonomy) => Box::new(TopicsPage {
            taxonomy: &site.taxonomies[*taxonomy],
        }),
        View::Term { term, number } => Box::new(TopicPage {
            answers,
            term: *term,
            number: *number,
        }),
        View::People => Box::new(PeoplePage {
            writers: &site.writers,
        }),
        View::Person { writer, number } => Box::new(PersonPage {
            answers,
            writer: &site.writers[*writer],
            number: *number,
            position,
        }),
        View::Redirect { to, .. } => Box::new(RedirectPage {
            to: &site.pages[*to].url,
            position,
        }),
        View::Moved(at) => Box::new(RedirectPage {
            to: &site.moved[*at].to,
            position,
        }),
        View::Page(_) | View::More { .. } | View::Search | View::NotFound => return None,
    })
}

/// The facts that every page has that no content file stands for.
#[derive(Clone, Debug)]
pub(in crate::render) struct PageHead<'a> {
    kind: &'static str,
    title: Cow<'a, str>,
    url: UrlPath,
    /// Whether the page is shown at its own address only.
    has_one_address: bool,
    above: Option<Trail>,
}

impl<'a> PageHead<'a> {
    fn of(answers: &'a Arc<Answers>, view: &View) -> Option<Self> {
        let (kind, title) = kind_and_title(answers, view)?;
        let above = end_of_trail(answers, view);
        Some(Self {
            kind,
            title,
            url: view.url(answers.site()),
            has_one_address: !matches!(view, View::NotFound),
            above: above.map(|end| Trail::new(answers, end)),
        })
    }

    fn preview(&self, site: SiteWide<'_>) -> Value {
        let url = Some(&self.url).filter(|_| self.has_one_address);
        Value::from_safe_string(generated_preview(site, &self.title, url))
    }
}

impl Source for PageHead<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self {
            kind,
            title,
            url,
            has_one_address,
            above,
        } = self;
        let digest = url.add_to(digest.text(kind).text(title));
        above.add_to(has_one_address.add_to(digest))
    }
}

/// Returns the kind and the title of a view, or `None` for the view of a page of the content.
fn kind_and_title<'a>(answers: &'a Answers, view: &View) -> Option<(&'static str, Cow<'a, str>)> {
    let site = answers.site();
    let words = SiteWide::of(answers);
    Some(match view {
        View::Page(_) | View::More { .. } => return None,
        View::Year { section, year, .. } => {
            let section = &site.pages[*section];
            let year = section.years[*year].year;
            ("year", format!("{} {year}", section.title()).into())
        }
        View::Group { section, group, .. } => {
            let section = &site.pages[*section];
            let group = group_title(words, &section.groups[*group]);
            ("group", format!("{}: {group}", section.title()).into())
        }
        View::Taxonomy(taxonomy) => {
            let taxonomy = &site.taxonomies[*taxonomy].settings;
            ("topics", words.taxonomy_title(taxonomy).into())
        }
        View::Term { term, .. } => {
            let term = &site.taxonomies[term.0].terms[term.1];
            ("topic", term.name.as_str().into())
        }
        View::People => ("people", words.word("people", "People").into()),
        View::Person { writer, .. } => {
            let declared = site.writers[*writer].declared;
            ("person", site.people.list[declared].name.as_str().into())
        }
        View::Search => ("search", words.word("search", "Search").into()),
        View::NotFound => {
            let title = words.word("not_found_title", "Page not found");
            ("error", title.into())
        }
        View::Redirect { to, .. } => ("redirect", site.pages[*to].title().into()),
        View::Moved(at) => ("redirect", site.moved[*at].title.as_str().into()),
    })
}

/// Returns the last entry of the breadcrumbs of a view.
fn end_of_trail(answers: &Answers, view: &View) -> Option<TrailEnd> {
    match view {
        View::Term { term, .. } => Some(TrailEnd::Taxonomy(term.0)),
        View::Person { .. } => Some(TrailEnd::People),
        View::Year { section, .. } | View::Group { section, .. } => Some(TrailEnd::Page(*section)),
        _ => {
            let home = answers.site().by_url.get("/");
            home.map(|home| TrailEnd::Page(*home))
        }
    }
}

facts! {
    PageHead as head, site;
    from head = head => {
        "kind", "`topics`, `topic`, `year`, `group`, `people`, `person`, `search`, `error` or \
            `redirect`."
            => head.kind;
        "title", "The title, as text."
            => head.title.as_ref();
        "url", "The address, from the top of the site."
            => &head.url;
        "breadcrumbs", "The pages above, from the home page down, with `title` and `url`."
            => Trail::value(head.above.clone());
        "preview", "Tags that tell social media and messengers what to show of a link to the \
            page, as HTML."
            => head.preview(site);
    }
}

/// A former address, which leads to another page.
pub(in crate::render) struct RedirectPage<'a> {
    to: &'a UrlPath,
    position: PagePosition<'a>,
}

facts! {
    RedirectPage as page, site;
    from way = (page.to, &page.position) => {
        "target", "The link to the page."
            => way.1.link(way.0);
        "target_url", "The address of the page."
            => way.0;
    }
}
