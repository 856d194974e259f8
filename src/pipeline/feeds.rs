//! Feeds, made where something in them has changed.

use crate::base::{Fingerprint, OutputPath};
use crate::emit::feeds::{self, Feed, FeedWriter, WrittenEntry};
use crate::memo::{Memo, RecordedAnswer, RenderCause, RenderEntry};
use crate::model::FeedFormat;
use crate::model::{Claims, PageId, Site};
use crate::render::Renderer;
use crate::source::{Flow, Sink};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Hands every feed to `sink` that is not known to be the same as before. Gives what to remember;
/// `None` when the sink takes no more. A file of the owner's own takes the place of a feed.
pub(super) fn write(
    site: &Site,
    feeds: &[Feed],
    renderer: &Renderer<'_>,
    claims: &Claims,
    memo: &Memo,
    sink: &dyn Sink,
) -> Option<BTreeMap<OutputPath, RenderEntry>> {
    let keyed: Vec<(&Feed, Fingerprint)> = feeds
        .par_iter()
        .map(|feed| {
            (
                feed,
                feeds::fingerprint(site, feed, |id| renderer.body_fingerprint(id)),
            )
        })
        .collect();
    let mut entries = BTreeMap::new();
    let mut stale = Vec::new();
    for (feed, key) in keyed {
        match fresh(feed, key, renderer, claims, memo, sink) {
            Some(known) => entries.extend(known),
            None => stale.push((feed, key)),
        }
    }
    let Some(writer) = FeedWriter::new(site) else {
        return Some(entries);
    };
    let shown = written(&writer, &stale, renderer);
    let made: Option<Vec<Vec<(OutputPath, RenderEntry)>>> = stale
        .par_iter()
        .map(|(feed, key)| {
            let reads: BTreeSet<&RecordedAnswer> = feed
                .pages
                .iter()
                .filter_map(|id| shown.get(id))
                .flat_map(|(_, reads)| reads)
                .collect();
            let reads: Vec<RecordedAnswer> = reads.into_iter().cloned().collect();
            let files = writer.feed(feed, |id| shown.get(&id).map(|(entry, _)| entry));
            let files = files.into_iter().filter(|(path, _)| !claims.is_taken(path));
            files
                .map(|(path, artifact)| take(path, artifact, *key, &reads, sink))
                .collect()
        })
        .collect();
    entries.extend(made?.into_iter().flatten());
    Some(entries)
}

fn take(
    path: OutputPath,
    artifact: crate::source::Artifact,
    key: Fingerprint,
    reads: &[RecordedAnswer],
    sink: &dyn Sink,
) -> Option<(OutputPath, RenderEntry)> {
    let stamp = artifact.stamp();
    match sink.take(&path, artifact) {
        Flow::Continue => Some((
            path,
            RenderEntry {
                key,
                reads: reads.to_vec(),
                stamp,
                common: Fingerprint::default(),
                why: RenderCause::Own,
            },
        )),
        Flow::Stop => None,
    }
}

/// Returns what is known of a feed's files, when all of them are as they would be made now.
fn fresh(
    feed: &Feed,
    key: Fingerprint,
    renderer: &Renderer<'_>,
    claims: &Claims,
    memo: &Memo,
    sink: &dyn Sink,
) -> Option<Vec<(OutputPath, RenderEntry)>> {
    let paths = FeedFormat::ALL
        .map(|format| feed.url(format).output())
        .into_iter()
        .filter(|path| !claims.is_taken(path));
    let known: Vec<(OutputPath, RenderEntry)> = paths
        .map(|path| {
            memo.rendered(&path, key)
                .cloned()
                .map(|entry| (path, entry))
        })
        .collect::<Option<_>>()?;
    // The files of one feed are made from the same bodies, so they asked for the same.
    let same = known
        .first()
        .is_none_or(|(_, entry)| renderer.still_answer(&entry.reads));
    (same
        && known
            .iter()
            .all(|(path, entry)| sink.holds(path, entry.stamp)))
    .then_some(known)
}

/// Returns the pages that these feeds show as entries, each made once, and what their texts asked
/// for.
fn written(
    writer: &FeedWriter<'_>,
    feeds: &[(&Feed, Fingerprint)],
    renderer: &Renderer<'_>,
) -> BTreeMap<PageId, (WrittenEntry, Vec<RecordedAnswer>)> {
    let shown: BTreeSet<PageId> = feeds
        .iter()
        .flat_map(|(feed, _)| feed.pages.iter().copied())
        .collect();
    let one = |id: PageId| {
        let (html, reads) = renderer.absolute_body(id, writer.base())?;
        Some((id, (writer.entry(id, html)?, reads)))
    };
    let made: Vec<_> = shown.into_par_iter().filter_map(one).collect();
    made.into_iter().collect()
}
