//! Finds words that say that there is nothing, such as `n/a`, in the place of a page or a name, and
//! several people in the place of one.

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, Name};

/// What programs and people write where they know nothing.
const NOTHING: [&str; 12] = [
    "n/a",
    "n.a.",
    "none",
    "null",
    "undefined",
    "nan",
    "unknown",
    "not available",
    "tbc",
    "tbd",
    "?",
    "???",
];

/// The fields in which such words are nothing else.
const FIELDS: [&str; 9] = [
    "page",
    "volume",
    "issue",
    "number",
    "edition",
    "title",
    "container-title",
    "publisher",
    "publisher-place",
];

/// Words of bodies, which have an `and` in their names.
const OF_BODIES: [&str; 16] = [
    "and",
    "association",
    "board",
    "centre",
    "center",
    "college",
    "commission",
    "council",
    "department",
    "group",
    "institute",
    "ministry",
    "office",
    "society",
    "trust",
    "university",
];

/// Reports such words and people, the first of each field.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    for field in FIELDS {
        if let Some(words) = item.text(field).filter(|words| is_nothing(words)) {
            let message = format!("`{words}` in `{field}` is printed as it is");
            let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
            findings.push(fault.help("leave the field out if there is nothing to say"));
        }
    }
    for (field, people) in &item.names {
        let found = people.iter().find_map(|name| {
            let whole = whole_name(name)?;
            Some((whole, what_it_is(whole)?))
        });
        if let Some((name, (what, help))) = found {
            let message = format!("`{name}` in `{field}` {what}");
            let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
            findings.push(fault.help(help));
        }
    }
}

fn is_nothing(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    NOTHING.contains(&lower.as_str())
}

/// Returns a name that has one part only.
fn whole_name(name: &Name) -> Option<&str> {
    let given = name.given.as_deref().unwrap_or_default();
    let family = name.family.as_deref().filter(|_| given.is_empty());
    name.literal.as_deref().or(family)
}

/// Says what a name of one part is, if it is none, and what to do.
fn what_it_is(name: &str) -> Option<(&'static str, &'static str)> {
    if is_nothing(name) {
        let help = "leave the field out if nobody knows";
        return Some(("is printed as a name", help));
    }
    let is_several = several_with_initials(name) || several_with_and(name);
    is_several.then_some((
        "is printed as one name",
        "give each person a name of their own: a line of RIS, an entry of `author` in CSL-JSON, or \
         ` and ` between them in BibTeX",
    ))
}

/// Tells whether a text is `Sample A, Person BC`.
fn several_with_initials(name: &str) -> bool {
    let is_initials = |word: &str| {
        let letters = word.trim_end_matches('.');
        (1..4).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let is_person = |part: &str| {
        let mut words = part.split_whitespace().rev();
        let last = words.next().is_some_and(is_initials);
        let family = words.next();
        last && family.is_some_and(|word| word.len() > 1 && word.starts_with(char::is_uppercase))
    };
    name.contains(", ") && name.split(", ").all(is_person)
}

/// Tells whether a text is `Anna Sample and Ben Person`.
fn several_with_and(name: &str) -> bool {
    let is_person = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let is_of_body = |word: &&str| OF_BODIES.contains(&word.to_lowercase().as_str());
        (2..4).contains(&words.len())
            && words
                .iter()
                .all(|word| word.starts_with(char::is_uppercase))
            && !words.iter().any(is_of_body)
    };
    let parts = [" and ", " & "]
        .into_iter()
        .find_map(|and| name.split_once(and));
    parts.is_some_and(|(first, second)| is_person(first) && is_person(second))
}
