//! Tests of each check: what it finds, at which place, and what it leaves in peace.

use super::*;
use crate::base::{Code, SourcePath};
use crate::bibliography::read::{ItemFormat, read};

/// Returns the publications of a list in YAML.
fn items(yaml: &str) -> Vec<Item> {
    read(
        &SourcePath::new("content/publications/a.yaml"),
        yaml,
        Some(ItemFormat::Yaml),
    )
    .items
}

/// Returns the codes and messages of the findings about a list.
fn found(yaml: &str) -> Vec<(Code, String)> {
    check(&items(yaml))
        .into_iter()
        .map(|fault| (fault.code, fault.message))
        .collect()
}

/// Returns the codes of the findings about a list.
fn codes(yaml: &str) -> Vec<Code> {
    found(yaml).into_iter().map(|(code, _)| code).collect()
}

const WHOLE: &str = "- {id: a, type: article-journal, title: Introduction of the scheme, author: \
    [\"Ellis, C.\"], issued: 2014, container-title: J, DOI: 10.1111/jpm.12100, ISSN: \"1351-0126, \
    1365-2850\", PMID: 24020949, PMCID: PMC3985, URL: \"https://x.org\"}\n";

#[test]
fn a_whole_entry_is_left_in_peace() {
    assert_eq!(found(WHOLE), []);
}

#[test]
fn wrong_identifiers_are_named_each_at_its_place() {
    let yaml = "- {id: a, type: book, title: T, author: [{family: E, given: C, ORCID: \
        0000-0002-1825-0098}], issued: 2014, publisher: P, DOI: jpm.12100, ISSN: 1351-0127, ISBN: \
        \"978-3-16-148410-1 0-306-40615-2\", PMID: x, PMCID: y, URL: www.x.org}";
    let faults = check(&items(yaml));
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`jpm.12100` is no DOI",
            "`x` is no PubMed number",
            "`y` is no number of PubMed Central",
            "`1351-0127` is no ISSN",
            "`978-3-16-148410-1` is no ISBN",
            "`www.x.org` is no web address",
            "`0000-0002-1825-0098` is no ORCID iD of C E",
        ]
    );
    assert!(faults.iter().all(|fault| fault.code == Code::BadIdentifier));
    assert_eq!(
        faults[3]
            .span
            .as_ref()
            .map(|span| &yaml[span.range.clone()]),
        Some("1351-0127")
    );
    assert!(faults[3].help[0].contains("last figure"));
    assert!(faults[5].help[0].contains("https://www.x.org"));
}

/// Returns the messages about a list, in one line.
fn message(yaml: &str) -> String {
    let messages: Vec<String> = found(yaml)
        .into_iter()
        .map(|(_, message)| message)
        .collect();
    messages.join("; ")
}

/// Returns the codes of findings about a publication with this title.
fn codes_of_title(title: &str) -> Vec<Code> {
    codes(&WHOLE.replace("Introduction of the scheme", title))
}

#[test]
fn what_a_sort_of_publication_needs_is_asked_of_it() {
    assert_eq!(
        message("- {id: a, type: article-journal, title: T}"),
        "the journal article `a` lacks an author, a year and its journal"
    );
    assert_eq!(
        message("- {id: a, type: book, author: [\"E, C\"], issued: 2014, publisher: P}"),
        "the book `a` lacks a title"
    );
    assert_eq!(
        message("- {id: a, type: report, title: T, author: [NHS England], issued: 2014}"),
        ""
    );
    assert_eq!(
        message("- {id: a, type: webpage, title: T}"),
        "the web page `a` lacks its address"
    );
    assert_eq!(
        message("- {id: a, type: thesis, title: T, author: [\"E, C\"], issued: in press}"),
        "the thesis `a` lacks its university"
    );
}

#[test]
fn capitals_are_noticed_but_abbreviations_are_not() {
    assert_eq!(
        codes_of_title("INTRODUCTION OF THE SCHEME"),
        [Code::CapitalsTitle]
    );
    assert_eq!(codes_of_title("CRHT"), []);
    assert_eq!(codes_of_title("DSM-5 AND ICD-11 in use"), []);
}

#[test]
fn the_same_work_is_found_by_doi_or_by_title_year_and_author() {
    let again = WHOLE
        .replace("id: a", "id: b")
        .replace("10.1111/jpm.12100", "https://doi.org/10.1111/JPM.12100")
        .replace("Introduction of the scheme", "Another");
    assert_eq!(
        found(&format!("{WHOLE}{again}")),
        [(
            Code::DuplicatePublication,
            "`b` is the same publication as `a`: both have the same DOI".to_owned()
        )]
    );
    let words = WHOLE
        .replace("id: a", "id: b")
        .replace("DOI: 10.1111/jpm.12100, ", "")
        .replace(
            "Introduction of the scheme",
            "INTRODUCTION of “the” Scheme!",
        );
    assert_eq!(
        codes(&format!("{WHOLE}{words}")),
        [Code::DuplicatePublication]
    );
    let correction = WHOLE
        .replace("id: a", "id: b")
        .replace("10.1111/jpm.12100", "10.1111/jpm.99999")
        .replace("24020949", "24020950");
    assert_eq!(codes(&format!("{WHOLE}{correction}")), []);
}

#[test]
fn keys_that_look_alike_get_addresses_of_their_own_and_typed_ones_come_first() {
    let mut items = items(
        "- {id: Müller-2014, type: book, title: A}\n- {id: muller_2014, type: book, title: B}\n- \
         {id: x, type: book, title: C}\n- {id: x, type: book, title: D}\n",
    );
    items[0].place.key_made_up = true;
    let faults = distinct_keys(&mut items);
    assert_eq!(
        items
            .iter()
            .map(|item| item.key.as_str())
            .collect::<Vec<_>>(),
        ["Müller-2014b", "muller_2014", "x", "xb"]
    );
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].message.contains("the key `x` stands twice"),
        "{}",
        faults[0].message
    );
    assert_eq!(faults[0].labels.len(), 1);
}
