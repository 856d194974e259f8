//! Figures of services under codes: what a page shows of them, and what is refused.

use masthead::base::{Code, Fault};
use masthead::fixture::{Built, Fixture};
use std::fmt::Write as _;

/// Codes that masthead made.
const CODES: [&str; 8] = [
    "0DMH-EKGH",
    "0MXE-YHM5",
    "678Y-EWVK",
    "AX5M-D25K",
    "D00E-6W05",
    "QGC7-GG0H",
    "W7RR-27G6",
    "WHQG-4EFV",
];

const BLOCK: &str = "title: Most services see people within a day\nlabel: Seen within 24 hours\n\
                     better: high\n";

/// A site with a block of these settings over this file.
fn site(settings: &str, csv: &str) -> Fixture {
    let page = format!(
        "---\ntitle: Benchmarking\n---\n\n```benchmark\nfile: figures.csv\n{settings}```\n"
    );
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\n")
        .write("content/page.md", &page)
        .asset("content/figures.csv", csv.as_bytes())
}

/// A file of shares, one for each code.
fn shares(figures: &[(&str, &str)]) -> String {
    let mut csv = "code,numerator,denominator\n".to_owned();
    for (code, (hits, all)) in CODES.iter().zip(figures) {
        let _ = writeln!(csv, "{code},{hits},{all}");
    }
    csv
}

const USUAL: [(&str, &str); 6] = [
    ("30", "40"),
    ("42", "50"),
    ("20", "40"),
    ("60", "80"),
    ("54", "60"),
    ("33", "40"),
];

#[track_caller]
fn html(built: &Built) -> String {
    let faults: Vec<&String> = built
        .outcome
        .faults
        .iter()
        .map(|fault| &fault.message)
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    built.html("page/index.html").replace("&#x27;", "'")
}

/// The words of the service with this code.
#[track_caller]
fn words(html: &str, code: &str) -> String {
    let from = format!("<tr data-code=\"{code}\" data-words=\"");
    let at = html
        .find(&from)
        .unwrap_or_else(|| panic!("no row of {code} in {html}"));
    let rest = &html[at + from.len()..];
    rest[..rest.find('"').expect("the end of the words")].to_owned()
}

#[track_caller]
fn fault(site: &Fixture) -> Fault {
    let built = site.build();
    let faults: Vec<&Fault> = built.outcome.faults.iter().collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(built.outcome.faults.has_errors());
    faults[0].clone()
}

#[track_caller]
fn assert_fault(settings: &str, csv: &str, code: Code, message: &str) {
    let fault = fault(&site(settings, csv));
    assert_eq!(fault.code, code, "{}", fault.message);
    assert!(fault.message.contains(message), "{}", fault.message);
    assert!(!fault.help.is_empty() && fault.span.is_some());
}

#[test]
fn each_service_is_told_where_it_stands() {
    let html = html(&site(BLOCK, &shares(&USUAL)).build());
    // 75, 84, 50, 75, 90 and 82.5 %: the quartiles of spreadsheets are 75 and 83.625.
    assert_eq!(
        words(&html, CODES[1]),
        "Your service: 84 %, 2nd of 6. The middle half lies between 75 and 84 %. A high figure is \
         good, and the highest is 1st."
    );
    assert!(words(&html, CODES[0]).starts_with(
        "Your service: 75 %, joint 4th of 6, with one other service. The middle half"
    ));
    assert!(words(&html, CODES[2]).starts_with("Your service: 50 %, 6th of 6."));
    for code in &CODES[..6] {
        assert_eq!(
            html.matches(&format!("data-code=\"{code}\"")).count(),
            3,
            "a mark in both drawings, and a row"
        );
    }
    assert!(html.contains("assets/theme/benchmark."));
    assert!(!html.contains("<script>"));
}

#[test]
fn where_low_is_good_the_lowest_is_first() {
    let html = html(&site(&BLOCK.replace("high\n", "low\n"), &shares(&USUAL)).build());
    assert!(words(&html, CODES[2]).starts_with("Your service: 50 %, 1st of 6."));
    assert!(words(&html, CODES[0]).contains("joint 2nd of 6"));
    assert!(words(&html, CODES[4]).ends_with("A low figure is good, and the lowest is 1st."));
}

#[test]
fn words_stay_true_where_all_are_equal() {
    let html = html(&site(BLOCK, &shares(&[("30", "40"); 6])).build());
    assert_eq!(
        words(&html, CODES[3]),
        "Your service: 75 %, the same as all 6 services."
    );
}

#[test]
fn a_service_with_small_numbers_is_not_shown_and_cannot_be_worked_out() {
    let mut figures = USUAL.to_vec();
    figures.push(("6", "8"));
    figures.push(("", ""));
    let built = site(BLOCK, &shares(&figures)).build();
    let html = html(&built);
    assert!(
        words(&html, CODES[6]).contains("left out of the totals because it could be worked out")
    );
    assert_eq!(
        words(&html, CODES[7]),
        "Your service sent no figures for this measure."
    );
    // 239 of 310 without the small service: with it, the share would be 245 of 318.
    assert!(html.contains("All together: 77 %."));
    let table = String::from_utf8(built.files["page/benchmark-1.csv"].clone()).expect("text");
    assert!(
        !table.contains(CODES[6]) && !table.contains(CODES[7]),
        "{table}"
    );
    assert!(
        table.contains(&format!("{},84.0,71.5,91.7,50,2\r\n", CODES[1])),
        "{table}"
    );
}

#[test]
fn three_services_with_small_numbers_are_part_of_the_totals() {
    let figures = [
        ("30", "40"),
        ("40", "50"),
        ("20", "40"),
        ("60", "80"),
        ("50", "60"),
        ("1", "9"),
        ("5", "9"),
        ("6", "9"),
    ];
    let html = html(&site(BLOCK, &shares(&figures)).build());
    assert!(words(&html, CODES[5]).starts_with("Your service is counted in the totals only."));
    // 200 of 270 are shown, and 12 of 27 more are counted.
    assert!(html.contains("All together: 71 %."), "{html}");
}

#[test]
fn means_have_the_interval_of_students_t() {
    let mut csv = "code,measure,mean,n,sd\n".to_owned();
    for (at, code) in CODES.iter().take(5).enumerate() {
        let _ = writeln!(csv, "{code},Days,{}.5,10,3", 10 + at);
    }
    let settings = format!("{BLOCK}measure: Days\nunit: \" days\"\n");
    let html = html(&site(&settings, &csv).build());
    assert!(words(&html, CODES[0]).starts_with("Your service: 10.5 days, 5th of 5."));
    // 10.5 ± 2.262157 · 3 / √10.
    assert!(html.contains(">8.4 to 12.6 days</td>"), "{html}");
    assert!(html.contains("interval of Student's t"));
}

#[test]
fn a_funnel_has_a_mark_for_each_service() {
    let settings = format!("{BLOCK}chart: funnel\ntarget: mean\n");
    let html = html(&site(&settings, &shares(&USUAL)).build());
    assert!(html.contains("data-count=\"42\" data-size=\"50\""));
}

#[test]
fn what_is_no_figure_is_refused_at_its_line() {
    let with = |hits: &'static str, all: &'static str| {
        let mut figures = USUAL.to_vec();
        figures[2] = (hits, all);
        shares(&figures)
    };
    for (csv, message) in [
        (
            with("many", "40"),
            "`many` in the column `numerator` is no number",
        ),
        (with("48", "40"), "48 of 40 would be 120 %"),
        (
            with("-3", "40"),
            "`-3` in the column `numerator` is below 0",
        ),
        (with("0", "0"), "a share of 0 cannot be said"),
        (
            with("84%", "100"),
            "`84%` in the column `numerator` is a percentage",
        ),
        (
            with("1.5", "40"),
            "`1.5` in the column `numerator` is no whole number",
        ),
        (with("", "40"), "a cell of this figure is empty"),
    ] {
        assert_fault(BLOCK, &csv, Code::BenchmarkFigures, message);
        let fault = fault(&site(BLOCK, &csv));
        let start = csv.find(CODES[2]).expect("the line");
        assert_eq!(fault.span.expect("a place").range.start, start, "{message}");
    }
}

#[test]
fn codes_are_checked() {
    let good = shares(&USUAL);
    let slip = good.replace(CODES[2], &CODES[2].chars().rev().collect::<String>());
    assert_fault(BLOCK, &slip, Code::BenchmarkFigures, "slip in the code");
    let name = good.replace(CODES[2], "Camden Crisis Team");
    assert_fault(
        BLOCK,
        &name,
        Code::BenchmarkFigures,
        "`Camden Crisis Team` is no code",
    );
    let twice = good.replace(CODES[2], CODES[1]);
    assert_fault(BLOCK, &twice, Code::BenchmarkFigures, "is there twice");
}

#[test]
fn a_set_that_is_too_small_or_too_large_is_refused() {
    for (count, message) in [(1, "only one service"), (4, "only 4 services")] {
        let csv = shares(&USUAL[..count]);
        assert_fault(BLOCK, &csv, Code::BenchmarkFigures, message);
    }
    let mut csv = "code,numerator,denominator\n".to_owned();
    for _ in 0..5000 {
        let _ = writeln!(csv, "{},30,40", CODES[0]);
    }
    assert_fault(
        BLOCK,
        &csv,
        Code::BenchmarkFigures,
        "5000 services; 500 is the most",
    );
}

#[test]
fn what_a_block_lacks_is_told() {
    let good = shares(&USUAL);
    let block = |more: &str| format!("{BLOCK}{more}\n");
    for (settings, message) in [
        (block("chart: funnel"), "this block has none"),
        (block("target: soon"), "the target `soon` is no figure"),
        (
            block("target: 120"),
            "the target of a share lies between 0 and 100",
        ),
        (block("measure: Seen"), "the file has no measure `Seen`"),
    ] {
        assert_fault(&settings, &good, Code::BenchmarkFigures, message);
    }
    let no_direction = BLOCK.replace("better: high\n", "");
    assert_eq!(fault(&site(&no_direction, &good)).code, Code::MissingKey);
}

#[test]
fn columns_that_could_give_services_away_are_refused() {
    let good = shares(&USUAL);
    for heading in [
        "service",
        "Trust",
        "hospital",
        "Team name",
        "e-mail",
        "Email address",
    ] {
        let mut lines = good.lines();
        let head = lines.next().unwrap_or_default();
        let mut csv = format!("{heading},{head}\n");
        for line in lines {
            let _ = writeln!(csv, "Somebody,{line}");
        }
        let built = site(BLOCK, &csv).build();
        let mut faults = built.outcome.faults.iter();
        let named = faults.find(|fault| fault.message.contains("may name services"));
        let named = named.unwrap_or_else(|| panic!("{heading}"));
        assert_eq!(named.code, Code::PrivateFile);
        assert!(named.help[0].contains("masthead benchmark figures"));
    }
    let csv = good.replace("code,", "region,");
    let built = site(BLOCK, &csv).build();
    let messages: Vec<&String> = built
        .outcome
        .faults
        .iter()
        .map(|fault| &fault.message)
        .collect();
    assert!(
        messages[0].contains("the column `region` has no meaning"),
        "{messages:?}"
    );
}

/// The private list of the services of the first `count` codes.
fn list(count: usize) -> String {
    let mut list = "service,email,code\n".to_owned();
    for (at, code) in CODES.iter().take(count).enumerate() {
        let _ = writeln!(list, "Anytown Team {at},team{at}@anytown.example,{code}");
    }
    list
}

#[test]
fn the_list_of_services_is_compared_with_the_figures() {
    let csv = shares(&USUAL);
    let with = |count: usize| site(BLOCK, &csv).write("private/services.csv", &list(count));
    let both = with(6).build();
    let without = site(BLOCK, &csv).build();
    assert_eq!(
        both.files, without.files,
        "the list changes no byte of the site"
    );
    assert!(
        fault(&with(5))
            .message
            .contains("no service in `private/services.csv` has the code")
    );
    assert!(
        fault(&with(7))
            .message
            .contains("this file no figure for it")
    );
    let broken = fault(&site(BLOCK, &csv).write("private/services.csv", "a,b\nc,d\n"));
    assert_eq!(broken.code, Code::PrivateFile);
    assert!(broken.span.is_none(), "no line of a private file is quoted");
}

#[test]
fn figures_that_name_a_service_are_refused_wherever_they_stand() {
    let csv = shares(&USUAL);
    let with = |path: &str, text: &str| {
        site(BLOCK, &csv)
            .write("private/services.csv", &list(6))
            .asset(path, text.as_bytes())
    };
    for text in [
        "What,Many\nANYTOWN  team 3,12\n",
        "Who,Many\n\"The Anytown Team 3, north\",12.5\n",
        "Contact,Many\nteam2@anytown.example,3\n",
    ] {
        for path in ["content/other.csv", "content/static/other.csv"] {
            let fault = fault(&with(path, text));
            assert_eq!(fault.code, Code::PrivateFile, "{text}");
            assert!(fault.help[0].contains("masthead benchmark figures"));
        }
    }
    let whose = format!("Team,Code\nAnytown Team 1,{}\n", CODES[1]);
    assert_eq!(
        fault(&with("content/other.csv", &whose)).code,
        Code::PrivateFile
    );
    let without_list = site(BLOCK, &csv).asset("content/other.csv", whose.as_bytes());
    assert!(
        fault(&without_list)
            .message
            .contains("says whose code is whose")
    );
    let members = "Team,Since\nAnytown Team 1,2012\nAnytown Team 2,2014\n";
    assert!(
        !with("content/other.csv", members)
            .build()
            .outcome
            .faults
            .has_errors()
    );
}

#[test]
fn a_code_beside_its_name_is_refused_in_every_file() {
    let csv = shares(&USUAL);
    let (own, other) = (CODES[1], CODES[2]);
    let with = |path: &str, text: &str| {
        let site = site(BLOCK, &csv).write("private/services.csv", &list(6));
        if [".md", ".yaml"].iter().any(|ending| path.ends_with(ending)) {
            site.write(path, text)
        } else {
            site.asset(path, text.as_bytes())
        }
    };
    let typed = format!("| Team | Code |\n|---|---|\n| Anytown Team 1 | `{own}` |\n");
    let small = own.to_lowercase().replace('-', "");
    for (path, text) in [
        ("content/a.md", format!("---\ntitle: A\n---\n\n{typed}")),
        (
            "content/a.md",
            format!("---\ntitle: A\nsummary: Anytown team 1 has {small}\n---\n\nText.\n"),
        ),
        (
            "content/list.csv",
            format!("a,b\nteam1@anytown.example,{own}\n"),
        ),
        (
            &format!("content/anytown-team-1-{own}.pdf"),
            "%PDF-1.4".to_owned(),
        ),
    ] {
        let fault = fault(&with(path, &text));
        assert_eq!(fault.code, Code::PrivateFile, "{path}: {text}");
    }
    for text in [
        format!("Anytown Team 1 is a member. An example of a code: {other}.\n"),
        "- Anytown Team 1\n- Anytown Team 2\n\n| Team | Since |\n|---|---|\n\
         | Anytown Team 1 | 2012 |\n"
            .to_owned(),
    ] {
        let page = format!("---\ntitle: A\n---\n\n{text}");
        let built = with("content/a.md", &page).build();
        assert!(!built.outcome.faults.has_errors(), "{text}");
    }
}

#[test]
fn a_typed_table_that_names_services_beside_figures_is_refused() {
    let csv = shares(&USUAL);
    let table = "| Team | Share |\n|---|---|\n| Anytown Team 1 | **54 %** |\n";
    let page = format!("---\ntitle: A\n---\n\n{table}");
    let with = |list: &str| {
        let site = site(BLOCK, &csv).write("private/services.csv", list);
        site.write("content/a.md", &page)
    };
    let names_row = fault(&with(&list(6)));
    assert_eq!(names_row.code, Code::PrivateFile);
    assert!(names_row.help[1].contains("column `public`"));
    let public = |word: &str| {
        let list = list(6).replace("email,code", "email,public,code");
        let list = list.replace(".example,", ".example,,");
        list.replace(
            "team1@anytown.example,,",
            &format!("team1@anytown.example,{word},"),
        )
    };
    assert!(!with(&public("yes")).build().outcome.faults.has_errors());
    let told = format!("a,b\nAnytown Team 1,{}\n", CODES[1]);
    let told = with(&public("yes")).asset("content/told.csv", told.as_bytes());
    assert_eq!(fault(&told).code, Code::PrivateFile);
    assert_eq!(fault(&with(&public("no"))).code, Code::PrivateFile);
    assert!(
        fault(&with(&public("perhaps")))
            .message
            .contains("cannot be read")
    );
}

#[test]
fn nothing_on_a_page_leads_into_the_private_folder() {
    let page = |text: &str| {
        site(BLOCK, &shares(&USUAL)).write(
            "content/other.md",
            &format!("---\ntitle: Other\n---\n\n{text}\n"),
        )
    };
    for text in [
        "[List](../private/services.csv)",
        "[List](/private/services.csv)",
        "![Map](../private/map.png)",
        "```download\nfile: ../private/services.csv\ntitle: List\n```",
        "```table\nfile: ../Private/figures.csv\ncaption: Figures\n```",
        "```figure\nsrc: ../private/letters/a.png\nalt: A\n```",
    ] {
        let fault = fault(&page(text));
        assert_eq!(fault.code, Code::PrivateFile, "{text}: {}", fault.message);
    }
    let block = BLOCK.replace("title:", "file: ../private/figures.csv\ntitle:");
    let block = format!("---\ntitle: Other\n---\n\n```benchmark\n{block}```\n");
    let fault = fault(&page("").write("content/other.md", &block));
    assert_eq!(fault.code, Code::PrivateFile);
}

#[test]
fn hostile_words_stay_words() {
    let payload = "\"><img src=pwned onerror=pwned()><script>pwned()</script>";
    for (before, field) in [
        ("title: Most services see people within a day", "title"),
        ("label: Seen within 24 hours", "label"),
        ("better: high", "better: high\nunit"),
    ] {
        let settings = BLOCK.replace(before, &format!("{field}: '{payload}'"));
        let html = html(&site(&settings, &shares(&USUAL)).build());
        assert!(html.contains("pwned"), "{field}");
        for tag in ["<img src=pwned", "<script>pwned", "\"><img"] {
            assert!(!html.contains(tag), "{field}: {tag}");
        }
    }
}
