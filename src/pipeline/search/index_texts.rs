//! What an index is made from, and what of the last one need not be made again.

use super::entries::EntrySource;
use crate::base::{Digest, Fingerprint};
use crate::memo::{IndexMemo, SearchEntry};
use crate::search::{self, CardFolder, CardSource, IndexedPage, MANIFEST, index_path};
use crate::source::{Sink, Stamp};

/// The entries of an index, and what is known of the last one.
pub(super) struct IndexTexts<'r> {
    source: &'r EntrySource<'r>,
    entries: &'r [SearchEntry],
    /// The page and the part of it that each entry of the index is.
    places: Vec<EntryPlace>,
    known: &'r IndexMemo,
    sink: &'r dyn Sink,
    /// Whether every file is wanted with its bytes.
    is_bundled: bool,
}

/// A page, by its number in the source, and the part of it that is an entry.
#[derive(Clone, Copy)]
struct EntryPlace {
    page: usize,
    part: usize,
}

impl<'r> IndexTexts<'r> {
    pub(super) fn new(
        source: &'r EntrySource<'r>,
        entries: &'r [SearchEntry],
        known: &'r IndexMemo,
        sink: &'r dyn Sink,
        is_bundled: bool,
    ) -> Self {
        let mut places = Vec::with_capacity(entries.len());
        for (page, entry) in entries.iter().enumerate() {
            places.extend((0..entry.pages.len()).map(|part| EntryPlace { page, part }));
        }
        Self {
            source,
            entries,
            places,
            known,
            sink,
            is_bundled,
        }
    }

    /// Returns the entries of the index in order.
    pub(super) fn pages(&self) -> impl Iterator<Item = IndexedPage<'_>> {
        let numbered = self.places.iter().enumerate();
        numbered.map(|(number, EntryPlace { page, part })| {
            let entry = &self.entries[*page];
            IndexedPage {
                analysed: &entry.pages[*part],
                fingerprint: Digest::new().fingerprint(entry.key).number(*part).done(),
                number,
            }
        })
    }
}

impl CardSource for IndexTexts<'_> {
    fn card(&self, number: usize) -> String {
        let EntryPlace { page, part } = self.places[number];
        let entry = self.source.entry(self.source.subjects[page], part);
        let card = search::card(&entry, &self.entries[page].pages[part]);
        self.sink.told(&index_path(MANIFEST), &card);
        card
    }

    fn dictionary(&self, fingerprint: Fingerprint) -> Option<Vec<u8>> {
        let (of, bytes) = &self.known.dictionary;
        (*of == fingerprint && !bytes.is_empty()).then(|| bytes.clone())
    }

    fn folder(&self, fingerprint: Fingerprint) -> Option<CardFolder> {
        if self.is_bundled {
            return None;
        }
        let (folder, _) = self.known.folders.get(&fingerprint)?;
        Some(folder.clone())
    }

    fn stands(&self, fingerprint: Fingerprint) -> bool {
        let folder = self.known.folders.get(&fingerprint);
        folder.is_some_and(|(folder, stamps)| is_held(folder, stamps, self.sink))
    }
}

impl IndexMemo {
    /// Reports whether the sink has every file of the index from before.
    pub(super) fn is_held_by(&self, sink: &dyn Sink) -> bool {
        let mut folders = self.folders.values();
        self.files
            .iter()
            .all(|(path, stamp)| sink.holds(path, *stamp))
            && folders.all(|(folder, stamps)| is_held(folder, stamps, sink))
    }
}

/// Reports whether the sink has every file of a folder from before.
fn is_held(folder: &CardFolder, stamps: &[Stamp], sink: &dyn Sink) -> bool {
    folder
        .paths()
        .zip(stamps)
        .all(|(path, stamp)| sink.holds(&path, *stamp))
}
