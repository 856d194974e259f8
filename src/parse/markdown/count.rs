//! Counting of words, eight bytes at a time. A site has millions of them.

/// A factor that repeats a byte eight times.
const EACH: u64 = u64::from_le_bytes([1; 8]);
/// The highest bit of each byte.
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);

/// Counts the words of a text: runs between white space that hold a letter or a digit.
pub(super) fn words(text: &str) -> usize {
    let mut words = 0;
    // True while the run that is being read holds a letter or a digit.
    let mut open = false;
    let mut rest = text;
    while let Some(piece) = rest.as_bytes().first_chunk::<8>() {
        let end = if piece.is_ascii() {
            words += ended(u64::from_le_bytes(*piece), &mut open);
            piece.len()
        } else {
            let end = rest.ceil_char_boundary(piece.len());
            words += ended_by_characters(&rest[..end], &mut open);
            end
        };
        rest = &rest[end..];
    }
    words + ended_by_characters(rest, &mut open) + usize::from(open)
}

/// Counts the words that end in a piece of text, character by character.
fn ended_by_characters(piece: &str, open: &mut bool) -> usize {
    let mut words = 0;
    for character in piece.chars() {
        if character.is_whitespace() {
            words += usize::from(std::mem::take(open));
        } else {
            *open |= character.is_alphanumeric();
        }
    }
    words
}

/// Counts the words that end in eight bytes of ASCII, the first of them in the lowest place.
///
/// Each byte of what is no space is made 0xFF, and each letter adds 1 to its own. A run of 0xFF to
/// which anything is added overflows into the byte behind it, which is a space: so the spaces
/// behind words are 1. What overflows from the last byte, into the next eight, says that the last
/// run goes on and holds a letter.
fn ended(bytes: u64, open: &mut bool) -> usize {
    let letters = between(bytes | (EACH * 0x20), b'a', b'z') | between(bytes, b'0', b'9');
    let spaces = between(bytes, b'\t', b'\r') | between(bytes, b' ', b' ');
    let runs = (!spaces & HIGH) >> 7;
    let (sum, letters_overflow) = (runs * 0xFF).overflowing_add(letters >> 7);
    let (sum, open_overflows) = sum.overflowing_add(u64::from(*open));
    *open = letters_overflow | open_overflows;
    let ends = sum & (spaces >> 7);
    // The product has the sum of all bytes in its highest byte.
    usize::from(ends.wrapping_mul(EACH).to_be_bytes()[0])
}

/// Sets the highest bit of each byte that lies between `least` and `most`. All bytes are below
/// 0x80.
fn between(bytes: u64, least: u8, most: u8) -> u64 {
    from(bytes, least) & !from(bytes, most + 1) & HIGH
}

/// Sets the highest bit of each byte that is at least `least`, and leaves the other bits undefined.
fn from(bytes: u64, least: u8) -> u64 {
    bytes + EACH * u64::from(0x80 - least)
}

#[cfg(test)]
mod tests {
    use super::words;
    use proptest::prelude::*;

    #[test]
    fn a_word_holds_a_letter_or_a_digit() {
        assert_eq!(words(""), 0);
        assert_eq!(words("one"), 1);
        assert_eq!(words("\u{2013} \u{2026} ! -"), 0);
        assert_eq!(words("a\u{a0}b\u{2003}c\u{b}d"), 4);
        assert_eq!(
            words("(a-very-long-word-of-many-letters) -- ------------------- 4th"),
            2
        );
    }

    proptest! {
        #[test]
        fn words_are_counted_as_if_they_were_split(text in "(?s)([ -~\t\n\u{b}]|.| \
            |[éß漢\u{a0}\u{2003}’–]){0,80}") {
            let parts = text.split_whitespace();
            let split = parts.filter(|word| word.contains(char::is_alphanumeric)).count();
            prop_assert_eq!(words(&text), split);
        }
    }
}
