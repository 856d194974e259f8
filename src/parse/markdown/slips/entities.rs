//! Signs written by their names of HTML without the semicolon: `&nbsp`, `&eacute`. Readers see the
//! names.

use super::text::{ShownText, TextSlip};

/// Names that people type, with the sign that each stands for.
const NAMES: [(&str, &str); 24] = [
    ("nbsp", " "),
    ("amp", "&"),
    ("quot", "\""),
    ("pound", "£"),
    ("euro", "€"),
    ("copy", "©"),
    ("reg", "®"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("ccedil", "ç"),
    ("deg", "°"),
    ("half", "½"),
];

/// The bytes before such a name in which an address may begin.
const LONGEST: usize = 100;

/// Finds such names in a run.
pub(in crate::parse::markdown) fn find(run: &ShownText<'_>) -> Vec<TextSlip> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'&', run.text().as_bytes()) {
        let start = run.range.start + at;
        let rest = &run.source[start + 1..run.range.end];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let known = NAMES.iter().find(|(name, _)| *name == &rest[..end]);
        let Some((name, sign)) = known.filter(|_| !rest[end..].starts_with([';', '='])) else {
            continue;
        };
        let from = run.range.start.max(start.saturating_sub(LONGEST));
        let near = &run.source[run.source.ceil_char_boundary(from)..start];
        let word = near.rsplit(char::is_whitespace).next().unwrap_or_default();
        if run.is_meant(start) || word.contains(['/', '?', '=']) {
            continue;
        }
        let message = format!("a semicolon is missing, so readers see `&{name}`");
        let mended = format!("&{name};");
        let slip = TextSlip::mark(start..start + 1 + end, message, mended);
        found.push(slip.or(&format!(", or the sign itself: `{sign}`")));
    }
    found
}
