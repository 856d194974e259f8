//! Identifiers in the wrong form, or with a wrong last figure.

use crate::base::{Code, Fault, Faults, Span};
use crate::bibliography::identifier;
use crate::bibliography::item::Item;

pub(super) fn check(item: &Item, findings: &mut Faults) {
    let mut say = |field: &str, message: String, help: String| {
        findings.push(fault(item.span_of(field), message, help));
    };
    if let Some(words) = item
        .text("DOI")
        .filter(|words| identifier::doi(words).is_none())
    {
        say(
            "DOI",
            format!("`{}` is no DOI", short(words)),
            "a DOI looks like `10.1111/jpm.12100`; copy it from the page of the article".to_owned(),
        );
    }
    if let Some(words) = item
        .text("PMID")
        .filter(|words| identifier::pmid(words).is_none())
    {
        say(
            "PMID",
            format!("`{}` is no PubMed number", short(words)),
            "it has up to eight figures, such as `24020949`".to_owned(),
        );
    }
    if let Some(words) = item
        .text("PMCID")
        .filter(|words| identifier::pmcid(words).is_none())
    {
        say(
            "PMCID",
            format!("`{}` is no number of PubMed Central", short(words)),
            "it looks like `PMC3985`".to_owned(),
        );
    }
    for (field, name, length, check) in [
        ("ISSN", "ISSN", &[8][..], identifier::issn as Check),
        ("ISBN", "ISBN", &[10, 13], identifier::isbn),
    ] {
        for number in numbers(item.text(field).unwrap_or_default()) {
            if check(number).is_none() {
                let figures = number.chars().filter(char::is_ascii_alphanumeric).count();
                let help = if length.contains(&figures) {
                    "its last figure does not fit the others, so one of them is mistyped; copy it \
                     again"
                        .to_owned()
                } else {
                    format!(
                        "it has {} figures, and here are {figures}",
                        if field == "ISSN" { "8" } else { "10 or 13" }
                    )
                };
                say(field, format!("`{}` is no {name}", short(number)), help);
            }
        }
    }
    if let Some(url) = item
        .text("URL")
        .filter(|url| !identifier::is_web_address(url))
    {
        let help = if url.starts_with("www.") {
            format!("write `https://{}`", short(url))
        } else {
            "an address starts with `https://` and holds no blanks".to_owned()
        };
        say("URL", format!("`{}` is no web address", short(url)), help);
    }
    for (field, people) in &item.names {
        for (name, orcid) in people.iter().filter_map(|name| Some((name, name.orcid()?))) {
            if identifier::orcid(orcid).is_none() {
                let help =
                    "it has 16 figures, such as `0000-0002-1825-0097`, and the last one fits the \
                     others; copy it from orcid.org"
                        .to_owned();
                findings.push(fault(
                    item.span_of(field),
                    format!("`{}` is no ORCID iD of {}", short(orcid), name.full()),
                    help,
                ));
            }
        }
    }
}

type Check = fn(&str) -> Option<String>;

fn fault(span: Span, message: String, help: String) -> Fault {
    Fault::warning(Code::BadIdentifier, message)
        .at(span)
        .help(help)
}

/// Several numbers in one field, as Zotero writes them: `0-306-40615-2 978-0-306-40615-7`,
/// `1351-0126, 1365-2850`.
fn numbers(words: &str) -> impl Iterator<Item = &str> {
    let without_remarks = |part: &str| part.split('(').next().unwrap_or_default().trim().len();
    let separated = words.split([',', ';', '\n']);
    separated
        .flat_map(move |part| {
            let part = &part.trim()[..without_remarks(part.trim())];
            // A blank parts two numbers only if each is long enough to be one; `0 306 40615 2` is
            // one.
            let whole = part
                .split(' ')
                .filter(|word| !word.is_empty())
                .all(|word| word.chars().filter(char::is_ascii_alphanumeric).count() >= 8);
            if whole {
                part.split(' ').collect::<Vec<_>>()
            } else {
                vec![part]
            }
        })
        .filter(|number| !number.is_empty())
}

fn short(words: &str) -> String {
    words.chars().take(60).collect()
}
