//! Shares of people beside the counts that they are of, in finished sites: which column is a share,
//! of whom, and what may be said of it.

use crate::random_tables::Numbers;
use crate::table_site;
use masthead::base::Code;
use masthead::fixture::Built;
use std::fmt::Write as _;

/// Builds a site with a page that shows these figures in this block.
fn site(figures: &str, block: &str) -> Built {
    table_site(figures, &format!("caption: Seen in time\n{block}"))
}

/// Returns the table that readers can download.
fn published(built: &Built) -> String {
    let faults = &built.outcome.faults;
    assert!(faults.is_empty(), "{faults:#?}");
    let mut files = built.files.iter();
    let (_, bytes) = (files.find(|(path, _)| path.ends_with("csv"))).expect("a table");
    let text = String::from_utf8(bytes.clone()).expect("text");
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// Returns what readers are told about the figures.
fn note(built: &Built) -> String {
    let html = built.html("index.html");
    let start = html.find("About these figures").expect("a note");
    let rest = &html[start..];
    rest[..rest.find("</p>").expect("an end")].to_owned()
}

/// Returns the messages and helps of a build that is refused.
fn told(built: &Built) -> String {
    let faults = &built.outcome.faults;
    assert!(faults.iter().all(|fault| fault.code == Code::CountedPeople));
    let lines = faults
        .iter()
        .map(|fault| format!("{} / {}", fault.message, fault.help.join(" / ")));
    lines.collect::<Vec<_>>().join("\n")
}

const SEEN: &str = "Team,Patients,Seen within 4h,Share\nNorth,30,28,93%\nSouth,12,10,83%\n\
    East,6,6,100%\nTotal,48,44,92%\n";

#[test]
fn a_share_is_the_column_in_per_cent_and_not_a_count_that_fits_as_one() {
    let built = site(SEEN, "counts: people\ndisclosure: nhs");
    assert_eq!(
        published(&built),
        "Team,Patients,Seen within 4h,Share\nNorth,30,30,[c]\nSouth,[c],10,[c]\nEast,[c],[c],[c]\n\
         Total,50,45,90%\n"
    );
    let note = note(&built);
    assert!(
        note.contains(
            "* stands for a number from 1 to 7, or a number from which hidden ones could be worked \
             out, or a share or a mean of few people, of nearly nobody or everybody, or of hidden \
             numbers."
        ),
        "{note}"
    );
}

#[test]
fn stars_are_explained_where_figures_are_rounded_alone() {
    let built = site(SEEN, "counts: people");
    assert!(published(&built).contains("[c]"));
    let note = note(&built);
    assert!(note.contains("* stands for a share or a mean"), "{note}");
    assert!(!note.contains("a number from"), "{note}");
}

#[test]
fn a_share_that_fits_two_wholes_is_asked_for_with_the_line_to_write() {
    let figures = "Team,Referred,Offered,Seen,% seen\nNorth,201,200,100,50%\n\
        South,100,100,80,80%\nTotal,301,300,180,60%\n";
    let told = told(&site(figures, "counts: people"));
    assert!(
        told.contains("`% seen` fits as `Seen` of `Referred`, and as `Seen` of `Offered`"),
        "{told}"
    );
    let line = "columns: [{name: \"% seen\", of: Referred}]";
    assert!(told.contains(line), "{told}");
}

#[test]
fn small_counts_are_not_taken_for_shares_of_one() {
    let figures = "Team,Patients,Seen,Deaths\nNorth,30,28,1\nSouth,120,10,0\nEast,60,60,1\n";
    let built = site(figures, "counts: people\ndisclosure: nhs");
    assert!(
        published(&built).contains("North,30,30,[c]\n"),
        "{}",
        published(&built)
    );
    assert!(!published(&built).contains(",1\n"));
}

#[test]
fn a_share_without_its_counts_is_told_alone() {
    let figures = "Team,Patients,% seen\nNorth,30,93%\nSouth,12,83%\nTotal,42,90%\n";
    let told = told(&site(figures, "counts: people"));
    assert!(!told.contains("the total in the column"), "{told}");
    assert!(told.contains("{name: \"% seen\", of: COLUMN}"), "{told}");
}

/// A random table of teams with their patients, those seen, and the share.
fn random(numbers: &mut Numbers, from: u64, to: u64) -> (Vec<[u64; 2]>, String) {
    let teams = 3 + numbers.below(4);
    let mut rows = Vec::new();
    for _ in 0..teams {
        let patients = from + numbers.below(to - from);
        rows.push([patients, patients - numbers.below(patients / 2)]);
    }
    let sum = |at: usize| rows.iter().map(|row| row[at]).sum();
    rows.push([sum(0), sum(1)]);
    let mut text = "Team,Patients,Seen within 4h,Share\n".to_owned();
    for (at, [patients, seen]) in rows.iter().enumerate() {
        let name = if at + 1 == rows.len() {
            "Total".to_owned()
        } else {
            format!("Team {at}")
        };
        let share = (seen * 200 + patients) / (patients * 2);
        let _ = writeln!(text, "{name},{patients},{seen},{share}%");
    }
    (rows, text)
}

#[test]
fn random_tables_hide_small_counts_alone_and_tell_no_untrue_share() {
    let mut numbers = Numbers::new(28);
    for round in 0..60 {
        let (from, to) = if round % 2 == 0 { (10, 60) } else { (60, 300) };
        let (rows, figures) = random(&mut numbers, from, to);
        let block = ["counts: people\ndisclosure: nhs", "counts: people"][round / 2 % 2];
        let table = published(&site(&figures, block));
        for (line, [patients, seen]) in table.lines().skip(1).zip(rows) {
            let cells: Vec<&str> = line.split(',').collect();
            let rounded = (patients + 2) / 5 * 5;
            // A team of at least ten is hidden only where another gives it away.
            if seen > 7 {
                assert_eq!(cells[1], rounded.to_string(), "{figures}\n{table}");
            }
            let Some(share) = cells[3].strip_suffix('%') else {
                assert_eq!(cells[3], "[c]");
                continue;
            };
            let share: f64 = share.parse().expect("a share");
            #[expect(clippy::cast_precision_loss, reason = "counts have few digits")]
            let exact = seen as f64 / patients as f64 * 100.0;
            assert!((share - exact).abs() < 9.0, "{figures}\n{table}");
            assert!((share < 100.0) || seen == patients, "{figures}\n{table}");
        }
    }
}
