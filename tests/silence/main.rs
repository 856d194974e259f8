//! If masthead said nothing, the page says what its author wrote. From: sites in memory. To:
//! finished pages, and findings where a page cannot say it.

mod addresses;
mod advice;
mod answers;
mod bibliographies;
mod conservation;
mod contact;
mod copies;
mod days;
mod front;
mod habits;
mod leaks;
mod leaving;
mod links;
mod live;
mod losses;
mod marks;
mod other_languages;
mod pasted;
mod places;
mod search;
mod slips;
#[path = "../support/mod.rs"]
mod support;
mod withheld;

use masthead::base::{Code, Fault, Severity};
use masthead::fixture::{Built, Fixture};
use std::ops::Range;
use support::built::{finding, messages, silent};

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

/// Reports whether a finding is a warning that says this.
fn warns(fault: &Fault, words: &str) -> bool {
    fault.severity == Severity::Warning && fault.message.contains(words)
}

/// The text of a file after somebody did what a finding says: its change, which the words of the
/// finding must tell, or the line that the words say to write beside one to delete.
#[track_caller]
fn applied(text: &str, fault: &Fault) -> String {
    let help = fault.help.first().map_or("", String::as_str);
    if let Some(fix) = &fault.fix {
        for line in fix.replacement.lines() {
            assert!(help.contains(line.trim()), "{help}\n{line}");
        }
        let is_deleted = fix.replacement.is_empty();
        assert!(!is_deleted || help.starts_with("delete"), "{help}");
        return replaced(text, &fix.span.range, &fix.replacement);
    }
    let line = help
        .strip_prefix("write `")
        .and_then(|rest| rest.split_once("` and delete this line"))
        .unwrap_or_else(|| panic!("nothing to apply: {fault:?}"))
        .0;
    let span = fault.span.as_ref().expect("a place");
    let text = replaced(text, &line_at(text, span.range.start), "");
    let name = line.split_once(':').expect("a setting").0;
    let start = text.find(&format!("\n{name}:")).expect("the setting") + 1;
    replaced(&text, &line_at(&text, start), line)
}

fn replaced(text: &str, range: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// The line that holds a byte, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

/// A file after everything was done that the findings about it say, one after another, and the
/// site as it is built then.
#[track_caller]
fn mended(mut site: Fixture, file: &str) -> (String, Built) {
    for _ in 0..20 {
        let built = site.build();
        let text = site.tree().text(file).expect("a text").text.to_string();
        // What a picture shows is for people to say.
        let found = built.findings_in(file);
        let mut found = found.iter().filter(|fault| fault.code != Code::MissingAlt);
        let Some(fault) = found.next().copied().cloned() else {
            return (text, built);
        };
        site = site.write(file, &applied(&text, &fault));
    }
    panic!("{:?}", messages(&site.build()));
}

/// The text of a file after what a finding suggests: its change, or else the first words between
/// backquotes of its advice, in the place of what it points at.
#[track_caller]
fn apply(text: &str, fault: &Fault) -> String {
    let (place, words) = match (&fault.fix, &fault.span) {
        (Some(fix), _) => (fix.span.range.clone(), fix.replacement.as_str()),
        (None, Some(span)) => {
            let words = fault.help.first().and_then(|help| help.split('`').nth(1));
            let words = words.unwrap_or_else(|| panic!("no suggestion: {fault:?}"));
            (span.range.clone(), words)
        }
        (None, None) => panic!("a finding without a place: {fault:?}"),
    };
    replaced(text, &place, words)
}
