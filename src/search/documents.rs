//! What is shown of pages, and their texts for excerpts: small files of a few pages each.
//! From: the cards of analysed pages, in order. To: blocks, in folders named after what is in them.
//!
//! A name for every block would cost the manifest more than all else in it. So blocks are numbered, and a hundred of them share
//! a folder whose name is the hash of its content: a file never changes under its name, and an edit renames one folder.

use super::analyse::Analysed;
use super::gzip::{Effort, compress};
use super::manifest::MOST_PAGES_IN_BLOCK;
use crate::base::Fingerprint;
use rayon::prelude::*;

/// Neighbouring pages share a block while it is smaller than this, in bytes before gzip: very small files hardly shrink.
const BLOCK_SIZE: usize = 1_500;
/// How many blocks share a folder.
pub(super) const BLOCKS_IN_FOLDER: usize = 100;

/// The blocks of a site.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// How many pages each block has.
    pub pages: Vec<usize>,
    /// The names of the folders.
    pub folders: Vec<String>,
    /// Each block, compressed.
    pub files: Vec<Vec<u8>>,
}

/// Makes the blocks.
pub(super) fn blocks(pages: &[&Analysed]) -> Blocks {
    let mut counts: Vec<usize> = Vec::new();
    let mut size = usize::MAX;
    for page in pages {
        match counts.last_mut() {
            Some(last) if size + page.card.len() < BLOCK_SIZE * 2 && size < BLOCK_SIZE && *last < MOST_PAGES_IN_BLOCK => {
                *last += 1;
                size += page.card.len();
            }
            _ => {
                counts.push(1);
                size = page.card.len();
            }
        }
    }
    let mut rest = pages;
    let parts: Vec<&[&Analysed]> = counts
        .iter()
        .map(|count| {
            let (part, after) = rest.split_at(*count);
            rest = after;
            part
        })
        .collect();
    let files: Vec<Vec<u8>> = parts.par_iter().map(|part| compress(json(part).as_bytes(), Effort::Quick)).collect();
    let folders = files.chunks(BLOCKS_IN_FOLDER).map(|files| Fingerprint::short(&files.concat())).collect();
    Blocks { pages: counts, folders, files }
}

fn json(pages: &[&Analysed]) -> String {
    let cards: Vec<&str> = pages.iter().map(|page| page.card.as_str()).collect();
    format!("[{}]", cards.join(","))
}
