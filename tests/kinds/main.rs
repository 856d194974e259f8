//! Kinds of page that a theme declares. From: sites in memory with declarations and pages. To:
//! finished pages, the order of lists, and findings.

mod addresses;
mod general;
mod lists;
mod slips;
#[path = "../support/mod.rs"]
mod support;

use masthead::fixture::Fixture;
use support::built::{finding, messages, silent as build};

/// A site whose own theme declares the kind `visit` this way, with a section for its pages.
fn site(declaration: &str) -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\ntheme: own\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write("content/visits/index.md", "---\ntitle: Visits\n---\n")
        .write(
            "themes/own/kinds/visit.yaml",
            &format!("summary: A visit.\nfolder: visits\n{declaration}"),
        )
}

/// A page of the kind, whose front matter says this beside a title that is the name of its file.
fn visit(site: Fixture, name: &str, front: &str) -> Fixture {
    let path = format!("content/visits/{name}.md");
    site.write(&path, &format!("---\ntitle: {name}\n{front}\n---\nText.\n"))
}

/// What stands between two pieces of a text.
#[track_caller]
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let inner = text
        .split_once(start)
        .and_then(|(_, rest)| rest.split_once(end));
    inner
        .unwrap_or_else(|| panic!("no `{start}` … `{end}` in {text}"))
        .0
}

/// The words of a piece of HTML, with single blanks between them.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            _ if is_tag => {}
            _ => text.push(letter),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
