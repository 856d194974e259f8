//! Charts: what is drawn of a file of figures, what is said of it, and what cannot be drawn.

mod descriptions;
mod drawings;
mod refusals;
mod times;
mod totals;

use masthead::base::Severity;
use masthead::fixture::{Built, Fixture};
use std::fmt::Write as _;

/// Figures by team, with a value that is not given.
const TEAMS: &str = "Team,Met,Partly met,Not met\nA,8,1,1\nB,6,*,3\nC,5,2,3\n";

/// Counts of five services.
const COUNTS: &str =
    "Service,Seen,Referred\nNorth,80,100\nSouth,45,50\nEast,30,60\nWest,190,200\nMid,*,*\n";

/// Builds a site whose page `a` holds a block over this file.
fn built(block: &str, csv: &str) -> Built {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write("content/a.md", &format!("---\ntitle: A\n---\n\n{block}\n"))
        .asset("content/figures.csv", csv.as_bytes())
        .build()
}

/// Returns the lines of a block `chart` of this kind, with further settings.
fn block(kind: &str, settings: &str) -> String {
    format!(
        "```chart\nfile: figures.csv\nkind: {kind}\ntitle: A finding\nsubtitle: The measure\n\
         missing: [\"*\"]\n{settings}\n```"
    )
}

/// Builds a page with a chart, and insists that nothing is wrong with it.
#[track_caller]
fn chart(kind: &str, settings: &str, csv: &str) -> String {
    let built = built(&block(kind, settings), csv);
    let errors: Vec<_> = built
        .outcome
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    built.html("a/index.html")
}

/// Returns both drawings of the first chart of a page: the wide one and the narrow one.
fn drawings(html: &str) -> [&str; 2] {
    let mut found = html.match_indices("<svg").map(|(at, _)| {
        let rest = &html[at..];
        &rest[..rest.find("</svg>").expect("the end of a drawing") + 6]
    });
    let first = found.next().expect("a wide drawing");
    let second = found.next().expect("a narrow drawing");
    [first, second]
}

/// Returns what the marks of a drawing say, in the order in which they are drawn.
fn marks_say(drawing: &str) -> Vec<String> {
    let svg = roxmltree::Document::parse(drawing).expect("XML");
    let marks = svg
        .descendants()
        .filter(|node| node.has_attribute("data-row"));
    let titles = marks.filter_map(|mark| {
        mark.children()
            .find(|node| node.has_tag_name((SVG, "title")))
    });
    titles
        .map(|title| title.text().unwrap_or_default().to_owned())
        .collect()
}

/// Returns the faults of a site, each with its code, its message and its help.
fn told(built: &Built) -> String {
    let mut told = String::new();
    for fault in &built.outcome.faults {
        let (code, help) = (fault.code.name(), fault.help.join(" | "));
        let _ = writeln!(told, "{code} {} | {help}", fault.message);
    }
    told
}

/// Returns the description of a page's chart.
fn description(html: &str) -> String {
    let svg = roxmltree::Document::parse(drawings(html)[0]).expect("XML");
    let mut nodes = svg.descendants();
    let found = nodes.find(|node| node.has_tag_name((SVG, "desc")));
    found.and_then(|node| node.text()).unwrap_or("").to_owned()
}

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
