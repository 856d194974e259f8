//! Tags in a piece of HTML, found roughly: enough to count and to name, never to decide what is
//! safe.

use super::attributes::attributes;
use super::kept::is_swallowing;
use crate::parse::markdown::limits::{DEEPEST, MOST_ATTRIBUTES, MOST_TAGS, NestingLimit};
use crate::parse::picture_words;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// The nesting of open tags, counted as they are read.
#[derive(Default)]
pub(in crate::parse::markdown) struct TagDepth {
    open: usize,
    tags: usize,
}

impl TagDepth {
    /// Counts the tags of one piece. Breaks where there are too many, or they nest too deeply.
    pub(in crate::parse::markdown) fn add(&mut self, html: &str) -> ControlFlow<NestingLimit> {
        for tag in tags(html) {
            self.tags += 1;
            match tag {
                RawTag { closing: true, .. } => self.open = self.open.saturating_sub(1),
                RawTag { name, .. } if !closes_itself(&name) => self.open += 1,
                RawTag { .. } => {}
            }
            if self.open > DEEPEST {
                return ControlFlow::Break(NestingLimit::Nested);
            }
            if self.tags > MOST_TAGS {
                return ControlFlow::Break(NestingLimit::Tags);
            }
        }
        if has_too_many_attributes(html) {
            return ControlFlow::Break(NestingLimit::Attributes);
        }
        ControlFlow::Continue(())
    }
}

/// Reports whether more words than a tag may have attributes stand between a `<` and the next `>`.
/// Quotation marks are passed over where a value begins with them.
fn has_too_many_attributes(html: &str) -> bool {
    if html.len() < MOST_ATTRIBUTES * 2 {
        return false;
    }
    let (mut is_tag, mut words, mut quote, mut before) = (false, 0, None, b' ');
    for byte in html.bytes() {
        match (byte, quote) {
            (byte, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (b'<', None) if !is_tag => (is_tag, words) = (true, 0),
            (b'>', None) => is_tag = false,
            (b'"' | b'\'', None) if is_tag && before == b'=' => quote = Some(byte),
            (byte, None) => {
                let begins = before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'');
                words += usize::from(begins && !byte.is_ascii_whitespace());
            }
        }
        if is_tag && words > MOST_ATTRIBUTES {
            return true;
        }
        if !byte.is_ascii_whitespace() || before != b'=' {
            before = byte;
        }
    }
    false
}

/// The element whose content is read as no text of the page, while one is open.
#[derive(Default)]
pub(in crate::parse::markdown) struct HiddenElement(Option<String>);

impl HiddenElement {
    /// Takes note of what one piece opens and closes.
    pub(in crate::parse::markdown) fn add(&mut self, html: &str) {
        for tag in tags(html) {
            match &self.0 {
                Some(open) if tag.closing && *open == tag.name => self.0 = None,
                None if !tag.closing
                    && matches!(tag.name.as_str(), "script" | "style" | "template") =>
                {
                    self.0 = Some(tag.name);
                }
                _ => {}
            }
        }
    }

    /// Tells whether what follows is left out of the page.
    pub(in crate::parse::markdown) const fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

/// The number of elements of some names that are open.
pub(in crate::parse::markdown) struct OpenElements {
    names: &'static [&'static str],
    open: usize,
}

impl OpenElements {
    /// Counts elements of these names.
    pub(in crate::parse::markdown) const fn of(names: &'static [&'static str]) -> Self {
        Self { names, open: 0 }
    }

    /// Takes note of what one piece opens and closes.
    pub(in crate::parse::markdown) fn add(&mut self, html: &str) {
        for tag in tags(html).filter(|tag| self.names.contains(&tag.name.as_str())) {
            if tag.closing {
                self.open = self.open.saturating_sub(1);
            } else {
                self.open += 1;
            }
        }
    }

    /// Tells whether what follows stands in such an element.
    pub(in crate::parse::markdown) const fn is_open(&self) -> bool {
        self.open > 0
    }
}

/// A tag as it is written.
pub(super) struct RawTag<'a> {
    /// The name in lower-case letters.
    pub(super) name: String,
    pub(super) closing: bool,
    /// What follows the name, perhaps beyond the end of the tag.
    pub(super) attributes: &'a str,
}

/// Returns the tags in a piece of HTML.
pub(super) fn tags(html: &str) -> impl Iterator<Item = RawTag<'_>> {
    html.split('<').skip(1).filter_map(|after| {
        let (closing, rest) = after
            .strip_prefix('/')
            .map_or((false, after), |rest| (true, rest));
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len());
        (end > 0).then(|| RawTag {
            name: rest[..end].to_ascii_lowercase(),
            closing,
            attributes: &rest[end..],
        })
    })
}

/// Tells whether an element needs no closing tag.
fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
    )
}

/// Tells whether a piece of HTML shows a picture without saying what it shows.
pub(in crate::parse::markdown) fn lacks_alt(html: &str) -> bool {
    tags(html).any(|tag| tag.name == "img" && !has_attribute(&tag, "alt"))
}

/// Returns the first description of a picture in a piece of HTML that says nothing.
pub(in crate::parse::markdown) fn empty_words(html: &str) -> Option<&str> {
    let mut pictures = tags(html).filter(|tag| tag.name == "img");
    pictures.find_map(|tag| {
        let (mut alt, mut file) = (None, "");
        for attribute in attributes(tag.attributes) {
            match attribute.name.as_str() {
                "alt" => alt = Some(attribute.value),
                "src" => file = attribute.value,
                _ => {}
            }
        }
        alt.filter(|alt| picture_words::says_nothing(alt, file))
    })
}

/// Tells whether a tag has an attribute of this name.
pub(super) fn has_attribute(tag: &RawTag<'_>, wanted: &str) -> bool {
    let mut attributes = attributes(tag.attributes).into_iter();
    attributes.any(|attribute| attribute.name == wanted)
}

/// Counts the tags in a piece of HTML that may hide or change what follows them.
pub(in crate::parse::markdown) fn swallowing(html: &str) -> usize {
    let opening = tags(html).filter(|tag| !tag.closing);
    opening.filter(|tag| is_swallowing(&tag.name)).count()
}

/// Returns a piece of HTML without its comments, which are not published.
pub(in crate::parse::markdown) fn without_comments(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") {
        return Cow::Borrowed(html);
    }
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    Cow::Owned(text)
}
