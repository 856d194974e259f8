//! Files that are not in UTF-8: what they are in, and their text all the same. From: bytes. To:
//! text and the encoding it was in, or a finding that shows the first letter that would come out
//! wrong.
//!
//! Reference managers of the last thirty years wrote Windows-1252, Latin-1 and UTF-16. The first
//! two differ only in letters that Latin-1 leaves undefined, so both are read as Windows-1252, as
//! web browsers do.

use crate::base::{Code, Fault, SourcePath, Span};
use std::borrow::Cow;

/// How a file was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, perhaps with a byte-order mark.
    Utf8,
    /// UTF-16.
    Utf16,
    /// Windows-1252, which includes Latin-1.
    Windows1252,
}

impl Encoding {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (Latin-1)",
        }
    }
}

/// Windows-1252's letters 0x80 to 0x9F; five of them are undefined and stand for themselves.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file, whatever it was saved in.
#[must_use]
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some(text) = utf16(bytes) {
        return (Cow::Owned(text), Encoding::Utf16);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (
            Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Encoding::Utf8,
        ),
        Err(_) => (
            Cow::Owned(bytes.iter().map(|byte| letter(*byte)).collect()),
            Encoding::Windows1252,
        ),
    }
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// Which of two bytes comes first.
type ByteOrder = fn([u8; 2]) -> u16;

fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, read): (_, ByteOrder) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => (rest, u16::from_be_bytes),
        // Without a mark: every other byte of plain English is zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (bytes, u16::from_le_bytes),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => (bytes, u16::from_be_bytes),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    Some(
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// The finding for a file that is not in UTF-8: in what it is, and the first line with a letter
/// that needs care.
#[must_use]
pub fn fault(file: &SourcePath, bytes: &[u8]) -> Option<Fault> {
    let (text, encoding) = decode(bytes);
    if encoding == Encoding::Utf8 {
        return None;
    }
    let message = format!("this file is saved as {}, not as UTF-8", encoding.name());
    let help = "run `masthead import` on it, which converts it; or save it again as UTF-8 (in \
        Notepad: \"Save as\", \"Encoding: UTF-8\"; in JabRef: \"Library properties\", \"Library \
        encoding\"; from EndNote and Zotero: choose UTF-8 when exporting)";
    let fault = Fault::error(Code::NotUtf8, message).help(help);
    let Some(bad) = std::str::from_utf8(bytes)
        .err()
        .map(|error| error.valid_up_to())
        .filter(|_| encoding == Encoding::Windows1252)
    else {
        return Some(fault.at(Span::start_of(file)));
    };
    let line = bytes[..bad].split(|byte| *byte == b'\n').count();
    let shown = text
        .lines()
        .nth(line - 1)
        .unwrap_or_default()
        .trim()
        .chars()
        .take(60)
        .collect::<String>();
    Some(
        fault
            .at(Span::new(file, bad..bad + 1))
            .help(format!("line {line} probably reads `{shown}`")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read_and_named() {
        assert_eq!(
            decode(b"Caf\xE9 \x93x\x94 \x80"),
            (Cow::Owned("Café “x” €".to_owned()), Encoding::Windows1252)
        );
        assert_eq!(
            decode("\u{feff}Café".as_bytes()),
            (Cow::Borrowed("Café"), Encoding::Utf8)
        );
        assert_eq!(decode(b"\xFF\xFEA\0\xE9\0").0, "Aé");
        assert_eq!(decode(b"\xFE\xFF\0A").0, "A");
        assert_eq!(decode(b"\0@\0b\0o").0, "@bo");
        assert_eq!(
            decode(b"@\0b\0o\0"),
            (Cow::Owned("@bo".to_owned()), Encoding::Utf16)
        );
    }

    #[test]
    fn a_file_in_latin_1_is_reported_with_its_line_as_it_should_read() {
        let file = SourcePath::new("content/publications/old.bib");
        let fault = fault(&file, b"@book{a,\n title = {Caf\xE9}}").expect("a fault");
        assert_eq!(fault.span, Some(Span::new(&file, 22..23)));
        assert!(
            fault.help[1].contains("line 2 probably reads `title = {Café}}`"),
            "{:?}",
            fault.help
        );
        assert!(super::fault(&file, "Café".as_bytes()).is_none());
    }
}
