//! Days and numbers of people: when a page appears, and which of two comes first.

use super::{silent, site};
use masthead::base::Code;
use masthead::fixture::{Built, Fixture};

/// The titles of pages in the order in which a finished page links to them.
fn order<'t>(built: &Built, page: &str, titles: &[&'t str]) -> Vec<&'t str> {
    let html = built.html(page);
    let main = html.split_once("<main").expect("the main part of a page").1;
    let place = |title: &str| main.find(&format!(">{title}</a>"));
    let mut shown: Vec<&str> = titles.to_vec();
    shown.sort_by_key(|title| place(title).unwrap_or_else(|| panic!("no {title} on {page}")));
    shown
}

/// A folder `minutes` with these settings, whose pages have these names and front matters.
fn minutes(section: &str, pages: &[(&str, &str)]) -> Fixture {
    let index = format!("---\ntitle: Minutes\n{section}---\n");
    let start = site().write("content/minutes/index.md", &index);
    pages.iter().fold(start, |site, (name, front)| {
        let path = format!("content/minutes/{name}.md");
        site.write(&path, &format!("---\n{front}\n---\nText.\n"))
    })
}

#[test]
fn meeting_2_comes_before_meeting_10() {
    let pages = [
        ("a", "title: Meeting 10"),
        ("b", "title: Meeting 2"),
        ("c", "title: meeting 1b"),
    ];
    let titles = ["Meeting 10", "Meeting 2", "meeting 1b"];
    for section in ["", "sort: title\n", "sort: newest\n"] {
        let built = silent(&minutes(section, &pages));
        assert_eq!(
            order(&built, "minutes/index.html", &titles),
            ["meeting 1b", "Meeting 2", "Meeting 10"],
            "{section}"
        );
    }
}

#[test]
fn files_of_one_weight_are_in_the_order_of_their_numbers() {
    let pages = [
        ("item-10", "title: Ten"),
        ("item-9", "title: Nine"),
        ("item-100", "title: Hundred"),
    ];
    let built = silent(&minutes("sort: weight\n", &pages));
    let titles = ["Hundred", "Ten", "Nine"];
    assert_eq!(
        order(&built, "minutes/index.html", &titles),
        ["Nine", "Ten", "Hundred"]
    );
}

#[test]
fn topics_and_lists_of_topics_are_in_the_order_of_their_numbers() {
    let pages = [
        ("a", "title: Visit 10\ntopics: [Standard 10, Standard 2]"),
        ("b", "title: Visit 2\ntopics: [Standard 2]"),
    ];
    let built = silent(&minutes("", &pages));
    assert_eq!(
        order(&built, "topics/index.html", &["Standard 10", "Standard 2"]),
        ["Standard 2", "Standard 10"]
    );
    assert_eq!(
        order(
            &built,
            "topics/standard-2/index.html",
            &["Visit 10", "Visit 2"]
        ),
        ["Visit 2", "Visit 10"]
    );
}

/// A site with a folder of news of which one piece has this front matter.
fn dated(front: &str) -> Fixture {
    site()
        .write("content/news/index.md", "---\ntitle: News\n---\n")
        .write(
            "content/news/old.md",
            "---\ntitle: Old\ndate: 2019-01-01\n---\nText.\n",
        )
        .write(
            "content/news/a.md",
            &format!("---\ntitle: Canary\n{front}\n---\nText.\n"),
        )
}

/// Whether any file of the finished site holds the word.
fn is_public(built: &Built) -> bool {
    let mut files = built.files.iter();
    files.any(|(path, bytes)| {
        path.contains("news/a/") || String::from_utf8_lossy(bytes).contains("Canary")
    })
}

#[test]
fn a_page_does_not_appear_before_its_date() {
    for (front, is_shown) in [
        ("date: 2020-01-01", true),
        ("date: 2020-01-02", false),
        ("date: 2020-01-02\npublish_on: 2020-01-01", true),
        ("date: 2019-12-31\npublish_on: 2020-01-02", false),
        ("date: 2020-01-01 23:59", true),
        ("date: 2020-01-01T23:30:00-05:00", false),
        ("date: 2020-01-02T00:30:00+01:00", true),
        ("date: 2020-01-01T23:30:00Z", true),
    ] {
        let built = silent(&dated(front));
        assert_eq!(is_public(&built), is_shown, "{front}");
        assert_eq!(built.outcome.held_back.is_empty(), is_shown, "{front}");
    }
    assert!(is_public(&dated("updated: 2020-03-01").build()));
    let built = silent(&dated("date: 2020-01-02"));
    let reasons = built.outcome.held_back.iter();
    let reasons: Vec<String> = reasons.map(|page| page.reason.to_string()).collect();
    assert_eq!(reasons, ["its `date`, 2020-01-02, is still to come"]);
    assert!(is_public(&silent(
        &dated("date: 2020-01-02").today(2020, 1, 2)
    )));
    assert!(is_public(&silent(
        &dated("date: 2020-01-02").with_held_back()
    )));
}

#[test]
fn days_count_in_the_zone_of_the_site() {
    let zoned = |zone: &str| {
        dated("date: 2020-01-01T10:30:00Z").write(
            "content/site.yaml",
            &format!("title: Test\nbase_url: https://www.example.org/\ntime_zone: {zone}\n"),
        )
    };
    let london = silent(&zoned("Europe/London"));
    assert!(london.html("news/a/index.html").contains("2020-01-01"));
    let apia = silent(&zoned("Pacific/Apia"));
    assert!(!is_public(&apia), "it is 2 January there");
}

#[test]
fn a_link_to_a_page_of_the_future_is_told() {
    let site =
        dated("date: 2020-01-02").write("content/b.md", "---\ntitle: B\n---\n[Soon](news/a.md)\n");
    assert_eq!(site.build().codes(), [Code::HeldBackLink]);
}

#[test]
fn an_event_and_a_publication_of_the_future_are_shown() {
    let site = site()
        .write("content/events/index.md", "---\ntitle: Events\n---\n")
        .write(
            "content/events/forum.md",
            "---\ntitle: Forum\nstarts: 2020-03-12 10:00\n---\n",
        )
        .write(
            "content/publications/index.md",
            "---\ntitle: Publications\n---\n",
        )
        .write(
            "content/publications/list.yaml",
            "- id: a\n  type: book\n  title: Forthcoming\n  \
             author: [{family: Ellis, given: A.}]\n  publisher: Press\n  issued: 2021\n",
        );
    let built = site.build();
    assert!(built.outcome.held_back.is_empty());
    assert!(built.html("events/index.html").contains("Forum"));
}

#[test]
fn a_year_that_is_hardly_meant_is_asked_about() {
    for (front, is_doubtful) in [
        ("date: 1899-12-31", true),
        ("date: 1900-01-01", false),
        ("date: 2022-01-01", false),
        ("date: 2022-01-02", true),
        ("date: 0202-03-16", true),
        ("date: 2062-03-16\ndraft: yes", true),
        ("updated: 2062-03-16", true),
        ("updated: 2020-01-01", false),
        ("updated: 2020-01-02", true),
        ("publish_on: 2020-03-01\nupdated: 2020-03-01", false),
        ("publish_on: 2020-03-01\nupdated: 2020-03-02", true),
        ("date: 2019-01-01\npublish_on: 2029-12-31", false),
        ("date: 2019-01-01\npublish_on: 2999-01-01", true),
        ("publish_on: 1016-03-01", true),
        ("review_by: 2062-01-01", true),
        ("expires_on: 2999-01-01", false),
    ] {
        let codes = dated(front).build().codes();
        let wanted: &[Code] = if is_doubtful {
            &[Code::DoubtfulDate]
        } else {
            &[]
        };
        assert_eq!(codes, wanted, "{front}");
    }
    for (starts, is_doubtful) in [
        ("2024-03-12 10:00", false),
        ("2040-01-02", true),
        ("0220-03-12", true),
    ] {
        let page = format!("---\ntitle: Forum\nstarts: {starts}\n---\n");
        let codes = site()
            .write("content/events/forum.md", &page)
            .build()
            .codes();
        assert_eq!(codes.contains(&Code::DoubtfulDate), is_doubtful, "{starts}");
    }
}
