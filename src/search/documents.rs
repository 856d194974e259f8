//! What is shown of pages, and their texts for excerpts: small files of a few pages each.
//! From: the cards of analysed pages, in order. To: the dictionary their words are in, and blocks, in folders named after what
//! is in them. A block is, for each of its pages, the length of the card and the card as `texts` writes it.
//!
//! A name for every block would cost the manifest more than all else in it. So a block is named by the number of its first page,
//! and the blocks of a hundred pages share a folder whose name is the hash of its content: a file never changes under its name,
//! and an edit renames one folder.

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
/// How many pages share a folder.
pub(super) const PAGES_IN_FOLDER: usize = 100;
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
    /// Each block, with the number of its first page.
    pub files: Vec<(usize, Vec<u8>)>,
    /// How large a block is on average, roughly: it must not change with every edit.
    pub size: usize,
}

/// Makes the blocks.
pub(super) fn blocks(pages: &[&Analysed]) -> Blocks {
    let dictionary = Dictionary::of(&sample(pages), levels(pages.len()));
    let cards: Vec<Vec<u8>> = pages.par_iter().map(|page| dictionary.encode(&page.card)).collect();
    let mut blocks = Blocks { dictionary: dictionary.to_bytes(), ..Blocks::default() };
    for (number, card) in cards.into_iter().enumerate() {
        let small = blocks.files.last().is_some_and(|(_, last)| last.len() < SMALL_BLOCK);
        let joins = small && card.len() <= LARGE_CARD && !number.is_multiple_of(PAGES_IN_FOLDER);
        match blocks.pages.last_mut() {
            Some(pages) if joins && *pages < MOST_PAGES_IN_BLOCK => *pages += 1,
            _ => {
                blocks.pages.push(1);
                blocks.files.push((number, Vec::new()));
            }
        }
        if let Some((_, block)) = blocks.files.last_mut() {
            put_number(block, card.len());
            block.extend_from_slice(&card);
        }
    }
    let folders = blocks.files.chunk_by(|(a, _), (b, _)| a / PAGES_IN_FOLDER == b / PAGES_IN_FOLDER);
    blocks.folders =
        folders.map(|files| Fingerprint::short(&files.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect::<Vec<u8>>())).collect();
    let average = blocks.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() / blocks.files.len().max(1);
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
