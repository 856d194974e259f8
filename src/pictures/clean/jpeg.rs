//! JPEG (ITU-T T.81): pieces that each begin with a marker. Kept are the tables, frames and scans,
//! the colour profile, and what says how colours are stored (JFIF, Adobe). Comments, Exif, XMP,
//! IPTC, small copies and everything after the end of the picture are not.

use super::exif;
use super::pieces::{Pieces, big_u16};
use crate::source::PictureFault;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
/// The name of the piece that says how JFIF is used, and the length of its fixed part.
const JFIF: (&[u8], usize) = (b"JFIF\0", 14);
const EXIF: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";
const ADOBE: &[u8] = b"Adobe";

/// Reads a picture.
pub(super) fn read(bytes: &[u8]) -> Pieces {
    let mut reader = JpegReader::new();
    let is_whole = reader.read(bytes).is_some();
    let fault = if !reader.is_known || !reader.has_pixels {
        Some(PictureFault::Unopenable)
    } else if !is_whole {
        Some(PictureFault::CutOff)
    } else if reader.colours.number == 4 {
        Some(PictureFault::PrintColours)
    } else if reader.has_odd_colours {
        Some(PictureFault::OddColours)
    } else {
        None
    };
    Pieces {
        stored: reader.stored,
        orientation: reader.orientation,
        is_moving: false,
        fault,
        kept: reader.upright(),
    }
}

/// How a frame stores the colours that a pixel is made of.
#[derive(Clone, Copy, Debug, Default)]
struct FrameColours {
    number: u8,
    is_progressive: bool,
    /// Whether a colour has more detail than the first, which is the brightness.
    has_finer: bool,
}

impl FrameColours {
    /// Reads the head of a frame (T.81, B.2.2).
    fn of(marker: u8, head: &[u8]) -> Self {
        let (colours, _) = head.get(6..).unwrap_or_default().as_chunks::<3>();
        let mut details = colours
            .iter()
            .map(|[_, detail, _]| (detail >> 4, detail & 15));
        let (first, second) = details.next().unwrap_or_default();
        Self {
            number: head.get(5).copied().unwrap_or(0),
            is_progressive: marker == 0xc2,
            has_finer: details.any(|(across, down)| across > first || down > second),
        }
    }

    /// Reports whether the decoder makes wrong colours of a scan with this head: colours one after
    /// another in a picture that is not progressive, and colours with more detail than the first.
    fn are_odd(self, scan: &[u8]) -> bool {
        let are_apart = scan.first().is_some_and(|number| *number < self.number);
        self.has_finer || are_apart && !self.is_progressive
    }
}

struct JpegReader {
    kept: Vec<u8>,
    stored: Option<(u32, u32)>,
    colours: FrameColours,
    /// Whether the decoder makes wrong colours of these.
    has_odd_colours: bool,
    /// Whether browsers know the way in which the pixels are stored.
    is_known: bool,
    /// Whether any pixels are there.
    has_pixels: bool,
    orientation: u16,
}

impl JpegReader {
    fn new() -> Self {
        Self {
            kept: vec![0xff, START],
            stored: None,
            colours: FrameColours::default(),
            has_odd_colours: false,
            is_known: false,
            has_pixels: false,
            orientation: 1,
        }
    }

    /// Reads pieces up to the end of the picture; `None` if it does not come.
    fn read(&mut self, bytes: &[u8]) -> Option<()> {
        let mut at = 2;
        loop {
            let marker_at = at + memchr::memchr(0xff, bytes.get(at..)?)?;
            let marker = *bytes[marker_at..].iter().find(|byte| **byte != 0xff)?;
            at = marker_at + bytes[marker_at..].iter().position(|byte| *byte != 0xff)? + 1;
            match marker {
                END => {
                    self.kept.extend([0xff, END]);
                    return Some(());
                }
                // Bytes that mean nothing between two pieces, and markers without a piece.
                0x00 | 0x01 | START | 0xd0..=0xd7 => {}
                _ => at = self.piece(marker, bytes, at)?,
            }
        }
    }

    /// Reads one piece, whose length stands at `at`. Returns the place of the next.
    fn piece(&mut self, marker: u8, bytes: &[u8], at: usize) -> Option<usize> {
        let length = usize::from(big_u16(bytes, at)?);
        let next = at.checked_add(length)?;
        let content = bytes.get(at + 2..next)?;
        match marker {
            0xe0 if content.starts_with(JFIF.0) && content.len() >= JFIF.1 => {
                // The last two bytes are the size of a small copy that follows.
                let mut fixed = content[..JFIF.1].to_vec();
                fixed[JFIF.1 - 2..].fill(0);
                self.keep(marker, &fixed);
            }
            // Notes that are longer than a piece go on in further ones, which say it no more.
            0xe1 if content.starts_with(EXIF) && self.orientation == 1 => {
                self.orientation = exif::orientation(&content[EXIF.len()..]);
            }
            0xe2 if content.starts_with(PROFILE) => self.keep(marker, content),
            0xee if content.starts_with(ADOBE) => self.keep(marker, content),
            0xe0..=0xfe => {}
            _ => {
                self.keep(marker, content);
                self.frame(marker, content);
            }
        }
        if marker == SCAN {
            self.has_odd_colours |= self.colours.are_odd(content);
            return self.scan(bytes, next);
        }
        Some(next)
    }

    fn keep(&mut self, marker: u8, content: &[u8]) {
        // A piece was at least as long in the file, so its length fits.
        let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
        self.kept.extend([0xff, marker]);
        self.kept.extend(length.to_be_bytes());
        self.kept.extend(content);
    }

    /// Notes the size and colours that the head of a frame gives.
    fn frame(&mut self, marker: u8, content: &[u8]) {
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if !is_frame || self.colours.number != 0 {
            return;
        }
        if let (Some(height), Some(width)) = (big_u16(content, 1), big_u16(content, 3)) {
            let size = (u32::from(width), u32::from(height));
            self.stored = Some(size).filter(|(width, height)| *width > 0 && *height > 0);
        }
        self.colours = FrameColours::of(marker, content);
        // Browsers know frames that are sequential or progressive, with Huffman's code and eight
        // bits for each colour; not those without loss, nor with the arithmetic code.
        self.is_known = matches!(marker, 0xc0..=0xc2) && content.first() == Some(&8);
    }

    /// Keeps the pixels of a scan. Returns the place of the marker after it.
    fn scan(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        let mut at = start;
        self.has_pixels |= start < bytes.len();
        loop {
            let Some(found) = memchr::memchr(0xff, bytes.get(at..)?) else {
                self.kept.extend(&bytes[start..]);
                return None;
            };
            at += found;
            match bytes.get(at + 1) {
                // A pixel of that value, or the end of a part of the scan.
                Some(0x00 | 0xd0..=0xd7) => at += 2,
                Some(0xff) => at += 1,
                _ => {
                    self.kept.extend(&bytes[start..at]);
                    return Some(at);
                }
            }
        }
    }

    /// Returns what was kept, with a note on which way is up where it is not as it is stored.
    fn upright(self) -> Vec<u8> {
        if self.orientation == 1 {
            return self.kept;
        }
        let mut note = EXIF.to_vec();
        note.extend(exif::of_orientation(self.orientation));
        let mut whole = Self::new();
        whole.keep(0xe1, &note);
        whole.kept.extend(&self.kept[2..]);
        whole.kept
    }
}
