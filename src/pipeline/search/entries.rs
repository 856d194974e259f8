//! What search reads of each page of a site, as entries made from the site, its resolved tables and
//! the declared people. What is held back, what its author keeps out of search and what the theme
//! does not show is not among them.

use super::page_text::PageText;
use super::text::EntryText;
use crate::base::{Digest, Fingerprint, UrlPath, term_slug};
use crate::bibliography::Item;
use crate::kinds::article;
use crate::model::{Page, PageId, Site, shown_name};
use crate::parse::articles::Article;
use crate::parse::bodies::Bodies;
use crate::parse::document::{Document, Heading};
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::people::Person;
use crate::parse::settings::PERSON;
use crate::render::View;
use crate::resolve::{Resolved, SettingsText};
use crate::search::{IndexEntry, Language};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The function that gives a word of the theme, by its key.
pub(in crate::pipeline) type InterfaceWord<'w> = dyn Fn(&str) -> Option<String> + Sync + 'w;

/// What entries are made from.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct SearchInputs<'s> {
    pub(in crate::pipeline) site: &'s Site,
    pub(in crate::pipeline) resolved: &'s Resolved,
    pub(in crate::pipeline) bodies: &'s Bodies,
    pub(in crate::pipeline) text: &'s SettingsText,
    /// The address of the script of search.
    pub(in crate::pipeline) script: Option<&'s UrlPath>,
}

/// Something that has a page and can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchedPage {
    Page(PageId),
    /// A writer's page, by number.
    Person(usize),
}

/// The pages that search knows, and how it reads them.
pub(super) struct EntrySource<'s> {
    inputs: &'s SearchInputs<'s>,
    pub(super) subjects: Vec<SearchedPage>,
    language: Language,
    /// The heading above each place of a page that its front matter fills, by kind.
    headings: BTreeMap<&'s Kind, Vec<(String, String)>>,
}

impl<'s> EntrySource<'s> {
    pub(super) fn new(
        inputs: &'s SearchInputs<'s>,
        views: &[View],
        words: &InterfaceWord<'_>,
    ) -> Self {
        let site = inputs.site;
        let mut headings = BTreeMap::new();
        for declaration in site.kinds.all() {
            headings.insert(&declaration.kind, headings_of(declaration, words));
        }
        Self {
            inputs,
            subjects: views
                .iter()
                .filter_map(|view| searched_page(site, view))
                .collect(),
            language: Language::of_tag(&site.settings.language),
            headings,
        }
    }

    /// Returns the address of a subject.
    pub(super) fn url(&self, subject: SearchedPage) -> &'s UrlPath {
        match subject {
            SearchedPage::Page(id) => &self.inputs.site.pages[id].url,
            SearchedPage::Person(writer) => &self.inputs.site.writers[writer].url,
        }
    }

    /// Returns the number of entries of a subject: itself, and the articles that stand in it.
    pub(super) fn count(&self, subject: SearchedPage) -> usize {
        match subject {
            SearchedPage::Page(id) => 1 + self.articles(id).count(),
            SearchedPage::Person(_) => 1,
        }
    }

    /// Returns the articles that stand in the file of an issue, by their numbers: sections that say
    /// whose they are or what they are about. Others are parts of the issue, as sections of any
    /// page.
    fn articles(&self, id: PageId) -> impl Iterator<Item = usize> + 's {
        let site = self.inputs.site;
        let page = &site.pages[id];
        let has_article_pages = page
            .children
            .iter()
            .any(|child| *site.pages[*child].kind() == Kind::Article);
        let articles = page.parsed.articles.iter().enumerate();
        articles
            .filter(move |(_, article)| !has_article_pages && has_entry(article))
            .map(|(number, _)| number)
    }

    /// Returns the fingerprint of everything that the entries of a subject are made from.
    pub(super) fn key(&self, subject: SearchedPage) -> Fingerprint {
        let settings = &self.inputs.site.settings;
        let digest = Digest::new()
            .text(&settings.language)
            .shown(&settings.search.synonyms)
            .text(self.url(subject).as_str());
        match subject {
            SearchedPage::Page(id) => self.add_page(digest, id).done(),
            SearchedPage::Person(writer) => self.add_person(digest, writer).done(),
        }
    }

    fn add_page(&self, digest: Digest, id: PageId) -> Digest {
        let site = self.inputs.site;
        let page = &site.pages[id];
        let boosts = [&Kind::Article, page.kind()].map(|kind| self.boost(kind));
        let mut digest = digest
            .number(0)
            .fingerprint(page.parsed.fingerprint)
            .shown(&site.entry_date(id))
            .number(self.articles(id).count())
            .all(&self.topics(page), |digest, topic| digest.text(topic))
            .shown(&self.headings(page))
            .shown(&boosts);
        let parts = std::iter::once(None).chain(self.articles(id).map(Some));
        for part in parts {
            let authors = self.authors(id, part);
            digest = digest.all(&authors, |digest, author| digest.text(author));
        }
        let tables = &self.inputs.resolved.pages[id].tables;
        digest.all(tables, |digest, (number, table)| {
            digest.number(*number).shown(table)
        })
    }

    fn add_person(&self, digest: Digest, writer: usize) -> Digest {
        let (person, about) = self.person(writer);
        digest
            .number(1)
            .text(&person.name)
            .maybe(person.role.as_deref())
            .maybe(person.team.as_deref())
            .text(about.text())
            .shown(&self.person_boost())
    }

    /// Makes an entry of a subject: 0 is the subject itself, the others are the articles that stand
    /// in it.
    pub(super) fn entry(&self, subject: SearchedPage, part: usize) -> IndexEntry {
        match (subject, part) {
            (SearchedPage::Page(id), 0) => self.page_entry(id),
            (SearchedPage::Page(id), part) => {
                let number = self.articles(id).nth(part - 1);
                self.article_entry(id, number.unwrap_or(0))
            }
            (SearchedPage::Person(writer), _) => self.person_entry(writer),
        }
    }

    fn person(&self, writer: usize) -> (&'s Person, &'s Document) {
        let site = self.inputs.site;
        let declared = site.writers[writer].declared;
        (
            &site.people.list[declared],
            &self.inputs.text.people[declared],
        )
    }

    fn person_entry(&self, writer: usize) -> IndexEntry {
        let (person, about) = self.person(writer);
        let mut text = EntryText::default();
        text.line(about.text());
        for line in person.role.iter().chain(&person.team) {
            text.line(line);
        }
        let url = self.url(SearchedPage::Person(writer)).clone();
        let entry = IndexEntry {
            kind: PERSON.to_owned(),
            boost: self.person_boost(),
            ..IndexEntry::new(url, &person.name, "")
        };
        self.with_text(entry, text)
    }

    fn page_entry(&self, id: PageId) -> IndexEntry {
        let site = self.inputs.site;
        let page = &site.pages[id];
        let item = page.publication.map(|at| &site.publications.items[at]);
        let articles: Vec<usize> = self.articles(id).collect();
        let text = PageText {
            page,
            content: self.inputs.bodies.content(&page.parsed),
            item,
            tables: &self.inputs.resolved.pages[id].tables,
            articles: &articles,
            declaration: site.kinds.get(page.kind()).map(Arc::as_ref),
            headings: self.headings(page),
        };
        let date = site.entry_date(id);
        let entry = IndexEntry {
            date,
            // The first of a month stands for a day that the list does not know.
            only_year: date.is_some_and(|date| date.day() == 1) && item.is_some_and(lacks_day),
            summary: page.common().summary.clone(),
            topics: self.topics(page),
            authors: self.authors(id, None),
            ..IndexEntry::new(page.url.clone(), page.title(), "")
        };
        self.with_text(self.of_kind(entry, page.kind()), text.whole())
    }

    fn article_entry(&self, id: PageId, number: usize) -> IndexEntry {
        let page = &self.inputs.site.pages[id];
        let outline = &page.parsed.body.outline;
        let words = self.inputs.bodies.content(&page.parsed).text.as_str();
        let article = &page.parsed.articles[number];
        let mut sections = outline
            .headings
            .iter()
            .filter(|it| it.level == 2)
            .skip(number);
        let heading = sections
            .next()
            .map_or(0, |heading: &Heading| heading.text_at);
        // The title of the article ends with its line.
        let start = words[heading..]
            .find('\n')
            .map_or(words.len(), |end| heading + end + 1);
        let end = sections.next().map_or(words.len(), |next| next.text_at);
        let mut text = EntryText::default();
        let tables = &self.inputs.resolved.pages[id].tables;
        text.body(outline, words, start..end.max(start), tables);
        let topics = article.topics.iter();
        let entry = IndexEntry {
            anchor: Some(article.id.clone()),
            date: self.inputs.site.entry_date(id),
            summary: article.summary.clone(),
            topics: topics
                .map(|topic| self.name_of(page, &topic.value))
                .collect(),
            authors: self.authors(id, Some(number)),
            ..IndexEntry::new(page.url.clone(), &article.title, "")
        };
        self.with_text(self.of_kind(entry, &Kind::Article), text)
    }

    fn with_text(&self, entry: IndexEntry, text: EntryText) -> IndexEntry {
        IndexEntry {
            text: text.text,
            headings: text.headings,
            language: self.language,
            ..entry
        }
    }

    fn of_kind(&self, entry: IndexEntry, kind: &Kind) -> IndexEntry {
        IndexEntry {
            kind: kind.name().to_owned(),
            boost: self.boost(kind),
            ..entry
        }
    }

    /// Returns how much the place of pages of a kind is raised or lowered: as the settings say,
    /// else as the kind's declaration says.
    fn boost(&self, kind: &Kind) -> f64 {
        let site = self.inputs.site;
        let chosen = site.settings.search.boost_of(kind.name());
        chosen.unwrap_or_else(|| {
            site.kinds
                .get(kind)
                .map_or(1.0, |known| known.search.weight)
        })
    }

    fn person_boost(&self) -> f64 {
        let search = &self.inputs.site.settings.search;
        search.boost_of(PERSON).unwrap_or(1.0)
    }

    fn headings(&self, page: &Page) -> &[(String, String)] {
        self.headings.get(page.kind()).map_or(&[], Vec::as_slice)
    }

    /// Returns the subjects of a page in every taxonomy, as lists name them.
    fn topics(&self, page: &Page) -> Vec<String> {
        let taxonomies = &self.inputs.site.taxonomies;
        page.terms
            .iter()
            .map(|(taxonomy, term)| taxonomies[*taxonomy].terms[*term].name.clone())
            .collect()
    }

    /// Returns a topic as lists name it: pages may spell it otherwise.
    fn name_of(&self, page: &Page, written: &str) -> String {
        let wanted = term_slug(written);
        let mut topics = self.topics(page).into_iter();
        topics
            .find(|topic| term_slug(topic) == wanted)
            .unwrap_or_else(|| written.to_owned())
    }

    /// Returns who wrote a page or an article of it, as the page says: a name that is withheld is
    /// not known here.
    fn authors(&self, id: PageId, article: Option<usize>) -> Vec<String> {
        let page = &self.inputs.site.pages[id];
        let (mut authors, bylines) = match article {
            Some(article) => (Vec::new(), page.parsed.articles[article].bylines.as_slice()),
            None => (
                page.common().authors.clone(),
                article::bylines(&page.parsed),
            ),
        };
        let people = &self.inputs.site.people;
        for byline in bylines {
            authors.extend(shown_name(byline, people).map(str::to_owned));
        }
        authors
    }
}

/// Returns the heading above each place of a kind's pages, where the theme has words for it.
fn headings_of(declaration: &KindDeclaration, words: &InterfaceWord<'_>) -> Vec<(String, String)> {
    let mut headings = Vec::new();
    for place in &declaration.places {
        if let Some(title) = place.heading.as_deref().and_then(words) {
            headings.push((place.name.clone(), title));
        }
    }
    headings
}

/// Returns the subject that a view shows, if it can be searched for.
fn searched_page(site: &Site, view: &View) -> Option<SearchedPage> {
    match view {
        View::Page(id) if is_searched(&site.pages[*id]) => Some(SearchedPage::Page(*id)),
        View::Person { writer, number: 1 } => Some(SearchedPage::Person(*writer)),
        _ => None,
    }
}

/// Reports whether a page can be searched for: what lists show no longer is out of date.
fn is_searched(page: &Page) -> bool {
    page.common().search && !page.has_left_lists
}

/// Reports whether an article in the file of an issue is found by itself.
fn has_entry(article: &Article) -> bool {
    !article.bylines.is_empty() || article.summary.is_some() || !article.topics.is_empty()
}

/// Reports whether a list does not know the day on which a publication appeared.
fn lacks_day(item: &Item) -> bool {
    item.issued()
        .and_then(|issued| issued.from)
        .is_some_and(|from| from.day.is_none())
}
