//! Warnings that somebody has answered: `accept:` of a page and of the settings.

use super::{finding, messages, page_with, silent, site, warns};
use crate::support::Site;
use masthead::base::{Code, Severity};
use masthead::fixture::Fixture;

/// A text with a warning about its heading.
const SKIPPED: &str = "#### Deep\n\nText.";

/// The settings of a site that accept something.
fn with_settings(site: Fixture, accept: &str) -> Fixture {
    let settings = format!("title: Test\nbase_url: https://www.example.org/\n{accept}\n");
    site.write("content/site.yaml", &settings)
}

#[test]
fn a_page_accepts_a_warning_in_every_form_with_a_reason() {
    let warned = finding(&page_with("title: A", SKIPPED));
    assert_eq!(warned.code, Code::HeadingSkipped);
    for accept in [
        "accept: {heading-skipped: Quoted from a law.}",
        "accept:\n  heading-skipped: Quoted from a law.",
        "accept: [heading-skipped: Quoted from a law.]",
        "accept:\n  - heading-skipped: Quoted from a law.",
        "accept:\n  - code: heading-skipped\n    reason: Quoted from a law.",
        "accept: {code: heading-skipped, reason: Quoted from a law.}",
        "accept:\n  missing-alt: No pictures.\n  heading-skipped: \"Law: as it is\"",
    ] {
        silent(&page_with(&format!("title: A\n{accept}"), SKIPPED));
    }
}

#[test]
fn a_reason_is_asked_for_and_the_advice_is_right() {
    for accept in ["accept: [heading-skipped]", "accept: heading-skipped"] {
        let front = format!("title: A\n{accept}");
        let asked = finding(&page_with(&front, SKIPPED));
        assert!(warns(&asked, "does not say why"), "{asked:?}");
        let fix = asked.fix.expect("a line that mends it");
        assert!(asked.help[0].contains(&fix.replacement));
        let mended = front.replace("heading-skipped", &fix.replacement);
        silent(&page_with(&mended, SKIPPED));
    }
    for front in ["accept: {heading-skipped: }", "accept:\n  heading-skipped:"] {
        let asked = finding(&page_with(&format!("title: A\n{front}"), SKIPPED));
        assert!(warns(&asked, "does not say why"), "{asked:?}");
    }
    let long = "title: A\naccept:\n  - code: heading-skipped";
    assert_eq!(
        finding(&page_with(long, SKIPPED)).message,
        "`reason` is missing"
    );
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let built = page_with("title: A\naccept: {heading-skiped: Law.}", SKIPPED).build();
    let error = &built.outcome.faults[0];
    assert_eq!(error.message, "there is no warning called `heading-skiped`");
    assert_eq!(error.help, ["did you mean `heading-skipped`?"]);
}

#[test]
fn an_error_cannot_be_accepted() {
    let site = page_with("title: A\naccept: {broken-link: Later.}", "[x](none.md)");
    let error = finding(&site);
    assert_eq!(error.severity, Severity::Error);
    let said = error.help.iter().filter(|help| help.contains("`accept:`"));
    assert_eq!(said.count(), 1, "{error:?}");
}

#[test]
fn another_page_and_another_code_are_not_accepted() {
    let two = page_with("title: A\naccept: {heading-skipped: Law.}", SKIPPED).write(
        "content/b.md",
        &format!("---\ntitle: B\n---\n\n{SKIPPED}\n"),
    );
    let warned = finding(&two);
    assert_eq!(
        warned.span.map(|span| span.file.to_string()),
        Some("content/b.md".to_owned())
    );
    let other = page_with("title: A\naccept: {missing-alt: Law.}", SKIPPED);
    assert!(warns(&finding(&other), "a level is skipped"));
}

#[test]
fn settings_accept_for_the_site_or_for_folders_and_files() {
    let skipped = format!("---\ntitle: T\n---\n\n{SKIPPED}\n");
    let both = || {
        let site = site().write("content/old/a.md", &skipped);
        site.write("content/new.md", &skipped)
    };
    silent(&with_settings(both(), "accept: {heading-skipped: All.}"));
    for (only, left) in [
        ("old", 1),
        ("content/old/", 1),
        ("[old, new.md]", 0),
        ("ol", 2),
        ("[]", 0),
    ] {
        let accept =
            format!("accept:\n  - code: heading-skipped\n    reason: Old.\n    only: {only}");
        let built = with_settings(both(), &accept).build();
        assert_eq!(
            messages(&built).len(),
            left,
            "{only}: {:?}",
            messages(&built)
        );
    }
}

#[test]
fn warnings_of_every_room_are_accepted() {
    let no_address = site().write(
        "content/site.yaml",
        "title: Test\naccept: {no-base-url: Not known yet.}\n",
    );
    silent(&no_address);
    let of_settings = with_settings(
        site(),
        "folders: {nowhere: {sort: title}}\naccept: {invalid-setting: Comes later.}",
    );
    silent(&of_settings);
    let spelling = page_with("title: A\ntopics: [Care]", "Text.").write(
        "content/b.md",
        "---\ntitle: B\ntopics: [care]\n---\n\nText.\n",
    );
    assert!(!messages(&spelling.build()).is_empty());
    silent(&with_settings(
        spelling,
        "accept: {topic-spelling: Both are in use.}",
    ));
}

#[test]
fn build_check_and_strict_agree_and_check_tells_what_is_not_needed() {
    let accepted = "---\ntitle: A\naccept: {heading-skipped: Law.}\n---\n\n#### Deep\n\nText.\n";
    let site = Site::new().write("content/a.md", accepted);
    for arguments in [
        &["build"][..],
        &["build"],
        &["check"],
        &["check", "--strict"],
    ] {
        let ran = site.run(arguments);
        let ran = ran.expect_exit(0);
        assert!(
            ran.to_string().contains("No faults found"),
            "{arguments:?}: {ran}"
        );
    }
    let idle = "---\ntitle: A\naccept: {missing-alt: None.}\n---\n\nText.\n";
    let site = site.write("content/a.md", idle);
    assert!(site.build().to_string().contains("No faults found"));
    let told = site.findings();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        told[0].place(),
        "warning[accepted-warning] content/a.md:3:10"
    );
    // Of a page that is held back, not everything is looked at.
    let held = idle.replace("title: A", "title: A\ndraft: yes");
    assert_eq!(site.write("content/a.md", held).findings(), []);
}

#[test]
fn a_slip_within_an_answer_is_told_once() {
    for accept in [
        "accept: mark-left-over: quoted",
        "accept:\n  - mark-left-over: quoted: twice",
        "accept:\n  mark-left-over: quoted: twice",
        "accept: {mark-left-over: quoted",
    ] {
        let told = finding(&page_with(&format!("title: A\n{accept}"), "Text."));
        assert_eq!(told.code, Code::YamlSyntax, "{accept}");
    }
}
