//! Documents of office programs before 2007, and RTF. From: their bytes. To: what they tell of the
//! people who made them.
//!
//! The older files hold a set of properties (MS-OLEPS) in one piece, which is found by the number
//! that stands at its beginning.

use crate::source::DocumentProperties;

/// The first bytes of a compound file, of Word, Excel and PowerPoint until 2003.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The number of the set of properties that every program shares, as it is stored.
const SUMMARY: &[u8] = &[
    0xe0, 0x85, 0x9f, 0xf2, 0xf9, 0x4f, 0x68, 0x10, 0xab, 0x91, 0x08, 0x00, 0x2b, 0x27, 0xb3, 0xd9,
];
/// The place of that number in its set.
const SUMMARY_AT: usize = 28;
/// The most properties of a set.
const MOST: u32 = 100;
/// The kinds of texts: in bytes, and in units of 16 bits.
const BYTES: u32 = 30;
const UNITS: u32 = 31;

/// Reads what a document tells.
pub(super) fn read(bytes: &[u8]) -> DocumentProperties {
    if bytes.starts_with(COMPOUND) {
        return summary(bytes).unwrap_or_default();
    }
    if bytes.starts_with(b"{\\rtf") {
        return DocumentProperties {
            author: rtf_text(bytes, b"{\\author "),
            last_editor: rtf_text(bytes, b"{\\operator "),
            others: rtf_text(bytes, b"{\\manager ").into_iter().collect(),
            company: rtf_text(bytes, b"{\\*\\company "),
            title: rtf_text(bytes, b"{\\title "),
            ..DocumentProperties::default()
        };
    }
    DocumentProperties::default()
}

/// Reads the set of properties of a compound file.
fn summary(bytes: &[u8]) -> Option<DocumentProperties> {
    let found = memchr::memmem::find(bytes, SUMMARY)?;
    let set = &bytes[found.checked_sub(SUMMARY_AT)?..];
    let section = set.get(usize::try_from(number(set, SUMMARY_AT + 16)?).ok()?..)?;
    let mut properties = DocumentProperties::default();
    for entry in 0..number(section, 4)?.min(MOST) {
        let at = 8 + usize::try_from(entry).ok()? * 8;
        let (name, place) = (number(section, at)?, number(section, at + 4)?);
        let text = usize::try_from(place)
            .ok()
            .and_then(|place| property(section.get(place..)?));
        match name {
            2 => properties.title = text,
            4 => properties.author = text,
            8 => properties.last_editor = text,
            18 => properties.software = text,
            _ => {}
        }
    }
    Some(properties)
}

/// Returns the text of a property.
fn property(bytes: &[u8]) -> Option<String> {
    let length = usize::try_from(number(bytes, 4)?).ok()?;
    let text = match number(bytes, 0)? {
        BYTES => text_of_bytes(bytes.get(8..8usize.checked_add(length)?)?),
        UNITS => {
            let units = bytes.get(8..8usize.checked_add(length.checked_mul(2)?)?)?;
            let units = units
                .chunks_exact(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]));
            String::from_utf16_lossy(&units.collect::<Vec<u16>>())
        }
        _ => return None,
    };
    let text = text.trim_matches(['\0', ' ']).to_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// Reads a text that is UTF-8, or of an encoding that agrees with it in plain letters.
fn text_of_bytes(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Reads a number of four bytes, the lowest byte first.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

/// Returns the text of a group of RTF.
fn rtf_text(bytes: &[u8], start: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(bytes, start)? + start.len();
    let rest = &bytes[at..bytes.len().min(at + 300)];
    let end = memchr::memchr(b'}', rest)?;
    let text = text_of_bytes(&rest[..end]).trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}
