//! The site's folder as values. `scan` (or a test's `Fixture`) makes them, and every stage reads
//! them. Nothing here opens a file: a stage never needs to.

mod documents;
mod focus;
mod pictures;
mod services;
mod social_card;
mod tint;

pub use documents::DocumentProperties;
pub use focus::{Crop, PictureFocus};
pub use pictures::{
    Cover, DerivedPicture, PictureFault, PictureFormat, PictureOrder, PictureSet, PictureSource,
    Recipe, scaled, whole_size,
};
pub use services::{
    ListState, ListedService, PrivateKind, PrivateServices, PrivateValue, ServiceNames,
};
pub use social_card::{CardColours, InkColour, SocialCard};
pub use tint::Tint;

use crate::base::{Faults, Fingerprint, OutputPath, SourcePath};
use sha2::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file of words: markdown, settings, templates, style sheets, data.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The place of the file in the site's folder.
    pub path: SourcePath,
    /// The text as it stands on disk: byte-order mark, line ends and all.
    pub text: Arc<str>,
    /// The fingerprint of the text.
    pub fingerprint: Fingerprint,
}

impl TextFile {
    /// Makes a file with this text.
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
    /// The place of the file in the site's folder.
    pub path: SourcePath,
    /// The size in bytes.
    pub size: u64,
    /// The SHA-256 of the bytes.
    pub sha256: Sha256,
    /// The facts that were found out about the file when the tree was read.
    pub facts: AssetFacts,
    /// Whether the file is published without what it tells besides what it shows; size and SHA-256
    /// are those of the published file.
    pub is_cleaned: bool,
    /// The bytes when they do not stand on disk: those of a file of the embedded theme, of a
    /// drawing that was cleaned, or of a test.
    pub bytes: Option<Arc<[u8]>>,
}

/// A file of figures, read for the tables that show it; it is an asset too.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// The text; empty when the file could not be read.
    pub text: Arc<str>,
    /// The faults that kept the file from being read. They matter only where a table shows the
    /// file.
    pub faults: Faults,
    /// The fingerprint of the bytes.
    pub fingerprint: Fingerprint,
}

/// A file that may be a list of publications; it is an asset too.
#[derive(Clone, Debug)]
pub struct ListFile {
    /// The text, in whatever encoding it was saved; empty when it could not be read.
    pub text: Arc<str>,
    /// The faults that kept the file from being read, or that are in the way it is saved. They
    /// matter only where publications are kept.
    pub faults: Faults,
    /// The fingerprint of the text.
    pub fingerprint: Fingerprint,
}

/// The 32 bytes of a SHA-256.
pub type Sha256 = [u8; 32];

/// The facts about an asset beyond its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetFacts {
    /// The width and height in pixels as readers see them, for an image whose format says so.
    pub pixels: Option<(u32, u32)>,
    /// The format of a picture that smaller ones can be made of: one that does not move.
    pub still: Option<PictureFormat>,
    /// The fault of a picture.
    pub picture_fault: Option<PictureFault>,
    /// The colour for the place of a picture until the picture is there.
    pub tint: Option<Tint>,
    /// Whether pixels are missing within a picture.
    pub lacks_pixels: bool,
    /// The number of pages of a PDF.
    pub pages: Option<u32>,
    /// The fault of a PDF that is of no use to some readers.
    pub pdf_fault: Option<PdfFault>,
    /// What a document tells besides what it shows, if anything.
    pub properties: Option<Arc<DocumentProperties>>,
    /// What browsers would run of the file, or fetch for it, when it is opened by itself.
    pub active: Option<ActiveContent>,
    /// The place of the first such thing in the file, as an offset.
    pub active_at: usize,
    /// Whether the file starts with settings, as a page does.
    pub has_settings: bool,
}

/// What browsers would run of a file, or fetch for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActiveContent {
    /// Parts of a drawing with these names, which were taken out of it.
    TakenOut(Vec<String>),
    /// Scripts of an HTML file, which is published as it stands.
    Kept,
    /// Perhaps something: the drawing cannot be read, for this reason.
    Unknown(String),
}

/// The reason why a PDF is of no use to some readers, or to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PdfFault {
    /// The file is something else with the name of a PDF.
    NoPdf,
    /// The structure of the PDF cannot be read.
    Damaged,
    /// The PDF is encrypted: it may ask for a password, and programs that read aloud may be kept
    /// out.
    Protected,
}

/// The contents of everything a build reads, read once.
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
    /// The words of other assets of `content/` that people can read as text, by path.
    pub words: BTreeMap<SourcePath, Arc<str>>,
    /// Files and folders that exist but could not be read, which is reported already.
    pub unread: BTreeSet<SourcePath>,
    /// The services of a benchmarking, for comparing alone.
    pub services: PrivateServices,
}

/// Reports whether a file of `content/` holds figures that a table can show.
#[must_use]
pub fn is_data(path: &SourcePath) -> bool {
    matches!(path.extension().as_str(), "csv" | "tsv")
}

/// Reports whether a file may be a list of publications, by its name and place. A list may also be
/// YAML, which is read as text anyway.
#[must_use]
pub fn is_list(path: &SourcePath) -> bool {
    if path.below("content").is_none() || path.below("content/static").is_some() {
        return false;
    }
    let extension = path.extension();
    // The last few are read so that masthead can say what to do about them.
    let read = matches!(
        extension.as_str(),
        "bib" | "bibtex" | "biblatex" | "ris" | "nbib" | "medline" | "json" | "csljson" | "txt"
    );
    read || matches!(extension.as_str(), "xml" | "enw" | "enl" | "ciw" | "rdf")
}

/// Reports whether people can read a file that is published as it stands as text, by its name: a
/// calendar, a drawing, a page of HTML. Data files and lists are read anyway.
#[must_use]
pub fn has_words(path: &SourcePath) -> bool {
    let extension = path.extension();
    let of_pages = matches!(
        extension.as_str(),
        "htm" | "html" | "xhtml" | "svg" | "js" | "css" | "webmanifest"
    );
    let of_records = matches!(
        extension.as_str(),
        "ics" | "vcf" | "json" | "geojson" | "xml" | "rss" | "atom" | "kml" | "eml"
    );
    let of_texts = matches!(
        extension.as_str(),
        "txt" | "md" | "yaml" | "yml" | "rtf" | "vtt" | "srt" | "log" | "tex" | "pem" | "key"
    );
    of_pages || of_records || of_texts
}

impl SourceTree {
    /// Returns the text file at `path`.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&TextFile> {
        self.texts.get(path)
    }

    /// Returns the text of a file that was read as text, as figures, as a list of publications, or
    /// for its words.
    #[must_use]
    pub fn readable(&self, path: &SourcePath) -> Option<Arc<str>> {
        if let Some(file) = self.texts.get(path) {
            return Some(file.text.clone());
        }
        if let Some(file) = self.data.get(path) {
            return Some(file.text.clone());
        }
        if let Some(list) = self.lists.get(path) {
            return Some(list.text.clone());
        }
        self.words.get(path).cloned()
    }

    /// Reports whether `path`, or a folder above it, could not be read.
    #[must_use]
    pub fn is_unread(&self, path: &SourcePath) -> bool {
        let text = path.as_str();
        let above = text.match_indices('/').map(|(at, _)| &text[..at]);
        !self.unread.is_empty() && above.chain([text]).any(|path| self.unread.contains(path))
    }

    /// Lists text files below `folder`, in order of path.
    pub fn texts_below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a TextFile> + use<'a> {
        below(&self.texts, folder)
    }

    /// Lists assets below `folder`, in order of path.
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

/// A finished file of the site.
#[derive(Clone, Debug)]
pub enum Artifact {
    /// Bytes, with their SHA-256.
    Bytes(Arc<Vec<u8>>, Sha256),
    /// Pieces of text, one after another; other files may share some of them.
    Pieces(Vec<SharedText>, Stamp),
    /// The bytes of an asset, copied at the edge.
    Copy(AssetHandle),
}

impl Artifact {
    /// Makes a file of bytes.
    #[must_use]
    pub fn bytes(bytes: Vec<u8>) -> Self {
        let sha256 = sha2::Sha256::digest(&bytes).into();
        Self::Bytes(Arc::new(bytes), sha256)
    }

    /// Makes a file of pieces of text.
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

    /// Returns what the file will be, without its bytes.
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

    /// Returns all of the file, where it is in memory.
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

/// The hash and size of a finished file, by which it is known without its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// The SHA-256 of the bytes.
    pub sha256: Sha256,
    /// The number of bytes.
    pub size: u64,
}

/// The answer of a sink after it took an artifact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The sink takes the next file.
    Continue,
    /// The sink can take nothing more (disk full, interrupted): the build ends early.
    Stop,
}

/// Takes finished files as they are made, from many threads at once and in no order.
pub trait Sink: Sync {
    /// Takes one file.
    fn take(&self, path: &OutputPath, artifact: Artifact) -> Flow;

    /// Takes all pictures that are to be made of one, as files of the site. Whether they are made
    /// now, or come from an earlier build, is the sink's affair.
    fn order(&self, pictures: &PictureOrder) -> Flow;

    /// Takes a card, which is drawn unless an earlier build drew it. A sink that publishes nothing
    /// has no use for it.
    fn draw(&self, _: &SocialCard) -> Flow {
        Flow::Continue
    }

    /// Reports whether the sink has that file from before and keeps it as part of this build, so
    /// that it need not be made again.
    fn holds(&self, path: &OutputPath, stamp: Stamp) -> bool;

    /// Returns the bytes of a file that the sink has from before, where it can read them.
    fn held(&self, _: &OutputPath, _: Stamp) -> Option<Arc<Vec<u8>>> {
        None
    }

    /// Is told words that a file is made from and whose bytes do not show them: those of a picture,
    /// or of a packed text.
    fn told(&self, _: &OutputPath, _: &str) {}
}

/// A sink that takes everything and keeps nothing, for `check`.
pub struct Discard;

impl Sink for Discard {
    fn take(&self, _: &OutputPath, _: Artifact) -> Flow {
        Flow::Continue
    }

    fn order(&self, _: &PictureOrder) -> Flow {
        Flow::Continue
    }

    fn holds(&self, _: &OutputPath, _: Stamp) -> bool {
        true
    }
}
