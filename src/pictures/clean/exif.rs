//! Exif, the notes of a camera (CIPA DC-008, which builds on TIFF 6.0). Only one of them is kept:
//! which way is up.

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;
/// The type of a number of two bytes.
const SHORT: u16 = 3;

/// The first bytes of a TIFF file, and of the raw pictures of two makers that differ in nothing
/// else.
pub(super) const MARKS: [&[u8; 4]; 4] = [b"II*\0", b"MM\0*", b"IIRO", b"IIU\0"];

/// The tags under which a TIFF file says more than what it shows: XMP, IPTC, the notes of a camera
/// and its place, and who made it with what.
const TELLING: &[u16] = &[
    700, 33723, 0x8769, 0x8825, 0x010e, 0x010f, 0x0110, 0x013b, 0x013c, 0x8298,
];

/// Returns the orientation that notes give: 1 for upright, up to 8; 1 where they do not say.
pub(super) fn orientation(notes: &[u8]) -> u16 {
    let entry = Notes::open(notes).and_then(|notes| {
        let mut entries = notes.entries();
        let at = entries.find(|at| {
            notes.short(*at) == Some(ORIENTATION) && notes.short(*at + 2) == Some(SHORT)
        })?;
        notes.short(at + 8)
    });
    entry
        .filter(|orientation| (1..=8).contains(orientation))
        .unwrap_or(1)
}

/// Reports whether a TIFF file says more than what it shows. One that cannot be read may.
pub(super) fn is_telling(file: &[u8]) -> bool {
    Notes::open(file).is_none_or(|notes| {
        let mut tags = notes.entries().filter_map(|at| notes.short(at));
        tags.any(|tag| TELLING.contains(&tag))
    })
}

/// A list of notes in the form of TIFF 6.0.
struct Notes<'n> {
    bytes: &'n [u8],
    is_big_end_first: bool,
    /// The place of the first list of entries.
    start: usize,
}

impl<'n> Notes<'n> {
    fn open(bytes: &'n [u8]) -> Option<Self> {
        let is_big_end_first = match bytes.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        let start: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
        let start = if is_big_end_first {
            u32::from_be_bytes(start)
        } else {
            u32::from_le_bytes(start)
        };
        Some(Self {
            bytes,
            is_big_end_first,
            start: usize::try_from(start).ok()?,
        })
    }

    /// Returns the places of the entries of the first list: tag, type, number and value, in twelve
    /// bytes.
    fn entries(&self) -> impl Iterator<Item = usize> + use<'_> {
        let number = self.short(self.start).unwrap_or(0);
        let first = self.start.saturating_add(2);
        (0..usize::from(number))
            .map(move |entry| first.saturating_add(entry * 12))
            .take_while(|at| *at < self.bytes.len())
    }

    fn short(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_big_end_first {
            u16::from_be_bytes(two)
        } else {
            u16::from_le_bytes(two)
        })
    }
}

/// Writes notes that give an orientation and nothing else.
pub(super) fn of_orientation(orientation: u16) -> Vec<u8> {
    let mut notes = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    notes.extend(ORIENTATION.to_be_bytes());
    notes.extend(SHORT.to_be_bytes());
    notes.extend(1u32.to_be_bytes());
    notes.extend(orientation.to_be_bytes());
    // The rest of the field, and the place of the next list: none.
    notes.extend([0; 6]);
    notes
}

/// Reports whether the names under which notes of cameras and of picture editors stand occur in a
/// file.
pub(super) fn is_named(bytes: &[u8]) -> bool {
    let names: [&[u8]; 6] = [b"Exif", b"eXIf", b"EXIF", b"xmp", b"XMP", b"Photoshop"];
    names.iter().any(|name| holds(bytes, name))
}

/// Reports whether a file of the ISO base media format (ISO/IEC 14496-12) lists notes of a camera
/// or of a picture editor among its items.
pub(super) fn is_mentioned(bytes: &[u8]) -> bool {
    holds(bytes, b"infe") && (holds(bytes, b"Exif") || holds(bytes, b"application/rdf+xml"))
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find(bytes, name).is_some()
}
