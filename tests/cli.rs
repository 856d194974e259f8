//! The commands: their help, their answers, and what they do to a folder. From: command lines as
//! the guide shows them. To: what people read, and the files they find afterwards.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

mod support;

use std::fs;
use std::process::Stdio;
use support::tree::Tree;
use support::{Ran, Site, findings};

#[test]
fn help_answers_and_mistakes_are_as_they_are_shown() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .case("tests/cli/*.trycmd");
}

#[test]
fn the_help_of_every_command_is_among_them() {
    let shown = include_str!("cli/help.trycmd");
    let command = masthead::cli::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    assert!(names.contains(&"build"), "{names:?}");
    for name in names {
        assert!(
            shown.contains(&format!("$ masthead {name} --help\n")),
            "{name}"
        );
    }
}

#[test]
fn init_makes_a_site_that_builds_without_a_fault() {
    let site = Site::empty();
    let ran = site.run(&["init", "my-site"]).expect_exit(0);
    for name in [
        "my-site/content/site.yaml",
        "my-site/content/index.md",
        "my-site/.gitignore",
    ] {
        assert!(site.path(name).exists(), "{name}: {ran}");
        assert!(
            ran.stdout.contains(name.trim_start_matches("my-site/")),
            "{ran}"
        );
    }
    assert!(
        ran.stdout.contains("cd my-site\n  masthead build\n"),
        "{ran}"
    );
    // All that is missing is what only its owner knows.
    let found = findings::parse(
        &site
            .run(&["--root", "my-site", "check", "--format", "json"])
            .expect_exit(0),
    );
    assert!(
        found.iter().all(|finding| finding.code == "no-base-url"),
        "{found:?}"
    );
    let ran = site
        .run(&[
            "--root",
            "my-site",
            "build",
            "--strict",
            "--base-url",
            "https://www.example.org/",
        ])
        .expect_exit(0);
    assert!(ran.stdout.contains("No faults found"), "{ran}");
    assert!(
        site.read("my-site/public/index.html")
            .contains("The name of your organisation")
    );
    assert!(
        site.read("my-site/public/index.html")
            .contains("https://www.example.org/")
    );
}

#[test]
fn init_leaves_what_is_there_as_it_is() {
    let site = Site::empty()
        .write(".gitignore", "mine\n")
        .write("README", "mine\n");
    let ran = site.run(&["init", "."]).expect_exit(0);
    assert!(ran.stdout.contains("Left as it was: .gitignore"), "{ran}");
    assert_eq!(site.read(".gitignore"), "mine\n");

    let before = Tree::read(site.root());
    let ran = site.run(&["init", "."]).expect_exit(2);
    assert!(
        ran.stderr
            .contains("there is a `content` folder in `.` already: nothing was changed"),
        "{ran}"
    );
    before.assert_same(&Tree::read(site.root()));
    site.run(&["init", "README/x"]).expect_exit(2);
}

#[test]
fn a_site_is_built_from_any_folder_inside_it() {
    let site = Site::new();
    fs::create_dir_all(site.path("content/news/deeper")).expect("folders");
    let mut command = site.command(&["build"]);
    let ran = Ran::from(command.current_dir(site.path("content/news/deeper"))).expect_exit(0);
    assert!(
        ran.stdout
            .contains(&format!("built into {}", site.path("public").display())),
        "{ran}"
    );
    assert!(
        site.path("public/index.html").exists()
            && !site.path("content/news/deeper/public").exists()
    );
    let mut command = site.command(&["check"]);
    let ran = Ran::from(command.current_dir(site.home())).expect_exit(2);
    assert!(
        ran.stderr
            .contains("or above it; `masthead init my-site` makes a small site to start from"),
        "{ran}"
    );
}

#[test]
fn build_sums_up_what_it_did_and_what_it_held_back() {
    let site = Site::new()
        .write(
            "content/later.md",
            "---\ntitle: Later\npublish_on: 2030-01-01\n---\n",
        )
        .write(
            "content/draft.md",
            "---\ntitle: Unfinished\ndraft: true\n---\n",
        )
        .write(
            "content/gone.md",
            "---\ntitle: Gone\nexpires_on: 2019-01-01\n---\n",
        );
    let ran = site.build();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[..4],
        [
            "3 pages held back:",
            "  content/draft.md (Unfinished): a draft",
            "  content/gone.md (Gone): expired on 2019-01-01",
            "  content/later.md (Later): scheduled for 2030-01-01",
        ]
    );
    assert_eq!(lines[4], "3 pages built into ./public: 1 page, 2 sections");
    assert!(
        lines[5].ends_with(" files written, 0 unchanged, 0 removed"),
        "{ran}"
    );
    assert!(
        lines[6].starts_with("No faults found (") && lines.len() == 7,
        "{ran}"
    );

    let ran = site.run(&["build", "--drafts", "--future"]).expect_exit(0);
    assert!(
        ran.stdout
            .starts_with("1 page held back:\n  content/gone.md"),
        "{ran}"
    );
    assert!(
        site.path("public/later/index.html").exists()
            && site.path("public/draft/index.html").exists()
    );
    site.build();
    assert!(!site.path("public/later").exists() && !site.path("public/draft").exists());
}

#[test]
fn build_names_pages_that_are_due_for_review_and_who_looks() {
    let site = Site::new()
        .write(
            "content/late.md",
            "---\ntitle: Late\nreview_by: 2019-06-01\nowner: Priya\n---\n",
        )
        .write(
            "content/today.md",
            "---\ntitle: Today\nreview_by: 2020-01-01\n---\n",
        )
        .write(
            "content/soon.md",
            "---\ntitle: Soon\nreview_by: 2020-01-02\nowner: Priya\n---\n",
        )
        .write(
            "content/draft.md",
            "---\ntitle: Draft\nreview_by: 2019-01-01\ndraft: true\n---\n",
        );
    let due = "2 pages due for review:\n  content/late.md (Late): by 2019-06-01, Priya\n  \
        content/today.md (Today): by 2020-01-01\n";
    for command in ["build", "build", "check"] {
        let ran = site.run(&[command]).expect_exit(0);
        assert!(ran.stdout.contains(due), "{command}: {ran}");
    }
    let ran = site.run(&["check", "--format", "json"]).expect_exit(0);
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        answer["due"][0],
        serde_json::json!({
            "source": "content/late.md", "title": "Late",
            "review_by": "2019-06-01", "owner": "Priya",
        })
    );
}

#[test]
fn another_address_and_another_folder_can_be_chosen_for_one_build() {
    let site = Site::new();
    site.run(&["build", "-u", "https://other.example/sub", "-o", "out"])
        .expect_exit(0);
    let home = site.read("out/index.html");
    assert!(
        home.contains("https://other.example/sub/") && !home.contains("www.example.org"),
        "{home}"
    );
    assert!(!site.path("public").exists());
}

#[test]
fn any_number_of_threads_will_do() {
    let site = Site::new();
    for jobs in ["1", "3", "64"] {
        site.run(&["build", "--jobs", jobs]).expect_exit(0);
    }
}

#[test]
fn clean_removes_what_build_wrote_and_nothing_else() {
    let site = Site::new();
    let before = Tree::read(site.root());
    site.build();
    let ran = site.run(&["clean"]).expect_exit(0);
    assert!(
        ran.stdout.starts_with("Removed ") && ran.stdout.contains(" files from ./public"),
        "{ran}"
    );
    before.assert_same(&Tree::read(site.root()));
    assert!(
        site.run(&["clean"])
            .expect_exit(0)
            .stdout
            .starts_with("Removed 0 files")
    );

    site.build();
    site.put("public/CNAME", "www.example.org\n");
    site.put("public/.gitignore", "*\n");
    let ran = site.run(&["clean"]).expect_exit(0);
    assert!(
        ran.stdout
            .contains("Left in place, not written by masthead: CNAME"),
        "{ran}"
    );
    // The list of what masthead wrote, now empty, says that the folder is its own.
    assert_eq!(
        site.tree("public").files(),
        [".gitignore", ".masthead.json", "CNAME"]
    );
    assert!(!site.path(".public.masthead").exists() && !site.path(".masthead").exists());
    site.build();
}

#[test]
fn clean_leaves_a_strangers_folder_alone() {
    let site = Site::new().write("photos/beach.jpg", "x");
    let ran = site.run(&["clean", "--output", "photos"]).expect_exit(2);
    assert!(ran.stderr.contains("such as `beach.jpg`"), "{ran}");
    assert_eq!(site.read("photos/beach.jpg"), "x");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let site = Site::new();
    for arguments in [["explain", "broken-link"], ["check", "--strict"]] {
        let mut child = site
            .command(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a process");
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(
            child.wait().expect("its end").code(),
            Some(0),
            "{arguments:?}"
        );
    }
}

/// A list in the form that old programs saved.
const LATIN: &[u8] = b"@book{mueller2012, author = {M\xfcller, A.}, title = {Caf\xe9s}, publisher \
    = {P}, date = {2012}}\n";

#[test]
fn import_adds_to_the_list_in_any_encoding_and_never_touches_what_a_hand_wrote() {
    let site = Site::new().write("old.bib", LATIN).write(
        "new.ris",
        "TY  - BOOK\nID  - b2013\nAU  - Bee, C.\nTI  - Second\nPB  - P\nPY  - 2013\nER  - \n",
    );
    let by_hand = "% ours, do not sort\n@book{mueller2012,\n  author = {M\u{fc}ller, Anna}, % by \
        hand\n  title = {Caf\u{e9}s}, date = {2012},\n}\n";
    site.put("content/publications/ours.bib", by_hand);
    let dry = site
        .run(&["import", "--dry-run", "old.bib", "new.ris"])
        .expect_exit(0);
    assert!(
        dry.stdout.contains("added `b2013`") && dry.stdout.contains("nothing was written"),
        "{dry}"
    );
    assert_eq!(site.read("content/publications/ours.bib"), by_hand);
    site.run(&["import", "old.bib", "new.ris"]).expect_exit(0);
    let list = site.read("content/publications/ours.bib");
    for part in [
        "% ours, do not sort",
        "author = {M\u{fc}ller, Anna}, % by hand",
        "@book{b2013",
    ] {
        assert!(list.contains(part), "no {part} in\n{list}");
    }
    let again = site.run(&["import", "old.bib", "new.ris"]).expect_exit(0);
    assert!(again.stdout.contains("0 added"), "{again}");
    assert_eq!(site.read("content/publications/ours.bib"), list);
    site.run(&["import", "nothing.bib"]).expect_exit(2);
}

#[test]
fn import_turns_a_list_into_utf_8_and_makes_one_where_there_is_none() {
    let site = Site::new()
        .write("content/publications/old.bib", LATIN)
        .write(
            "b.bib",
            "@book{b, author = {B, C.}, title = {A title}, publisher = {P}, date = {2012}}",
        );
    site.run(&[
        "import",
        "content/publications/old.bib",
        "--into",
        "content/publications/old.bib",
    ])
    .expect_exit(0);
    assert!(
        site.read("content/publications/old.bib")
            .contains("M\u{fc}ller")
    );
    let fresh = Site::new().write(
        "b.bib",
        "@book{b, author = {B, C.}, title = {A title}, publisher = {P}, date = {2012}}",
    );
    fresh.run(&["import", "b.bib"]).expect_exit(0);
    assert!(
        fresh
            .read("content/publications/publications.bib")
            .contains("@book{b,")
    );
}

#[test]
fn export_prints_every_form_and_references_in_any_style() {
    let site = Site::new().write(
        "content/publications/ours.yaml",
        "- {id: b2012, type: book, author: [\"Bee, C.\"], title: A title, publisher: P, issued: \
         2012}\n",
    );
    for (form, start) in [
        ("bibtex", "@book{b2012,"),
        ("ris", "TY  - BOOK"),
        ("csl-json", "["),
        ("yaml", "- id: b2012"),
        ("text", "Bee, C. (2012)"),
    ] {
        let ran = site.run(&["export", "--to", form]).expect_exit(0);
        assert!(ran.stdout.starts_with(start), "{form}: {ran}");
    }
    let styled = site
        .run(&["export", "--to", "text", "--style", "vancouver", "b2012"])
        .expect_exit(0);
    assert!(styled.stdout.starts_with("1. Bee C."), "{styled}");
    site.run(&["export", "--to", "text", "--style", "vancouvr"])
        .expect_exit(1);
    let unknown = site.run(&["export", "--to", "ris", "b2013"]).expect_exit(2);
    assert!(
        unknown.stderr.contains("Did you mean `b2012`?"),
        "{unknown}"
    );
}
