//! Puts the index together. From: every analysed page. To: the files below `search/`, their names
//! made from their content, and the manifest, which has a fixed one. The same pages give the same
//! bytes, in whatever order they come and at any number of threads.

use super::CardFolder;
use super::analyse::AnalysedPage;
use super::documents::{CardBlocks, CardFolderOutput, Documents};
use super::facets;
use super::gzip::compress;
use super::manifest::{IndexManifest, MANIFEST, VERSION, index_path};
use super::settings::IndexSettings;
use super::shards::{part_common, plan, shard_file};
use super::spelling;
use super::storage::{self, Corrupt};
use super::terms::{coarse_average, terms};
use crate::base::{Fingerprint, LinkStyle, OutputPath};
use rayon::prelude::*;

/// The name of the dictionary's file.
const DICTIONARY: &str = "t";
/// A site whose files, texts included, come to less than this many bytes has them all in the
/// manifest.
const ONE_FILE: usize = 24_000;

/// A file of the index.
pub type IndexFile = (OutputPath, Vec<u8>);

/// A page to index.
#[derive(Clone, Copy, Debug)]
pub struct IndexedPage<'a> {
    /// What was read of it.
    pub analysed: &'a AnalysedPage,
    /// Fingerprint of everything it was made from.
    pub fingerprint: Fingerprint,
    /// Number by which [`CardSource`] knows it.
    pub number: usize,
}

/// Where the index gets what is shown of pages, and what it need not make again.
pub trait CardSource: Sync {
    /// The card of a page, by the page's number: see [`super::card`].
    fn card(&self, page: usize) -> String;

    /// The dictionary that was made from what has this fingerprint, if it is still known.
    fn dictionary(&self, _fingerprint: Fingerprint) -> Option<Vec<u8>> {
        None
    }

    /// The folder that was made from what has this fingerprint, if it is still known.
    fn folder(&self, _fingerprint: Fingerprint) -> Option<CardFolder> {
        None
    }

    /// Whether the files of a known folder stand where they are published, and are kept there.
    fn stands(&self, _fingerprint: Fingerprint) -> bool {
        false
    }
}

/// An index.
#[derive(Clone, Debug)]
pub struct Index {
    /// The manifest, and the files by which pages are found.
    pub files: Vec<IndexFile>,
    /// The folders of what is shown of pages. A small site has none: everything is in the manifest.
    pub folders: Vec<CardFolderOutput>,
    /// The fingerprint of what the dictionary was made from, and its bytes.
    pub dictionary: (Fingerprint, Vec<u8>),
}

impl Index {
    /// Every file.
    #[must_use]
    pub fn into_files(self) -> Vec<IndexFile> {
        let mut files = self.files;
        files.extend(
            self.folders
                .into_iter()
                .flat_map(CardFolderOutput::into_files),
        );
        files.sort();
        files
    }
}

impl CardFolderOutput {
    /// Its files, unless they are kept from before.
    pub fn into_files(self) -> impl Iterator<Item = IndexFile> {
        let paths: Vec<OutputPath> = self.folder.paths().collect();
        paths.into_iter().zip(self.files.unwrap_or_default())
    }
}

impl CardFolder {
    /// Where its files stand.
    pub fn paths(&self) -> impl Iterator<Item = OutputPath> {
        self.blocks
            .iter()
            .map(|block| index_path(&self.file(block.first)))
    }

    fn file(&self, first: u32) -> String {
        format!("{}/{first}", self.name)
    }
}

/// Makes the index of some pages. Without any there is an index that answers nothing.
///
/// # Errors
/// When tinysearch refuses what it is given, which would be a fault of ours.
pub fn index(
    pages: &[IndexedPage<'_>],
    texts: &dyn CardSource,
    settings: &IndexSettings,
) -> Result<Index, Corrupt> {
    let mut ordered = pages.to_vec();
    // By date, so that years are ranges, sorting by date needs no data, and a new page hardly moves
    // the others.
    ordered.sort_by(|a, b| {
        (a.analysed.facts.date, &a.analysed.facts.url)
            .cmp(&(b.analysed.facts.date, &b.analysed.facts.url))
    });
    let analysed: Vec<&AnalysedPage> = ordered.iter().map(|page| page.analysed).collect();
    let average = coarse_average(&analysed);
    let documents = Documents::new(&ordered, texts);
    let (shown, found_by) = rayon::join(|| documents.blocks(), || lookup_files(&analysed, average));
    let (
        mut shown,
        Lookup {
            mut files,
            manifest,
        },
    ) = (shown?, found_by?);
    files.push((DICTIONARY.to_owned(), compress(&shown.dictionary.1)));
    let at = Fingerprint::short(
        &files
            .iter()
            .flat_map(|(name, bytes)| [name.as_bytes(), bytes].concat())
            .collect::<Vec<u8>>(),
    );
    for (name, _) in &mut files {
        *name = format!("{at}/{name}");
    }
    let mut manifest = IndexManifest {
        v: VERSION,
        n: ordered.len(),
        avg: average,
        at,
        blocks: shown.signs(),
        folders: shown
            .folders
            .iter()
            .map(|made| made.folder.name.clone())
            .collect(),
        size: shown.size(),
        years: facets::years(&analysed),
        files: u8::from(settings.links == LinkStyle::Files),
        ..manifest
    };
    let mut inside = Vec::new();
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() + shown.bytes() < ONE_FILE {
        // What stands in files of its own cannot be had from there.
        documents.complete(&mut shown, |_| true)?;
        for made in std::mem::take(&mut shown.folders) {
            let names = made
                .folder
                .blocks
                .iter()
                .map(|block| made.folder.file(block.first));
            files.extend(names.zip(made.files.iter().flatten().cloned()));
        }
        for (name, bytes) in std::mem::take(&mut files) {
            let bytes = super::gzip::expand(bytes).unwrap_or_default();
            manifest.inside.insert(name, (inside.len(), bytes.len()));
            inside.extend(bytes);
        }
    }
    documents.complete(&mut shown, |fingerprint| !texts.stands(fingerprint))?;
    files.push((MANIFEST.to_owned(), compress(&manifest.to_bytes(&inside))));
    let mut files: Vec<IndexFile> = files
        .into_iter()
        .map(|(name, bytes)| (index_path(&name), bytes))
        .collect();
    files.sort();
    let CardBlocks {
        dictionary,
        folders,
    } = shown;
    Ok(Index {
        files,
        folders,
        dictionary,
    })
}

/// Files by which pages are found, compressed, and what the manifest must know of them.
#[derive(Default)]
struct Lookup {
    files: Vec<(String, Vec<u8>)>,
    manifest: IndexManifest,
}

fn lookup_files(pages: &[&AnalysedPage], average: f64) -> Result<Lookup, Corrupt> {
    let (common, terms) = part_common(terms(pages, average), pages.len());
    let plan = plan(&terms, pages.len());
    let slices = spelling::slices(terms.iter().chain(&common));
    let mut work: Vec<(String, FileContent<'_, '_>)> = Vec::new();
    work.extend(
        plan.shards
            .iter()
            .enumerate()
            .map(|(number, shard)| (number.to_string(), FileContent::Terms(shard))),
    );
    work.extend(common.iter().enumerate().map(|(number, term)| {
        (
            format!("c{number}"),
            FileContent::Terms(std::slice::from_ref(term)),
        )
    }));
    work.extend(
        slices
            .values()
            .enumerate()
            .map(|(number, slice)| (format!("w{number}"), FileContent::Words(slice))),
    );
    let groups: Vec<&str> = facets::GROUPS
        .into_iter()
        .filter(|group| !facets::group(group, pages).is_empty())
        .collect();
    work.extend(
        groups
            .iter()
            .enumerate()
            .map(|(number, group)| (format!("f{number}"), FileContent::Facet(group))),
    );
    let files = work
        .into_par_iter()
        .map(|(name, part)| Ok((name, compress(&part.bytes(pages)?))));
    let files = files.collect::<Result<Vec<_>, Corrupt>>()?;
    let line = |term: &super::terms::IndexTerm<'_>| {
        let words = term
            .surfaces
            .iter()
            .filter(|surface| **surface != term.stem)
            .copied();
        [term.stem, &term.pages.len().to_string()]
            .into_iter()
            .chain(words)
            .collect::<Vec<&str>>()
            .join(" ")
    };
    let manifest = IndexManifest {
        keys: plan.keys.join("\n"),
        common: common.iter().map(line).collect::<Vec<_>>().join("\n"),
        strays: plan
            .strays
            .iter()
            .map(|(word, shards)| ((*word).to_owned(), shards.clone()))
            .collect(),
        groups: groups.into_iter().map(str::to_owned).collect(),
        letters: slices.keys().collect(),
        endings: spelling::endings(terms.iter().chain(&common)),
        ..IndexManifest::default()
    };
    Ok(Lookup { files, manifest })
}

/// What a file is made from.
enum FileContent<'t, 'a> {
    Terms(&'t [super::terms::IndexTerm<'a>]),
    Words(&'t str),
    Facet(&'t str),
}

impl FileContent<'_, '_> {
    fn bytes(&self, pages: &[&AnalysedPage]) -> Result<Vec<u8>, Corrupt> {
        match self {
            Self::Terms(terms) => shard_file(terms, pages.len()),
            Self::Words(slice) => Ok(slice.as_bytes().to_vec()),
            Self::Facet(group) => storage::encode(&facets::group(group, pages), pages.len()),
        }
    }
}

/// Entries that are all at hand.
struct EntryCards<'e> {
    entries: &'e [super::IndexEntry],
    analysed: &'e [AnalysedPage],
}

/// Makes the index of some entries.
///
/// # Errors
/// As [`index`].
pub fn index_entries(
    entries: &[super::IndexEntry],
    analysed: &[AnalysedPage],
    settings: &IndexSettings,
) -> Result<Vec<IndexFile>, Corrupt> {
    let texts = EntryCards { entries, analysed };
    let page = |(number, analysed)| IndexedPage {
        analysed,
        fingerprint: Fingerprint::default(),
        number,
    };
    let pages: Vec<IndexedPage<'_>> = analysed.iter().enumerate().map(page).collect();
    Ok(index(&pages, &texts, settings)?.into_files())
}

impl CardSource for EntryCards<'_> {
    fn card(&self, page: usize) -> String {
        super::card(&self.entries[page], &self.analysed[page])
    }
}
