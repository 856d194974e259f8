//! Records of PubMed.

use super::*;
use crate::bibliography::item::Name;
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

/// Returns the authors of a record that has these lines.
fn authors(lines: &str) -> Vec<String> {
    let items = items(&format!("PMID- 7\nTI  - Found.\n{lines}"));
    items[0]
        .people("author")
        .iter()
        .map(Name::inverted)
        .collect()
}

#[test]
fn short_names_without_a_name_in_full_are_kept_in_order() {
    let lines = "FAU - Smith, John A\nAU  - Smith JA\nAU  - Jones B\nFAU - Müller, Anna-Maria\n\
        AU  - Mueller AM\nFAU - King, Martin Luther Jr\nAU  - King ML Jr\nAU  - Smith B\n";
    assert_eq!(
        authors(lines),
        [
            "Smith, John A",
            "Jones, B",
            "Müller, Anna-Maria",
            "King, Martin Luther, Jr",
            "Smith, B"
        ]
    );
    let apart = "AU  - Ox A\nAU  - Bee C\nFAU - Ox, Ann\nFAU - Bee, Carl\n";
    assert_eq!(authors(apart), ["Ox, Ann", "Bee, Carl"]);
    let single = "FAU - Madonna\nAU  - Madonna\nFAU - Ox Team\nAU  - Ox Team\n";
    assert_eq!(authors(single), ["Madonna", "Ox Team"]);
}

#[test]
fn a_second_title_is_named() {
    let reading = read_any(
        &SourcePath::new("a.nbib"),
        "PMID- 7\nTI  - Found.\nTI  - Lost.\n",
        Some(ItemFormat::Nbib),
    );
    let messages: Vec<&str> = reading.faults.iter().map(|fault| &*fault.message).collect();
    assert_eq!(
        messages,
        ["`TI` stands twice in this record; the first one is shown"]
    );
}
