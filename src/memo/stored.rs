//! A memo as bytes.
//!
//! A head (magic, fingerprint of the program, fingerprint of what the site was made from), then chunks: kind, length, fingerprint,
//! entries in postcard's format.
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
use std::io::Read;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"mastmem3";
// Kinds of chunks.
const PARSED: u8 = 0;
const RENDERED: u8 = 1;
const REFERENCES: u8 = 2;
const SEARCHED: u8 = 3;
const SEARCH_MADE: u8 = 4;
/// Bytes of the head.
const HEAD: usize = MAGIC.len() + 16 + 16;
/// Entries of one chunk.
const CHUNK: usize = 256;

/// What is read of a stored memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    All,
    /// What takes long to make: references and search. Where every page is made anyway, parsing takes no longer than
    /// remembering what was parsed.
    Costly,
}

/// The head of a memo of this program, of a site that was made from what has the fingerprint `inputs`.
fn head(program: Fingerprint, inputs: Fingerprint) -> Vec<u8> {
    [&MAGIC[..], &program.to_bytes(), &inputs.to_bytes()].concat()
}

/// Whether the memo that starts with these bytes is this program's, of a site that was made from `inputs`.
#[must_use]
pub fn is_of(start: &[u8], program: Fingerprint, inputs: Fingerprint) -> bool {
    start.starts_with(&head(program, inputs))
}

impl Memo {
    /// The memo as bytes, for this program, of a site that was made from `inputs`.
    #[must_use]
    pub fn to_bytes(&self, program: Fingerprint, inputs: Fingerprint) -> Vec<u8> {
        let parsed: Vec<(&SourcePath, &ParseEntry)> = self.parsed.iter().collect();
        let rendered: Vec<(&OutputPath, &RenderEntry)> = self.rendered.iter().collect();
        let mut out = head(program, inputs);
        let references: Vec<&Cache> = Some(&self.references).filter(|references| !references.is_empty()).into_iter().collect();
        let made = encoded(&[&self.searched.made]);
        // What is costly comes first, so that it can be read alone.
        let chunks = [
            (REFERENCES, encoded(&references)),
            (SEARCHED, packed(&self.searched)),
            (SEARCH_MADE, made),
            (PARSED, encoded(&parsed)),
            (RENDERED, encoded(&rendered)),
        ];
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
    pub fn read(mut from: impl Read, program: Fingerprint, part: Part) -> Self {
        let mut memo = Self::default();
        let mut start = [0; HEAD];
        if from.read_exact(&mut start).is_err() || !start.starts_with(&[&MAGIC[..], &program.to_bytes()].concat()) {
            return memo;
        }
        let mut chunks = Vec::new();
        while let Some(chunk) = Chunk::next(&mut from, part) {
            chunks.push(chunk);
        }
        memo.parsed = decoded(&chunks, PARSED).into_iter().collect();
        memo.rendered = decoded(&chunks, RENDERED).into_iter().collect();
        memo.references = decoded(&chunks, REFERENCES).pop().unwrap_or_default();
        memo.searched.pages = unpacked(&chunks);
        memo.searched.made = decoded(&chunks, SEARCH_MADE).pop().unwrap_or_default();
        memo
    }
}

fn encoded<T: Serialize + Sync>(entries: &[T]) -> Vec<Vec<u8>> {
    // A chunk that cannot be written is left out.
    entries.par_chunks(CHUNK).map(|chunk| postcard::to_allocvec(&chunk).unwrap_or_default()).filter(|chunk| !chunk.is_empty()).collect()
}

/// The entries of all chunks of a kind, in order.
fn decoded<T: DeserializeOwned + Send>(chunks: &[Chunk], kind: u8) -> Vec<T> {
    let of_kind = chunks.par_iter().filter(|chunk| chunk.kind == kind && chunk.is_intact());
    let parts: Vec<Vec<T>> = of_kind.filter_map(|chunk| postcard::from_bytes(&chunk.bytes).ok()).collect();
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

fn unpacked(chunks: &[Chunk]) -> BTreeMap<UrlPath, SearchEntry> {
    let one = |chunk: &Chunk| {
        let (heads, packed): PackedChunk = postcard::from_bytes(&chunk.bytes).ok()?;
        let mut pages = packed.unpack()?.into_iter();
        let entry = |(url, key, count)| (url, SearchEntry { key, pages: Arc::new(pages.by_ref().take(count).collect()) });
        Some(heads.into_iter().map(entry).collect::<Vec<_>>())
    };
    let of_kind = chunks.par_iter().filter(|chunk| chunk.kind == SEARCHED && chunk.is_intact());
    let parts: Vec<Vec<(UrlPath, SearchEntry)>> = of_kind.filter_map(one).collect();
    parts.into_iter().flatten().collect()
}

/// A piece of a memo as it stands in bytes.
struct Chunk {
    kind: u8,
    print: [u8; 16],
    bytes: Vec<u8>,
}

impl Chunk {
    fn is_intact(&self) -> bool {
        Fingerprint::of(&self.bytes).to_bytes() == self.print
    }

    /// The next chunk of this part; `None` after the last one, or when it is torn.
    fn next(from: &mut impl Read, part: Part) -> Option<Self> {
        let mut head = [0; 1 + 8 + 16];
        from.read_exact(&mut head).ok()?;
        let (kind, length, print) = (head[0], head[1..9].try_into().ok()?, head[9..].try_into().ok()?);
        if part == Part::Costly && matches!(kind, PARSED | RENDERED) {
            return None;
        }
        let length = u64::from_le_bytes(length);
        let mut bytes = Vec::new();
        let read = from.take(length).read_to_end(&mut bytes).ok()?;
        (read as u64 == length).then_some(Self { kind, print, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Why;
    use crate::source::Stamp;
    use std::sync::LazyLock;

    static INPUTS: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(b"a site"));

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
        assert_eq!(Memo::read(&*memo.to_bytes(program, *INPUTS), program, Part::All).rendered, memo.rendered);
    }

    #[test]
    fn a_memo_of_another_program_is_empty() {
        let bytes = memo().to_bytes(Fingerprint::of(b"this"), *INPUTS);
        assert!(Memo::read(&*bytes, Fingerprint::of(b"that"), Part::All).is_empty());
    }

    #[test]
    fn a_damaged_or_torn_memo_forgets_that_part() {
        let program = Fingerprint::of(b"this");
        let bytes = memo().to_bytes(program, *INPUTS);
        let mut damaged = bytes.clone();
        let middle = bytes.len() / 3;
        damaged[middle] ^= 0x40;
        let left = Memo::read(&*damaged, program, Part::All);
        assert_eq!(left.rendered.len(), 256);
        let torn = Memo::read(&bytes[..bytes.len() - 5], program, Part::All);
        assert_eq!(torn.rendered.len(), 256);
    }

    #[test]
    fn a_memo_says_what_it_is_of() {
        let program = Fingerprint::of(b"this");
        let bytes = memo().to_bytes(program, *INPUTS);
        assert!(is_of(&bytes, program, *INPUTS));
        assert!(!is_of(&bytes, program, Fingerprint::of(b"another site")));
        assert!(!is_of(&bytes, Fingerprint::of(b"that"), *INPUTS));
        assert!(!is_of(&bytes[..20], program, *INPUTS));
    }

    #[test]
    fn of_a_memo_only_what_is_costly_may_be_read() {
        let program = Fingerprint::of(b"this");
        assert!(Memo::read(&*memo().to_bytes(program, *INPUTS), program, Part::Costly).is_empty());
    }
}
