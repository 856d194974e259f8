//! How commands end: at once at any signal, and well where only their report cannot be printed.

use crate::support::{Ran, Site, Started};
use rustix::process::Signal;
use std::fmt::Write as _;
use std::fs::File;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

const COMMANDS: [&[&str]; 6] = [
    &["build", "--no-cache"],
    &["check"],
    &["list"],
    &["export"],
    &["import", "more.bib"],
    &["search", "words"],
];

/// A site that no command is done with at once.
fn large() -> Site {
    let site = Site::new();
    for number in 0..300 {
        let text = format!("---\ntitle: Page {number}\n---\n## Heading\n\nWords {number}.\n");
        site.put(&format!("content/many/{number}.md"), text);
    }
    let mut entries = String::new();
    for number in 0..400 {
        let _ = writeln!(
            entries,
            "@book{{k{number}, title={{T {number}}}, author={{A, B}}, year=2001}}"
        );
    }
    site.put("content/publications/index.md", "---\ntitle: Books\n---\n");
    site.put("content/publications/publications.bib", &entries);
    site.put(
        "more.bib",
        entries.replace("{k", "{m").replace("T ", "More "),
    );
    site
}

#[test]
fn every_signal_ends_every_command_within_a_second_and_nothing_is_half_done() {
    let site = large();
    let clean = large();
    clean.build();
    for (number, arguments) in COMMANDS.iter().enumerate() {
        for (at, signal) in [Signal::INT, Signal::TERM, Signal::HUP]
            .into_iter()
            .enumerate()
        {
            let started = Started::new(&mut site.command(arguments));
            sleep(Duration::from_millis(
                40 + 150 * u64::try_from((number + at) % 3).unwrap_or(0),
            ));
            let begun = Instant::now();
            started.signal(signal);
            let ran = started.wait();
            assert!(
                begun.elapsed() < Duration::from_secs(1),
                "{arguments:?} {signal:?} took {:?}",
                begun.elapsed()
            );
            assert!(!ran.stderr.contains("panicked"), "{ran}");
        }
    }
    if site.read("content/publications/publications.bib")
        == clean.read("content/publications/publications.bib")
    {
        site.build();
        site.tree("public").assert_same(&clean.tree("public"));
    }
}

/// Runs a command whose standard output is a disk that is full.
fn onto_a_full_disk(site: &Site, arguments: &[&str]) -> Ran {
    let mut command = site.command(arguments);
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("a disk that is full");
    let output = command
        .stdin(Stdio::null())
        .stdout(full)
        .output()
        .expect("the program");
    Ran {
        status: output.status,
        stdout: String::new(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        peak_memory: 0,
    }
}

#[test]
fn a_report_that_cannot_be_printed_is_no_failed_command() {
    let site = Site::new().write(
        "more.bib",
        "@book{k, title={T}, author={A, B}, year=2001}\n",
    );
    for arguments in [
        &["build"][..],
        &["build", "--format", "json"],
        &["check"],
        &["import", "more.bib"],
        &["clean"],
    ] {
        let ran = onto_a_full_disk(&site, arguments).expect_exit(0);
        assert!(
            ran.stderr.contains("not everything could be printed"),
            "{arguments:?} {ran}"
        );
        if arguments[0] == "build" {
            assert!(site.path("public/index.html").exists());
        }
    }
    assert!(site.path("content/publications/publications.bib").exists());
    // What was asked for and cannot be printed is not there.
    onto_a_full_disk(&site, &["export"]).expect_exit(2);
}

#[test]
fn a_build_works_in_the_last_year_that_there_is() {
    let site = Site::new().write(
        "content/later.md",
        "---\ntitle: Later\npublish_on: 9999-12-31\nreview_by: 9999-12-31\n---\n",
    );
    for command in [&["build"][..], &["check"], &["list"]] {
        let mut command = site.command(command);
        command.env("SOURCE_DATE_EPOCH", "253402200000");
        Ran::from(&mut command).expect_exit(0);
    }
}

/// Runs a command in a shell that has set a limit.
fn limited(site: &Site, limit: &str, arguments: &[&str]) -> Ran {
    let mut command = std::process::Command::new("sh");
    let script = format!("ulimit {limit} && exec \"$0\" \"$@\"");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_masthead")])
        .args(arguments);
    site.prepare(&mut command);
    Ran::from(&mut command)
}

#[test]
fn too_little_memory_and_too_few_files_are_told_in_words() {
    let site = Site::new();
    for arguments in [&["build"][..], &["check"], &["serve"]] {
        let ran = limited(&site, "-v 120000", arguments).expect_exit(2);
        assert!(ran.stderr.contains("117 MB of memory"), "{ran}");
    }
    for files in 5..14 {
        let ran = limited(&site, &format!("-n {files}"), &["serve"]).expect_exit(2);
        assert!(ran.stderr.contains("the preview cannot start"), "{ran}");
    }
}
