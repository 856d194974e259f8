//! Text made safe to stand in XML.

use crate::base::bytes::ByteSet;
use crate::source::SharedText;
use std::sync::Arc;

/// Appends `<name>text</name>` and a line end.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    out.extend(["<", name, ">"]);
    text_into(text, out);
    out.extend(["</", name, ">\n"]);
}

/// Returns HTML as the inside of a CDATA section, which is shorter than escaped text and easier to
/// read.
pub(super) fn cdata(html: &SharedText) -> SharedText {
    if IN_CDATA.find(html.as_bytes()).is_none() {
        return html.clone();
    }
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html.as_str();
    while let Some(at) = IN_CDATA.find(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or_default();
        if is_xml(c) {
            out.push(c);
        }
        if c == ']' && out.ends_with("]]") {
            // A `>` would end the section here: it goes on in another one.
            out.push_str("]]><![CDATA[");
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
    Arc::new(out)
}

/// Appends text for an element's content or a double-quoted attribute. What XML 1.0 cannot hold at
/// all (control characters, the two non-characters U+FFFE and U+FFFF) is left out.
pub(super) fn text_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = IN_TEXT.find(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let c = rest[at..].chars().next().unwrap_or_default();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_xml(c) => out.push(c),
            _ => {}
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(rest);
}

/// The bytes that cannot stand in text as they are. U+FFFE and U+FFFF begin with 0xEF in UTF-8, as
/// other characters do.
static IN_TEXT: ByteSet = ByteSet::new(b"&<>\"\xEF").and_controls();
/// The bytes that may not be able to stand in a CDATA section as they are.
static IN_CDATA: ByteSet = ByteSet::new(b"]\xEF").and_controls();

/// Reports whether XML 1.0 can hold a character: all but control characters and two non-characters.
const fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::{cdata, text_into};
    use std::sync::Arc;

    #[test]
    fn text_is_escaped_and_what_xml_cannot_hold_is_left_out() {
        let mut out = String::new();
        text_into("a<b> & \"c\"\u{1}\u{ffff}\tü", &mut out);
        assert_eq!(out, "a&lt;b&gt; &amp; &quot;c&quot;\tü");
    }

    #[test]
    fn markup_stays_as_it_is_and_cannot_end_its_section() {
        assert_eq!(
            cdata(&Arc::new(
                "<p>a &amp; b</p>]]>x]\u{1}]>\u{fffe}\u{feff}".to_owned()
            ))
            .as_str(),
            "<p>a &amp; b</p>]]]]><![CDATA[>x]]]]><![CDATA[>\u{feff}"
        );
    }
}
