//! If masthead said nothing, the page says what its author wrote. From: sites in memory. To:
//! finished pages, and findings where a page cannot say it.

mod addresses;
mod answers;
mod losses;
#[path = "../support/mod.rs"]
mod support;
mod days;
mod leaving;

use masthead::base::{Fault, Severity};
use masthead::fixture::{Built, Fixture};

/// A site with a home page.
fn site() -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
}

/// A site with a further page, `content/a.md`, of this text.
fn page(text: &str) -> Fixture {
    site().write("content/a.md", &format!("---\ntitle: A\n---\n{text}\n"))
}

/// A site with a further page, `content/a.md`, of these settings and this text.
fn page_with(front: &str, text: &str) -> Fixture {
    site().write("content/a.md", &format!("---\n{front}\n---\n\n{text}\n"))
}

/// The messages of all findings.
fn messages(built: &Built) -> Vec<&str> {
    let faults = built.outcome.faults.iter();
    faults.map(|fault| fault.message.as_str()).collect()
}

/// Builds a site that has no finding.
#[track_caller]
fn silent(site: &Fixture) -> Built {
    let built = site.build();
    assert_eq!(messages(&built), Vec::<&str>::new());
    built
}

/// The only finding of a site.
#[track_caller]
fn finding(site: &Fixture) -> Fault {
    let built = site.build();
    let faults: Vec<&Fault> = built.outcome.faults.iter().collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].clone()
}

/// Reports whether a finding is a warning that says this.
fn warns(fault: &Fault, words: &str) -> bool {
    fault.severity == Severity::Warning && fault.message.contains(words)
}
