//! WebP (RFC 9649): pieces with a name and a length, padded to two bytes. Kept are pixels,
//! transparency, movement and the colour profile.

use super::exif;
use super::pieces::{Pieces, little_u32, size};
use crate::source::PictureFault;

/// The pieces that are kept.
const KEPT: &[&[u8; 4]] = &[
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];
/// The length of the head of a picture within a moving one.
const FRAME_HEAD: usize = 16;
/// The bits of `VP8X` that say that notes follow: Exif and XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Reads a picture.
pub(super) fn read(bytes: &[u8]) -> Pieces {
    let mut pieces = Pieces {
        kept: Vec::new(),
        stored: size(bytes),
        orientation: 1,
        is_moving: false,
        fault: None,
    };
    let end = little_u32(bytes, 4)
        .and_then(|length| usize::try_from(length).ok()?.checked_add(8))
        .unwrap_or(usize::MAX);
    if end > bytes.len() {
        pieces.fault = Some(PictureFault::CutOff);
    }
    let inside = &bytes[12..end.clamp(12, bytes.len())];
    let (kept, notes) = kept_of(inside);
    if !has_pixels(&kept) {
        pieces.fault = Some(PictureFault::Unopenable);
    }
    pieces.is_moving = memchr::memmem::find(&kept, b"ANMF").is_some();
    pieces.orientation = notes.map_or(1, exif::orientation);
    pieces.kept = whole(kept, pieces.orientation);
    pieces
}

/// Returns the pieces that are kept of a file or of a frame, and the notes of a camera.
fn kept_of(bytes: &[u8]) -> (Vec<u8>, Option<&[u8]>) {
    let (mut kept, mut notes) = (Vec::new(), None);
    let mut at = 0;
    while let Some((name, content)) = piece(bytes, at) {
        at += 8 + content.len() + content.len() % 2;
        match name {
            b"EXIF" => notes = Some(content.strip_prefix(b"Exif\0\0").unwrap_or(content)),
            b"ANMF" if content.len() >= FRAME_HEAD => {
                let mut frame = content[..FRAME_HEAD].to_vec();
                frame.extend(kept_of(&content[FRAME_HEAD..]).0);
                write(*name, &frame, &mut kept);
            }
            _ if KEPT.contains(&name) => write(*name, content, &mut kept),
            _ => {}
        }
    }
    (kept, notes)
}

/// Reports whether any pixels are among the pieces that are kept.
fn has_pixels(kept: &[u8]) -> bool {
    let mut names = [b"VP8 ", b"VP8L"].into_iter();
    names.any(|name| memchr::memmem::find(kept, name).is_some_and(|at| kept.len() > at + 8))
}

/// Returns the name and the content of the piece at `at`; what is there of it, if it is cut off.
fn piece(bytes: &[u8], at: usize) -> Option<(&[u8; 4], &[u8])> {
    let name = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    let length = usize::try_from(little_u32(bytes, at + 4)?).ok()?;
    let rest = &bytes[at + 8..];
    Some((name, &rest[..length.min(rest.len())]))
}

fn write(name: [u8; 4], content: &[u8], to: &mut Vec<u8>) {
    to.extend(&name);
    to.extend(length(content.len()));
    to.extend(content);
    if content.len() % 2 == 1 {
        to.push(0);
    }
}

/// Writes a length; a file of this format cannot be longer than its field for it.
fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}

/// Writes a file of the pieces, with a note on which way is up where it is not as it is stored.
fn whole(mut kept: Vec<u8>, orientation: u16) -> Vec<u8> {
    if kept.starts_with(b"VP8X") && kept.len() > 8 {
        kept[8] &= !(HAS_EXIF | HAS_XMP);
        if orientation != 1 {
            kept[8] |= HAS_EXIF;
            write(*b"EXIF", &exif::of_orientation(orientation), &mut kept);
        }
    }
    let mut file = b"RIFF".to_vec();
    file.extend(length(kept.len() + 4));
    file.extend(b"WEBP");
    file.extend(kept);
    file
}
