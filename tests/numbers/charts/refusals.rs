//! What cannot be drawn, and what people are told about it.

use super::{TEAMS, block, built, told};
use masthead::base::{Code, Severity};
use std::fmt::Write as _;

/// Insists that a chart is refused, and that the message has each of these parts.
#[track_caller]
fn refused(kind: &str, settings: &str, csv: &str, parts: &[&str]) {
    let built = built(&block(kind, settings), csv);
    let told = told(&built);
    let faults = &built.outcome.faults;
    let is_error = faults.iter().any(|fault| fault.severity == Severity::Error);
    assert!(is_error, "{kind} {csv}: {told}");
    for part in parts {
        assert!(told.contains(part), "no {part} in\n{told}");
    }
}

#[test]
fn columns_that_do_not_fit_the_kind_are_named() {
    let words = "Team,Met,Place\nA,5,north\nB,6,south\n";
    refused("grouped", "", words, &["`Place`", "`north`", "`columns:`"]);
    refused(
        "bar",
        "",
        TEAMS,
        &["one column of figures", "has 3", "`kind: grouped`"],
    );
    refused(
        "grouped",
        "",
        "Team,Met\nA,5\n",
        &["two to six", "has one", "`kind: bar`"],
    );
    refused(
        "bar",
        "",
        "Team\nA\n",
        &["one column of figures", "has none"],
    );
    refused("funnel", "", TEAMS, &["counts", "has 3"]);
    let turned = "columns: [{name: Team}, {name: Met}]";
    let parts = ["`Met`", "format: number"];
    refused("bar", turned, "Met,Team\n5,A\n6,B\n", &parts);
    refused(
        "dot",
        "",
        "Team,A,B\nA,1,2\n",
        &["lower and the upper end", "has 2"],
    );
    refused(
        "bar",
        "columns: [{name: Team}, {name: Mett}]",
        TEAMS,
        &["no column `Mett`", "`Met`"],
    );
    let settings = "columns: [{name: Team}, {name: Met, unit: \"%\"}]";
    refused(
        "bar",
        settings,
        "Team,Met\nA,5\nB,many\n",
        &["`many`", "holds numbers"],
    );
}

#[test]
fn what_stands_in_place_of_numbers_is_named_with_what_to_type() {
    let stray = "Team,Met\nA,1\nB,n/a\nC,3\n";
    refused(
        "bar",
        "",
        stray,
        &["`n/a` in the row `B`", "`missing: [\"n/a\"]`"],
    );
    let signs = "Team,Met\nA,50%\nB,60\n";
    refused("bar", "", signs, &["`50%` and `60`", "the same sign"]);
    refused(
        "bar",
        "",
        "Team,Met\nA,\nB,\n",
        &["no number", "fill its cells in"],
    );
    refused(
        "bar",
        "",
        "Team\nA\nB\n",
        &["has none", "add a column of numbers"],
    );
    let tidy = "Year,Service,Seen\n2010,North,5\n2010,South,6\n2011,North,7\n";
    refused("line", "", tidy, &["`Service`", "`Year,North,South`"]);
    refused(
        "bar",
        "target: \"80,5\"",
        "Team,Met\nA,1\n",
        &["`target: 80.5`"],
    );
    let england = "Region,Met\nNorth,1\nEngland,2\n";
    refused("bar", "target: England", england, &["`whole: England`"]);
    refused("bar", "", "", &["this file is empty"]);
    refused("bar", "", "Team,Met\n", &["headings and nothing below"]);
}

#[test]
fn what_may_be_a_slip_is_told() {
    for (csv, part) in [
        ("Team,Met\nA,1\nA,2\n", "more than one row is called `A`"),
        ("Team,Met\n,1\nB,2\n", "a row has no name"),
        ("2010,5\n2011,6\n2012,7\n", "taken for the headings"),
    ] {
        let built = built(&block("bar", ""), csv);
        let told = told(&built);
        assert!(
            told.contains(part) && !built.outcome.faults.has_errors(),
            "{told}"
        );
    }
}

#[test]
fn counts_that_cannot_be_are_named() {
    let head = "Service,Seen,Referred\nSouth,10,20\n";
    for kind in ["funnel", "caterpillar"] {
        refused(
            kind,
            "",
            &format!("{head}North,40,35\n"),
            &["`North`", "40 of 35", "more than 100 %"],
        );
        refused(
            kind,
            "",
            &format!("{head}North,0,0\n"),
            &["`North`", "`Referred`", "a share of 0"],
        );
        refused(
            kind,
            "",
            &format!("{head}North,-4,35\n"),
            &["`North`", "below 0"],
        );
        refused(
            kind,
            "",
            &format!("{head}North,4.5,35\n"),
            &["whole numbers"],
        );
        refused(
            kind,
            "",
            head,
            &["compares services", "for one", "`kind: bar`"],
        );
    }
    refused(
        "stacked",
        "",
        "Team,Met,Not met\nA,5,-1\n",
        &["`A`", "-1", "below 0"],
    );
    let percent = "Team,Met,Not met\nA,70%,40%\n";
    refused("stacked", "", percent, &["`A`", "110 %", "more than 100 %"]);
    let ranges = "Team,Share,Low,High\nA,85,90,95\nB,70,60,75\n";
    refused(
        "caterpillar",
        "",
        ranges,
        &["`A`", "85", "not between 90 and 95"],
    );
    let ranges = "Team,Share,Low,High\nA,105%,90%,110%\nB,70%,60%,75%\n";
    refused("caterpillar", "", ranges, &["`A`", "105 %"]);
}

#[test]
fn shares_that_are_rounded_may_make_a_little_more_than_all() {
    let csv = "Team,A,B,C\nX,33.4%,33.4%,33.3%\n";
    let built = built(&block("stacked", ""), csv);
    assert!(built.outcome.faults.is_empty(), "{}", told(&built));
}

#[test]
fn a_bar_above_all_is_a_warning() {
    let built = built(&block("bar", ""), "Ward,Beds used\nA,104%\nB,90%\n");
    let faults = &built.outcome.faults;
    assert_eq!(built.codes(), [Code::ChartFigures]);
    assert!(
        faults
            .iter()
            .all(|fault| fault.severity == Severity::Warning)
    );
    assert!(told(&built).contains("104 %"));
}

#[test]
fn charts_that_nobody_can_read_are_refused() {
    let mut csv = "Service,Seen,Referred\n".to_owned();
    for at in 0..5_000 {
        let _ = writeln!(csv, "S{at},{},50", at % 50);
    }
    for kind in ["funnel", "caterpillar"] {
        refused(kind, "", &csv, &["5000 rows", "500 is the most"]);
    }
    let upside_down = csv.replace(",50\n", ",1\n");
    let counts = "columns: [{name: Service}, {name: Seen}, {name: Referred}]";
    let first = upside_down.lines().take(60).collect::<Vec<_>>().join("\n");
    refused(
        "funnel",
        counts,
        &first,
        &["more figures of this chart cannot be drawn"],
    );
    let bars = "columns: [{name: Service}, {name: Seen}]";
    refused("bar", bars, &csv, &["5000 rows", "60 is the most"]);
}

#[test]
fn a_chart_without_figures_is_refused() {
    let settings = "columns: [{name: Team}, {name: Met, unit: \" teams\"}]";
    refused(
        "bar",
        settings,
        "Team,Met\nA,*\nB,\n",
        &["no figure to draw"],
    );
}

#[test]
fn settings_that_cannot_be_are_named() {
    let csv = "Team,Met\nA,5\nB,6\n";
    refused(
        "bar",
        "target: soon",
        csv,
        &["`soon`", "`target: mean`", "`target: 80`"],
    );
    refused(
        "bar",
        "limits: poisson",
        csv,
        &["`limits`", "take the line"],
    );
    refused("line", "order: largest", csv, &["`order`", "take the line"]);
    refused("pie", "", csv, &["pie", "bar"]);
    let counts = "Service,Seen,Referred\nNorth,30,35\nSouth,3,5\n";
    refused("funnel", "per: 0", counts, &["`per: 100`"]);
    refused("funnel", "target: 120", counts, &["120", "from 0 to 100"]);
    refused(
        "funnel",
        "target: -1\nlimits: poisson",
        counts,
        &["-1", "above 0"],
    );
    refused(
        "funnel",
        "target: 50\nper: 10",
        counts,
        &["50", "from 0 to 10"],
    );
    for missing in [
        "title: A finding\n",
        "subtitle: The measure\n",
        "kind: bar\n",
        "file: figures.csv\n",
    ] {
        let without = block("bar", "").replace(missing, "");
        let built = built(&without, csv);
        assert!(
            built.codes().contains(&Code::MissingKey),
            "{missing} {}",
            told(&built)
        );
    }
}

#[test]
fn a_row_that_cannot_be_drawn_is_shown_in_its_file() {
    let csv = "Service,Seen,Referred\nSouth,10,20\nNorth,40,35\n";
    let built = built(&block("funnel", ""), csv);
    let fault = built.outcome.faults.iter().next().expect("a fault");
    let span = fault.span.as_ref().expect("a place");
    assert!(span.file.extension() == "csv", "{}", span.file);
    assert_eq!(&csv[span.range.clone()], "North,40,35");
    assert!(fault.labels[0].span.file.extension() == "md");
}

#[test]
fn no_line_with_exact_figures_of_people_is_quoted() {
    let csv = "Service,Seen,Referred\nSouth,10,20\nNorth,40,35\n";
    let built = built(&block("funnel", "counts: people\n"), csv);
    for fault in &built.outcome.faults {
        let span = fault.span.as_ref().expect("a place");
        assert!(span.file.extension() == "md", "{}", span.file);
    }
    assert!(built.outcome.faults.has_errors());
}
