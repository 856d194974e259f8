//! Rows of totals: no chart counts them as one more bar or service, and no table twice.

use super::{block, built, chart, description, drawings, marks_say, told};
use masthead::base::Severity;

/// Insists that the marks of a chart say this, and its description the rest.
#[track_caller]
fn draws(kind: &str, settings: &str, csv: &str, marks: &[&str], described: &str) {
    let html = chart(kind, settings, csv);
    for drawing in drawings(&html) {
        assert_eq!(marks_say(drawing), marks, "{kind} {settings}");
    }
    let said = description(&html);
    assert!(said.contains(described), "no {described} in {said}");
    // The table below has all rows.
    let rows = csv.lines().count() - 1;
    assert_eq!(html.matches("<tr>").count(), rows + 1, "{kind}");
}

#[test]
fn a_sum_is_no_bar() {
    for name in ["Total", "All teams", "Gesamt", "Cyfanswm", "Total visits"] {
        let csv = format!("Team,Met\nA,5\nB,6\n{name},11\n");
        let out = format!("Only in the table: {name}.");
        draws("bar", "", &csv, &["A: 5", "B: 6"], &out);
        draws("bar", "order: largest", &csv, &["B: 6", "A: 5"], "2 bars");
    }
    let parts = "Team,Met,Not met\nA,5,1\nB,6,2\nTotal,11,3\n";
    let marks = ["A, Met: 5", "A, Not met: 1", "B, Met: 6", "B, Not met: 2"];
    draws("grouped", "", parts, &marks, "2 groups");
    draws("stacked", "", parts, &marks, "2 bars");
    let years = "Year,Met\n2014,5\n2015,6\nTotal,11\n";
    draws(
        "line",
        "",
        years,
        &["2014: 5", "2015: 6"],
        "from 2014 to 2015",
    );
}

#[test]
fn a_share_of_all_is_the_line_that_others_are_compared_with() {
    let csv = "Team,Met\nA,50%\nB,70%\nAll,62%\n";
    draws("bar", "", csv, &["A: 50%", "B: 70%"], "All: 62%.");
    draws("dot", "", csv, &["A: 50%", "B: 70%"], "All: 62%.");
    draws(
        "bar",
        "target: 80",
        csv,
        &["A: 50%", "B: 70%"],
        "Target: 80%. Only in the table: All.",
    );
    let ranges = "Team,Met,Low,High\nA,50,45,55\nB,70,65,75\nAll teams,62,60,64\n";
    let marks = ["A: 50 (45 to 55)", "B: 70 (65 to 75)"];
    draws(
        "caterpillar",
        "",
        ranges,
        &marks,
        "All teams: 62. With their whole interval above it: 1",
    );
    let counts = "Team,Seen,Referred\nA,50,100\nB,90,100\nTotal,140,200\n";
    let html = chart("caterpillar", "", counts);
    assert!(
        description(&html).contains("Total: 70%."),
        "{}",
        description(&html)
    );
    assert_eq!(marks_say(drawings(&html)[0]).len(), 2);
}

#[test]
fn a_total_is_no_service_of_a_funnel() {
    let csv = "Team,Seen,Referred\nA,50,100\nB,90,100\nTotal,140,200\n";
    let marks = ["A: 50% (50 of 100)", "B: 90% (90 of 100)"];
    draws(
        "funnel",
        "",
        csv,
        &marks,
        "Funnel plot of 2 values by their sizes. Seen: lowest 50% (A)",
    );
}

#[test]
fn shares_of_all_stay_beside_those_of_each_where_bars_have_parts() {
    let csv = "Team,Met,Not met\nA,70%,30%\nB,60%,40%\nAll,66%,34%\n";
    let html = chart("stacked", "", csv);
    assert_eq!(marks_say(drawings(&html)[0]).len(), 6);
}

#[test]
fn a_column_of_totals_is_no_part() {
    let csv = "Team,Met,Not met,Total\nA,5,1,6\nB,6,2,8\n";
    let marks = ["A, Met: 5", "A, Not met: 1", "B, Met: 6", "B, Not met: 2"];
    draws("stacked", "", csv, &marks, "each made of: Met, Not met.");
    let html = chart("stacked", "whole: none", csv);
    assert_eq!(marks_say(drawings(&html)[0]).len(), 6);
}

#[test]
fn the_block_says_which_row_is_the_whole() {
    let csv = "Region,Met\nNorth,50%\nSouth,70%\nEngland,62%\n";
    draws(
        "bar",
        "whole: England",
        csv,
        &["North: 50%", "South: 70%"],
        "England: 62%.",
    );
    let totals = "Team,Met\nA,5\nTotal,11\n";
    draws(
        "bar",
        "whole: none",
        totals,
        &["A: 5", "Total: 11"],
        "2 bars",
    );
    let built = built(&block("bar", "whole: Englnd"), csv);
    let told = told(&built);
    assert!(
        built.outcome.faults.has_errors() && told.contains("`whole: England`"),
        "{told}"
    );
}

#[test]
fn a_name_that_may_be_one_of_a_total_is_asked_about() {
    let csv = "Hospital,Met\nAll Saints,60\nGeneral,70\nNorth,65\n";
    let asked = built(&block("bar", ""), csv);
    let told = told(&asked);
    assert!(
        told.contains("`whole: All Saints`") && told.contains("`whole: none`"),
        "{told}"
    );
    assert!(
        asked
            .outcome
            .faults
            .iter()
            .all(|fault| fault.severity == Severity::Warning)
    );
    assert_eq!(marks_say(drawings(&asked.html("a/index.html"))[0]).len(), 3);
    let answered = built(&block("bar", "whole: none"), csv);
    assert!(answered.outcome.faults.is_empty());
}

#[test]
fn a_file_of_one_total_is_drawn() {
    draws("bar", "", "Team,Met\nTotal,5\n", &["Total: 5"], "1 bar");
}

#[test]
fn no_table_adds_a_total_to_its_parts() {
    for (total, csv) in [
        ("sum", "Team,Met\nA,5\nB,6\nTotal,11\n"),
        ("sum", "Team,Met\nA,5\nB,*\nCyfanswm,11\n"),
        ("mean", "Team,Met\nA,50%\nB,70%\nAll,62%\n"),
    ] {
        let table = format!(
            "```table\nfile: figures.csv\ncaption: Teams\nmissing: [\"*\"]\ncounts: other\n\
             columns: [{{name: Team}}, {{name: Met, total: {total}}}]\n```"
        );
        let doubled = built(&table, csv);
        let told = told(&doubled);
        assert!(doubled.outcome.faults.has_errors(), "{csv} {told}");
        let parts = [format!("`total: {total}`"), "out of the file".to_owned()];
        assert!(parts.iter().all(|part| told.contains(part)), "{told}");
    }
    let named = "```table\nfile: figures.csv\ncaption: Teams\ncounts: other\n\
                 columns: [{name: Team}, {name: Met, total: sum}]\n```";
    let built = built(
        named,
        "Hospital,Met\nAll Saints,6\nNorth,7\nSouth,9\n"
            .replace("Hospital", "Team")
            .as_str(),
    );
    assert!(built.outcome.faults.is_empty(), "{}", told(&built));
}
