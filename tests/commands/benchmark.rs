//! `masthead benchmark`: what it writes into the private folder, and what it refuses.

use crate::support::tree::Entry;
use crate::support::{Ran, Site, link};
use std::collections::BTreeSet;
use std::fs;

const LIST: &str = "Region;Service;E-mail;Code;Note\r\nNorth;\"Alder; Team\";a@alder.example;;x\r\n\
                    South;Birch Team;;;\"two\r\nlines\"\r\n\
                    South;Cedar Team;c@cedar.example;\"\";\r\n\
                    East;Elm Team;e@elm.example;;\r\nEast;Fir Team;f@fir.example;;\r\n\
                    West;Hazel Team;h@hazel.example;;\r\n";

const FIGURES: &str = "service,measure,numerator,denominator\nAlder; Team,Seen,30,40\n\
                       birch  team,Seen,42,50\nCedar Team,Seen,20,40\nElm Team,Seen,60,80\n\
                       Fir Team,Seen,54,60\nHazel Team,Seen,,\n";

const PAGE: &str = "---\ntitle: Comparison\n---\n\n```benchmark\nfile: figures.csv\n\
                    title: Most see people soon\nlabel: Seen soon\nbetter: high\n```\n";

fn site() -> Site {
    Site::new()
        .write("private/services.csv", LIST)
        .write("private/figures.csv", FIGURES)
}

/// A site with codes, figures and a page that shows them.
fn whole() -> Site {
    let site = site().write("content/compare.md", PAGE);
    site.run(&["benchmark", "codes"]).expect_exit(0);
    site.run(&[
        "benchmark",
        "figures",
        "private/figures.csv",
        "content/figures.csv",
    ])
    .expect_exit(0);
    site
}

/// The codes of the list, in its order.
fn codes(site: &Site) -> Vec<String> {
    let list = site.read("private/services.csv");
    let codes = list.split(['\n', ';']).filter(|cell| {
        let signs = cell.as_bytes();
        signs.len() == 9 && signs[4] == b'-'
    });
    codes.map(str::to_owned).collect()
}

#[track_caller]
fn refused(ran: Ran, code: i32, words: &str) {
    let ran = ran.expect_exit(code);
    assert!(ran.stderr.contains(words), "{ran}");
}

#[test]
fn whoever_has_no_list_gets_one_and_is_told_what_to_do() {
    let site = Site::new();
    let ran = site.run(&["benchmark", "codes"]).expect_exit(0);
    assert!(
        ran.stdout.contains("write a line for each service"),
        "{ran}"
    );
    assert_eq!(site.read("private/services.csv"), "service,email,code\r\n");
    assert!(site.read("private/.gitignore").ends_with("\n*\n"));
    refused(
        site.run(&["benchmark", "codes"]),
        1,
        "no service stands in this list",
    );
    site.build();
}

#[test]
fn codes_are_made_once_and_everything_else_stays() {
    let site = site();
    site.run(&["benchmark", "codes"]).expect_exit(0);
    let made = codes(&site);
    assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), 6, "{made:?}");
    let mut expected = LIST.replace("cedar.example;\"\";", "cedar.example;;");
    for code in &made {
        let at = [
            "alder.example;;",
            "Birch Team;;;",
            "cedar.example;;",
            "elm.example;;",
            "fir.example;;",
            "hazel.example;;",
        ]
        .iter()
        .find_map(|end| expected.find(end).map(|at| at + end.len() - 1))
        .expect("a free cell");
        expected.insert_str(at, code);
    }
    assert_eq!(site.read("private/services.csv"), expected);
    let before = site.tree("private");
    site.run(&["benchmark", "codes"]).expect_exit(0);
    site.tree("private").assert_same(&before);
}

#[test]
fn a_code_is_never_given_to_another_service() {
    let site = site();
    site.run(&["benchmark", "codes"]).expect_exit(0);
    let [first, second, ..] = &codes(&site)[..] else {
        panic!("codes");
    };
    // The second service leaves, and its code is typed for a new one.
    let list = site.read("private/services.csv");
    let line = list
        .lines()
        .find(|line| line.contains(second))
        .expect("a line");
    let without = list.replace(line, "South;New Team;;;\"two");
    site.put("private/services.csv", &without);
    site.run(&["benchmark", "codes"]).expect_exit(0);
    assert!(!codes(&site).contains(second));
    let taken = site.read("private/services.csv");
    let new = codes(&site)[1].clone();
    site.put("private/services.csv", taken.replace(&new, second));
    let before = site.tree("private");
    refused(
        site.run(&["benchmark", "codes"]),
        1,
        "was given to another service",
    );
    site.tree("private").assert_same(&before);
    site.run(&["benchmark", "codes", "--renamed", second])
        .expect_exit(0);
    site.run(&["benchmark", "codes"]).expect_exit(0);
    // A service with the same address may have a new name.
    let renamed = site
        .read("private/services.csv")
        .replace("Alder; Team", "Alder Crisis Team");
    site.put("private/services.csv", renamed);
    site.run(&["benchmark", "codes"]).expect_exit(0);
    assert_eq!(&codes(&site)[0], first);
    refused(
        site.run(&["benchmark", "codes", "--renamed", "Alder"]),
        2,
        "is no code",
    );
}

#[test]
fn figures_are_written_with_codes_in_the_order_of_codes() {
    let site = whole();
    let figures = site.read("content/figures.csv");
    let mut lines = figures.lines();
    assert_eq!(lines.next(), Some("code,measure,numerator,denominator"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 6);
    assert!(lines.is_sorted());
    let silent = &codes(&site)[5];
    assert!(
        lines.contains(&format!("{silent},Seen,,").as_str()),
        "{figures}"
    );
    assert!(!figures.contains("Team") && !figures.contains('@'));
}

#[test]
fn figures_that_do_not_fit_the_list_are_refused_and_nothing_is_written() {
    let site = site();
    let run = |site: &Site| {
        site.run(&[
            "benchmark",
            "figures",
            "private/figures.csv",
            "content/figures.csv",
        ])
    };
    refused(run(&site), 1, "has no code yet");
    site.run(&["benchmark", "codes"]).expect_exit(0);
    for (from, to, words) in [
        ("Elm Team", "Elma Team", "is not in `private/services.csv`"),
        (
            "Elm Team,Seen,60,80\n",
            "",
            "`Elm Team` of `private/services.csv` has no line",
        ),
        ("Elm Team", "Fir Team", "twice"),
        ("60,80", "80,60", "cannot be above 100 %"),
        ("service,", "code,", "has no column `service`"),
    ] {
        site.put("private/figures.csv", FIGURES.replace(from, to));
        refused(run(&site), 1, words);
        assert!(!site.path("content/figures.csv").exists(), "{words}");
    }
}

#[test]
fn figures_go_into_the_content_and_over_nothing_else() {
    let site = site().write("content/visits.csv", "Team,Visits\nA,1\n");
    site.run(&["benchmark", "codes"]).expect_exit(0);
    let run = |to: &str| site.run(&["benchmark", "figures", "private/figures.csv", to]);
    refused(run("figures.csv"), 2, "is not in the folder `content`");
    refused(run("content/figures.txt"), 2, "does not end in `.csv`");
    refused(run("content/none/figures.csv"), 2, "does not exist");
    refused(run("content/visits.csv"), 2, "holds something else");
    site.put("content/own.csv", FIGURES);
    let own = ["benchmark", "figures", "content/own.csv", "content/own.csv"];
    refused(site.run(&own), 2, "would lose its names");
    run("content/figures.csv").expect_exit(0);
    run("content/figures.csv").expect_exit(0);
}

#[test]
fn each_service_gets_a_letter_with_its_own_figures_marked() {
    let site = whole();
    let ran = site.run(&["benchmark", "letters"]).expect_exit(0);
    assert!(ran.stdout.contains("letters to 6 services"), "{ran}");
    assert!(
        ran.stdout.contains("1 service without an e-mail address"),
        "{ran}"
    );
    let codes = codes(&site);
    let letter = site.read(&format!("private/letters/birch-team-{}.html", codes[1]));
    assert!(letter.contains("Figures of Birch Team"));
    assert!(letter.contains("Your service: 84 %, 2nd of 5."));
    assert!(
        letter.contains(&format!("[data-code=\"{}\"]", codes[1])),
        "its mark is coloured"
    );
    for other in ["Alder", "Cedar", "<script", "<link", "url(", "src="] {
        assert!(!letter.contains(other), "{other}");
    }
    let silent = site.read(&format!("private/letters/hazel-team-{}.html", codes[5]));
    assert!(silent.contains("sent no figures"));
    let merge = site.read("private/letters/mail-merge.csv");
    assert!(
        merge.contains(&format!(
            "Birch Team,,{0},birch-team-{0}.html,84 %,2,5,75 %,84 %\r\n",
            codes[1]
        )),
        "{merge}"
    );
}

#[test]
fn letters_without_an_address_or_a_name_are_warned_of() {
    let site = whole();
    site.put(
        "content/site.yaml",
        "title: The name of your organisation\n",
    );
    let ran = site.run(&["benchmark", "letters"]).expect_exit(0);
    assert!(
        ran.stdout
            .contains("do not say where the figures are online"),
        "{ran}"
    );
    assert!(
        ran.stdout
            .contains("come from “The name of your organisation”"),
        "{ran}"
    );
    let settings = "title: Test\nbase_url: https://www.example.org/\n";
    site.put("content/site.yaml", settings);
    let ran = site.run(&["benchmark", "letters"]).expect_exit(0);
    assert!(ran.stdout.contains("an address of examples"), "{ran}");
    site.put(
        "content/site.yaml",
        settings.replace("example.org", "scheme.org"),
    );
    let ran = site.run(&["benchmark", "letters"]).expect_exit(0);
    assert!(!ran.stdout.contains("Write"), "{ran}");
}

#[test]
fn copies_of_letters_and_lists_are_not_published() {
    let site = whole();
    site.run(&["benchmark", "letters"]).expect_exit(0);
    let code = &codes(&site)[1];
    let letter = site.read(&format!("private/letters/birch-team-{code}.html"));
    let list = format!("Birch Team\t{code}\n");
    for (path, text) in [
        ("content/letter.html", letter.as_str()),
        ("content/static/letter.txt", &letter),
        ("content/list.txt", &list),
        ("content/list.json", &list),
        (
            "content/letter.svg",
            &format!("<svg><title>{list}</title></svg>"),
        ),
        (&format!("content/static/birch-team-{code}.docx"), "PK"),
    ] {
        site.put(path, text);
        refused(site.run(&["build"]), 1, "whose");
        std::fs::remove_file(site.path(path)).expect("the file is there");
    }
    site.run(&["build"]).expect_exit(0);
}

#[test]
fn what_a_command_lacks_is_told_with_an_example() {
    let site = whole();
    refused(
        site.run(&["benchmark", "figures"]),
        2,
        "masthead benchmark figures private/figures.csv",
    );
    let slip = site.run(&["benchmark", "codes", "--renamed", "K7QD-9XM4"]);
    refused(slip, 2, "has a slip in it");
    let unknown = site.run(&["benchmark", "codes", "--renamed", "0DMH-EKGH"]);
    refused(unknown, 2, "no service in");
    site.put(
        "private/figures.csv",
        format!("{FIGURES}Total,Seen,206,270\n"),
    );
    let total = [
        "benchmark",
        "figures",
        "private/figures.csv",
        "content/figures.csv",
    ];
    refused(site.run(&total), 1, "take this line out");
    site.put("private/services.csv", "service,email,code\n");
    refused(
        site.run(&["benchmark", "letters"]),
        1,
        "no service stands in this list yet",
    );
}

#[test]
fn letters_replace_letters_and_leave_other_files() {
    let site = whole();
    site.run(&["benchmark", "letters"]).expect_exit(0);
    site.put("private/letters/answers.txt", "mine");
    let old = format!("private/letters/alder-team-{}.html", codes(&site)[0]);
    assert!(site.path(&old).exists());
    let list = site
        .read("private/services.csv")
        .replace("Alder; Team", "Alder Crisis Team");
    site.put("private/services.csv", list);
    let ran = site.run(&["benchmark", "letters"]).expect_exit(0);
    assert!(
        ran.stdout
            .contains("The 6 letters that were there are replaced"),
        "{ran}"
    );
    assert!(!site.path(&old).exists());
    assert_eq!(site.read("private/letters/answers.txt"), "mine");
    let before = site.tree("private");
    site.put("content/figures.csv", "code,numerator,denominator\n");
    site.run(&["benchmark", "letters"]).expect_exit(1);
    site.tree("private").assert_same(&before);
}

#[test]
fn names_that_a_spreadsheet_would_run_are_harmless() {
    let site = whole();
    let list = site
        .read("private/services.csv")
        .replace("Birch Team", "=cmd|' /C calc'!A0")
        .replace("a@alder.example", "+44 20")
        .replace("Cedar Team", "../../<b>Cedar</b>");
    site.put("private/services.csv", list);
    site.run(&["benchmark", "letters"]).expect_exit(0);
    let merge = site.read("private/letters/mail-merge.csv");
    assert!(merge.contains("\n'=cmd|' /C calc'!A0,"), "{merge}");
    assert!(merge.contains(",'+44 20,"), "{merge}");
    let code = &codes(&site)[2];
    let letter = site.read(&format!("private/letters/b-cedar-b-{code}.html"));
    assert!(letter.contains("&lt;b&gt;Cedar"));
}

#[test]
fn nothing_private_is_in_any_byte_of_the_site() {
    let site = whole();
    site.run(&["benchmark", "letters"]).expect_exit(0);
    site.build();
    for (path, entry) in &site.tree("public").0 {
        let Entry::File(bytes) = entry else { continue };
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for secret in [
            "alder",
            "birch",
            "cedar",
            "hazel",
            "codes-given",
            "mail-merge",
        ] {
            assert!(!text.contains(secret), "{secret} in {path}");
        }
    }
    let with = site.tree("public");
    site.remove("private");
    site.build();
    site.tree("public").assert_same(&with);
}

#[test]
fn a_folder_that_others_may_see_is_warned_of() {
    let site = site();
    fs::create_dir(site.path(".git")).expect("a folder");
    let warns = |site: &Site| {
        let ran = site.run(&["benchmark", "codes"]).expect_exit(0);
        ran.stdout.contains("part of the Git repository")
    };
    assert!(warns(&site));
    for ignored in ["private/", "/private", "**/private/", "private/*"] {
        site.put(".gitignore", format!("target\n{ignored}\n"));
        assert!(!warns(&site), "{ignored}");
    }
    site.put(".gitignore", "private/letters\n#private\n");
    assert!(warns(&site));
    site.put("content/private/a.txt", "x");
    let ran = site.run(&["benchmark", "codes"]).expect_exit(0);
    assert!(
        ran.stdout.contains("`content/private` can be published"),
        "{ran}"
    );
}

#[test]
fn a_list_that_cannot_be_read_stops_everything() {
    let site = whole();
    site.build();
    let published = site.tree("public");
    site.put("private/services.csv", b"service,code\nCaf\xe9,\n");
    refused(site.run(&["benchmark", "codes"]), 2, "CSV UTF-8");
    let ran = site.run(&["build"]).expect_exit(1);
    assert!(
        ran.stderr.contains("private-file") && !ran.stderr.contains("Caf"),
        "{ran}"
    );
    site.tree("public").assert_same(&published);
    site.remove("private");
    link(site.beside("elsewhere"), &site.path("private"));
    fs::create_dir(site.beside("elsewhere")).expect("a folder");
    refused(
        site.run(&["benchmark", "codes"]),
        2,
        "leads out of the site's folder",
    );
}
