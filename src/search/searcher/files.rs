//! The files of an index, each read once.
//! From: whatever can give bytes by path. To: shards, documents, spelling slices, facets.

use crate::base::OutputPath;
use crate::search::documents::PAGES_IN_FOLDER;
use crate::search::gzip::expand;
use crate::search::index::{FOLDER, MANIFEST};
use crate::search::manifest::IndexManifest;
use crate::search::shards::shard_of;
use crate::search::spelling::read_slice;
use crate::search::storage::{self, Corrupt, Input, Postings};
use crate::search::texts::Dictionary;
use crate::search::words::{fold, words};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A stem, as a shard has it.
pub(super) struct Stem {
    pub name: String,
    /// In how many pages it is.
    pub df: usize,
    /// The pages of each tier.
    pub tiers: Vec<(usize, Vec<u32>)>,
    pub words: Vec<String>,
}

/// A shard: every word in it with its stems.
pub(super) type Shard = BTreeMap<String, Vec<Rc<Stem>>>;

/// A word of a document: where it stands, in bytes, and itself, folded.
pub(super) struct PlacedWord {
    pub start: usize,
    pub end: usize,
    pub fold: String,
}

/// A page with its text.
pub(super) struct Doc {
    pub url: String,
    pub title: String,
    pub date: String,
    pub kind: String,
    pub summary: String,
    pub topics: Vec<String>,
    pub authors: Vec<String>,
    pub boost: f64,
    pub text: String,
    /// Where each heading begins, and its `id`.
    pub headings: Vec<(usize, String)>,
    pub title_words: Vec<PlacedWord>,
    pub body: Vec<PlacedWord>,
    pub rest: Vec<PlacedWord>,
}

type FileCache<T> = RefCell<BTreeMap<String, Rc<T>>>;

/// What gives the bytes of a published file, if there is one.
pub(super) type ReadFile<'r> = Box<dyn Fn(&OutputPath) -> Option<Vec<u8>> + 'r>;

/// The files.
pub(super) struct IndexReader<'r> {
    read: ReadFile<'r>,
    pub manifest: IndexManifest,
    inside: Vec<u8>,
    keys: Vec<String>,
    /// What page each block begins with, and after the last how many there are.
    firsts: Vec<usize>,
    /// The words of stems that stand alone: which, and in how many pages.
    pub common: BTreeMap<String, (usize, usize)>,
    pub common_words: Vec<Vec<String>>,
    dictionary: RefCell<Option<Rc<Dictionary>>>,
    shards: FileCache<Shard>,
    slices: FileCache<Vec<(String, u32)>>,
    blocks: FileCache<Vec<Rc<Doc>>>,
    facets: FileCache<Vec<Postings>>,
}

impl<'r> IndexReader<'r> {
    pub(super) fn open(read: ReadFile<'r>) -> Result<Self, Corrupt> {
        let bytes = read(&path(MANIFEST)).ok_or(Corrupt("there is no manifest"))?;
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
            common.extend(
                words
                    .iter()
                    .map(|word| (word.clone(), (common_words.len(), df))),
            );
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
        let bytes = (self.read)(&path(name)).ok_or(Corrupt("a file of it is missing"))?;
        expand(bytes).ok_or(Corrupt("a file of it is incomplete"))
    }

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

    pub(super) fn shard(&self, name: &str) -> Result<Rc<Shard>, Corrupt> {
        let name = format!("{}/{name}", self.manifest.at);
        self.kept(&self.shards, &name, |bytes| {
            read_shard(bytes, self.manifest.n)
        })
    }

    pub(super) fn slice(&self, number: usize) -> Result<Rc<Vec<(String, u32)>>, Corrupt> {
        let name = format!("{}/w{number}", self.manifest.at);
        self.kept(&self.slices, &name, |bytes| {
            let text = std::str::from_utf8(bytes).map_err(|_| Corrupt("its words are not text"))?;
            Ok(read_slice(text))
        })
    }

    pub(super) fn facet(&self, number: usize) -> Result<Rc<Vec<Postings>>, Corrupt> {
        let name = format!("{}/f{number}", self.manifest.at);
        self.kept(&self.facets, &name, |bytes| {
            storage::decode(bytes, self.manifest.n)
        })
    }

    /// The number of the shard in which a word is looked for.
    pub(super) fn shard_of(&self, word: &str) -> usize {
        shard_of(&self.keys, word)
    }

    pub(super) fn doc(&self, page: usize) -> Result<Rc<Doc>, Corrupt> {
        let block = self
            .firsts
            .partition_point(|first| *first <= page)
            .saturating_sub(1);
        let first = self.firsts[block];
        let folder = self
            .manifest
            .folders
            .get(first / PAGES_IN_FOLDER)
            .ok_or(Corrupt("a page in it is missing"))?;
        let dictionary = self.dictionary()?;
        let docs = self.kept(&self.blocks, &format!("{folder}/{first}"), |bytes| {
            read_block(bytes, &dictionary)
        })?;
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

fn path(name: &str) -> OutputPath {
    OutputPath::new(&format!("{FOLDER}/{name}"))
}

fn read_shard(bytes: &[u8], pages: usize) -> Result<Shard, Corrupt> {
    let mut input = Input { bytes, at: 0 };
    let length = input.number()?;
    let lexicon = input.take(length)?;
    let mut stems: Vec<Stem> = Vec::new();
    for Postings { term, documents } in storage::decode(&bytes[input.at..], pages)? {
        let Some((name, tier)) = term
            .char_indices()
            .next_back()
            .map(|(at, sign)| (&term[..at], sign))
        else {
            continue;
        };
        let tier = (tier as usize).wrapping_sub('!' as usize);
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
        shard.entry(term).or_default().extend(
            documents
                .iter()
                .map(|number| Rc::clone(&stems[*number as usize])),
        );
    }
    Ok(shard)
}

fn read_block(bytes: &[u8], dictionary: &Dictionary) -> Result<Vec<Rc<Doc>>, Corrupt> {
    let mut input = Input { bytes, at: 0 };
    let mut docs = Vec::new();
    while input.at < bytes.len() {
        let length = input.number()?;
        docs.push(Rc::new(read_card(&dictionary.decode(input.take(length)?)?)));
    }
    Ok(docs)
}

/// What stands on a card: eight lines, then the text with marked headings.
fn read_card(card: &str) -> Doc {
    let mut lines = card.splitn(9, '\n');
    let mut next = || lines.next().unwrap_or("").to_owned();
    let (url, title, date, kind, summary) = (next(), next(), next(), next(), next());
    let values = |line: &str| {
        line.split('\t')
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (topics, authors) = (values(&next()), values(&next()));
    let last = next();
    let (boost, also) = last.split_once('\t').unwrap_or((&last, ""));
    let boost = boost.parse().unwrap_or(1.0);
    let mut text = String::new();
    let mut headings = Vec::new();
    let marked = next();
    for (number, part) in marked.split('\x02').enumerate() {
        let after = match part.split_once('\x03') {
            Some((id, after)) if number > 0 => {
                headings.push((text.len(), id.to_owned()));
                after
            }
            _ => part,
        };
        text.push_str(after);
    }
    let rest = std::iter::once(summary.as_str())
        .chain(topics.iter().chain(&authors).map(String::as_str))
        .chain([also])
        .collect::<Vec<_>>()
        .join("\n");
    Doc {
        title_words: placed(&title),
        body: placed(&text),
        rest: placed(&rest),
        url,
        title,
        date,
        kind,
        summary,
        topics,
        authors,
        boost,
        text,
        headings,
    }
}

fn placed(text: &str) -> Vec<PlacedWord> {
    let placed = words(text).map(|word| PlacedWord {
        start: word.start,
        end: word.end,
        fold: fold(word.text),
    });
    placed.filter(|word| !word.fold.is_empty()).collect()
}
