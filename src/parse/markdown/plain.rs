//! Texts in which markdown means nothing, such as titles. From: such a text. To: the fault of signs
//! that readers would see in it.

use super::slips::{foreign_sign, placeholders};
use crate::base::{Code, Fault};

/// The signs of HTML that people type by their names.
const NAMES: [(&str, &str); 12] = [
    ("&nbsp;", " "),
    ("&quot;", "\""),
    ("&apos;", "’"),
    ("&#39;", "’"),
    ("&#8217;", "’"),
    ("&#8211;", "–"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&pound;", "£"),
    ("&eacute;", "é"),
    ("&amp;", "&"),
];

/// The tags that people type around words.
const TAGS: [&str; 12] = [
    "a", "b", "br", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u",
];

/// Finds the first sign in a plain text that is for markdown or another program, and reports it.
pub fn find_signs(text: &str, report: impl FnOnce(Fault)) {
    let signs = ['{', '[', '*', '`', '_', '%', '$', '<', '&', ':', '#'];
    if text.contains(signs) {
        if let Some((sign, range)) = foreign_sign(text) {
            return report(sign.fault(&text[range], 1));
        }
        let of_html = without_html(text).map(|plain| ("HTML", plain));
        let plain = of_html.or_else(|| Some(("markdown", without_marks(text)?)));
        if let Some((language, plain)) = plain {
            let message = format!(
                "this is plain text, in which {language} means nothing: readers see its signs"
            );
            let fault = Fault::warning(Code::MarkLeftOver, message);
            return report(fault.help(format!("write `{plain}`")));
        }
    }
    if let Some(written) = placeholder(text) {
        let message = placeholders::message(written);
        report(Fault::warning(Code::Placeholder, message).help(placeholders::HELP));
    }
}

/// Returns words that stand in the place of others.
fn placeholder(text: &str) -> Option<&str> {
    let inner = text
        .trim()
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    if inner.is_some_and(placeholders::stands_for_something) {
        return Some(text);
    }
    placeholders::find(text).map(|range| &text[range])
}

/// Returns a text without its tags and with signs in the place of their names in HTML, if it has
/// any.
fn without_html(text: &str) -> Option<String> {
    if !text.contains(['<', '&']) {
        return None;
    }
    let mut plain = without_tags(text);
    for (name, sign) in NAMES {
        plain = plain.replace(name, sign);
    }
    (plain != text).then(|| plain.trim().to_owned())
}

/// Returns a text without the tags that people type around words.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = tag_length(rest).unwrap_or(0);
        if length == 0 {
            plain.push('<');
            rest = &rest[1..];
        } else {
            rest = &rest[length..];
        }
    }
    plain + rest
}

/// Returns the length of the tag that a text begins with.
fn tag_length(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = text[1..end].trim_matches('/');
    let name = inner.split([' ', '/']).next().unwrap_or_default();
    let is_known = TAGS.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_known.then_some(end + 1)
}

/// Returns a text without its marks for bold words, links and code, if it has any.
fn without_marks(text: &str) -> Option<String> {
    let unmarked = text.trim_start_matches('#');
    let level = text.len() - unmarked.len();
    let words = unmarked.trim_start();
    let is_apart = words.len() < unmarked.len();
    let is_heading = is_apart && (level > 1 && level < 7 || words.starts_with(char::is_uppercase));
    let mut plain = if is_heading { words } else { text }.to_owned();
    for mark in ["**", "__", "`", "*"] {
        let mut parts = plain.split(mark);
        let (before, inner, after) = (parts.next()?, parts.next(), parts.next());
        let starts_word = !before.ends_with(char::is_alphanumeric);
        let is_marked = after.is_some()
            && starts_word
            && inner.is_some_and(|inner| !inner.is_empty() && inner.trim() == inner);
        if is_marked {
            plain = plain.replace(mark, "");
        }
    }
    if let Some(middle) = plain.find("](")
        && let Some(start) = plain[..middle].rfind('[')
        && let Some(end) = plain[middle..].find(')')
    {
        let words = plain[start + 1..middle].to_owned();
        plain.replace_range(start..=middle + end, &words);
    }
    (plain != text).then_some(plain)
}
