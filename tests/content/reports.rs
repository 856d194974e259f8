//! Reports, their documents and their tables.

use crate::{between, built, site, words};

const REPORT: &str = "---\ntitle: Care at home\ndate: 2015-06-01\nperiod: 2014 to 2015\ngroup: \
    Audit team\nsummary: How it went.\n\
    findings: [\"**Nine** in ten.\", \"One did [not](../about.md).\"]\nmethod: We counted.\n\
    accessible: Ask for large print.\n---\n\nThe text.\n";
const ABOUT: (&str, &str) = ("content/about.md", "---\ntitle: About\n---\n");

#[test]
fn a_report_leads_with_its_findings_and_says_how_to_cite_it() {
    let built = built(&[ABOUT, ("content/reports/care.md", REPORT)]);
    let shown = words(&built.html("reports/care/index.html"));
    let at = |part: &str| {
        shown
            .find(part)
            .unwrap_or_else(|| panic!("no {part}: {shown}"))
    };
    let order = [
        "How it went.",
        "2014 to 2015",
        "Key findings",
        "Nine in ten.",
        "The text.",
        "We counted.",
        "How to cite",
    ]
    .map(at);
    assert!(order.is_sorted(), "{order:?}: {shown}");
    assert!(
        shown.contains("Audit team (2015). Care at home . https://www.example.org/reports/care/"),
        "{shown}"
    );
    assert!(shown.contains("Ask for large print."));
}

/// The rows of a table as they are read: cells apart by `|`.
fn rows(html: &str) -> Vec<String> {
    let table = between(html, "<table", "</table>");
    let row = |row: &str| {
        let cells = row.split(['\n']).map(words).filter(|cell| !cell.is_empty());
        cells.collect::<Vec<_>>().join("|")
    };
    table.split("<tr>").skip(1).map(row).collect()
}

#[test]
fn a_table_shows_chosen_columns_with_formats_units_and_totals() {
    let page = "---\ntitle: A\n---\n\n```table\nfile: v.csv\ncaption: Visits\ntotal: All\nmissing: \
        [\"*\"]\ncolumns:\n  - {name: Team}\n  \
        - {name: Visits, title: Number, total: sum}\n  - {name: Share, unit: \"%\", decimals: 1, \
        total: mean}\n```\n";
    let csv = b"Team,Telephone,Visits,Share\n\"Leeds, north\",secret,1200,12.5\nYork,secret,80,7\n\
        Hull,secret,*,\n";
    let built = site(&[("content/a.md", page)])
        .asset("content/v.csv", csv)
        .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    assert_eq!(
        rows(&built.html("a/index.html")),
        [
            "Team|Number|Share",
            "Leeds, north|1,200|12.5%",
            "York|80|7.0%",
            "Hull|*",
            "All|1,280|9.8%"
        ]
    );
    // What readers download is what they see: other columns of the file may be nobody's business.
    let files: Vec<&String> = built
        .files
        .keys()
        .filter(|path| crate::html::is(path, "csv"))
        .collect();
    let [file] = files.as_slice() else {
        panic!("{files:?}")
    };
    let offered = built.html(file);
    assert!(
        offered.contains("\"Leeds, north\"") && !offered.contains("secret"),
        "{offered}"
    );
    assert!(built.html("a/index.html").contains("data-sortable"));
}
