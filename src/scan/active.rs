//! Pictures and documents that browsers would run something of, or fetch something for. From: open
//! files of `content/`. To: handles of drawings without such things, and a note on HTML files and
//! packed drawings that have them.

use super::asset_cache::AssetCache;
use super::facts;
use crate::base::SourcePath;
use crate::disk::OpenFile;
use crate::parse::html_file;
use crate::parse::svg::{self, Drawing};
use crate::source::{ActiveContent, AssetHandle};
use flate2::Compression;
use flate2::bufread::GzEncoder;
use flate2::read::GzDecoder;
use std::io::{self, Read as _, Seek as _};

/// The largest drawing that is read, in bytes.
const LARGEST_DRAWING: u64 = 16 << 20;
/// The largest part of an HTML file that is read, in bytes.
const LARGEST_PAGE: u64 = 8 << 20;

/// Returns the handle of an asset of `content/`: of a drawing without what it may not hold, of any
/// other file as it stands.
pub(super) fn handle(
    mut opened: OpenFile,
    path: &SourcePath,
    cache: &AssetCache,
) -> io::Result<AssetHandle> {
    let most = match path.extension().as_str() {
        "svg" | "svgz" => LARGEST_DRAWING,
        _ if html_file::is_page(path) => LARGEST_PAGE,
        _ => return cache.handle(opened, path),
    };
    let mut bytes = Vec::new();
    (&mut opened.file).take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= most {
        return Ok(handle_of(path, bytes));
    }
    opened.file.rewind()?;
    let mut handle = cache.handle(opened, path)?;
    handle.facts.active = if path.extension() == "svg" {
        let why = format!("it is longer than {} MB", LARGEST_DRAWING >> 20);
        Some(ActiveContent::Unknown(why))
    } else {
        html_file::runs_something(&bytes).then_some(ActiveContent::Kept)
    };
    Ok(handle)
}

/// Returns the handle of a drawing or of an HTML file that holds these bytes. Only bytes that are
/// not those on disk are kept with it.
fn handle_of(path: &SourcePath, bytes: Vec<u8>) -> AssetHandle {
    let mut facts = facts::of_bytes(path, &bytes);
    let mut published = bytes;
    let mut is_changed = false;
    let extension = path.extension();
    if extension == "svg" {
        match svg::clean(&published) {
            Drawing::AsItStands => {}
            Drawing::Cleaned { text, removed } => {
                facts.active = (!removed.is_empty()).then_some(ActiveContent::TakenOut(removed));
                facts.active_at = first_place(facts.active.as_ref(), &published);
                published = text.into_bytes();
                is_changed = true;
            }
            Drawing::Unreadable(why) => facts.active = Some(ActiveContent::Unknown(why)),
        }
    } else if extension == "svgz" {
        match packed_drawing(&published) {
            Some(Drawing::AsItStands) => {}
            Some(Drawing::Cleaned { text, removed }) if removed.is_empty() => {
                published = packed(&text);
                is_changed = true;
            }
            _ => facts.active = Some(ActiveContent::Kept),
        }
    } else if html_file::runs_something(&published) {
        facts.active = Some(ActiveContent::Kept);
    }
    if !is_changed {
        facts.active_at = first_place(facts.active.as_ref(), &published);
    }
    AssetHandle {
        path: path.clone(),
        size: published.len() as u64,
        sha256: facts::sha256(&published),
        facts,
        is_cleaned: false,
        bytes: is_changed.then(|| published.into()),
    }
}

/// Returns the offset of the first thing in a file that is active, or that cannot be read.
fn first_place(active: Option<&ActiveContent>, bytes: &[u8]) -> usize {
    match active {
        None => 0,
        Some(ActiveContent::TakenOut(names)) => {
            let places = names.iter().filter_map(|name| {
                let start = name.trim_end_matches('>');
                memchr::memmem::find(bytes, start.as_bytes())
            });
            places.min().unwrap_or(0)
        }
        Some(ActiveContent::Kept) => html_file::first_sign(bytes).unwrap_or(0),
        Some(ActiveContent::Unknown(_)) => {
            let line = svg::broken_line(bytes).unwrap_or(1);
            let ends = memchr::memchr_iter(b'\n', bytes);
            ends.take(line.saturating_sub(1))
                .last()
                .map_or(0, |end| end + 1)
        }
    }
}

/// Inspects the drawing in a packed file. One that does something is not packed again, but told.
fn packed_drawing(bytes: &[u8]) -> Option<Drawing> {
    let mut drawing = Vec::new();
    let mut unpacked = GzDecoder::new(bytes).take(LARGEST_DRAWING);
    unpacked.read_to_end(&mut drawing).ok()?;
    Some(svg::clean(&drawing))
}

/// Packs a drawing again.
fn packed(drawing: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Reading from memory cannot fail.
    let _ = GzEncoder::new(drawing.as_bytes(), Compression::best()).read_to_end(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_drawing_is_packed_again_without_its_notes() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- Jane Roe --><g/></svg>";
        let path = SourcePath::new("content/images/logo.svgz");
        let handle = handle_of(&path, packed(svg));
        let mut text = String::new();
        let bytes = handle.bytes.expect("other bytes than those on disk");
        let mut unpacked = GzDecoder::new(&bytes[..]);
        unpacked.read_to_string(&mut text).expect("a drawing");
        assert!(!text.contains("Jane") && text.contains("<g>"), "{text}");
        assert!(handle.facts.active.is_none());
        let runs = svg.replace("<g/>", "<script/>");
        let handle = handle_of(&path, packed(&runs));
        assert_eq!(handle.facts.active, Some(ActiveContent::Kept));
    }
}
