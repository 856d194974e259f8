//! Whether a body still says the same after it was cleaned. From: the HTML before and after. To:
//! the first words that differ. Elements such as `<textarea>` take the tags behind them for text,
//! and tables put what is in no cell before them: what browsers make of such HTML is not what was
//! typed.

use super::tags::tags;

/// Elements that change or hide what follows them, where they are not closed or hold tags.
const SWALLOWING: [&str; 15] = [
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "table",
    "template",
    "textarea",
    "title",
];

/// The beginning of a table that is written in markdown, which hides nothing.
const OWN_TABLE: &str = "<div class=\"table-scroll\"";

/// The longest quotation from the text, in bytes.
const LONGEST_QUOTE: usize = 60;

/// The first words that are not on the page as they are typed.
pub(super) struct TextChange {
    /// The words.
    pub(super) words: String,
    /// The number of tags of raw HTML that hide or change text, up to there.
    pub(super) swallowing: usize,
}

/// Tells whether the element of this name may hide or change what follows it.
pub(in crate::parse::markdown) fn is_swallowing(name: &str) -> bool {
    SWALLOWING.contains(&name)
}

/// Compares the letters and digits of a body before and after it was cleaned.
pub(super) fn difference(before: &str, after: &str) -> Option<TextChange> {
    let mut typed = Letters::new(before);
    let mut shown = Letters::new(after);
    loop {
        let letter = typed.next();
        let other = shown.next();
        if letter.map(|(_, letter)| letter) == other.map(|(_, letter)| letter) {
            letter?;
            continue;
        }
        let at = letter.map_or(before.len(), |(at, _)| at);
        let swallowing = tags(&before[..at])
            .filter(|tag| !tag.closing && is_swallowing(&tag.name))
            .count()
            .saturating_sub(before[..at].matches(OWN_TABLE).count());
        let words = match (letter, other) {
            (Some((at, _)), _) => words_from(before, at),
            (None, Some((at, _))) => words_from(after, at),
            (None, None) => return None,
        };
        return Some(TextChange { words, swallowing });
    }
}

/// Returns some words from the one on in which `at` lies, without tags.
fn words_from(html: &str, at: usize) -> String {
    let start = html[..at]
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |before| html.ceil_char_boundary(before + 1));
    let end = html.floor_char_boundary((start + LONGEST_QUOTE).min(html.len()));
    let text = &html[start..end.max(at)];
    let text = text.split('<').next().unwrap_or_default();
    let text = text.replace(|c: char| ('\u{fdd0}'..='\u{fdef}').contains(&c), " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ASCII letters and digits that readers see of some HTML, each with its offset. Entities by
/// name stand for other letters.
struct Letters<'h> {
    html: &'h str,
    at: usize,
    /// The offset of the last `>`, behind which no tag ends.
    last_end: usize,
    /// Whether no tag that is still to come closes a script, or rules of style.
    is_unclosed: [bool; 2],
}

impl<'h> Letters<'h> {
    fn new(html: &'h str) -> Self {
        Self {
            html,
            at: 0,
            last_end: html.rfind('>').unwrap_or(0),
            is_unclosed: [false; 2],
        }
    }

    /// Returns the end of the markup that stands at `at`, if any does.
    fn end_of_markup(&mut self) -> Option<usize> {
        let rest = &self.html[self.at..];
        if let Some(inside) = rest.strip_prefix("<!--") {
            let end = inside.find("-->").map_or(inside.len(), |end| end + 3);
            return Some(self.at + 4 + end);
        }
        let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || self.at > self.last_end {
            return None;
        }
        let tag = self.at + end_of_tag(rest)?;
        for (number, hidden) in ["script", "style"].into_iter().enumerate() {
            let name = rest[1..].get(..hidden.len());
            if self.is_unclosed[number]
                || !name.is_some_and(|name| name.eq_ignore_ascii_case(hidden))
                || rest[1 + hidden.len()..].starts_with(char::is_alphanumeric)
            {
                continue;
            }
            let closed = find_ignoring_case(&self.html[tag..], &format!("</{hidden}"));
            self.is_unclosed[number] = closed.is_none();
            return Some(tag + closed.unwrap_or(0));
        }
        Some(tag)
    }

    /// Returns the character that a number between `&#` and `;` stands for, and the end of any
    /// entity at `at`.
    fn entity(&self) -> Option<(usize, Option<char>)> {
        let rest = &self.html[self.at + 1..];
        let end = rest
            .bytes()
            .take(32)
            .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
        if end == 0 || !rest[end..].starts_with(';') {
            return None;
        }
        let number = rest[..end].strip_prefix('#').and_then(|number| {
            match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => number.parse().ok(),
            }
        });
        Some((self.at + end + 2, number.and_then(char::from_u32)))
    }
}

impl Iterator for Letters<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        while let Some(byte) = self.html.as_bytes().get(self.at) {
            let at = self.at;
            if byte.is_ascii_alphanumeric() {
                self.at += 1;
                return Some((at, char::from(*byte)));
            }
            if *byte == b'<'
                && let Some(end) = self.end_of_markup()
            {
                self.at = end;
                continue;
            }
            if *byte == b'&'
                && let Some((end, letter)) = self.entity()
            {
                self.at = end;
                if let Some(letter) = letter.filter(char::is_ascii_alphanumeric) {
                    return Some((at, letter));
                }
                continue;
            }
            self.at += 1;
        }
        None
    }
}

/// Returns the end of the tag that some HTML starts with; quotation marks count where they open a
/// value.
fn end_of_tag(html: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in html.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'>' => return Some(at + 1),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// Returns the offset of ASCII text, whatever its capital letters.
fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(wanted.len());
    windows.position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_words_that_differ_are_found() {
        for same in [
            ("<p>a &eacute; <b>c</b></p>", "<p>a é c</p>"),
            ("<!-- x -->a<script>y</script>&#66;", "aB"),
            ("<p title=\"a > b\">1 < 2</p>", "<p>1 &lt; 2</p>"),
        ] {
            assert!(difference(same.0, same.1).is_none(), "{same:?}");
        }
        let lost = difference("<p>One</p><script>two <p>Three four</p>", "<p>One</p>");
        let lost = lost.map(|lost| (lost.words, lost.swallowing));
        assert_eq!(lost, Some(("two".to_owned(), 1)));
    }
}
