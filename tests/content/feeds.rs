//! Feeds as their readers see them.

use crate::{built, site};
use masthead::fixture::Built;
use serde_json::Value;

/// A feed in the form of JSON.
pub(crate) fn feed(built: &Built, path: &str) -> Value {
    serde_json::from_str(&built.html(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The list of former addresses for one host, in which these lines stand.
fn redirects(built: &Built, expected: &[&str]) -> String {
    let listed = built.html("_redirects");
    for line in expected {
        assert!(
            listed.lines().any(|other| other == *line),
            "{line}\n{listed}"
        );
    }
    listed
}

fn titles(feed: &Value) -> Vec<&str> {
    feed["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["title"].as_str())
        .collect()
}

#[test]
fn the_site_each_section_and_each_topic_have_feeds() {
    let built = built(&[
        ("content/news/index.md", "---\ntitle: News\n---\n"),
        (
            "content/news/a.md",
            "---\ntitle: A\ndate: 2015-01-01\ntopics: [Beds]\n---\nText.\n",
        ),
        (
            "content/b.md",
            "---\ntitle: B\ndate: 2015-01-02\n---\nText.\n",
        ),
        ("content/c.md", "---\ntitle: Without a day\n---\nText.\n"),
    ]);
    for (folder, expected) in [
        ("", &["B", "A"][..]),
        ("news/", &["A"]),
        ("topics/beds/", &["A"]),
    ] {
        assert_eq!(
            titles(&feed(&built, &format!("{folder}feed.json"))),
            expected,
            "{folder}"
        );
        for name in ["feed.xml", "rss.xml"] {
            assert!(expected.iter().all(|title| {
                built
                    .html(&format!("{folder}{name}"))
                    .contains(&format!("<title>{title}</title>"))
            }));
        }
    }
}

#[test]
fn a_feed_has_the_newest_twenty_in_full() {
    let texts: Vec<(String, String)> = (1..=25)
        .map(|day| {
            (
                format!("content/n{day}.md"),
                format!(
                    "---\ntitle: N{day}\ndate: 2015-01-{day:02}\n---\nSee [home](index.md) and \
                     ![x](x.png).\n"
                ),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let built = site(&files).asset("content/x.png", b"png").build();
    let feed = feed(&built, "feed.json");
    let expected: Vec<String> = (6..=25).rev().map(|day| format!("N{day}")).collect();
    assert_eq!(titles(&feed), expected);
    let html = feed["items"][0]["content_html"].as_str().expect("content");
    assert!(
        html.contains("href=\"https://www.example.org/\"")
            && html.contains("src=\"https://www.example.org/x.png\""),
        "{html}"
    );
}

#[test]
fn a_report_leads_with_its_findings_and_documents_in_feeds_too() {
    let report = "---\ntitle: R\ndate: 2015-06-01\nfindings: [\"One [link](about.md).\", Two]\n\
        method: We counted.\ndownloads: [{file: a & b.csv, title: A & B}]\n---\nThe text.[^n]\n\n\
        [^n]: A note.\n";
    let built = site(&[
        (
            "content/r.md",
            &report.replace("---\ntitle", "---\nkind: report\ntitle"),
        ),
        ("content/about.md", "---\ntitle: About\n---\n"),
    ])
    .asset("content/a & b.csv", b"a,b\n1,2\n")
    .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    let feed = feed(&built, "feed.json");
    let html = feed["items"][0]["content_html"].as_str().expect("content");
    let start = "<h2>Key findings</h2>\n<ol>\n<li>One <a \
        href=\"https://www.example.org/about/\">link</a>.</li>\n<li>Two</li>\n</ol>\n\
        <h2>Downloads</h2>\n<ul>\n<li><a href=\"https://www.example.org/a%20%26%20b.csv\">A &amp; \
        B</a> (CSV, 1 KB)</li>\n</ul>\n<p>The text.";
    assert!(html.starts_with(start), "{html}");
    assert!(
        html.contains("<h2>How this was done</h2>\n<p>We counted.</p>"),
        "{html}"
    );
    assert!(!html.contains("href=\"#"), "{html}");
}

#[test]
fn an_entry_keeps_its_id_when_its_page_moves() {
    let ids = |path: &str, more: &str| {
        let built = built(&[(
            path,
            &format!("---\ntitle: A\ndate: 2015-01-01\n{more}---\nText.\n"),
        )]);
        let feed = feed(&built, "feed.json");
        let id = feed["items"][0]["id"].as_str().expect("an id").to_owned();
        assert!(
            built.html("feed.xml").contains(&format!("<id>{id}</id>"))
                && built.html("rss.xml").contains(&format!(">{id}</guid>"))
        );
        id
    };
    let before = ids("content/a.md", "");
    assert_eq!(before, "https://www.example.org/a/");
    assert_eq!(ids("content/b.md", "aliases: [/a/]\n"), before);
    assert_eq!(
        ids("content/c.md", "aliases: [/b/, /a/]\nid: /a/\n"),
        before
    );
}

#[test]
fn those_who_subscribed_to_a_page_that_moved_are_led_to_its_feeds() {
    let built = built(&[
        (
            "content/news/index.md",
            "---\ntitle: News\naliases: [/old/]\n---\n",
        ),
        (
            "content/news/a.md",
            "---\ntitle: A\ndate: 2015-01-01\naliases: [/old/a/]\n---\n",
        ),
    ]);
    let expected = [
        "/old/ /news/ 301",
        "/old/feed.xml /news/feed.xml 301",
        "/old/rss.xml /news/rss.xml 301",
        "/old/feed.json /news/feed.json 301",
    ];
    let listed = redirects(&built, &expected);
    // An article has no feeds.
    assert!(!listed.contains("/old/a/feed.xml"), "{listed}");
}

#[test]
fn the_old_address_of_a_topic_leads_where_the_settings_say() {
    let settings = "title: Test\nbase_url: https://www.example.org/htas/\nredirects:\n  - {from: \
        https://www.example.org/htas/topics/g/, to: /topics/gardens/}\n  - {from: /lost.pdf, to: \
        news/index.md}\n";
    let built = built(&[
        ("content/site.yaml", settings),
        ("content/news/index.md", "---\ntitle: News\n---\n"),
        (
            "content/news/a.md",
            "---\ntitle: A\ndate: 2015-01-01\ntopics: [Gardens]\n---\n",
        ),
    ]);
    let page = built.html("topics/g/index.html");
    assert!(
        page.contains("data-to=\"../gardens/\"")
            && page.contains("<a href=\"../gardens/\">Gardens</a>"),
        "{page}"
    );
    let expected = [
        "/htas/topics/g/ /htas/topics/gardens/ 301",
        "/htas/topics/g/feed.xml /htas/topics/gardens/feed.xml 301",
        "/htas/lost.pdf /htas/news/ 301",
    ];
    redirects(&built, &expected);
    assert!(!built.html("sitemap.xml").contains("/topics/g/"));
}

#[test]
fn a_folder_with_a_new_slug_takes_everything_in_it_along() {
    let built = built(&[
        (
            "content/news/index.md",
            "---\ntitle: News\nslug: bulletins\n---\n",
        ),
        ("content/news/a.md", "---\ntitle: A\n---\n"),
        ("content/news/older/b.md", "---\ntitle: B\n---\n"),
        ("content/news/c.md", "---\ntitle: C\nslug: see\n---\n"),
    ]);
    let expected = [
        "/news/ /bulletins/ 301",
        "/news/a/ /bulletins/a/ 301",
        "/news/older/b/ /bulletins/older/b/ 301",
        "/news/see/ /bulletins/see/ 301",
        "/bulletins/c/ /bulletins/see/ 301",
    ];
    redirects(&built, &expected);
}

#[test]
fn a_name_that_is_withheld_is_no_author_of_a_feed() {
    let built = built(&[
        (
            "content/newsletters/1/index.md",
            "---\ntitle: Issue\ndate: 2015-01-01\n---\nText.\n",
        ),
        (
            "content/newsletters/1/a.md",
            "---\ntitle: A\nbyline: [{withheld: true, role: carer}, {pseudonym: Rose, role: \
             carer}]\n---\nText.\n",
        ),
    ]);
    let feed = feed(&built, "feed.json");
    let item = feed["items"]
        .as_array()
        .and_then(|items| items.iter().find(|item| item["title"] == "A"))
        .expect("the article");
    assert_eq!(item["authors"], serde_json::json!([{"name": "Rose"}]));
}

#[test]
fn the_site_map_has_days_and_robots_lead_to_it() {
    let built = built(&[
        (
            "content/a.md",
            "---\ntitle: A\ndate: 2015-01-01\nupdated: 2015-02-01\n---\n",
        ),
        ("content/b.md", "---\ntitle: B\ndraft: true\n---\n"),
    ]);
    let map = built.html("sitemap.xml");
    assert!(
        map.contains("<loc>https://www.example.org/a/</loc>\n<lastmod>2015-02-01</lastmod>"),
        "{map}"
    );
    assert!(!map.contains("/b/") && !map.contains("404"), "{map}");
    assert!(
        built
            .html("robots.txt")
            .contains("Sitemap: https://www.example.org/sitemap.xml")
    );
}
