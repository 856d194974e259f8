//! Comments and tags of raw HTML that never end, so that what follows them is not on the page.

use super::HtmlWriter;
use crate::base::{Code, Fault};
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Reports what a block of raw HTML opens and does not close.
    pub(super) fn find_unclosed(&mut self, html: &str, range: &Range<usize>) {
        let Some((at, name)) = unclosed(html) else {
            return;
        };
        self.raw_html.has_torn_tag = true;
        // In a quote or a list, the block lacks the marks that stand before its lines.
        let start = if self.source[range.clone()].starts_with(html.trim_end()) {
            range.start + at
        } else {
            range.start
        };
        let end = self.source[start..range.end]
            .find('\n')
            .map_or(range.end, |end| start + end);
        let (message, help) = match name {
            None => (
                "this comment is never closed, so the text below it is not on the page".to_owned(),
                "write `-->` where it ends: two hyphens and a pointed bracket".to_owned(),
            ),
            Some(name) => (
                format!(
                    "the tag `<{name}` is never closed, so the text below it is not on the page"
                ),
                format!(
                    "write `>` where the tag ends, and close the quotes of its values: `<{name} \
                     class=\"…\">`"
                ),
            ),
        };
        self.build.fault(
            Fault::warning(Code::UnsafeHtml, message).help(help),
            (self.place)(start..end),
        );
    }

    /// Reports tags that nothing on the page closes.
    pub(super) fn find_open_tags(&mut self) {
        if self.raw_html.has_torn_tag {
            // What closes the others may stand in the text that is not on the page.
            return;
        }
        for (name, range) in self.raw_html.open.never_closed() {
            let message = format!(
                "nothing closes `<{name}>`, so what it does goes on to the end of the page"
            );
            let fault = Fault::warning(Code::UnsafeHtml, message)
                .help(format!("write `</{name}>` where it ends, or take it out"));
            let line = self.source[range.clone()]
                .lines()
                .next()
                .unwrap_or_default();
            let end = range.start + line.trim_end().len();
            self.build.fault(fault, (self.place)(range.start..end));
        }
    }
}

/// Returns the offset of a comment or a tag that goes on to the end, with the tag's name.
fn unclosed(html: &str) -> Option<(usize, Option<&str>)> {
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let rest = &html[open + 1..];
        if rest.starts_with("!--") {
            // `<!-->` is a comment too.
            let Some(end) = rest[1..].find("-->") else {
                return Some((open, None));
            };
            at = open + 1 + 1 + end + 3;
            continue;
        }
        let named = rest.strip_prefix('/').unwrap_or(rest);
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = open + 1;
            continue;
        }
        let Some(end) = tag_end(rest) else {
            let end = named
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .unwrap_or(named.len());
            return Some((open, Some(&named[..end])));
        };
        at = open + 1 + end;
    }
    None
}

/// Returns the end of a tag; quotes count where they open a value.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in tag.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            None if c == '>' => return Some(at + 1),
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::unclosed;

    #[test]
    fn what_is_closed_is_told_from_what_goes_on() {
        for closed in [
            "<!-- a -->\n",
            "<!-->",
            "<div class=\"a>b\">\n",
            "<div>1 < 2</div>",
            "<p class=x\">",
            "<br/>",
            "<a b='\"'>",
        ] {
            assert_eq!(unclosed(closed), None, "{closed}");
        }
        assert_eq!(
            unclosed("<!-- a --><!-- b -- >\n\nText\n"),
            Some((10, None))
        );
        assert_eq!(unclosed("<div class=\"x\n"), Some((0, Some("div"))));
        assert_eq!(unclosed("<b>x</b\n"), Some((4, Some("b"))));
    }
}
