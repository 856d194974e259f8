//! Records of PubMed.

use super::*;
use crate::bibliography::read::{ItemFormat, read as read_any};

/// A record as PubMed writes it, with invented words.
const RECORD: &str = "
PMID- 24020949
OWN - NLM
STAT- MEDLINE
IS  - 1365-2850 (Electronic)
IS  - 1351-0126 (Linking)
VI  - 21
IP  - 3
DP  - 2014 Mar-Apr
TI  - Introduction of the scheme: a welcome
      development.
PG  - 234-40
LID - 10.1111/jpm.12100 [doi]
AB  - BACKGROUND: one. METHODS: two &amp; three.
      CI - narrow.
CI  - (c) 2013 Someone.
FAU - Ellis, Clare
AU  - Ellis C
AUID- ORCID: 0000-0002-1825-0097
AD  - College Centre for Quality.
FAU - van der Berg, Jan Jr
AU  - van der Berg J Jr
CN  - HTAS Group
LA  - eng
PT  - Journal Article
PL  - England
TA  - J Psychiatr Ment Health Nurs
JT  - Journal of psychiatric and mental health nursing
OT  - *crisis
OT  - home treatment
PMC - PMC1234567
SO  - J Psychiatr Ment Health Nurs. 2014 Mar;21(3):234-40.

PMID- 1
TI  - [Translated title].
AU  - Mueller K
DP  - 1999 Spring
PT  - Journal Article
";

/// Returns the publications of a text.
fn items(text: &str) -> Vec<Item> {
    read_any(
        &SourcePath::new("content/publications/a.nbib"),
        text,
        Some(ItemFormat::Nbib),
    )
    .items
}

#[test]
fn a_record_of_pubmed_is_read_whole() {
    let items = items(RECORD);
    let item = &items[0];
    assert_eq!(
        item.text("title"),
        Some("Introduction of the scheme: a welcome development")
    );
    assert_eq!(
        item.people("author")
            .iter()
            .map(Name::full)
            .collect::<Vec<_>>(),
        ["Clare Ellis", "Jan van der Berg Jr", "HTAS Group"]
    );
    assert_eq!(
        item.people("author")[0].orcid(),
        Some("0000-0002-1825-0097")
    );
    assert_eq!(item.dates["issued"].to_string(), "2014-03/2014-04");
    let wanted = [
        ("page", "234-240"),
        ("DOI", "10.1111/jpm.12100"),
        ("PMID", "24020949"),
        ("PMCID", "PMC1234567"),
        ("ISSN", "1351-0126"),
        (
            "container-title",
            "Journal of psychiatric and mental health nursing",
        ),
        ("container-title-short", "J Psychiatr Ment Health Nurs"),
        (
            "abstract",
            "BACKGROUND: one. METHODS: two & three. CI - narrow.",
        ),
        ("keyword", "crisis, home treatment"),
        ("language", "en"),
    ];
    for (field, words) in wanted {
        assert_eq!(item.text(field), Some(words), "{field}");
    }
    assert_eq!(item.text("publisher-place"), None);
    assert_eq!(&RECORD[item.place.fields["PMCID"].clone()], "PMC1234567");
}

#[test]
fn an_older_record_has_short_names_and_a_season() {
    let items = items(RECORD);
    let item = &items[1];
    assert_eq!(
        (item.text("title"), item.key.as_str()),
        (Some("Translated title"), "mueller1999")
    );
    assert_eq!(item.dates["issued"].to_string(), "1999-21");
}

#[test]
fn pubmed_is_known_by_its_text_whatever_the_file_is_called() {
    assert_eq!(ItemFormat::of_text(RECORD), Some(ItemFormat::Nbib));
    let reading = read_any(
        &SourcePath::new("content/publications/a.ris"),
        RECORD,
        Some(ItemFormat::Ris),
    );
    assert_eq!(reading.items.len(), 2);
}

#[test]
fn lines_before_the_first_number_are_reported() {
    let reading = read_any(
        &SourcePath::new("a.nbib"),
        "TI  - Lost\nPMID- 7\nTI  - Found.\nPMID- 8\n",
        Some(ItemFormat::Nbib),
    );
    assert_eq!(reading.items.len(), 1);
    assert_eq!(reading.faults.len(), 2);
}
