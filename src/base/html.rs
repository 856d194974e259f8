//! Text made safe to stand in HTML.

/// Appends text for an element's content or a double-quoted attribute: `& < > "` become entities.
pub fn escape_into(text: &str, out: &mut String) {
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[clean..at]);
        out.push_str(entity);
        clean = at + 1;
    }
    out.push_str(&text[clean..]);
}

/// The text with `& < > "` as entities.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(text, &mut out);
    out
}
