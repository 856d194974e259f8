//! The feeds of a site, written where something in them has changed. A file of the owner's own
//! takes the place of a feed.

use crate::base::{Fingerprint, OutputPath};
use crate::emit::feeds::{self, Feed, FeedWriter, WrittenEntry};
use crate::memo::{Memo, RecordedAnswer, RenderCause, RenderEntry};
use crate::model::{Claims, FeedFormat, PageId, Site};
use crate::render::Renderer;
use crate::source::{Artifact, Flow, Sink};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What feeds are made with.
pub(super) struct FeedInputs<'f> {
    pub(super) site: &'f Site,
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

/// The entries that feeds show, each with what its text asked for.
type ShownEntries = BTreeMap<PageId, (WrittenEntry, Vec<RecordedAnswer>)>;

impl FeedInputs<'_> {
    /// Hands every feed to the sink that is not known to be the same as before. Returns what to
    /// remember; `None` when the sink takes no more.
    pub(super) fn write(&self, all: &[Feed]) -> Option<BTreeMap<OutputPath, RenderEntry>> {
        let keys: Vec<Fingerprint> = all
            .par_iter()
            .map(|feed| {
                feeds::fingerprint(self.site, feed, |id| self.renderer.body_fingerprint(id))
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
            return Some(entries);
        };
        let shown = self.write_entries(&writer, &stale);
        let written: Vec<Vec<(OutputPath, RenderEntry)>> = stale
            .par_iter()
            .map(|stale| self.write_feed(&writer, stale, &shown))
            .collect::<Option<_>>()?;
        entries.extend(written.into_iter().flatten());
        Some(entries)
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
        let written: Vec<(PageId, (WrittenEntry, Vec<RecordedAnswer>))> = shown
            .into_par_iter()
            .filter_map(|id| {
                let (html, reads) = self.renderer.absolute_body(id, writer.base())?;
                Some((id, (writer.entry(id, html)?, reads)))
            })
            .collect();
        written.into_iter().collect()
    }

    /// Hands the files of one feed to the sink; `None` when it takes no more.
    fn write_feed(
        &self,
        writer: &FeedWriter<'_>,
        stale: &StaleFeed<'_>,
        shown: &ShownEntries,
    ) -> Option<Vec<(OutputPath, RenderEntry)>> {
        let pages = stale.feed.pages.iter();
        let reads: BTreeSet<&RecordedAnswer> = pages
            .filter_map(|id| shown.get(id))
            .flat_map(|(_, reads)| reads)
            .collect();
        let mut entries = Vec::with_capacity(FeedFormat::ALL.len());
        for (path, artifact) in writer.feed(stale.feed, |id| Some(&shown.get(&id)?.0)) {
            if self.claims.is_taken(&path) {
                continue;
            }
            let entry = entry_of(&artifact, stale.key, &reads);
            if self.sink.take(&path, artifact) == Flow::Stop {
                return None;
            }
            entries.push((path, entry));
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
