//! Finds identifiers in the wrong form, or with a wrong last figure.

use crate::base::{Code, Fault, Faults, Span};
use crate::bibliography::identifier;
use crate::bibliography::item::Item;

/// Reports the wrong identifiers of a publication, each at the place of its field.
pub(super) fn check(item: &Item, findings: &mut Faults) {
    database_numbers(item, findings);
    serial_numbers(item, findings);
    address(item, findings);
    people(item, findings);
}

/// A function that brings an identifier into its usual form.
type Check = fn(&str) -> Option<String>;

/// Checks DOI and the numbers of PubMed.
fn database_numbers(item: &Item, findings: &mut Faults) {
    const NUMBERS: [(&str, Check, &str, &str); 3] = [
        (
            "DOI",
            identifier::doi,
            "DOI",
            "a DOI looks like `10.1111/jpm.12100`; copy it from the page of the article",
        ),
        (
            "PMID",
            identifier::pmid,
            "PubMed number",
            "it has up to eight figures, such as `24020949`",
        ),
        (
            "PMCID",
            identifier::pmcid,
            "number of PubMed Central",
            "it looks like `PMC3985`",
        ),
    ];
    for (field, check, name, help) in NUMBERS {
        let words = item.text(field).filter(|words| check(words).is_none());
        if let Some(words) = words {
            let message = format!("`{}` is no {name}", short(words));
            findings.push(fault(item.span_of(field), message, help));
        }
    }
    let doi = item.text("DOI").unwrap_or_default();
    if let Some(found) = identifier::doi(doi)
        && found != doi
    {
        let message = format!("`{}` is more than a DOI", short(doi));
        let help = "write one DOI without blanks, such as `10.1111/jpm.12100`";
        findings.push(fault(item.span_of("DOI"), message, help));
    }
}

/// Checks ISSN and ISBN, of which a field may hold several.
fn serial_numbers(item: &Item, findings: &mut Faults) {
    const NUMBERS: [(&str, &[usize], &str, Check); 2] = [
        ("ISSN", &[8], "8", identifier::issn),
        ("ISBN", &[10, 13], "10 or 13", identifier::isbn),
    ];
    for (field, lengths, lengths_in_words, check) in NUMBERS {
        for number in numbers(item.text(field).unwrap_or_default()) {
            if check(number).is_some() {
                continue;
            }
            let figures = number.chars().filter(char::is_ascii_alphanumeric).count();
            let help = if lengths.contains(&figures) {
                concat!(
                    "its last figure does not fit the others, so one of them is mistyped; ",
                    "copy it again"
                )
                .to_owned()
            } else {
                format!("it has {lengths_in_words} figures, and here are {figures}")
            };
            let message = format!("`{}` is no {field}", short(number));
            findings.push(fault(item.span_of(field), message, help));
        }
    }
}

/// Checks the address.
fn address(item: &Item, findings: &mut Faults) {
    let url = item.text("URL");
    if let Some(url) = url.filter(|url| !identifier::is_web_address(url)) {
        let help = if url.starts_with("www.") {
            format!("write `https://{}`", short(url))
        } else {
            "an address starts with `https://` and holds no blanks".to_owned()
        };
        let message = format!("`{}` is no web address", short(url));
        findings.push(fault(item.span_of("URL"), message, help));
    }
}

/// Checks the ORCID iDs of people.
fn people(item: &Item, findings: &mut Faults) {
    const HELP: &str = concat!(
        "it has 16 figures, such as `0000-0002-1825-0097`, and the last one fits the others; ",
        "copy it from orcid.org"
    );
    for (field, people) in &item.names {
        for (name, orcid) in people.iter().filter_map(|name| Some((name, name.orcid()?))) {
            if identifier::orcid(orcid).is_none() {
                let message = format!("`{}` is no ORCID iD of {}", short(orcid), name.full());
                findings.push(fault(item.span_of(field), message, HELP));
            }
        }
    }
}

/// Returns the fault of a wrong identifier.
fn fault(span: Span, message: String, help: impl Into<String>) -> Fault {
    Fault::warning(Code::BadIdentifier, message)
        .at(span)
        .help(help)
}

/// Divides a field that holds several numbers, as Zotero writes them:
/// `0-306-40615-2 978-0-306-40615-7`, `1351-0126, 1365-2850`. Remarks in brackets are left out.
fn numbers(words: &str) -> Vec<&str> {
    let mut numbers = Vec::new();
    for part in words.split([',', ';', '\n']) {
        let part = part.split('(').next().unwrap_or_default().trim();
        // A space separates two numbers only if each is long enough to be one; `0 306 40615 2` is
        // a single number.
        let are_numbers = part
            .split(' ')
            .filter(|word| !word.is_empty())
            .all(|word| word.chars().filter(char::is_ascii_alphanumeric).count() >= 8);
        if are_numbers {
            numbers.extend(part.split(' '));
        } else {
            numbers.push(part);
        }
    }
    numbers.retain(|number| !number.is_empty());
    numbers
}

/// Returns the start of words that may be too long for a message.
fn short(words: &str) -> String {
    words.chars().take(60).collect()
}
