//! Whether an HTML file among the pictures and documents of a site would run something. Takes
//! bytes; gives yes or no. It is found roughly, for a word to the editor: nothing is let through or
//! kept back by it.

use crate::base::SourcePath;

/// What runs, or shows another document, in lower-case letters.
const SIGNS: [&str; 9] = [
    "<script",
    ":script",
    "<iframe",
    "<frame",
    "<object",
    "<embed",
    "<applet",
    "javascript:",
    "<?xml-stylesheet",
];

/// Reports whether browsers may read a file as a page, by its name. Of one without an extension
/// some web servers say nothing, and browsers find out by themselves.
#[must_use]
pub fn is_page(path: &SourcePath) -> bool {
    matches!(
        path.extension().as_str(),
        "" | "html" | "htm" | "shtml" | "xhtml" | "xht" | "xml" | "xsl" | "xslt"
    )
}

/// Reports whether a page would run a script, or show another page in itself.
#[must_use]
pub fn runs_something(bytes: &[u8]) -> bool {
    // In UTF-16 every other byte is zero.
    let plain: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_ascii_lowercase();
    SIGNS.iter().any(|sign| text.contains(sign)) || text.split('<').skip(1).any(has_event)
}

/// Returns the offset of the first tag that runs something, in a file that does.
#[must_use]
pub fn first_sign(bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?.to_ascii_lowercase();
    let signs = SIGNS.iter().filter_map(|sign| text.find(sign));
    let tags = text.match_indices('<').map(|(at, _)| at);
    let mut events = tags.filter(|at| text[at + 1..].split('<').next().is_some_and(has_event));
    signs.chain(events.next()).min()
}

/// Reports whether a tag has an attribute such as `onclick`. What follows the tag is read with it.
fn has_event(tag: &str) -> bool {
    tag.match_indices("on").any(|(at, _)| {
        let before = tag[..at].chars().next_back();
        let after = tag[at + 2..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        let has_name = tag.len() - at - 2 > after.len();
        before.is_some_and(|c| c.is_whitespace() || matches!(c, '/' | '"' | '\''))
            && has_name
            && after.trim_start().starts_with('=')
    })
}

#[cfg(test)]
mod tests {
    use super::runs_something;

    #[test]
    fn a_page_that_runs_something_is_known() {
        for html in [
            "<script>x()</script>",
            "<SCRIPT src=x>",
            "<img src=x onerror=x()>",
            "<body\nonload = 'x()'>",
            "<a href=javascript:x()>",
            "<iframe src=x>",
            "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>",
        ] {
            assert!(runs_something(html.as_bytes()), "{html}");
            let wide: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(runs_something(&wide), "{html} in UTF-16");
        }
    }

    #[test]
    fn a_page_of_words_runs_nothing() {
        for html in [
            "<p>Based on what x = y says</p>",
            "google-site-verification: google0123456789.html",
            "<p class=\"one\">on = off</p>",
        ] {
            assert!(!runs_something(html.as_bytes()), "{html}");
        }
    }
}
