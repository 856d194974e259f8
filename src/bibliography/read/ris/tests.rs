//! Tests of RIS as Zotero, EndNote and publishers write it, whole and broken.

use crate::base::{Code, Faults, SourcePath};
use crate::bibliography::item::{Item, ItemType, Name};
use crate::bibliography::read::{ItemFormat, read as read_any};

/// Returns the publications of a text.
fn items(text: &str) -> Vec<Item> {
    read_any(
        &SourcePath::new("content/publications/a.ris"),
        text,
        Some(ItemFormat::Ris),
    )
    .items
}

/// Returns the first publication of a text.
fn first(text: &str) -> Item {
    items(text).into_iter().next().expect("a publication")
}

/// Returns the findings about a text.
fn faults(text: &str) -> Faults {
    read_any(
        &SourcePath::new("content/publications/a.ris"),
        text,
        Some(ItemFormat::Ris),
    )
    .faults
}

/// Returns the people of a role, family names first.
fn people(item: &Item, role: &str) -> Vec<String> {
    item.people(role).iter().map(Name::inverted).collect()
}

/// A record as Zotero writes it.
const ZOTERO: &str = "TY  - CHAP
TI  - Crisis care at home
AU  - van der Berg, Jan
AU  - Department of Health and Social Care
A2  - Smith, Ann
A2  - Jones, Bob
A3  - White, Tom
A4  - Brown, Kim
T2  - Handbook of community psychiatry
T3  - Studies in care
CY  - London
PY  - 2014
DA  - 2014/03/05/
ET  - 2
SP  - 10
EP  - 25
SN  - 978-3-16-148410-0
LA  - en-GB
PB  - Example Press
UR  - https://example.org/chapter
Y2  - 2015/01/02/10:20:30
KW  - crisis
KW  - home treatment, teams
ER  - 

";

#[test]
fn a_chapter_of_zotero_keeps_editors_and_bodies_apart_from_authors() {
    let item = first(ZOTERO);
    assert_eq!(item.kind, ItemType::Chapter);
    assert_eq!(
        people(&item, "author"),
        ["van der Berg, Jan", "Department of Health and Social Care"]
    );
    assert_eq!(people(&item, "editor"), ["Smith, Ann", "Jones, Bob"]);
    assert_eq!(people(&item, "collection-editor"), ["White, Tom"]);
    assert_eq!(people(&item, "translator"), ["Brown, Kim"]);
    assert_eq!(
        item.people("author")[0].particle.as_deref(),
        Some("van der")
    );
    assert_eq!(
        item.text("container-title"),
        Some("Handbook of community psychiatry")
    );
    assert_eq!(item.text("collection-title"), Some("Studies in care"));
    assert_eq!(item.text("page"), Some("10-25"));
    assert_eq!(item.text("ISBN"), Some("978-3-16-148410-0"));
    assert_eq!(item.text("keyword"), Some("crisis; home treatment, teams"));
    assert_eq!(item.dates["issued"].to_string(), "2014-03-05");
    assert_eq!(item.dates["accessed"].to_string(), "2015-01-02");
    assert_eq!(item.key, "vanderberg2014".replace("vander", ""));
}

#[test]
fn an_article_of_endnote_has_lines_that_go_on_and_dates_without_a_year() {
    let text = "TY  - JOUR\r\nAU  - Ellis, C.\r\nAU  - Royal College of Psychiatrists,\r\nTI  - \
        Introduction of the scheme:\r\na welcome development\r\nT2  - Journal of Psychiatric and \
        Mental Health Nursing\r\nJ2  - J Psychiatr Ment Health Nurs\r\nPY  - 2014\r\nDA  - Mar \
        5\r\nVL  - 21\r\nIS  - 3\r\nSP  - 234\r\nEP  - 240\r\nAB  - First AB-test line.\r\nCT \
        scans follow.\r\nDO  - https://doi.org/10.1111/jpm.12100\r\nDB  - PubMed\r\nAN  - \
        24020949\r\nC2  - PMC1234567\r\nN1  - Cited By :4\r\nID  - 17\r\nER  - \r\n";
    let item = first(text);
    assert_eq!(
        item.text("title"),
        Some("Introduction of the scheme: a welcome development")
    );
    assert_eq!(
        people(&item, "author"),
        ["Ellis, C.", "Royal College of Psychiatrists"]
    );
    assert_eq!(
        item.people("author")[1].literal.as_deref(),
        Some("Royal College of Psychiatrists")
    );
    assert_eq!(
        item.text("container-title-short"),
        Some("J Psychiatr Ment Health Nurs")
    );
    assert_eq!(item.dates["issued"].to_string(), "2014-03-05");
    assert_eq!(
        item.text("abstract"),
        Some("First AB-test line. CT scans follow.")
    );
    assert_eq!(
        (item.text("DOI"), item.text("PMID"), item.text("PMCID")),
        (
            Some("10.1111/jpm.12100"),
            Some("24020949"),
            Some("PMC1234567")
        )
    );
    assert_eq!((item.text("note"), item.key.as_str()), (None, "ellis2014"));
    assert!(item.place.key_made_up);
}

#[test]
fn fields_have_their_places_on_disk() {
    let item = first(ZOTERO);
    assert_eq!(
        &ZOTERO[item.place.fields["ISBN"].clone()],
        "978-3-16-148410-0"
    );
    assert_eq!(&ZOTERO[item.place.span.range.clone()], "TY  - CHAP");
}

#[test]
fn one_bad_record_costs_only_itself() {
    let text = "Provider: X\n\nTY  - JOUR\nTI  - One\nAU  - A, B\nTY  - BOOK\nTI  - Two\nER  -\n\
        TI  - Lost\nAU  - C, D\nER  - \nTY  - \nER  - \nTY  - SOMETHING\nT1  - Three\nPY  - soon\n\
        ER  - ";
    let titles: Vec<String> = items(text)
        .iter()
        .filter_map(|item| item.plain("title"))
        .collect();
    assert_eq!(titles, ["One", "Two", "Three"]);
    let found: Vec<(Code, usize)> = faults(text)
        .iter()
        .map(|fault| {
            (
                fault.code,
                fault
                    .span
                    .as_ref()
                    .map_or(0, |span| text[..span.range.start].matches('\n').count() + 1),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (Code::BrokenEntry, 9),
            (Code::BrokenEntry, 12),
            (Code::UnclearField, 14),
            (Code::UnclearField, 16)
        ]
    );
}

#[test]
fn loose_tags_are_read_where_the_file_is_loose_throughout() {
    let item = first("TY - JOUR\nA1 - Smith JA\nT1 - Health &amp; care\nY1 - 2013///\nER -\n");
    assert_eq!(
        (item.text("title"), people(&item, "author")),
        (Some("Health & care"), vec!["Smith, JA".to_owned()])
    );
    assert_eq!(item.dates["issued"].to_string(), "2013");
}

#[test]
fn a_report_and_a_thesis_have_their_makers() {
    let report = first(
        "TY  - RPRT\nTI  - First national report\nAU  - NHS England\nA2  - Smith, Ann\nPB  - Royal \
         College\nCY  - London\nM1  - CCQI284\nPY  - 2015\nER  - ",
    );
    assert_eq!(
        (
            report.kind.clone(),
            report.text("number"),
            people(&report, "editor")
        ),
        (
            ItemType::Report,
            Some("CCQI284"),
            vec!["Smith, Ann".to_owned()]
        )
    );
    let thesis = first(
        "TY  - THES\nTI  - On crises\nAU  - Lee, Kim\nPB  - University of Example\nM3  - PhD \
         thesis\nER  - ",
    );
    assert_eq!(
        (thesis.text("genre"), thesis.text("publisher")),
        (Some("PhD thesis"), Some("University of Example"))
    );
}
