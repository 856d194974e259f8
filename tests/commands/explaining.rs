//! What is known of a page by its address: `masthead explain /an/address/`.

use crate::support::Site;

fn site() -> Site {
    Site::new()
        .write(
            "content/news/first.md",
            "---\ntitle: First\ndate: 2015-01-02\n---\nWords.\n",
        )
        .write(
            "content/draft.md",
            "---\ntitle: A draft\ndraft: true\n---\nNot yet.\n",
        )
        .write(
            "content/about.md",
            "---\ntitle: About\naliases: [/old/]\n---\nSomething.\n",
        )
        .write(
            "themes/default/templates/page.html",
            "{{ page.title }}{% for p in pages(limit=2) %}{{ p.title }}{% endfor %}",
        )
}

/// The line of the answer that starts with these words.
fn line(text: &str, name: &str) -> String {
    let line = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix(name));
    line.unwrap_or_else(|| panic!("no `{name}` in\n{text}"))
        .trim()
        .to_owned()
}

#[test]
fn a_page_has_a_source_a_template_what_it_asked_for_and_why_it_was_made() {
    let site = site();
    let before = site.run(&["explain", "/about/"]).expect_exit(0).stdout;
    assert_eq!(before.lines().next(), Some("/about/"));
    assert_eq!(line(&before, "source"), "content/about.md");
    assert_eq!(line(&before, "kind"), "page, published");
    assert_eq!(
        line(&before, "template"),
        "themes/default/templates/page.html"
    );
    assert_eq!(line(&before, "asks for"), "pages(limit=2)");
    assert_eq!(line(&before, "last made"), "never, as far as is remembered");
    assert_eq!(
        line(&before, "now"),
        "to be made again because nothing was remembered of it"
    );
    site.build();
    let after = site.run(&["explain", "/about"]).expect_exit(0).stdout;
    assert_eq!(
        line(&after, "last made"),
        "because nothing was remembered of it"
    );
    assert_eq!(line(&after, "now"), "as it was made last");
}

#[test]
fn what_changed_is_told_before_and_after_the_page_is_made_again() {
    let site = site();
    site.build();
    let told = |name: &str| {
        line(
            &site.run(&["explain", "/about/"]).expect_exit(0).stdout,
            name,
        )
    };
    site.put(
        "content/news/second.md",
        "---\ntitle: Second\ndate: 2016-01-02\n---\nWords.\n",
    );
    assert_eq!(
        told("now"),
        "to be made again because pages(limit=2) has another answer"
    );
    site.build();
    assert_eq!(
        (told("last made").as_str(), told("now").as_str()),
        (
            "because pages(limit=2) has another answer",
            "as it was made last"
        )
    );
    site.put(
        "content/about.md",
        "---\ntitle: About us\naliases: [/old/]\n---\nSomething.\n",
    );
    site.build();
    assert!(
        told("last made").starts_with("because something changed that it is made from"),
        "{}",
        told("last made")
    );
    site.put(
        "content/site.yaml",
        "title: Another\nbase_url: https://www.example.org/\n",
    );
    assert!(
        told("now").starts_with("to be made again because something changed that every page shows"),
        "{}",
        told("now")
    );
}

#[test]
fn drafts_former_addresses_and_pages_that_masthead_makes_are_known_too() {
    let site = site();
    let told = |address: &str| site.run(&["explain", address]).expect_exit(0).stdout;
    assert_eq!(line(&told("/draft/"), "kind"), "page, a draft");
    assert_eq!(
        line(&told("/old/"), "leads to"),
        "/about/, which stood here before"
    );
    assert_eq!(
        line(&told("/404.html"), "source"),
        "no file: masthead makes this page from others"
    );
}

#[test]
fn an_address_of_no_page_is_answered_with_the_nearest() {
    let ran = site().run(&["explain", "/abuot/"]).expect_exit(2);
    assert!(
        ran.stderr
            .contains("there is no page at `/abuot/`. Did you mean `/about/`?"),
        "{ran}"
    );
}
