//! The last look at finished files: a secret that stands in one stops the build, and words that
//! everybody uses are no secrets.

use super::{finding, messages, site};
use masthead::base::{Code, Severity};
use masthead::fixture::Fixture;
use masthead::memo::Memo;

const TITLE: &str = "Closing the day centre for good";

/// A site whose theme says a sentence on every page, and a page with this title and front matter.
fn says(sentence: &str, title: &str, front: &str) -> Fixture {
    site()
        .write("themes/default/templates/page.html", sentence)
        .write("content/a.md", "---\ntitle: A\n---\nText.\n")
        .write(
            "content/b.md",
            &format!("---\ntitle: {title}\n{front}---\nText.\n"),
        )
}

#[test]
fn a_title_that_is_held_back_stops_the_build() {
    for (sentence, front) in [
        ("Closing the day centre for good", "draft: true\n"),
        (
            "CLOSING&nbsp;the day centre for good; closing the DAY centre for good",
            "draft: true\n",
        ),
        (
            "Closing the day centre for good",
            "publish_on: 2030-01-01\n",
        ),
        (
            "Closing the day centre for good",
            "expires_on: 2018-01-01\n",
        ),
    ] {
        let fault = finding(&says(sentence, TITLE, front));
        assert_eq!(
            (fault.code, fault.severity),
            (Code::SecretPublished, Severity::Error),
            "{front}"
        );
        assert!(fault.message.contains("a/index.html"), "{}", fault.message);
        assert!(!fault.message.contains("day centre"), "{}", fault.message);
    }
}

#[test]
fn words_that_everybody_uses_are_no_secrets() {
    for title in [
        "Contact",
        "Annual report",
        "September 2019",
        "Newsletter 12",
    ] {
        let built = says(title, title, "draft: true\n").build();
        assert_eq!(messages(&built), Vec::<String>::new(), "{title}");
    }
    let said = says(TITLE, TITLE, "draft: true\n").write(
        "content/c.md",
        "---\ntitle: C\n---\nWe think of closing the day centre for good.\n",
    );
    assert_eq!(messages(&said.build()), Vec::<String>::new());
    assert_eq!(
        messages(&says(TITLE, TITLE, "").build()),
        Vec::<String>::new()
    );
}

#[test]
fn a_new_secret_is_looked_for_in_what_stands_already() {
    let mut memo = Memo::default();
    let published = says(TITLE, TITLE, "");
    let empty = Fixture::new().build();
    let before = published.build_after(&mut memo, &empty);
    assert_eq!(messages(&before), Vec::<String>::new());
    let held_back = says(TITLE, TITLE, "draft: true\n");
    for _ in 0..2 {
        let after = held_back.build_after(&mut memo, &before);
        assert!(
            after.codes().contains(&Code::SecretPublished),
            "{:?}",
            after.codes()
        );
    }
    let mended = says("Nothing.", TITLE, "draft: true\n").build_after(&mut memo, &before);
    assert_eq!(messages(&mended), Vec::<String>::new());
}
