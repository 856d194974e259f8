//! The ZIP archive of a document. From: its bytes. To: the parts in it, within bounds.

use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// The most bytes that are read of one part.
const LARGEST_PART: u64 = 32 << 20;
/// The most parts of a kind that are read, such as the comments of each slide.
const MOST_PARTS: usize = 500;
/// The end of the names of parts that hold XML.
const XML: &str = ".xml";

/// A document in an archive.
pub(super) struct OfficeArchive<'b>(ZipArchive<Cursor<&'b [u8]>>);

impl<'b> OfficeArchive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let is_archive = bytes.starts_with(b"PK");
        let opened = is_archive.then(|| ZipArchive::new(Cursor::new(bytes)));
        opened?.ok().map(Self)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// Returns the text of a part; an empty one where it is missing or cannot be read.
    pub(super) fn part(&mut self, name: &str) -> String {
        let mut bytes = Vec::new();
        if let Ok(part) = self.0.by_name(name) {
            // Of a damaged part, what comes before the damage is looked at.
            let _ = part.take(LARGEST_PART).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Returns the texts of all parts whose names begin with `start` and end with `.xml`.
    pub(super) fn parts(&mut self, start: &str) -> Vec<String> {
        let names = self.0.file_names();
        let mut names: Vec<String> = names
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .filter(|name| name.starts_with(start) && name.ends_with(XML))
            .take(MOST_PARTS)
            .collect();
        names.sort_unstable();
        names.iter().map(|name| self.part(name)).collect()
    }
}
