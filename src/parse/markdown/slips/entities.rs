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
        if let Some(slip) = escaped_twice(run, start).or_else(|| number(run, start)) {
            found.push(slip);
            continue;
        }
        let known = NAMES.iter().find(|(name, _)| *name == &rest[..end]);
        let known = known.filter(|_| !rest[end..].starts_with([';', '=']));
        let Some((name, sign)) = known.or_else(|| before_figures(&rest[..end])) else {
            continue;
        };
        let end = name.len();
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

/// Finds a name behind which figures stand: `&pound5`.
fn before_figures(word: &str) -> Option<&'static (&'static str, &'static str)> {
    let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_longer = name.len() < word.len();
    let is_money = matches!(name, "pound" | "euro" | "copy" | "nbsp");
    NAMES
        .iter()
        .find(|(known, _)| is_longer && is_money && *known == name)
}

/// Finds a sign whose name is written in the place of a sign: `&amp;nbsp;`.
fn escaped_twice(run: &ShownText<'_>, start: usize) -> Option<TextSlip> {
    let rest = run.source[start..].strip_prefix("&amp;")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    let name = &rest[..end];
    let is_number = name.strip_prefix('#').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_known = NAMES.iter().any(|(known, _)| *known == name)
        || matches!(
            name,
            "lt" | "gt" | "apos" | "agrave" | "aacute" | "ntilde" | "szlig"
        );
    let is_meant = !rest[end..].starts_with(';') || !(is_number || is_known);
    (!is_meant).then(|| {
        let at = start..start + "&amp;".len() + end + 1;
        let message = format!("readers see `&{name};`: its `&` is written as `&amp;`");
        TextSlip::mark(at, message, format!("&{name};"))
    })
}

/// Finds the number of a sign without its semicolon: `&#8217 `.
fn number(run: &ShownText<'_>, start: usize) -> Option<TextSlip> {
    let rest = run.source[start..].strip_prefix("&#")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let is_number = (2..6).contains(&end) && !rest[end..].starts_with(';');
    is_number.then(|| {
        let written = &run.source[start..start + 2 + end];
        let message = format!("a semicolon is missing, so readers see `{written}`");
        TextSlip::mark(start..start + 2 + end, message, format!("{written};"))
    })
}
