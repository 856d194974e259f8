//! The manifest is the one file of the index with a fixed name: it says what the index is made of
//! and where everything stands. From: the parts of an index. To: JSON, and back for the native
//! searcher. `client/files.js` reads the same.

use super::ranking::Ranking;
use super::storage::{Corrupt, Input, put_number};
use crate::base::OutputPath;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The folder of everything that search has.
pub const FOLDER: &str = "search";
/// The manifest's name below [`FOLDER`].
pub const MANIFEST: &str = "index.bin";

/// The name below [`FOLDER`] of the script that holds the index of a site opened from disk.
pub const BUNDLE: &str = "bundle.js";

/// A published file of the index.
pub type IndexFile = (OutputPath, Vec<u8>);

/// Returns where a file of the index is published, by its name below [`FOLDER`].
#[must_use]
pub fn index_path(name: &str) -> OutputPath {
    OutputPath::new(&format!("{FOLDER}/{name}"))
}

/// The version of everything below `search/`. A client that meets another asks the visitor to
/// reload the page.
pub(super) const VERSION: u32 = 1;

/// The manifest. The names are short, because every visitor who searches fetches them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct IndexManifest {
    /// The [`VERSION`] of the index.
    pub v: u32,
    /// The numbers that both searchers rank by.
    #[serde(flatten)]
    pub ranking: Ranking,
    /// The number of pages.
    pub n: usize,
    /// The average length of a page in words, titles weighted.
    pub avg: f64,
    /// The folder of all files but the blocks: the hash of their content.
    pub at: String,
    /// The keys of the shards, each on a line.
    pub keys: String,
    /// Stems that stand alone: on each line the stem, in how many pages it is, and its words.
    pub common: String,
    /// Words that are looked for in other shards than their key says.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub strays: BTreeMap<String, Vec<usize>>,
    /// The number of pages of each block, as a character: `0` for none.
    pub blocks: String,
    /// The folders of the blocks.
    pub folders: Vec<String>,
    /// The average cost of reading a page's text, in bytes.
    pub size: usize,
    /// Years with the number of their first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<(i16, u32)>,
    /// The groups that results can be filtered by, in the order of their files.
    pub groups: Vec<String>,
    /// The first letters of the spelling slices, in the order of their files.
    pub letters: String,
    /// Endings that words of the site have.
    pub endings: Vec<String>,
    /// 1 where addresses are to be written with `index.html`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub files: u8,
    /// The files that follow in the manifest itself, by name with place and length: all of them on
    /// a small site.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inside: BTreeMap<String, (usize, usize)>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde asks for"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

/// The most pages that fit in a block's character.
pub(super) const MOST_PAGES_IN_BLOCK: usize = 70;

impl IndexManifest {
    /// Writes the manifest with the files inside it: the length of the JSON, the JSON, the files.
    pub(super) fn to_bytes(&self, files: &[u8]) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(json.len() + files.len() + 4);
        put_number(&mut bytes, json.len());
        bytes.extend_from_slice(&json);
        bytes.extend_from_slice(files);
        bytes
    }

    /// Reads the manifest and the files inside it.
    ///
    /// # Errors
    /// When the bytes are no manifest, or one of another version.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<(Self, &[u8]), Corrupt> {
        let mut input = Input { bytes, at: 0 };
        let length = input.number()?;
        let manifest: Self = serde_json::from_slice(input.take(length)?)
            .map_err(|_| Corrupt("its manifest cannot be read"))?;
        if manifest.v != VERSION {
            return Err(Corrupt("it was written by another version of masthead"));
        }
        Ok((manifest, &bytes[input.at..]))
    }

    /// Returns how many pages each block has.
    pub(super) fn block_sizes(&self) -> impl Iterator<Item = usize> {
        self.blocks
            .chars()
            .map(|c| (c as usize).saturating_sub('0' as usize))
    }
}
