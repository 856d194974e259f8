//! The files of an index, each read once. From: whatever can give bytes by path. To: shards,
//! documents, spelling slices, facets.

use super::document::{Doc, read_block};
use crate::base::OutputPath;
use crate::search::documents::PAGES_IN_FOLDER;
use crate::search::gzip::expand;
use crate::search::manifest::{IndexManifest, MANIFEST, index_path};
use crate::search::shards::shard_of;
use crate::search::spelling::read_slice;
use crate::search::storage::{self, Corrupt, Input, Postings};
use crate::search::texts::Dictionary;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A stem, as a shard has it.
pub(super) struct Stem {
    pub name: String,
    /// The number of pages that have it.
    pub df: usize,
    /// The pages of each tier.
    pub tiers: Vec<(usize, Vec<u32>)>,
    /// The words that have this stem.
    pub words: Vec<String>,
}

/// A shard: every word in it with its stems.
pub(super) type Shard = BTreeMap<String, Vec<Rc<Stem>>>;

type FileCache<T> = RefCell<BTreeMap<String, Rc<T>>>;

/// The function that gives the bytes of a published file, if there is one.
pub(super) type ReadFile<'r> = Box<dyn Fn(&OutputPath) -> Option<Vec<u8>> + 'r>;

/// Reads the files of an index and keeps what it made of them.
pub(super) struct IndexReader<'r> {
    read: ReadFile<'r>,
    pub manifest: IndexManifest,
    /// The files inside the manifest.
    inside: Vec<u8>,
    /// The keys of the shards.
    keys: Vec<String>,
    /// The page that each block begins with, and after the last how many there are.
    firsts: Vec<usize>,
    /// The words of stems that stand alone: which stem, and in how many pages.
    pub common: BTreeMap<String, (usize, usize)>,
    /// The stems that stand alone, each with its words.
    pub common_words: Vec<Vec<String>>,
    dictionary: RefCell<Option<Rc<Dictionary>>>,
    shards: FileCache<Shard>,
    slices: FileCache<Vec<(String, u32)>>,
    blocks: FileCache<Vec<Rc<Doc>>>,
    facets: FileCache<Vec<Postings>>,
}

impl<'r> IndexReader<'r> {
    /// Reads the manifest.
    pub(super) fn open(read: ReadFile<'r>) -> Result<Self, Corrupt> {
        let bytes = read(&index_path(MANIFEST)).ok_or(Corrupt("there is no manifest"))?;
        let bytes = expand(bytes).ok_or(Corrupt("its manifest is incomplete"))?;
        let (manifest, inside) = IndexManifest::from_bytes(&bytes)?;
        let inside = inside.to_vec();
        let keys = manifest.keys.split('\n').map(str::to_owned).collect();
        let mut firsts = vec![0];
        for pages in manifest.block_sizes() {
            firsts.push(firsts.last().unwrap_or(&0) + pages);
        }
        let (mut common, mut common_words) = (BTreeMap::new(), Vec::new());
        for line in manifest.common.lines() {
            let mut parts = line.split(' ').map(str::to_owned);
            let (Some(stem), Some(df)) = (parts.next(), parts.next()) else {
                continue;
            };
            let words: Vec<String> = std::iter::once(stem).chain(parts).collect();
            let df = df.parse().unwrap_or(0);
            for word in &words {
                common.insert(word.clone(), (common_words.len(), df));
            }
            common_words.push(words);
        }
        Ok(Self {
            read,
            manifest,
            inside,
            keys,
            firsts,
            common,
            common_words,
            dictionary: RefCell::default(),
            shards: FileCache::default(),
            slices: FileCache::default(),
            blocks: FileCache::default(),
            facets: FileCache::default(),
        })
    }

    /// Returns the bytes of a file by its name, expanded.
    fn bytes(&self, name: &str) -> Result<Vec<u8>, Corrupt> {
        if let Some((start, length)) = self.manifest.inside.get(name) {
            let end = start
                .checked_add(*length)
                .ok_or(Corrupt("a length in it is too large"))?;
            return self
                .inside
                .get(*start..end)
                .map(<[u8]>::to_vec)
                .ok_or(Corrupt("a file in it is missing"));
        }
        let bytes = (self.read)(&index_path(name)).ok_or(Corrupt("a file of it is missing"))?;
        expand(bytes).ok_or(Corrupt("a file of it is incomplete"))
    }

    /// Makes something of a file, unless `kept` has it already.
    fn kept<T>(
        &self,
        kept: &FileCache<T>,
        name: &str,
        make: impl FnOnce(&[u8]) -> Result<T, Corrupt>,
    ) -> Result<Rc<T>, Corrupt> {
        if let Some(made) = kept.borrow().get(name) {
            return Ok(Rc::clone(made));
        }
        let made = Rc::new(make(&self.bytes(name)?)?);
        kept.borrow_mut().insert(name.to_owned(), Rc::clone(&made));
        Ok(made)
    }

    /// Returns a shard by its name: a number, or `c` and the number of a stem that stands alone.
    pub(super) fn shard(&self, name: &str) -> Result<Rc<Shard>, Corrupt> {
        let name = format!("{}/{name}", self.manifest.at);
        self.kept(&self.shards, &name, |bytes| {
            read_shard(bytes, self.manifest.n)
        })
    }

    /// Returns the words of a spelling slice with how common they are.
    pub(super) fn slice(&self, number: usize) -> Result<Rc<Vec<(String, u32)>>, Corrupt> {
        let name = format!("{}/w{number}", self.manifest.at);
        self.kept(&self.slices, &name, |bytes| {
            let text = std::str::from_utf8(bytes).map_err(|_| Corrupt("its words are not text"))?;
            Ok(read_slice(text))
        })
    }

    /// Returns the values of a group with the pages that have them.
    pub(super) fn facet(&self, number: usize) -> Result<Rc<Vec<Postings>>, Corrupt> {
        let name = format!("{}/f{number}", self.manifest.at);
        self.kept(&self.facets, &name, |bytes| {
            storage::decode(bytes, self.manifest.n)
        })
    }

    /// Returns the number of the shard in which a word is looked for.
    pub(super) fn shard_of(&self, word: &str) -> usize {
        shard_of(&self.keys, word)
    }

    /// Returns the first page of the block that a page stands in, and the block's name.
    fn block(&self, page: usize) -> Result<(usize, String), Corrupt> {
        let block = self.firsts.partition_point(|first| *first <= page);
        let first = self.firsts[block.saturating_sub(1)];
        let folder = self.manifest.folders.get(first / PAGES_IN_FOLDER);
        let folder = folder.ok_or(Corrupt("a page in it is missing"))?;
        Ok((first, format!("{folder}/{first}")))
    }

    /// Returns the bytes that reading a page's text costs, roughly: none where they came with the
    /// manifest.
    pub(super) fn cost(&self, page: usize) -> usize {
        match self.block(page) {
            Ok((_, name)) if self.manifest.inside.contains_key(&name) => 0,
            _ => self.manifest.size,
        }
    }

    /// Returns a page with its text, by its number.
    pub(super) fn doc(&self, page: usize) -> Result<Rc<Doc>, Corrupt> {
        let (first, name) = self.block(page)?;
        let dictionary = self.dictionary()?;
        let docs = self.kept(&self.blocks, &name, |bytes| read_block(bytes, &dictionary))?;
        docs.get(page - first)
            .cloned()
            .ok_or(Corrupt("a page in it is missing"))
    }

    fn dictionary(&self) -> Result<Rc<Dictionary>, Corrupt> {
        if let Some(dictionary) = &*self.dictionary.borrow() {
            return Ok(Rc::clone(dictionary));
        }
        let dictionary = Rc::new(Dictionary::from_bytes(
            &self.bytes(&format!("{}/t", self.manifest.at))?,
        )?);
        *self.dictionary.borrow_mut() = Some(Rc::clone(&dictionary));
        Ok(dictionary)
    }
}

fn read_shard(bytes: &[u8], pages: usize) -> Result<Shard, Corrupt> {
    let mut input = Input { bytes, at: 0 };
    let length = input.number()?;
    let lexicon = input.take(length)?;
    let mut stems = read_stems(&bytes[input.at..], pages)?;
    let words_of = storage::decode(lexicon, stems.len())?;
    for Postings { term, documents } in &words_of {
        for number in documents {
            stems[*number as usize].words.push(term.clone());
        }
    }
    let stems: Vec<Rc<Stem>> = stems.into_iter().map(Rc::new).collect();
    let mut shard: Shard = stems
        .iter()
        .map(|stem| (stem.name.clone(), vec![Rc::clone(stem)]))
        .collect();
    for Postings { term, documents } in words_of {
        let own = shard.entry(term).or_default();
        for number in documents {
            own.push(Rc::clone(&stems[number as usize]));
        }
    }
    Ok(shard)
}

/// Reads the stems of a shard: each has a line for each of its tiers.
fn read_stems(bytes: &[u8], pages: usize) -> Result<Vec<Stem>, Corrupt> {
    let mut stems: Vec<Stem> = Vec::new();
    for Postings { term, documents } in storage::decode(bytes, pages)? {
        let Some((at, sign)) = term.char_indices().next_back() else {
            continue;
        };
        let name = &term[..at];
        let tier = (sign as usize).wrapping_sub('!' as usize);
        match stems.last_mut() {
            Some(last) if last.name == name => {
                last.df += documents.len();
                last.tiers.push((tier, documents));
            }
            _ => stems.push(Stem {
                name: name.to_owned(),
                df: documents.len(),
                tiers: vec![(tier, documents)],
                words: vec![name.to_owned()],
            }),
        }
    }
    Ok(stems)
}
