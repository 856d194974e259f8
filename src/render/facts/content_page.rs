//! A page of the content as its own template sees it. Takes the page, by its number, the build's
//! answers, and the texts of the page as HTML, which are made beforehand since they can fail; gives
//! an object whose other values are made when a template asks for them.

use super::declare::{FactObject, facts};
use super::declared_fields::DeclaredFields;
use super::described_fields::DescribedFields;
use super::description::PageDescription;
use super::downloads::Downloads;
use super::lists::{IssueContents, ListPosition, PageOfList, SectionYears};
use super::page_sources::{PageFeed, PageFile};
use super::page_texts::{PageTexts, PreparedTexts};
use super::people_pages::CountedWriter;
use super::publication::reference;
use super::publication_groups::{ExportFiles, ListGroups, Shelves};
use super::record::data;
use super::scholar::ScholarTags;
use super::site_wide::SiteWide;
use super::source::Source;
use super::summary::{ListedPage, ListedPages};
use super::table_of_contents::table_of_contents;
use super::terms::TermCounts;
use super::trail::Trail;
use crate::base::{Digest, UrlPath};
use crate::bibliography::format::FormattedText;
use crate::model::{Page, PageId};
use crate::parse::kind::Kind;
use crate::render::answers::Answers;
use crate::render::previews::preview;
use crate::render::structured_data::structured_data;
use crate::render::views::list_page;
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use std::sync::{Arc, OnceLock};

/// A page of the content that is being made.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct OpenPage<'a> {
    answers: &'a Arc<Answers>,
    id: PageId,
    /// The number of the page of its list that is shown, from 1.
    number: usize,
    /// The page's texts as HTML, which its fingerprint does without.
    prepared: Option<&'a PreparedTexts>,
}

impl<'a> OpenPage<'a> {
    /// Makes page `number` of the list of the page `id`, without its texts.
    pub(in crate::render) fn new(answers: &'a Arc<Answers>, id: PageId, number: usize) -> Self {
        Self {
            answers,
            id,
            number,
            prepared: None,
        }
    }

    /// Returns the page as lists show it.
    fn listed(self) -> ListedPage<'a> {
        ListedPage::new(self.answers, self.id)
    }

    fn page(self) -> &'a Page {
        &self.answers.site().pages[self.id]
    }

    fn is(self, kind: &Kind) -> bool {
        self.page().kind() == kind
    }

    fn file(self) -> PageFile<'a> {
        PageFile::of(self.answers, self.page())
    }

    fn url(self) -> UrlPath {
        list_page(&self.page().url, self.number)
    }

    fn description(self) -> PageDescription<'a> {
        PageDescription::of(self.answers, self.id, self.number)
    }

    fn texts(self) -> PageTexts<'a> {
        PageTexts::of(self.answers, self.id, self.prepared)
    }

    /// Returns the fields that the page's kind declares, as its general template shows them.
    fn described(self) -> DescribedFields<'a> {
        let kinds = &self.answers.site().kinds;
        DescribedFields {
            declaration: kinds.get(self.page().kind()).map(Arc::as_ref),
            fields: DeclaredFields::of(self.answers, self.id),
            texts: self.texts(),
        }
    }

    fn pages(self, ids: &'a [PageId]) -> ListedPages<'a> {
        ListedPages::new(self.answers, ids)
    }

    /// Returns the related pages that the page's front matter names.
    fn related(self) -> ListedPages<'a> {
        let targets = self.answers.resolved().pages[self.id].related.iter();
        let pages = targets.filter_map(|target| match target {
            Target::Page { page, .. } => Some(*page),
            _ => None,
        });
        ListedPages::new(self.answers, pages.collect::<Vec<_>>())
    }

    fn is_section(self) -> bool {
        self.is(&Kind::Section)
    }

    fn position(self) -> ListPosition {
        ListPosition {
            base: self.page().url.clone(),
            number: self.number,
            size: self.page().page_size,
        }
    }

    /// Returns the page that is shown of the list of entries.
    fn list(self) -> Option<PageOfList<'a>> {
        let page = self.page();
        let has_list = self.is_section() || !page.groups.is_empty();
        has_list.then(|| PageOfList::of_section(self.answers, page, self.position()))
    }

    fn subsections(self) -> Option<ListedPages<'a>> {
        self.is_section()
            .then(|| self.pages(&self.page().subsections))
    }

    /// Returns the terms of the taxonomy in the place of whose list the page stands.
    fn listed_terms(self) -> Option<TermCounts<'a>> {
        let mut taxonomies = self.answers.site().taxonomies.iter();
        let taxonomy = taxonomies.find(|taxonomy| taxonomy.url == self.page().url)?;
        Some(TermCounts::of(taxonomy))
    }

    /// Returns the people, on a page in the place of their list.
    fn listed_people(self) -> Option<Vec<CountedWriter>> {
        let site = self.answers.site();
        let is_their_page = site.people_url().as_ref() == Some(&self.page().url);
        is_their_page.then(|| CountedWriter::all(&site.writers))
    }

    fn contents(self) -> Option<IssueContents<'a>> {
        let page = self.page();
        let is_issue = self.is(&Kind::Newsletter);
        is_issue.then(|| IssueContents::of(self.answers, page))
    }

    /// Returns the newsletter that an article belongs to.
    fn issue(self) -> ListedPages<'a> {
        let parent = self.page().parent;
        let is_article = self.is(&Kind::Article);
        let issue = parent.filter(|parent| {
            is_article && self.answers.site().pages[*parent].kind() == &Kind::Newsletter
        });
        ListedPages::new(self.answers, Vec::from_iter(issue))
    }

    fn downloads(self) -> Downloads<'a> {
        Downloads::of(self.answers, self.id)
    }

    /// Returns the reference by which one would cite a publication alone.
    fn citation(self) -> Option<&'a FormattedText> {
        let alone = &self.answers.resolved().references.alone;
        alone.get(self.page().publication?)?.as_ref()
    }

    /// Returns the pages that cite a publication.
    fn cited_in(self) -> ListedPages<'a> {
        let cited_in = &self.answers.resolved().references.cited_in;
        let publication = self.page().publication;
        let citing = publication.and_then(|at| cited_in.get(at));
        self.pages(citing.map_or(&[], Vec::as_slice))
    }
}

facts! {
    OpenPage as page, site;
    from url = page.url() => {
        "url", "The address of the page of its list that is shown."
            => url;
    }
    from file = page.file() => {
        "words", "How many words the text has."
            => file.outline().words;
        "source", "The file, for example `content/about.md`."
            => file.source();
        "extra", "The values under `extra` in the page's settings."
            => data(&file.front().common().extra);
        "toc", "Headings of levels 2 and 3, if there are three or more: `id`, `title`, `level`, \
            `children`."
            => table_of_contents(file);
    }
    from description = page.description() => {
        "breadcrumbs", "The pages above, from the home page down, with `title` and `url`."
            => Trail::value(description.above);
        "structured_data", "JSON-LD for search engines, if `base_url` is known. `base.html` writes \
            it into each page."
            => structured_data(&description, site).map(Value::from_safe_string);
        "preview", "Tags that tell social media and messengers what to show beside a link to the \
            page (Open Graph), as HTML. `base.html` writes it into each page."
            => Value::from_safe_string(preview(site, &description));
    }
    from texts = page.texts() => {
        "body", "The text as HTML. It is missing on the second and further pages of a list."
            => texts.prepared().and_then(|prepared| prepared.body.clone());
        "abstract", "On a publication: what it is about, as HTML."
            => texts.summary();
        "has_tables", "Whether a [block `table`](blocks.md#table) or `benchmark` is on the page."
            => texts.has_tables();
        "has_charts", "Whether a chart is on the page, of a [block `chart`](blocks.md#chart) or \
            `benchmark` or above a table."
            => texts.has_charts();
        "has_benchmarks", "Whether a [block `benchmark`](blocks.md#benchmark) is on the page."
            => texts.has_benchmarks();
    }
    from fields = page.described() => {
        "fields", "The fields of its kind that the page has, in the order declared: `name`, \
            `label`, `type` and `value` of each, `id` where links may lead to it, and `below` if \
            it belongs below the text. A list also has `items`, and a group has `fields`, each \
            with `type` and `value` of its own."
            => fields.value();
    }
    from related = page.related() => {
        "related", "The pages that are named under `related` in the page's settings."
            => related.value_if_any();
    }
    from feed = PageFeed::of(page.answers, &page.page().url) => {
        "feed", "The feed of a section: `title`, `atom`, `rss`, `json`."
            => feed.map(PageFeed::value);
    }
    from list = page.list() => {
        "list", "On a section: `items`, `number` (of this page of the list) and `total` (of its \
            pages), `count` (of all items), `pages` (`number` and `url` of those that the pager \
            shows), `previous`, `next`. If kinds of the items declare groups, also `groups`: \
            those of the items that are shown, each with `name` (`upcoming`, `past`, the word of a \
            choice, or nothing for the others), `title` and `items`."
            => list.map(|list| list.value(site));
    }
    from calendar = page.answers.calendar(page.id) => {
        "calendar", "On a page of a kind that calendars show, and on a section of such pages: the \
            address of a file for calendar programs."
            => calendar;
    }
    from years = SectionYears::of(page.page()) => {
        "years", "On a section: its years with `year`, `url` and `count`."
            => years.value();
    }
    from sections = page.subsections() => {
        "subsections", "On a section: the sections in it."
            => sections.map(|sections| sections.value());
    }
    from terms = page.listed_terms() => {
        "terms", "On a page in the place of a list of topics: every topic with `name`, `url` and \
            `count`."
            => terms.map(TermCounts::value);
    }
    from writers = page.listed_people() => {
        "people", "On a page in the place of the list of people: everybody with a page, as \
            there."
            => writers.map(|all| all.iter().map(|one| one.value(site)).collect::<Value>());
    }
    from contents = page.contents() => {
        "articles", "On a newsletter: its articles. For an issue in one file, they are the \
            `title`, `url`, `byline` and `summary` of each `##` heading."
            => contents.map(|contents| contents.value(site));
    }
    from issue = page.issue() => {
        "issue", "On an article: the newsletter it belongs to."
            => issue.first();
    }
    from has_left = page.page().has_left_lists => {
        "has_left_lists", "Whether the last day is over on which lists show the page, as its kind \
            declares. It stays at its address."
            => has_left;
    }
    from downloads = page.downloads() => {
        "downloads", "On a report: files that also have `title` and `note`."
            => downloads.value();
    }
    from citation = page.citation() => {
        "citation", "On a publication: how to cite it on its own, with `html` and `text`."
            => citation.map(reference);
    }
    from citing = page.cited_in() => {
        "cited_in", "On a publication: the pages that cite it."
            => citing.value_if_any();
    }
    from scholar = ScholarTags::of(page.answers, page.id) => {
        "scholar", "On a publication that the site itself publishes: tags for Google Scholar, \
            each with `name` and `content`."
            => scholar.and_then(|scholar| scholar.value(site));
    }
    from indented = page.answers.resolved().references.hanging_indent => {
        "hanging_indent", "Whether the citation style indents all lines but the first."
            => indented;
    }
    from files = ExportFiles::of(page.page()) => {
        "formats", "On a publication or a list of publications: the files for reference \
            managers, with `name` and `url`."
            => files.map(ExportFiles::value);
    }
    from groups = ListGroups::of(page.page()) => {
        "groups", "On a list of publications: `year`, `type` and `author`, each a list with \
            `title`, `url`, `slug` and `count`."
            => groups.map(|groups| groups.value(site));
    }
    from shelves = Shelves::of(page.answers, page.page(), &page.position()) => {
        "shelves", "On a list of publications: the groups in the order in which they are shown, \
            with `title`, `id`, `items`, and `url` where the group has a page."
            => shelves.map(|shelves| shelves.value(site));
    }
    others from texts = page.texts(), name =>
        texts.prepared().and_then(|prepared| prepared.field(name));
}

impl Source for OpenPage<'_> {
    /// Adds everything that the page's template can show.
    fn add_to(&self, digest: Digest) -> Digest {
        self.add_sources_to(digest.fingerprint(self.listed().fingerprint()))
    }
}

/// A page of the content. Its values are made when a template asks for them; its texts are ready.
#[derive(Debug)]
pub(in crate::render) struct ContentPage {
    answers: Arc<Answers>,
    id: PageId,
    number: usize,
    prepared: PreparedTexts,
    /// The values named in [`CACHED`], each once a template has asked for it.
    cached: [OnceLock<Option<Value>>; CACHED.len()],
}

/// The values that are costly to make and that templates ask for several times.
const CACHED: [&str; 13] = [
    "fields",
    "toc",
    "related",
    "feed",
    "structured_data",
    "image",
    "topics",
    "taxonomies",
    "list",
    "articles",
    "publication",
    "groups",
    "shelves",
];

impl ContentPage {
    /// Makes page `number` of the list of the page `id`.
    pub(in crate::render) fn new(
        answers: &Arc<Answers>,
        id: PageId,
        number: usize,
        prepared: PreparedTexts,
    ) -> Self {
        Self {
            answers: answers.clone(),
            id,
            number,
            prepared,
            cached: Default::default(),
        }
    }

    fn open(&self) -> OpenPage<'_> {
        OpenPage {
            prepared: Some(&self.prepared),
            ..OpenPage::new(&self.answers, self.id, self.number)
        }
    }

    fn make(&self, name: &str) -> Option<Value> {
        let open = self.open();
        let own = open.value(name, SiteWide::of(&self.answers));
        own.or_else(|| open.listed().kept_value(name))
    }
}

impl Object for ContentPage {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match CACHED.iter().position(|cached| *cached == key) {
            Some(at) => self.cached[at].get_or_init(|| self.make(key)).clone(),
            None => self.make(key),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let own = OpenPage::FACTS.iter().filter(|fact| fact.name != "url");
        let facts = ListedPage::FACTS.iter().chain(own);
        let facts = facts.map(|fact| Value::from(fact.name));
        let fields = self.open().listed().front().field_names();
        Enumerator::Values(facts.chain(fields.map(Value::from)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{CACHED, ListedPage, OpenPage};

    #[test]
    fn values_that_are_cached_are_values_of_a_page() {
        for name in CACHED {
            let mut facts = ListedPage::FACTS.iter().chain(OpenPage::FACTS);
            assert!(facts.any(|fact| fact.name == name), "{name}");
        }
    }
}
