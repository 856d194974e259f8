//! Everything that is shown of pages, texts for excerpts included, in small files of a few pages
//! each. From: the cards of analysed pages, in order. To: the dictionary their words are in, and
//! blocks, in folders named after their content. A block is, for each of its pages, the length of
//! the card and the card as `texts` writes it.
//!
//! A name for every block would cost the manifest more than all else in it. So a block is named by
//! the number of its first page, and the blocks of a hundred pages share a folder whose name is the
//! hash of its content: a file never changes under its name, and an edit renames one folder.

use super::analyse::AnalysedPage;
use super::manifest::{IndexFile, MOST_PAGES_IN_BLOCK, index_path};
use super::storage::{Corrupt, put_number};
use super::texts::Dictionary;
use crate::base::{Digest, Fingerprint, OutputPath};
use rayon::prelude::*;
use std::sync::OnceLock;

/// A page joins the block before it while that is smaller than this, in bytes: a file of its own
/// would be mostly envelope.
const SMALL_BLOCK: usize = 400;
/// A page longer than this, in bytes, always begins a block.
const LARGE_CARD: usize = 800;
/// The number of pages that share a folder.
pub(super) const PAGES_IN_FOLDER: usize = 100;
/// The number of pages that the dictionary is made from.
const SAMPLE: usize = 200;

/// A page to index.
#[derive(Clone, Copy, Debug)]
pub struct IndexedPage<'a> {
    /// The page as it was read.
    pub analysed: &'a AnalysedPage,
    /// Fingerprint of everything the page was made from.
    pub fingerprint: Fingerprint,
    /// The number by which [`CardSource`] knows the page.
    pub number: usize,
}

/// Where the index gets what is shown of pages, and what it need not make again.
pub trait CardSource: Sync {
    /// Returns the card of a page, by the page's number: see [`super::card`].
    fn card(&self, page: usize) -> String;

    /// Returns the dictionary that was made from what has this fingerprint, if it is still known.
    fn dictionary(&self, _fingerprint: Fingerprint) -> Option<Vec<u8>> {
        None
    }

    /// Returns the folder that was made from what has this fingerprint, if it is still known.
    fn folder(&self, _fingerprint: Fingerprint) -> Option<CardFolder> {
        None
    }

    /// Reports whether the files of a known folder stand where they are published, and are kept
    /// there.
    fn stands(&self, _fingerprint: Fingerprint) -> bool {
        false
    }
}

/// The documents of a site.
#[derive(Debug, Default)]
pub(super) struct CardBlocks {
    /// The fingerprint of what the dictionary was made from, and its file.
    pub dictionary: (Fingerprint, Vec<u8>),
    /// The blocks of each hundred pages.
    pub folders: Vec<CardFolderOutput>,
}

/// The blocks of a hundred pages, as the manifest must know them. Small enough to be remembered.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CardFolder {
    /// The folder's name: the hash of its content.
    pub name: String,
    /// The folder's blocks in order.
    pub blocks: Vec<CardBlock>,
}

impl CardFolder {
    /// Returns where the folder's files are published.
    pub fn paths(&self) -> impl Iterator<Item = OutputPath> {
        self.blocks
            .iter()
            .map(|block| index_path(&self.file(block.first)))
    }

    /// Returns the name of the block that begins with the page `first`.
    pub(super) fn file(&self, first: u32) -> String {
        format!("{}/{first}", self.name)
    }
}

/// A file of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CardBlock {
    /// The number of the block's first page, which is its name.
    pub first: u32,
    /// The number of pages in the block.
    pub pages: u8,
    /// The size of the block.
    pub bytes: u32,
}

/// A folder as it was made, or as it is known from before.
#[derive(Clone, Debug)]
pub struct CardFolderOutput {
    /// Fingerprint of everything the folder is made from.
    pub fingerprint: Fingerprint,
    /// The folder's content.
    pub folder: CardFolder,
    /// The bytes of the folder's blocks; `None` for one whose files stand from before.
    pub files: Option<Vec<Vec<u8>>>,
}

impl CardFolderOutput {
    /// Returns the folder's files, unless they are kept from before.
    pub fn into_files(self) -> impl Iterator<Item = IndexFile> {
        let paths: Vec<OutputPath> = self.folder.paths().collect();
        paths.into_iter().zip(self.files.unwrap_or_default())
    }
}

/// Pages in their order, on their way into blocks.
pub(super) struct Documents<'p, 'a> {
    pages: &'p [IndexedPage<'a>],
    texts: &'p dyn CardSource,
    levels: usize,
    sample: Vec<&'p IndexedPage<'a>>,
    /// The dictionary as it was made before.
    known: Option<Vec<u8>>,
    /// The dictionary, once it is wanted.
    made: OnceLock<Result<Dictionary, Corrupt>>,
}

impl<'p, 'a> Documents<'p, 'a> {
    pub(super) fn new(pages: &'p [IndexedPage<'a>], texts: &'p dyn CardSource) -> Self {
        let mut documents = Self {
            pages,
            texts,
            levels: levels(pages.len()),
            sample: sample(pages),
            known: None,
            made: OnceLock::new(),
        };
        documents.known = texts.dictionary(documents.fingerprint());
        documents
    }

    /// Returns the fingerprint of everything the dictionary is made from.
    fn fingerprint(&self) -> Fingerprint {
        Digest::new()
            .number(self.levels)
            .all(&self.sample, |digest, page| {
                digest.fingerprint(page.fingerprint)
            })
            .done()
    }

    /// Returns the dictionary, made when it is first wanted: where every block is remembered,
    /// nobody wants it.
    fn dictionary(&self) -> Result<&Dictionary, Corrupt> {
        self.made
            .get_or_init(|| self.make_dictionary())
            .as_ref()
            .map_err(|fault| *fault)
    }

    fn make_dictionary(&self) -> Result<Dictionary, Corrupt> {
        if let Some(bytes) = &self.known {
            return Dictionary::from_bytes(bytes);
        }
        let cards: Vec<String> = self
            .sample
            .par_iter()
            .map(|page| self.texts.card(page.number))
            .collect();
        let cards: Vec<&str> = cards.iter().map(String::as_str).collect();
        Ok(Dictionary::of(&cards, self.levels))
    }

    /// Puts all pages into blocks. Blocks that `texts` remembers are not made, so their bytes are
    /// not known.
    ///
    /// # Errors
    /// When a dictionary that was remembered cannot be read.
    pub(super) fn blocks(&self) -> Result<CardBlocks, Corrupt> {
        let bytes = match &self.known {
            Some(bytes) => bytes.clone(),
            None => self.dictionary()?.to_bytes(),
        };
        let dictionary = Fingerprint::of(&bytes);
        let folders = self
            .pages
            .par_chunks(PAGES_IN_FOLDER)
            .enumerate()
            .map(|(number, pages)| self.folder(number, pages, dictionary))
            .collect::<Result<_, Corrupt>>()?;
        Ok(CardBlocks {
            dictionary: (self.fingerprint(), bytes),
            folders,
        })
    }

    /// Returns the folder of some pages, as it is remembered or made anew.
    fn folder(
        &self,
        number: usize,
        pages: &[IndexedPage<'_>],
        dictionary: Fingerprint,
    ) -> Result<CardFolderOutput, Corrupt> {
        let fingerprint = Digest::new()
            .fingerprint(dictionary)
            .number(number)
            .all(pages, |digest, page| digest.fingerprint(page.fingerprint))
            .done();
        match self.texts.folder(fingerprint) {
            Some(folder) => Ok(CardFolderOutput {
                fingerprint,
                folder,
                files: None,
            }),
            None => self.make(number, fingerprint),
        }
    }

    /// Makes the blocks whose bytes are wanted and not known.
    ///
    /// # Errors
    /// When a dictionary that was remembered cannot be read.
    pub(super) fn complete(
        &self,
        blocks: &mut CardBlocks,
        wanted: impl Fn(Fingerprint) -> bool + Sync,
    ) -> Result<(), Corrupt> {
        let incomplete = blocks
            .folders
            .par_iter_mut()
            .enumerate()
            .filter(|(_, made)| made.files.is_none() && wanted(made.fingerprint));
        incomplete.try_for_each(|(number, made)| {
            *made = self.make(number, made.fingerprint)?;
            Ok(())
        })
    }

    fn make(&self, number: usize, fingerprint: Fingerprint) -> Result<CardFolderOutput, Corrupt> {
        let first = number * PAGES_IN_FOLDER;
        let pages = &self.pages[first..(first + PAGES_IN_FOLDER).min(self.pages.len())];
        let dictionary = self.dictionary()?;
        let cards: Vec<Vec<u8>> = pages
            .par_iter()
            .map(|page| dictionary.encode(&self.texts.card(page.number)))
            .collect();
        let (folder, files) = folder_of(first, cards);
        Ok(CardFolderOutput {
            fingerprint,
            folder,
            files: Some(files),
        })
    }
}

/// Puts the cards of a folder's pages into blocks.
fn folder_of(first: usize, cards: Vec<Vec<u8>>) -> (CardFolder, Vec<Vec<u8>>) {
    let mut blocks: Vec<CardBlock> = Vec::new();
    let mut files: Vec<Vec<u8>> = Vec::new();
    for (number, card) in (first..).zip(cards) {
        let small =
            files.last().is_some_and(|last| last.len() < SMALL_BLOCK) && card.len() <= LARGE_CARD;
        match blocks.last_mut() {
            Some(block) if small && usize::from(block.pages) < MOST_PAGES_IN_BLOCK => {
                block.pages += 1;
            }
            _ => {
                blocks.push(CardBlock {
                    first: u32::try_from(number).unwrap_or(u32::MAX),
                    pages: 1,
                    bytes: 0,
                });
                files.push(Vec::new());
            }
        }
        if let Some(file) = files.last_mut() {
            put_number(file, card.len());
            file.extend_from_slice(&card);
        }
    }
    for (block, file) in blocks.iter_mut().zip(&files) {
        block.bytes = u32::try_from(file.len()).unwrap_or(u32::MAX);
    }
    (
        CardFolder {
            name: Fingerprint::short(&files.concat()),
            blocks,
        },
        files,
    )
}

impl CardBlocks {
    /// Returns a sign for each block that says how many pages it has.
    pub(super) fn signs(&self) -> String {
        self.all()
            .map(|block| char::from(b'0' + block.pages))
            .collect()
    }

    /// Returns the names of the folders.
    pub(super) fn folder_names(&self) -> Vec<String> {
        self.folders
            .iter()
            .map(|made| made.folder.name.clone())
            .collect()
    }

    /// Returns the size of all blocks together.
    pub(super) fn bytes(&self) -> usize {
        self.all().map(|block| block.bytes as usize).sum()
    }

    fn all(&self) -> impl Iterator<Item = &CardBlock> {
        self.folders.iter().flat_map(|made| &made.folder.blocks)
    }

    /// Returns the average size of a block, roughly: it must not change with every edit.
    pub(super) fn size(&self) -> usize {
        let average = self.bytes() / self.all().count().max(1);
        average.div_ceil(200).max(1) * 200
    }
}

/// Returns the number of levels of the dictionary. On a large site a large dictionary pays: every
/// visitor fetches it, but all texts shrink.
fn levels(pages: usize) -> usize {
    match pages {
        0..300 => 10,
        300..900 => 11,
        _ => 12,
    }
}

/// Returns the pages whose addresses have the lowest hashes: on a large site, an edit hardly ever
/// meets one.
fn sample<'p, 'a>(pages: &'p [IndexedPage<'a>]) -> Vec<&'p IndexedPage<'a>> {
    let mut hashed: Vec<(Fingerprint, &IndexedPage<'a>)> = pages
        .iter()
        .map(|page| (Fingerprint::of(page.analysed.facts.url.as_bytes()), page))
        .collect();
    hashed.sort_by(|(one, a), (two, b)| {
        (one, &a.analysed.facts.url).cmp(&(two, &b.analysed.facts.url))
    });
    hashed
        .into_iter()
        .take(SAMPLE)
        .map(|(_, page)| page)
        .collect()
}
