//! Lists of names in forms that BibTeX does not know: with semicolons, with `&`, or with commas
//! alone, as in Vancouver style (`Smith J, van der Berg P`).

use super::letters::{self, NameLetter, Separator};
use super::person;
use crate::bibliography::item::Name;
use crate::bibliography::read::bodies::looks_like_body;

/// The remark about names that are not separated by ` and `.
pub(super) const WRONG_SEPARATOR: &str =
    "the names are separated by `;`, `&` or another word; write ` and ` between them";
/// The remark about names that only commas separate.
pub(super) const BY_COMMAS: &str = "the names are separated by commas; write ` and ` between them";

/// Words that stand for further names.
const OTHERS: [&str; 6] = [
    "others",
    "et al.",
    "et al",
    "et. al.",
    "et.al.",
    "and others",
];

/// Returns what stands before the words for further names, `et al.` and the like, at the end of a
/// piece; `None` when there are no such words.
pub(super) fn before_others(piece: &[NameLetter]) -> Option<&[NameLetter]> {
    let mut before = before_last_others(piece)?;
    while let Some(further) = before_last_others(before) {
        before = further;
    }
    Some(before)
}

/// Returns what stands before the last words for further names.
fn before_last_others(piece: &[NameLetter]) -> Option<&[NameLetter]> {
    OTHERS.iter().find_map(|others| {
        let length = others.chars().count();
        let start = piece.len().checked_sub(length)?;
        let (before, end) = piece.split_at(start);
        let stands_alone = before
            .last()
            .is_none_or(|last| !last.sign.is_alphanumeric());
        let is_free = end.iter().all(|letter| !letter.is_held);
        let is_others = letters::words(end).eq_ignore_ascii_case(others);
        // A body may be called `The Others`.
        let mut last_signs = before.iter().rev().map(|letter| letter.sign);
        let is_meant = *others != "others"
            || last_signs
                .find(|sign| !sign.is_whitespace())
                .is_none_or(|sign| sign == ',');
        (stands_alone && is_free && is_others && is_meant).then(|| letters::trimmed(before))
    })
}

/// Divides names that something else than ` and ` separates. Returns `None` where it does not.
pub(super) fn pieces(piece: &[NameLetter]) -> Option<Vec<&[NameLetter]>> {
    let by_semicolon = letters::split(piece, Separator::Character(';'));
    if by_semicolon.len() > 1 {
        return Some(by_semicolon);
    }
    let has_comma = |part: &[NameLetter]| letters::split(part, Separator::Character(',')).len() > 1;
    for word in ["&", "und", "et"] {
        let parts = letters::split(piece, Separator::Word(word));
        let is_list = parts.iter().any(|part| has_comma(part));
        let is_pair = word != "&" && !looks_like_body(&letters::words(piece));
        if parts.len() > 1 && (is_list || is_pair) {
            return Some(parts);
        }
    }
    None
}

/// Reads parts between commas as people, where they can hardly be anything else: `Smith J`,
/// `J. Smith`, or family names and initials in turn.
pub(super) fn people(parts: &[&[NameLetter]]) -> Option<Vec<Name>> {
    if let Some(people) = parts.iter().map(|part| family_first(part)).collect() {
        return Some(people).filter(|people: &Vec<Name>| !people.is_empty());
    }
    let is_given_first = |part: &&[NameLetter]| {
        let words = letters::split_words(part);
        matches!(&words[..], [first, .., last]
            if is_initials(&letters::words(first)) && !is_initials(&letters::words(last)))
    };
    if parts.len() > 1 && parts.iter().all(is_given_first) {
        return Some(parts.iter().map(|part| super::given_first(part)).collect());
    }
    let pairs = parts.chunks_exact(2);
    let is_whole = parts.len() >= 4 && pairs.remainder().is_empty();
    let bodies = parts
        .iter()
        .any(|part| looks_like_body(&letters::words(part)));
    let (all, any) = (
        pairs
            .clone()
            .all(|pair| is_initials(&letters::words(pair[1]))),
        parts.iter().any(|part| super::is_last(part)),
    );
    let is_list = is_whole && (all || !(bodies || any));
    is_list.then(|| pairs.map(|pair| person(pair[0], pair[1], None)).collect())
}

/// Reads a name as medical journals write it: `van der Berg PJ`.
fn family_first(part: &[NameLetter]) -> Option<Name> {
    let words = letters::split_words(part);
    let (last, family) = words.split_last()?;
    let initials = letters::words(last);
    let letters_of_last = initials.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = family
        .iter()
        .any(|word| letters::words(word).chars().any(char::is_lowercase))
        && family
            .iter()
            .all(|word| !is_initials(&letters::words(word)));
    let has_capitals = initials
        .chars()
        .all(|c| c.is_uppercase() || c == '.' || c == '-');
    if !is_name || !has_capitals || !(1..=3).contains(&letters_of_last) {
        return None;
    }
    let end = part.len() - last.len();
    let whole = looks_like_body(&letters::words(part));
    let is_number = super::is_last(last);
    (!whole && !is_number).then(|| person(letters::trimmed(&part[..end]), last, None))
}

/// Reports whether a text consists of initials: `C`, `J. R.`, `JR`, `J.-P.`
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=4).contains(&letters) && text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}
