//! Every finding masthead can make, as people and as programs get it: one snapshot a code. What
//! goes with findings, too: exit codes, `--strict`, `--quiet`, `--format json`, and that `check`
//! writes nothing.
//!
//! After a change of words: `cargo insta test --review`, or run with `INSTA_UPDATE=always` and look
//! at the difference.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

mod support;

use masthead::base::Code;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::process::Command;
use support::{Ran, Site, findings, link, picture};

/// A site with a fault, and what `check` is told beside.
struct Case {
    site: Site,
    arguments: &'static [&'static str],
}

impl From<Site> for Case {
    fn from(site: Site) -> Self {
        Self {
            site,
            arguments: &[],
        }
    }
}

/// One test a case, named after its code; the site it makes must have findings of that code and no
/// other.
macro_rules! cases {
    ($($name:ident: $site:expr,)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];

        $(
            #[test]
            fn $name() {
                snapshot(stringify!($name), &$site.into());
            }
        )*
    };
}

cases! {
    unreadable_file: {
        let site = Site::new();
        let name = std::ffi::OsStr::from_bytes(b"caf\xe9.md");
        fs::write(site.path("content").join(name), "x").expect("a file");
        site
    },
    not_utf8: Site::new().write("content/a.md", b"---\ntitle: Caf\xe9\n---\n"),
    damaged_text: page("Text\0.\n"),
    file_too_large: Site::new().write("content/a.md", "x".repeat(9 << 20)),
    special_file: {
        let site = Site::new();
        let made = Command::new("mkfifo").arg(site.path("content/a.md")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo failed");
        site
    },
    bad_symlink: {
        let site = Site::new();
        support::put(&site.beside("elsewhere.md"), b"x");
        link(site.beside("elsewhere.md"), &site.path("content/a.md"));
        link("..", &site.path("content/loop"));
        link("nowhere.png", &site.path("content/b.png"));
        site
    },
    left_out_file: Site::new()
        .write("content/about (1).md", "---\ntitle: About\n---\nSomething.\n")
        .write("content/static/.env", "PASSWORD=x")
        .write("content/about.md.orig", "x")
        .write("content/._about.md", b"\x00\x05\x16\x07"),
    no_pages: {
        let site = Site::new();
        for name in ["content/index.md", "content/about.md", "content/news"] {
            site.remove(name);
        }
        site
    },
    file_not_read: Site::new()
        .write("content/a.markdown", "---\ntitle: A\n---\n")
        .write("content/b.markdown", "---\ntitle: B\n---\n")
        .write("content/c.docx", "x")
        .write("content/d.html", "<p>Text</p>")
        .write("content/e.txt", "---\ntitle: E\n---\n"),
    missing_front_matter: Site::new()
        .write("content/a.md", "Only text.\n")
        .write("content/b.md", "–––\ntitle: B\n–––\n"),
    unclosed_front_matter: Site::new().write("content/a.md", "---\ntitle: A\ndate: 2015-03-01\n\n\
        The text.\n"),
    toml_front_matter: Site::new().write("content/a.md", "+++\ntitle = \"A\"\n+++\n"),
    yaml_syntax: Site::new()
        .write("content/a.md", "---\ntitle: HTAS: the first year\n\tsummary: \"B\nslug:a\n---\n")
        .write("content/b.md", "---\ntitle: “B: b”\n---\n")
        .write("content/c.md", "---\ntitle: Number #1\n---\n"),
    yaml_limit: front(&format!("title: A\nextra: {}", "[".repeat(70))),
    duplicate_key: front("title: A\nextra:\n  a: 1\n  a: 2\ntitle: B"),
    unknown_key: front("title: A\nsumary: B\nauthor: C\nnumber: 3\nmine: 4"),
    missing_key: Site::new()
        .write("content/a.md", "---\nsummary: A\n---\n")
        .write("content/b.md", "---\ntitle: B\n---\n\n```notice\ntitle: C\n```\n"),
    wrong_type: front("title: A\nweight: heavy\ndraft: perhaps\ntopics: {a: b}\nauthors: A, B"),
    invalid_date: front("title: A\ndate: 31/02/2015\nupdated: 3/2/2015\npublish_on: soon"),
    doubtful_date: front("title: A\ndate: 1015-03-16\nupdated: 2062-01-01"),
    dates_disagree: front("title: A\ndate: 2020-06-10\nexpires_on: 2020-06-10")
        .write("content/reports/b.md", "---\ntitle: B\ndate: 2019-06-10\nupdated: 2019-01-01\n\
            review_by: 2019-06-09\n---\n"),
    unknown_kind: front("title: A\nkind: newsleter"),
    unknown_choice: Site::new().write("content/a.md", "---\ntitle: A\nkind: section\nsort: newst\n\
        ---\n\n```notice\nbody: B\nkind: warming\n```\n"),
    unknown_person: Site::new()
        .write("content/people.yaml", "a-sample: {name: A. Sample}\n")
        .write("content/a.md", "---\ntitle: A\nkind: article\nbyline: [{person: a-sampel, role: \
            staff}]\n---\n"),
    person_twice: Site::new()
        .write("content/a.md", "---\ntitle: A\nkind: article\nbyline: [{name: A. Sample, role: \
            staff}, {name: A. Sample, role: staff}]\n---\n"),
    withheld_name: Site::new()
        .write("content/newsletters/2016-03/index.md", "---\ntitle: Issue\n---\n")
        .write("content/newsletters/2016-03/letter.md", "---\ntitle: A letter\nbyline:\n  - name: \
            Anna Sample\n    withheld: yes\n    role: carer\n---\nI am Anna Sample. Thanks to \
            Mrs Sample.\n"),
    secret_published: Site::new()
        .write("themes/default/templates/page.html", "<p>Closing the day centre for good</p>")
        .write("content/a.md", "---\ntitle: A\n---\nText.\n")
        .write("content/b.md", "---\ntitle: Closing the day centre for good\ndraft: true\n---\n"),
    topic_spelling: Site::new()
        .write("content/a.md", "---\ntitle: A\ntopics: [Service provision]\n---\n")
        .write("content/b.md", "---\ntitle: B\ntopics: [service Provision]\n---\n"),
    same_number: Site::new()
        .write("content/newsletters/1.md", "---\ntitle: Spring\ndate: 2015-03-31\nnumber: 3\n---\n")
        .write("content/newsletters/2.md", "---\ntitle: Summer\ndate: 2015-06-30\nnumber: 3\n---\n\
            "),
    page_circle: Site::new()
        .write(
            "themes/default/kinds/standard.yaml",
            "folder: standards\nfields:\n  part_of: {type: page}\n",
        )
        .write("themes/default/templates/standard.html", "{{ page.title }}")
        .write("content/standards/a.md", "---\ntitle: A\npart_of: b.md\n---\n")
        .write("content/standards/b.md", "---\ntitle: B\npart_of: a.md\n---\n")
        .write("content/standards/c.md", "---\ntitle: C\npart_of: c.md\n---\n"),
    locked_page: front("title: A\npassword: s3cret\nvisibility: public"),
    no_base_url: Site::new().write("content/site.yaml", "title: Test\n"),
    invalid_setting: Site::new().write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/?a\nlanguage: English\ntime_zone: London\n\
         organisation: {email: nobody}\n\
         folders: {news: {permalink: \"/{yaer}/{slug}/\"}}\n",
    ),
    accepted_warning: Site::new().write(
        "content/a.md",
        "---\ntitle: A\naccept:\n  missing-alt: The picture is decoration.\n---\n\nText.\n",
    ),
    other_generator: {
        let mut site = Site::new()
            .write("content/news/_index.md", "---\ntitle: All\n---\n\nText.\n")
            .write("content/_includes/a.md", "---\ntitle: Part\n---\n\nText.\n")
            .write("content/_drafts/b.md", "---\ntitle: Later\n---\n\nText.\n");
        for number in 1..5 {
            let path = format!("content/news/2016-03-0{number}-spring.md");
            let front = format!("layout: post\npermalink: /{number}/");
            site.put(&path, format!("---\ntitle: T\n{front}\n---\n\nText.\n"));
        }
        site = site.write("content/news/toml.md", "+++\ntitle = \"T\"\n+++\n\nText.\n");
        site
    },
    first_words: Site::new()
        .write(
            "content/site.yaml",
            "title: The name of your organisation\nbase_url: https://www.example.org/\n",
        )
        .write("content/contact.md", include_str!("../src/cli/init/content/contact.md")),
    text_too_deep: page(&format!("{}x\n", "> ".repeat(101))),
    broken_link: page("[a](abuot.md) [b](nowhere/at/all.md) []()\n"),
    broken_anchor: page("[a](#teh-place) [b](about.md#nowhere)\n\n## The place\n"),
    missing_file: page("![A desk](dsk.png)\n").write("content/desk.png", picture(0)),
    data_file: page("```table\nfile: visits.csv\ncaption: Visits\ncolumns:\n  - {name: Taem}\n```\n\
        \n```table\nfile: broken.csv\ncaption: Visits\n```\n")
        .write("content/visits.csv", "Team,Visits\nA,120\n")
        .write("content/broken.csv", "Team,Visits\nTeam A, north,120\n"),
    chart_figures: page("```chart\nfile: seen.csv\nkind: funnel\ntitle: Services differ little\n\
        subtitle: Seen within four hours\n```\n\n```table\nfile: seen.csv\ncaption: Seen\n\
        chart: bar\n```\n")
        .write("content/seen.csv", "Service,Seen,Referred\nNorth,40,35\nSouth,12,0\n"),
    benchmark_figures: page("```benchmark\nfile: seen.csv\ntitle: Seen\nlabel: Seen\n\
        better: high\n```\n")
        .write("content/seen.csv", "code,numerator,denominator\n0DMH-EKGH,48,40\n\
        0MXE-YHM5,many,40\n"),
    private_file: page("[List](../private/services.csv)\n\n```benchmark\nfile: seen.csv\n\
        title: Seen\nlabel: Seen\nbetter: high\n```\n")
        .write("content/seen.csv", "team,code,numerator,denominator\nA,678Y-EWVK,30,40\n"),
    counted_people: page("```table\nfile: visits.csv\ncaption: Visits\ndisclosure: {threshold: 5}\n\
        columns:\n  - name: Team\n  - name: Men\n  - {name: Women, counts: other}\n  - {name: All, \
        counts: other}\n```\n")
        .write("content/visits.csv", "Team,Men,Women,All\nNorth,3,48,51\nSouth,12,61,73\n"),
    pdf_file: page("[a](a.pdf) [b](b.pdf)\n")
        .write("content/a.pdf", "Dear reader, this is a letter.")
        .write("content/b.pdf", "%PDF-1.4\ntrailer << /Encrypt 1 0 R >>\n%%EOF\n"),
    picture_file: page("![A](a.jpg) ![B](b.jpg) ![C](c.jpg) [D](d.tif)\n")
        .write("content/a.jpg", "<!doctype html><title>Not found</title>")
        .write("content/b.jpg", &picture(0)[..48])
        .write("content/c.jpg", picture(0))
        .write("content/d.tif", b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\0\0\0\0\0\0\0\0"),
    document_properties: page("[The programme](programme.rtf)\n").write(
        "content/programme.rtf",
        "{\\rtf1{\\info{\\title Programme}{\\author Jane Roe}{\\operator Will Doe}}}",
    ),
    active_file: page("![A](a.svg) ![B](b.svg) [C](c.html)\n")
        .write("content/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\">\
            <script>x()</script></svg>")
        .write("content/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<g></svg>")
        .write("content/c.html", "<script>x()</script>"),
    held_back_link: page("[a](later.md)\n").write("content/later.md", "---\ntitle: Later\n\
        publish_on: 2030-01-01\n---\n"),
    contact_detail: page("```contact\nphone: call us\n```\n\n```contact\nemail: office \
        @example,org\n```\n\n[Write](mailto:nobody) or [call](tel:call-us)\n"),
    unsafe_link: page("[a](javascript:alert(1)) ![b](https://example.org/b.png)\n"),
    unsafe_html: page("A <span onclick=\"x()\">b</span>.\n\n<iframe src=\"c\"></iframe>\n"),
    missing_alt: page("![](desk.png)\n").write("content/desk.png", picture(0)),
    heading_skipped: page("# A\n\n## B\n\n#### C\n"),
    duplicate_anchor: page("## A {#a}\n\n## B {#a}\n"),
    unknown_footnote: page("Text[^a].\n\n[^b]: A note.\n"),
    text_left_out: page(
        "## Costs {draft}\n\n| A | B |\n| - | - |\n| 1 | 2 | 3 |\n| `a|b` |\n\nText[^1], \
         text[^1].\n\n[^1]: One.\n\n[^1]: Two.\n\n[Note]: Saturday\n\n``` Some text\ncode\n```\n",
    ),
    list_numbers: page("1. One\n2. Two\n2. Three\n"),
    unknown_component: page("```notic\nbody: A\n```\n"),
    word_leftover: page("• One\n\n##\u{a0}Two\n\nTeam\tVisits\nNorth\t12\n"),
    mark_left_over: page("##Hours\n\n-Monday\n-Tuesday\n\nThe ** meeting ** is on.\n\n\
        | Team | Visits |\n| North | 12 |\n\n> [!HINT]\n> Ring.\n"),
    unmeant_marks: page("We are closed, and sorry for that.\n---\nIt is 5*3*2 metres.\n\n    On \
        Tuesday we are back.\n"),
    lines_run_on: page("We meet again in May.\n\nKind regards,\nAnna Sample\nChair\n"),
    placeholder: page("The meeting is on [date], and a place costs £XX.\n"),
    foreign_template: page("{% include banner.html %}\n\nWelcome to {{ site.title }}, {{ name }}.\n\
        {: .lead}\n"),
    no_words: page("Read [](about.md).\n\n##\n"),
    address_clash: Site::new()
        .write("content/a.md", "---\ntitle: A\n---\n")
        .write("content/b.md", "---\ntitle: B\nslug: a\n---\n"),
    replaced_page: Site::new()
        .write("content/newsletters.md", "---\ntitle: News\n---\n")
        .write("content/newsletters/a.md", "---\ntitle: A\ndate: 2015-03-01\n---\n"),
    no_address: Site::new()
        .write("content/🎉.md", "---\ntitle: A\n---\n")
        .write("content/b.md", "---\ntitle: B\ntopics: [🎉]\n---\n"),
    bad_address: Site::new()
        .write("content/con.md", "---\ntitle: A\n---\n")
        .write("content/static/a:b.txt", "x"),
    bad_alias: front("title: A\naliases: [../x, /about/]"),
    address_gone: moved("title: A\nid: /a/"),
    feed_id_changed: moved("title: A\ndate: 2019-01-01\naliases: [/c/, /a/]"),
    host_limit: front(&(0..400).fold("title: A\naliases:\n".to_owned(), |front, number| {
        front + &format!("  - /newsletters/2014/issue-1/article-{number}/\n")
    })),
    broken_entry: publications("@article{ellis2014,\n  title = {Introduction of the scheme}\n  \
        year = {2014}\n}\n"),
    unclear_field: publications(&GOOD.replace("2014-03-05", "March the fifth")),
    foreign_bibliography: Site::new()
        .write("content/publications/library.enl", b"\x00\x01\x02 library")
        .write("content/publications/export.xml", "<?xml version=\"1.0\"?>\n<xml><records/></xml>\n\
            "),
    key_clash: publications(&format!("{GOOD}\n{OTHER}").replace("hodge2015", "Ellis2014")),
    unclear_person: publications(&format!(
        "{GOOD}\n{}\n{}\n{}",
        NAMESAKE.replace("Jane", "J."),
        NAMESAKE.replace("a2014", "b2014"),
        NAMESAKE.replace("a2014", "c2014").replace("Jane", "John")
    )),
    bad_identifier: publications(
        &GOOD.replace("1351-0126", "1351-0127").replace("10.1111/jpm.12100", "jpm.12100"),
    ),
    duplicate_publication: publications(
        &format!("{GOOD}\n{}", GOOD.replace("ellis2014", "ellis2014again")),
    ),
    incomplete_publication: Site::new().write(
        "content/publications/ours.yaml",
        "- id: ellis2014\n  type: article-journal\n  title: Introduction of the scheme\n  issued: \
         2014\n",
    ),
    capitals_title: publications(&GOOD.replace("Introduction of the scheme", "INTRODUCTION OF THE \
        SCHEME")),
    citation_style: publications(GOOD)
        .write("content/site.yaml", "title: Test\nbase_url: https://www.example.org/\n\
            publications: {style: vancouvr}\n"),
    lost_authors: Site::new()
        .write("content/site.yaml", "title: Test\nbase_url: https://www.example.org/\n\
            publications:\n  style: copernicus\n")
        .write(
            "content/publications/ours.yaml",
            "- {id: sample2014, type: webpage, title: A page about us, author: [\"Sample, A.\"], \
             issued: 2014, URL: \"https://www.example.org/a\", accessed: 2015-01-02}\n",
        ),
    unknown_publication: publications(GOOD)
        .write("content/publications/elis2014.md", "---\nkey: elis2014\n---\n")
        .write("content/publications/contact.md", "---\ntitle: Contact\n---\n"),
    search_test: Site::new().write("content/search-tests.yaml", "about: abuot.md\nxylophones: \
        about.md\n"),
    missing_theme: Site::new().write("content/site.yaml", "title: Test\nbase_url: \
        https://www.example.org/\ntheme: defualt\n"),
    missing_template: front("title: A\ntemplate: raport"),
    template_error: Site::new().write("themes/default/templates/page.html", "<p>\n{{ \
        page.nothing.more }}\n"),
    theme_file: Site::new().write("themes/default/templates/notes.txt", "x"),
    style_error: Site::new().write("themes/default/assets/more.css", "a { background: \
        url(gone.png) }\n"),
    missing_words: Site::new().write("content/site.yaml", "title: Test\nbase_url: \
        https://www.example.org/\nlanguage: sw\n"),
}

/// A publication that nothing is wrong with.
const GOOD: &str = "@article{ellis2014,
  author = {Ellis, Clare and Hodge, Steve},
  title = {Introduction of the scheme},
  journal = {Journal of Psychiatric and Mental Health Nursing},
  date = {2014-03-05},
  volume = {21},
  pages = {234--240},
  issn = {1351-0126},
  doi = {10.1111/jpm.12100},
}
";

const OTHER: &str = "@report{hodge2015,
  author = {Hodge, Steve},
  title = {The first national report of the scheme},
  institution = {Royal College of Psychiatrists},
  type = {Report},
  date = {2015},
}
";

/// A report by somebody whose name others may have.
const NAMESAKE: &str = "@report{a2014,
  author = {Smith, Jane},
  title = {Report a2014 on gardens},
  institution = {Royal College of Psychiatrists},
  type = {Report},
  date = {2014},
}
";

/// A good site with a list of publications.
fn publications(list: &str) -> Site {
    Site::new().write("content/publications/ours.bib", list)
}

/// A good site with one more page: this front matter, this text.
fn front(lines: &str) -> Site {
    Site::new().write("content/a.md", format!("---\n{lines}\n---\n"))
}

fn page(text: &str) -> Site {
    Site::new().write("content/a.md", format!("---\ntitle: A\n---\n\n{text}"))
}

/// A good site that was published with one more page, which has these lines now, and another file's
/// name.
fn moved(lines: &str) -> Case {
    let site = front("title: A\ndate: 2019-01-01");
    site.build();
    site.remove("content/a.md");
    site.put("content/b.md", format!("---\n{lines}\n---\n"));
    Case {
        site,
        arguments: &["--against", "public/.masthead.json"],
    }
}

fn snapshot(name: &str, Case { site, arguments }: &Case) {
    let code = name.replace('_', "-");
    let human = site.run(&[&["check", "--color", "never"], *arguments].concat());
    let json = site.run(&[&["check", "--format", "json"], *arguments].concat());
    assert!(!human.stderr.contains("panicked"), "{human}");
    assert_eq!(human.code(), json.code(), "{human}\n{json}");
    let found = findings::parse(&json);
    assert!(!found.is_empty(), "nothing is found\n{human}");
    for finding in &found {
        assert_eq!(finding.code, code, "the case has another fault\n{human}");
    }
    let words = human
        .stderr
        .lines()
        .filter(|line| !is_summary(line))
        .collect::<Vec<_>>()
        .join("\n");
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let text = format!("{}\n\n{:#}\n", words.trim_end(), report["findings"]);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/diagnostics");
    settings.bind(|| insta::assert_snapshot!(code, text));
}

/// The last line has the time that it took.
fn is_summary(line: &str) -> bool {
    line.contains(" s)") && line.starts_with(|c: char| c.is_ascii_digit())
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let codes: Vec<String> = Code::ALL
        .iter()
        .map(|code| code.name().replace('-', "_"))
        .collect();
    assert_eq!(CASES, codes, "cases stand in the order of src/base/code.rs");
}

#[test]
fn every_code_is_explained_with_an_example_in_the_guide() {
    for code in Code::ALL {
        let text = code.explanation();
        assert!(
            text.starts_with(&format!("# {}: ", code.name())),
            "{}",
            code.name()
        );
        assert!(
            text.contains("## What you see") && text.contains("## What to type instead"),
            "{}",
            code.name()
        );
        let ran = Site::empty().run(&["explain", code.name()]).expect_exit(0);
        assert!(
            ran.stdout.starts_with(&format!("{}: ", code.name()))
                && ran.stdout.contains("\nWhat you see\n"),
            "{ran}"
        );
    }
}

#[test]
fn exit_codes_tell_faults_of_the_content_from_faults_of_the_command() {
    let site = page("![](desk.png)\n").write("content/desk.png", picture(0));
    for command in ["check", "build"] {
        assert_eq!(site.run(&[command]).code(), Some(0), "a warning");
        assert_eq!(
            site.run(&[command, "--strict"]).code(),
            Some(1),
            "a warning that counts"
        );
        assert_eq!(
            page("[x](gone.md)\n").run(&[command]).code(),
            Some(1),
            "an error"
        );
        assert_eq!(
            site.run(&[command, "--nonsense"]).code(),
            Some(2),
            "no such option"
        );
        assert_eq!(
            site.run(&[command, "--base-url", "example.org"]).code(),
            Some(2),
            "no address"
        );
        assert_eq!(
            site.run(&[command, "--root", "nowhere"]).code(),
            Some(2),
            "no folder"
        );
    }
    assert_eq!(site.run(&["biuld"]).code(), Some(2), "no such command");
    assert_eq!(site.run(&[]).code(), Some(2), "no command");
    assert_eq!(site.run(&["--help"]).code(), Some(0));
    assert_eq!(site.run(&["explain", "nonsense"]).code(), Some(2));
}

#[test]
fn strict_makes_errors_of_warnings_and_publishes_nothing() {
    let site = page("![](desk.png)\n").write("content/desk.png", picture(0));
    let ran = site.run(&["build", "--strict"]).expect_exit(1);
    assert!(
        ran.stderr.contains("error[missing-alt]")
            && ran
                .stderr
                .contains("Nothing was published: the site is as it was"),
        "{ran}"
    );
    assert!(!site.path("public").exists());
    let ran = site.run(&["build"]).expect_exit(0);
    assert!(
        ran.stderr.contains("warning[missing-alt]") && ran.stdout.contains("1 warning ("),
        "{ran}"
    );
    assert!(site.path("public/index.html").exists());
}

#[test]
fn json_is_one_document_on_standard_output_and_nothing_else() {
    let json = |ran: &Ran| {
        serde_json::from_str::<serde_json::Value>(&ran.stdout)
            .unwrap_or_else(|error| panic!("{error}: {ran}"))
    };
    let site = page("[x](gone.md)\n\n![](desk.png)\n")
        .write("content/desk.png", picture(0))
        .write("content/d.md", "---\ntitle: D\ndraft: true\n---\n");
    let ran = site.run(&["build", "--format", "json"]).expect_exit(1);
    let report = json(&ran);
    assert_eq!(ran.stderr, "");
    assert_eq!(report["ok"], false);
    assert_eq!(report["held_back"][0]["file"], "content/d.md");
    assert_eq!(report["held_back"][0]["reason"], "a draft");
    assert_eq!(report["files"], serde_json::Value::Null);
    let found: Vec<String> = findings::parse(&ran)
        .iter()
        .map(findings::Finding::place)
        .collect();
    assert_eq!(
        found,
        [
            "error[broken-link] content/a.md:5:1",
            "warning[missing-alt] content/a.md:7:1"
        ]
    );

    site.put("content/a.md", "---\ntitle: A\n---\n");
    let ran = site.run(&["build", "--format", "json"]).expect_exit(0);
    let report = json(&ran);
    assert_eq!(report["ok"], true);
    assert_eq!(report["pages"]["page"], 2);
    assert!(
        report["files"]["written"]
            .as_u64()
            .is_some_and(|written| written > 3),
        "{ran}"
    );
    assert_eq!(report["files"]["removed"], 0);
}

#[test]
fn errors_come_first_and_each_in_the_order_of_files_and_places() {
    let site = Site::new()
        .write("content/b.md", "---\ntitle: B\n---\n\n[x](gone.md)\n")
        .write(
            "content/a.md",
            "---\ntitle: A\n---\n\n[x](gone.md) ![](x.png)\n\n# Main\n",
        );
    let found = site.findings();
    let places: Vec<(&str, &str, u64, u64)> = found
        .iter()
        .map(|finding| {
            let (severity, file) = (finding.severity.as_str(), finding.file.as_str());
            (severity, file, finding.line, finding.column)
        })
        .collect();
    assert!(places.is_sorted() && places.len() == 5, "{places:?}");
}

#[test]
fn quiet_prints_faults_and_nothing_else() {
    let site = page("![](desk.png)\n")
        .write("content/desk.png", picture(0))
        .write("content/d.md", "---\ntitle: D\ndraft: true\n---\n");
    let ran = site.run(&["build", "--quiet"]).expect_exit(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.starts_with("warning[missing-alt]"), "{ran}");
    site.put("content/a.md", "---\ntitle: A\n---\n\n[x](gone.md)\n");
    let ran = site.run(&["-q", "build"]).expect_exit(1);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.starts_with("error[broken-link]")
            && !ran.stderr.contains("Nothing was published"),
        "{ran}"
    );
}

#[test]
fn check_finds_what_build_finds_and_writes_nothing() {
    let site = page("[x](gone.md)\n\n![](desk.png)\n").write("content/desk.png", picture(0));
    let before = support::tree::Tree::read(site.everything());
    let found = site.findings();
    assert_eq!(found.len(), 2);
    before.assert_same(&support::tree::Tree::read(site.everything()));
    assert_eq!(
        found,
        findings::parse(&site.run(&["build", "--format", "json"]))
    );

    let site = Site::new().write("themes/default/templates/page.html", "{{ nothing }}");
    let ran = site.run(&["check"]).expect_exit(1);
    assert!(
        ran.stderr.contains("error[template-error]"),
        "templates are tried too: {ran}"
    );
}

/// A text with many warnings and errors that are all different.
fn many_findings(link: &str) -> String {
    let links = (0..60).map(|number| format!("[x]({link}{number}.md)\n\n"));
    let signs = (0..60).map(|number| format!("![](desk{number}.png)\n\n"));
    links.chain(signs).collect()
}

#[test]
fn what_is_the_same_in_many_places_is_told_once() {
    let site = page(&"[x](gone.md)\n\n".repeat(60));
    let ran = site.run(&["check"]).expect_exit(1);
    assert_eq!(ran.stderr.matches("error[broken-link]").count(), 1, "{ran}");
    let places = "the same at content/a.md:7:1, content/a.md:9:1, content/a.md:11:1 and 56 more: \
        60 places in all";
    assert!(ran.stderr.contains(places), "{ran}");
    assert!(ran.stderr.contains("\n60 errors ("), "{ran}");
    assert_eq!(site.findings().len(), 60);
}

#[test]
fn what_differs_in_names_alone_is_told_in_lines_after_a_few() {
    let site = page(&many_findings("gone"));
    let ran = site.run(&["check"]).expect_exit(1);
    assert_eq!(ran.stderr.matches("error[broken-link]").count(), 3, "{ran}");
    assert!(
        ran.stderr
            .contains("57 errors more like these [broken-link]:\n"),
        "{ran}"
    );
    assert!(
        ran.stderr
            .contains("  content/a.md:11:1: no page or file at `gone3.md`\n"),
        "{ran}"
    );
    assert!(ran.stderr.contains("  … and 37 more\n"), "{ran}");
    assert_eq!(site.findings().len(), 180);
}

#[test]
fn a_line_of_its_own_keeps_advice_of_its_own() {
    let links = (0..6).map(|number| format!("[x](gone{number}.md)"));
    let links: Vec<String> = links.collect();
    let ran = page(&format!("{} [x](www.example.org)", links.join(" ")))
        .run(&["check"])
        .expect_exit(1);
    let line = "no page or file at `www.example.org`; write `https://www.example.org`\n";
    assert!(ran.stderr.contains(line), "{ran}");
}

#[test]
fn the_one_error_is_told_before_any_number_of_warnings() {
    let mut site = page("[x](gone.md)\n");
    for number in 0..60 {
        let text = format!("---\ntitle: T\n---\n\n#### Heading {number}\n");
        site = site.write(&format!("content/0{number}.md"), text);
    }
    let ran = site.run(&["build"]).expect_exit(1);
    assert!(ran.stderr.starts_with("error[broken-link]"), "{ran}");
    let found = site.findings();
    assert_eq!(found[0].severity, "error");
    assert!(found.len() > 60 && found[1..].iter().all(|one| one.severity == "warning"));
}

#[test]
fn colours_are_for_terminals_or_when_they_are_asked_for() {
    let site = page("[x](gone.md)\n");
    assert!(!site.run(&["check"]).stderr.contains('\x1b'));
    assert!(
        site.run(&["check", "--color", "always"])
            .stderr
            .contains('\x1b')
    );
    let mut forced = site.command(&["check"]);
    assert!(
        Ran::from(forced.env("CLICOLOR_FORCE", "1"))
            .stderr
            .contains('\x1b')
    );
    assert!(
        !site
            .run(&["check", "--color", "never"])
            .stderr
            .contains('\x1b')
    );
}
