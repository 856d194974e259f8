//! Finds references that cannot be right whatever their record says: empty ones, words such as
//! "In:" before nothing, and a body that stands twice side by side.

use super::formatted::Formatted;
use super::losses::bare;
use super::request::Request;
use super::style::Style;
use crate::base::{Code, Fault, Faults};

/// The most findings of one list.
const MOST: usize = 5;

/// Words of styles that something has to follow.
const OPENING: [&str; 11] = [
    "in:",
    "vol.",
    "no.",
    "pp.",
    "doi:",
    "available at:",
    "available from:",
    "retrieved from",
    "edited by",
    "translated by",
    "https://doi.org/",
];

/// Reports such references.
pub(super) fn report(
    request: &Request<'_>,
    style: &Style,
    formatted: &Formatted,
    findings: &mut Faults,
) {
    let mut count = 0;
    for reference in &formatted.references {
        let Some(item) = request.items.get(reference.item) else {
            continue;
        };
        let Some(flaw) = flaw(&reference.body.text) else {
            continue;
        };
        count += 1;
        if count > MOST {
            return;
        }
        let message = format!(
            "the style `{}` writes the reference of `{}` with {flaw}",
            style.name(),
            item.key
        );
        let fault = Fault::warning(Code::CitationStyle, message).at(item.place.span.clone());
        findings.push(fault.help("look at the record; or choose another style"));
    }
}

/// Says what cannot be right in a reference.
fn flaw(text: &str) -> Option<String> {
    if !text.contains(char::is_alphanumeric) {
        return Some("nothing in it".to_owned());
    }
    if let Some(word) = opening_nothing(text) {
        return Some(format!("`{word}` before nothing"));
    }
    let mut parts = text.split_inclusive(['.', ':', ';']).map(str::trim);
    let mut before = String::new();
    parts.find_map(|part| {
        let words = bare(part);
        let is_long = part.starts_with(char::is_alphanumeric) && part.contains(' ');
        let is_doubled = is_long && words.chars().count() > 7 && words == before;
        before = words;
        is_doubled.then(|| format!("`{}` twice", part.trim_end_matches(['.', ':', ';'])))
    })
}

/// Returns a word of a style that nothing follows.
fn opening_nothing(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    OPENING.iter().find_map(|word| {
        lower.match_indices(word).find_map(|(at, _)| {
            let before = lower[..at].trim_end();
            let is_word = !lower[..at].ends_with(char::is_alphanumeric)
                && !before.ends_with(|c: char| c.is_numeric());
            let behind = lower[at + word.len()..].trim_start();
            let is_nothing = behind.is_empty() || behind.starts_with(['.', ',', ';', ')', ']']);
            // A title may end so: "Just say no."
            let is_title = *word == "no." && behind.is_empty();
            (is_word && is_nothing && !is_title).then(|| &text[at..at + word.len()])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::flaw;

    #[test]
    fn what_cannot_be_right_is_found() {
        for text in [
            "",
            ".",
            "Ellis C. Gardens. In: . York: Press; 2014.",
            "Ellis C. Gardens. Health, vol., 2014",
            "Ellis C. Gardens. Available at: .",
            "Royal College of Gardens. Royal College of Gardens. 2014.",
        ] {
            assert!(flaw(text).is_some(), "{text}");
        }
        for text in [
            "Ellis C. Gardens. In: Hodge A, ed. Plants. York: Press; 2014. p. 4–5.",
            "Ellis C. Just say no. Health. 2014;5:6.",
            "Ellis C. A book. 45 pp.",
            "Royal College. Report. London: Royal College; 2014.",
            "Berlin. Berlin: Verlag, 2014.",
        ] {
            assert_eq!(flaw(text), None, "{text}");
        }
    }
}
