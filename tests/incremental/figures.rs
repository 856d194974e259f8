//! A page of figures that are not published as they stand: a table that counts people, a chart of
//! it on a page of its own, and services under codes; and what may happen to their files.

use std::fmt::Write as _;

/// The pages, and the private list of services.
pub(super) const FILES: [(&str, &str); 3] = [
    (
        "content/reports/figures.md",
        "---\ntitle: Figures\ndate: 2015-07-01\n---\n\n```table\nfile: people.csv\n\
         caption: People\ncounts: people\n```\n\n```benchmark\nfile: services.csv\n\
         title: Most are quick\nlabel: Seen in a day\nbetter: high\n```\n",
    ),
    (
        "content/newsletters/2015-03/three.md",
        "---\ntitle: Three\nweight: 3\n---\n\n```chart\nfile: /reports/people.csv\nkind: grouped\n\
         title: Some teams are small\nsubtitle: People\n\
         columns: [{name: Team}, {name: Men}, {name: Women}]\n```\n",
    ),
    (
        "private/services.csv",
        "service,email,code\nHidden Crisis Team,hidden@team.example,0DMH-EKGH\nTeam B,,0MXE-YHM5\n\
         Team C,,678Y-EWVK\nTeam D,,AX5M-D25K\nTeam E,,D00E-6W05\nTeam F,,QGC7-GG0H\n\
         Team G,,W7RR-27G6\n",
    ),
];

/// Lines that a block may have or not.
pub(super) const LINES: [(&str, &str); 6] = [
    ("content/reports/figures.md", "disclosure: {threshold: 5}"),
    ("content/reports/figures.md", "disclosure: nhs"),
    ("content/reports/figures.md", "chart: bar"),
    ("content/reports/figures.md", "sortable: no"),
    ("content/newsletters/2015-03/three.md", "note: Counted."),
    ("content/newsletters/2015-03/three.md", "Hidden Crisis Team"),
];

/// The figures of people, as they stand after some edits.
pub(super) fn people(edit: u8) -> String {
    let first = 2 + i64::from(edit) * 7;
    format!(
        "Team,Men,Women,All\nNorth,{first},21,{}\nSouth,33,17,50\nEast,40,{},{}\n",
        first + 21,
        12 + i64::from(edit),
        52 + i64::from(edit)
    )
}

/// The figures of services, as they stand after some edits.
pub(super) fn services(edit: u8) -> String {
    let mut csv = "code,numerator,denominator\n".to_owned();
    let codes = [
        "0DMH-EKGH",
        "0MXE-YHM5",
        "678Y-EWVK",
        "AX5M-D25K",
        "D00E-6W05",
        "QGC7-GG0H",
        "W7RR-27G6",
    ];
    for (at, code) in codes.iter().enumerate() {
        let hits = 12 + at * 5 + usize::from(edit) * (at % 3);
        let _ = writeln!(csv, "{code},{hits},{}", 48 + at);
    }
    csv
}
