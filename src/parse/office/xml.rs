//! What is looked for in the parts of a document, which programs write in always the same way:
//! texts of elements, values of attributes, and how often something occurs. From: the text of a
//! part. To: words and numbers. A part may be long, so it is searched and never made into a tree.

use memchr::memmem;

/// The most names that are taken from one part.
const MOST: usize = 1000;

/// Returns the text of the first element of a name, `dc:creator`, if there is any.
pub(super) fn text(part: &str, element: &str) -> Option<String> {
    texts(part, element).into_iter().next()
}

/// Returns the texts of all elements of a name that hold text alone.
pub(super) fn texts(part: &str, element: &str) -> Vec<String> {
    let (start, end) = (format!("<{element}"), format!("</{element}>"));
    let mut found = Vec::new();
    for at in memmem::find_iter(part.as_bytes(), start.as_bytes()).take(MOST) {
        let rest = &part[at + start.len()..];
        let Some(content) = rest.find('>').map(|open| (open, &rest[open + 1..])) else {
            break;
        };
        let is_this = rest.starts_with(['>', ' ']) && !rest[..content.0].ends_with('/');
        let inside = content.1.split('<').next().unwrap_or_default();
        if is_this && content.1[inside.len()..].starts_with(&end) {
            found.extend(words(inside));
        }
    }
    found
}

/// Returns the values of an attribute, ` w:author="`, wherever it stands.
pub(super) fn values(part: &str, attribute: &str) -> Vec<String> {
    let found = memmem::find_iter(part.as_bytes(), attribute.as_bytes()).take(MOST);
    found
        .filter_map(|at| words(part[at + attribute.len()..].split('"').next()?))
        .collect()
}

/// Counts the places at which any of these stands.
pub(super) fn count(part: &str, signs: &[&str]) -> usize {
    let places = |sign: &&str| memmem::find_iter(part.as_bytes(), sign.as_bytes()).count();
    signs.iter().map(places).sum()
}

/// Returns the words of a text or a value, with what is written by name in them.
fn words(written: &str) -> Option<String> {
    let plain = written
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(plain).filter(|plain| !plain.is_empty())
}
