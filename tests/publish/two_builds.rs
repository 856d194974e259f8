//! Two builds at once, a power cut, and what stands in the way of a build.

use crate::strace::changing_calls;
use crate::support::{self, Site, Started};
use crate::whole::without_own;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

fn strace(site: &Site, arguments: &[&str]) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["--follow-forks", "--seccomp-bpf", "--output=/dev/null"])
        .args(arguments);
    strace.args([env!("CARGO_BIN_EXE_masthead"), "build"]);
    site.prepare(&mut strace);
    strace.env("PATH", std::env::var_os("PATH").expect("PATH"));
    strace
}

#[test]
fn of_two_builds_at_once_the_second_says_so_and_leaves_with_its_own_exit_code() {
    let site = Site::new();
    site.build();
    let old = site.tree("public");
    site.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    // Waits before the new site is made durable; by then it has the lock.
    let first = Started::new(&mut strace(
        &site,
        &["--trace=syncfs", "--inject=syncfs:delay_enter=3s:when=1"],
    ));
    let since = Instant::now();
    let is_staged = || {
        let memory = site.tree(".masthead");
        let mut files = memory.files().into_iter();
        files.any(|path| path.ends_with("/files/.masthead.json"))
    };
    while !is_staged() {
        assert!(
            since.elapsed() < Duration::from_mins(1),
            "the first build does not get there: {}",
            first.wait()
        );
        thread::sleep(Duration::from_millis(5));
    }
    let second = site.run(&["build"]).expect_exit(3);
    assert!(
        second.stderr.contains("another masthead is writing to"),
        "{second}"
    );
    without_own(site.tree("public")).assert_same(&old);
    let cleaned = site.run(&["clean"]).expect_exit(3);
    assert!(
        cleaned.stderr.contains("another masthead is writing to"),
        "{cleaned}"
    );
    site.run(&["check"]).expect_exit(0);

    let first = first.wait().expect_exit(0);
    assert!(first.stdout.contains("No faults found"), "{first}");
    assert!(site.read("public/about/index.html").contains("New words."));
    assert!(site.build().stdout.contains("Nothing has changed"));
}

#[test]
fn what_a_power_cut_takes_from_the_first_site_the_next_build_puts_back() {
    let site = Site::new();
    site.build();
    let whole = site.tree("public");
    // What a file system may leave of files that were never made durable: a name, and nothing in
    // it.
    for name in ["about/index.html", "index.html"] {
        support::put(&site.path("public").join(name), b"");
    }
    site.build();
    site.tree("public").assert_same(&whole);
}

#[test]
fn only_the_first_site_does_not_wait_for_the_disk() {
    let site = Site::new();
    let waits = || {
        changing_calls(&site)
            .iter()
            .filter(|call| call.text.contains("sync"))
            .count()
    };
    assert_eq!(waits(), 0, "the first");
    site.put("content/about.md", "---\ntitle: About\n---\nNew words.\n");
    assert!(waits() > 0, "the second");
}

#[test]
fn what_others_left_where_the_site_needs_a_name_is_an_error_and_stays() {
    let site = Site::new();
    site.build();
    for (name, spoilt) in [("about", "about"), ("robots.txt/of-others", "robots.txt")] {
        site.remove(&format!("public/{spoilt}"));
        support::put(&site.path("public").join(name), b"mine");
        let before = site.tree("public");
        let ran = site.run(&["build"]).expect_exit(2);
        assert!(
            ran.stderr
                .contains(&format!("public/{spoilt}` is in the way")),
            "{ran}"
        );
        site.tree("public").assert_same(&before);
        site.remove(&format!("public/{spoilt}"));
        site.build();
    }
}

#[test]
fn a_file_of_others_at_the_address_of_a_new_page_is_an_error_and_stays() {
    let site = Site::new();
    site.build();
    support::put(&site.path("public/new/index.html"), b"mine");
    let before = site.tree("public");
    site.put("content/new.md", "---\ntitle: New\n---\n");
    let ran = site.run(&["build"]).expect_exit(2);
    assert!(
        ran.stderr.contains("public/new/index.html` is in the way"),
        "{ran}"
    );
    site.tree("public").assert_same(&before);
}
