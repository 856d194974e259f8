//! Fields that hold no LaTeX: addresses and identifiers.

use super::matching;

/// What programs write for characters that LaTeX would take for something else, and the characters
/// themselves.
const ESCAPES: [(&str, &str); 15] = [
    ("\\textunderscore", "_"),
    ("\\textasciitilde", "~"),
    ("\\string", ""),
    ("\\~{}", "~"),
    ("$\\sim$", "~"),
    ("\\_", "_"),
    ("\\%", "%"),
    ("\\&", "&"),
    ("\\#", "#"),
    ("\\$", "$"),
    ("\\~", "~"),
    ("\\:", ":"),
    ("\\-", "-"),
    ("{", ""),
    ("}", ""),
];

/// Returns an address or identifier without the escapes and braces that some programs put into it
/// all the same.
pub(in super::super) fn unescaped(source: &str) -> String {
    let mut text = source.trim();
    while let Some(inner) = text
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'))
        .filter(|_| matching(text) == Some(text.len() - 1))
    {
        text = inner.trim();
    }
    if let Some(inner) = ["\\url{", "\\nolinkurl{", "\\path{"]
        .iter()
        .find_map(|start| text.strip_prefix(start))
    {
        text = inner.strip_suffix('}').unwrap_or(inner);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(['\\', '{', '}']) {
        out.push_str(&rest[..found]);
        rest = &rest[found..];
        let (escape, letters) = ESCAPES
            .into_iter()
            .find(|(escape, _)| rest.starts_with(escape))
            .unwrap_or((&rest[..1], &rest[..1]));
        out.push_str(letters);
        rest = &rest[escape.len()..];
    }
    out.push_str(rest);
    out
}
