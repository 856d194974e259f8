//! A page of the content as an entry of a list. Takes the page, by its number, and the build's
//! answers; gives an object whose values are made when a template asks for them.

use super::declare::{FactObject, facts};
use super::declared_fields::DeclaredFields;
use super::page_sources::Front;
use super::people::bylines;
use super::publication::{GroupsOfPublication, PublicationSource};
use super::record::{picture, record};
use super::site_wide::SiteWide;
use super::source::Source;
use super::terms::{PageTerms, taxonomies, term_list};
use crate::base::{Date, Digest, Fingerprint, UrlPath};
use crate::model::{Page, PageId};
use crate::render::answers::Answers;
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// A page of the content, as lists show it.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ListedPage<'a> {
    answers: &'a Arc<Answers>,
    id: PageId,
}

impl<'a> ListedPage<'a> {
    pub(in crate::render) fn new(answers: &'a Arc<Answers>, id: PageId) -> Self {
        Self { answers, id }
    }

    fn page(self) -> &'a Page {
        &self.answers.site().pages[self.id]
    }

    pub(in crate::render) fn front(self) -> Front<'a> {
        Front::of(self.page())
    }

    pub(in crate::render) fn url(self) -> &'a UrlPath {
        &self.page().url
    }

    /// Returns the day the page was published: its own date, or that of its issue.
    pub(in crate::render) fn date(self) -> Option<Date> {
        self.answers.site().entry_date(self.id)
    }

    pub(in crate::render) fn terms(self) -> PageTerms<'a> {
        PageTerms::of(self.answers, self.page())
    }

    /// Returns the picture that the page itself names.
    fn own_image(self) -> Option<&'a Target> {
        self.answers.resolved().pages[self.id].image.as_ref()
    }

    pub(in crate::render) fn image(self) -> ImageSource<'a> {
        ImageSource {
            front: self.front(),
            own: self.own_image(),
        }
    }

    /// Returns the fields that the page's kind declares.
    fn fields(self) -> DeclaredFields<'a> {
        DeclaredFields::of(self.answers, self.id)
    }

    fn publication(self) -> Option<PublicationSource<'a>> {
        PublicationSource::of(self.answers, self.id)
    }

    fn filters(self) -> Option<GroupsOfPublication<'a>> {
        GroupsOfPublication::of(self.answers.site(), self.page())
    }

    /// Returns the fingerprint of everything that a list can show of the page, made once a build.
    pub(in crate::render) fn fingerprint(self) -> Fingerprint {
        let known = self.answers.summary_fingerprint(self.id);
        *known.get_or_init(|| self.add_sources_to(Digest::new()).done())
    }

    /// Returns what a field shows that names the page, with `url` for its address.
    pub(in crate::render) fn referenced(self, url: Value) -> Value {
        let own = REFERENCED.iter();
        let own = own.filter_map(|name| Some((*name, self.kept_value(name)?)));
        record(own.chain([("url", url)]))
    }

    /// Adds what a field shows that names the page.
    pub(in crate::render) fn add_referenced_to(self, digest: Digest) -> Digest {
        let front = self.front();
        let digest = digest
            .text(front.title())
            .maybe(front.common().summary.as_deref())
            .text(front.kind().name());
        self.date().add_to(digest)
    }

    /// Returns one value, or `None` where the page does not have it. The commonest are made once a
    /// build.
    pub(in crate::render) fn kept_value(self, name: &str) -> Option<Value> {
        let site = SiteWide::of(self.answers);
        let kept = KEPT.iter().zip(self.answers.summary_values(self.id));
        match kept.into_iter().find(|(kept, _)| **kept == name) {
            Some((_, value)) => value.get_or_init(|| self.value(name, site)).clone(),
            None => self.value(name, site),
        }
    }
}

/// The values that nearly every list shows of a page, made once for all lists.
const KEPT: [&str; Answers::KEPT_VALUES] = ["title", "url", "summary", "date", "byline"];

/// The values that a field shows of the page it names, beside its address: what needs no other
/// page.
const REFERENCED: [&str; 4] = ["title", "summary", "date", "kind"];

facts! {
    ListedPage as page, site;
    from front = page.front() => {
        "kind", "The name of the kind, such as `page`, `section`, `newsletter` or `event`."
            => front.kind().name();
        "title", "The title, as text."
            => front.title();
        "nav_title", "A shorter title for the menu, as text."
            => front.common().nav_title.as_ref();
        "summary", "One or two sentences, as text."
            => front.common().summary.as_ref();
        "updated", "The day of the last change, as `2015-03-16`. Give it to the filter `date`."
            => front.common().updated.as_ref().map(|date| date.value);
        "authors", "A list of names."
            => authors(front);
        "draft", "True for a draft that is shown because of `--drafts`."
            => front.common().draft;
        "minutes", "How many minutes the text takes to read."
            => front.minutes();
        "byline", "On an article: its writers (`name`, `pseudonym`, `role`, `team`, `withheld`, \
            and `url` of a person's page). Templates never get a name that is withheld."
            => byline(front, site);
    }
    from url = page.url() => {
        "url", "The address, from the top of the site: `/reports/2015/`. Give it to the filter \
            `href`."
            => url;
    }
    from date = page.date() => {
        "date", "A day, as `2015-03-16`. Give it to the filter `date`. An article without a day \
            of its own has the day of its issue."
            => date;
    }
    from terms = page.terms() => {
        "topics", "A list with `name` and `url`."
            => term_list(terms, |taxonomy| taxonomy.name == "topics");
        "taxonomies", "All taxonomies in which the page has terms, `topics` and others: a list \
            with `name`, `title` and `terms`, each with `name` and `url`."
            => taxonomies(terms, site);
    }
    from image = page.image() => {
        "image", "The page's picture, or the site's `default_image`, with `url`, `alt`, \
            `has_alt` (whether the page says what it shows, or that it is decoration), \
            `smaller`, `card` (the part that lists show of a page's own picture, with `url`, \
            `smaller`, `tint`, `width` and `height`), `tint` (its colour, in words for \
            `data-tint`), and `width` and `height` where they are known."
            => image.shown(site).and_then(|image| picture(image.target, image.alt));
    }
    from publication = page.publication() => {
        "publication", "On a publication: `key`, `type` and `type_words`, `title` as HTML and \
            `plain_title`, `authors` (`name`, `family`, `orcid_url`), `author_count`, `year`, \
            `issued` (words), `container`, `publisher`, `volume`, `issue`, `pages`, `doi` and \
            `doi_url`, `pmid` and `pubmed_url`, `pmcid` and `pmc_url`, `publisher_url`, `issn`, \
            `isbn`, `pdf` (a file), `note` (text), and `reference` with `html` and `text`."
            => publication.map(|publication| publication.value(site));
    }
    from filters = page.filters() => {
        "filters", "On a publication: the groups it is in, as one text such as `year-2014 \
            type-report`."
            => filters.map(|filters| filters.text());
    }
    others from fields = page.fields(), name => fields.value(name);
}

fn authors(front: Front<'_>) -> Option<Value> {
    let authors = &front.common().authors;
    (!authors.is_empty()).then(|| authors.iter().map(String::as_str).collect())
}

fn byline(front: Front<'_>, site: SiteWide<'_>) -> Option<Value> {
    let writers = front.bylines();
    (!writers.is_empty()).then(|| bylines(site, writers))
}

/// The picture of a page, and its description.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct ImageSource<'a> {
    front: Front<'a>,
    own: Option<&'a Target>,
}

/// A picture that a page shows.
pub(in crate::render) struct PageImage<'a> {
    pub(in crate::render) target: &'a Target,
    /// The description: empty for decoration, and none where nobody says anything.
    pub(in crate::render) alt: Option<&'a str>,
}

impl<'a> ImageSource<'a> {
    /// Returns the picture that the page names, whether or not it is a file.
    pub(in crate::render) fn own(self) -> Option<&'a Target> {
        self.own
    }

    /// Returns the picture of the page, or the site's own.
    pub(in crate::render) fn shown(self, site: SiteWide<'a>) -> Option<PageImage<'a>> {
        let own_alt = self.front.common().image_alt.as_deref();
        let alt = own_alt.filter(|_| self.own.is_some());
        let target = self.own.or(site.targets().default_image.as_ref())?;
        matches!(target, Target::File { .. }).then_some(PageImage { target, alt })
    }
}

impl Source for ImageSource<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { front, own } = self;
        own.add_to(front.add_to(digest))
    }
}

/// A page as an entry of a list. Its values are made when a template asks for them.
#[derive(Debug)]
pub(in crate::render) struct Summary {
    answers: Arc<Answers>,
    pub(in crate::render) page: PageId,
}

impl Object for Summary {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        ListedPage::new(&self.answers, self.page).kept_value(key)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let facts = ListedPage::FACTS.iter().map(|fact| Value::from(fact.name));
        let fields = ListedPage::new(&self.answers, self.page)
            .front()
            .field_names();
        Enumerator::Values(facts.chain(fields.map(Value::from)).collect())
    }
}

/// Pages of the content that are shown as entries of a list.
#[derive(Clone, Debug)]
pub(in crate::render) struct ListedPages<'a> {
    answers: &'a Arc<Answers>,
    ids: Cow<'a, [PageId]>,
}

impl<'a> ListedPages<'a> {
    pub(in crate::render) fn new(
        answers: &'a Arc<Answers>,
        ids: impl Into<Cow<'a, [PageId]>>,
    ) -> Self {
        Self {
            answers,
            ids: ids.into(),
        }
    }

    pub(in crate::render) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the entries in their order.
    pub(in crate::render) fn iter(&self) -> impl Iterator<Item = Value> {
        self.ids.iter().map(|id| {
            Value::from_object(Summary {
                answers: self.answers.clone(),
                page: *id,
            })
        })
    }

    /// Returns the list.
    pub(in crate::render) fn value(&self) -> Value {
        self.iter().collect()
    }

    /// Returns the list, or `None` where it is empty.
    pub(in crate::render) fn value_if_any(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.value())
    }

    /// Returns the first entry, or `None` where there is none.
    pub(in crate::render) fn first(&self) -> Option<Value> {
        self.iter().next()
    }
}

impl Source for ListedPages<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        digest.all(self.ids.iter(), |digest, id| {
            digest.fingerprint(ListedPage::new(self.answers, *id).fingerprint())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, ListedPage, REFERENCED};

    #[test]
    fn values_that_are_kept_are_values_of_a_summary() {
        for name in KEPT.into_iter().chain(REFERENCED) {
            assert!(
                ListedPage::FACTS.iter().any(|fact| fact.name == name),
                "{name}"
            );
        }
    }
}
