//! Pictures without what they tell besides what they show. A camera notes in a file where and when
//! a photograph was taken, with which device and by whom, and often keeps a small copy that shows
//! what was cut away. From: the bytes of a picture. To: the same picture without all of that, its
//! size as readers see it, and what is wrong with it.
//!
//! Each format is read piece by piece, and only the pieces that are needed to show the picture are
//! kept: colours, transparency, movement, and which way is up. What nobody knows is left out.

mod exif;
mod gif;
mod jpeg;
mod lzw;
mod pieces;
mod png;
#[cfg(test)]
mod tests;
mod webp;

use crate::source::{PictureFault, PictureFormat, PictureSet};
pub(super) use pieces::big_u16;
use pieces::size;

/// The most pixels of a picture that telephones can be expected to open.
const MOST_PIXELS: u64 = 100_000_000;

/// A picture as it is published.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CleanPicture {
    /// The file; `None` where it may be published as it stands.
    pub bytes: Option<Vec<u8>>,
    /// The width and height as readers see them: after the picture is turned upright.
    pub pixels: Option<(u32, u32)>,
    /// The format, if smaller pictures can be made of this one.
    pub still: Option<PictureFormat>,
    /// What is wrong with the picture.
    pub fault: Option<PictureFault>,
}

/// Returns the format that the first bytes of a file say it has.
#[must_use]
pub fn format(bytes: &[u8]) -> Option<PictureFormat> {
    let is_brand = |brands: &[&[u8; 4]]| {
        bytes.get(4..8) == Some(b"ftyp")
            && bytes
                .get(8..12)
                .is_some_and(|brand| brands.iter().any(|known| brand == *known))
    };
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some(PictureFormat::Jpeg)
    } else if bytes.starts_with(png::SIGNATURE) {
        Some(PictureFormat::Png)
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        Some(PictureFormat::Gif)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(PictureFormat::WebP)
    } else if is_brand(&[b"avif", b"avis"]) {
        Some(PictureFormat::Avif)
    } else if is_brand(&[
        b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1",
    ]) {
        Some(PictureFormat::Heic)
    } else if exif::MARKS.iter().any(|mark| bytes.starts_with(*mark)) {
        Some(PictureFormat::Tiff)
    } else if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        Some(PictureFormat::Bmp)
    } else if bytes.starts_with(b"\xff\x0a") || bytes.starts_with(b"\0\0\0\x0cJXL ") {
        Some(PictureFormat::JpegXl)
    } else if bytes.starts_with(b"\xff\x4f\xff\x51") || bytes.starts_with(b"\0\0\0\x0cjP  ") {
        Some(PictureFormat::Jpeg2000)
    } else {
        None
    }
}

/// Takes everything out of a picture that is not needed to show it. `extension` is the end of the
/// file's name, in lower case.
#[must_use]
pub fn clean(extension: &str, bytes: &[u8]) -> CleanPicture {
    let Some(format) = format(bytes) else {
        return CleanPicture {
            fault: Some(PictureFault::NoPicture),
            ..CleanPicture::default()
        };
    };
    let pieces = match format {
        PictureFormat::Jpeg => jpeg::read(bytes),
        PictureFormat::Png => png::read(bytes),
        PictureFormat::WebP => webp::read(bytes),
        PictureFormat::Gif => gif::read(bytes),
        PictureFormat::Avif
        | PictureFormat::Heic
        | PictureFormat::Tiff
        | PictureFormat::Bmp
        | PictureFormat::JpegXl
        | PictureFormat::Jpeg2000 => return as_it_stands(format, extension, bytes),
    };
    let pixels = pieces
        .stored
        .map(|(width, height)| match pieces.orientation {
            5..=8 => (height, width),
            _ => (width, height),
        });
    let is_huge =
        pixels.is_some_and(|(width, height)| u64::from(width) * u64::from(height) > MOST_PIXELS);
    let is_empty = pixels.is_none().then_some(PictureFault::Unopenable);
    let fault = is_empty
        .or(pieces.fault)
        .or_else(|| is_huge.then_some(PictureFault::Huge))
        .or_else(|| misnamed(format, extension));
    // A file without a picture's head holds nothing that a reader of pictures finds; what is wrong
    // with it is told.
    let is_headless = pixels.is_none() && !exif::is_named(bytes);
    let is_still = !pieces.is_moving && format != PictureFormat::Gif;
    let is_sound = matches!(fault, None | Some(PictureFault::Misnamed(_)));
    CleanPicture {
        still: (is_still && is_sound && pixels.is_some_and(PictureSet::fits)).then_some(format),
        bytes: (pieces.kept != bytes && !is_headless).then_some(pieces.kept),
        pixels,
        fault,
    }
}

/// Returns what is known of a picture of a format that masthead does not take apart.
fn as_it_stands(format: PictureFormat, extension: &str, bytes: &[u8]) -> CleanPicture {
    let is_shown = format == PictureFormat::Avif;
    let is_telling = match format {
        PictureFormat::Tiff => exif::is_telling(bytes),
        PictureFormat::Bmp => false,
        PictureFormat::JpegXl | PictureFormat::Jpeg2000 => exif::is_named(bytes),
        _ => exif::is_mentioned(bytes),
    };
    let other_name = misnamed(format, extension);
    let fault = if other_name.is_some() && !is_shown {
        Some(PictureFault::NotShown(format))
    } else if is_telling {
        Some(PictureFault::Telling(format))
    } else {
        other_name
    };
    CleanPicture {
        bytes: None,
        still: None,
        pixels: is_shown.then(|| size(bytes)).flatten(),
        fault,
    }
}

/// Returns the fault of a picture whose name says that it is of another format.
fn misnamed(format: PictureFormat, extension: &str) -> Option<PictureFault> {
    (!format.extensions().contains(&extension)).then_some(PictureFault::Misnamed(format))
}
