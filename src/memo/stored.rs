//! A memo as bytes.
//!
//! A head (magic, fingerprint of the program, number of chunks), then chunks: length, fingerprint, entries in postcard's format.
//! Chunks are coded side by side. Anything unexpected, a head of another program or a damaged chunk among them, and that part
//! is forgotten: the memo is then smaller, never wrong.

use super::{Memo, ParseEntry, RenderEntry, SearchEntry, Searched};
use crate::base::{Fingerprint, OutputPath, SourcePath, UrlPath};
use crate::bibliography::format::Cache;
use crate::search::Packed;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"mastmem2";
/// Entries of one chunk.
const CHUNK: usize = 256;

impl Memo {
    /// The memo as bytes, for a program with this fingerprint.
    #[must_use]
    pub fn to_bytes(&self, program: Fingerprint) -> Vec<u8> {
        let parsed: Vec<(&SourcePath, &ParseEntry)> = self.parsed.iter().collect();
        let rendered: Vec<(&OutputPath, &RenderEntry)> = self.rendered.iter().collect();
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&program.to_bytes());
        let references: Vec<&Cache> = Some(&self.references).filter(|references| !references.is_empty()).into_iter().collect();
        let made = encoded(&[&self.searched.made]);
        let chunks =
            [(0u8, encoded(&parsed)), (2u8, encoded(&references)), (3u8, packed(&self.searched)), (4u8, made), (1u8, encoded(&rendered))];
        for (kind, chunks) in chunks {
            for chunk in chunks {
                out.push(kind);
                out.extend_from_slice(&(chunk.len() as u64).to_le_bytes());
                out.extend_from_slice(&Fingerprint::of(&chunk).to_bytes());
                out.extend_from_slice(&chunk);
            }
        }
        out
    }

    /// Reads a memo that a program with this fingerprint wrote; an empty one when it is another's, or nobody's.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], program: Fingerprint) -> Self {
        let mut memo = Self::default();
        let Some(mut rest) = bytes.strip_prefix(MAGIC).and_then(|rest| rest.strip_prefix(&program.to_bytes()[..])) else { return memo };
        let mut chunks = Vec::new();
        while let Some((chunk, after)) = Chunk::next(rest) {
            chunks.push(chunk);
            rest = after;
        }
        memo.parsed = decoded(&chunks, 0).into_iter().collect();
        memo.rendered = decoded(&chunks, 1).into_iter().collect();
        memo.references = decoded(&chunks, 2).pop().unwrap_or_default();
        memo.searched.pages = unpacked(&chunks);
        memo.searched.made = decoded(&chunks, 4).pop().unwrap_or_default();
        memo
    }
}

fn encoded<T: Serialize + Sync>(entries: &[T]) -> Vec<Vec<u8>> {
    // A chunk that cannot be written is left out.
    entries.par_chunks(CHUNK).map(|chunk| postcard::to_allocvec(&chunk).unwrap_or_default()).filter(|chunk| !chunk.is_empty()).collect()
}

/// The entries of all chunks of a kind, in order.
fn decoded<T: DeserializeOwned + Send>(chunks: &[Chunk<'_>], kind: u8) -> Vec<T> {
    let of_kind = chunks.par_iter().filter(|chunk| chunk.kind == kind && chunk.is_intact());
    let parts: Vec<Vec<T>> = of_kind.filter_map(|chunk| postcard::from_bytes(chunk.bytes).ok()).collect();
    parts.into_iter().flatten().collect()
}

/// Pages as search reads them: for each its address, its key and how many of those that follow it is, then these with their words.
type PackedChunk = (Vec<(UrlPath, Fingerprint, usize)>, Packed);

fn packed(searched: &Searched) -> Vec<Vec<u8>> {
    let entries: Vec<(&UrlPath, &SearchEntry)> = searched.pages.iter().collect();
    let chunk = |chunk: &[(&UrlPath, &SearchEntry)]| {
        let heads = chunk.iter().map(|(url, entry)| ((*url).clone(), entry.key, entry.pages.len())).collect();
        let packed: PackedChunk = (heads, Packed::new(chunk.iter().flat_map(|(_, entry)| entry.pages.iter())));
        postcard::to_allocvec(&packed).unwrap_or_default()
    };
    entries.par_chunks(CHUNK).map(chunk).filter(|chunk| !chunk.is_empty()).collect()
}

fn unpacked(chunks: &[Chunk<'_>]) -> BTreeMap<UrlPath, SearchEntry> {
    let one = |chunk: &Chunk<'_>| {
        let (heads, packed): PackedChunk = postcard::from_bytes(chunk.bytes).ok()?;
        let mut pages = packed.unpack()?.into_iter();
        let entry = |(url, key, count)| (url, SearchEntry { key, pages: Arc::new(pages.by_ref().take(count).collect()) });
        Some(heads.into_iter().map(entry).collect::<Vec<_>>())
    };
    let of_kind = chunks.par_iter().filter(|chunk| chunk.kind == 3 && chunk.is_intact());
    let parts: Vec<Vec<(UrlPath, SearchEntry)>> = of_kind.filter_map(one).collect();
    parts.into_iter().flatten().collect()
}

/// A piece of a memo as it stands in bytes.
struct Chunk<'b> {
    kind: u8,
    print: &'b [u8],
    bytes: &'b [u8],
}

impl<'b> Chunk<'b> {
    fn is_intact(&self) -> bool {
        Fingerprint::of(self.bytes).to_bytes() == *self.print
    }

    /// The chunk at the start of `bytes`, and what follows it.
    fn next(bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let (kind, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (print, rest) = rest.split_at_checked(16)?;
        let (bytes, rest) = rest.split_at_checked(length)?;
        Some((Self { kind: *kind, print, bytes }, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Why;
    use crate::source::Stamp;

    fn memo() -> Memo {
        let entry = |at: u8| RenderEntry {
            key: Fingerprint::of(&[at]),
            reads: Vec::new(),
            stamp: Stamp { sha256: [at; 32], size: 1 },
            common: Fingerprint::default(),
            why: Why::First,
        };
        let rendered =
            (0..=255).flat_map(|at| [(OutputPath::new(&format!("a/{at}")), entry(at)), (OutputPath::new(&format!("b/{at}")), entry(at))]);
        Memo { rendered: rendered.collect(), ..Memo::default() }
    }

    #[test]
    fn a_memo_reads_back_as_it_was_written() {
        let (memo, program) = (memo(), Fingerprint::of(b"this"));
        assert_eq!(Memo::from_bytes(&memo.to_bytes(program), program).rendered, memo.rendered);
    }

    #[test]
    fn a_memo_of_another_program_is_empty() {
        let bytes = memo().to_bytes(Fingerprint::of(b"this"));
        assert!(Memo::from_bytes(&bytes, Fingerprint::of(b"that")).is_empty());
    }

    #[test]
    fn a_damaged_or_torn_memo_forgets_that_part() {
        let program = Fingerprint::of(b"this");
        let bytes = memo().to_bytes(program);
        let mut damaged = bytes.clone();
        let middle = bytes.len() / 3;
        damaged[middle] ^= 0x40;
        let left = Memo::from_bytes(&damaged, program);
        assert_eq!(left.rendered.len(), 256);
        let torn = Memo::from_bytes(&bytes[..bytes.len() - 5], program);
        assert_eq!(torn.rendered.len(), 256);
    }
}
