//! Writes and reads postings as tinysearch stores them. From: terms and the numbers of the
//! documents that have them. To: the bytes of `tinysearch::Storage`, less one section that search
//! has no use for, and back.
//!
//! tinysearch writes title, address and meta data of every document into every index. Ours are kept
//! elsewhere, so that section would be three zero bytes a page in each of hundreds of files: it is
//! cut out after writing ([`encode`]) and put back before reading ([`restore`]). What is left is
//! the file format of tinysearch 0.11 (`\x02`): the number of terms, the length of the vocabulary,
//! the terms in order, each ended by a line feed, then for each term the number of its documents
//! and the distances between them. All numbers are little-endian base 128.

use std::fmt;
use tinysearch::{ExactIndexBackend, IndexBackend, Storage};

/// The bytes that every storage begins with.
const MAGIC: &[u8] = b"tinysearch\x02";

/// A term and the documents that have it, in order and without repetition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Postings {
    pub term: String,
    pub documents: Vec<u32>,
}

/// The reason why some bytes are no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt(pub(super) &'static str);

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the search index is damaged: {}", self.0)
    }
}

impl std::error::Error for Corrupt {}

/// Writes postings over `documents` documents. The terms must be in order, and none of them may be
/// empty or have control characters.
///
/// # Errors
/// When tinysearch refuses the terms.
pub(super) fn encode(terms: &[Postings], documents: usize) -> Result<Vec<u8>, Corrupt> {
    let index = super::tiny::search_index(terms, documents)?;
    let bytes = Storage::from(index)
        .to_bytes()
        .map_err(|_| Corrupt("tinysearch cannot write its terms"))?;
    let mut input = Input {
        bytes: &bytes,
        at: MAGIC.len(),
    };
    let posts = input.number()?;
    input.take(posts)?;
    Ok([MAGIC, &bytes[input.at..]].concat())
}

/// Puts the whole storage together again, for tinysearch itself to read: the oracle of our tests.
///
/// # Errors
/// When the bytes are not what `encode` wrote.
pub fn restore(bytes: &[u8], documents: usize) -> Result<Vec<u8>, Corrupt> {
    let rest = bytes
        .strip_prefix(MAGIC)
        .ok_or(Corrupt("it does not begin as tinysearch's storage"))?;
    let empty = Storage::from(ExactIndexBackend.build(Vec::new()))
        .to_bytes()
        .map_err(|_| Corrupt("tinysearch cannot write"))?;
    debug_assert!(empty.starts_with(MAGIC));
    let mut posts = Vec::with_capacity(documents * 3 + 9);
    bincode_length(&mut posts, documents);
    posts.resize(posts.len() + documents * 3, 0);
    let mut whole = MAGIC.to_vec();
    put_number(&mut whole, posts.len());
    whole.extend_from_slice(&posts);
    whole.extend_from_slice(rest);
    Ok(whole)
}

/// Writes a length as bincode's standard configuration does.
fn bincode_length(out: &mut Vec<u8>, length: usize) {
    let wide = length as u64;
    match wide {
        0..=250 => out.extend_from_slice(&wide.to_le_bytes()[..1]),
        251..=0xffff => {
            out.push(251);
            out.extend_from_slice(&wide.to_le_bytes()[..2]);
        }
        0x1_0000..=0xffff_ffff => {
            out.push(252);
            out.extend_from_slice(&wide.to_le_bytes()[..4]);
        }
        _ => {
            out.push(253);
            out.extend_from_slice(&wide.to_le_bytes());
        }
    }
}

/// Reads what [`encode`] wrote, checking everything: a damaged file is an error, never a panic.
///
/// # Errors
/// When the bytes are damaged.
pub(super) fn decode(bytes: &[u8], documents: usize) -> Result<Vec<Postings>, Corrupt> {
    let mut input = Input { bytes, at: 0 };
    if input.take(MAGIC.len())? != MAGIC {
        return Err(Corrupt("it does not begin as tinysearch's storage"));
    }
    let count = input.number()?;
    let length = input.number()?;
    let vocabulary =
        std::str::from_utf8(input.take(length)?).map_err(|_| Corrupt("its words are not text"))?;
    let terms: Vec<&str> = vocabulary.split_terminator('\n').collect();
    if terms.len() != count {
        return Err(Corrupt("it has another number of words than it says"));
    }
    let mut postings = Vec::with_capacity(count);
    for term in terms {
        postings.push(Postings {
            term: term.to_owned(),
            documents: input.documents(documents)?,
        });
    }
    Ok(postings)
}

/// Writes a number in base 128, least part first.
pub(super) fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Bytes being read.
pub(super) struct Input<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

impl<'b> Input<'b> {
    /// Reads a number in base 128.
    pub(super) fn number(&mut self) -> Result<usize, Corrupt> {
        let mut number = 0_usize;
        for shift in (0..49).step_by(7) {
            let byte = *self
                .bytes
                .get(self.at)
                .ok_or(Corrupt("it ends too early"))?;
            self.at += 1;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Corrupt("a number in it is too large"))
    }

    /// Reads `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> Result<&'b [u8], Corrupt> {
        let end = self
            .at
            .checked_add(length)
            .ok_or(Corrupt("a length in it is too large"))?;
        let part = self
            .bytes
            .get(self.at..end)
            .ok_or(Corrupt("it ends too early"))?;
        self.at = end;
        Ok(part)
    }

    /// Reads the documents of a term, all of which must be below `limit`.
    fn documents(&mut self, limit: usize) -> Result<Vec<u32>, Corrupt> {
        let count = self.number()?;
        if count > self.bytes.len() - self.at {
            return Err(Corrupt("it ends too early"));
        }
        let mut documents = Vec::with_capacity(count);
        let mut document = 0;
        for _ in 0..count {
            document += self.number()?;
            if document >= limit {
                return Err(Corrupt("it names a page that is not there"));
            }
            documents.push(
                u32::try_from(document)
                    .map_err(|_| Corrupt("it names a page that is not there"))?,
            );
        }
        Ok(documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tinysearch::{IndexedDocument, PostId};

    fn postings(term: &str, documents: &[u32]) -> Postings {
        Postings {
            term: term.to_owned(),
            documents: documents.to_vec(),
        }
    }

    #[test]
    fn tinysearch_reads_what_is_restored_and_finds_the_same_documents() {
        for documents in [3, 250, 251, 70_000] {
            let terms = [
                postings("care", &[0, 2]),
                postings("careA", &[1]),
                postings("home", &[2]),
            ];
            let bytes = encode(&terms, documents).unwrap();
            assert_eq!(decode(&bytes, documents).unwrap(), terms);
            let whole = restore(&bytes, documents).unwrap();
            let storage = Storage::from_bytes(&whole).unwrap();
            assert_eq!(storage.to_bytes().unwrap(), whole);
            assert_eq!(tinysearch::search(&storage.filters, "care", 9).len(), 3);
            assert_eq!(tinysearch::search(&storage.filters, "home", 9).len(), 1);
        }
    }

    #[test]
    fn what_is_written_is_what_tinysearch_builds_from_documents() {
        let terms = [
            postings("care", &[0, 2, 299]),
            postings("home", &[1]),
            postings("ward!", &[0, 299]),
        ];
        let mut documents = Vec::new();
        for document in 0..300 {
            let blank = PostId {
                title: String::new(),
                url: String::new(),
                meta: String::new(),
            };
            let own = terms
                .iter()
                .filter(|postings| postings.documents.contains(&document))
                .map(|postings| postings.term.clone());
            documents.push(IndexedDocument::new(blank, own));
        }
        let built = Storage::from(ExactIndexBackend.build(documents))
            .to_bytes()
            .unwrap();
        assert_eq!(restore(&encode(&terms, 300).unwrap(), 300).unwrap(), built);
    }

    #[test]
    fn the_section_cut_out_was_all_that_grew_with_the_site() {
        let terms = [postings("care", &[0])];
        assert_eq!(encode(&terms, 1).unwrap(), encode(&terms, 5_000).unwrap());
    }

    #[test]
    fn a_file_cut_short_is_an_error() {
        let bytes = encode(&[postings("care", &[0, 2]), postings("home", &[2])], 3).unwrap();
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end], 3).is_err(), "{end}");
        }
        assert!(decode(&bytes, 2).is_err());
    }

    proptest! {
        #[test]
        fn damage_never_panics(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            documents in 0_usize..9,
        ) {
            let _ = decode(&[MAGIC, &bytes].concat(), documents);
            let _ = restore(&bytes, documents);
        }
    }
}
