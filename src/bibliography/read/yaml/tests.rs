//! Publications written by hand, with the slips of hands.

use super::*;
use crate::bibliography::item::Name;
use crate::bibliography::read::{ItemFormat, read as read_any};

/// Reads a text.
fn reading(text: &str) -> BibliographyFile {
    read_any(
        &SourcePath::new("content/publications/a.yaml"),
        text,
        Some(ItemFormat::Yaml),
    )
}

const LIST: &str = "# Our own\n- id: ellis2014\n  type: article-journal\n  title: \"Introduction \
    of the scheme: a welcome development\"\n  author: [\"Ellis, C.\", \"Hodge, S.\"]\n  issued: \
    2014-03\n  container_title: Journal of Nursing\n  doi: https://doi.org/10.1111/jpm.12100\n\n- \
    id: htas2015\n  type: report\n  title: First national report\n  author:\n    - Royal College \
    of Psychiatrists\n    - family: van der Berg\n      given: Jan\n  issued: in press\n";

#[test]
fn entries_written_by_hand_have_the_fields_of_csl() {
    let reading = reading(LIST);
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    let [first, second] = &reading.items[..] else {
        panic!("two entries")
    };
    assert_eq!(
        (
            first.key.as_str(),
            first.text("DOI"),
            first.text("container-title")
        ),
        (
            "ellis2014",
            Some("10.1111/jpm.12100"),
            Some("Journal of Nursing")
        )
    );
    assert_eq!(
        first
            .people("author")
            .iter()
            .map(Name::inverted)
            .collect::<Vec<_>>(),
        ["Ellis, C.", "Hodge, S."]
    );
    assert_eq!(first.dates["issued"].to_string(), "2014-03");
    assert_eq!(&LIST[first.place.fields["issued"].clone()], "2014-03");
    assert_eq!(&LIST[first.place.span.range.clone()], "id: ellis2014");
    assert_eq!(
        second.people("author")[0],
        Name::body("Royal College of Psychiatrists")
    );
    assert_eq!(
        second.people("author")[1].particle.as_deref(),
        Some("van der")
    );
    assert_eq!(second.dates["issued"].to_string(), "in press");
}

#[test]
fn other_shapes_of_a_list_are_read_too() {
    let under = format!(
        "---\nreferences:\n  {}\n",
        LIST.replace('\n', "\n  ").trim_end()
    );
    assert_eq!(reading(&under).items.len(), 2);
    assert_eq!(reading(&format!("references:\n{LIST}")).items.len(), 2);
    let keys = "ellis2014:\n  type: book\n  title: One\n\nhodge2015:\n  type: book\n  title: Two\n";
    assert_eq!(
        reading(keys)
            .items
            .iter()
            .map(|item| item.key.as_str())
            .collect::<Vec<_>>(),
        ["ellis2014", "hodge2015"]
    );
    assert_eq!(
        reading("id: one\ntype: book\ntitle: Alone\n").items.len(),
        1
    );
}

#[test]
fn a_slip_costs_one_entry_and_has_its_line() {
    let text = LIST.replace("title: First national report", "title: Report: the first");
    let reading = reading(&text);
    assert_eq!(reading.items[0].key, "ellis2014");
    let fault = &reading.faults[0];
    assert_eq!(fault.severity, Severity::Warning);
    let line = fault
        .span
        .as_ref()
        .map(|span| text[..span.range.start].matches('\n').count() + 1);
    assert_eq!(line, Some(12));
}

#[test]
fn a_mistyped_field_is_named_with_the_one_that_was_meant() {
    let reading =
        reading("- id: a\n  type: book\n  tilte: One\n  title: Two\n  issued: 2015-02-30\n");
    let messages: Vec<&str> = reading
        .faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`tilte` is no field of a publication",
            "`2015-02-30` is not understood as a date"
        ]
    );
    assert!(reading.faults[0].help[0].contains("`title`"));
}

#[test]
fn places_are_those_of_the_file_on_disk() {
    let text = format!("\u{feff}{}", LIST.replace('\n', "\r\n"));
    let reading = reading(&text);
    assert_eq!(
        &text[reading.items[1].place.fields["issued"].clone()],
        "in press"
    );
    assert_eq!(
        &text[reading.items[1].place.span.range.clone()],
        "id: htas2015"
    );
}
