//! PNG (W3C, third edition) and its moving form: pieces with a length, a name and a checksum. Kept
//! are pixels, colours, transparency, movement and the size on paper.

use super::exif;
use super::pieces::{Pieces, big_u32};
use crate::source::PictureFault;

/// The first bytes of every file.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The pieces that are kept.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// Reads a picture.
pub(super) fn read(bytes: &[u8]) -> Pieces {
    let mut pieces = Pieces {
        kept: SIGNATURE.to_vec(),
        stored: None,
        orientation: 1,
        is_moving: false,
        fault: None,
    };
    let mut at = SIGNATURE.len();
    let (mut head_end, mut pixels_at) = (None, None);
    let mut is_damaged = false;
    loop {
        let Some((name, content, next)) = piece(bytes, at) else {
            pieces.fault = Some(PictureFault::CutOff);
            if is_pixels(bytes, at) {
                // Browsers show the pixels that are there.
                pixels_at.get_or_insert(at);
                pieces.kept.extend(&bytes[at..]);
            }
            break;
        };
        is_damaged |= !is_as_written(*name, content, &bytes[next - 4..next]);
        if KEPT.contains(&name) {
            pieces.kept.extend(&bytes[at..next]);
        }
        match name {
            b"IHDR" => {
                pieces.stored = size(content);
                head_end = Some(pieces.kept.len());
            }
            b"IDAT" => pixels_at = pixels_at.or(Some(at)),
            b"acTL" => pieces.is_moving = true,
            b"eXIf" => pieces.orientation = exif::orientation(content),
            b"IEND" => break,
            _ => {}
        }
        at = next;
    }
    if is_damaged || pixels_at.is_none() {
        pieces.fault = Some(PictureFault::Unopenable);
    }
    if let (Some(head_end), 2..) = (head_end, pieces.orientation) {
        let note = written(*b"eXIf", &exif::of_orientation(pieces.orientation));
        pieces.kept.splice(head_end..head_end, note);
    }
    pieces
}

/// Returns the name and the content of the piece at `at`, and the place of the next.
fn piece(bytes: &[u8], at: usize) -> Option<(&[u8; 4], &[u8], usize)> {
    let length = usize::try_from(big_u32(bytes, at)?).ok()?;
    let name = bytes.get(at + 4..at + 8)?.try_into().ok()?;
    let end = (at + 8).checked_add(length)?;
    let next = end.checked_add(4).filter(|next| *next <= bytes.len())?;
    Some((name, &bytes[at + 8..end], next))
}

/// Reports whether a piece of pixels begins at `at`, of which some are there.
fn is_pixels(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 4..at + 8) == Some(b"IDAT") && bytes.len() > at + 10
}

/// Reports whether a piece has the checksum of its content, if browsers cannot do without it: the
/// names of such pieces begin with a capital letter.
fn is_as_written(name: [u8; 4], content: &[u8], sum: &[u8]) -> bool {
    !name[0].is_ascii_uppercase() || checksum(name, content).to_be_bytes() == sum
}

fn size(content: &[u8]) -> Option<(u32, u32)> {
    let size = (big_u32(content, 0)?, big_u32(content, 4)?);
    Some(size).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Writes a piece with its checksum.
fn written(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut piece = u32::try_from(content.len())
        .unwrap_or(0)
        .to_be_bytes()
        .to_vec();
    piece.extend(name);
    piece.extend(content);
    piece.extend(checksum(name, content).to_be_bytes());
    piece
}

/// Returns the checksum of a piece.
fn checksum(name: [u8; 4], content: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(&name);
    crc.update(content);
    crc.sum()
}
