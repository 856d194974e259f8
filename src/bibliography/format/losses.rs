//! Finds authors that a style loses.
//!
//! This module takes the references of an answer and gives the publications whose first author is
//! not in their reference, and findings that name a style which keeps them. A reference without its
//! author misleads readers, and nobody notices it in a list of five hundred.

use super::formatted::Formatted;
use super::request::Request;
use super::style::{Style, StyleEngine};
use super::{pieces, run};
use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, Name};
use hayagriva::archive::ArchivedStyle;
use unicode_normalization::UnicodeNormalization;

/// Styles that keep authors, in the order in which they are tried: those for medicine first, with
/// numbers and with author and date.
const KEEPING: [&str; 8] = [
    "vancouver",
    "elsevier-vancouver",
    "american-medical-association",
    "british-medical-journal",
    "harvard-cite-them-right",
    "apa",
    "elsevier-harvard",
    "chicago-author-date",
];

/// Returns the indices of publications whose authors are not found in their reference.
pub(super) fn lost(
    request: &Request<'_>,
    prepared: &StyleEngine,
    formatted: &Formatted,
) -> Vec<usize> {
    // Some styles write `———` for the author of the reference above.
    let substitute = prepared
        .style
        .bibliography
        .as_ref()
        .and_then(|bibliography| bibliography.subsequent_author_substitute.as_deref());
    let mut lost = Vec::new();
    for reference in &formatted.references {
        let Some(item) = request.items.get(reference.item) else {
            continue;
        };
        let shown = reference.body.text.as_str();
        let replaced = substitute.is_some_and(|substitute| {
            substitute.trim().is_empty() || shown.starts_with(substitute.trim())
        });
        if !replaced && !keeps_authors(item, shown) {
            lost.push(reference.item);
        }
    }
    lost
}

/// Reports whether a reference names the first author. Styles may shorten the others to "et al.".
fn keeps_authors(item: &Item, shown: &str) -> bool {
    let Some(first) = item
        .people("author")
        .first()
        .filter(|name| !name.is_others())
    else {
        return true;
    };
    let shown = bare(shown);
    let wanted = first
        .family
        .as_deref()
        .map_or_else(|| bare(&Name::family_name(first)), bare);
    wanted.is_empty() || shown.contains(&wanted)
}

/// Returns the letters and figures of a text, in small letters and without accents. It goes by way
/// of capitals, because some styles write names in capitals, and the capitals of `ß` and `ı` lead
/// back to other letters.
pub(super) fn bare(text: &str) -> String {
    text.nfkd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Reports what is wrong with an answer.
pub(super) fn findings(request: &Request<'_>, style: &Style, formatted: &Formatted) -> Faults {
    let mut findings = Faults::new();
    let lost = formatted.lost_authors.first();
    if let Some(first) = lost.and_then(|index| request.items.get(*index)) {
        let count = formatted.lost_authors.len();
        let others = if count > 1 {
            format!(", and those of {} more publications", count - 1)
        } else {
            String::new()
        };
        let message = format!(
            "the style `{}` leaves out the authors of `{}`{others}",
            style.name(),
            first.key
        );
        let help = match keeping(first, style) {
            Some(name) => format!(
                "`style: {name}` keeps them; or save another `.csl` file from zotero.org/styles in \
                 the site"
            ),
            None => "save another `.csl` file from zotero.org/styles in the site".to_owned(),
        };
        findings.push(
            Fault::warning(Code::LostAuthors, message)
                .at(first.span_of("author"))
                .help(help),
        );
    }
    let failed = formatted.failed.iter();
    for item in failed.filter_map(|index| request.items.get(*index)) {
        let message = format!(
            "the style `{}` cannot write the reference of `{}`, which is shown in a plain form",
            style.name(),
            item.key
        );
        findings.push(
            Fault::warning(Code::CitationStyle, message)
                .at(item.place.span.clone())
                .help("choose another style"),
        );
    }
    findings
}

/// Finds a style that keeps the authors of a publication. Styles whose names have a word in common
/// with that of the present style are tried first.
fn keeping(item: &Item, style: &Style) -> Option<String> {
    let words: Vec<&str> = style
        .name()
        .trim_end_matches(".csl")
        .split('-')
        .filter(|word| word.len() > 3)
        .collect();
    let alike = Style::names().filter(|name| {
        ArchivedStyle::by_name(name).is_some_and(|archived| archived.names()[0] == *name)
    });
    let alike = alike.filter(|name| words.iter().any(|word| name.contains(word)));
    let candidates = alike.chain(KEEPING).filter(|name| *name != style.name());
    candidates
        .take(12)
        .find(|name| {
            Style::named(name, style.locale())
                .is_some_and(|other| style_keeps_authors(&other, item))
        })
        .map(str::to_owned)
}

/// Reports whether the reference of a publication in a style names the first author.
fn style_keeps_authors(style: &Style, item: &Item) -> bool {
    let Some(trees) = run::run(&Request::of_one(item), style) else {
        return false;
    };
    trees
        .references
        .iter()
        .all(|reference| keeps_authors(item, &pieces::plain(&pieces::pieces(&reference.body))))
}
