//! What is shown of pages, and their texts for excerpts: small files of a few pages each.
//! From: the cards of analysed pages, in order. To: the dictionary their words are in, and blocks, in folders named after what
//! is in them. A block is, for each of its pages, the length of the card and the card as `texts` writes it.
//!
//! A name for every block would cost the manifest more than all else in it. So blocks are numbered, and a hundred of them share
//! a folder whose name is the hash of its content: a file never changes under its name, and an edit renames one folder.

use super::analyse::Analysed;
use super::manifest::MOST_PAGES_IN_BLOCK;
use super::storage::put_number;
use super::texts::Dictionary;
use crate::base::Fingerprint;
use rayon::prelude::*;

/// A page joins the block before it while that is smaller than this, in bytes: a file of its own would be mostly envelope.
const SMALL_BLOCK: usize = 400;
/// A page longer than this always begins a block.
const LARGE_CARD: usize = 800;
/// How many blocks share a folder.
pub(super) const BLOCKS_IN_FOLDER: usize = 100;
/// How many pages the dictionary is made from.
const SAMPLE: usize = 200;

/// The documents of a site.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// The file of the dictionary.
    pub dictionary: Vec<u8>,
    /// How many pages each block has.
    pub pages: Vec<usize>,
    /// The names of the folders.
    pub folders: Vec<String>,
    /// Each block.
    pub files: Vec<Vec<u8>>,
    /// How large a block is on average, roughly: it must not change with every edit.
    pub size: usize,
}

/// Makes the blocks.
pub(super) fn blocks(pages: &[&Analysed]) -> Blocks {
    let dictionary = Dictionary::of(&sample(pages), levels(pages.len()));
    let cards: Vec<Vec<u8>> = pages.par_iter().map(|page| dictionary.encode(&page.card)).collect();
    let mut blocks = Blocks { dictionary: dictionary.to_bytes(), ..Blocks::default() };
    for card in cards {
        let joins = card.len() <= LARGE_CARD && blocks.files.last().is_some_and(|last: &Vec<u8>| last.len() < SMALL_BLOCK);
        match blocks.pages.last_mut() {
            Some(pages) if joins && *pages < MOST_PAGES_IN_BLOCK => *pages += 1,
            _ => {
                blocks.pages.push(1);
                blocks.files.push(Vec::new());
            }
        }
        if let Some(block) = blocks.files.last_mut() {
            put_number(block, card.len());
            block.extend_from_slice(&card);
        }
    }
    blocks.folders = blocks.files.chunks(BLOCKS_IN_FOLDER).map(|files| Fingerprint::short(&files.concat())).collect();
    let average = blocks.files.iter().map(Vec::len).sum::<usize>() / blocks.files.len().max(1);
    blocks.size = average.div_ceil(200).max(1) * 200;
    blocks
}

/// How many levels the dictionary has. On a large site a large one pays: every visitor fetches it, but all texts shrink.
fn levels(pages: usize) -> usize {
    match pages {
        0..300 => 10,
        300..3_000 => 11,
        _ => 12,
    }
}

/// The pages whose addresses have the lowest hashes: on a large site, an edit hardly ever meets one.
fn sample<'a>(pages: &[&'a Analysed]) -> Vec<&'a str> {
    let mut hashed: Vec<(Fingerprint, &'a Analysed)> = pages.iter().map(|page| (Fingerprint::of(page.url.as_bytes()), *page)).collect();
    hashed.sort_by_key(|(hash, page)| (*hash, page.url.as_str()));
    hashed.into_iter().take(SAMPLE).map(|(_, page)| page.card.as_str()).collect()
}
