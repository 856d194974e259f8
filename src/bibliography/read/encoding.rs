//! Old encodings of text files, which reference managers of the last thirty years still leave
//! behind: Windows-1252, Latin-1 and UTF-16.
//!
//! This module takes the bytes of a file and gives its text and encoding, and a finding that shows
//! the first letter which a reader of UTF-8 would get wrong. Windows-1252 and Latin-1 differ only
//! in bytes that Latin-1 leaves undefined, so both are read as Windows-1252, as web browsers do.

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::borrow::Cow;

/// The encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, in either byte order.
    Utf16,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
}

impl Encoding {
    /// Returns the name of the encoding in menus of programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (Latin-1)",
        }
    }
}

/// The characters of the bytes 0x80 to 0x9F in Windows-1252; five bytes are undefined and stand for
/// themselves.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes the text of a file, whatever encoding it was saved in.
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

/// Decodes one byte of Windows-1252.
fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// Reads a code unit of UTF-16 in one of the two byte orders.
type ByteOrder = fn([u8; 2]) -> u16;

/// Decodes UTF-16, recognised by its byte-order mark or by the zero bytes of English text.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (rest, read): (_, ByteOrder) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => (rest, u16::from_be_bytes),
        // A file without a mark: every other byte of plain English is zero.
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

/// Help for whoever saved a file in an old encoding.
const HELP: &str = concat!(
    "run `masthead import` on it, which converts it; or save it again as UTF-8 ",
    "(in Notepad: \"Save as\", \"Encoding: UTF-8\"; in JabRef: \"Library properties\", ",
    "\"Library encoding\"; from EndNote and Zotero: choose UTF-8 when exporting)"
);

/// Reports a file that is not saved as UTF-8: its encoding, and how the first line with a letter
/// outside ASCII reads when it is decoded.
pub fn check(file: &SourcePath, bytes: &[u8], faults: &mut Faults) {
    let (text, encoding) = decode(bytes);
    if encoding == Encoding::Utf8 {
        return;
    }
    let message = format!("this file is saved as {}, not as UTF-8", encoding.name());
    let fault = Fault::warning(Code::NotUtf8, message).help(HELP);
    let bad = std::str::from_utf8(bytes)
        .err()
        .map(|error| error.valid_up_to())
        .filter(|_| encoding == Encoding::Windows1252);
    faults.push(match bad {
        Some(bad) => {
            let line = bytes[..bad].split(|byte| *byte == b'\n').count();
            let words = text.lines().nth(line - 1).unwrap_or_default().trim();
            let shown: String = words.chars().take(60).collect();
            fault
                .at(Span::new(file, bad..bad + 1))
                .help(format!("line {line} probably reads `{shown}`"))
        }
        None => fault.at(Span::start_of(file)),
    });
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
        let mut faults = Faults::new();
        check(&file, b"@book{a,\n title = {Caf\xE9}}", &mut faults);
        let fault = faults.first().expect("a fault");
        assert_eq!(fault.span, Some(Span::new(&file, 22..23)));
        assert!(
            fault.help[1].contains("line 2 probably reads `title = {Café}}`"),
            "{:?}",
            fault.help
        );
        let mut none = Faults::new();
        check(&file, "Café".as_bytes(), &mut none);
        assert!(none.is_empty());
    }
}
