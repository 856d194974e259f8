//! Feeds show what is new on the site, in a section and about a subject, each as Atom, RSS 2.0 and
//! JSON Feed. Takes the site and the bodies of its newest pages with whole addresses; gives three
//! files for each feed.
//!
//! The oldest address of a page, or the `id` it states, identifies its entry, so that a page is not
//! new again after a rename.

mod atom;
mod feed;
mod json;
mod rss;

pub use feed::{Feed, FeedWriter};

use super::xml::cdata;
use crate::base::{Date, Digest, Fingerprint, OutputPath, UrlPath};
use crate::kinds::{article, report};
use crate::model::{FeedFormat, PageId, Site, shown_name};
use crate::parse::kind::Kind;
use crate::source::{Artifact, DerivedPicture, SharedText};
use feed::{EntryPicture, FeedEntry};
use jiff::Zoned;
use std::cmp::Reverse;
use std::sync::Arc;

/// The largest number of entries in one feed.
const NEWEST: usize = 20;

/// Returns every feed of a site that has an address and something dated: that of the site, those of
/// its sections and those of its terms.
#[must_use]
pub fn feeds(site: &Site) -> Vec<Feed> {
    if site.settings.base_url.is_none() {
        return Vec::new();
    }
    let mut feeds = vec![Feed {
        home: UrlPath::root(),
        title: site.settings.title.clone(),
        pages: newest(site, (0..site.pages.len()).collect()),
    }];
    for (id, page) in site.pages.iter().enumerate() {
        if *page.kind() == Kind::Section && page.url.as_str() != "/" {
            let pages = with_articles(site, &page.children, id);
            feeds.push(named_feed(site, page.title(), &page.url, pages));
        }
    }
    for term in site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms) {
        feeds.push(named_feed(site, &term.name, &term.url, term.pages.clone()));
    }
    feeds.retain(|feed| !feed.pages.is_empty());
    feeds
}

/// Returns the feed of the page at `home`, which has that title, with the newest of `pages`.
fn named_feed(site: &Site, title: &str, home: &UrlPath, pages: Vec<PageId>) -> Feed {
    Feed {
        home: home.clone(),
        title: format!("{title} – {}", site.settings.title),
        pages: newest(site, pages),
    }
}

/// Returns the newest of these pages that feeds show, the newest first.
fn newest(site: &Site, mut pages: Vec<PageId>) -> Vec<PageId> {
    pages.retain(|id| is_entry(site, *id));
    if pages.len() > NEWEST {
        pages.select_nth_unstable_by_key(NEWEST, |id| order(site, *id));
        pages.truncate(NEWEST);
    }
    pages.sort_unstable_by_key(|id| order(site, *id));
    pages
}

/// Returns the key by which feeds sort pages: the newest first, those of one day in the order of
/// the site.
fn order(site: &Site, id: PageId) -> (Reverse<Option<Date>>, PageId) {
    (Reverse(site.entry_date(id)), id)
}

/// Returns a section's pages, and the articles of its issues.
fn with_articles(site: &Site, children: &[PageId], section: PageId) -> Vec<PageId> {
    let issues = children
        .iter()
        .filter(|id| *site.pages[**id].kind() == Kind::Newsletter);
    let articles = issues.flat_map(|id| site.pages[*id].children.iter().copied());
    children
        .iter()
        .copied()
        .chain(articles)
        .filter(|id| *id != section)
        .collect()
}

/// Reports whether feeds show a page: it has a date, lists still show it, and it is not a list
/// itself.
#[must_use]
pub fn is_entry(site: &Site, id: PageId) -> bool {
    let page = &site.pages[id];
    let kind = page.kind();
    let is_shown = site.kinds.get(kind).is_none_or(|known| known.feed);
    is_shown && !page.has_left_lists && *kind != Kind::Section && site.entry_date(id).is_some()
}

/// Computes the fingerprint of everything that a feed's files are made from; `body` gives the
/// fingerprint of a page's text.
#[must_use]
pub fn fingerprint(site: &Site, feed: &Feed, body: impl Fn(PageId) -> Fingerprint) -> Fingerprint {
    let digest = Digest::new()
        .maybe(site.settings.base_url.as_deref())
        .text(feed.home.as_str())
        .text(&feed.title);
    let digest = digest.all(&feed.pages, |digest, id| {
        let page = &site.pages[*id];
        digest
            .fingerprint(body(*id))
            .text(page.url.as_str())
            .text(page.feed_id())
            .shown(&site.entry_date(*id))
    });
    digest.done()
}

/// A page as an entry, ready for every feed that shows it.
pub struct WrittenEntry {
    updated: Zoned,
    /// The entry's text in each format, in the order of [`FeedFormat::ALL`].
    texts: [Vec<SharedText>; 3],
}

impl FeedWriter<'_> {
    /// Writes a page as an entry. `html` is its text with whole addresses, and `picture` what shows
    /// beside it. Returns `None` for a page without a date.
    #[must_use]
    pub fn entry(
        &self,
        id: PageId,
        html: String,
        picture: Option<&DerivedPicture>,
    ) -> Option<WrittenEntry> {
        let html = Arc::new(html);
        let picture = picture.map(|picture| EntryPicture {
            url: self.absolute(&picture.url),
            width: picture.recipe.width,
            height: picture.recipe.height,
        });
        let entry = FeedEntry {
            picture,
            ..self.gather(id, &html)?
        };
        let texts = FeedFormat::ALL.map(|format| match format {
            FeedFormat::Atom => atom::entry(&entry),
            FeedFormat::Rss => rss::entry(&entry),
            FeedFormat::Json => json::entry(&entry),
        });
        Some(WrittenEntry {
            updated: entry.updated,
            texts,
        })
    }

    /// Writes a feed in every format.
    #[must_use]
    pub fn feed<'e>(
        &self,
        feed: &Feed,
        entries: impl Fn(PageId) -> Option<&'e WrittenEntry>,
    ) -> Vec<(OutputPath, Artifact)> {
        let entries: Vec<&WrittenEntry> = feed.pages.iter().filter_map(|id| entries(*id)).collect();
        // Feeds with the same entries have the same bytes, because their day is that of the newest
        // change.
        let latest = entries.iter().map(|entry| &entry.updated).max();
        let mut files = Vec::with_capacity(FeedFormat::ALL.len());
        for (at, format) in FeedFormat::ALL.into_iter().enumerate() {
            let texts = entries.iter().map(|entry| entry.texts[at].as_slice());
            let pieces = match format {
                FeedFormat::Atom => atom::write(self, feed, latest, texts),
                FeedFormat::Rss => rss::write(self, feed, latest, texts),
                FeedFormat::Json => json::write(self, feed, texts),
            };
            files.push((feed.url(format).output(), Artifact::pieces(pieces)));
        }
        files
    }

    /// Returns the beginning of a day in the site's time zone.
    fn midnight(&self, date: Date) -> Option<Zoned> {
        date.to_zoned(self.zone.clone()).ok()
    }

    fn gather<'e>(&'e self, id: PageId, html: &'e SharedText) -> Option<FeedEntry<'e>> {
        let page = &self.site.pages[id];
        let date = self.site.entry_date(id)?;
        let feed_id = page.feed_id();
        let terms = page
            .terms
            .iter()
            .map(|(taxonomy, term)| self.site.taxonomies[*taxonomy].terms[*term].name.as_str());
        Some(FeedEntry {
            id: if feed_id.starts_with('/') {
                self.absolute(&UrlPath::new(feed_id))
            } else {
                feed_id.to_owned()
            },
            url: self.absolute(&page.url),
            title: page.title(),
            summary: page.common().summary.as_deref(),
            html,
            cdata: cdata(html),
            published: self.midnight(date)?,
            updated: self.midnight(
                page.changed()
                    .filter(|changed| *changed > date)
                    .unwrap_or(date),
            )?,
            authors: self.authors(id),
            topics: terms.collect(),
            picture: None,
        })
    }

    /// Lists the names of a page's authors, without those whose names are withheld.
    fn authors(&self, id: PageId) -> Vec<String> {
        let page = &self.site.pages[id];
        let bylines = article::bylines(&page.parsed);
        if !bylines.is_empty() {
            let names = bylines
                .iter()
                .filter_map(|byline| shown_name(byline, &self.site.people));
            return names.map(str::to_owned).collect();
        }
        let authors = page.common().authors.clone();
        match report::group(&page.parsed) {
            Some(group) if authors.is_empty() => vec![group.to_owned()],
            _ => authors,
        }
    }
}
