//! What newsletters, reports and their feeds are to readers. From: sites in memory. To: finished
//! pages and feeds, looked at as a reader or a feed reader would.

mod events;
mod feed_templates;
mod feeds;
#[path = "../support/html.rs"]
mod html;
mod newsletters;
mod pictures;
mod reports;

use masthead::fixture::{Built, Fixture};

/// A site with an address of its own and these files.
fn site(files: &[(&str, &str)]) -> Fixture {
    let start = Fixture::new().write(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\n",
    );
    let start = start.write(
        "content/index.md",
        "---\ntitle: Home\ntemplate: home\n---\n",
    );
    files
        .iter()
        .fold(start, |fixture, (path, text)| fixture.write(path, text))
}

fn built(files: &[(&str, &str)]) -> Built {
    let built = site(files).build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    built
}

/// The words of a piece of HTML, as they are read.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    html::decoded(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The part of a page between two of its pieces.
fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    let from = html
        .find(start)
        .unwrap_or_else(|| panic!("no {start} in:\n{html}"));
    let length = html[from..]
        .find(end)
        .unwrap_or_else(|| panic!("no {end} after {start} in:\n{html}"));
    &html[from..from + length]
}
