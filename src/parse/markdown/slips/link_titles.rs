//! Titles of links, as people type them behind an address. From: what stands between round
//! brackets. To: the address and the title.

use crate::parse::typed_address::{is_address, whole_address};

/// Quotation marks that people put around the title of a link.
pub(super) const QUOTES: [char; 11] = ['"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', '`'];

/// Splits an address from a title that begins with a quotation mark.
pub(super) fn quoted_title(written: &str) -> Option<(&str, &str)> {
    let at = written.char_indices().zip(written.chars().skip(1));
    let (at, _) = at
        .map(|((at, c), next)| (at, c.is_whitespace() && QUOTES.contains(&next)))
        .find(|(_, begins)| *begins)?;
    Some((&written[..at], written[at..].trim_start()))
}

/// Splits an address from a title without quotation marks.
pub(super) fn bare_title(written: &str) -> Option<(&str, &str)> {
    let (address, title) = written.split_once(char::is_whitespace)?;
    let goes_on = title.split_whitespace().any(is_address) || address.ends_with(':');
    let is_web = whole_address(written).is_some_and(|whole| !whole.contains("%20"));
    let has_host = !address.trim_end_matches('/').ends_with(':');
    let is_title = is_address(address) && !goes_on && !is_web && has_host;
    let starts = title.trim().starts_with(|c: char| c.is_uppercase());
    (is_title && starts && !address.starts_with("tel:")).then(|| (address, title.trim()))
}

/// Puts a title in quotation marks that it does not have itself.
pub(super) fn in_quotes(title: &str) -> String {
    match (title.contains('"'), title.contains('\'')) {
        (false, _) => format!("\"{title}\""),
        (true, false) => format!("'{title}'"),
        (true, true) => format!("\"{}\"", title.replace('"', "\\\"")),
    }
}
