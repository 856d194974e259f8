//! Keys of publications in text: `@ellis2014`. Which keys exist is not known here.
//! From: running text, or what stands in square brackets. To: keys with their places.

/// Keys that are named in running text: where each stands with its `@`, how long it is, and the
/// key. Whether one is a key or somebody's name on another site is for the caller to say, who knows
/// the keys.
pub fn mentions(text: &str) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    text.match_indices('@').filter_map(move |(at, _)| {
        // `me@example.org` cites nothing.
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '\\' | '/'))
        {
            return None;
        }
        let rest = &text[at + 1..];
        if let Some(inner) = rest.strip_prefix('{') {
            let end = inner.find('}')?;
            let key = inner[..end].trim();
            return (!key.is_empty() && !key.contains('\n')).then(|| (at, end + 3, key.to_owned()));
        }
        let is_inner = |c: char| {
            matches!(
                c,
                ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/'
            )
        };
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || is_inner(c)))
            .unwrap_or(rest.len());
        let key = rest[..end].trim_end_matches(is_inner);
        (key.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
            .then(|| (at, key.len() + 1, key.to_owned()))
    })
}

/// Whether what stands in square brackets cites: each part between semicolons names a key.
#[must_use]
pub fn is_group(text: &str) -> bool {
    text.contains('@') && text.split(';').all(|part| mentions(part).next().is_some())
}
