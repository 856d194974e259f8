//! Signs that no text has: control characters, and code points that Unicode never gives a meaning.
//! They show nothing, a terminal obeys them, and a feed that holds one cannot be read.

/// Returns the first sign of a text that no text has, with its offset. Line ends and tabulators are
/// none of these.
#[must_use]
pub fn invisible_sign(text: &str) -> Option<(usize, char)> {
    let mut from = 0;
    // Nearly all texts hold none, so whole pieces are passed over before characters are looked at.
    for piece in text.as_bytes().chunks(64) {
        let suspects = piece
            .iter()
            .fold(0_u8, |all, byte| all | u8::from(is_suspect(*byte)));
        if suspects != 0 {
            let start = text.floor_char_boundary(from);
            let end = text.ceil_char_boundary(from + piece.len());
            let mut signs = text[start..end].char_indices();
            if let Some((at, sign)) = signs.find(|(_, sign)| is_invisible(*sign)) {
                return Some((start + at, sign));
            }
        }
        from += piece.len();
    }
    None
}

/// Reports whether a character is one that no text has.
#[must_use]
pub fn is_invisible(sign: char) -> bool {
    match sign {
        '\t' | '\n' | '\r' => false,
        '\u{fdd0}'..='\u{fdef}' => true,
        sign => sign.is_control() || u32::from(sign) & 0xfffe == 0xfffe,
    }
}

/// Reports whether a byte may belong to a sign that no text has.
const fn is_suspect(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r')
        || byte == 0x7f
        || byte == 0xc2
        || byte == 0xef
        || byte >= 0xf0
}

/// Returns the number by which Unicode knows a sign: `U+001B`.
#[must_use]
pub fn code_point(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

#[cfg(test)]
mod tests {
    use super::{invisible_sign, is_invisible};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_find_what_characters_find(text in "(?s)([ -~\t\r\n]|[\u{0}-\u{a0}]|£|é|漢|😀|\
            \u{fdd0}|\u{fffd}|\u{fffe}|\u{1ffff}){0,200}") {
            let plain = text.char_indices().find(|(_, sign)| is_invisible(*sign));
            prop_assert_eq!(invisible_sign(&text), plain);
        }
    }
}
