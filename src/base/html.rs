//! Text made safe to stand in HTML. Control characters, which come with text from word processors
//! and PDFs and which HTML does not allow, are left out; a word processor's line break (vertical
//! tab) and page break (form feed) become spaces.

use super::bytes::ByteSet;
use std::fmt;

/// Appends text for an element's content or a double-quoted attribute: `& < > "` become entities.
pub fn escape_into(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = escape_to(text, out);
}

/// Writes text as [`escape_into`] does, into anything that takes text.
///
/// # Errors
/// Fails as `out` fails.
pub fn escape_to(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = SPECIAL.find(rest.as_bytes()) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0x0b | 0x0c => " ",
            _ => "",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}

/// The bytes that cannot stand in HTML as they are.
static SPECIAL: ByteSet = ByteSet::new(b"&<>\"\x7f").and_controls();

/// Returns the text with `& < > "` as entities.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_means_something_in_html_becomes_an_entity_and_control_characters_are_left_out() {
        assert_eq!(
            escape("a < b & \"c\" > d"),
            "a &lt; b &amp; &quot;c&quot; &gt; d"
        );
        assert_eq!(
            escape("one\u{b}two\u{c}three\u{1}\u{1b}[31m\u{7f}"),
            "one two three[31m"
        );
        assert_eq!(escape("tab\tline\r\nGrüße"), "tab\tline\r\nGrüße");
    }
}
