//! What search reads of each page of a site. From: the site, its resolved tables, the declared
//! people. To: entries. What is held back, what its author keeps out of search and what the theme
//! does not show is not among them.

use super::InterfaceWord;
use super::text::EntryText;
use crate::base::{Digest, Fingerprint, UrlPath, slug};
use crate::bibliography::Item;
use crate::model::{self, PageId, Site, shown_name};
use crate::parse::articles::Article;
use crate::parse::bodies::Bodies;
use crate::parse::document::Document;
use crate::parse::front::KindFields;
use crate::parse::kind::Kind;
use crate::parse::settings::PERSON;
use crate::render::View;
use crate::resolve::{Resolved, SettingsText};
use crate::search::{IndexEntry, Language};

/// What entries are made from.
#[derive(Clone, Copy)]
pub(in crate::pipeline) struct SearchInputs<'s> {
    pub(in crate::pipeline) site: &'s Site,
    pub(in crate::pipeline) resolved: &'s Resolved,
    pub(in crate::pipeline) bodies: &'s Bodies,
    pub(in crate::pipeline) text: &'s SettingsText,
    /// Where the script of search is published.
    pub(in crate::pipeline) script: Option<&'s UrlPath>,
}

/// Something with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchedPage {
    Page(PageId),
    /// A writer's page, by number.
    Person(usize),
}

/// The pages that search knows, and how it reads them.
pub(super) struct EntrySource<'s> {
    around: &'s SearchInputs<'s>,
    pub(super) subjects: Vec<SearchedPage>,
    language: Language,
    /// What stands above the parts of a page that its front matter holds, by their places.
    headings: Vec<(&'static str, String)>,
}

/// Places of a report or a publication that front matter or a list fills, and the words above each.
const PLACES: [(&str, &str); 4] = [
    ("findings", "key_findings"),
    ("method", "report_method"),
    ("key_message", "publication_message"),
    ("abstract", "publication_abstract"),
];
/// What is said of a publication beside its abstract, by the names of fields.
const FIELDS: [&str; 6] = [
    "container-title",
    "publisher",
    "keyword",
    "DOI",
    "PMID",
    "ISBN",
];

impl<'s> EntrySource<'s> {
    pub(super) fn new(
        around: &'s SearchInputs<'s>,
        views: &[View],
        words: &InterfaceWord<'_>,
    ) -> Self {
        let site = around.site;
        let subject = |view: &View| match view {
            View::Page(id) if site.pages[*id].common().search => Some(SearchedPage::Page(*id)),
            View::Person { writer, number: 1 } => Some(SearchedPage::Person(*writer)),
            _ => None,
        };
        let headings = PLACES
            .iter()
            .filter_map(|(place, word)| Some((*place, words(word)?)))
            .collect();
        let language = Language::of_tag(&site.settings.language);
        Self {
            around,
            subjects: views.iter().filter_map(subject).collect(),
            language,
            headings,
        }
    }

    /// Returns where it stands.
    pub(super) fn url(&self, subject: SearchedPage) -> &'s UrlPath {
        match subject {
            SearchedPage::Page(id) => &self.around.site.pages[id].url,
            SearchedPage::Person(writer) => &self.around.site.writers[writer].url,
        }
    }

    /// Returns how many entries it is: itself, and the articles that stand in it.
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
        let site = self.around.site;
        let page = &site.pages[id];
        let has_own = page
            .children
            .iter()
            .any(|child| site.pages[*child].kind() == Kind::Article);
        let all = page
            .parsed
            .articles
            .iter()
            .enumerate()
            .filter(move |_| !has_own);
        let says = |article: &Article| {
            !article.bylines.is_empty() || article.summary.is_some() || !article.topics.is_empty()
        };
        all.filter(move |(_, article)| says(article))
            .map(|(number, _)| number)
    }

    /// Of everything that its entries are made from.
    pub(super) fn key(&self, subject: SearchedPage) -> Fingerprint {
        let settings = &self.around.site.settings;
        let digest = Digest::new()
            .text(&settings.language)
            .shown(&settings.search.synonyms)
            .text(self.url(subject).as_str());
        match subject {
            SearchedPage::Page(id) => {
                let page = &self.around.site.pages[id];
                let digest = digest
                    .number(0)
                    .fingerprint(page.parsed.fingerprint)
                    .shown(&self.around.site.entry_date(id))
                    .number(self.articles(id).count());
                let digest = digest
                    .all(&self.topics(page), |digest, topic| digest.text(topic))
                    .shown(&self.headings);
                let digest = digest.shown(
                    &["article", page.kind().name()].map(|kind| settings.search.boost_of(kind)),
                );
                let parts = std::iter::once(None).chain(self.articles(id).map(Some));
                let digest = parts.fold(digest, |digest, part| {
                    digest.all(&self.authors(id, part), |digest, author| {
                        digest.text(author)
                    })
                });
                digest
                    .all(
                        &self.around.resolved.pages[id].tables,
                        |digest, (number, table)| digest.number(*number).shown(table),
                    )
                    .done()
            }
            SearchedPage::Person(writer) => {
                let (person, about) = self.person(writer);
                let digest = digest
                    .number(1)
                    .text(&person.name)
                    .maybe(person.role.as_deref())
                    .maybe(person.team.as_deref());
                digest
                    .text(about.text())
                    .shown(&settings.search.boost_of(PERSON))
                    .done()
            }
        }
    }

    /// One of its entries: 0 is itself, the others are the articles that stand in it.
    pub(super) fn entry(&self, subject: SearchedPage, part: usize) -> IndexEntry {
        match (subject, part) {
            (SearchedPage::Page(id), 0) => self.page(id),
            (SearchedPage::Page(id), part) => {
                self.article(id, self.articles(id).nth(part - 1).unwrap_or(0))
            }
            (SearchedPage::Person(writer), _) => {
                let (person, about) = self.person(writer);
                let mut text = EntryText::default();
                text.line(about.text());
                person
                    .role
                    .iter()
                    .chain(&person.team)
                    .for_each(|line| text.line(line));
                self.whole(
                    IndexEntry::new(self.url(subject).clone(), &person.name, ""),
                    PERSON,
                    text,
                )
            }
        }
    }

    fn person(&self, writer: usize) -> (&'s crate::parse::people::Person, &'s Document) {
        let declared = self.around.site.writers[writer].declared;
        (
            &self.around.site.people.list[declared],
            &self.around.text.people[declared],
        )
    }

    fn whole(&self, entry: IndexEntry, kind: &str, text: EntryText) -> IndexEntry {
        let boost = self.around.site.settings.search.boost_of(kind);
        IndexEntry {
            kind: kind.to_owned(),
            text: text.text,
            headings: text.headings,
            language: self.language,
            boost,
            ..entry
        }
    }

    fn page(&self, id: PageId) -> IndexEntry {
        let page = &self.around.site.pages[id];
        let outline = &page.parsed.body.outline;
        let words = &self.around.bodies.content(&page.parsed).text;
        let tables = &self.around.resolved.pages[id].tables;
        let mut text = EntryText::default();
        match &page.parsed.front.fields {
            KindFields::Newsletter { period, editor, .. } => {
                period.iter().chain(editor).for_each(|line| text.line(line));
            }
            KindFields::Report { period, group, .. } => {
                period.iter().chain(group).for_each(|line| text.line(line));
            }
            _ => {}
        }
        let texts = &page.parsed.texts;
        self.place(
            &mut text,
            "findings",
            texts.findings.iter().map(Document::text),
        );
        self.place(
            &mut text,
            "key_message",
            texts.message.iter().map(Document::text),
        );
        texts.note.iter().for_each(|note| text.line(note.text()));
        let item = page
            .publication
            .map(|at| &self.around.site.publications.items[at]);
        let listed = item
            .filter(|_| texts.summary.is_none())
            .and_then(|item| item.plain("abstract"));
        self.place(
            &mut text,
            "abstract",
            texts
                .summary
                .iter()
                .map(Document::text)
                .chain(listed.as_deref()),
        );
        // The articles of an issue are found by themselves.
        let articles: Vec<usize> = self.articles(id).collect();
        let sections = || {
            outline
                .headings
                .iter()
                .filter(|heading| heading.level == 2)
                .map(|heading| heading.text_at)
        };
        let starts = std::iter::once(0).chain(sections());
        for (number, (start, end)) in starts.zip(sections().chain([words.len()])).enumerate() {
            if number
                .checked_sub(1)
                .is_none_or(|section| !articles.contains(&section))
            {
                text.body(outline, words, start..end, tables);
            }
        }
        self.place(&mut text, "method", texts.method.iter().map(Document::text));
        texts
            .accessible
            .iter()
            .for_each(|note| text.line(note.text()));
        item.iter()
            .flat_map(|item| FIELDS.iter().filter_map(|field| item.plain(field)))
            .for_each(|line| text.line(&line));
        if let KindFields::Report { downloads, .. } = &page.parsed.front.fields {
            downloads
                .iter()
                .flat_map(|download| download.title.iter().chain(&download.note))
                .for_each(|line| text.line(line));
        }
        let date = self.around.site.entry_date(id);
        let entry = IndexEntry {
            date,
            // The first of a month stands for a day that the list does not know.
            only_year: date.is_some_and(|date| date.day() == 1)
                && item
                    .and_then(Item::issued)
                    .and_then(|when| when.from)
                    .is_some_and(|from| from.day.is_none()),
            summary: page.common().summary.clone(),
            topics: self.topics(page),
            authors: self.authors(id, None),
            ..IndexEntry::new(page.url.clone(), page.title(), "")
        };
        self.whole(entry, page.kind().name(), text)
    }

    /// Adds what a place of a page holds.
    fn place<'t>(&self, text: &mut EntryText, place: &str, lines: impl Iterator<Item = &'t str>) {
        let mut lines = lines.filter(|line| !line.trim().is_empty()).peekable();
        if let Some((place, title)) = self
            .headings
            .iter()
            .find(|(known, _)| *known == place)
            .filter(|_| lines.peek().is_some())
        {
            text.heading(place, title);
        }
        for line in lines {
            text.line(line);
        }
    }

    fn article(&self, id: PageId, number: usize) -> IndexEntry {
        let page = &self.around.site.pages[id];
        let outline = &page.parsed.body.outline;
        let all = self.around.bodies.content(&page.parsed).text.as_str();
        let article = &page.parsed.articles[number];
        let headings = &outline.headings;
        let mut sections = headings
            .iter()
            .filter(|heading| heading.level == 2)
            .skip(number);
        // Its own title ends with the line.
        let start = sections.next().map_or(0, |heading| heading.text_at);
        let start = all[start..]
            .find('\n')
            .map_or(all.len(), |end| start + end + 1);
        let end = sections.next().map_or(all.len(), |heading| heading.text_at);
        let mut text = EntryText::default();
        text.body(
            outline,
            all,
            start..end.max(start),
            &self.around.resolved.pages[id].tables,
        );
        let entry = IndexEntry {
            anchor: Some(article.id.clone()),
            date: self.around.site.entry_date(id),
            summary: article.summary.clone(),
            topics: article
                .topics
                .iter()
                .map(|topic| self.name_of(page, &topic.value))
                .collect(),
            authors: self.authors(id, Some(number)),
            ..IndexEntry::new(page.url.clone(), &article.title, "")
        };
        self.whole(entry, Kind::Article.name(), text)
    }

    /// Its subjects in every taxonomy, as lists name them.
    fn topics(&self, page: &model::Page) -> Vec<String> {
        let taxonomies = &self.around.site.taxonomies;
        page.terms
            .iter()
            .map(|(taxonomy, term)| taxonomies[*taxonomy].terms[*term].name.clone())
            .collect()
    }

    /// Returns a topic as lists name it: pages may spell it otherwise.
    fn name_of(&self, page: &model::Page, written: &str) -> String {
        let wanted = slug(written);
        let name = self
            .topics(page)
            .into_iter()
            .find(|topic| slug(topic) == wanted);
        name.unwrap_or_else(|| written.to_owned())
    }

    /// Returns who wrote it, as the page says: a name that is withheld is not known here.
    fn authors(&self, id: PageId, article: Option<usize>) -> Vec<String> {
        let page = &self.around.site.pages[id];
        let bylines = match (&page.parsed.front.fields, article) {
            (_, Some(article)) => &page.parsed.articles[article].bylines,
            (KindFields::Article { byline }, None) => byline.as_slice(),
            (_, None) => &[],
        };
        let own = if article.is_none() {
            page.common().authors.as_slice()
        } else {
            &[]
        };
        let people = &self.around.site.people;
        let writers = bylines
            .iter()
            .filter_map(|byline| shown_name(byline, people));
        own.iter()
            .cloned()
            .chain(writers.map(str::to_owned))
            .collect()
    }
}
