//! The manifest of a published site, `public/.masthead.json`: by it masthead tells its own files
//! from those of others, and changed files from unchanged ones. This file converts manifests from
//! and to JSON, and never touches the disk.

use crate::base::{Fingerprint, OutputPath};
use crate::check::PublishedSite;
use crate::model::PageEntry;
use crate::source::{Sha256, Stamp};
use rayon::prelude::*;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = ".masthead.json";
const VERSION: u32 = 1;

/// The list of everything published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub version: u32,
    /// The pages, each with its address, title and former addresses.
    pub pages: Vec<PageEntry>,
    /// The files by their paths.
    pub files: FileEntries,
}

/// Files by their paths.
pub(super) type FileEntries = BTreeMap<OutputPath, FileEntry>;

/// The part of a published site's manifest that the next build needs. Its pages are known only by
/// the fingerprint of the whole.
pub(super) struct OldManifest {
    pub(super) files: FileEntries,
    /// The fingerprint of the whole manifest.
    pub(super) fingerprint: Fingerprint,
}

/// The content of one file, by hash and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The SHA-256 of the bytes, in hexadecimal.
    #[serde(with = "hexadecimal")]
    pub sha256: Sha256,
    /// The size in bytes.
    pub size: u64,
}

impl From<Stamp> for FileEntry {
    fn from(stamp: Stamp) -> Self {
        Self {
            sha256: stamp.sha256,
            size: stamp.size,
        }
    }
}

impl Manifest {
    /// Makes a manifest of the current version.
    #[must_use]
    pub fn new(files: FileEntries, pages: Vec<PageEntry>) -> Self {
        Self {
            version: VERSION,
            pages,
            files,
        }
    }

    /// Returns the site that the manifest lists, to be compared with another.
    #[must_use]
    pub fn site(&self) -> PublishedSite {
        PublishedSite {
            pages: self.pages.clone(),
            files: self.files.keys().cloned().collect(),
        }
    }

    /// Reads a manifest. Returns `None` when it is damaged or of a version that this program does
    /// not know.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes)
            .ok()
            .filter(|manifest: &Self| is_sound(manifest.version, &manifest.files))
    }

    /// Writes the manifest as JSON, in pieces that follow one another. Every file has a line of its
    /// own, so that two manifests can be compared line by line.
    ///
    /// # Errors
    /// Never fails in practice, because every field has a JSON form.
    pub fn to_json(&self) -> serde_json::Result<Vec<Vec<u8>>> {
        let all: Vec<(&OutputPath, &FileEntry)> = self.files.iter().collect();
        let (pages, files) = rayon::join(
            || lines(&self.pages, |page, out| serde_json::to_writer(out, page)),
            || lines(&all, write_file),
        );
        let mut pieces = vec![format!("{{\"version\":{},\n\"pages\":[", self.version).into_bytes()];
        pieces.extend(pages?);
        pieces.push(b"\n],\n\"files\":{".to_vec());
        pieces.extend(files?);
        pieces.push(b"\n}}\n".to_vec());
        Ok(pieces)
    }
}

impl OldManifest {
    /// Reads a manifest as [`Manifest::parse`] does, but skips what it says of each page.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct ManifestJson {
            version: u32,
            #[serde(rename = "pages")]
            _pages: Vec<IgnoredAny>,
            files: FileEntries,
        }
        let ManifestJson { files, .. } = serde_json::from_slice(bytes)
            .ok()
            .filter(|read: &ManifestJson| is_sound(read.version, &read.files))?;
        Some(Self {
            files,
            fingerprint: Fingerprint::of(bytes),
        })
    }
}

fn write_file(
    (path, entry): &(&OutputPath, &FileEntry),
    out: &mut Vec<u8>,
) -> serde_json::Result<()> {
    serde_json::to_writer(&mut *out, path)?;
    out.push(b':');
    serde_json::to_writer(out, entry)
}

fn is_sound(version: u32, files: &FileEntries) -> bool {
    version == VERSION && files.keys().all(is_inside)
}

/// Writes items as JSON, each on a line of its own.
fn lines<T: Sync>(
    items: &[T],
    write: impl Fn(&T, &mut Vec<u8>) -> serde_json::Result<()> + Sync,
) -> serde_json::Result<Vec<Vec<u8>>> {
    items
        .par_chunks(256)
        .enumerate()
        .map(|(number, items)| {
            let mut out = Vec::with_capacity(items.len() * 200);
            for (at, item) in items.iter().enumerate() {
                out.extend_from_slice(if number + at == 0 { b"\n" } else { b",\n" });
                write(item, &mut out)?;
            }
            Ok(out)
        })
        .collect()
}

/// Reports whether a path stays inside the folder it is joined to: no manifest may make masthead
/// delete files elsewhere.
pub(super) fn is_inside(path: &OutputPath) -> bool {
    let text = path.as_str();
    !text.is_empty()
        && !text
            .bytes()
            .any(|byte| matches!(byte, b'\\' | b'\0' | b':'))
        && text
            .split('/')
            .all(|name| !name.is_empty() && name != "." && name != "..")
}

mod hexadecimal {
    use crate::source::Sha256;
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub(super) fn serialize<S: Serializer>(
        bytes: &Sha256,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 64];
        for (pair, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
            *pair = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
        }
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Sha256, D::Error> {
        deserializer.deserialize_str(Digits)
    }

    /// Returns the value of a hexadecimal digit.
    fn digit(byte: u8) -> Option<u8> {
        match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            b'A'..=b'F' => Some(byte - b'A' + 10),
            _ => None,
        }
    }

    struct Digits;

    impl Visitor<'_> for Digits {
        type Value = Sha256;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("64 hexadecimal digits")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Sha256, E> {
            let (pairs, rest) = text.as_bytes().as_chunks::<2>();
            let mut bytes = Sha256::default();
            if pairs.len() != bytes.len() || !rest.is_empty() {
                return Err(E::invalid_length(text.len(), &self));
            }
            for (byte, pair) in bytes.iter_mut().zip(pairs) {
                let [Some(high), Some(low)] = pair.map(digit) else {
                    return Err(E::custom("64 hexadecimal digits are expected"));
                };
                *byte = high << 4 | low;
            }
            Ok(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a manifest that lists one file.
    fn json(path: &str) -> String {
        let sha256 = "00".repeat(32);
        format!(
            r#"{{"version":1,"pages":[],"files":{{"{path}":{{"sha256":"{sha256}","size":1}}}}}}"#
        )
    }

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let entry = FileEntry {
            sha256: [0xab; 32],
            size: 3,
        };
        let manifest = Manifest::new(
            [(OutputPath::new("a/index.html"), entry)].into(),
            Vec::new(),
        );
        let json = manifest
            .to_json()
            .expect("a manifest has a JSON form")
            .concat();
        assert_eq!(Manifest::parse(&json), Some(manifest.clone()));
        let former = OldManifest::parse(&json).expect("read");
        assert_eq!(former.files, manifest.files);
    }

    #[test]
    fn a_manifest_that_names_files_outside_the_folder_is_refused() {
        assert!(Manifest::parse(json("a.html").as_bytes()).is_some());
        assert!(Manifest::parse(json("../a.html").as_bytes()).is_none());
        assert!(Manifest::parse(json("a/../../b").as_bytes()).is_none());
        assert!(Manifest::parse(b"{").is_none());
        assert!(OldManifest::parse(json("a.html").as_bytes()).is_some());
        assert!(OldManifest::parse(json("../a.html").as_bytes()).is_none());
        assert!(
            OldManifest::parse(br#"{"version":1,"files":{}}"#).is_none(),
            "without pages it is no manifest"
        );
        assert!(OldManifest::parse(json("a.html").replace(":1,", ":2,").as_bytes()).is_none());
    }
}
