//! Works out facts about an asset: the size of a picture, the pages of a PDF, and whether a PDF is
//! damaged. From: bytes. To: [`AssetFacts`]. Reads no files itself.

use crate::base::SourcePath;
use crate::parse::office;
use crate::parse::page_like::starts_with_settings;
use crate::source::{AssetFacts, DocumentProperties, PdfFault, Sha256};
use lopdf::PdfMetadata;
use sha2::Digest;
use std::sync::Arc;

/// Computes the SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> Sha256 {
    sha2::Sha256::digest(bytes).into()
}

/// Works out the facts about a file; `whole` is called only if the first bytes are not enough.
pub(super) fn of_file(
    path: &SourcePath,
    head: &[u8],
    whole: impl FnOnce() -> Option<Vec<u8>>,
) -> AssetFacts {
    let extension = path.extension();
    if extension == "pdf" {
        of_pdf(head, whole)
    } else if office::is_document(&extension) {
        let properties = whole().and_then(|bytes| office::properties(&bytes));
        AssetFacts {
            properties: properties.map(Arc::new),
            ..AssetFacts::default()
        }
    } else {
        of_bytes(path, head)
    }
}

/// Works out the facts about a PDF. Readers accept the header anywhere in the first 1024 bytes
/// (PDF 2.0, annex I).
fn of_pdf(head: &[u8], whole: impl FnOnce() -> Option<Vec<u8>>) -> AssetFacts {
    if !head[..head.len().min(1024)]
        .windows(5)
        .any(|bytes| bytes == b"%PDF-")
    {
        return faulty(PdfFault::NoPdf);
    }
    let Some(bytes) = whole() else {
        return AssetFacts::default();
    };
    // Readers look for the end within the last 1024 bytes (ISO 32000-1, annex H.3). A file without
    // it was cut off.
    if !bytes[bytes.len().saturating_sub(1024)..]
        .windows(5)
        .any(|bytes| bytes == b"%%EOF")
    {
        return faulty(PdfFault::Damaged);
    }
    // The library promises an error for a damaged file. If it panics instead, one PDF must not stop
    // the build.
    match std::panic::catch_unwind(|| lopdf::Document::load_metadata_mem(&bytes)) {
        Ok(Ok(metadata)) => AssetFacts {
            pages: Some(metadata.page_count).filter(|pages| *pages > 0),
            pdf_fault: metadata.encrypted.then_some(PdfFault::Protected),
            properties: of_metadata(metadata, &bytes),
            ..AssetFacts::default()
        },
        Ok(Err(_)) | Err(_) => faulty(PdfFault::Damaged),
    }
}

/// Returns what a PDF tells of its author.
fn of_metadata(metadata: PdfMetadata, bytes: &[u8]) -> Option<Arc<DocumentProperties>> {
    let author = metadata.author.filter(|author| !author.trim().is_empty());
    let author = author.or_else(|| office::author_in_pdf(bytes))?;
    Some(Arc::new(DocumentProperties {
        author: Some(author),
        title: metadata.title.filter(|title| !title.trim().is_empty()),
        software: metadata.creator,
        ..DocumentProperties::default()
    }))
}

fn faulty(fault: PdfFault) -> AssetFacts {
    AssetFacts {
        pdf_fault: Some(fault),
        ..AssetFacts::default()
    }
}

/// Works out the facts about a picture from its bytes; the first 64 KB are enough.
pub(super) fn of_bytes(path: &SourcePath, bytes: &[u8]) -> AssetFacts {
    let pixels = match path.extension().as_str() {
        "svg" => svg_size(&String::from_utf8_lossy(&bytes[..bytes.len().min(4096)])),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => {
            imagesize::blob_size(bytes).ok().and_then(|size| {
                Some((
                    u32::try_from(size.width).ok()?,
                    u32::try_from(size.height).ok()?,
                ))
            })
        }
        _ => None,
    };
    AssetFacts {
        pixels: pixels.filter(|(width, height)| *width > 0 && *height > 0),
        has_settings: starts_with_settings(bytes),
        ..AssetFacts::default()
    }
}

/// Gives `width` and `height` of the outermost element in pixels, else the size of its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = text
        .find("<svg")
        .map(|at| text[at..].split('>').next().unwrap_or_default())?;
    let width = attribute(tag, "width").and_then(pixels);
    let height = attribute(tag, "height").and_then(pixels);
    if let (Some(width), Some(height)) = (width, height) {
        return Some((width, height));
    }
    let view: Vec<&str> = attribute(tag, "viewBox")?
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    Some((whole(view.get(2)?)?, whole(view.get(3)?)?))
}

/// Returns the value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let after = tag.split(&format!(" {name}=")).nth(1)?;
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split(quote).next()
}

/// Reads a length in pixels.
fn pixels(text: &str) -> Option<u32> {
    whole(text.trim().trim_end_matches("px"))
}

/// Reads a size that a picture can have, in whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a size that a picture can have"
)]
fn whole(text: &str) -> Option<u32> {
    text.parse::<f64>()
        .ok()
        .filter(|number| (1.0..=100_000.0).contains(number))
        .map(|number| number.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::svg_size;

    #[test]
    fn a_drawing_has_the_size_it_states_or_that_of_its_view() {
        assert_eq!(
            svg_size("<?xml?><svg xmlns=\"x\" width=\"120px\" height='40'>"),
            Some((120, 40))
        );
        assert_eq!(
            svg_size("<svg viewBox=\"0 0 300.4 150\">"),
            Some((300, 150))
        );
        assert_eq!(svg_size("<svg width=\"100%\" height=\"100%\">"), None);
    }
}
