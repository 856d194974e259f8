//! GIF (GIF89a): blocks of small pieces. Kept are pictures, how long each is shown, and how often a
//! moving one is repeated.

use super::lzw::lacks_pixels;
use super::pieces::Pieces;
use crate::source::PictureFault;

/// The length of the fixed part at the start: signature, size, and what is said of colours.
const HEAD: usize = 13;
/// The names of the extensions that are kept: how often to repeat, and the colour profile.
const KEPT: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// Reads a picture.
pub(super) fn read(bytes: &[u8]) -> Pieces {
    let mut kept = Vec::new();
    let mut pictures = PictureCount::default();
    let is_whole = blocks(bytes, &mut kept, &mut pictures).is_some();
    let fault = if pictures.all == 0 {
        Some(PictureFault::Unopenable)
    } else if !is_whole {
        Some(PictureFault::CutOff)
    } else {
        (pictures.lacking > 0).then_some(PictureFault::LacksPixels)
    };
    let two = |at: usize| bytes.get(at..at + 2).map(|two| [two[0], two[1]]);
    let size = two(6).zip(two(8)).map(|(width, height)| {
        (
            u32::from(u16::from_le_bytes(width)),
            u32::from(u16::from_le_bytes(height)),
        )
    });
    Pieces {
        kept,
        stored: size.filter(|(width, height)| *width > 0 && *height > 0),
        orientation: 1,
        is_moving: true,
        fault,
    }
}

/// The number of pictures in a file.
#[derive(Default)]
struct PictureCount {
    all: usize,
    /// Those of which pixels are missing.
    lacking: usize,
}

/// Keeps the blocks of a picture, and counts the pictures in it; `None` if its end does not come.
fn blocks(bytes: &[u8], kept: &mut Vec<u8>, pictures: &mut PictureCount) -> Option<()> {
    let mut at = HEAD + colours(*bytes.get(HEAD - 3)?);
    kept.extend(bytes.get(..at)?);
    loop {
        let start = at;
        let is_kept = match bytes.get(at)? {
            0x3b => {
                kept.push(0x3b);
                return Some(());
            }
            0x2c => {
                let head = bytes.get(at..at + 10)?;
                at += 10 + colours(head[9]) + 1;
                if at + 1 < bytes.len() {
                    let side = |at| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
                    let lacks_some = lacks_pixels(&bytes[at - 1..], (side(5), side(7)));
                    pictures.all += 1;
                    pictures.lacking += usize::from(lacks_some);
                }
                true
            }
            0x21 => {
                let label = *bytes.get(at + 1)?;
                at += 2;
                match label {
                    0xf9 | 0x01 => true,
                    0xff => KEPT.contains(&bytes.get(at + 1..at + 12)?),
                    _ => false,
                }
            }
            // A byte between blocks that means nothing.
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(end) = end_of_pieces(bytes, at) else {
            // Browsers show what is there of a picture.
            if bytes[start] == 0x2c {
                kept.extend(&bytes[start..]);
            }
            return None;
        };
        at = end;
        if is_kept {
            kept.extend(&bytes[start..at]);
        }
    }
}

/// Returns the place after a row of pieces, each with its length before it, the last one empty.
fn end_of_pieces(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}

/// Returns the length of the table of colours that a byte of flags announces.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 0x07) + 1)
    }
}
