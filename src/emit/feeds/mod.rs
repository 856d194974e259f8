//! Feeds show what is new on the site, in a section and about a subject, each as Atom, RSS 2.0 and
//! JSON Feed. Takes the site and the bodies of its newest pages with whole addresses; gives three
//! files for each feed.
//!
//! The oldest address of a page, or the `id` it states, identifies its entry, so that a page is not
//! new again after a rename.

mod atom;
mod json;
mod rss;

use super::xml::cdata;
use crate::base::{Digest, Fingerprint, OutputPath, UrlPath};
use crate::model::{PageId, Site};
use crate::parse::front::{Byline, KindFields};
use crate::parse::kind::Kind;
use crate::source::{Artifact, SharedText};
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::cmp::Reverse;
use std::sync::Arc;

/// The largest number of entries in one feed.
const NEWEST: usize = 20;

/// A feed, before it is written.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The address of the page the feed belongs to.
    pub home: UrlPath,
    /// The title of the feed.
    pub title: String,
    /// The pages of the feed, the newest first.
    pub pages: Vec<PageId>,
}

impl Feed {
    /// Returns the address of the feed's file in one format.
    #[must_use]
    pub fn url(&self, format: FeedFormat) -> UrlPath {
        UrlPath::new(&format!("{}{}", self.home.as_str(), format.file_name()))
    }
}

/// A format in which feeds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom 1.0, RFC 4287.
    Atom,
    /// RSS 2.0, with the content and Dublin Core modules.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// Returns the name of a feed's file in this format.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }
}

/// Lists every feed of a site that has an address and something dated: that of the site, those of
/// its sections and those of its terms.
#[must_use]
pub fn feeds(site: &Site) -> Vec<Feed> {
    if site.settings.base_url.is_none() {
        return Vec::new();
    }
    let newest = |mut pages: Vec<PageId>| {
        let order = |id: &PageId| (Reverse(site.entry_date(*id)), *id);
        pages.retain(|id| is_entry(site, *id));
        if pages.len() > NEWEST {
            pages.select_nth_unstable_by_key(NEWEST, order);
            pages.truncate(NEWEST);
        }
        pages.sort_unstable_by_key(order);
        pages
    };
    let whole = Feed {
        home: UrlPath::root(),
        title: site.settings.title.clone(),
        pages: newest((0..site.pages.len()).collect()),
    };
    let named = |title: &str, home: &UrlPath, pages: Vec<PageId>| Feed {
        home: home.clone(),
        title: format!("{title} – {}", site.settings.title),
        pages: newest(pages),
    };
    let sections = site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.kind() == Kind::Section && page.url.as_str() != "/");
    let of_sections = sections.map(|(id, page)| {
        named(
            page.title(),
            &page.url,
            with_articles(site, &page.children, id),
        )
    });
    let terms = site.taxonomies.iter().flat_map(|taxonomy| &taxonomy.terms);
    let of_terms = terms.map(|term| named(&term.name, &term.url, term.pages.clone()));
    std::iter::once(whole)
        .chain(of_sections)
        .chain(of_terms)
        .filter(|feed| !feed.pages.is_empty())
        .collect()
}

/// Returns a section's pages, and the articles of its issues.
fn with_articles(site: &Site, children: &[PageId], section: PageId) -> Vec<PageId> {
    let issues = children
        .iter()
        .filter(|id| site.pages[**id].kind() == Kind::Newsletter);
    let articles = issues.flat_map(|id| site.pages[*id].children.iter().copied());
    children
        .iter()
        .copied()
        .chain(articles)
        .filter(|id| *id != section)
        .collect()
}

/// Reports whether feeds show a page: it has a date and is not a list itself.
#[must_use]
pub fn is_entry(site: &Site, id: PageId) -> bool {
    site.pages[id].kind() != Kind::Section && site.entry_date(id).is_some()
}

/// Computes the fingerprint of everything that a feed's files are made from; `body` gives the
/// fingerprint of a page's text.
#[must_use]
pub fn fingerprint(site: &Site, feed: &Feed, body: impl Fn(PageId) -> Fingerprint) -> Fingerprint {
    let digest = Digest::new()
        .maybe(site.settings.base_url.as_deref())
        .text(feed.home.as_str())
        .text(&feed.title);
    let entry = |digest: Digest, id: &PageId| {
        let page = &site.pages[*id];
        digest
            .fingerprint(body(*id))
            .text(page.url.as_str())
            .text(page.feed_id())
            .shown(&site.entry_date(*id))
    };
    digest.all(&feed.pages, entry).done()
}

/// Writes the feeds of a site that has an address.
pub struct FeedWriter<'s> {
    site: &'s Site,
    base: &'s str,
    zone: TimeZone,
}

/// A page as an entry, ready for every feed that shows it.
pub struct WrittenEntry {
    updated: Zoned,
    /// The entry's text in each format, in the order of [`FeedFormat::ALL`].
    texts: [Vec<SharedText>; 3],
}

/// An entry, before it is written.
struct FeedEntry<'s> {
    id: String,
    url: String,
    title: &'s str,
    summary: Option<&'s str>,
    html: &'s str,
    /// The text as it stands in a CDATA section.
    cdata: SharedText,
    published: Zoned,
    updated: Zoned,
    authors: Vec<String>,
    topics: Vec<&'s str>,
}

impl<'s> FeedWriter<'s> {
    /// Returns the site's address, which ends with `/`.
    #[must_use]
    pub fn base(&self) -> &'s str {
        self.base
    }

    /// Returns a writer for the feeds of `site`; `None` for a site without an address.
    #[must_use]
    pub fn new(site: &'s Site) -> Option<Self> {
        let base = site.settings.base_url.as_deref()?;
        Some(Self {
            site,
            base,
            zone: TimeZone::get(&site.settings.time_zone).unwrap_or(TimeZone::UTC),
        })
    }

    /// Writes a page as an entry. `html` is its text with whole addresses. A page without a date
    /// has no entry.
    #[must_use]
    pub fn entry(&self, id: PageId, html: String) -> Option<WrittenEntry> {
        let html = Arc::new(html);
        let entry = self.gather(id, &html)?;
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
        let one = |(at, format): (usize, FeedFormat)| {
            let texts = entries.iter().map(|entry| entry.texts[at].as_slice());
            let pieces = match format {
                FeedFormat::Atom => atom::write(self, feed, latest, texts),
                FeedFormat::Rss => rss::write(self, feed, latest, texts),
                FeedFormat::Json => json::write(self, feed, texts),
            };
            (feed.url(format).output(), Artifact::pieces(pieces))
        };
        FeedFormat::ALL.into_iter().enumerate().map(one).collect()
    }

    fn absolute(&self, url: &UrlPath) -> String {
        url.absolute(self.base)
    }

    /// Returns the name of the publisher of the site.
    fn publisher(&self) -> &'s str {
        self.site
            .settings
            .organisation
            .name
            .as_deref()
            .unwrap_or(&self.site.settings.title)
    }

    fn gather<'e>(&'e self, id: PageId, html: &'e SharedText) -> Option<FeedEntry<'e>> {
        let page = &self.site.pages[id];
        let midnight = |date: jiff::civil::Date| date.to_zoned(self.zone.clone()).ok();
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
            published: midnight(date)?,
            updated: midnight(
                page.changed()
                    .filter(|changed| *changed > date)
                    .unwrap_or(date),
            )?,
            authors: self.authors(id),
            topics: terms.collect(),
        })
    }

    /// Lists the names of a page's authors, without those whose names are withheld.
    fn authors(&self, id: PageId) -> Vec<String> {
        let page = &self.site.pages[id];
        let name = |byline: &Byline| {
            let declared = || {
                byline
                    .person
                    .as_deref()
                    .and_then(|key| self.site.person(key))
                    .map(|person| person.name.clone())
            };
            byline
                .name
                .clone()
                .or_else(declared)
                .or_else(|| byline.pseudonym.clone())
        };
        match &page.parsed.front.fields {
            KindFields::Article { byline } if !byline.is_empty() => {
                byline.iter().filter_map(name).collect()
            }
            KindFields::Report {
                group: Some(group), ..
            } if page.common().authors.is_empty() => vec![group.clone()],
            _ => page.common().authors.clone(),
        }
    }
}

/// Makes a file of entries between a beginning and an end.
fn around<'e>(
    head: String,
    entries: impl Iterator<Item = &'e [SharedText]>,
    end: &str,
) -> Vec<SharedText> {
    let mut pieces = vec![Arc::new(head)];
    pieces.extend(entries.flatten().cloned());
    pieces.push(Arc::new(end.to_owned()));
    pieces
}

/// Writes a moment as RFC 3339 does, to the second, with the offset of the site's time zone.
fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
