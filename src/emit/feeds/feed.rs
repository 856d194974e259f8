//! A feed and its entries, before they are written in any format.

use crate::base::UrlPath;
use crate::emit::xml::text_into;
use crate::model::{FeedFormat, PageId, Site};
use crate::source::SharedText;
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::fmt::Write as _;
use std::sync::Arc;

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
        format.url(&self.home)
    }
}

/// A writer of feeds for a site that has an address.
pub struct FeedWriter<'s> {
    pub(super) site: &'s Site,
    pub(super) base: &'s str,
    pub(super) zone: TimeZone,
}

impl<'s> FeedWriter<'s> {
    /// Returns a writer for the feeds of `site`, or `None` for a site without an address.
    #[must_use]
    pub fn new(site: &'s Site) -> Option<Self> {
        let base = site.settings.base_url.as_deref()?;
        Some(Self {
            site,
            base,
            zone: site.settings.zone(),
        })
    }

    pub(super) fn absolute(&self, url: &UrlPath) -> String {
        url.absolute(self.base)
    }
}

/// An entry, before it is written.
pub(super) struct FeedEntry<'s> {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) title: &'s str,
    pub(super) summary: Option<&'s str>,
    pub(super) html: &'s str,
    /// The text as it stands in a CDATA section.
    pub(super) cdata: SharedText,
    pub(super) published: Zoned,
    pub(super) updated: Zoned,
    pub(super) authors: Vec<String>,
    pub(super) topics: Vec<&'s str>,
    pub(super) picture: Option<EntryPicture>,
}

/// The picture of an entry, a JPEG file.
pub(super) struct EntryPicture {
    /// The whole address.
    pub(super) url: String,
    /// The width in pixels.
    pub(super) width: u32,
    /// The height in pixels.
    pub(super) height: u32,
}

impl EntryPicture {
    /// Adds the picture as Media RSS describes it (rssboard.org/media-rss).
    pub(super) fn write(&self, out: &mut String) {
        out.push_str("<media:content xmlns:media=\"http://search.yahoo.com/mrss/\" url=\"");
        text_into(&self.url, out);
        let (width, height) = (self.width, self.height);
        let _ = writeln!(
            out,
            "\" type=\"image/jpeg\" medium=\"image\" width=\"{width}\" height=\"{height}\"/>"
        );
    }
}

/// Makes a file of entries between a beginning and an end.
pub(super) fn around<'e>(
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
pub(super) fn rfc3339(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
