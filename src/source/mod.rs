//! The site's folder as values. From: `scan` (or a test's `Fixture`). To: every stage. Nothing here
//! opens a file: a stage never needs to.

use crate::base::{Fault, Faults, Fingerprint, OutputPath, SourcePath};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file of words: markdown, settings, templates, style sheets, data.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Where it stands.
    pub path: SourcePath,
    /// Its text as it stands on disk: byte-order mark, line ends and all.
    pub text: Arc<str>,
    /// Of the text.
    pub fingerprint: Fingerprint,
}

impl TextFile {
    /// A file with this text.
    #[must_use]
    pub fn new(path: SourcePath, text: Arc<str>) -> Self {
        let fingerprint = Fingerprint::of(text.as_bytes());
        Self {
            path,
            text,
            fingerprint,
        }
    }
}

/// A file that is published as it is: an image, a PDF, a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetHandle {
    /// Where it stands.
    pub path: SourcePath,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: Sha256,
    /// What was found out about it when the tree was read.
    pub facts: AssetFacts,
    /// Its bytes when they do not stand on disk: a file of the embedded theme, or of a test.
    pub bytes: Option<Arc<[u8]>>,
}

/// A file of figures, read for the tables that show it; it is an asset too.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Its text, or why there is none: it matters only where a table shows the file.
    pub text: Result<Arc<str>, Box<Fault>>,
    /// Of its bytes.
    pub fingerprint: Fingerprint,
}

/// A file that may be a list of publications; it is an asset too.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// Its text, whatever it was saved in; empty when it could not be read.
    pub text: Arc<str>,
    /// What kept it from being read, or how it is saved. It matters only where publications are
    /// kept.
    pub faults: Faults,
    /// Of its text.
    pub fingerprint: Fingerprint,
}

/// 32 bytes of SHA-256.
pub type Sha256 = [u8; 32];

/// What is known of an asset beyond its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetFacts {
    /// Width and height in pixels, for an image whose format says so.
    pub pixels: Option<(u32, u32)>,
    /// Pages of a PDF.
    pub pages: Option<u32>,
    /// What is wrong with a PDF.
    pub pdf_fault: Option<PdfFault>,
}

/// Why a PDF is of no use to some readers, or to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PdfFault {
    /// It is something else with the name of a PDF.
    NoPdf,
    /// Its structure cannot be read.
    Damaged,
    /// It is encrypted: it may ask for a password, and programs that read aloud may be kept out.
    Protected,
}

/// Everything a build reads, read once.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// Files of words by path.
    pub texts: BTreeMap<SourcePath, TextFile>,
    /// Files published as they are, by path.
    pub assets: BTreeMap<SourcePath, AssetHandle>,
    /// Files of figures among the assets of `content/`, by path.
    pub data: BTreeMap<SourcePath, DataFile>,
    /// Files among the assets of `content/` that may be lists of publications, by path.
    pub lists: BTreeMap<SourcePath, ListFile>,
    /// Files and folders that are there and could not be read, which is reported already.
    pub unread: BTreeSet<SourcePath>,
}

/// Whether a file of `content/` holds figures that a table can show.
#[must_use]
pub fn is_data(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "csv" | "tsv")
}

/// Whether a file may be a list of publications by its name and place. A list may also be YAML,
/// which is read as text anyway.
#[must_use]
pub fn is_list(path: &SourcePath) -> bool {
    if path.below("content").is_none() || path.below("content/static").is_some() {
        return false;
    }
    let extension = path.extension();
    // The last few are read so that it can be said what to do about them.
    let read = matches!(
        extension.as_str(),
        "bib" | "bibtex" | "biblatex" | "ris" | "nbib" | "medline" | "json" | "csljson" | "txt"
    );
    read || matches!(extension.as_str(), "xml" | "enw" | "enl" | "ciw" | "rdf")
}

impl SourceTree {
    /// The text file at `path`.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&TextFile> {
        self.texts.get(path)
    }

    /// Whether there is something at `path` that could not be read, or a folder above it could not.
    #[must_use]
    pub fn is_unread(&self, path: &SourcePath) -> bool {
        let text = path.as_str();
        let above = text.match_indices('/').map(|(at, _)| &text[..at]);
        !self.unread.is_empty() && above.chain([text]).any(|path| self.unread.contains(path))
    }

    /// Text files below `folder`, in order of path.
    pub fn texts_below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a TextFile> + use<'a> {
        below(&self.texts, folder)
    }

    /// Assets below `folder`, in order of path.
    pub fn assets_below<'a>(
        &'a self,
        folder: &str,
    ) -> impl Iterator<Item = &'a AssetHandle> + use<'a> {
        below(&self.assets, folder)
    }
}

fn below<'a, T>(
    files: &'a BTreeMap<SourcePath, T>,
    folder: &str,
) -> impl Iterator<Item = &'a T> + use<'a, T> {
    use std::ops::Bound::{Included, Unbounded};
    let inside = format!("{folder}/");
    files
        .range::<str, _>((Included(inside.as_str()), Unbounded))
        .take_while(move |(path, _)| path.as_str().starts_with(&inside))
        .map(|(_, file)| file)
}

/// A piece of text that several files can share.
pub type SharedText = Arc<String>;

/// One finished file of the site.
#[derive(Clone, Debug)]
pub enum Artifact {
    /// These bytes, with their SHA-256.
    Bytes(Arc<Vec<u8>>, Sha256),
    /// These pieces of text, one after another; other files may have some of them too.
    Pieces(Vec<SharedText>, Stamp),
    /// The bytes of that asset, copied at the edge.
    Copy(AssetHandle),
}

impl Artifact {
    /// A file of these bytes.
    #[must_use]
    pub fn bytes(bytes: Vec<u8>) -> Self {
        let sha256 = sha2::Sha256::digest(&bytes).into();
        Self::Bytes(Arc::new(bytes), sha256)
    }

    /// A file of these pieces.
    #[must_use]
    pub fn pieces(pieces: Vec<SharedText>) -> Self {
        let mut hasher = sha2::Sha256::new();
        for piece in &pieces {
            hasher.update(piece.as_bytes());
        }
        let size = pieces.iter().map(|piece| piece.len() as u64).sum();
        Self::Pieces(
            pieces,
            Stamp {
                sha256: hasher.finalize().into(),
                size,
            },
        )
    }

    /// What the file will be, without its bytes.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        match self {
            Self::Bytes(bytes, sha256) => Stamp {
                sha256: *sha256,
                size: bytes.len() as u64,
            },
            Self::Pieces(_, stamp) => *stamp,
            Self::Copy(handle) => Stamp {
                sha256: handle.sha256,
                size: handle.size,
            },
        }
    }

    /// All of the file, where it is in memory.
    #[must_use]
    pub fn whole(&self) -> Option<Arc<Vec<u8>>> {
        match self {
            Self::Bytes(bytes, _) => Some(bytes.clone()),
            Self::Pieces(pieces, _) => Some(Arc::new(
                pieces
                    .iter()
                    .map(|piece| piece.as_bytes())
                    .collect::<Vec<_>>()
                    .concat(),
            )),
            Self::Copy(handle) => handle.bytes.as_ref().map(|bytes| Arc::new(bytes.to_vec())),
        }
    }
}

/// The bytes of a finished file, without the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// SHA-256 of them.
    pub sha256: Sha256,
    /// How many.
    pub size: u64,
}

/// What a sink says after it took an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Send the next.
    Continue,
    /// Nothing more can be taken (disk full, interrupted): the build ends early.
    Stop,
}

/// Takes finished files as they are made, from many threads at once and in no order.
pub trait Sink: Sync {
    /// Takes one file.
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow;

    /// Whether the sink has that file from before and keeps it as part of this build. Then it need
    /// not be made again.
    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool;
}

/// Takes everything and keeps nothing: for `check`.
pub struct Discard;

impl Sink for Discard {
    fn take(&self, _: &OutputPath, _: Artifact) -> Flow {
        Flow::Continue
    }

    fn holds(&self, _: &OutputPath, _: Stamp) -> bool {
        true
    }
}
