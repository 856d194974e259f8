//! The page that a view shows, as templates see it. From: a view, the build's answers, and the page
//! being rendered. To: the value that the view's template knows as `page`.

use super::content_page::content_page;
use super::lists::{list, terms, work, years};
use super::summary::summary;
use super::trail::{TrailEnd, trail};
use super::{Attributes, feed, publications, record, text};
use crate::base::UrlPath;
use crate::model::{PageId, TermId, Writer};
use crate::render::answers::Answers;
use crate::render::body::{address, without_components};
use crate::render::previews::{PreviewSubject, preview};
use crate::render::views::LIST_SIZE;
use crate::render::{CurrentPage, View};
use crate::resolve::Target;
use minijinja::value::Value;
use minijinja::{Environment, Error};
use std::sync::Arc;

/// The value `page` for the template of a view.
pub(in crate::render) fn page(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    view: &View,
    here: &Arc<CurrentPage>,
) -> Result<Value, Error> {
    let site = answers.site();
    let generated = GeneratedPage {
        answers,
        view,
        here,
    };
    let attributes = match view {
        View::Page(id) => return content_page(environment, answers, *id, 1, here),
        View::More { section, number } => {
            return content_page(environment, answers, *section, *number, here);
        }
        View::Year {
            section,
            year,
            number,
        } => generated.year(*section, *year, *number),
        View::Group {
            section,
            group,
            number,
        } => generated.group(*section, *group, *number),
        View::Taxonomy(taxonomy) => generated.taxonomy(*taxonomy),
        View::Term { term, number } => generated.term(*term, *number),
        View::People => generated.people(),
        View::Person { writer, number } => generated.person(&site.writers[*writer], *number),
        View::Search => generated.titled("search", "search", "Search"),
        View::NotFound => generated.titled("error", "not_found_title", "Page not found"),
        View::Redirect { to, .. } => {
            generated.redirect(site.pages[*to].title(), &site.pages[*to].url)
        }
        View::Moved(at) => generated.redirect(&site.moved[*at].title, &site.moved[*at].to),
    };
    Ok(record(attributes))
}

/// A page that no content file stands for.
struct GeneratedPage<'a> {
    answers: &'a Arc<Answers>,
    view: &'a View,
    here: &'a CurrentPage,
}

impl GeneratedPage<'_> {
    /// The attributes that every generated page has.
    fn common(&self, kind: &'static str, title: &str) -> Attributes {
        let url = self.view.url(self.answers.site());
        let shown_url = Some(&url).filter(|_| !matches!(self.view, View::NotFound));
        let subject = PreviewSubject {
            title,
            url: shown_url,
            page: None,
        };
        vec![
            ("kind", Value::from(kind)),
            ("title", Value::from(title)),
            ("url", Value::from(url.as_str())),
            ("breadcrumbs", trail(self.answers, self.above())),
            (
                "preview",
                Value::from_safe_string(preview(self.answers, &subject)),
            ),
        ]
    }

    /// The last entry of its breadcrumbs.
    fn above(&self) -> Option<TrailEnd> {
        match self.view {
            View::Term { term, .. } => Some(TrailEnd::Taxonomy(term.0)),
            View::Person { .. } => Some(TrailEnd::People),
            View::Year { section, .. } | View::Group { section, .. } => {
                Some(TrailEnd::Page(*section))
            }
            _ => {
                let home = self.answers.site().by_url.get("/");
                home.map(|home| TrailEnd::Page(*home))
            }
        }
    }

    /// A page whose title is a word of the theme, or `english` where the theme has no such word.
    fn titled(&self, kind: &'static str, word: &str, english: &str) -> Attributes {
        let title = self.answers.words().get(word);
        self.common(kind, title.as_deref().unwrap_or(english))
    }

    /// The entries of a section from one year.
    fn year(&self, section: PageId, year: usize, number: usize) -> Attributes {
        let answers = self.answers;
        let page = &answers.site().pages[section];
        let year = &page.years[year];
        let mut attributes = self.common("year", &format!("{} {}", page.title(), year.year));
        attributes.push(("year", Value::from(year.year)));
        attributes.push(("section", summary(answers, section)));
        attributes.extend(years(page).map(|years| ("years", years)));
        let entries = list(
            &year.pages,
            |id| summary(answers, id),
            &page.year_url(year.year),
            number,
            page.page_size,
        );
        attributes.push(("list", entries));
        attributes
    }

    /// One group of a list of publications.
    fn group(&self, section: PageId, group: usize, number: usize) -> Attributes {
        let answers = self.answers;
        let page = &answers.site().pages[section];
        let group = &page.groups[group];
        let name = publications::group_title(answers, group);
        let mut attributes = self.common("group", &format!("{}: {name}", page.title()));
        attributes.push(("name", Value::from(name)));
        attributes.push(("by", Value::from(group.by.name())));
        attributes.push(("section", summary(answers, section)));
        attributes.extend(publications::groups(answers, page).map(|groups| ("groups", groups)));
        let entries = publications::group_list(answers, page, group, number);
        attributes.push(("list", entries));
        attributes
    }

    /// The list of a taxonomy's terms.
    fn taxonomy(&self, taxonomy: usize) -> Attributes {
        let taxonomy = &self.answers.site().taxonomies[taxonomy];
        let mut attributes = self.common("topics", &self.answers.taxonomy_title(taxonomy));
        attributes.push(("taxonomy", Value::from(taxonomy.settings.name.as_str())));
        attributes.push(("terms", terms(taxonomy)));
        attributes
    }

    /// The pages that carry a term.
    fn term(&self, (taxonomy, term): TermId, number: usize) -> Attributes {
        let answers = self.answers;
        let taxonomy = &answers.site().taxonomies[taxonomy];
        let term = &taxonomy.terms[term];
        let mut attributes = self.common("topic", &term.name);
        attributes.push(("name", Value::from(term.name.as_str())));
        attributes.push(("taxonomy", Value::from(taxonomy.settings.name.as_str())));
        attributes.extend(feed(answers, &term.url).map(|feed| ("feed", feed)));
        let singular = text(taxonomy.settings.singular.as_ref());
        attributes.extend(singular.map(|singular| ("singular", singular)));
        let entries = list(
            &term.pages,
            |id| summary(answers, id),
            &term.url,
            number,
            LIST_SIZE,
        );
        attributes.push(("list", entries));
        attributes
    }

    /// The list of people.
    fn people(&self) -> Attributes {
        let mut attributes = self.titled("people", "people", "People");
        let writers = &self.answers.site().writers;
        let people = writers.iter().map(|writer| person(self.answers, writer));
        attributes.push(("people", people.collect()));
        attributes
    }

    /// A declared person and what they wrote.
    fn person(&self, writer: &Writer, number: usize) -> Attributes {
        let answers = self.answers;
        let declared = &answers.site().people.list[writer.declared];
        let mut attributes = self.common("person", &declared.name);
        attributes.push(("person", person(answers, writer)));
        let about = &answers.about()[writer.declared];
        if number == 1 && !about.html().html.is_empty() {
            let targets = &answers.resolved().settings.people[writer.declared];
            let html = without_components(about, targets, self.here);
            attributes.push(("about", Value::from_safe_string(html)));
        }
        let works = list(
            &writer.works,
            |one| work(answers, one),
            &writer.url,
            number,
            LIST_SIZE,
        );
        attributes.push(("list", works));
        attributes
    }

    /// A former address, which leads to another page.
    fn redirect(&self, title: &str, to: &UrlPath) -> Attributes {
        let mut attributes = self.common("redirect", title);
        attributes.push(("target", Value::from(self.here.link(to))));
        attributes.push(("target_url", Value::from(to.as_str())));
        attributes
    }
}

/// A declared person, with the number of their works and their page elsewhere.
fn person(answers: &Answers, writer: &Writer) -> Value {
    let declared = &answers.site().people.list[writer.declared];
    let known = super::person(answers, &declared.key);
    let mut attributes = Attributes::new();
    for name in ["name", "role", "team", "url"] {
        let value = known.get_attr(name).ok();
        attributes.extend(
            value
                .filter(|value| !value.is_undefined())
                .map(|value| (name, value)),
        );
    }
    attributes.push(("count", Value::from(writer.works.len())));
    let link = answers.resolved().settings.people_links[writer.declared]
        .as_ref()
        .filter(|target| **target != Target::Nothing);
    attributes.extend(link.map(|target| ("link", address(target))));
    record(attributes)
}
