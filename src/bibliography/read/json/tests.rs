//! CSL-JSON as Zotero and Crossref write it, whole and broken.

use super::*;
use crate::bibliography::item::Name;
use crate::bibliography::read::{ItemFormat, read as read_any};

/// Reads a text.
fn reading(text: &str) -> BibliographyFile {
    read_any(
        &SourcePath::new("content/publications/a.json"),
        text,
        Some(ItemFormat::CslJson),
    )
}

/// An entry as Zotero and Crossref write it.
const ZOTERO: &str = r#"[
  {"id":"http://zotero.org/users/1/items/ABCD","type":"article-journal","citation-key":"ellis2014",
   "title":"Introduction of <i>the scheme</i> &amp; more",
   "author":[{"family":"Ellis","given":"C.","ORCID":"http://orcid.org/0000-0002-1825-0097"},
             {"family":"van Gogh","given":"V."},{"literal":"NHS England"}],
   "issued":{"date-parts":[["2014",3,5]]},"accessed":{"date-parts":[[2015]],"season":"1"},
   "volume":21,"journalAbbreviation":"JPMHN",
   "note":"PMID: 24020949\nPMCID: PMC1234567\nRead it twice","custom":{"shelf":[1,2]},
   "container-title":["Journal", "J"]}
]"#;

#[test]
fn what_zotero_and_crossref_write_is_read_whole() {
    let reading = reading(ZOTERO);
    let item = &reading.items[0];
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    assert_eq!(item.key, "ellis2014");
    assert_eq!(
        item.text("title"),
        Some("Introduction of <i>the scheme</i> & more")
    );
    assert_eq!(
        item.people("author")
            .iter()
            .map(Name::inverted)
            .collect::<Vec<_>>(),
        ["Ellis, C.", "van Gogh, V.", "NHS England"]
    );
    assert_eq!(
        (
            item.text("volume"),
            item.text("container-title-short"),
            item.text("container-title")
        ),
        (Some("21"), Some("JPMHN"), Some("Journal"))
    );
    assert_eq!(
        (item.text("PMID"), item.text("PMCID"), item.text("note")),
        (Some("24020949"), Some("PMC1234567"), Some("Read it twice"))
    );
    assert_eq!(item.other["custom"], serde_json::json!({"shelf": [1, 2]}));
    assert_eq!(item.dates["issued"].to_string(), "2014-03-05");
    assert_eq!(&ZOTERO[item.place.fields["volume"].clone()], "21");
}

#[test]
fn a_broken_entry_is_named_with_its_line_and_the_rest_is_read() {
    let text = "[\n  {\"id\": \"a\", \"title\": \"One\"},\n  {\"id\": \"b\", \"title\": \
        \"Two\",},\n  {\"id\": \"c\" \"title\": \"Three\"},\n  {\"id\": \"d\", \"title\": \
        \"Four\"}\n]";
    let reading = reading(text);
    assert_eq!(
        reading
            .items
            .iter()
            .map(|item| item.key.as_str())
            .collect::<Vec<_>>(),
        ["a", "d"]
    );
    let lines: Vec<usize> = reading
        .faults
        .iter()
        .filter_map(|fault| fault.span.as_ref())
        .map(|span| text[..span.range.start].matches('\n').count() + 1)
        .collect();
    assert_eq!(lines, [3, 4]);
    assert!(
        reading.faults[0].message.contains("comma too many"),
        "{}",
        reading.faults[0].message
    );
}

#[test]
fn values_of_the_wrong_sort_are_said_and_kept() {
    let reading = reading(
        r#"[{"id": 7, "type": "artikel-journal", "title": {"x": 1}, "author": [{}], "DOI": null,
             "issued": {"date-parts": [["soon"]]}}]"#,
    );
    assert_eq!(reading.items[0].key, "7");
    assert_eq!(reading.faults.len(), 4, "{:?}", reading.faults);
    assert!(
        reading
            .faults
            .iter()
            .any(|fault| fault.help[0].contains("did you mean `article-journal`"))
    );
}

#[test]
fn what_crossref_answers_is_read_as_it_comes() {
    let work = r#"{"type":"journal-article","DOI":"10.1111/jpm.12100","title":["Introduction"],
        "container-title":["Journal"],"short-container-title":["J"],
        "author":[{"given":"C.","family":"Ellis","sequence":"first"},
                  {"name":"NHS England","sequence":"additional"}],
        "issued":{"date-parts":[[2014,3]]},"reference":[{"key":"x"}]}"#;
    for text in [
        format!(r#"{{"status":"ok","message":{work}}}"#),
        format!(r#"{{"message":{{"total":1,"items":[{work}]}}}}"#),
        work.to_owned(),
    ] {
        let reading = reading(&text);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let item = &reading.items[0];
        assert_eq!(
            (
                item.key.as_str(),
                item.kind.name(),
                item.text("container-title-short")
            ),
            ("ellis2014", "article-journal", Some("J"))
        );
        assert_eq!(
            item.people("author")
                .iter()
                .map(Name::full)
                .collect::<Vec<_>>(),
            ["C. Ellis", "NHS England"]
        );
    }
}

#[test]
fn abstracts_of_crossref_lose_their_tags_and_keep_their_paragraphs() {
    let text = concat!(
        r#"{"id":"a","type":"book","title":"T","abstract":"<jats:title>Aims</jats:title>"#,
        "<jats:p>One <jats:italic>two</jats:italic>.</jats:p> ",
        r#"<jats:p>Three &lt; four.</jats:p>"}"#
    );
    assert_eq!(
        reading(text).items[0].text("abstract"),
        Some("Aims\n\nOne <i>two</i>.\n\nThree < four.")
    );
}
