//! A finding has its line, whatever kind of file it is in.

use crate::support::Site;

/// Files with a slip, and the line of each.
const FILES: &[(&str, &str, u64)] = &[
    (
        "content/site.yaml",
        "title: T\nbase_url: https://www.example.org/\nbase: x\n",
        3,
    ),
    ("content/people.yaml", "a-person:\n  nam: A. Person\n", 2),
    ("content/t.csv", "a,b\n1,2\n3,4,5\n", 3),
    (
        "content/publications/x.bib",
        "@article{a,\n title = {X}\n}\n\n@book{b\n title = {Y}\n}\n",
        5,
    ),
    (
        "content/publications/y.ris",
        "TY  - JOUR\nTI  - X\nPY  - 20xx\nER  - \n",
        3,
    ),
    (
        "content/publications/z.json",
        "[\n {\"id\": \"k\"},\n {\"id\": }\n]\n",
        3,
    ),
    (
        "content/b.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g>\n<</g>\n</svg>\n",
        3,
    ),
    (
        "content/s.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g/>\n<script>x()</script>\n</svg>\n",
        3,
    ),
    (
        "content/c.html",
        "<p>\n</p>\n\n<p onclick=\"x()\">A</p>\n",
        4,
    ),
    (
        "themes/default/templates/page.html",
        "<p>\n{% if %}\n</p>\n",
        2,
    ),
    (
        "themes/default/assets/style.css",
        "p { color: red; }\n\np { background: url(../..); }\n",
        3,
    ),
];

/// A page that shows the table, the drawings and the file.
const PAGE: &str = "---\ntitle: A\n---\n\n```table\nfile: t.csv\ncaption: C\n```\n\n\
    ![One](b.svg) ![Two](s.svg) [Three](c.html)\n";

#[test]
fn a_finding_has_its_line_in_every_kind_of_file() {
    let mut site = Site::new().write("content/a.md", PAGE);
    for (file, text, _) in FILES {
        site = site.write(file, text);
    }
    let found = site.findings();
    for (file, _, line) in FILES {
        let has_place = |line: u64| {
            let mut found = found.iter();
            found.any(|finding| finding.file == *file && finding.line == line)
        };
        assert!(has_place(*line), "{file}:{line}: {found:#?}");
        assert!(!has_place(0), "{file}: {found:#?}");
    }
}
