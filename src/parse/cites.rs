//! Keys of publications in text: `@ellis2014`. From: running text, or the text in square brackets.
//! To: keys with their places. Which keys exist is not known here.

/// A key that is named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMention {
    /// The offset of its `@`.
    pub at: usize,
    /// The length in bytes, `@` included.
    pub length: usize,
    /// The key.
    pub key: String,
}

/// Finds the keys that are named in running text. Whether one is a key or somebody's name on
/// another site is for the caller to say, who knows the keys.
pub fn mentions(text: &str) -> impl Iterator<Item = KeyMention> + '_ {
    text.match_indices('@')
        .filter_map(|(at, _)| mention_at(text, at))
}

/// Reads the key behind the `@` at `at`, if the text names one there.
#[must_use]
pub fn mention_at(text: &str, at: usize) -> Option<KeyMention> {
    // `me@example.org` cites nothing.
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '\\' | '/')) {
        return None;
    }
    let rest = &text[at + 1..];
    if let Some(inner) = rest.strip_prefix('{') {
        let end = inner.find('}')?;
        let key = inner[..end].trim();
        return (!key.is_empty() && !key.contains('\n')).then(|| KeyMention {
            at,
            length: end + 3,
            key: key.to_owned(),
        });
    }
    let end = rest
        .find(|c: char| !is_outer(c) && !is_inner(c))
        .unwrap_or(rest.len());
    let key = rest[..end].trim_end_matches(is_inner);
    key.starts_with(is_outer).then(|| KeyMention {
        at,
        length: key.len() + 1,
        key: key.to_owned(),
    })
}

/// Tells whether a key may start and end with a character.
fn is_outer(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Tells whether a character may stand inside of a key, and not at its end.
const fn is_inner(c: char) -> bool {
    matches!(
        c,
        ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/'
    )
}

/// Tells whether the text in square brackets cites: each part between semicolons names a key.
#[must_use]
pub fn is_group(text: &str) -> bool {
    text.contains('@') && text.split(';').all(|part| mentions(part).next().is_some())
}
