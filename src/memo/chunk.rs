//! Writes and reads the pieces of a stored memo. A chunk is a kind, a length, and entries in
//! postcard's format.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The kind of the entries in a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChunkKind {
    Parsed,
    Rendered,
    References,
    /// Pages as search reads them.
    SearchPages,
    /// The files that search made.
    SearchFiles,
    /// Fingerprints of the secrets that files were searched for.
    Secrets,
}

impl ChunkKind {
    /// Returns the byte that a chunk of this kind begins with.
    const fn byte(self) -> u8 {
        match self {
            Self::Parsed => 0,
            Self::Rendered => 1,
            Self::References => 2,
            Self::SearchPages => 3,
            Self::SearchFiles => 4,
            Self::Secrets => 5,
        }
    }
}

/// A chunk as it stands in the bytes of a file.
pub(super) struct Chunk<'b> {
    kind: u8,
    pub(super) bytes: &'b [u8],
}

impl<'b> Chunk<'b> {
    /// Reports whether the chunk has entries of this kind.
    pub(super) const fn holds(&self, kind: ChunkKind) -> bool {
        self.kind == kind.byte()
    }

    /// Returns the chunks of a file after its head. A torn one and what follows it are left out.
    pub(super) fn all(file: &'b [u8], head: usize) -> Vec<Self> {
        let mut rest = file.get(head..).unwrap_or_default();
        let mut chunks = Vec::new();
        while let Some((chunk, after)) = Self::next(rest) {
            chunks.push(chunk);
            rest = after;
        }
        chunks
    }

    fn next(bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let (kind, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (bytes, rest) = rest.split_at_checked(length)?;
        Some((Self { kind: *kind, bytes }, rest))
    }
}

/// Adds a chunk to a file.
pub(super) fn push_chunk(file: &mut Vec<u8>, kind: ChunkKind, entries: &[u8]) {
    file.push(kind.byte());
    file.extend_from_slice(&(entries.len() as u64).to_le_bytes());
    file.extend_from_slice(entries);
}

/// Writes the entries of a chunk. A chunk that cannot be written holds nothing.
pub(super) fn encoded<T: Serialize>(entries: &[T]) -> Vec<u8> {
    postcard::to_allocvec(entries).unwrap_or_default()
}

/// Reads the entries of all chunks of a kind, in order.
pub(super) fn decoded<T: DeserializeOwned>(chunks: &[Chunk<'_>], kind: ChunkKind) -> Vec<T> {
    let mut entries = Vec::new();
    for chunk in chunks.iter().filter(|chunk| chunk.holds(kind)) {
        if let Ok(own) = postcard::from_bytes::<Vec<T>>(chunk.bytes) {
            entries.extend(own);
        }
    }
    entries
}
