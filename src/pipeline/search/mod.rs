//! The search index of a site: made beside its pages, from what is remembered and what is new.
//! From: a resolved site and its views. To: files below `search/` in the sink, and what to
//! remember.
//!
//! A page is read again only when something it is made from has changed. What is shown of pages
//! stands in folders of a hundred; one whose pages are the same, and which the sink still has, is
//! not made again. The files by which pages are found depend on all pages and are made whenever one
//! has changed.

mod entries;
mod text;

use crate::base::{Code, Digest, Fault, Faults, Fingerprint, LinkStyle, OutputPath, UrlPath};
use crate::memo::{IndexMemo, Memo, SearchEntry, SearchMemo};
use crate::render::View;
use crate::search::client::{MODULE, bundle};
use crate::search::{
    self, AnalysedPage, BUNDLE, CardFolder, CardFolderOutput, CardSource, FOLDER, Index, IndexFile,
    IndexSettings, IndexedPage, MANIFEST, SynonymGroup, index_path,
};
use crate::source::{Artifact, Flow, Sink};
use entries::{EntrySource, SearchedPage};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use entries::SearchInputs;

/// A word of the theme, by its key.
pub(super) type InterfaceWord<'w> = dyn Fn(&str) -> Option<String> + Sync + 'w;

/// The fewest pages that are read together: enough that they share their words.
const TOGETHER: usize = 256;
/// The largest index that a site opened from disk loads with every page, in bytes.
const LARGEST_BUNDLE: usize = 8 << 20;

/// Returns the files that have the same name on every site.
pub(super) fn fixed_files(settings: &crate::parse::settings::Settings) -> Vec<OutputPath> {
    if !settings.search.enabled {
        return Vec::new();
    }
    let bundle = (settings.links == LinkStyle::Files).then(|| index_path(BUNDLE));
    let offline = settings.search.offline.then(|| index_path("offline.json"));
    [index_path(MANIFEST), index_path("search.js")]
        .into_iter()
        .chain(bundle)
        .chain(offline)
        .collect()
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct IndexOutcome {
    /// What to remember; nothing when nothing was made.
    pub(super) searched: Option<SearchMemo>,
    /// The sink takes no more.
    pub(super) stopped: bool,
    pub(super) faults: Faults,
}

/// Makes the index and hands its files to `sink`.
pub(super) fn write(
    around: &SearchInputs<'_>,
    views: &[View],
    words: &InterfaceWord<'_>,
    memo: &Memo,
    sink: &dyn Sink,
) -> IndexOutcome {
    if !around.site.settings.search.enabled {
        return IndexOutcome::default();
    }
    let source = EntrySource::new(around, views, words);
    let settings = settings(around);
    let entries = read(&source, &settings, memo);
    let offline = offline(around);
    let key = Digest::new()
        .all(&entries, |digest, entry| digest.fingerprint(entry.key))
        .shown(&settings.links)
        .maybe(offline.as_deref())
        .done();
    let known = &memo.searched.made;
    if known.key == key && known.stands(sink) {
        return IndexOutcome {
            searched: Some(remembered(&source, entries, known.clone())),
            ..IndexOutcome::default()
        };
    }
    let texts = IndexTexts {
        source: &source,
        entries: &entries,
        numbers: numbers(&entries),
        made: known,
        sink,
        whole: settings.links == LinkStyle::Files,
    };
    let pages: Vec<IndexedPage<'_>> = texts
        .numbers
        .iter()
        .enumerate()
        .map(|(number, place)| texts.page(number, *place))
        .collect();
    match search::index(&pages, &texts, &settings) {
        Ok(index) => match emit(index, offline, &settings, key, known, sink) {
            Some(made) => IndexOutcome {
                searched: Some(remembered(&source, entries, made)),
                ..IndexOutcome::default()
            },
            None => IndexOutcome {
                stopped: true,
                ..IndexOutcome::default()
            },
        },
        Err(fault) => IndexOutcome {
            faults: Faults::from(Fault::error(Code::UnreadableFile, fault.to_string())),
            ..IndexOutcome::default()
        },
    }
}

fn settings(around: &SearchInputs<'_>) -> IndexSettings {
    let settings = &around.site.settings;
    let group = |group: &Vec<String>| SynonymGroup::new(group.iter().map(String::as_str));
    IndexSettings {
        synonyms: settings.search.synonyms.iter().map(group).collect(),
        links: settings.links,
    }
}

/// Returns every page as search reads it, in the order of the source.
fn read(source: &EntrySource<'_>, settings: &IndexSettings, memo: &Memo) -> Vec<SearchEntry> {
    let keys: Vec<Fingerprint> = source
        .subjects
        .par_iter()
        .map(|subject| source.key(*subject))
        .collect();
    let known = |at: usize| {
        memo.searched
            .page(source.url(source.subjects[at]), keys[at])
            .cloned()
    };
    let mut entries: Vec<Option<SearchEntry>> = (0..keys.len()).map(known).collect();
    let fresh: Vec<usize> = (0..keys.len())
        .filter(|at| entries[*at].is_none())
        .collect();
    let one = |together: &[usize]| {
        let subjects = || together.iter().map(|at| source.subjects[*at]);
        let all = subjects().flat_map(|subject| {
            (0..source.count(subject)).map(move |part| source.entry(subject, part))
        });
        let mut analysed = search::analyse(all, settings).into_iter();
        let own = |(at, subject): (&usize, SearchedPage)| {
            (
                *at,
                analysed
                    .by_ref()
                    .take(source.count(subject))
                    .collect::<Vec<AnalysedPage>>(),
            )
        };
        together.iter().zip(subjects()).map(own).collect::<Vec<_>>()
    };
    // Few large parts, so that most words are looked at once; enough that no thread waits for
    // another's last.
    let together = fresh
        .len()
        .div_ceil(rayon::current_num_threads() * 4)
        .max(TOGETHER);
    let made: Vec<Vec<(usize, Vec<AnalysedPage>)>> = fresh.par_chunks(together).map(one).collect();
    for (at, pages) in made.into_iter().flatten() {
        entries[at] = Some(SearchEntry {
            key: keys[at],
            pages: Arc::new(pages),
        });
    }
    entries.into_iter().flatten().collect()
}

fn remembered(source: &EntrySource<'_>, entries: Vec<SearchEntry>, made: IndexMemo) -> SearchMemo {
    let urls = source
        .subjects
        .iter()
        .map(|subject| source.url(*subject).clone());
    SearchMemo {
        pages: urls
            .zip(entries)
            .collect::<BTreeMap<UrlPath, SearchEntry>>(),
        made,
    }
}

/// For each entry of the index: which page, and which part of it.
fn numbers(entries: &[SearchEntry]) -> Vec<(usize, usize)> {
    entries
        .iter()
        .enumerate()
        .flat_map(|(page, entry)| (0..entry.pages.len()).map(move |part| (page, part)))
        .collect()
}

/// What the index is made from, and what it need not make again.
struct IndexTexts<'r> {
    source: &'r EntrySource<'r>,
    entries: &'r [SearchEntry],
    numbers: Vec<(usize, usize)>,
    made: &'r IndexMemo,
    sink: &'r dyn Sink,
    /// Every file is wanted with its bytes.
    whole: bool,
}

impl IndexTexts<'_> {
    fn page(&self, number: usize, (page, part): (usize, usize)) -> IndexedPage<'_> {
        let entry = &self.entries[page];
        IndexedPage {
            analysed: &entry.pages[part],
            fingerprint: Digest::new().fingerprint(entry.key).number(part).done(),
            number,
        }
    }
}

impl CardSource for IndexTexts<'_> {
    fn card(&self, number: usize) -> String {
        let (page, part) = self.numbers[number];
        search::card(
            &self.source.entry(self.source.subjects[page], part),
            &self.entries[page].pages[part],
        )
    }

    fn dictionary(&self, fingerprint: Fingerprint) -> Option<Vec<u8>> {
        let (of, bytes) = &self.made.dictionary;
        (*of == fingerprint && !bytes.is_empty()).then(|| bytes.clone())
    }

    fn folder(&self, fingerprint: Fingerprint) -> Option<CardFolder> {
        self.made
            .folders
            .get(&fingerprint)
            .filter(|_| !self.whole)
            .map(|(folder, _)| folder.clone())
    }

    fn stands(&self, fingerprint: Fingerprint) -> bool {
        self.made
            .folders
            .get(&fingerprint)
            .is_some_and(|(folder, stamps)| {
                folder
                    .paths()
                    .zip(stamps)
                    .all(|(path, stamp)| self.sink.holds(&path, *stamp))
            })
    }
}

impl IndexMemo {
    /// Reports whether every file of it stands in the sink from before.
    fn stands(&self, sink: &dyn Sink) -> bool {
        let in_folders = self
            .folders
            .values()
            .flat_map(|(folder, stamps)| folder.paths().zip(stamps));
        self.files
            .iter()
            .all(|(path, stamp)| sink.holds(path, *stamp))
            && in_folders
                .into_iter()
                .all(|(path, stamp)| sink.holds(&path, *stamp))
    }
}

/// Hands the files of an index to the sink, with those that have the same name on every site.
/// `None` when it takes no more.
fn emit(
    index: Index,
    offline: Option<String>,
    settings: &IndexSettings,
    key: Fingerprint,
    known: &IndexMemo,
    sink: &dyn Sink,
) -> Option<IndexMemo> {
    let Index {
        mut files,
        folders,
        dictionary,
    } = index;
    let own = |name: &str, text: String| (index_path(name), text.into_bytes());
    let bundle =
        (settings.links == LinkStyle::Files).then(|| own(BUNDLE, bundle_of(&files, &folders)));
    let listed = offline.map(|offline| own("offline.json", list(&offline, &files, &folders)));
    files.extend(bundle);
    files.extend(listed);
    files.push(own("search.js", MODULE.to_owned()));
    let take = |(path, bytes): IndexFile| {
        let artifact = Artifact::bytes(bytes);
        let stamp = artifact.stamp();
        if known.files.get(&path) == Some(&stamp) && sink.holds(&path, stamp) {
            return Some((path, stamp));
        }
        (sink.take(&path, artifact) == Flow::Continue).then_some((path, stamp))
    };
    let folder = |made: CardFolderOutput| {
        let fingerprint = made.fingerprint;
        if made.files.is_none() {
            return known
                .folders
                .get(&fingerprint)
                .map(|known| (fingerprint, known.clone()));
        }
        let folder = made.folder.clone();
        let stamps = made
            .into_files()
            .map(take)
            .map(|taken| taken.map(|(_, stamp)| stamp))
            .collect::<Option<_>>()?;
        Some((fingerprint, (folder, stamps)))
    };
    let files = files
        .into_par_iter()
        .map(take)
        .collect::<Option<BTreeMap<_, _>>>()?;
    let folders = folders
        .into_par_iter()
        .map(folder)
        .collect::<Option<BTreeMap<_, _>>>()?;
    Some(IndexMemo {
        key,
        files,
        folders,
        dictionary,
    })
}

fn bundle_of(files: &[IndexFile], folders: &[CardFolderOutput]) -> String {
    let mut all = files.to_vec();
    all.extend(
        folders
            .iter()
            .cloned()
            .flat_map(CardFolderOutput::into_files),
    );
    if all.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > LARGEST_BUNDLE {
        return "// The index of this site is too large to be loaded with every page.\n".to_owned();
    }
    bundle(&all)
}

/// Returns the files that a service worker needs for search without a connection: addresses below
/// `search/`, as JSON.
fn list(script: &str, files: &[IndexFile], folders: &[CardFolderOutput]) -> String {
    let below = |path: &OutputPath| {
        path.as_str()
            .strip_prefix(&format!("{FOLDER}/"))
            .unwrap_or(path.as_str())
            .to_owned()
    };
    let in_folders = folders.iter().flat_map(|made| made.folder.paths());
    let mut names: Vec<String> = files
        .iter()
        .map(|(path, _)| below(path))
        .chain(in_folders.map(|path| below(&path)))
        .collect();
    names.sort();
    let first = ["./".to_owned(), script.to_owned()];
    serde_json::to_string(&first.into_iter().chain(names).collect::<Vec<String>>())
        .unwrap_or_default()
        + "\n"
}

/// Returns where the script stands, from `search/`, on a site that lists its files.
fn offline(around: &SearchInputs<'_>) -> Option<String> {
    around.site.settings.search.offline.then(|| {
        around
            .script
            .map(|script| format!("..{script}"))
            .unwrap_or_default()
    })
}
