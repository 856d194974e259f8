//! Text made safe to stand in XML.

use std::fmt::Write as _;

/// Appends `<name>text</name>` and a line end.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>");
    text_into(text, out);
    let _ = writeln!(out, "</{name}>");
}

/// Appends text for an element's content or a double-quoted attribute. What XML 1.0 cannot hold at all (control characters,
/// the two non-characters U+FFFE and U+FFFF) is left out.
pub(super) fn text_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| SPECIAL[usize::from(byte)]) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or_default();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            // Another character that starts with the same byte as the non-characters do.
            c => out.push(c),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
}

static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut control = 0;
    while control < 0x20 {
        special[control] = !matches!(control, 0x09 | 0x0a | 0x0d);
        control += 1;
    }
    special[b'&' as usize] = true;
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'"' as usize] = true;
    // U+FFFE and U+FFFF start with it, in UTF-8.
    special[0xEF] = true;
    special
};

#[cfg(test)]
mod tests {
    use super::text_into;

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        let mut out = String::new();
        text_into("a<b> & \"c\"\u{1}\u{ffff}\tü", &mut out);
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;c&quot;\tü");
    }
}
