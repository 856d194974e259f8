//! Paths that people give to commands, and paths that commands write to: pipes, devices and links.

use crate::support::Site;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

const ENTRY: &str = "@book{k, title = {T}, author = {A, B}, year = 2000, publisher = {P}}\n";

fn pipe(site: &Site, name: &str) {
    let made = Command::new("mkfifo").arg(site.path(name)).status();
    assert!(made.expect("mkfifo").success());
}

#[test]
fn what_has_no_end_is_refused_before_it_is_read() {
    let site = Site::new().write("a.bib", ENTRY);
    pipe(&site, "pipe.bib");
    for arguments in [
        &["import", "pipe.bib"] as &[&str],
        &["import", "/dev/zero"],
        &["import", "a.bib", "--into", "pipe.bib"],
        &["check", "--against", "pipe.bib"],
        &["build", "--against", "/dev/zero"],
        &["new", "report", "R", "--file", "pipe.bib"],
    ] {
        let ran = site.run(arguments).expect_exit(2);
        let why = ["is a pipe or a device, not a file", "is not a file"];
        assert!(
            why.iter().any(|why| ran.stderr.contains(why)),
            "{arguments:?}: {ran}"
        );
    }
    let ran = site.run(&["import", "content"]).expect_exit(2);
    assert!(ran.stderr.contains("is a folder; name a file"), "{ran}");
    let ran = site.run(&["import", "no.bib"]).expect_exit(2);
    assert!(ran.stderr.contains("there is no file `no.bib`"), "{ran}");
}

#[test]
fn files_that_are_too_large_to_be_lists_are_refused() {
    let site = Site::new();
    site.put("big.bib", vec![b'a'; (8 << 20) + 1]);
    let ran = site.run(&["import", "big.bib"]).expect_exit(2);
    assert!(ran.stderr.contains("8.4 MB is the most"), "{ran}");
}

#[test]
fn nothing_is_written_through_a_link_that_leads_out_of_the_site() {
    let site = Site::new().write("a.bib", ENTRY);
    let away = site.beside("away");
    fs::create_dir(&away).expect("a folder");
    for name in [
        "content/away",
        "content/reports",
        "content/publications",
        ".schemas",
    ] {
        symlink(&away, site.path(name)).expect("a link");
    }
    let precious = site.beside("precious");
    fs::write(&precious, "precious").expect("a file");
    fs::create_dir(site.path(".vscode")).expect("a folder");
    symlink(&precious, site.path(".vscode/masthead.code-snippets")).expect("a link");
    for arguments in [
        &["new", "page", "Hello", "--in", "away"] as &[&str],
        &["new", "report", "R"],
        &["import", "a.bib"],
        &["schema", "--write"],
    ] {
        let ran = site.run(arguments).expect_exit(2);
        assert!(
            ran.stderr
                .contains("is a link that leads out of the site's folder"),
            "{arguments:?}: {ran}"
        );
    }
    site.remove(".schemas");
    let ran = site.run(&["schema", "--write"]).expect_exit(2);
    assert!(
        ran.stderr
            .contains("`.vscode/masthead.code-snippets` is a link"),
        "{ran}"
    );
    assert_eq!(fs::read_dir(&away).expect("a folder").count(), 0);
    assert_eq!(fs::read_to_string(&precious).expect("a file"), "precious");
}

#[test]
fn a_link_in_the_place_of_a_half_made_list_is_not_written_through() {
    let site = Site::new()
        .write("a.bib", ENTRY)
        .write("content/publications/publications.bib", "");
    let precious = site.beside("precious");
    fs::write(&precious, "precious").expect("a file");
    symlink(
        &precious,
        site.path("content/publications/.publications.bib.tmp"),
    )
    .expect("a link");
    site.run(&["import", "a.bib"]).expect_exit(0);
    assert_eq!(fs::read_to_string(&precious).expect("a file"), "precious");
    assert!(
        site.read("content/publications/publications.bib")
            .contains("@book{k")
    );
    assert!(
        !site
            .path("content/publications/publications.bib")
            .is_symlink()
    );
}

#[test]
fn a_site_is_made_in_a_folder_and_not_behind_links() {
    let site = Site::empty();
    let away = site.beside("away");
    fs::create_dir(&away).expect("a folder");
    for name in ["content", ".vscode"] {
        let folder = format!("with-{name}");
        fs::create_dir(site.path(&folder)).expect("a folder");
        symlink(&away, site.path(&folder).join(name)).expect("a link");
        site.run(&["init", &folder]).expect_exit(2);
        assert_eq!(
            fs::read_dir(site.path(&folder)).expect("a folder").count(),
            1
        );
    }
    assert_eq!(fs::read_dir(&away).expect("a folder").count(), 0);
    pipe(&site, "pipe");
    for command in ["init", "man"] {
        let ran = site.run(&[command, "pipe"]).expect_exit(2);
        assert!(
            ran.stderr.contains("`pipe` is a file, not a folder"),
            "{ran}"
        );
    }
}

#[test]
fn an_output_folder_is_none_of_the_folders_that_the_site_keeps() {
    let site = Site::new();
    site.build();
    for folder in [
        ".masthead",
        ".masthead/cache",
        ".schemas",
        ".vscode",
        "content",
        "themes",
    ] {
        let ran = site.run(&["build", "--output", folder]).expect_exit(2);
        assert!(
            ran.stderr.contains("so nothing is written there"),
            "{folder}: {ran}"
        );
    }
    site.build();
}
