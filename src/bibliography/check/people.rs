//! Finds names that hold what is no name: titles, degrees, figures, the word "and".

use crate::base::{Code, Fault, Faults};
use crate::bibliography::item::{Item, Name};

/// Titles before a name.
const TITLES: [&str; 16] = [
    "Prof",
    "Professor",
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Mx",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Rev",
    "Herr",
    "Frau",
    "Mme",
    "Mlle",
];

/// Degrees and honours behind a name.
const DEGREES: [&str; 16] = [
    "PhD", "Ph.D", "MD", "M.D", "DPhil", "MSc", "BSc", "MBBS", "FRCP", "FRCPsych", "MRCPsych",
    "MBE", "OBE", "CBE", "RN", "MPH",
];

/// Reports such names, the first of each field.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    for (field, people) in &item.names {
        let names = people.iter().filter(|name| name.literal.is_none());
        let mut found = names.filter_map(|name| Some((name, what_is_no_name(name)?)));
        let is_nobody = people.len() == 1 && people[0].is_others();
        let (message, help) = if let Some((name, what)) = found.next() {
            let shown = name.inverted();
            let message = format!("`{what}` in `{shown}` is printed as a part of the name");
            (message, "write the name alone, as in `Ellis, Clare`")
        } else if is_nobody {
            let message = format!("`{field}` names nobody but others");
            (message, "write the first name, and `others` behind it")
        } else {
            continue;
        };
        let fault = Fault::warning(Code::UnclearField, message).at(item.span_of(field));
        findings.push(fault.help(help));
    }
}

/// Returns a part of a name that is none.
fn what_is_no_name(name: &Name) -> Option<&str> {
    let family = name.family.as_deref().unwrap_or_default();
    let given = name.given.as_deref().unwrap_or_default();
    let figures = [family, given].into_iter().flat_map(str::split_whitespace);
    let mut figures = figures.filter(|word| word.matches(char::is_numeric).count() > 2);
    if let Some(word) = figures.next() {
        return Some(word);
    }
    let particle = name.any_particle();
    if let Some(and) = particle.filter(|word| *word == "and" || word.starts_with("and ")) {
        return Some(and.split(' ').next().unwrap_or(and));
    }
    let title = given
        .split([' ', '.'])
        .next()
        .filter(|word| TITLES.contains(word));
    let is_followed = given.split_whitespace().nth(1).is_some();
    if title.is_some() && (is_followed || given.ends_with('.') && !family.is_empty()) {
        return title;
    }
    let last = [family, given].into_iter().find_map(|part| {
        let last = part.split([' ', ',']).next_back()?.trim_end_matches('.');
        DEGREES.contains(&last).then_some(last)
    });
    last.filter(|degree| degree.len() > 2 || given.contains(' '))
}
