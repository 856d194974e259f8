//! `masthead new` as a process: files on disk, paths on the terminal, nothing overwritten.

use crate::support::{Site, tree::Tree};
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// A PDF of no pages: enough to be one.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 \
    obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
                   3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\n\
    0000000000 65535 f \n0000000009 00000 n \n\
                   0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n\
    startxref\n160\n%%EOF\n";

const EACH_KIND: &[&[&str]] = &[
    &["page", "About: the scheme", "--summary", "Who we are."],
    &["section", "Services"],
    &[
        "page",
        "Night line",
        "--in",
        "services",
        "--topic",
        "Nights",
    ],
    &[
        "newsletter",
        "--article",
        "A carer’s view",
        "--by",
        "withheld, carer",
        "--article",
        "B",
        "--by",
        "B. Sample, staff, Team",
    ],
    &[
        "article",
        "One more: thing",
        "--by",
        "C. Sample, service user",
    ],
    &[
        "report",
        "First report",
        "--period",
        "2019",
        "--finding",
        "It works.",
        "--file",
        "Report, final.PDF",
    ],
];

#[test]
fn what_each_kind_lays_out_builds_without_a_finding() {
    let site = Site::new().write("Report, final.PDF", PDF);
    let mut printed = Vec::new();
    for &line in EACH_KIND {
        let ran = site.run(&[&["new"], line].concat()).expect_exit(0);
        printed.extend(
            ran.stdout
                .lines()
                .filter(|line| line.starts_with("./content/"))
                .map(str::to_owned),
        );
        site.run(&["build", "--strict"]).expect_exit(0);
    }
    assert_eq!(
        printed,
        [
            "./content/about-the-scheme.md",
            "./content/services/index.md",
            "./content/services/night-line.md",
            "./content/newsletters/2020-01/index.md",
            "./content/newsletters/2020-01/a-carers-view.md",
            "./content/newsletters/2020-01/b.md",
            "./content/newsletters/index.md",
            "./content/newsletters/2020-01/one-more-thing.md",
            "./content/reports/first-report.md",
            "./content/reports/first-report/report-final.pdf",
            "./content/reports/index.md",
        ]
    );
    assert!(printed.iter().all(|path| site.path(path).is_file()));
    assert_eq!(
        site.read("content/reports/first-report/report-final.pdf"),
        PDF
    );
    assert!(
        site.read("public/reports/first-report/index.html")
            .contains("report-final.pdf")
    );
    assert!(
        site.read("public/newsletters/2020-01/index.html")
            .contains("One more: thing")
    );
    // Remarks in the new files are for whoever writes there.
    assert!(
        !site
            .read("public/newsletters/2020-01/b/index.html")
            .contains("remark")
    );
}

#[test]
fn kinds_that_a_theme_declares_are_made_and_listed_like_the_others() {
    let site = Site::new()
        .write("leaflet.pdf", PDF)
        .write(
            "content/site.yaml",
            "title: T\nbase_url: https://www.example.org/\ntheme: own\n",
        )
        .write(
            "themes/own/kinds/visit.yaml",
            "summary: A visit.\nfolder: visits\nfields:\n  host: {type: text, required: yes}\n  \
             leaflet: {type: asset}\n",
        )
        .write(
            "themes/own/templates/visit.html",
            "{% extends \"page.html\" %}",
        )
        .write(
            "themes/own/templates/visit.ics",
            "BEGIN:VCALENDAR\nX-HOST:{{ page.host }}\nEND:VCALENDAR\n",
        );
    let ran = site.run(&["new", "visit", "Night team"]).expect_exit(2);
    assert!(
        ran.stderr.contains(
            "`host` is missing; write it like this: masthead new visit \"Night team\" --host"
        ),
        "{ran}"
    );
    assert!(!site.path("content/visits").exists());
    let line = [
        "new",
        "visit",
        "Night team",
        "--host",
        "A",
        "--leaflet",
        "leaflet.pdf",
    ];
    site.run(&line).expect_exit(0);
    let built = site.run(&["build", "--strict"]).expect_exit(0).stdout;
    assert!(built.contains("1 visit"), "{built}");
    let calendar = site.read("public/visits/night-team/visit.ics");
    assert!(calendar.contains("X-HOST:A\r\n"), "{calendar}");
    assert_eq!(site.read("content/visits/night-team/leaflet.pdf"), PDF);
    let listed = site.run(&["list", "--json"]).expect_exit(0).stdout;
    assert!(listed.contains("\"kind\": \"visit\""), "{listed}");
    for (line, words) in [
        (&["new", "vist", "A"][..], "did you mean `visit`?"),
        (&["new", "visit", "A", "--hots", "B"], "'--host'"),
    ] {
        let ran = site.run(line).expect_exit(2);
        assert!(ran.stderr.contains(words), "{ran}");
    }
    let help = site.run(&["new", "--help"]).expect_exit(0).stdout;
    assert!(
        help.contains("visit") && help.contains("A visit") && help.contains("kinds/NAME.yaml"),
        "{help}"
    );
}

#[test]
fn events_and_vacancies_are_made_on_any_site() {
    let site = Site::new();
    let line = ["new", "event", "Forum", "--starts", "2030-03-12 10:00"];
    site.run(&line).expect_exit(0);
    let line = ["new", "vacancy", "Gardener", "--closes", "2030-04-30"];
    site.run(&line).expect_exit(0);
    let text = site.read("content/vacancies/gardener.md");
    assert!(text.contains("date: 2020-01-01\n"), "{text}");
    site.run(&["build", "--strict"]).expect_exit(0);
}

#[test]
fn what_is_there_is_never_overwritten() {
    let site = Site::new()
        .write("content/summer-fair.md", "---\ntitle: Mine\n---\n")
        .write("content/winter/only.txt", "");
    let before = Tree::read(site.root());
    let ran = site.run(&["new", "page", "Summer fair"]).expect_exit(2);
    assert!(
        ran.stderr
            .contains("there is `content/summer-fair.md` already, and it stays as it is"),
        "{ran}"
    );
    site.run(&["new", "section", "Winter"]).expect_exit(2);
    site.run(&["new", "report", "R", "--file", "nowhere.pdf"])
        .expect_exit(2);
    site.run(&["new", "report", "R", "--file", "content"])
        .expect_exit(2);
    before.assert_same(&Tree::read(site.root()));
}

#[test]
fn an_address_that_is_taken_is_found_out_before_anything_is_written() {
    let site = Site::new().write(
        "content/former.md",
        "---\ntitle: Former\nslug: summer-fair\n---\n",
    );
    let before = Tree::read(site.root());
    let ran = site.run(&["new", "page", "Summer fair"]).expect_exit(2);
    assert!(
        ran.stderr.contains("[address-clash]") && ran.stderr.contains("nothing was written"),
        "{ran}"
    );
    before.assert_same(&Tree::read(site.root()));
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let site = Site::new();
    let mut child = site
        .command(&["new", "report"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    // It may have left before this is typed.
    let _ = child
        .stdin
        .take()
        .expect("its input")
        .write_all(b"A title\n");
    let ran = child.wait_with_output().expect("its end");
    assert_eq!(ran.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&ran.stderr).contains("masthead new report \"A title\""),
        "{ran:?}"
    );
}

#[test]
fn at_a_terminal_what_is_missing_is_asked_for() {
    let site = Site::new();
    let program = env!("CARGO_BIN_EXE_masthead");
    // `script` of util-linux gives the program a terminal of its own; what is typed comes through
    // it.
    let mut script = Command::new("/usr/bin/script");
    site.prepare(script.args([
        "--quiet",
        "--return",
        "--command",
        &format!("{program} new newsletter"),
        "/dev/null",
    ]));
    let mut child = script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`script`, part of util-linux");
    let typed = b"2020-03-01\n4\nSpring 2020\nSpring issue\nE. Sample\nAll about spring.\nFirst \
        piece\nA. Sample\ncarer\n\n\n\n";
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(typed)
        .expect("typed");
    let ran = child.wait_with_output().expect("its end");
    let shown = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(ran.status.code(), Some(0), "{shown}");
    assert!(
        shown.contains("Day it is published [2020-01-01]: "),
        "{shown}"
    );
    let issue = fs::read_to_string(site.path("content/newsletters/2020-03/index.md"))
        .unwrap_or_else(|error| panic!("{error}: {shown}"));
    assert!(
        issue.contains(
            "title: Spring issue\ndate: 2020-03-01\nnumber: 4\nperiod: Spring 2020\neditor: E. \
             Sample\n"
        ),
        "{issue}"
    );
    assert!(
        site.read("content/newsletters/2020-03/first-piece.md")
            .contains("  - name: A. Sample\n    role: carer\n")
    );
    site.run(&["build", "--strict"]).expect_exit(0);
}
