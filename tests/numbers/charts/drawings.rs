//! What is drawn: an XML parser reads the drawings, and the figures in them are those of the table
//! that is published beside them.

use super::{COUNTS, SVG, TEAMS, block, built, chart, drawings};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Every kind with settings and a file that fit it.
const KINDS: [(&str, &str, &str); 9] = [
    ("bar", "columns: [{name: Team}, {name: Met}]", TEAMS),
    (
        "bar",
        "columns: [{name: Team}, {name: Partly met}]\norder: largest\ntarget: mean",
        TEAMS,
    ),
    ("grouped", "", TEAMS),
    ("stacked", "", TEAMS),
    (
        "line",
        "",
        "Year,Seen,Waiting\n2012,10,4\n2013,*,5\n2015,30,6\n",
    ),
    (
        "dot",
        "",
        "Team,Median,Low,High\nA,5,2,9\nB,*,*,*\nC,7.5,7,8\n",
    ),
    (
        "caterpillar",
        "target: 80",
        "Team,Share,Low,High\nA,85,81,90\nB,70,60,75\nC,*,*,*\n",
    ),
    ("caterpillar", "target: mean", COUNTS),
    ("funnel", "", COUNTS),
];

fn marks<'d>(svg: &'d Document<'d>) -> Vec<Node<'d, 'd>> {
    let nodes = svg.descendants();
    nodes
        .filter(|node| node.attribute("data-row").is_some())
        .collect()
}

/// Returns an attribute of a mark, or nothing where it has none.
fn text(mark: Node<'_, '_>, name: &str) -> String {
    mark.attribute(name).unwrap_or_default().to_owned()
}

/// Returns the number of a mark's row or series.
fn number(mark: Node<'_, '_>, name: &str) -> usize {
    text(mark, name).parse().expect("a number")
}

/// Returns the numbers in the cells of the table below a chart, row by row.
fn table_numbers(html: &str) -> Vec<Vec<String>> {
    let (_, rest) = html.split_once("<tbody>").expect("a table");
    let (body, _) = rest.split_once("</tbody>").expect("the end of the table");
    let mut rows = Vec::new();
    for row in body.split("<tr>").skip(1) {
        let cells = row.split("<td").skip(1).map(|cell| {
            let value = cell.split_once("data-value=\"");
            let value = value.and_then(|(_, rest)| rest.split_once('"'));
            value.map_or_else(String::new, |(value, _)| value.to_owned())
        });
        rows.push(cells.collect());
    }
    rows
}

#[test]
fn figures_in_drawings_are_those_of_the_published_table() {
    for (kind, settings, csv) in KINDS {
        let html = chart(kind, settings, csv);
        let table = table_numbers(&html);
        for drawing in drawings(&html) {
            let svg = Document::parse(drawing).expect("XML");
            let mut read: Vec<Vec<String>> = table
                .iter()
                .map(|row| vec![String::new(); row.len()])
                .collect();
            for mark in marks(&svg) {
                let row = &mut read[number(mark, "data-row")];
                if mark.has_attribute("data-count") {
                    *row = vec![text(mark, "data-count"), text(mark, "data-size")];
                } else if mark.has_attribute("data-low") {
                    *row = vec![
                        text(mark, "data-value"),
                        text(mark, "data-low"),
                        text(mark, "data-high"),
                    ];
                } else {
                    row[number(mark, "data-series")] = text(mark, "data-value");
                }
            }
            assert_eq!(read, table, "{kind} {settings}");
        }
    }
}

#[test]
fn drawings_have_names_and_no_styles_or_scripts() {
    for (kind, settings, csv) in KINDS {
        let html = chart(kind, settings, csv);
        let mut ids = BTreeSet::new();
        for drawing in drawings(&html) {
            let svg = Document::parse(drawing).expect("XML");
            let root = svg.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            for part in ["aria-labelledby", "aria-describedby"] {
                let id = root.attribute(part).expect("an identifier");
                let mut nodes = svg.descendants();
                let named = nodes.find(|node| node.attribute("id") == Some(id));
                let text = named.and_then(|node| node.text()).unwrap_or_default();
                assert!(!text.is_empty(), "{kind}: {part}");
            }
            for node in svg.descendants() {
                assert!(node.attribute("style").is_none(), "{kind}");
                assert!(!node.has_tag_name((SVG, "style")) && !node.has_tag_name((SVG, "script")));
                if let Some(id) = node.attribute("id") {
                    assert!(ids.insert(id.to_owned()), "{kind}: {id} twice");
                }
            }
        }
        for id in ids {
            let count = html.matches(&format!("id=\"{id}\"")).count();
            assert_eq!(count, 1, "{kind}: {id}");
        }
    }
}

/// Returns every number in the attributes that say where something is.
fn coordinates(svg: &Document<'_>) -> Vec<f64> {
    let mut found = Vec::new();
    for node in svg.descendants() {
        for name in [
            "x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "d",
        ] {
            let text = node.attribute(name).unwrap_or_default();
            let numbers = text.split(|c: char| !matches!(c, '0'..='9' | '.' | '-'));
            for number in numbers.filter(|number| !number.is_empty()) {
                found.push(number.parse().expect("a number"));
            }
        }
    }
    found
}

/// A name that no line can hold.
const LONG: &str = "Team,Met\n\"A team with a very long name that goes on and on, for as long as a \
                name can go on before anybody stops to read it, and then a little \
                further\",5\nB,6\n";

#[test]
fn odd_figures_have_places_in_the_drawing() {
    let mut fifty = "Service,Seen\n".to_owned();
    for at in 0..50 {
        let _ = writeln!(fifty, "Service {at},{}", at * 37 % 91);
    }
    for (kind, settings, csv) in [
        ("bar", "", "Team,Met\nA,5\nB,5\nC,5\n"),
        ("bar", "", "Team,Met\nA,0\nB,0\n"),
        ("bar", "", "Team,Met\nA,5\n"),
        ("bar", "", "Team,Change\nA,-5\nB,3.5\nC,0\n"),
        ("bar", "", "Team,Change\nA,-5\nB,-3\n"),
        ("bar", "target: 100000", "Team,Met\nA,1\nB,2\n"),
        ("bar", "", "Team,Met\nA,999999999999999\nB,0.000001\n"),
        ("bar", "", LONG),
        ("bar", "", &fifty),
        ("grouped", "", "Team,Up,Down\nA,5,-3\nB,*,-1\n"),
        ("stacked", "", "Team,Met,Not met\nA,0,0\nB,*,*\nC,1,0\n"),
        (
            "line",
            "",
            "Day,Seen\n2015-03-16,4\n2015-01-02,9\n2016-12-31,1\n",
        ),
        ("line", "", "Place,Seen\nA,4\n"),
        ("line", "", "Place,Seen,Waiting\nA,*,4\nB,*,4\nC,3,4\n"),
        ("dot", "", "Team,Mean\nA,5\nB,5\n"),
        (
            "caterpillar",
            "target: mean",
            "Team,Seen,Referred\nA,5,10\nB,10,20\n",
        ),
        ("funnel", "", "Team,Seen,Referred\nA,0,10\nB,0,20\n"),
        ("funnel", "", "Team,Seen,Referred\nA,10,10\nB,20,20\n"),
        (
            "funnel",
            "limits: poisson\ntarget: 1",
            "Team,Deaths,Expected\nA,10,12.5\nB,20,15\n",
        ),
        (
            "funnel",
            "limits: deviations",
            "Team,Seen,Referred\nA,1,1\nB,1,2\n",
        ),
        (
            "funnel",
            "per: 1000\nlimits: poisson",
            "Team,Deaths,Beds\nA,1,1000000\nB,3,20\n",
        ),
    ] {
        let html = chart(kind, settings, csv);
        for drawing in drawings(&html) {
            let svg = Document::parse(drawing).expect("XML");
            for place in coordinates(&svg) {
                assert!(
                    (-40.0..3_000.0).contains(&place),
                    "{kind} {csv}: {place}\n{drawing}"
                );
            }
        }
    }
}

#[test]
fn names_that_are_cut_off_stand_in_full_behind_their_line() {
    let html = chart("bar", "", LONG);
    assert!(html.contains("before anybody stops to read it, and then a little further</title>"));
}

#[test]
fn a_line_goes_along_its_days() {
    let csv = "Day,Seen\n2015-03-16,4\n2015-01-02,9\n2016-12-31,1\n";
    let html = chart("line", "", csv);
    let svg = Document::parse(drawings(&html)[0]).expect("XML");
    let mut places = Vec::new();
    for mark in marks(&svg) {
        let dot = mark
            .children()
            .find(|node| node.has_tag_name((SVG, "circle")));
        let x: f64 = dot
            .and_then(|dot| dot.attribute("cx"))
            .expect("a place")
            .parse()
            .unwrap();
        let title = mark
            .children()
            .find(|node| node.has_tag_name((SVG, "title")));
        places.push((
            x,
            title
                .and_then(|title| title.text())
                .unwrap_or_default()
                .to_owned(),
        ));
    }
    let texts: Vec<&str> = places.iter().map(|(_, text)| text.as_str()).collect();
    let days = [
        "2 January 2015: 9",
        "16 March 2015: 4",
        "31 December 2016: 1",
    ];
    assert_eq!(texts, days);
    // Two months are a ninth of the two years.
    let whole = places[2].0 - places[0].0;
    let part = places[1].0 - places[0].0;
    assert!((part / whole - 0.1).abs() < 0.01, "{places:?}");
}

#[test]
fn small_numbers_are_told_from_nought() {
    let html = chart(
        "bar",
        "",
        "Team,Met\nA,0.000001\nB,0.00000042\nC,0.3333333333333\n",
    );
    assert!(drawings(&html)[0].contains(">0.00000042</text>"), "{html}");
    let thirds = chart("bar", "", "Team,Met\nA,0.3333333333333\nB,0.5\n");
    assert!(drawings(&thirds)[0].contains(">0.333333</text>"));
    let debts = chart("bar", "", "Team,Left\nA,£5\nB,-£3\n");
    assert!(drawings(&debts)[0].contains(">−£3</text>") && debts.contains(">−£3<"));
}

#[test]
fn a_line_that_ends_early_says_when() {
    let html = chart(
        "line",
        "",
        "Year,North,South\n2010,1,4\n2011,2,5\n2012,,6\n",
    );
    assert!(
        drawings(&html)[0].contains(">2 (2011) North</text>"),
        "{html}"
    );
}

#[test]
fn numbers_are_written_as_the_site_writes_them() {
    let html = masthead::fixture::Fixture::new()
        .write("content/site.yaml", "title: T\nlanguage: de\n")
        .write(
            "content/index.md",
            &format!("---\ntitle: H\n---\n\n{}\n", block("bar", "unit: \" %\"")),
        )
        .asset("content/figures.csv", b"Team,Change\nA,1234.5\nB,-2.5\n")
        .write(
            "themes/default/i18n/de.yaml",
            "number_thousands: \".\"\nnumber_decimal: \",\"\nchart_says_bar: \"{n} Balken.\"\n",
        )
        .build()
        .html("index.html");
    for drawing in drawings(&html) {
        assert!(drawing.contains(">1.234,5 %</text>"), "{drawing}");
        assert!(drawing.contains(">−2,5 %</text>") && drawing.contains("2 Balken."));
    }
}

#[test]
fn a_caterpillar_names_services_where_there_is_room() {
    let mut csv = "Service,Seen,Referred\n".to_owned();
    for at in 1..=41 {
        let _ = writeln!(csv, "Service {at},{at},50");
    }
    let few = csv.lines().take(41).collect::<Vec<_>>().join("\n");
    for (csv, is_named) in [(few, true), (csv, false)] {
        let html = chart("caterpillar", "target: mean", &csv);
        for drawing in drawings(&html) {
            assert_eq!(drawing.contains(">Service 7</text>"), is_named);
            // Every mark says its name to a pointer and to the keyboard.
            assert!(drawing.contains("<title>Service 7: 14% ("), "{drawing}");
        }
    }
}

#[test]
fn shares_of_few_rounded_people_are_hidden_as_in_tables() {
    let csv = "Service,Seen,Referred\nNorth,31,40\nSouth,61,82\nWest,98,98\nEast,70,150\n";
    for kind in ["funnel", "caterpillar"] {
        let html = chart(kind, "counts: people", csv);
        for drawing in drawings(&html) {
            for shown in ["South: 75%", "East: 47%"] {
                assert!(drawing.contains(shown), "{shown} {drawing}");
            }
            assert!(
                !drawing.contains("North: 7") && !drawing.contains("West: 1"),
                "{drawing}"
            );
        }
        assert!(html.contains("2 values are not given (*)"), "{html}");
        let exact = chart(kind, "counts: people\ndisclosure: {none: agreed}", csv);
        assert!(exact.contains("West: 100%"), "{exact}");
    }
}

#[test]
fn a_table_draws_its_own_columns() {
    let table =
        "```table\nfile: figures.csv\ncaption: Teams\nmissing: [\"*\"]\nchart: stacked\n```";
    let built = built(table, TEAMS);
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    let html = built.html("a/index.html");
    assert!(drawings(&html)[0].contains("<title id=\"table-1_wide_title\">Teams</title>"));
    assert_eq!(html.matches("<table").count(), 1);
}

#[test]
fn pages_without_charts_load_nothing_for_them() {
    let built = built(&block("bar", ""), "Team,Met\nA,5\n");
    let (with, without) = (built.html("a/index.html"), built.html("index.html"));
    for part in ["charts.", "chart-"] {
        assert!(with.contains(part) && !without.contains(part), "{part}");
    }
}

#[test]
fn hidden_figures_are_gaps_with_their_sign() {
    let html = chart("bar", "columns: [{name: Team}, {name: Partly met}]", TEAMS);
    for drawing in drawings(&html) {
        let svg = Document::parse(drawing).expect("XML");
        let gap = marks(&svg)[1];
        assert!(gap.attribute("data-value").is_none());
        assert!(drawing.contains(">*</text>"));
        assert!(gap.children().all(|node| !node.has_tag_name((SVG, "rect"))));
    }
}

#[test]
fn in_feeds_figures_and_words_stand_in_place_of_a_drawing() {
    let block = block("bar", "");
    let page = format!("---\ntitle: News\nnumber: 1\ndate: 2019-03-01\n---\n\n{block}");
    let built = masthead::fixture::Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/newsletters/1.md", &page)
        .asset("content/newsletters/figures.csv", b"Team,Met\nA,5\nB,6\n")
        .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:?}",
        built.outcome.faults
    );
    let page = built.html("newsletters/1/index.html");
    assert_eq!(page.matches("<svg").count(), 2);
    let feed = built.html("newsletters/feed.json");
    assert!(
        !feed.contains("<svg") && !feed.contains("<details"),
        "{feed}"
    );
    let link = "https://www.example.org/newsletters/1/#chart-1";
    for part in [link, "<td", "See the chart", "lowest"] {
        assert!(feed.contains(part), "no {part} in {feed}");
    }
}
