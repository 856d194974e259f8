//! The feeds of a site, written where something in them has changed. A file of the owner's own
//! takes the place of a feed.

use crate::base::{Fingerprint, OutputPath};
use crate::emit::feeds::{self, Feed, FeedWriter, WrittenEntry};
use crate::memo::{Memo, RecordedAnswer, RenderCause, RenderEntry};
use crate::model::{Claims, FeedFormat, PageId, Site};
use crate::render::{FEED_ENTRY, Renderer, TemplateFault, View};
use crate::resolve::{Resolved, Target};
use crate::source::{Artifact, Flow, Sink};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What feeds are made with.
pub(super) struct FeedInputs<'f> {
    pub(super) site: &'f Site,
    pub(super) resolved: &'f Resolved,
    pub(super) renderer: &'f Renderer<'f>,
    /// The owners of output files.
    pub(super) claims: &'f Claims,
    pub(super) memo: &'f Memo,
    pub(super) sink: &'f dyn Sink,
}

/// A feed that is to be written, and the fingerprint of what it shows.
struct StaleFeed<'f> {
    feed: &'f Feed,
    key: Fingerprint,
}

/// An entry that feeds show, with what its text asked for, or the fault that stops it.
type ShownEntry = Result<(WrittenEntry, Vec<RecordedAnswer>), TemplateFault>;

/// The entries that feeds show.
type ShownEntries = BTreeMap<PageId, ShownEntry>;

/// The outcome of writing the feeds of a site.
#[derive(Default)]
pub(super) struct WrittenFeeds {
    /// The entries to remember of the feeds' files.
    pub(super) entries: BTreeMap<OutputPath, RenderEntry>,
    /// The faults of templates, which leave out an entry each.
    pub(super) faults: Vec<TemplateFault>,
}

impl FeedInputs<'_> {
    /// Hands every feed to the sink that is not known to be the same as before. Returns what to
    /// remember, and every fault; `None` when the sink takes no more.
    pub(super) fn write(&self, all: &[Feed]) -> Option<WrittenFeeds> {
        let keys: Vec<Fingerprint> = all
            .par_iter()
            .map(|feed| {
                feeds::fingerprint(self.site, feed, |id| {
                    self.renderer.fingerprint(&View::Page(id), &FEED_ENTRY)
                })
            })
            .collect();
        let mut entries = BTreeMap::new();
        let mut stale = Vec::new();
        for (feed, key) in all.iter().zip(keys) {
            match self.remembered(feed, key) {
                Some(known) => entries.extend(known),
                None => stale.push(StaleFeed { feed, key }),
            }
        }
        let Some(writer) = FeedWriter::new(self.site) else {
            return Some(WrittenFeeds::default());
        };
        let shown = self.write_entries(&writer, &stale);
        let written: Vec<Vec<(OutputPath, RenderEntry)>> = stale
            .par_iter()
            .map(|stale| self.write_feed(&writer, stale, &shown))
            .collect::<Option<_>>()?;
        entries.extend(written.into_iter().flatten());
        let faults = shown.into_values().filter_map(Result::err).collect();
        Some(WrittenFeeds { entries, faults })
    }

    /// Returns what is known of a feed's files, when all of them are as they would be made now.
    fn remembered(&self, feed: &Feed, key: Fingerprint) -> Option<Vec<(OutputPath, RenderEntry)>> {
        let mut known = Vec::with_capacity(FeedFormat::ALL.len());
        for format in FeedFormat::ALL {
            let path = feed.url(format).output();
            if !self.claims.is_taken(&path) {
                let entry = self.memo.rendered(&path, key)?.clone();
                known.push((path, entry));
            }
        }
        // The files of one feed are made from the same bodies, so they asked for the same.
        let is_same = known
            .first()
            .is_none_or(|(_, entry)| self.renderer.still_answer(&entry.reads));
        let is_current = is_same
            && known
                .iter()
                .all(|(path, entry)| self.sink.holds(path, entry.stamp));
        is_current.then_some(known)
    }

    /// Writes the pages that these feeds show as entries, each once.
    fn write_entries(&self, writer: &FeedWriter<'_>, stale: &[StaleFeed<'_>]) -> ShownEntries {
        let shown: BTreeSet<PageId> = stale
            .iter()
            .flat_map(|stale| stale.feed.pages.iter().copied())
            .collect();
        let written: Vec<(PageId, ShownEntry)> = shown
            .into_par_iter()
            .filter_map(|id| Some((id, self.write_entry(writer, id)?)))
            .collect();
        written.into_iter().collect()
    }

    /// Writes a page as an entry; `None` for a page that feeds cannot show.
    fn write_entry(&self, writer: &FeedWriter<'_>, id: PageId) -> Option<ShownEntry> {
        let (html, reads) = match self.renderer.beside(id, &FEED_ENTRY)? {
            Ok(written) => written,
            Err(fault) => return Some(Err(fault)),
        };
        let cover = self.resolved.pages[id].image.as_ref();
        let cover = cover.and_then(Target::cover);
        let picture = cover.and_then(|cover| cover.middle.as_ref());
        Some(Ok((writer.entry(id, html, picture)?, reads)))
    }

    /// Hands the files of one feed to the sink; `None` when it takes no more. Nothing is to be
    /// remembered of a feed that lacks an entry, because nobody knows what the entry would ask.
    fn write_feed(
        &self,
        writer: &FeedWriter<'_>,
        stale: &StaleFeed<'_>,
        shown: &ShownEntries,
    ) -> Option<Vec<(OutputPath, RenderEntry)>> {
        let pages = stale.feed.pages.iter();
        let own = pages.filter_map(|id| shown.get(id));
        let is_whole = own.clone().all(Result::is_ok);
        let reads: BTreeSet<&RecordedAnswer> = own.flatten().flat_map(|(_, reads)| reads).collect();
        let entry_of_page = |id| Some(&shown.get(&id)?.as_ref().ok()?.0);
        let mut entries = Vec::with_capacity(FeedFormat::ALL.len());
        for (path, artifact) in writer.feed(stale.feed, entry_of_page) {
            if self.claims.is_taken(&path) {
                continue;
            }
            let entry = entry_of(&artifact, stale.key, &reads);
            if self.sink.take(&path, artifact) == Flow::Stop {
                return None;
            }
            if is_whole {
                entries.push((path, entry));
            }
        }
        Some(entries)
    }
}

fn entry_of(
    artifact: &Artifact,
    key: Fingerprint,
    reads: &BTreeSet<&RecordedAnswer>,
) -> RenderEntry {
    RenderEntry {
        key,
        reads: reads.iter().copied().cloned().collect(),
        stamp: artifact.stamp(),
        common: Fingerprint::default(),
        why: RenderCause::Own,
    }
}
