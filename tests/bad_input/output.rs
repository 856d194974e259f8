//! Output folders that must not be written to: nothing changes, exit code 2.

use crate::support::tree::Tree;
use crate::support::{Site, link};
use std::fs;

/// Everything there is, before and after.
fn everything(site: &Site) -> Tree {
    Tree::read(site.everything())
}

/// Insists that building into `output` is refused for this reason and changes nothing.
#[track_caller]
fn assert_refused(site: &Site, output: &str, why: &str) {
    let before = everything(site);
    for command in ["build", "clean"] {
        let ran = site.run(&[command, "--output", output]).expect_exit(2);
        assert!(
            ran.stderr.contains(why) && ran.stderr.contains("nothing is written there"),
            "{command} --output {output}: {ran}"
        );
    }
    before.assert_same(&everything(site));
}

#[test]
fn the_content_and_the_theme_are_not_overwritten() {
    let site = Site::new().write("themes/default/templates/x.html", "x");
    let absolute = site.path("content").display().to_string();
    for output in [
        "content",
        "content/",
        "./content/news",
        "content/new",
        "content/new/deeper",
        "themes",
        "themes/default",
        "themes/new",
        &absolute,
    ] {
        assert_refused(&site, output, "is part of what the site is made from");
    }
    assert_refused(
        &site,
        "new/../content/deeper",
        "is part of what the site is made from",
    );
}

#[test]
fn a_themes_folder_that_is_not_there_yet_is_not_taken() {
    assert_refused(
        &Site::new(),
        "themes",
        "is part of what the site is made from",
    );
    assert_refused(
        &Site::new(),
        "themes/mine",
        "is part of what the site is made from",
    );
}

#[test]
fn the_sites_own_folder_and_those_above_are_not_overwritten() {
    let site = Site::new();
    for output in [".", "./", "..", "content/..", "content/../.."] {
        assert_refused(&site, output, "is the site's own folder, or holds it");
    }
    assert_refused(&site, "/", "is the root of the whole disk");
}

#[test]
fn a_home_folder_and_those_above_are_not_overwritten() {
    let site = Site::new();
    for output in ["../../home", "../..", &site.home().display().to_string()] {
        assert_refused(&site, output, "is your home folder, or holds it");
    }
}

#[test]
fn a_folder_of_somebody_elses_files_is_not_overwritten() {
    let site = Site::new()
        .write("photos/beach.jpg", "x")
        .write("photos/.hidden", "y")
        .write("file", "z");
    assert_refused(
        &site,
        "photos",
        "holds files that masthead did not write, such as `beach.jpg`",
    );
    assert_refused(&site, "file", "is a file, not a folder");
    assert_refused(&site, "../site/photos", "such as `beach.jpg`");
    fs::create_dir_all(site.path(".git/objects")).expect("folders");
    assert_refused(&site, ".git", "is inside a `.git` folder");
    assert_refused(&site, ".git/site", "is inside a `.git` folder");
}

#[test]
fn a_link_to_any_of_them_is_seen_through() {
    let site = Site::new().write("photos/beach.jpg", "x");
    for (name, to, why) in [
        (
            "to-content",
            "content",
            "is part of what the site is made from",
        ),
        (
            "to-page-folder",
            "content/news",
            "is part of what the site is made from",
        ),
        ("to-site", ".", "is the site's own folder"),
        ("to-parent", "..", "is the site's own folder"),
        ("to-home", "../../home", "is your home folder"),
        ("to-root", "/", "is the root of the whole disk"),
        ("to-photos", "photos", "such as `beach.jpg`"),
        ("to-nothing", "nowhere", "is a link that leads nowhere"),
    ] {
        link(to, &site.path(name));
        assert_refused(&site, name, why);
    }
    assert_refused(
        &site,
        "to-content/new",
        "is part of what the site is made from",
    );
    assert_refused(
        &site,
        "to-parent/site/content",
        "is part of what the site is made from",
    );
}

#[test]
fn a_folder_that_is_empty_new_or_masthead_s_own_is_taken() {
    let site = Site::new();
    fs::create_dir(site.path("empty")).expect("a folder");
    for output in ["empty", "new", "new/deeper", "../elsewhere", "empty"] {
        let ran = site.run(&["build", "--output", output]).expect_exit(0);
        assert!(
            site.path(output).join("index.html").exists(),
            "{output}: {ran}"
        );
    }
}
