//! Finds initials that may stand for either of two people, and ORCID iDs that two people have.

use crate::base::{Code, Fault, Faults, Span};
use crate::bibliography::authors::AuthorRegistry;
use crate::bibliography::item::{Item, Name};
use std::collections::BTreeSet;

/// Reports the names in initials that may be either of two people, each once.
pub(super) fn check(items: &[Item], findings: &mut Faults) {
    let authors = AuthorRegistry::of(items);
    let mut told = BTreeSet::new();
    for item in items {
        for (field, people) in &item.names {
            if people != item.makers() {
                continue;
            }
            for name in people {
                shared_orcid(&authors, name, &mut told, || item.span_of(field), findings);
                let possible = authors.possible(name);
                let [one, other] = &possible[..] else {
                    continue;
                };
                let shown = name.inverted();
                if !told.insert(shown.clone()) {
                    continue;
                }
                let family = name.family_name();
                let [one, other] = [one, other].map(|given| capitals(given));
                let message = format!(
                    "`{shown}` may be `{family}, {one}` or `{family}, {other}`, so this work is \
                     listed on the page of neither"
                );
                let fault = Fault::warning(Code::UnclearPerson, message).at(item.span_of(field));
                findings.push(fault.help("write the given name in full, or add an ORCID iD"));
            }
        }
    }
}

/// Reports an ORCID iD that occurs with different family names.
fn shared_orcid(
    authors: &AuthorRegistry,
    name: &Name,
    told: &mut BTreeSet<String>,
    span: impl Fn() -> Span,
    findings: &mut Faults,
) {
    let Some((orcid, _)) = authors.other_holder(name) else {
        return;
    };
    if told.insert(orcid.clone()) {
        let shown = name.inverted();
        let message = format!(
            "the ORCID iD {orcid} of `{shown}` stands beside another family name, too, so it \
             joins nobody"
        );
        let fault = Fault::warning(Code::UnclearPerson, message).at(span());
        findings.push(fault.help("look the number up on orcid.org; it is one person's"));
    }
}

/// Writes given names as people do: `Jane A.`.
fn capitals(given: &[String]) -> String {
    let words = given.iter().map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let stop = if word.chars().count() == 1 { "." } else { "" };
        first.chain(letters).chain(stop.chars()).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}
