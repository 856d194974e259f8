//! The search index of a site, made beside its pages. It takes a resolved site, its views and what
//! is remembered; it hands files below `search/` to the sink, and gives what to remember.
//!
//! A page is read again only when something it is made from has changed. The cards of pages stand
//! in folders of a hundred; a folder whose pages are the same, and which the sink still has, is not
//! made again. The files by which pages are found depend on all pages and are made whenever one has
//! changed.

mod analysis;
mod entries;
mod index_files;
mod index_texts;
mod page_text;
mod text;

use crate::base::{Code, Digest, Fault, Faults, LinkStyle, OutputPath, UrlPath};
use crate::memo::{IndexMemo, Memo, SearchEntry, SearchMemo};
use crate::parse::settings::Settings;
use crate::render::View;
use crate::search::{self, BUNDLE, IndexSettings, IndexedPage, MANIFEST, SynonymGroup, index_path};
use crate::source::Sink;
use analysis::analyse_pages;
use entries::EntrySource;
use index_files::{IndexWriter, OFFLINE, SCRIPT};
use index_texts::IndexTexts;
use std::collections::BTreeMap;

pub(super) use entries::{InterfaceWord, SearchInputs};

/// Returns the files that have the same name on every site.
pub(super) fn fixed_files(settings: &Settings) -> Vec<OutputPath> {
    if !settings.search.enabled {
        return Vec::new();
    }
    let mut files = vec![index_path(MANIFEST), index_path(SCRIPT)];
    if settings.links == LinkStyle::Files {
        files.push(index_path(BUNDLE));
    }
    if settings.search.offline {
        files.push(index_path(OFFLINE));
    }
    files
}

/// The outcome of making an index.
#[derive(Debug, Default)]
pub(super) struct IndexOutcome {
    /// What to remember; nothing when nothing was made.
    pub(super) searched: Option<SearchMemo>,
    /// Whether the sink refused a file.
    pub(super) stopped: bool,
    pub(super) faults: Faults,
}

/// Makes the index and hands its files to `sink`.
pub(super) fn write(
    inputs: &SearchInputs<'_>,
    views: &[View],
    words: &InterfaceWord<'_>,
    memo: &Memo,
    sink: &dyn Sink,
) -> IndexOutcome {
    if !inputs.site.settings.search.enabled {
        return IndexOutcome::default();
    }
    let source = EntrySource::new(inputs, views, words);
    let settings = index_settings(&inputs.site.settings);
    let entries = analyse_pages(&source, &settings, memo);
    let offline = offline_script(inputs);
    let key = Digest::new()
        .all(&entries, |digest, entry| digest.fingerprint(entry.key))
        .shown(&settings.links)
        .maybe(offline.as_deref())
        .done();
    let known = &memo.searched.made;
    if known.key == key && known.is_held_by(sink) {
        return remembered(&source, entries, known.clone());
    }
    let is_bundled = settings.links == LinkStyle::Files;
    let texts = IndexTexts::new(&source, &entries, known, sink, is_bundled);
    let pages: Vec<IndexedPage<'_>> = texts.pages().collect();
    let index = match search::index(&pages, &texts, &settings) {
        Ok(index) => index,
        Err(error) => {
            return IndexOutcome {
                faults: Fault::error(Code::UnreadableFile, error.to_string()).into(),
                ..IndexOutcome::default()
            };
        }
    };
    let writer = IndexWriter { known, sink };
    match writer.write(index, offline.as_deref(), is_bundled, key) {
        Some(made) => remembered(&source, entries, made),
        None => IndexOutcome {
            stopped: true,
            ..IndexOutcome::default()
        },
    }
}

fn index_settings(settings: &Settings) -> IndexSettings {
    let synonyms = &settings.search.synonyms;
    IndexSettings {
        synonyms: synonyms
            .iter()
            .map(|group| SynonymGroup::new(group.iter().map(String::as_str)))
            .collect(),
        links: settings.links,
    }
}

/// Returns the address of the script, from `search/`, on a site that lists its files.
fn offline_script(inputs: &SearchInputs<'_>) -> Option<String> {
    if !inputs.site.settings.search.offline {
        return None;
    }
    let script = inputs.script.map(|script| format!("..{script}"));
    Some(script.unwrap_or_default())
}

fn remembered(
    source: &EntrySource<'_>,
    entries: Vec<SearchEntry>,
    made: IndexMemo,
) -> IndexOutcome {
    let urls = source
        .subjects
        .iter()
        .map(|subject| source.url(*subject).clone());
    let pages: BTreeMap<UrlPath, SearchEntry> = urls.zip(entries).collect();
    IndexOutcome {
        searched: Some(SearchMemo { pages, made }),
        ..IndexOutcome::default()
    }
}
