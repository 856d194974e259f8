//! Converts a memo to files and back.
//!
//! Entries are dealt out to shards by the hash of their names, so that a build with one page
//! changed writes a few small files and not all of them. A file has a head (magic, fingerprint of
//! the program) and chunks. `memo.head` says how many shards there are, and what the site was made
//! from. Anything unexpected, be it a file of another program, a missing file or a torn chunk,
//! makes the memo forget that part: it is then smaller, never wrong. The bytes of a file are as
//! this machine wrote them, or it is missing: `disk` sees to that.

#[cfg(test)]
mod tests;

use super::buckets::{shard_count, shard_of};
use super::chunk::{Chunk, ChunkKind, decoded, encoded, push_chunk};
use super::{Memo, SearchEntry, SearchMemo};
use crate::base::{Fingerprint, OutputPath, SourcePath, UrlPath};
use crate::search::PackedPages;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"mastmem6";
/// The number of entries of one chunk of search.
const SEARCH_CHUNK: usize = 256;
/// The file that says how many others there are, and that [`is_of`] reads.
pub const HEAD: &str = "memo.head";
/// The file that holds references, search, and which secrets files were searched for.
const COSTLY: &str = "costly.bin";

/// The parts of a stored memo to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoScope {
    /// All of the memo.
    All,
    /// Only what takes long to make: references and search. Where every page is made anyway,
    /// parsing takes no longer than remembering what was parsed.
    Costly,
}

/// The function that gives the bytes of a memo's file by name.
type ReadMemoFile<'r> = dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'r;

fn shard_name(kind: &str, number: usize) -> String {
    format!("{kind}-{number:02x}.bin")
}

/// Reports whether `head`, the bytes of a `memo.head`, belongs to a memo of this program for a site
/// that was made from `inputs`.
#[must_use]
pub fn is_of(head: &[u8], program: Fingerprint, inputs: Fingerprint) -> bool {
    head.starts_with(&start(program)) && head.ends_with(&inputs.to_bytes())
}

/// Returns the head of every file that this program writes.
fn start(program: Fingerprint) -> Vec<u8> {
    [&MAGIC[..], &program.to_bytes()].concat()
}

impl Memo {
    /// Writes the files of a memo that changed since it was loaded, by their names, for this
    /// program and a site that was made from `inputs`. The last one says that the others are there.
    #[must_use]
    pub fn files(&self, program: Fingerprint, inputs: Fingerprint) -> Vec<(String, Vec<u8>)> {
        let numbers = [
            shard_count(self.parsed.len()),
            shard_count(self.rendered.len()),
        ];
        let all = self.loaded_shards != Some(numbers);
        let [parsed, rendered] = if all {
            numbers.map(|number| (0..number).collect())
        } else {
            [
                self.changed_parsed.shards(numbers[0]),
                self.changed_rendered.shards(numbers[1]),
            ]
        };
        let parsed = dealt(&self.parsed, SourcePath::as_str, &parsed, numbers[0]);
        let rendered = dealt(&self.rendered, OutputPath::as_str, &rendered, numbers[1]);
        let start = start(program);
        let mut files: Vec<(String, Vec<u8>)> = parsed
            .into_par_iter()
            .map(|(number, entries)| {
                let bytes = shard_file(&start, ChunkKind::Parsed, &entries);
                (shard_name("parsed", number), bytes)
            })
            .chain(rendered.into_par_iter().map(|(number, entries)| {
                let bytes = shard_file(&start, ChunkKind::Rendered, &entries);
                (shard_name("rendered", number), bytes)
            }))
            .collect();
        if all || self.changed_costly {
            files.push((COSTLY.to_owned(), self.costly_file(&start)));
        }
        let mut head = start;
        head.extend(numbers.map(|number| u8::try_from(number).unwrap_or(0)));
        head.extend(inputs.to_bytes());
        files.push((HEAD.to_owned(), head));
        files
    }

    /// Writes the file of references and search.
    fn costly_file(&self, start: &[u8]) -> Vec<u8> {
        let mut file = start.to_vec();
        if !self.references.is_empty() {
            push_chunk(
                &mut file,
                ChunkKind::References,
                &encoded(&[&self.references]),
            );
        }
        for chunk in packed(&self.searched) {
            push_chunk(&mut file, ChunkKind::SearchPages, &chunk);
        }
        push_chunk(
            &mut file,
            ChunkKind::SearchFiles,
            &encoded(&[&self.searched.made]),
        );
        push_chunk(&mut file, ChunkKind::Secrets, &encoded(&[&self.secrets]));
        file
    }

    /// Reads a memo that a program with this fingerprint wrote. The memo is empty when another
    /// program wrote it, or when there is none. `file` gives the bytes of the file of a name.
    #[must_use]
    pub fn from_files(
        file: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync),
        program: Fingerprint,
        part: MemoScope,
    ) -> Self {
        let mut memo = Self::default();
        let stored = StoredMemo {
            file,
            start: start(program),
        };
        let head = stored.read(HEAD);
        let head_length = stored.start.len();
        let Some([parsed, rendered]) = head.get(head_length..head_length + 2) else {
            return memo;
        };
        let numbers = [usize::from(*parsed), usize::from(*rendered)];
        if part == MemoScope::All {
            (memo.parsed, memo.rendered) = rayon::join(
                || stored.shards("parsed", numbers[0], ChunkKind::Parsed),
                || stored.shards("rendered", numbers[1], ChunkKind::Rendered),
            );
            memo.loaded_shards = Some(numbers);
        }
        let costly = stored.read(COSTLY);
        let costly = Chunk::all(&costly, head_length);
        memo.references = decoded(&costly, ChunkKind::References)
            .pop()
            .unwrap_or_default();
        memo.searched.pages = unpacked(&costly);
        memo.searched.made = decoded(&costly, ChunkKind::SearchFiles)
            .pop()
            .unwrap_or_default();
        memo.secrets = decoded(&costly, ChunkKind::Secrets)
            .pop()
            .unwrap_or_default();
        memo
    }
}

/// The files of a memo that this program wrote.
struct StoredMemo<'r> {
    file: &'r ReadMemoFile<'r>,
    start: Vec<u8>,
}

impl StoredMemo<'_> {
    /// Returns the bytes of a file, which are empty when the file is missing or another program's.
    fn read(&self, name: &str) -> Vec<u8> {
        (self.file)(name)
            .filter(|bytes| bytes.starts_with(&self.start))
            .unwrap_or_default()
    }

    /// Returns the entries of all shards of a kind, of which there are `of`.
    fn shards<N, E>(&self, name: &str, of: usize, kind: ChunkKind) -> BTreeMap<N, E>
    where
        N: Ord + DeserializeOwned + Send,
        E: DeserializeOwned + Send,
    {
        let shards: Vec<Vec<(N, E)>> = (0..of)
            .into_par_iter()
            .map(|number| {
                let shard = self.read(&shard_name(name, number));
                decoded(&Chunk::all(&shard, self.start.len()), kind)
            })
            .collect();
        let mut entries: Vec<(N, E)> = shards.into_iter().flatten().collect();
        // A map is made in one go from entries that are in order.
        entries.par_sort_by(|a, b| a.0.cmp(&b.0));
        entries.into_iter().collect()
    }
}

/// Returns the file of one shard.
fn shard_file<N: Serialize, E: Serialize>(
    start: &[u8],
    kind: ChunkKind,
    entries: &[(N, E)],
) -> Vec<u8> {
    let mut file = start.to_vec();
    push_chunk(&mut file, kind, &encoded(entries));
    file
}

/// Deals entries out to the shards `wanted`; `of` is how many shards there are.
fn dealt<'m, N, E>(
    entries: &'m BTreeMap<N, E>,
    name: impl Fn(&N) -> &str,
    wanted: &[usize],
    of: usize,
) -> BTreeMap<usize, Vec<(&'m N, &'m E)>> {
    let mut shards: BTreeMap<usize, Vec<(&N, &E)>> =
        wanted.iter().map(|number| (*number, Vec::new())).collect();
    if !wanted.is_empty() {
        for entry in entries {
            if let Some(shard) = shards.get_mut(&shard_of(name(entry.0), of)) {
                shard.push(entry);
            }
        }
    }
    shards
}

/// A chunk of pages as search reads them: for each page its address, its key and the number of
/// pages that follow for it, then these pages with their words.
type PackedChunk = (Vec<(UrlPath, Fingerprint, usize)>, PackedPages);

/// Packs the pages of search into the bytes of chunks.
fn packed(searched: &SearchMemo) -> Vec<Vec<u8>> {
    let entries: Vec<(&UrlPath, &SearchEntry)> = searched.pages.iter().collect();
    entries
        .par_chunks(SEARCH_CHUNK)
        .map(packed_chunk)
        .filter(|chunk| !chunk.is_empty())
        .collect()
}

fn packed_chunk(entries: &[(&UrlPath, &SearchEntry)]) -> Vec<u8> {
    let heads = entries
        .iter()
        .map(|(url, entry)| ((*url).clone(), entry.key, entry.pages.len()))
        .collect();
    let pages = PackedPages::new(entries.iter().flat_map(|(_, entry)| entry.pages.iter()));
    let packed: PackedChunk = (heads, pages);
    postcard::to_allocvec(&packed).unwrap_or_default()
}

fn unpacked(chunks: &[Chunk<'_>]) -> BTreeMap<UrlPath, SearchEntry> {
    let parts: Vec<Vec<(UrlPath, SearchEntry)>> = chunks
        .par_iter()
        .filter(|chunk| chunk.holds(ChunkKind::SearchPages))
        .filter_map(unpacked_chunk)
        .collect();
    parts.into_iter().flatten().collect()
}

fn unpacked_chunk(chunk: &Chunk<'_>) -> Option<Vec<(UrlPath, SearchEntry)>> {
    let (heads, packed): PackedChunk = postcard::from_bytes(chunk.bytes).ok()?;
    let mut pages = packed.unpack()?.into_iter();
    let mut entries = Vec::with_capacity(heads.len());
    for (url, key, count) in heads {
        let pages = Arc::new(pages.by_ref().take(count).collect());
        entries.push((url, SearchEntry { key, pages }));
    }
    Some(entries)
}
