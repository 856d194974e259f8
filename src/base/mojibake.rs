//! Letters that were read in the wrong encoding: `cafÃ©`, `isnâ€™t`. From: a text. To: the place of
//! the first of them, and the letter that was meant.

use std::ops::Range;

/// What Windows has at 0x80 to 0x9F, where Latin-1 has no letters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Finds the first letter of UTF-8 that was read as letters of Windows.
#[must_use]
pub fn mojibake(text: &str) -> Option<(Range<usize>, char)> {
    // The letters that such sequences begin with, `Â` to `ð`, are two bytes of which this is one.
    memchr::memchr_iter(0xc3, text.as_bytes()).find_map(|at| {
        let (length, letter) = misread(text.get(at..)?)?;
        Some((at..at + length, letter))
    })
}

/// Reads a misread letter at the start of a text, and its length there.
fn misread(text: &str) -> Option<(usize, char)> {
    let first = text.chars().next()?;
    let count = match first {
        'Â' | 'Ã' | 'Å' | 'Ä' => 2,
        'â' => 3,
        'ð' => 4,
        _ => return None,
    };
    let mut bytes = Vec::with_capacity(count);
    let mut length = 0;
    for letter in text.chars().take(count) {
        bytes.push(byte_of(letter)?);
        length += letter.len_utf8();
    }
    // A quotation mark may stand behind a capital letter: `« DÉJÀ »`, `VÄ»`.
    let second = text.chars().nth(1)?;
    if count == 2 && matches!(second, '»' | '«' | '’' | '”' | '“' | '–' | '—' | '…') && first != 'Ã'
    {
        return None;
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    (bytes.len() == count).then_some((length, letter))
}

/// Returns the byte that a letter stands for in the encoding of Windows.
fn byte_of(letter: char) -> Option<u8> {
    if let Some(at) = WINDOWS.iter().position(|known| *known == letter) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(u32::from(letter))
        .ok()
        .filter(|byte| *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::mojibake;

    #[test]
    fn letters_in_the_wrong_encoding_are_found() {
        for (text, meant) in [
            ("cafÃ©", 'é'),
            ("isnâ€™t", '’'),
            ("9 â€“ 5", '–'),
            ("Â£5", '£'),
            ("a ðŸ˜€", '😀'),
            ("JÃ¼rgen", 'ü'),
        ] {
            assert_eq!(
                mojibake(text).map(|(_, letter)| letter),
                Some(meant),
                "{text}"
            );
        }
        for text in [
            "café",
            "Ä»",
            "« À Â »",
            "château",
            "âge",
            "São",
            "Ãvila",
            "£5",
        ] {
            assert_eq!(mojibake(text), None, "{text}");
        }
    }
}
