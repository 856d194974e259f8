//! Puts the index together. From: every analysed page. To: the files below `search/`, their names
//! made from their content, and the manifest, which has a fixed name. The same pages give the same
//! bytes, in whatever order they come and at any number of threads.

use super::analyse::AnalysedPage;
use super::documents::{CardBlocks, CardFolderOutput, CardSource, Documents, IndexedPage};
use super::entry::IndexEntry;
use super::facets;
use super::gzip::{compress, expand};
use super::lookup::{Lookup, NamedFile, lookup_files};
use super::manifest::{IndexFile, IndexManifest, MANIFEST, VERSION, index_path};
use super::settings::IndexSettings;
use super::storage::Corrupt;
use super::terms::coarse_average;
use crate::base::{Fingerprint, LinkStyle};

/// The name of the dictionary's file.
const DICTIONARY: &str = "t";
/// A site whose files, texts included, come to less than this many bytes has them all in the
/// manifest.
const ONE_FILE: usize = 24_000;

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
    /// Returns every file of the index.
    #[must_use]
    pub fn into_files(self) -> Vec<IndexFile> {
        let mut files = self.files;
        for folder in self.folders {
            files.extend(folder.into_files());
        }
        files.sort();
        files
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
    let ordered = by_date(pages);
    let analysed: Vec<&AnalysedPage> = ordered.iter().map(|page| page.analysed).collect();
    let average = coarse_average(&analysed);
    let documents = Documents::new(&ordered, texts);
    let (blocks, lookup) = rayon::join(|| documents.blocks(), || lookup_files(&analysed, average));
    let (mut blocks, lookup) = (blocks?, lookup?);
    let Lookup {
        mut files,
        manifest,
    } = lookup;
    files.push((DICTIONARY.to_owned(), compress(&blocks.dictionary.1)));
    let at = name_by_content(&mut files);
    let mut manifest = IndexManifest {
        v: VERSION,
        n: ordered.len(),
        avg: average,
        at,
        blocks: blocks.signs(),
        folders: blocks.folder_names(),
        size: blocks.size(),
        years: facets::years(&analysed),
        files: u8::from(settings.links == LinkStyle::Files),
        ..manifest
    };
    let mut inside = Vec::new();
    if files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() + blocks.bytes() < ONE_FILE {
        // The files of folders that stand from before are needed here, too.
        documents.complete(&mut blocks, |_| true)?;
        files.extend(take_files(&mut blocks));
        inside = put_inside(&mut manifest, std::mem::take(&mut files));
    }
    documents.complete(&mut blocks, |fingerprint| !texts.stands(fingerprint))?;
    files.push((MANIFEST.to_owned(), compress(&manifest.to_bytes(&inside))));
    let mut files: Vec<IndexFile> = files
        .into_iter()
        .map(|(name, bytes)| (index_path(&name), bytes))
        .collect();
    files.sort();
    let CardBlocks {
        dictionary,
        folders,
    } = blocks;
    Ok(Index {
        files,
        folders,
        dictionary,
    })
}

/// Puts pages in the order of their dates, so that years are ranges, sorting by date needs no data,
/// and a new page hardly moves the others.
fn by_date<'a>(pages: &[IndexedPage<'a>]) -> Vec<IndexedPage<'a>> {
    let mut ordered = pages.to_vec();
    ordered.sort_by(|a, b| {
        (a.analysed.facts.date, &a.analysed.facts.url)
            .cmp(&(b.analysed.facts.date, &b.analysed.facts.url))
    });
    ordered
}

/// Moves files into a folder that is named after their content, and returns its name.
fn name_by_content(files: &mut [NamedFile]) -> String {
    let mut content = Vec::new();
    for (name, bytes) in &*files {
        content.extend_from_slice(name.as_bytes());
        content.extend_from_slice(bytes);
    }
    let at = Fingerprint::short(&content);
    for (name, _) in files {
        *name = format!("{at}/{name}");
    }
    at
}

/// Returns the files of all folders, which are emptied.
fn take_files(blocks: &mut CardBlocks) -> Vec<NamedFile> {
    let mut files = Vec::new();
    for CardFolderOutput {
        folder,
        files: contents,
        ..
    } in std::mem::take(&mut blocks.folders)
    {
        let names = folder.blocks.iter().map(|block| folder.file(block.first));
        files.extend(names.zip(contents.unwrap_or_default()));
    }
    files
}

/// Notes in the manifest where each file stands inside it, and returns all files, expanded.
fn put_inside(manifest: &mut IndexManifest, files: Vec<NamedFile>) -> Vec<u8> {
    let mut inside = Vec::new();
    for (name, bytes) in files {
        let bytes = expand(bytes).unwrap_or_default();
        manifest.inside.insert(name, (inside.len(), bytes.len()));
        inside.extend(bytes);
    }
    inside
}

/// Entries that are all at hand.
struct EntryCards<'e> {
    entries: &'e [IndexEntry],
    analysed: &'e [AnalysedPage],
}

impl CardSource for EntryCards<'_> {
    fn card(&self, page: usize) -> String {
        super::card(&self.entries[page], &self.analysed[page])
    }
}

/// Makes the index of some entries.
///
/// # Errors
/// When tinysearch refuses what it is given, as in [`index`].
pub fn index_entries(
    entries: &[IndexEntry],
    analysed: &[AnalysedPage],
    settings: &IndexSettings,
) -> Result<Vec<IndexFile>, Corrupt> {
    let pages: Vec<IndexedPage<'_>> = analysed
        .iter()
        .enumerate()
        .map(|(number, analysed)| IndexedPage {
            analysed,
            fingerprint: Fingerprint::default(),
            number,
        })
        .collect();
    let texts = EntryCards { entries, analysed };
    Ok(index(&pages, &texts, settings)?.into_files())
}
