//! Text of a file for the line that a finding quotes, whatever the file is. From: a path in the
//! site's folder. To: text in which every byte stands where it stands in the file.

use super::SiteRoot;
use crate::base::SourcePath;
use crate::parse::private_file;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

/// The largest file, in bytes, of which a finding quotes a line although it was not read as text.
const LARGEST_SHOWN: u64 = 1 << 20;

/// Reads a small file that is really part of the site. Of a file that is not UTF-8, the ASCII
/// characters are shown.
#[must_use]
pub fn shown(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    let bytes = small_file(root, path)?;
    let text = String::from_utf8(bytes).unwrap_or_else(|not_utf8| ascii(not_utf8.as_bytes()));
    Some(text.into())
}

/// Endings of files that are published as they stand and in which a line may be at fault.
const WITH_LINES: [&str; 5] = ["svg", "html", "htm", "xhtml", "xht"];

/// Reads a small file that is published as it stands and really part of the site, if it is a text
/// in which a line may be at fault.
#[must_use]
pub fn shown_text(root: &Path, path: &SourcePath) -> Option<Arc<str>> {
    if !WITH_LINES.contains(&path.extension().as_str()) {
        return None;
    }
    let text = String::from_utf8(small_file(root, path)?).ok()?;
    (!text.contains('\0')).then(|| text.into())
}

/// Reads a small file. A hidden one may hold passwords, and is quoted nowhere, as little as a key.
fn small_file(root: &Path, path: &SourcePath) -> Option<Vec<u8>> {
    if path.file_name().starts_with(['.', '~']) || private_file::is_private(path) {
        return None;
    }
    let opened = SiteRoot::open(root).file(path).ok()?;
    if opened.facts.len() > LARGEST_SHOWN {
        return None;
    }
    let mut bytes = Vec::new();
    let mut file = opened.file.take(LARGEST_SHOWN);
    file.read_to_end(&mut bytes).ok()?;
    let is_key = memchr::memmem::find(&bytes, b"PRIVATE KEY-----").is_some();
    (!is_key).then_some(bytes)
}

fn ascii(bytes: &[u8]) -> String {
    let characters = bytes.iter().map(|byte| {
        if byte.is_ascii() {
            char::from(*byte)
        } else {
            '?'
        }
    });
    characters.collect()
}
