//! Suggestions lead where they say: each is applied, and what results builds and means what was
//! meant. The guide shows the same table.

use super::{applied, finding, mended, page_with, site};
use masthead::fixture::{Built, Fixture};
use std::fmt::Write as _;

/// What a suggestion leads to.
#[derive(Clone, Copy)]
enum Effect {
    /// The page is as it was meant without the line.
    Published,
    /// The page is kept out of the site.
    HeldBack,
    /// This address leads to the page.
    Leads(&'static str),
    /// The page says this.
    Says(&'static str),
    /// The page is on the list of this topic.
    Listed(&'static str),
}
use Effect::{HeldBack, Leads, Listed, Published, Says};

/// Settings of other programs at the top of a page, what they become, and what that does.
const PAGES: &[(&str, &str, Effect)] = &[
    ("layout: post", "", Published),
    ("type: post", "", Published),
    ("type: report", "kind: report", Published),
    ("comments: true", "", Published),
    ("menu: main", "", Published),
    ("lang: en", "", Published),
    ("math: true", "", Published),
    ("published: true", "", Published),
    ("published: false", "draft: yes", HeldBack),
    ("published: no", "draft: yes", HeldBack),
    (
        "published: 2016-03-01",
        "date: 2016-03-01",
        Says("1 March 2016"),
    ),
    ("status: publish", "", Published),
    ("status: draft", "draft: yes", HeldBack),
    ("hidden: true", "draft: yes", HeldBack),
    ("hidden: false", "", Published),
    (
        "created: 1142346116",
        "date: 2006-03-14",
        Says("14 March 2006"),
    ),
    (
        "created: 2016-03-01 10:30:00 +0000",
        "date: 2016-03-01",
        Says("1 March 2016"),
    ),
    (
        "pubDate: Mar 01 2016",
        "date: 2016-03-01",
        Says("1 March 2016"),
    ),
    (
        "posted: 16/03/2016",
        "date: 2016-03-16",
        Says("16 March 2016"),
    ),
    (
        "lastmod: 2016-03-01T10:30:00Z",
        "updated: 2016-03-01",
        Says("1 March 2016"),
    ),
    (
        "publishDate: 2030-01-31",
        "publish_on: 2030-01-31",
        HeldBack,
    ),
    ("expiryDate: 2016-01-31", "expires_on: 2016-01-31", HeldBack),
    (
        "permalink: /news/spring/",
        "aliases: [/news/spring/]",
        Leads("news/spring/index.html"),
    ),
    (
        "permalink: https://www.example.org/2016/spring/",
        "aliases: [https://www.example.org/2016/spring/]",
        Leads("2016/spring/index.html"),
    ),
    ("permalink: /news/:title/", "", Published),
    (
        "url: spring.html",
        "aliases: [/spring.html]",
        Leads("spring.html"),
    ),
    (
        "redirect_from: /old/",
        "aliases: [/old/]",
        Leads("old/index.html"),
    ),
    (
        "redirect_from: [/old/, /older/]",
        "aliases: [/old/, /older/]",
        Leads("older/index.html"),
    ),
    ("tags: Care", "topics: [Care]", Listed("care")),
    (
        "tags: [Care, Home visits]",
        "topics: [Care, Home visits]",
        Listed("home-visits"),
    ),
    (
        "categories: Care, Home visits",
        "topics: [Care, Home visits]",
        Listed("care"),
    ),
    (
        "categories:\n  - Care\n  - Home visits",
        "topics: [Care, Home visits]",
        Listed("care"),
    ),
    (
        "keywords: \"Care; Visits\"",
        "topics: [Care, Visits]",
        Listed("visits"),
    ),
    (
        "description: In short.",
        "summary: In short.",
        Says("In short."),
    ),
    (
        "excerpt: In short.",
        "summary: In short.",
        Says("In short."),
    ),
    (
        "subtitle: In short.",
        "summary: In short.",
        Says("In short."),
    ),
    (
        "author: Jo Bloggs",
        "authors: [Jo Bloggs]",
        Says("Jo Bloggs"),
    ),
    (
        "author: Jo Bloggs and Ann Other",
        "authors: [Jo Bloggs, Ann Other]",
        Says("Ann Other"),
    ),
    ("permalink: /a/", "", Published),
    ("published: no\ndraft: no", "draft: yes", HeldBack),
    (
        "author:\n  name: Jo Bloggs",
        "authors: [Jo Bloggs]",
        Says("Jo Bloggs"),
    ),
    ("featured_image: garden.png", "image: garden.png", Published),
    (
        "cover:\n  image: garden.png\n  alt: Leeks",
        "image: garden.png\nimage_alt: Leeks",
        Published,
    ),
    ("order: 3", "weight: 3", Published),
    ("linkTitle: Short", "nav_title: Short", Published),
    ("showToc: no", "toc: no", Published),
];

/// A site with a page of these settings, and what they may name.
fn page_of(front: &str) -> Fixture {
    page_with(&format!("title: A\n{front}"), "Text.").asset("content/garden.png", b"picture")
}

/// The lines at the top of a page, without the title and empty lines.
fn front_of(text: &str) -> String {
    let front = text.split("---\n").nth(1).expect("the settings at the top");
    let lines = front
        .lines()
        .filter(|line| !line.is_empty() && *line != "title: A");
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check_effect(effect: Effect, built: &Built, front: &str) {
    let page = built.html("a/index.html");
    assert_eq!(page.is_empty(), matches!(effect, HeldBack), "{front}");
    match effect {
        Published | HeldBack => {}
        Leads(file) => assert!(built.html(file).contains("/a/"), "{front}"),
        Says(words) => assert!(page.contains(words), "{front}: {page}"),
        Listed(topic) => {
            let list = built.html(&format!("topics/{topic}/index.html"));
            assert!(list.contains("/a/"), "{front}");
        }
    }
}

#[test]
fn settings_of_other_programs_become_what_the_table_says() {
    for (front, expected, effect) in PAGES {
        let (text, built) = mended(page_of(front), "content/a.md");
        assert_eq!(front_of(&text), *expected, "{front}");
        check_effect(*effect, &built, front);
    }
}

#[test]
fn a_page_of_another_program_becomes_one_of_masthead() {
    let front = "layout: post\ndate: 2016-03-01\ncreated: 2016-03-01\npublished: true\n\
        permalink: /news/spring/\nredirect_from: /old/\ncomments: true\ntags: [Care]\n\
        categories: [Visits, Care]\ndescription: In short.\nhidden: true\nstatus: draft";
    let (text, built) = mended(page_of(front), "content/a.md");
    assert_eq!(
        front_of(&text),
        "date: 2016-03-01\naliases: [/news/spring/, /old/]\ntopics: [Care, Visits]\n\
         summary: In short.\ndraft: yes"
    );
    check_effect(HeldBack, &built, front);
}

#[test]
fn the_guide_shows_what_each_setting_becomes() {
    let guide = include_str!("../../docs/guide/coming-from-another-program.md");
    let mut table = String::new();
    for (front, expected, effect) in PAGES {
        let does = match effect {
            Published => "The page is published.".to_owned(),
            HeldBack => "The page is kept out of the site.".to_owned(),
            Leads(file) => {
                let address = file.strip_suffix("index.html").unwrap_or(file);
                format!("`/{address}` leads to the page.")
            }
            Says(words) => format!("The page says “{words}”."),
            Listed(topic) => format!("The page is on the list `/topics/{topic}/`."),
        };
        let instead = if expected.is_empty() {
            "nothing: delete the line".to_owned()
        } else {
            code(expected)
        };
        let _ = writeln!(table, "| {} | {instead} | {does} |", code(front));
    }
    assert!(
        guide.contains(&table),
        "the table of the guide is to be:\n{table}"
    );
}

/// Lines as they are shown in a cell of a table.
fn code(lines: &str) -> String {
    let lines: Vec<String> = lines.lines().map(|line| format!("`{line}`")).collect();
    lines.join("<br>")
}

/// Slips in the settings of a page, and what they become.
const SLIPS: &[(&str, &str)] = &[
    ("Summary: In short.", "summary: In short."),
    ("sumary: In short.", "summary: In short."),
    ("summary:In short.", "summary: In short."),
    ("summary = In short.", "summary: In short."),
    ("summary: Care: a view", "summary: \"Care: a view\""),
    ("summary: “Care’s: a view”", "summary: \"Care’s: a view\""),
    ("summary: “Care’s view”", "summary: \"Care’s view\""),
    (
        "summary: \"He said \"hello\" to us\"",
        "summary: 'He said \"hello\" to us'",
    ),
    (
        "summary: \"Care\" in the home",
        "summary: '\"Care\" in the home'",
    ),
    (
        "summary: \"Care\" and \"hope\"",
        "summary: '\"Care\" and \"hope\"'",
    ),
    ("summary: 'It's good'", "summary: \"It's good\""),
    ("summary: \"No end", "summary: \"No end\""),
    ("summary: @home", "summary: \"@home\""),
    ("summary: [Draft] Care", "summary: \"[Draft] Care\""),
    ("summary: C:\\Care: yes", "summary: 'C:\\Care: yes'"),
    ("topics: [Care, Visits", "topics: [Care, Visits]"),
    (
        "topics: [Care: a view, Visits]",
        "topics: [\"Care: a view\", Visits]",
    ),
    (
        "topics:\n  - Care: a view\n  - Visits",
        "topics:\n  - \"Care: a view\"\n  - Visits",
    ),
    (
        "topics:\n  - Care: home: view",
        "topics:\n  - \"Care: home: view\"",
    ),
    ("topics:\n\t- Care", "topics:\n  - Care"),
    ("topics:\n  -Care", "topics:\n  - Care"),
    ("topics: -Care", "topics: Care"),
    ("topics: - Care", "topics: [Care]"),
    ("topics: [Care", "topics: [Care]"),
    ("summary: - Care", "summary: \"- Care\""),
    ("summary: [Care", "summary: \"[Care\""),
    ("date: 16/03/2016", "date: 2016-03-16"),
    ("date: 20160316", "date: 2016-03-16"),
    ("date: 1458086400", "date: 2016-03-16"),
    ("date: Wed, 16 Mar 2016 10:00:00 GMT", "date: 2016-03-16"),
    ("date: March 16, 2016", "date: 2016-03-16"),
    ("date: 2016 March 16", "date: 2016-03-16"),
    ("date: Wed Mar 16 2016", "date: 2016-03-16"),
    ("date: Wednesday, 16 March 2016", "date: 2016-03-16"),
    ("date: 16. März 2016", "date: 2016-03-16"),
    ("date: 16\\3\\2016", "date: 2016-03-16"),
    ("date: 2016-O3-l6", "date: 2016-03-16"),
    ("date; 2016-03-16", "date: 2016-03-16"),
    ("date 2016-03-16", "date: 2016-03-16"),
    ("**Date:** 2016-03-16", "date: 2016-03-16"),
];

/// Slips in the day and the time of an event, which its advice mends without losing the zone.
const TIMES: &[(&str, &str)] = &[
    ("2019-07-12T10:00:00Z", "2019-07-12 11:00"),
    ("2019-01-12T10:00:00.000Z", "2019-01-12 10:00"),
    ("2019-07-12 10:00 +0200", "2019-07-12 09:00"),
    ("2019-07-12T23:30:00-05:00", "2019-07-13 05:30"),
    ("2019-07-12 10:00 BST", "2019-07-12 10:00"),
    ("10:00 2019-07-12", "2019-07-12 10:00"),
    ("10am on Friday 12 July 2019", "2019-07-12 10:00"),
    ("2019-07-12 at 10:00", "2019-07-12 10:00"),
    ("2019-07-12 10h30", "2019-07-12 10:30"),
    ("2019-07-12 noon", "2019-07-12 12:00"),
    ("2019-07-12 24:00", "2019-07-13 00:00"),
];

#[test]
fn the_time_of_an_event_becomes_that_of_the_site() {
    let event = |starts: &str| {
        let page = format!("---\ntitle: A\nstarts: {starts}\n---\n\nText.\n");
        site().write("content/events/a.md", &page)
    };
    for (starts, expected) in TIMES {
        let (text, _) = mended(event(starts), "content/events/a.md");
        assert_eq!(front_of(&text), format!("starts: {expected}"), "{starts}");
    }
    let two = finding(&event("2019-07-12 10:00-12:00"));
    assert!(two.message.contains("the second, `12:00`"), "{two:?}");
    let zone = finding(&event("2019-07-12 10:00 CEST"));
    assert!(zone.message.contains("names a time zone"), "{zone:?}");
    let bare = finding(&event("10:00"));
    assert!(
        bare.help[0].contains("write the day before the time"),
        "{bare:?}"
    );
}

#[test]
fn another_word_for_a_field_finds_it() {
    let event = |front: &str| {
        let page = format!("---\ntitle: A\n{front}\n---\n\nText.\n");
        site().write("content/events/a.md", &page)
    };
    let (text, _) = mended(
        event("starts: 2019-07-12\nlocation: The hall\ncost: Free"),
        "content/events/a.md",
    );
    assert_eq!(
        front_of(&text),
        "starts: 2019-07-12\nplace: The hall\nprice: Free"
    );
    let start = finding(&event("start: 2019-07-12"));
    assert!(
        start.help[0].starts_with("did you mean `starts`?"),
        "{start:?}"
    );
    for (block, expected) in [
        ("quote\nquote: Hello\nby: Jo", "text: Hello\nwho: Jo"),
        (
            "contact\nmail: a@example.org\ntel: 020 7946 0000",
            "email: a@example.org\nphone: 020 7946 0000",
        ),
    ] {
        let page = page_with("title: A", &format!("```{block}\n```"));
        let mut text = page
            .tree()
            .text("content/a.md")
            .expect("a text")
            .text
            .to_string();
        let mut built = page.build();
        for _ in 0..2 {
            let findings = built.findings_in("content/a.md");
            let fault = findings.first().copied().cloned().expect("a finding");
            text = applied(&text, &fault);
            built = site().write("content/a.md", &text).build();
        }
        assert!(built.codes().is_empty(), "{block}: {:?}", built.codes());
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn advice_that_was_followed_once_is_not_repeated() {
    for (front, help) in [
        (
            "summary: a\nSummary: b",
            "did you mean `summary`? It is written already: keep one of the two lines",
        ),
        ("weight: 99999999999999999999", ""),
        (
            "owner: [Jo]",
            "write `owner: Jo`; put quotes around the text if it begins with a bracket: `owner: \
             \"[Jo]\"`",
        ),
        (
            "date: \"\"",
            "write something after it, such as `date: 2015-03-31`",
        ),
        (
            "topics: Care; Visits",
            "write `topics: [Care, Visits]`, or put quotes around the text if it is one entry",
        ),
        (
            "seo_title: B",
            "delete the line: readers and search engines see the same `title:`",
        ),
        (
            "image_alt: Leeks",
            "name the picture in a line such as `image: garden.jpg`, or delete this one",
        ),
        ("template: templates/pages.html", "did you mean `page`?"),
        (
            "related: [https://example.com/]",
            "`related:` takes files of pages, such as `related: [about.md]`; another website or \
             file belongs into the text",
        ),
    ] {
        let fault = finding(&page_of(front));
        assert_eq!(
            fault.help.first().map_or("", String::as_str),
            help,
            "{front}"
        );
    }
}

#[test]
fn settings_of_the_theme_and_of_the_place_are_told_as_they_are_meant() {
    for (written, expected) in [
        ("palette: ink", "theme_options:\n  palette: ink"),
        ("colour: plum", "theme_options:\n  palette: plum"),
        ("home_doors: 4", "theme_options:\n  home_doors: 4"),
        (
            "base_url: a.example.org",
            "base_url: https://a.example.org/",
        ),
        (
            "base_url: https://A.example.org/b/index.html?x",
            "base_url: https://a.example.org/b/",
        ),
        ("navigation: [index.md]", ""),
    ] {
        let base = if written.starts_with("base_url") {
            ""
        } else {
            "base_url: https://www.example.org/\n"
        };
        let site = site().write("content/site.yaml", &format!("title: A\n{base}{written}\n"));
        if expected.is_empty() {
            let help = "`- title: Index` and, with four spaces, `to: index.md`";
            assert!(finding(&site).help[0].ends_with(help));
            continue;
        }
        let (text, _) = mended(site, "content/site.yaml");
        assert!(text.contains(expected), "{written}: {text}");
    }
    for (written, help) in [
        ("language: Welsh", "write `language: cy`"),
        ("language: en_gb", "write `language: en-GB`"),
        ("time_zone: London", "write `time_zone: Europe/London`"),
        ("time_zone: Paris", "write `time_zone: Europe/Paris`"),
        ("time_zone: GMT+1", "write one such as `Europe/London`"),
        ("social_cards: on", "it can be `no`, `site` or `pages`"),
    ] {
        let text = format!("title: A\nbase_url: https://www.example.org/\n{written}\n");
        let fault = finding(&site().write("content/site.yaml", &text));
        assert_eq!(fault.help[0], help, "{written}");
    }
}

#[test]
fn slips_in_settings_become_what_was_meant() {
    for (front, expected) in SLIPS {
        let (text, built) = mended(page_of(front), "content/a.md");
        assert_eq!(front_of(&text), *expected, "{front}");
        check_effect(Published, &built, front);
    }
}

#[test]
fn a_title_under_another_name_is_not_missed_too() {
    for title in ["Title: B", "titel: B", "headline: B"] {
        let site = site().write("content/a.md", &format!("---\n{title}\n---\n\nText.\n"));
        let fault = finding(&site);
        let text = site
            .tree()
            .text("content/a.md")
            .expect("a text")
            .text
            .clone();
        assert!(applied(&text, &fault).contains("title: B"), "{fault:?}");
    }
}

#[test]
fn an_address_elsewhere_and_a_postal_one_are_no_old_address() {
    let fault = finding(&page_of("url: https://elsewhere.example.org/a"));
    assert!(
        fault.help[0].starts_with("if this is an old address"),
        "{fault:?}"
    );
    let fault = finding(&page_of("address: 1 High Street"));
    assert!(fault.help[0].contains("kind `event`"), "{fault:?}");
}

#[test]
fn yes_or_no_and_numbers_are_shown_as_they_are_written() {
    let fault = finding(&page_of("draft: maybe"));
    assert_eq!(fault.help, ["write `draft: yes` or `draft: no`"]);
    assert_eq!(finding(&page_of("draft: y")).help, ["write `draft: yes`"]);
    let fault = finding(&page_of("authors:\n  - name: Jo"));
    assert_eq!(fault.help, ["write `Jo` alone, without `name:`"]);
    let fault = finding(&page_of("weight: 3rd"));
    assert_eq!(fault.help, ["write figures alone: `weight: 3`"]);
}

/// Settings of a site that other programs have, and what they become.
const SETTINGS: &[(&str, &str)] = &[
    (
        "baseURL: https://a.example.org",
        "base_url: https://a.example.org/",
    ),
    ("url: a.example.org", "base_url: https://a.example.org/"),
    (
        "url: https://a.example.org\nbaseurl: /b",
        "base_url: https://a.example.org/b/",
    ),
    (
        "baseurl: \"\"\nbase_url: https://a.example.org/",
        "base_url: https://a.example.org/",
    ),
    ("description: In short.", "strapline: In short."),
    ("languageCode: en_GB", "language: en-GB"),
    ("timezone: Europe/Paris", "time_zone: Europe/Paris"),
    (
        "nav:\n  - name: Home\n    url: index.md",
        "navigation:\n  - title: Home\n    to: index.md",
    ),
    (
        "author: Jo\nemail: a@example.org",
        "organisation:\n  name: Jo\n  email: a@example.org",
    ),
    ("copyright: Ours", "footer:\n  text: Ours"),
    ("plugins: [jekyll-feed]", ""),
    ("permalink: /:year/:title/", ""),
];

#[test]
fn settings_of_sites_become_those_of_masthead() {
    for (written, expected) in SETTINGS {
        let base = if expected.contains("base_url") {
            ""
        } else {
            "base_url: https://www.example.org/\n"
        };
        let text = format!("title: A\n{base}{written}\n");
        let (text, _) = mended(
            site().write("content/site.yaml", &text),
            "content/site.yaml",
        );
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !base.contains(line) && *line != "title: A");
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), *expected, "{written}");
    }
    let named = site().write(
        "content/site.yaml",
        "name: A\nurl: https://a.example.org/\n",
    );
    let (text, _) = mended(named, "content/site.yaml");
    assert_eq!(text, "title: A\nbase_url: https://a.example.org/\n");
}
