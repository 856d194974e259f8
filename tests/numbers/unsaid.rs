//! What blocks leave unsaid of their columns, in finished sites: small figures that seem to count
//! people, columns of which a block says what they count, and columns in which nothing stands.

use crate::table_site as site;
use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};

/// Returns what a build found, a line a finding, helps behind it.
fn told(built: &Built) -> String {
    let lines = built
        .outcome
        .faults
        .iter()
        .map(|fault| format!("{} / {}", fault.message, fault.help.join(" / ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the heading of the table that readers can download.
fn heading(built: &Built) -> String {
    let mut files = built.files.iter();
    let (_, bytes) = (files.find(|(path, _)| path.ends_with("csv"))).expect("a table");
    let text = String::from_utf8_lossy(bytes);
    let line = text.trim_start_matches('\u{feff}').lines().next();
    line.unwrap_or_default().to_owned()
}

#[test]
fn small_figures_that_seem_to_count_people_are_told() {
    for (figures, caption) in [
        ("Team,Patients\nNorth,3\nSouth,40\n", "By team"),
        ("Team,Seen\nNorth,3\nSouth,40\n", "Service users by team"),
        ("Who,Number\nWomen,3\nAll,40\n", "Who answered"),
        ("Team,Number\nNorth,4\nSouth,40\n", "Deaths in 2025"),
        ("Team,Zahl\nNord,4\nSüd,40\n", "Todesfälle 2025"),
    ] {
        let built = site(figures, &format!("caption: {caption}"));
        let told = told(&built);
        assert!(told.contains("seems to count people"), "{figures}: {told}");
        assert!(told.contains("add `counts: people` to the block"), "{told}");
        assert!(told.contains("add `counts: other`"), "{told}");
        let faults = &built.outcome.faults;
        let are_warnings = faults
            .iter()
            .all(|fault| fault.code == Code::CountedPeople && fault.severity == Severity::Warning);
        assert!(are_warnings && faults.len() == 1, "{told}");
    }
}

#[test]
fn figures_that_count_no_people_or_many_raise_no_alarm() {
    for (figures, block) in [
        ("Team,Patients\nNorth,30\nSouth,40\n", "caption: By team"),
        (
            "Team,Beds\nNorth,3\nSouth,4\n",
            "caption: Beds for patients",
        ),
        (
            "Team,Mean wait\nNorth,3\nSouth,4\n",
            "caption: What patients wait",
        ),
        (
            "Team,Wait\nNorth,3.5\nSouth,4.1\n",
            "caption: What patients wait",
        ),
        ("Team,Seen\nNorth,3%\nSouth,4%\n", "caption: Patients"),
        ("Team,Visits\nNorth,3\nSouth,4\n", "caption: Management"),
        (
            "Team,Patients\nNorth,3\nSouth,4\n",
            "caption: By team\ncounts: other",
        ),
        (
            "Team,Patients\nNorth,3\nSouth,4\n",
            "caption: By team\ncolumns: [{name: Patients, counts: other}]",
        ),
    ] {
        let told = told(&site(figures, block));
        assert!(told.is_empty(), "{figures}: {told}");
    }
}

#[test]
fn a_block_that_only_says_what_columns_count_shows_all_columns() {
    let figures = "Team,Patients,Mean age\nNorth,52,34.5\nSouth,83,51.2\n";
    for note in [
        "{name: Patients, counts: people}",
        "{name: Patients, counts: people}, {name: Mean age, of: Patients}",
    ] {
        let built = site(figures, &format!("caption: A\ncolumns: [{note}]"));
        assert_eq!(told(&built), "", "{note}");
        assert_eq!(heading(&built), "Team,Patients,Mean age");
    }
    let chosen = "caption: A\ncolumns: [{name: Team}, {name: Patients, counts: people}]";
    assert_eq!(heading(&site(figures, chosen)), "Team,Patients");
}

#[test]
fn a_list_of_plain_names_is_answered_with_the_line_to_write() {
    let told = told(&site(
        "Team,Visits\nNorth,52\n",
        "caption: A\ncolumns: [Team, Visits]",
    ));
    assert!(
        told.contains("write `columns: [{name: Team}, {name: Visits}]`"),
        "{told}"
    );
}

#[test]
fn empty_columns_of_a_spreadsheet_are_left_out() {
    let figures = "Team;Visits;;\nNorth;52;;\nSouth;40;;\n;;;\n";
    let built = site(figures, "caption: A\nchart: bar");
    assert_eq!(told(&built), "");
    assert_eq!(heading(&built), "Team,Visits");
}

#[test]
fn the_cell_that_is_no_number_is_named_with_the_block_to_mend() {
    let figures = "Team,Met\nNorth,87%\nSouth,90%\nEast,n/a\nWest,80%\n";
    let page = "---\ntitle: Home\n---\n```chart\nfile: figures.csv\nkind: bar\ntitle: A\n\
                subtitle: B\n```\n\n```table\nfile: figures.csv\ncaption: C\n```\n";
    let built = Fixture::new()
        .write("content/site.yaml", "title: Test\n")
        .asset("content/figures.csv", figures.as_bytes())
        .write("content/index.md", page)
        .build();
    let told = told(&built);
    assert!(told.contains("it holds `n/a` in the row `East`"), "{told}");
    let of_blocks = built
        .outcome
        .faults
        .iter()
        .filter(|fault| fault.message.contains("`n/a` stands"));
    let labels: Vec<_> = of_blocks.flat_map(|fault| &fault.labels).collect();
    assert_eq!(labels.len(), 2, "{told}");
}

#[test]
fn a_threshold_without_braces_is_answered_with_the_line_to_write() {
    for written in ["threshold: 10", "\"threshold: 10\"", "{threshold : 10"] {
        let built = site(
            "Team,Patients\nNorth,52\n",
            &format!("caption: A\ndisclosure: {written}"),
        );
        let told = told(&built);
        assert!(!told.contains("xxx"), "{told}");
        if !written.starts_with('{') {
            assert!(
                told.contains("write `disclosure: {threshold: 10}`"),
                "{told}"
            );
        }
    }
}
