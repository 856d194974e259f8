//! Text made safe to stand in HTML.

use std::fmt;

/// Appends text for an element's content or a double-quoted attribute: `& < > "` become entities.
pub fn escape_into(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = escape_to(text, out);
}

/// The same, into anything that takes text.
///
/// # Errors
/// What `out` gives.
pub fn escape_to(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    special
};

/// The text with `& < > "` as entities.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(text, &mut out);
    out
}
