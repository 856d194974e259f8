//! Converts a memo to files and back.
//!
//! Entries are dealt out to shards by the hash of their names, so that a build with one page
//! changed writes a few small files and not all of the memo. A file has a head (magic, fingerprint
//! of the program) and chunks: kind, length, fingerprint, entries in postcard's format. `memo.head`
//! says how many shards there are, and what the site was made from. Where anything is unexpected (a
//! file of another program, a missing file, a damaged chunk), that part is forgotten: the memo is
//! then smaller, never wrong.

use super::{Memo, SearchEntry, SearchMemo};
use crate::base::{Fingerprint, OutputPath, SourcePath, UrlPath};
use crate::search::PackedPages;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"mastmem4";
// The kinds of chunks.
const PARSED: u8 = 0;
const RENDERED: u8 = 1;
const REFERENCES: u8 = 2;
const SEARCHED: u8 = 3;
const SEARCH_MADE: u8 = 4;
/// The number of entries in one chunk of search, and in one shard while there are few.
const CHUNK: usize = 256;
/// The largest number of shards of a kind.
const MOST_SHARDS: usize = 64;
/// The file that says how many others there are, and that [`is_of`] reads.
pub const HEAD: &str = "memo.head";
/// The file that holds references and search.
const COSTLY: &str = "costly.bin";

/// The part of a stored memo that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoScope {
    /// All of the memo.
    All,
    /// Only what takes long to make: references and search. Where every page is made anyway,
    /// parsing takes no longer than remembering what was parsed.
    Costly,
}

/// The entries that changed since the memo was loaded, as a set of buckets by the hash of their
/// names.
#[derive(Clone, Debug)]
pub(super) struct ChangedBuckets {
    buckets: [bool; Self::BUCKETS],
}

impl Default for ChangedBuckets {
    fn default() -> Self {
        Self {
            buckets: [false; Self::BUCKETS],
        }
    }
}

impl ChangedBuckets {
    const BUCKETS: usize = 1024;

    fn bucket(name: &str) -> usize {
        let [low, high, ..] = Fingerprint::of(name.as_bytes()).to_bytes();
        usize::from(u16::from_le_bytes([low, high])) % Self::BUCKETS
    }

    /// Marks the entries that are new, gone, or different in `after` from what they were in
    /// `before`.
    pub(super) fn compare<N: Ord, E>(
        &mut self,
        before: &BTreeMap<N, E>,
        after: &BTreeMap<N, E>,
        name: impl Fn(&N) -> &str,
        same: impl Fn(&E, &E) -> bool,
    ) {
        let mut before = before.iter().peekable();
        for (path, entry) in after {
            while let Some((gone, _)) = before.next_if(|(known, _)| *known < path) {
                self.mark(name(gone));
            }
            if !before
                .next_if(|(known, _)| *known == path)
                .is_some_and(|(_, known)| same(known, entry))
            {
                self.mark(name(path));
            }
        }
        before.for_each(|(gone, _)| self.mark(name(gone)));
    }

    pub(super) fn mark(&mut self, name: &str) {
        self.buckets[Self::bucket(name)] = true;
    }

    pub(super) fn is_any(&self) -> bool {
        self.buckets.contains(&true)
    }

    fn shard(&self, number: usize, of: usize) -> bool {
        self.buckets
            .iter()
            .skip(number)
            .step_by(of)
            .any(|changed| *changed)
    }
}

/// Returns the shard that an entry is in; the number of shards, `of`, is a power of two.
fn shard(name: &str, of: usize) -> usize {
    ChangedBuckets::bucket(name) % of
}

/// Returns the number of shards that so many entries are dealt out to.
fn shards(entries: usize) -> usize {
    (entries / CHUNK).next_power_of_two().min(MOST_SHARDS)
}

fn shard_name(kind: &str, number: usize) -> String {
    format!("{kind}-{number:02x}.bin")
}

/// Reports whether `head`, the bytes of a `memo.head`, belongs to a memo of this program for a site
/// that was made from `inputs`.
#[must_use]
pub fn is_of(head: &[u8], program: Fingerprint, inputs: Fingerprint) -> bool {
    head.starts_with(&start(program)) && head.ends_with(&inputs.to_bytes())
}

fn start(program: Fingerprint) -> Vec<u8> {
    [&MAGIC[..], &program.to_bytes()].concat()
}

impl Memo {
    /// Returns, by their names, the files of a memo that changed since it was loaded, for this
    /// program and a site that was made from `inputs`. The last file says that the others are
    /// there.
    #[must_use]
    pub fn files(&self, program: Fingerprint, inputs: Fingerprint) -> Vec<(String, Vec<u8>)> {
        let numbers = [shards(self.parsed.len()), shards(self.rendered.len())];
        let all = self.loaded_shards != Some(numbers);
        let wanted = |changed: &ChangedBuckets, of: usize| -> Vec<usize> {
            (0..of)
                .filter(|number| all || changed.shard(*number, of))
                .collect()
        };
        let parsed = dealt(
            &self.parsed,
            SourcePath::as_str,
            &wanted(&self.changed_parsed, numbers[0]),
            numbers[0],
        );
        let rendered = dealt(
            &self.rendered,
            OutputPath::as_str,
            &wanted(&self.changed_rendered, numbers[1]),
            numbers[1],
        );
        let file = |chunks: Vec<(u8, Vec<u8>)>| -> Vec<u8> {
            let mut out = start(program);
            for (kind, chunk) in chunks {
                out.push(kind);
                out.extend_from_slice(&(chunk.len() as u64).to_le_bytes());
                out.extend_from_slice(&Fingerprint::of(&chunk).to_bytes());
                out.extend_from_slice(&chunk);
            }
            out
        };
        let mut files: Vec<(String, Vec<u8>)> = parsed
            .into_par_iter()
            .map(|(number, entries)| {
                (
                    shard_name("parsed", number),
                    file(vec![(PARSED, encoded(&entries))]),
                )
            })
            .chain(rendered.into_par_iter().map(|(number, entries)| {
                (
                    shard_name("rendered", number),
                    file(vec![(RENDERED, encoded(&entries))]),
                )
            }))
            .collect();
        if all || self.changed_costly {
            let references =
                (!self.references.is_empty()).then(|| (REFERENCES, encoded(&[&self.references])));
            let searched = packed(&self.searched)
                .into_iter()
                .map(|chunk| (SEARCHED, chunk));
            let made = [(SEARCH_MADE, encoded(&[&self.searched.made]))];
            files.push((
                COSTLY.to_owned(),
                file(references.into_iter().chain(searched).chain(made).collect()),
            ));
        }
        let counts = numbers.map(|number| u8::try_from(number).unwrap_or(0));
        files.push((
            HEAD.to_owned(),
            [start(program), counts.to_vec(), inputs.to_bytes().to_vec()].concat(),
        ));
        files
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
        let start = start(program);
        let Some(head) = file(HEAD).filter(|head| head.starts_with(&start)) else {
            return memo;
        };
        let Some([parsed, rendered]) = head.get(start.len()..start.len() + 2) else {
            return memo;
        };
        let numbers = [usize::from(*parsed), usize::from(*rendered)];
        let read = |name: &str| {
            file(name)
                .filter(|bytes| bytes.starts_with(&start))
                .unwrap_or_default()
        };
        if part == MemoScope::All {
            let parsed = || {
                gathered(
                    numbers[0],
                    &|number| read(&shard_name("parsed", number)),
                    start.len(),
                    PARSED,
                )
            };
            let rendered = || {
                gathered(
                    numbers[1],
                    &|number| read(&shard_name("rendered", number)),
                    start.len(),
                    RENDERED,
                )
            };
            (memo.parsed, memo.rendered) = rayon::join(parsed, rendered);
            memo.loaded_shards = Some(numbers);
        }
        let costly = read(COSTLY);
        let costly = Chunk::all(&costly, start.len());
        memo.references = decoded(&costly, REFERENCES).pop().unwrap_or_default();
        memo.searched.pages = unpacked(&costly);
        memo.searched.made = decoded(&costly, SEARCH_MADE).pop().unwrap_or_default();
        memo
    }
}

/// Reads the entries of all shards of a kind.
fn gathered<N, E>(
    of: usize,
    shard: &(dyn Fn(usize) -> Vec<u8> + Sync),
    head: usize,
    kind: u8,
) -> BTreeMap<N, E>
where
    N: Ord + DeserializeOwned + Send,
    E: DeserializeOwned + Send,
{
    let shards: Vec<Vec<(N, E)>> = (0..of)
        .into_par_iter()
        .map(|number| decoded(&Chunk::all(&shard(number), head), kind))
        .collect();
    let mut entries: Vec<(N, E)> = shards.into_iter().flatten().collect();
    // A map is made in one go from entries that are in order.
    entries.par_sort_by(|a, b| a.0.cmp(&b.0));
    entries.into_iter().collect()
}

/// Deals entries out to the shards `wanted`, out of the number `of`.
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
            if let Some(shard) = shards.get_mut(&shard(name(entry.0), of)) {
                shard.push(entry);
            }
        }
    }
    shards
}

/// Encodes entries as a chunk. A chunk that cannot be encoded is empty.
fn encoded<T: Serialize>(entries: &[T]) -> Vec<u8> {
    postcard::to_allocvec(entries).unwrap_or_default()
}

/// Decodes the entries of all intact chunks of a kind, in order.
fn decoded<T: DeserializeOwned + Send>(chunks: &[Chunk<'_>], kind: u8) -> Vec<T> {
    let of_kind = chunks
        .iter()
        .filter(|chunk| chunk.kind == kind && chunk.is_intact());
    of_kind
        .filter_map(|chunk| postcard::from_bytes::<Vec<T>>(chunk.bytes).ok())
        .flatten()
        .collect()
}

/// A chunk of pages as search reads them: for each page its address, its key and the number of
/// documents it has, then these documents with their words.
type PackedChunk = (Vec<(UrlPath, Fingerprint, usize)>, PackedPages);

fn packed(searched: &SearchMemo) -> Vec<Vec<u8>> {
    let entries: Vec<(&UrlPath, &SearchEntry)> = searched.pages.iter().collect();
    let chunk = |chunk: &[(&UrlPath, &SearchEntry)]| {
        let heads = chunk
            .iter()
            .map(|(url, entry)| ((*url).clone(), entry.key, entry.pages.len()))
            .collect();
        let packed: PackedChunk = (
            heads,
            PackedPages::new(chunk.iter().flat_map(|(_, entry)| entry.pages.iter())),
        );
        postcard::to_allocvec(&packed).unwrap_or_default()
    };
    entries
        .par_chunks(CHUNK)
        .map(chunk)
        .filter(|chunk| !chunk.is_empty())
        .collect()
}

fn unpacked(chunks: &[Chunk<'_>]) -> BTreeMap<UrlPath, SearchEntry> {
    let one = |chunk: &Chunk<'_>| {
        let (heads, packed): PackedChunk = postcard::from_bytes(chunk.bytes).ok()?;
        let mut pages = packed.unpack()?.into_iter();
        let entry = |(url, key, count)| {
            (
                url,
                SearchEntry {
                    key,
                    pages: Arc::new(pages.by_ref().take(count).collect()),
                },
            )
        };
        Some(heads.into_iter().map(entry).collect::<Vec<_>>())
    };
    let of_kind = chunks
        .par_iter()
        .filter(|chunk| chunk.kind == SEARCHED && chunk.is_intact());
    let parts: Vec<Vec<(UrlPath, SearchEntry)>> = of_kind.filter_map(one).collect();
    parts.into_iter().flatten().collect()
}

/// A piece of a stored memo.
struct Chunk<'b> {
    kind: u8,
    fingerprint: &'b [u8],
    bytes: &'b [u8],
}

impl<'b> Chunk<'b> {
    fn is_intact(&self) -> bool {
        Fingerprint::of(self.bytes).to_bytes() == *self.fingerprint
    }

    /// Returns the chunks of a file after its head; a torn chunk and what follows it are left out.
    fn all(file: &'b [u8], head: usize) -> Vec<Self> {
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
        let (fingerprint, rest) = rest.split_at_checked(16)?;
        let (bytes, rest) = rest.split_at_checked(length)?;
        Some((
            Self {
                kind: *kind,
                fingerprint,
                bytes,
            },
            rest,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::{RenderCause, RenderEntry};
    use crate::source::Stamp;
    use std::sync::LazyLock;

    static PROGRAM: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(b"this"));
    static INPUTS: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(b"a site"));

    type MemoFiles = BTreeMap<String, Vec<u8>>;

    fn entry(at: usize) -> RenderEntry {
        RenderEntry {
            key: Fingerprint::of(&at.to_le_bytes()),
            reads: Vec::new(),
            stamp: Stamp {
                sha256: [1; 32],
                size: 1,
            },
            common: Fingerprint::default(),
            why: RenderCause::First,
        }
    }

    /// Makes a memo of so many files.
    fn memo(entries: usize) -> Memo {
        let mut memo = Memo::default();
        memo.remember_rendered(
            (0..entries)
                .map(|at| (OutputPath::new(&format!("a/{at}")), entry(at)))
                .collect(),
        );
        memo
    }

    fn kept(memo: &Memo) -> MemoFiles {
        memo.files(*PROGRAM, *INPUTS).into_iter().collect()
    }

    fn read(files: &MemoFiles, program: Fingerprint, part: MemoScope) -> Memo {
        Memo::from_files(&|name| files.get(name).cloned(), program, part)
    }

    #[test]
    fn a_memo_reads_back_as_it_was_written() {
        for entries in [0, 1, 300, 5_000] {
            let memo = memo(entries);
            assert_eq!(
                read(&kept(&memo), *PROGRAM, MemoScope::All).rendered,
                memo.rendered
            );
        }
    }

    #[test]
    fn a_memo_of_another_program_is_empty() {
        assert!(read(&kept(&memo(300)), Fingerprint::of(b"that"), MemoScope::All).is_empty());
    }

    #[test]
    fn a_damaged_torn_or_missing_file_forgets_that_part_and_nothing_else() {
        let files = kept(&memo(5_000));
        let name = shard_name("rendered", 3);
        let lost = memo(5_000)
            .rendered
            .keys()
            .filter(|path| shard(path.as_str(), shards(5_000)) == 3)
            .count();
        assert!(lost > 0);
        let mut damaged = files.clone();
        damaged
            .entry(name.clone())
            .and_modify(|bytes| bytes[100] ^= 0x40);
        let mut torn = files.clone();
        torn.entry(name.clone())
            .and_modify(|bytes| bytes.truncate(bytes.len() - 5));
        let mut missing = files;
        missing.remove(&name);
        for files in [damaged, torn, missing] {
            let mut left = read(&files, *PROGRAM, MemoScope::All);
            assert_eq!(left.rendered.len(), 5_000 - lost);
            // The lost entries are made and kept again.
            left.remember_rendered(memo(5_000).rendered);
            assert!(
                left.files(*PROGRAM, *INPUTS)
                    .iter()
                    .any(|(other, _)| *other == name)
            );
        }
    }

    #[test]
    fn one_change_writes_one_shard_and_the_head() {
        let mut files = kept(&memo(5_000));
        let mut next = read(&files, *PROGRAM, MemoScope::All);
        let mut entries = memo(5_000).rendered;
        entries.insert(OutputPath::new("a/7"), entry(9));
        next.remember_rendered(entries.clone());
        let changed = next.files(*PROGRAM, *INPUTS);
        let name = shard_name("rendered", shard("a/7", shards(5_000)));
        assert_eq!(
            changed
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<Vec<_>>(),
            [name.as_str(), HEAD]
        );
        files.extend(changed);
        assert_eq!(read(&files, *PROGRAM, MemoScope::All).rendered, entries);
    }

    #[test]
    fn a_file_that_is_gone_is_forgotten_by_its_shard() {
        let mut files = kept(&memo(5_000));
        let mut next = read(&files, *PROGRAM, MemoScope::All);
        let mut entries = memo(5_000).rendered;
        entries.remove(&OutputPath::new("a/7"));
        next.remember_rendered(entries.clone());
        files.extend(next.files(*PROGRAM, *INPUTS));
        assert_eq!(read(&files, *PROGRAM, MemoScope::All).rendered, entries);
    }

    #[test]
    fn a_memo_says_what_it_is_of() {
        let files = kept(&memo(3));
        let head = &files[HEAD];
        assert!(is_of(head, *PROGRAM, *INPUTS));
        assert!(!is_of(head, *PROGRAM, Fingerprint::of(b"another site")));
        assert!(!is_of(head, Fingerprint::of(b"that"), *INPUTS));
        assert!(!is_of(&head[..20], *PROGRAM, *INPUTS));
    }

    #[test]
    fn of_a_memo_only_what_is_costly_may_be_read() {
        assert!(read(&kept(&memo(300)), *PROGRAM, MemoScope::Costly).is_empty());
    }
}
